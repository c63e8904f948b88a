"""A text layer that reads well, held against the picture of its page.

What a layer says need not be what is printed: letters may be exchanged, or a part of the page may
be a picture that the layer knows nothing of.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image
from rapidfuzz.distance import Levenshtein

from recognition.documents import language, layout, lines, plausible, scripts, strips, tesseract
from recognition.documents.lines import Rectangle
from recognition.documents.model import LayerVerdict, Word
from recognition.documents.pdftext import PageText
from recognition.documents.tesseract import Picture
from recognition.errors import MissingPart

_LINES = 8  # of the layer that are compared by their script
_SURE = 0.8  # chance of another script that counts against the layer
_READ = 3  # lines that are read where the letters look strange
_SAME = 0.5  # similarity of layer and reading from which they say the same
_SECONDS = 10.0
_PICTURE = 0.15  # share of a page under pictures from which these may hold text
_UNSEEN = 0.25  # share of the page's text that the layer may lack

Line = tuple[str, Rectangle]


def confirm(text: PageText, picture: Image.Image) -> LayerVerdict:
    """TRUSTED, or what speaks against a layer whose words look right."""
    grey = np.asarray(picture.convert("L"), np.uint8)
    longest = _longest(text.words, grey)
    if _other_script(grey, longest):
        return LayerVerdict.BROKEN_MAP
    if plausible.strange(" ".join(word.text for word in text.words)):
        return _read(grey, longest[:_READ])
    if text.image_cover > _PICTURE and _lacking(text.words, grey) > _UNSEEN:
        return LayerVerdict.SPARSE
    return LayerVerdict.TRUSTED


def _longest(words: Sequence[Word], grey: Picture) -> list[Line]:
    """The lines of the layer with most letters: text and place on the picture."""
    by_line: dict[int, list[Word]] = {}
    for word in words:
        by_line.setdefault(word.line, []).append(word)
    texts = {number: " ".join(word.text for word in line) for number, line in by_line.items()}
    best = sorted(texts, key=lambda number: -len(texts[number]))[:_LINES]
    return [(texts[number], _place(by_line[number], grey)) for number in best]


def _place(line: Sequence[Word], grey: Picture) -> Rectangle:
    height, width = grey.shape
    return (
        int(min(word.box[0] for word in line) * width),
        int(min(word.box[1] for word in line) * height),
        int(max(word.box[2] for word in line) * width) + 1,
        int(max(word.box[3] for word in line) * height) + 1,
    )


def _other_script(grey: Picture, longest: Sequence[Line]) -> bool:
    """Whether most of the lines are printed in another script than the layer has."""
    owners, patches = lines.patches(grey, [box for _, box in longest])
    chances = scripts.probabilities(patches)
    each = scripts.by_owner(chances, owners, len(longest))[:, : len(scripts.SCRIPTS)]
    against = compared = 0
    for (text, _), chance in zip(longest, each, strict=True):
        said = [code for code, _ in language.scripts(text)]
        seen = scripts.SCRIPTS[int(chance.argmax())]
        if not said or chance.max() < _SURE:
            continue
        compared += 1
        east = {"Hani", "Jpan", "Hang"}
        against += seen not in said and not (seen in east and east & set(said))
    return compared >= 2 and against > 0.6 * compared


def _read(grey: Picture, longest: Sequence[Line]) -> LayerVerdict:
    """Whether tesseract reads in some lines what the layer says."""
    said = " ".join(text for text, _ in longest)
    script = next((code for code, _ in language.scripts(said)), "Latn")
    packs = [p for p in language.script_packs(script) if p in tesseract.installed_packs()]
    packs = packs or language.script_packs("Latn")
    large = np.asarray(cv2.resize(grey, None, fx=2.0, fy=2.0), np.uint8)
    boxes = [(n, (a * 2, b * 2, c * 2, d * 2)) for n, (_, (a, b, c, d)) in enumerate(longest)]
    made = strips.sheet(large, boxes, 40)
    try:
        tokens = tesseract.words(made.picture, packs, seconds=_SECONDS, layout=6)
    except (MissingPart, tesseract.PageTimedOut):
        return LayerVerdict.BROKEN_MAP  # strange and not confirmed
    read = " ".join(token.text for token in tokens)
    same = Levenshtein.normalized_similarity(said.lower(), read.lower())
    return LayerVerdict.TRUSTED if same >= _SAME else LayerVerdict.BROKEN_MAP


def _lacking(words: Sequence[Word], grey: Picture) -> float:
    """Share of the text seen on the picture that has no words in the layer."""
    known = np.zeros(grey.shape, np.uint8)
    for word in words:
        left, top, right, bottom = _place([word], grey)
        known[top:bottom, left:right] = 1
    seen = unseen = 0
    for segment in layout.segments(grey):
        left, top, right, bottom = segment.box
        if segment.script and segment.chance > _SURE:
            width = right - left
            seen += width
            unseen += width * int(known[top:bottom, left:right].mean() < 0.2)
    return unseen / max(1, seen)
