"""Lines that were read badly, read once more in another way; the better reading stays."""

from collections.abc import Callable, Iterable, Sequence

import cv2
import numpy as np

from recognition.documents.lines import Rectangle
from recognition.documents.room import Roomy
from recognition.documents.tesseract import Picture, Token

_DOUBT = 0.35  # a letter read with less confidence speaks against a reading
_BAD = 0.6  # confidence of a line under which it is read again
_MOST = 14  # lines of a script that are read again at most
_LETTERS = 5  # that a line seems to have, for it to be worth the time
_SAMPLE_LETTERS = 60  # of badly read lines that tell whether the others are read again
_SHARE = 0.04  # of the letters of all lines in bad ones, from which it is worth it

Lines = list[tuple[int, Rectangle]]
Read = Callable[[Picture, Lines, int], list[Token]]


def mend(picture: Picture, lines: Lines, tokens: Sequence[Token], read: Read) -> list[Token]:
    """The tokens, with each badly read line replaced where another try reads it better.

    ``read(picture, lines, height)`` reads lines brought to a height in pixels.
    """
    by_line = _by_line(tokens)
    worst = sorted(bad(lines, tokens), key=lambda line: line[1][0] - line[1][2])[:_MOST]
    if not worst or sum(letters(line[1]) for line in worst) < _SHARE * sum(
        letters(line[1]) for line in lines
    ):
        return list(tokens)
    again = _by_line(read(clean(picture, worst), sorted(worst), 56))
    for number, _ in worst:
        new, old = again.get(number, []), by_line.get(number, [])
        if worth(new) > worth(old):
            by_line[number] = new
    return [token for line in by_line.values() for token in line]


def in_style(
    lines: Sequence[Roomy], tokens: Sequence[Token], read: Callable[[Lines], list[Token]]
) -> list[Token]:
    """The tokens, each line replaced where a pack for another style reads it better.

    ``lines`` were read badly; ``read(lines)`` reads lines with that pack. Some are read first; if
    they are read no better, that is all.
    """
    by_line = _by_line(tokens)
    boxes = [(line.number, line.box) for line in lines]
    before = {
        line.number: sum(worth(by_line.get(n, [])) for n in (line.number, *line.parts))
        for line in lines
    }
    some = sample(boxes)
    again = read(some) if some else []
    if worth(again) <= sum(before[number] for number, _ in some):
        return list(tokens)
    rest = [line for line in boxes if line not in some]
    new = _by_line([*again, *(read(rest) if rest else [])])
    better = [line for line in lines if worth(new.get(line.number, [])) > before[line.number]]
    for line in better:
        by_line |= {number: [] for number in line.parts} | {line.number: new.get(line.number, [])}
    return [token for line in by_line.values() for token in line]


def bad(lines: Lines, tokens: Iterable[Token]) -> Lines:
    """The lines that were read badly."""
    by_line = _by_line(tokens)
    return [line for line in lines if _is_bad(by_line.get(line[0], []), line[1])]


def sample(lines: Lines) -> Lines:
    """The lines with most letters, from all over the page: a few words of text."""
    chosen: Lines = []
    count = 0.0
    for line in sorted(lines, key=lambda line: -letters(line[1])):
        chosen.append(line)
        count += letters(line[1])
        if count > _SAMPLE_LETTERS:
            break
    return sorted(chosen)


def _by_line(tokens: Iterable[Token]) -> dict[int, list[Token]]:
    lines: dict[int, list[Token]] = {}
    for token in tokens:
        lines.setdefault(token.line[0], []).append(token)
    return lines


def _is_bad(tokens: Sequence[Token], box: Rectangle) -> bool:
    if letters(box) < _LETTERS:
        return False
    count = sum(len(token.text) for token in tokens)
    sure = sum(len(token.text) * token.confidence for token in tokens)
    return sure < _BAD * max(1, count)


def letters(box: Rectangle) -> float:
    """About how many letters a line has."""
    return 2.2 * (box[2] - box[0]) / max(1, box[3] - box[1])


def worth(tokens: Iterable[Token]) -> float:
    """What a reading is worth: letters by their confidence, doubtful ones against it."""
    return sum(len(token.text) * (token.confidence - _DOUBT) for token in tokens)


def clean(picture: Picture, lines: Lines) -> Picture:
    """The picture with those lines smoothed and made black and white, each by its own ink."""
    done = picture.copy()
    for _, (left, top, right, bottom) in lines:
        slack = max(3, (bottom - top) // 6)
        area = (
            slice(max(0, top - slack), bottom + slack),
            slice(max(0, left - slack), right + slack),
        )
        smooth = cv2.GaussianBlur(picture[area], (0, 0), max(0.8, (bottom - top) / 45))
        level, _ = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        paper = float(np.percentile(smooth, 80))
        soft = np.clip((smooth.astype(np.float32) - level) * 3 + 128, 0, 255)
        done[area] = np.where(smooth > (level + paper) / 2, 255, soft).astype(np.uint8)
    return done
