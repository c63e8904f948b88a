"""What the tagger says for and against a candidate: of each field, of its ends, of what is beside.

The tagger reads whole pages; a candidate is one of many stretches. How well the two agree, and
whether another candidate agrees better, are features like any other.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from recognition.documents.extraction.candidate import Candidate
from recognition.documents.extraction.page.paper import Paper
from recognition.documents.extraction.page.tagger import BEGIN, END, INSIDE, TAGGED, PageTags
from recognition.documents.extraction.weights import Features
from recognition.domain.vocabulary import FieldName

_FURTHEST = 9.0  # log-odds beyond which the tagger says no more
_UNIT = 4.5
_BEATEN = 2.0  # log-odds by which another candidate agrees so much better that more says nothing


def tag_features(name: FieldName, candidates: Sequence[Candidate], paper: Paper) -> list[Features]:
    """The features of the candidates of one field, in their order."""
    own = TAGGED.index(name)
    each = [_features(own, one, paper.tags[one.span.page.number]) for one in candidates]
    best = max((agreement for _, agreement in each), default=0.0)
    for out, agreement in each:
        if out:
            out["tag_best"] = 1.0 if agreement >= best - 1e-6 else 0.0
            out["tag_beaten"] = min(best - agreement, _BEATEN) / _BEATEN
    return [out for out, _ in each]


def _features(own: int, candidate: Candidate, tags: PageTags) -> tuple[Features, float]:
    stretches = [_stretch(tags, s.start, s.end) for s in candidate.parts or (candidate.span,)]
    rows = [tags.odds[first:last] for first, last in stretches if first < last]
    if not rows:
        return {}, -_FURTHEST
    said = np.clip(np.concatenate(rows), -_FURTHEST, _FURTHEST) / _UNIT
    inside, begin, end = said[:, own, INSIDE], said[:, own, BEGIN], said[:, own, END]
    means = said[:, :, INSIDE].mean(axis=0).tolist()
    out = {f"tag_{field.value}": mean for field, mean in zip(TAGGED, means, strict=True)}
    out["tag_mean"] = out.pop(f"tag_{TAGGED[own].value}")
    out |= {
        "tag_least": float(inside.min()), "tag_begin": float(begin[0]), "tag_end": float(end[-1]),
        "tag_begin_later": float(begin[1:].max(initial=-_FURTHEST / _UNIT)),
        "tag_end_earlier": float(end[:-1].max(initial=-_FURTHEST / _UNIT)),
    }  # fmt: skip
    agreement = min(out["tag_least"], out["tag_begin"], out["tag_end"])
    out["tag_agreement"] = agreement
    out["tag_likely"] = 1 / (1 + math.exp(-_UNIT * agreement))
    _beside(out, own, stretches[0][0], stretches[-1][1], tags)
    return out, agreement


def _beside(out: Features, own: int, first: int, last: int, tags: PageTags) -> None:
    """Whether the words right before and after seem to be of the same value."""
    for name, place in (("tag_before", first - 1), ("tag_after", last)):
        if 0 <= place < len(tags.starts):
            odds = float(tags.odds[place, own, INSIDE])
            out[name] = max(-_FURTHEST, min(_FURTHEST, odds)) / _UNIT


def _stretch(tags: PageTags, start: int, end: int) -> tuple[int, int]:
    return bisect_left(tags.ends, start + 1), bisect_left(tags.starts, end)
