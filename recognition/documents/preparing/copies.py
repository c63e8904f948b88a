"""Two pages side by side on one copy, taken apart."""

import numpy as np
import numpy.typing as npt

from recognition.documents.preparing.picture import Prepared
from recognition.documents.preparing.skew import ink

_LOOK = 800  # longer side, in pixels, of the picture that the gutter is sought in
_WIDE = 1.2  # width by height from which two upright pages may lie side by side
_MIDDLE = (0.44, 0.56)  # of the width, where the gutter stands
_FOLD = 0.4  # of the height: ink of a column that only a fold or the edge of a page has
_CLEAR = 0.02  # of the width that is free of letters around the gutter
_FILLED = 0.3  # of the height that letters of each page span
_SHARE = 0.2  # of all ink that each page has at least
_CENTRED = 0.045  # of the width: how far the middle of a sheet's rows may be from its middle

Mask = npt.NDArray[np.uint8]


def halves(prepared: Prepared) -> list[Prepared]:
    """The pages of a copy, in reading order: left and right, or the one that it is.

    Split only where a gutter free of letters stands in the middle over the full height and both
    sides look like upright pages; a landscape certificate stays whole. The right page is put
    first by whoever knows that the script runs from right to left.
    """
    gutter = _gutter(ink(prepared.picture, _LOOK))
    if gutter is None:
        return [prepared]
    middle = round(gutter * prepared.size[0])
    return [_columns(prepared, 0, middle), _columns(prepared, middle, prepared.size[0])]


def _gutter(dark: Mask) -> float | None:
    """Where, as share of the width, two pages meet; None for one page."""
    height, width = dark.shape
    if width < _WIDE * height:
        return None
    dark = dark.copy()
    margin = max(2, height // 40)
    dark[:margin], dark[-margin:], dark[:, :margin], dark[:, -margin:] = 0, 0, 0, 0
    columns = dark.sum(axis=0)
    columns[columns > _FOLD * height] = 0
    first, last = (round(share * width) for share in _MIDDLE)
    gap = _longest_gap(columns[first:last] <= height // 200)
    if gap is None or gap[1] - gap[0] < _CLEAR * width:
        return None
    middle = first + (gap[0] + gap[1]) / 2
    left, right = dark[:, : int(middle)], dark[:, int(middle) :]
    return middle / width if _page(left, dark) and _page(right, dark) else None


def _longest_gap(free: npt.NDArray[np.bool_]) -> tuple[int, int] | None:
    """Start and end of the longest run of true places."""
    steps = np.flatnonzero(np.diff(np.concatenate([[False], free, [False]]).astype(np.int8)))
    if not steps.size:
        return None
    runs = steps.reshape(-1, 2)
    start, end = runs[(runs[:, 1] - runs[:, 0]).argmax()]
    return int(start), int(end)


def _page(part: Mask, whole: Mask) -> bool:
    """Whether letters fill a good part of one side."""
    rows = np.flatnonzero(part.sum(axis=1))
    spanned = rows.size and (rows[-1] - rows[0]) > _FILLED * part.shape[0]
    return bool(spanned) and float(part.sum()) > _SHARE * float(whole.sum())


def _columns(prepared: Prepared, start: int, end: int) -> Prepared:
    shift = np.eye(3)
    shift[0, 2] = start
    picture = np.ascontiguousarray(prepared.picture[:, start:end])
    return Prepared(picture, prepared.to_page @ shift)
