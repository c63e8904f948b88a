"""Invented decisions and a store of its own for each test."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recognition.domain.decision import (
    Condition,
    DecisionContent,
    Difference,
)
from recognition.domain.evaluation import (
    Evaluation,
)
from recognition.domain.vocabulary import (
    Authenticity,
    ConditionKind,
    ElementFinding,
    EvaluationElement,
    EvaluationSection,
    ExperienceFinding,
    Outcome,
    ProfessionalLevel,
    Standing,
)
from recognition.office import Office, load_office
from recognition.store.store import Store
from tests.support.evaluations import (
    element,
    exclusions,
    experience,
    genuine,
    professional,
    source,
    status,
)
from tests.support.stores import make_store


@pytest.fixture(scope="session")
def office() -> Office:
    return load_office()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = make_store(tmp_path, master_key=base64.b64encode(b"k" * 32).decode())
    yield opened
    opened.close()


@pytest.fixture
def snapshot() -> dict[str, Any]:
    return {
        "reference": "2026-7K3M-9QX4",
        "version": 1,
        "purpose": "professional",
        "country": "SY",
        "holder": "Rana Al-Khatib",
        "date_of_birth": "1994-03-02",
        "language": "en",
        "regime": "Lisbon Recognition Convention",
        "fields": {
            "holder_name": "رنا الخطيب",
            "qualification_title": "إجازة في الهندسة المعلوماتية",
            "institution": "Damascus University",
            "award_date": "2017-07-15",
            "document_type": "diploma",
        },
        "codes": {"isced_level": "6", "isced_f": "0613"},
        "signed_day": "2026-11-22",
        "appeal_months": 1,
        "appeal_day": "2026-12-22",
    }


def content_for(outcome: Outcome) -> DecisionContent:
    """A whole decision with this outcome."""
    refused = outcome is Outcome.REFUSAL
    conditional = outcome in (Outcome.PARTIAL, Outcome.CONDITIONAL)
    return DecisionContent(
        outcome=outcome,
        compares_to="" if refused else "First-cycle degree in engineering",
        isced_level="665",
        isced_f="0613",
        reasons="The programme was accredited.\nIt lasted four years.",
        differences=()
        if outcome is Outcome.FULL
        else (Difference(element=EvaluationElement.WORKLOAD, text="180 of 240 credits."),),
        exclusions=tuple(
            one.model_copy(update={"reason": f"Excluded: {one.outcome.value}."})
            for one in exclusions(outcome)
        ),
        conditions=(
            Condition(kind=ConditionKind.ADAPTATION_PERIOD, text="Six months, supervised."),
        )
        if conditional
        else (),
    )


def evaluated() -> Evaluation:
    """What was found of a nurse's qualification."""
    hidden = source("Where nobody outside looks")
    rows = (
        (EvaluationSection.LEVEL, ElementFinding.NONE, "First cycle", "First cycle"),
        (EvaluationSection.WORKLOAD, ElementFinding.SUBSTANTIAL, "1700 hours", "2300 hours"),
        (EvaluationSection.QUALITY, ElementFinding.CANNOT_BE_JUDGED, "جامعة دمشق", ""),
    )
    return Evaluation(
        findings=(
            status(Standing.ACCREDITED, text="", evidence=()),
            genuine(Authenticity.RECONSTRUCTED, text="", evidence=hidden),
            professional(
                target="Nurse responsible for general care",
                level_held=ProfessionalLevel.C,
                level_required=ProfessionalLevel.D,
            ),
            *(element(f, s, there=t, here=h, evidence=hidden) for s, f, t, h in rows),
            experience(ExperienceFinding.IN_PART, "A year on a ward makes up for some."),
        )
    )
