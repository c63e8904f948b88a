"""The page behind a mailed link: an institution without webhooks answers one question, once.

The token stands in the path and never in a log: the request log knows routes only. Opening the page
does nothing yet, so that programs that look into mails cannot use the link up.
"""

from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from recognition.authorities import inbound
from recognition.authorities.messages import ANSWERED, AnswerData, AnswerMessage
from recognition.domain.vocabulary import AuthenticityAnswer, FieldName
from recognition.errors import ErrorCode, InvalidInput, NotAllowed
from recognition.store.queries.answers import OpenQuestion, open_question
from recognition.web.authority_api import hand_over
from recognition.web.countries import country_name
from recognition.web.forms import FieldErrors, field_errors
from recognition.web.sentences import sentence
from recognition.web.services import get_services
from recognition.web.sign_in import limiter
from recognition.web.words import word

blueprint = Blueprint("answering", __name__, url_prefix="/answer")

LONGEST = 2000
"""How much can be written beside an answer (characters)."""


@blueprint.get("/<token>")
@limiter.limit("60 per minute")
def ask(token: str) -> ResponseReturnValue:
    """Show the question and the three answers."""
    try:
        return _page(token, _question(token), [])
    except NotAllowed as error:
        return _closed(error)


@blueprint.post("/<token>")
@limiter.limit("20 per minute")
def answer(token: str) -> ResponseReturnValue:
    """Take the answer in: ``answer``, ``note``; a second copy changes nothing."""
    services = get_services()
    try:
        question = _question(token)
        message = _message(question)
    except NotAllowed as error:
        return _closed(error)
    except InvalidInput as error:
        return _page(token, question, field_errors(error)), error.http_status
    inbound_id = inbound.keep_answer(
        services.store, question.authority_id, f"link:{question.link}", message, services.clock()
    )
    ending = inbound.ending_of(services.store, inbound_id)
    if ending == inbound.RECEIVED:
        ending = hand_over(inbound_id)
    if ending.status >= HTTPStatus.BAD_REQUEST:
        return _closed(NotAllowed(ErrorCode.LINK_EXPIRED, "answer_link"))
    return render_template("answering/thanks.html")


def _question(token: str) -> OpenQuestion:
    services = get_services()
    return open_question(services.store, token, services.clock())


def _message(question: OpenQuestion) -> AnswerMessage:
    chosen, note = request.form.get("answer", ""), request.form.get("note", "").strip()
    if chosen not in set(AuthenticityAnswer):
        raise InvalidInput(ErrorCode.MISSING_VALUE, "answer")
    if len(note) > LONGEST:
        raise InvalidInput(ErrorCode.BAD_VALUE, "note")
    data = AnswerData(request_id=question.request_id, answer=AuthenticityAnswer(chosen), note=note)
    return AnswerMessage(type=ANSWERED, data=data)


def _page(token: str, question: OpenQuestion, errors: FieldErrors) -> str:
    about = [(str(word(FieldName(name))), _shown(name, text)) for name, text in _fields(question)]
    return render_template(
        "answering/question.html",
        token=token,
        question=question,
        about=about,
        last_day=question.expires_at - timedelta(microseconds=1),
        errors=errors,
        answers=AuthenticityAnswer,
        chosen=request.form.get("answer", ""),
        note=request.form.get("note", ""),
    )


def _fields(question: OpenQuestion) -> list[tuple[str, str]]:
    return [(name, text) for name, text in question.about.items() if name in set(FieldName)]


def _shown(name: str, text: str) -> str:
    return str(country_name(text)) if name == FieldName.COUNTRY else text


def _closed(error: NotAllowed) -> ResponseReturnValue:
    """Why nothing can be answered by the link: it is used up or over, or it did not come whole."""
    broken = error.code is ErrorCode.BAD_SIGNATURE
    page = render_template("answering/closed.html", why=sentence(error.code), broken=broken)
    return page, error.http_status
