"""A tagger that says nothing, for what is gathered before there is one."""

from functools import cache

import numpy as np

from recognition.documents.extraction.page.tagger import Tagger
from tests.tagger.shapes import shapes

_NOTHING = -9.0  # log-odds


@cache
def silent() -> Tagger:
    """Whose every word is of nothing."""
    parts = {name: np.zeros(shape, np.float32) for name, shape in shapes(signs=0, width=1).items()}
    parts["out_bias"] = np.full_like(parts["out_bias"], _NOTHING)
    return Tagger({}, parts)
