"""How a tagger is kept: each part in whole numbers and how large one of them is."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recognition.documents.extraction.page.tagger import Tagger

_SMALL, _LARGE = 127, 32767
_IN_BYTES = frozenset({"letters"})  # the largest part by far, and least in need of precision


def pack(tagger: Tagger, path: Path) -> None:
    """Write a tagger, as ``tagger.unpacked`` reads it."""
    names = sorted(tagger.names, key=lambda name: tagger.names[name])
    arrays: dict[str, NDArray[Any]] = {"names": np.array(names)}
    for name, part in tagger.parts.items():
        most = _SMALL if name in _IN_BYTES else _LARGE
        scale = float(np.abs(part).max(initial=1e-9)) / most
        arrays[name] = np.round(part / scale).astype(np.int8 if most == _SMALL else np.int16)
        arrays[f"{name}_scale"] = np.array(scale, np.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, allow_pickle=False, **arrays)
