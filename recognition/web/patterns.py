"""All components on one page, for looking at and for tests; only in embedded mode."""

from datetime import UTC, date, datetime

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from recognition.web.fragments import page_or_block
from recognition.web.numbers import read_number

blueprint = Blueprint("patterns", __name__, url_prefix="/patterns")

# Fixed moments: a pattern page must look the same whenever it is photographed.
_DAY = date(2026, 11, 2)
_MOMENT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@blueprint.get("")
def show() -> ResponseReturnValue:
    """Show every component with invented content."""
    return render_template("patterns/show.html", day=_DAY, moment=_MOMENT)


@blueprint.get("/live")
def live() -> Response:
    """A block that refreshes until it is settled (``?pages=3``: after the third page)."""
    done = min(read_number(request.args.get("pages", "")) or 0, 3)
    return page_or_block("patterns/live.html", "live", done=done)
