"""A pack with more letters than its network knows yet.

Further entries stand at the end of the ``unicharset`` (a line each) and of the ``recoder``: a
count (u32), then for each entry whether it stands for itself (i8), how many codes it has (u32) and
the codes (i32), all little-endian, as ``RecodedCharID::Serialize`` in ``unicharcompress.h`` of
tesseract 5 writes them. A new letter has one code; ``lstmtraining`` adds an output for it.
"""

import struct
import unicodedata
from pathlib import Path

from recognition.documents.language import letter_script
from tests.packs_model import packs

_NAMES = {"Latn": "Latin", "Ethi": "Ethiopic", "Grek": "Greek"}
_ALPHA, _LOWER, _UPPER, _DIGIT, _SIGN = 1, 2, 4, 8, 16  # properties of a letter


def grown(base: Path, letters: str, folder: Path) -> Path:
    """The pack that knows these letters as well, in a folder; itself if it knows them all."""
    folder.mkdir()
    parts = packs.Parts(base, folder)
    unicharset, recoder = parts.file("lstm-unicharset"), parts.file("lstm-recoder")
    lines = unicharset.read_text(encoding="utf-8").rstrip("\n").split("\n")
    known = {line.split(" ")[0] for line in lines[1:]}
    new = [letter for letter in dict.fromkeys(letters) if letter not in known]
    if not new:
        return base
    first = len(lines) - 1
    lines += [_entry(letter, first + at) for at, letter in enumerate(new)]
    lines[0] = str(first + len(new))
    unicharset.write_text("\n".join(lines) + "\n", encoding="utf-8")
    recoder.write_bytes(_coded(recoder.read_bytes(), len(new)))
    return parts.whole()


def _entry(letter: str, number: int) -> str:
    """The line of a letter: properties, no measures, script, own number thrice."""
    kind = unicodedata.category(letter)
    bits = _ALPHA * kind.startswith("L") + _LOWER * (kind == "Ll") + _UPPER * (kind == "Lu")
    bits += _DIGIT * (kind == "Nd") + _SIGN * kind.startswith("P")
    script = _NAMES.get(letter_script(letter), "Common")
    return f"{letter} {bits:x} 0,255,0,255,0,0,0,0,0,0 {script} {number} 0 {number} {letter}"


def _coded(recoder: bytes, count: int) -> bytes:
    """The recoder with a code of its own for each of so many further entries."""
    (size,) = struct.unpack_from("<I", recoder)
    at, last = 4, -1
    for _ in range(size):
        _, length = struct.unpack_from("<bI", recoder, at)
        last = max(last, *struct.unpack_from(f"<{length}i", recoder, at + 5))
        at += 5 + 4 * length
    further = (struct.pack("<bIi", 1, 1, last + 1 + number) for number in range(count))
    return struct.pack("<I", size + count) + recoder[4:at] + b"".join(further)
