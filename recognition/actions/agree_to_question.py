"""The applicant lets an announced question go out at once."""

from recognition.actions.asking import put_question
from recognition.actions.doing import Doing
from recognition.domain.verbs import AgreeToQuestion
from recognition.domain.vocabulary import RequestState
from recognition.errors import ErrorCode, InvalidInput


def agree_to_question(doing: Doing, verb: AgreeToQuestion) -> None:
    """Send the question now instead of after the time to object."""
    row, fact = doing.request(verb.request_id)
    if fact.state is not RequestState.ANNOUNCED:
        raise InvalidInput(ErrorCode.NOTHING_TO_ANSWER, "request")
    put_question(doing, row)
