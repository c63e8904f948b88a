"""Parts of a black and white picture, and shades of a grey one."""

import cv2
import numpy as np
import pytest

from recognition.documents import rules
from recognition.documents.components import components, levels, only, outlined
from recognition.documents.tesseract import Picture


def picture() -> Picture:
    """A frame, a ring within it, a solid bar and specks."""
    ink = np.zeros((200, 300), np.uint8)
    cv2.rectangle(ink, (5, 5), (290, 190), 255, 2)
    cv2.circle(ink, (80, 80), 30, 255, 3)
    ink[60:70, 150:250] = 255
    ink[::40, ::50] = 255
    return ink


def test_following_edges_finds_the_same_parts_as_looking_at_each_pixel() -> None:
    labels, stats = components(picture())
    wanted = sorted(stats[1:].tolist())
    found = sorted(outlined(picture()))
    assert len(found) > 10
    assert [part[:4] for part in found] == [tuple(part[:4]) for part in wanted]
    assert [part[4] for part in found] == pytest.approx([part[4] for part in wanted], abs=1)
    assert labels.max() == len(found)


def test_only_the_parts_that_are_wanted_are_left() -> None:
    labels, stats = components(picture())
    bar = (stats[:, 2] == 100) & (stats[:, 3] == 10)
    left = only(labels, bar)
    assert left[65, 200] == 255
    assert int((left > 0).sum()) == 1000


def test_a_picture_without_ink_has_no_parts() -> None:
    assert outlined(np.zeros((20, 20), np.uint8)) == []


def test_levels_are_grey_values_below_which_a_share_of_the_pixels_lies() -> None:
    shades = np.arange(100, dtype=np.uint8).reshape(10, 10)
    assert levels(shades, 0.0, 0.5, 1.0) == [0.0, 50.0, 99.0]


def test_rules_are_found_where_they_begin_and_end() -> None:
    small = np.full((400, 500), 255, np.uint8)
    small[100:102, 50:400] = 0
    small[150:350, 300:303] = 0
    small[20, 20:60] = 0  # too short
    assert sorted(rules.find(small)) == [(49, 99, 401, 103), (299, 149, 304, 351)]
