"""The public page that says whether a letter is genuine and still stands."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString

from recognition.domain.reference import read_code
from recognition.domain.vocabulary import Outcome, VerifyShown
from recognition.store.queries.verify import verify_letter
from recognition.web.services import get_services
from recognition.web.words import word

blueprint = Blueprint("verify", __name__, url_prefix="/verify")


@blueprint.get("")
def ask() -> ResponseReturnValue:
    """Ask for the code that is printed on the letter."""
    typed = request.args.get("code", "").strip()
    if typed:
        return redirect(url_for("verify.show", code=read_code(typed)), 303)
    return render_template("verify/ask.html")


@blueprint.get("/<code>")
def show(code: str) -> ResponseReturnValue:
    """Say what is known of the letter with this code."""
    letter = verify_letter(get_services().store, read_code(code))
    shown = (
        [(word(what), _said(what, text)) for what, text in letter.shown.items()] if letter else []
    )
    page = render_template("verify/show.html", letter=letter, code=read_code(code), shown=shown)
    return page, 200 if letter else 404


def _said(what: VerifyShown, text: str) -> LazyString | str:
    return word(Outcome(text)) if what is VerifyShown.OUTCOME else text
