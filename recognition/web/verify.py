"""The public page that says whether a letter is genuine and still stands."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.domain.reference import read_code
from recognition.store.queries.verify import verify_letter
from recognition.web.services import get_services

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
    page = render_template("verify/show.html", letter=letter, code=read_code(code))
    return page, 200 if letter else 404
