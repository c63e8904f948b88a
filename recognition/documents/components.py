"""Parts of a black and white picture that hang together; shades of a grey one."""

import cv2
import numpy as np
import numpy.typing as npt

from recognition.documents.tesseract import Picture

Numbers = npt.NDArray[np.int32]
Choice = npt.NDArray[np.bool_]


def components(ink: Picture) -> tuple[Numbers, Numbers]:
    """The number of each pixel's part (0: none); of each left, top, width, height and area.

    By blocks of pixels: on a page OpenCV's own choice of algorithm takes three times as long.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(
        ink, 8, cv2.CV_32S, cv2.CCL_BBDT
    )
    return np.asarray(labels, np.int32), np.asarray(stats, np.int32)


def outlined(ink: Picture) -> list[tuple[int, int, int, int, float]]:
    """Left, top, width, height and about the area of each part.

    Far quicker than ``components`` where the parts are few, as it follows their edges alone.
    """
    outlines, tree = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    areas = [cv2.contourArea(line) for line in outlines]
    parts = []
    for line, area, (_, _, hole, around) in zip(
        outlines, areas, tree[0] if outlines else (), strict=True
    ):
        if around >= 0:
            continue  # a hole itself
        area += len(line) / 2 + 1  # the edge of the outline belongs to the part
        while hole >= 0:
            area -= areas[hole] - len(outlines[hole]) / 2 + 1
            hole = tree[0][hole][0]
        left, top, width, height = cv2.boundingRect(line)
        parts.append((left, top, width, height, area))
    return parts


def levels(picture: Picture, *shares: float) -> list[float]:
    """The grey values that these shares (0..1) of the pixels are darker than, to a whole value.

    Counted, because numpy's percentiles take longer than what small pictures are asked for.
    """
    up_to = np.cumsum(np.bincount(picture.ravel(), minlength=256))
    places = [share * (int(up_to[-1]) - 1) + 1 for share in shares]
    return [float(at) for at in np.searchsorted(up_to, places)]


def only(labels: Numbers, wanted: Choice) -> Picture:
    """255 where a part stands that is wanted, else 0."""
    shades = np.where(wanted, 255, 0).astype(np.uint8)
    return np.asarray(shades.take(labels, mode="clip"), np.uint8)
