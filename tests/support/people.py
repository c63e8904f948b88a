"""People and what they do, by the real actions, without a browser and without an engine."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from recognition.actions.accounts.grant_right import grant_right
from recognition.actions.accounts.sign_in import add_staff
from recognition.actions.perform import perform
from recognition.actions.register_authority import make_secret, register_authority
from recognition.actions.start_application import start_application
from recognition.actions.store_document import store_document
from recognition.domain.decision import (
    Condition,
    DecisionContent,
    Difference,
)
from recognition.domain.evaluation import PurposeFound
from recognition.domain.state import CaseState
from recognition.domain.verbs import (
    Act,
    AnyVerb,
    AttachDocument,
    EditApplication,
    RecordFinding,
    SettleItem,
)
from recognition.domain.vocabulary import (
    CannotBeHadReason,
    ConditionKind,
    DocumentKind,
    ElementFinding,
    EvaluationElement,
    MediaType,
    Outcome,
    Purpose,
    Right,
    Role,
)
from recognition.rules import Rules
from recognition.store.base import new_id
from recognition.store.store import Store
from recognition.store.tables import Account, Document, Proposal
from tests.support.evaluations import element, exclusions

HOLDER = "Selam Tesfalidet Weldemariam"


@dataclass
class Town:
    """An office with an applicant, three assessors (the first corrects slips) and an authority."""

    store: Store
    rules: Rules
    at: datetime
    purpose: Purpose = Purpose.LABOUR_MARKET
    applicant: UUID = field(init=False)
    assessors: list[UUID] = field(init=False)
    authority: UUID = field(init=False)
    secret: str = field(init=False)

    def __post_init__(self) -> None:
        with self.store.writing() as session:
            account = Account(kind=Role.APPLICANT, email="selam@example.org", created_at=self.at)
            session.add(account)
            session.flush()
            self.applicant = account.id
        self.assessors = [
            add_staff(
                self.store, f"assessor{n}@office.example", f"Assessor {n}", "secret words", self.at
            )
            for n in (1, 2, 3)
        ]
        grant_right(self.store, "assessor1@office.example", Right.CORRECT, self.at)
        self.secret = make_secret()
        self.authority = register_authority(
            self.store, "Ministry of Education", "http://127.0.0.1:9/hook", self.secret, self.at
        )

    def act(
        self, verb: AnyVerb, person: UUID | None, role: Role, case: UUID, at: datetime | None = None
    ) -> CaseState:
        """Perform a verb at once."""
        act = Act(action_id=new_id(), role=role, person_id=person, verb=verb)
        return perform(self.store, self.rules, case, act, at or self.at)

    def ids(self, table: type[Document] | type[Proposal]) -> list[UUID]:
        """All ids of a table, oldest first."""
        with self.store.reading() as session:
            return list(session.scalars(select(table.id).order_by(table.id)))

    def content(self, outcome: Outcome = Outcome.FULL) -> DecisionContent:
        """A decision that lacks nothing."""
        return content(outcome)

    def evaluate(self, case: UUID, outcome: Outcome = Outcome.REFUSAL, who: int = 0) -> None:
        """Record what ``content(outcome)`` rests on."""
        for verb in findings(outcome):
            self.act(verb, self.assessors[who], Role.ASSESSOR, case)

    def draft(
        self,
        *,
        papers: bool = True,
        data: bytes = b"%PDF-1.4 paper",
        media_type: MediaType = MediaType.PDF,
    ) -> UUID:
        """A draft with everything that it needs; ``data`` is its diploma."""
        case = start_application(self.store, self.rules, self.applicant, self.at)
        edit = EditApplication(
            purpose=self.purpose,
            country="ER",
            details={"full_name": HOLDER, "date_of_birth": "1991-05-04"},
        )
        self.act(edit, self.applicant, Role.APPLICANT, case)
        if papers:
            self.paper(case, DocumentKind.QUALIFICATION, data, media_type)
            for item in self.rules.checklist_items(self.purpose, "ER"):
                if item.document is not DocumentKind.QUALIFICATION:
                    settle = SettleItem(item_id=item.id, reason=CannotBeHadReason.DANGER)
                    self.act(settle, self.applicant, Role.APPLICANT, case)
        return case

    def paper(
        self,
        case: UUID,
        kind: DocumentKind,
        data: bytes = b"%PDF-1.4 paper",
        media_type: MediaType = MediaType.PDF,
    ) -> UUID:
        """A stored document, attached to the case."""
        stored = store_document(
            self.store,
            self.applicant,
            data,
            name="scan.pdf",
            media_type=media_type,
            pages=1,
            at=self.at,
        )
        attach = AttachDocument(document_id=stored.document_id, kind=kind)
        self.act(attach, self.applicant, Role.APPLICANT, case)
        return stored.document_id


def content(outcome: Outcome = Outcome.FULL) -> DecisionContent:
    """A decision that lacks nothing."""
    return DecisionContent(
        outcome=outcome,
        compares_to="" if outcome is Outcome.REFUSAL else "Bachelor of Science in Nursing",
        isced_level="6",
        isced_f="0913",
        reasons="Level, workload and learning outcomes match.",
        exclusions=exclusions(outcome, EvaluationElement.WORKLOAD),
        differences=(
            (Difference(element=EvaluationElement.WORKLOAD, text="Half of the clinical hours."),)
            if outcome is Outcome.REFUSAL
            else ()
        ),
        conditions=(
            (Condition(kind=ConditionKind.BRIDGING_COURSE, text="A course of 200 hours."),)
            if outcome in (Outcome.PARTIAL, Outcome.CONDITIONAL)
            else ()
        ),
    )


def findings(outcome: Outcome) -> tuple[RecordFinding, ...]:
    """What ``content(outcome)`` rests on: nothing is held against the holder that is not shown."""
    full = outcome is Outcome.FULL
    workload = element(
        ElementFinding.NONE if full else ElementFinding.SUBSTANTIAL,
        here="2300 clinical hours",
        there="2400 clinical hours" if full else "1150 clinical hours",
        text="" if full else "Half of the clinical hours.",
    )
    purpose = PurposeFound(target="Work as a nurse in general care")
    return RecordFinding(finding=purpose), RecordFinding(finding=workload)
