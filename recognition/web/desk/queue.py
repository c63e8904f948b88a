"""The two lists: what waits for me, and what waits for somebody else. And finding a reference."""

from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.domain.reference import read_reference
from recognition.store.queries.cases import find_case
from recognition.store.queries.desk import Awaited, CaseList, load_awaited, load_queue
from recognition.web.desk import narrowing
from recognition.web.desk.blueprint import blueprint
from recognition.web.fragments import page_or_block
from recognition.web.identity import signed_in
from recognition.web.languages import keep_address
from recognition.web.numbers import read_number
from recognition.web.services import get_services


@blueprint.get("")
def queue() -> Response:
    """Cases in which the signed-in assessor acts next, most urgent first, as narrowed down."""
    return _queue()


def _queue(typed: str = "", fault: str = "") -> Response:
    """The queue; ``fault`` says why what was ``typed`` leads to no case."""
    services = get_services()
    asked = narrowing.asked()
    lines = load_queue(services.store, signed_in().account_id, _page(), asked.narrowing)
    keep_address(asked.address(lines.page))
    shown: dict[str, Any] = {"list": lines, "asked": asked, "now": services.clock()}
    return page_or_block("desk/queue.html", "live", typed=typed, fault=fault, **shown)


@blueprint.get("/awaited")
def awaited() -> ResponseReturnValue:
    """Cases in which somebody else acts next, grouped by who; ``who`` shows one group whole."""
    services = get_services()
    asked = request.args.get("who", "")
    whole = asked in set(Awaited)
    groups: dict[Awaited, CaseList] = {
        who: load_awaited(services.store, signed_in().account_id, who, _page() if whole else 1)
        for who in ([Awaited(asked)] if whole else Awaited)
    }
    return render_template("desk/awaited.html", groups=groups, whole=whole, now=services.clock())


@blueprint.get("/find")
def find() -> ResponseReturnValue:
    """Lead from a reference, typed or told on the phone, to its case, or say why there is none."""
    typed = request.args.get("reference", "").strip()
    reference = read_reference(typed)
    case_id = find_case(get_services().store, reference) if reference else None
    if case_id is not None:
        return redirect(url_for("desk.case", case_id=case_id), 303)
    if reference is None:
        words = _("That is no reference. It looks like 2026-XXXX-XXXX; check each sign.")
    else:
        words = _("There is no case with the reference %(reference)s.", reference=reference)
    page = _queue(typed, words)
    page.status_code = 404
    return page


def _page() -> int:
    return read_number(request.args.get("page", "")) or 1
