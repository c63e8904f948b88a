"""The numbers of a trained model, kept in ``data/<name>.npz``."""

from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt


def trained(name: str) -> dict[str, npt.NDArray[Any]]:
    """Its arrays by name, as they were kept."""
    path = resources.files("recognition.documents").joinpath(f"data/{name}.npz")
    with path.open("rb") as file, np.load(file) as kept:
        return {part: kept[part] for part in kept.files}
