"""What travels between an office and an authority, as published in ``schemas/webhooks``."""

import json
from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict

from recognition.domain.texts import LongText
from recognition.domain.vocabulary import AuthenticityAnswer

ANSWERED: Literal["authenticity.answered"] = "authenticity.answered"


def canonical(body: dict[str, Any]) -> str:
    """A webhook's body as it is signed and sent: sorted keys, no spaces, UTF-8."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class _Published(BaseModel):
    """A published form: it grows by optional fields, so unknown ones are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class AnswerData(_Published):
    """Which question is answered, and how."""

    request_id: UUID
    answer: AuthenticityAnswer
    note: LongText = ""


class AnswerMessage(_Published):
    """The webhook ``authenticity.answered`` (``schemas/webhooks``)."""

    type: Literal["authenticity.answered"]
    timestamp: AwareDatetime | None = None
    data: AnswerData
