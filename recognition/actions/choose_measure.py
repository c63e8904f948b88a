"""The applicant chooses between an adaptation period and an aptitude test."""

from sqlalchemy import select

from recognition.actions.doing import Doing
from recognition.domain import clock
from recognition.domain.decision import DecisionContent
from recognition.domain.events import EventKind
from recognition.domain.fulfilment import aptitude_passed
from recognition.domain.measures import choice_over
from recognition.domain.verbs import ChooseMeasure
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.tables import Decision, MeasureChoice


def choose_measure(doing: Doing, verb: ChooseMeasure) -> None:
    """Keep her choice, once (Directive 2005/36/EC, article 14(2)).

    Raises ``InvalidInput`` (``NOTHING_TO_CHOOSE``) where the standing decision offers no choice,
    or not that one, or she has chosen or passed the test before; (``CHOICE_OVER``) after the last
    day of the test.
    """
    standing = doing.facts.standing_decision
    decision = doing.session.scalars(
        select(Decision).where(Decision.id == verb.decision_id, Decision.case_id == doing.case.id)
    ).one_or_none()
    if decision is None or standing is None or standing.id != decision.id:
        raise InvalidInput(ErrorCode.NOTHING_TO_CHOOSE, "decision_id")
    content = DecisionContent.model_validate(decision.content)
    chosen = doing.session.get(MeasureChoice, decision.id)
    if chosen is not None or verb.kind not in content.choice:
        raise InvalidInput(ErrorCode.NOTHING_TO_CHOOSE, "kind")
    if aptitude_passed(doing.facts, standing):
        raise InvalidInput(ErrorCode.NOTHING_TO_CHOOSE, "kind")
    if choice_over(standing.test_day, clock.legal_day(doing.at, doing.facts.zone)):
        raise InvalidInput(ErrorCode.CHOICE_OVER, "kind")
    doing.session.add(
        MeasureChoice(decision_id=decision.id, case_id=doing.case.id, kind=verb.kind, at=doing.at)
    )
    doing.event(EventKind.MEASURE_CHOSEN, decision.id, measure=verb.kind.value)
