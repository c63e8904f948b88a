"""Training files of tesseract (``.lstmf``), as ``tesseract PICTURE OUT lstm.train`` writes them.

The format is that of ``DocumentData`` and ``ImageData`` in ``src/ccstruct/imagedata.cpp`` of
tesseract, all numbers little-endian: a count of lines (u32), then for each a 1 (i8: the line is
there), name of the file (text), page (i32), PNG (u32 length, bytes), language (text), transcription
(text), a count of boxes (u32), each left, bottom, right, top (i16), a count of their texts (u32),
each a text, and whether it runs downwards (i8). A text is its length in bytes (u32) and UTF-8. A
line has one box: of its letters, around which there are four pixels of paper.
"""

import struct
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from recognition.documents.tesseract import Picture

PADDING = 4  # pixels; ``kImagePadding`` of tesseract's ``linerec.cpp``
_INK = 150  # of 255: what is darker is ink
_SPECK = 6  # pixels: what is smaller is dirt


def entry(strip: Picture, visual: str) -> bytes | None:
    """A line's picture (grey) with its text in the order in which it stands; None if it is bare."""
    box = ink_box(strip)
    if box is None:
        return None
    left, top, right, bottom = box
    room = np.pad(strip, PADDING, constant_values=255)
    line = room[top : bottom + 2 * PADDING, left : right + 2 * PADDING]
    height, width = line.shape
    _, png = cv2.imencode(".png", line)
    place = (PADDING, PADDING, width - PADDING, height - PADDING)
    return b"".join(
        [
            struct.pack("<b", 1),
            _text(""),
            struct.pack("<i", 0),
            struct.pack("<I", len(png)) + png.tobytes(),
            _text(""),
            _text(visual),
            struct.pack("<I4h", 1, *place),
            struct.pack("<I", 1) + _text(visual),
            struct.pack("<b", 0),
        ]
    )


def ink_box(strip: Picture) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of what is written, dirt left out; None where nothing is."""
    ink = (strip < _INK).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    parts = stats[1:][stats[1:, cv2.CC_STAT_AREA] >= _SPECK]
    if not len(parts):
        return None
    (left, top), ends = parts[:, :2].min(axis=0), parts[:, :2] + parts[:, 2:4]
    right, bottom = ends.max(axis=0)
    return int(left), int(top), int(right), int(bottom)


def write(path: Path, entries: Iterable[bytes]) -> int:
    """Write a file of lines; how many they are."""
    every = list(entries)
    path.write_bytes(struct.pack("<I", len(every)) + b"".join(every))
    return len(every)


def _text(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<I", len(data)) + data
