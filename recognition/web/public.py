"""Pages that anybody may read before signing in."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from recognition.web.applicant.plain import ELEMENTS, OUTCOMES
from recognition.web.services import get_services

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
def start() -> ResponseReturnValue:
    """Say what is needed, how long it takes, by what it is judged, who decides, where to begin.

    Procedure and criteria are there for everybody (Lisbon Convention, article III.2).
    """
    meanings = {outcome: meaning for outcome, (_, meaning) in OUTCOMES.items()}
    return render_template(
        "public/start.html", terms=get_services().terms, elements=ELEMENTS, outcomes=meanings
    )


@blueprint.get("/privacy")
def privacy() -> ResponseReturnValue:
    """Say who keeps which data, for what, how long, and what one can ask (GDPR, article 13)."""
    terms = get_services().terms
    return render_template(
        "public/privacy.html",
        keep_years=max((one.keep_years for one in terms), default=0),
        draft_days=max((one.draft_days for one in terms), default=0),
    )


@blueprint.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    """The accessibility statement (Directive (EU) 2016/2102, Art. 7)."""
    return render_template("public/accessibility.html")
