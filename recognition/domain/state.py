"""What an action answers: the case's new state, or why nothing was done. Ids and codes only."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from recognition.domain.verbs import VerbName
from recognition.domain.vocabulary import NextActor, Role, Stage
from recognition.errors import ErrorCode


class CaseState(BaseModel):
    """The derived state of a case, small enough to travel with every answer.

    ``open_outbox`` counts rows that still have to go out; ``ended`` says that nothing is pending
    and the workflow may end.
    """

    model_config = ConfigDict(frozen=True)
    case_id: UUID
    revision: int
    stage: Stage
    next_actor: NextActor
    allowed: dict[Role, frozenset[VerbName]]
    due_day: date | None
    wake_at: datetime | None
    open_outbox: int
    ended: bool


class ActResult(BaseModel):
    """The answer to an action.

    Where ``refusal`` is set nothing was changed; ``status`` is the HTTP status of its error class,
    ``subject`` names the thing (never words about a person).
    """

    model_config = ConfigDict(frozen=True)
    state: CaseState
    refusal: ErrorCode | None = None
    status: int = 200
    subject: str = ""
