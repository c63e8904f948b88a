"""Pages of about one length side by side, as the network takes them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from recognition.documents.extraction.kind import KINDS
from recognition.documents.extraction.page.tag_signs import MOST_STRETCHES
from recognition.documents.extraction.page.tagger import TAGGED
from tests.tagger.examples import Example
from tests.tagger.network import Batch

_LENGTHS = (32, 64, 128, 192, 256, 384, 512, 768, 1024)
_WORDS = 2048  # of a batch


def batches(
    pages: Sequence[Example], names: Mapping[str, int], random: np.random.Generator
) -> Iterator[Batch]:
    """All pages once, in an order by chance; what a page has beyond 1,024 words is left out."""
    by_length: defaultdict[int, list[Example]] = defaultdict(list)
    for place in random.permutation(len(pages)):
        words = len(pages[place].stretches)
        fitting = next((n for n in _LENGTHS if words <= n), _LENGTHS[-1])
        by_length[fitting].append(pages[place])
    cut = [
        (length, own[start : start + _WORDS // length])
        for length, own in by_length.items()
        for start in range(0, len(own), _WORDS // length)
    ]
    for place in random.permutation(len(cut)):
        length, own = cut[place]
        yield _batch(own, length, _WORDS // length, names)


def _batch(pages: Sequence[Example], length: int, count: int, names: Mapping[str, int]) -> Batch:
    stretches = np.zeros((count, length, MOST_STRETCHES), np.int32)
    signs = np.zeros((count, length, len(names)), np.float32)
    mask = np.zeros((count, length), np.float32)
    segment = np.zeros((count, length), np.int32)
    above, below = (np.full((count, length), -1, np.int32) for _ in range(2))
    labels = np.zeros((count, length, 3 * len(TAGGED)), np.float32)
    kinds = np.zeros((count, len(KINDS)), np.float32)
    for place, page in enumerate(pages):
        words = min(length, len(page.stretches))
        stretches[place, :words] = page.stretches[:words]
        signs[place][:words, [names[name] for name in page.names]] = page.signs[:words]
        mask[place, :words] = 1
        segment[place, :words] = np.minimum(page.segment[:words], length - 1)
        for whole, own in ((above, page.above), (below, page.below)):
            known = own[:length]
            whole[place, : len(known)] = np.where(known < length, known, -1)
        labels[place, :words] = page.labels[:words].reshape(words, -1)
        kinds[place, page.kind] = 1
    return Batch(stretches, signs, mask, segment, above, below, labels, kinds)
