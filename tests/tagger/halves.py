"""Taggers that have not seen a paper, for fitting the ranking on it as if it were a new one."""

from functools import cache
from pathlib import Path

import numpy as np

from recognition.documents.extraction.page.tagger import Tagger, unpacked
from tests.words_model.halves import half_of

KEPT = Path(".run/tagger")


def tagger_without(template: str) -> Tagger:
    """The tagger of the other half of the papers, which ``python -m tests.tagger`` has trained."""
    return _kept(half_of(template))


def place_of(half: int) -> Path:
    """Where the tagger is kept that has not seen one half."""
    return KEPT / f"without-{half}.npz"


@cache
def _kept(half: int) -> Tagger:
    with np.load(place_of(half)) as kept:
        return unpacked(kept)
