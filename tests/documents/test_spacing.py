"""Syllables of Korean and Thai, put together to words where the picture has no gap."""

import numpy as np
import pytest

from recognition.documents.spacing import join
from recognition.documents.tesseract import Picture, Token

HEIGHT, WIDTH = 40, 36  # pixels of a syllable


def line(gaps: list[int]) -> tuple[Picture, list[Token]]:
    """Black squares for syllables with white between them, and what tesseract makes of each."""
    lefts = [10 + int(x) for x in np.cumsum([0, *(gap + WIDTH for gap in gaps)])]
    picture = np.full((HEIGHT + 20, lefts[-1] + WIDTH + 10), 255, np.uint8)
    for left in lefts:
        picture[10 : 10 + HEIGHT, left : left + WIDTH] = 0
    # tesseract's boxes of syllables are not exact
    boxes = [(left - 3 + number % 3, left + WIDTH + 2) for number, left in enumerate(lefts)]
    return picture, [
        Token(letter, left, 10, right, 10 + HEIGHT, 0.8, (0, 0, 0))
        for letter, (left, right) in zip("나래유아전문대학", boxes, strict=False)
    ]


@pytest.mark.parametrize(
    ("gaps", "words"),
    [
        ([4, 5, 4, 6, 4, 5], ["나래유아전문대"]),
        ([4, 5, 4, 22, 4, 5], ["나래유아", "전문대"]),
        ([24, 26, 24, 25, 24], ["나래유아전문"]),
        ([24, 26, 70, 25, 24], ["나래유", "아전문"]),
        ([30], ["나", "래"]),
        ([], ["나"]),
    ],
    ids=["close", "two words", "set apart", "two words set apart", "two letters", "one"],
)
def test_a_wide_gap_parts_words(gaps: list[int], words: list[str]) -> None:
    picture, tokens = line(gaps)
    joined = join(picture, tokens[: len(gaps) + 1])
    assert [token.text for token in joined] == words
    assert joined[0].left == tokens[0].left
    assert joined[-1].right == tokens[len(gaps)].right
    assert all(token.confidence == pytest.approx(0.8) for token in joined)


def test_lines_stay_apart() -> None:
    picture, (one, other) = line([4])
    below = Token(other.text, other.left, other.top, other.right, other.bottom, 0.8, (1, 0, 0))
    assert join(picture, [one, below]) == [one, below]


def test_nothing_is_joined_of_nothing() -> None:
    assert join(np.full((5, 5), 255, np.uint8), []) == []
