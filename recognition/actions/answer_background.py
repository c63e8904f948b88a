"""The applicant answers a part of the questionnaire (Lisbon Convention, article VII)."""

from recognition.actions.doing import Doing
from recognition.domain.background import given
from recognition.domain.events import EventKind
from recognition.domain.verbs import AnswerBackground
from recognition.errors import ErrorCode, NotFound
from recognition.store.background import newest_rows, opened, seal_answers
from recognition.store.base import new_id
from recognition.store.tables import BackgroundPart


def answer_background(doing: Doing, verb: AnswerBackground) -> None:
    """Keep a part as it was sent, sealed; what was sent before stays, and the newest counts.

    The same answers again change nothing. Raises ``NotFound`` for a part that there is not.
    """
    part = doing.rules.questionnaire.part(verb.part)
    if part is None:
        raise NotFound(ErrorCode.UNKNOWN, "part")
    answers = given(part, verb.answers)
    told = opened(doing.keys, newest_rows(doing.session, doing.case.id))
    if answers == (told.answers.get(part.id, {}) if told else {}):
        return
    row = BackgroundPart(
        id=new_id(),
        case_id=doing.case.id,
        part=part.id,
        sealed=seal_answers(doing.session, doing.keys, doing.case.id, answers),
        at=doing.at,
    )
    doing.session.add(row)
    doing.event(EventKind.BACKGROUND_ANSWERED, row.id, part=part.id)
