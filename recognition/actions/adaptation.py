"""What the actions about an adaptation period share."""

from recognition.actions.doing import Doing
from recognition.domain import adaptation
from recognition.domain.facts import AdaptationFact, DecisionFact


def standing(doing: Doing) -> DecisionFact:
    """The decision that asks for the period: who may act has been looked at before."""
    decision = adaptation.asked(doing.facts)
    assert decision is not None
    return decision


def known(doing: Doing) -> AdaptationFact:
    """The period as it is recorded."""
    found = adaptation.period(doing.facts)
    assert found is not None
    return found


def most_months(doing: Doing) -> int:
    """The law's longest period, as the decision took it along."""
    most = standing(doing).adaptation_max_months
    return most or doing.rules.compensation.adaptation_max_months
