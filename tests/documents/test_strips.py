"""Lines cut out of a page, laid under one another and read."""

from functools import partial

import cv2
import numpy as np

from recognition.documents import strips, tesseract


def test_a_table_with_more_cells_than_one_picture_can_hold_is_read_whole() -> None:
    """A transcript of two columns and sixty courses has seven hundred cells, a line each."""
    picture = np.full((60, 260), 255, np.uint8)
    cv2.putText(picture, "Marks", (20, 42), cv2.FONT_HERSHEY_DUPLEX, 1.1, 0, 2)
    cells = [(number, (15, 12, 150, 48)) for number in range(700)]

    def laid(some: strips.Lines) -> strips.Sheet:
        return strips.sheet(picture, some, 40)

    tokens = strips.read(cells, laid, partial(tesseract.words, packs=["eng"], layout=6))
    read = {token.line[0] for token in tokens if token.text == "Marks"}
    assert laid(cells).picture.shape[0] > 32_767  # what tesseract refuses at once
    assert len(read) > 0.95 * len(cells)
    assert all(10 <= token.left < token.right <= 160 for token in tokens)
