"""Cut-outs: the line of a page on which a field stands, upright, as a small picture."""

from dataclasses import dataclass
from io import BytesIO

from flask import Response
from PIL import Image, ImageDraw

from recognition.store.queries.cutouts import Edges, Place

MOST_PIXELS = 1400
"""The longer side of a cut-out: enough to read a line of a page, little to send."""

_LEAST_MARGIN, _MOST_MARGIN = 0.008, 0.03  # of the page's longer side
_INK = (138, 90, 0)


@dataclass(frozen=True, slots=True)
class Frame:
    """What is cut out of a page image, in its pixels, and how large the cut-out is shown."""

    left: int
    top: int
    right: int
    bottom: int
    width: int
    height: int


def frame(place: Place) -> Frame:
    """The line with a margin of about its own height all around, within the page."""
    left, top, right, bottom = _pixels(place, place.line)
    longer = max(place.width, place.height)
    thick = min(right - left, bottom - top)
    margin = round(min(max(thick, _LEAST_MARGIN * longer), _MOST_MARGIN * longer))
    left, top = max(0, left - margin), max(0, top - margin)
    right, bottom = min(place.width, right + margin), min(place.height, bottom + margin)
    width, height = max(1, right - left), max(1, bottom - top)
    if place.rotation in (90, 270):
        width, height = height, width
    scale = min(1.0, MOST_PIXELS / max(width, height))
    shown = max(1, round(width * scale)), max(1, round(height * scale))
    return Frame(left, top, left + max(1, right - left), top + max(1, bottom - top), *shown)


def cut_out(image: bytes, place: Place) -> bytes:
    """The cut-out as WebP, with a thin line around the value itself."""
    edges = frame(place)
    with Image.open(BytesIO(image)) as page:
        part = page.crop((edges.left, edges.top, edges.right, edges.bottom)).convert("RGB")
    left, top, right, bottom = _pixels(place, place.box)
    gap, thick = 4, max(2, round(2 * part.width / edges.width))
    ImageDraw.Draw(part).rectangle(
        (
            left - edges.left - gap,
            top - edges.top - gap,
            right - edges.left + gap,
            bottom - edges.top + gap,
        ),
        outline=_INK,
        width=thick,
    )
    upright = part.rotate(-place.rotation, expand=True) if place.rotation else part
    small = upright.resize((edges.width, edges.height), Image.Resampling.LANCZOS)
    out = BytesIO()
    small.save(out, "WEBP", quality=70, method=2)
    return out.getvalue()


def answer(image: bytes, place: Place) -> Response:
    """The cut-out for the reader alone, kept by nobody on the way."""
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": "inline"}
    return Response(cut_out(image, place), mimetype="image/webp", headers=headers)


def _pixels(place: Place, edges: Edges) -> tuple[int, int, int, int]:
    left, top, right, bottom = edges
    return (
        round(left * place.width),
        round(top * place.height),
        round(right * place.width),
        round(bottom * place.height),
    )
