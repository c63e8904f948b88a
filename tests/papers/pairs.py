"""Two pages side by side in one landscape picture."""

from collections.abc import Sequence

import numpy as np

from tests.papers.picture import Picture, Rng, picture

Lines = list[list[tuple[str, bool]]]
"""The lines of each page, and whether each goes on in the next."""


def two_up(pictures: Sequence[Picture], lines: Lines, rng: Rng) -> tuple[list[Picture], Lines]:
    """Pages in pairs; a last one alone beside its copy or an empty sheet."""
    pages, printed = list(pictures), list(lines)
    if len(pages) % 2:
        copied = rng.random() < 0.5
        pages.append(pages[-1] if copied else np.full_like(pages[-1], 255))
        printed.append(printed[-1] if copied else [])
    pairs = range(0, len(pages), 2)
    return (
        [_side_by_side(pages[left], pages[left + 1], rng) for left in pairs],
        [printed[left] + printed[left + 1] for left in pairs],
    )


def _side_by_side(left: Picture, right: Picture, rng: Rng) -> Picture:
    """Both sheets, with the dark line of the gap between them."""
    height, width = left.shape[:2]
    gap = np.full((height, max(2, width // 80), 3), int(rng.integers(90, 200)), np.uint8)
    # Landscape sheets lie one above the other: side by side they would make a strip.
    if width > height:
        gap = np.full((max(2, height // 80), width, 3), int(rng.integers(90, 200)), np.uint8)
        return picture(np.vstack([left, gap, right]))
    return picture(np.hstack([left, gap, right]))
