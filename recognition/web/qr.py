"""A QR code in the page itself: no file, no address, nothing that could be kept."""

import segno
from markupsafe import Markup


def qr_code(text: str) -> Markup:
    """Draw ``text`` black on white, whatever the page's colours, with the quiet zone it needs."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(border=4, omitsize=True, dark="#000", light="#fff")
    return Markup(drawn)  # noqa: S704 - paths drawn by the library; no word of anybody is in it
