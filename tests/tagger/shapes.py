"""The matrices of a tagger by name, and how large each is."""

from recognition.documents.extraction.kind import KINDS
from recognition.documents.extraction.page.tag_signs import BUCKETS
from recognition.documents.extraction.page.tagger import DILATIONS, TAGGED

LETTERS = 32
"""Numbers by which a stretch of letters is known."""

WIDTH = 64
"""Numbers by which a word is known."""


def shapes(signs: int, width: int = WIDTH) -> dict[str, tuple[int, ...]]:
    """For a number of signs."""
    return {
        "letters": (BUCKETS, LETTERS),
        "from_letters": (LETTERS, width),
        "from_signs": (signs, width),
        "bias": (width,),
        **{name: (width, width) for name in ("above", "below", "line", "page")},
        **{f"layer{n}": (3, width, 2 * width) for n in range(len(DILATIONS))},
        **{f"layer{n}_bias": (2 * width,) for n in range(len(DILATIONS))},
        "out": (width, 3 * len(TAGGED)),
        "out_bias": (3 * len(TAGGED),),
        "kinds": (2 * width, len(KINDS)),
        "kinds_bias": (len(KINDS),),
    }
