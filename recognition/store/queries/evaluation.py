"""The evaluation as the desk sees it: what counts, what came before, what is suggested."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from recognition.domain.evaluation import Evaluation, Finding, in_order
from recognition.domain.facts import CaseFacts
from recognition.domain.suggestion import Suggestion, suggest
from recognition.domain.vocabulary import Basis, EvaluationElement, EvaluationSection
from recognition.domain.workload import Workload, WorkloadData
from recognition.store.evaluation import (
    finding_of,
    load_basis,
    load_findings,
    load_workload,
    with_conditions,
)
from recognition.store.tables import FindingRow


@dataclass(frozen=True, slots=True)
class Recorded:
    """A finding with its author, its moment, and what the machine suggested then.

    ``suggested_bases`` is ``None`` where no basis was asked for.
    """

    finding: Finding
    author_id: UUID
    at: datetime
    suggested: str
    suggested_bases: tuple[Basis, ...] | None


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The evaluation of a case; ``history`` is newest first, ``workload`` what was declared."""

    evaluation: Evaluation
    history: Mapping[EvaluationSection, tuple[Recorded, ...]]
    suggestions: Mapping[EvaluationSection, Suggestion]
    workload: Workload

    def newest(self, section: EvaluationSection) -> Recorded | None:
        """The finding that counts."""
        return next(iter(self.history.get(section, ())), None)

    @property
    def next_open(self) -> EvaluationSection | None:
        """The first section, in the manual's order, in which nothing was found."""
        return next((one for one in EvaluationSection if one not in self.history), None)


def load_evaluated(session: Session, facts: CaseFacts, known: WorkloadData) -> Evaluated:
    """The evaluation of a case with its history and the machine's suggestions."""
    case_id = facts.case_id
    history: dict[EvaluationSection, tuple[Recorded, ...]] = {}
    for row in load_findings(session, case_id):
        section = EvaluationSection(row.section)
        history[section] = (_recorded(row), *history.get(section, ()))
    newest = in_order({section: rows[0].finding for section, rows in history.items()})
    evaluation = with_conditions(session, facts, newest)
    basis = load_basis(session, case_id, known)
    made = {
        EvaluationSection(element.value): suggest(element, basis, evaluation.purpose)
        for element in EvaluationElement
    }
    suggestions = {section: one for section, one in made.items() if one is not None}
    return Evaluated(evaluation, history, suggestions, load_workload(session, case_id, known))


def _recorded(row: FindingRow) -> Recorded:
    ticked = row.suggested_bases
    return Recorded(
        finding=finding_of(row.content),
        author_id=row.author_id,
        at=row.at,
        suggested=row.suggested or "",
        suggested_bases=None if ticked is None else tuple(Basis(one) for one in ticked),
    )
