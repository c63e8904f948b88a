"""Which other script stands in the lines of a page that were read badly.

Tesseract names one script for a page; papers in two languages often carry two.
"""

import time
from collections.abc import Callable, Sequence
from itertools import groupby

import numpy as np

from recognition.documents import language, prepare, tesseract

_BADLY = 0.5  # confidence under which a line counts as badly read
_SHARE = 0.12  # of a page's letters in such lines, from which it pays to look
_LINES = 3
_SECONDS = 2.5  # of looking; an odd script is worth that much
_FOUND, _CERTAIN = 0.68, 0.82
_ORDER = ("Arab", "Ethi", "Cyrl", "Hebr", "Grek", "Deva", "Geor", "Armn", "Hani", "Hang", "Beng")


def other_script(
    small: prepare.Prepared,
    tokens: Sequence[tesseract.Token],
    known: Sequence[str],
    left: Callable[[], float],
) -> tuple[str, str] | None:
    """(script, language) of the badly read lines, or None.

    ``tokens`` were read in ``small``; ``known`` scripts are not tried again; ``left()`` gives the
    seconds that remain.
    """
    sheet = _bad_lines(small.picture, tokens)
    if sheet is None:
        return None
    best: tuple[float, str, str] = (_FOUND, "", "")
    started = time.perf_counter()
    for script in _ORDER:
        packs = [p for p in language.first_packs(script) if p != "eng"]
        if script in known or not set(packs) <= tesseract.installed_packs():
            continue
        read = tesseract.words(sheet, packs, seconds=left(), layout=6)
        text = " ".join(token.text for token in read)
        own = [t for t in read if any(language.letter_script(c) == script for c in t.text)]
        letters = sum(len(token.text) for token in read)
        sure = sum(len(token.text) * token.confidence for token in own) / max(letters, 12)
        if sure > best[0]:
            best = (sure, script, text)
        if sure > _CERTAIN or time.perf_counter() - started > _SECONDS:
            break
    return (best[1], language.language_of(best[2], best[1])) if best[1] else None


def _bad_lines(
    picture: tesseract.Picture, tokens: Sequence[tesseract.Token]
) -> tesseract.Picture | None:
    """The worst lines of a page, one under the other; None where too little was read badly."""
    bad: list[tuple[int, list[tesseract.Token]]] = []
    letters = 0
    for _, group in groupby(tokens, key=lambda token: token.line):
        line = list(group)
        size = sum(len(token.text) for token in line)
        letters += size
        text = "".join(token.text for token in line).lower()
        framed = len(text) > 24 and len(set(text)) < len(text) / 5
        sure = sum(len(token.text) * token.confidence for token in line) / max(1, size)
        if sure < _BADLY and size > 5 and not framed:
            bad.append((size, line))
    if sum(size for size, _ in bad) < max(_SHARE * letters, 8):
        return None
    worst = [line for _, line in sorted(bad, key=lambda item: -item[0])[:_LINES]]
    crops = [_crop(picture, line) for line in worst]
    sheet = np.full((sum(c.shape[0] for c in crops), max(c.shape[1] for c in crops)), 255, np.uint8)
    top = 0
    for crop in crops:
        sheet[top : top + crop.shape[0], : crop.shape[1]] = crop
        top += crop.shape[0]
    return sheet


def _crop(picture: tesseract.Picture, line: Sequence[tesseract.Token]) -> tesseract.Picture:
    top, bottom = min(token.top for token in line), max(token.bottom for token in line)
    left, right = min(token.left for token in line), max(token.right for token in line)
    margin = max(6, (bottom - top) // 4)
    return picture[max(0, top - margin) : bottom + margin, max(0, left - margin) : right + margin]
