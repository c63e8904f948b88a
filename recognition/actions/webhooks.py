"""Bodies of the webhooks to authorities, as published in ``schemas/webhooks``."""

from typing import Any

from recognition.actions.doing import Doing
from recognition.domain.decision import DecisionContent
from recognition.domain.evaluation import Evaluation
from recognition.domain.vocabulary import FieldName, WebhookType
from recognition.store.tables import Decision, Request
from recognition.store.values import case_values

_ASKED_ABOUT = (
    FieldName.HOLDER_NAME,
    FieldName.DATE_OF_BIRTH,
    FieldName.INSTITUTION,
    FieldName.QUALIFICATION_TITLE,
    FieldName.FIELD_OF_STUDY,
    FieldName.AWARD_DATE,
)


def question_body(doing: Doing, row: Request, kind: WebhookType) -> dict[str, Any]:
    """The question of authenticity: no more than the authority needs to look the award up."""
    values = case_values(doing.session, doing.case.id)
    qualification = {
        name.value: best.normalised
        for name in _ASKED_ABOUT
        if name in values and (best := values[name].best) and best.value
    }
    return {
        "type": kind.value,
        "timestamp": doing.at.isoformat(),
        "data": {
            "request_id": str(row.id),
            "reference": doing.case.reference,
            "message": row.message,
            "answer_by": row.due_at.isoformat() if row.due_at else None,
            "qualification": {**qualification, "country": doing.case.country},
        },
    }


def decision_body(doing: Doing, decision: Decision) -> dict[str, Any]:
    """That a case was decided, and how, in codes; the reasons are asked for with a signed query."""
    found = DecisionContent.model_validate(decision.content).evaluation or Evaluation()
    return {
        "type": WebhookType.CASE_DECIDED.value,
        "timestamp": doing.at.isoformat(),
        "data": {
            "reference": doing.case.reference,
            "version": decision.version,
            "outcome": decision.content["outcome"],
            "comparison": [
                {"element": one.element.value, "finding": one.finding.value}
                for one in found.elements
            ],
            "signed_at": decision.signed_at.isoformat(),
        },
    }
