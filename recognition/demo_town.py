"""Invented people and cases for the embedded mode, so that no screen is empty on the first start.

Everything goes through the same actions as real work, at moments in the past.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from recognition.actions.accounts.grant_right import grant_right
from recognition.actions.accounts.sign_in import add_staff
from recognition.actions.perform import perform
from recognition.actions.register_authority import make_secret, register_authority
from recognition.actions.start_application import start_application
from recognition.actions.store_document import store_document
from recognition.checklist import ItemNeed
from recognition.documents.intake import check_file
from recognition.domain.decision import Condition, DecisionContent, Exclusion
from recognition.domain.evaluation import (
    AuthenticityFound,
    ElementFound,
    Evidence,
    Finding,
    PurposeFound,
    StatusFound,
)
from recognition.domain.state import CaseState
from recognition.domain.verbs import (
    Acknowledge,
    Act,
    AddNote,
    AnyVerb,
    AskApplicant,
    AskedItem,
    AttachDocument,
    Claim,
    ConfirmReading,
    EditApplication,
    FindCode,
    Propose,
    RecordFinding,
    SettleItem,
    SignOff,
    Submit,
)
from recognition.domain.vocabulary import (
    Authenticity,
    CannotBeHadReason,
    CodeScheme,
    ConditionKind,
    DocumentKind,
    ElementFinding,
    EvaluationElement,
    EvaluationSection,
    EvidenceKind,
    FieldName,
    Outcome,
    Purpose,
    RequestItemKind,
    Right,
    Role,
    Standing,
)
from recognition.rules import Rules, load_rules
from recognition.samples import samples, write_samples
from recognition.settings import Settings
from recognition.store.base import new_id
from recognition.store.store import Store
from recognition.store.tables import Account, Proposal


def make_town(store: Store, settings: Settings) -> dict[str, object]:
    """Make papers, people and cases; what the terminal needs to know of them."""
    papers = write_samples(settings.run_folder / "samples")
    return _Town(store, load_rules(settings.office_file), papers).load()


@dataclass(frozen=True, slots=True)
class _Story:
    """One invented person's application: by which sample paper, and how many days ago."""

    email: str
    name: str
    born: str
    country: str
    purpose: Purpose
    file: str
    days_ago: int
    corrected: dict[FieldName, str]


_STORIES = (
    _Story(
        "hala@applicants.example",
        "Hala Munir Al-Safadi",
        "1994-05-17",
        "SY",
        Purpose.LABOUR_MARKET,
        "syrian-nursing-diploma.jpg",
        2,
        {},
    ),
    _Story(
        "mariana@applicants.example",
        "Mariana Soloveiko",
        "1997-03-14",
        "UA",
        Purpose.LABOUR_MARKET,
        "ukrainian-diploma.pdf",
        30,
        {},
    ),
    _Story(
        "hirut@applicants.example",
        "Hirut Mekonnen Alemu",
        "1993-11-30",
        "ET",
        Purpose.LABOUR_MARKET,
        "ethiopian-degree.png",
        60,
        {FieldName.FIELD_OF_STUDY: "Public Health"},
    ),
    _Story(
        "elif@applicants.example",
        "Elif Nur Karadeniz",
        "1996-04-02",
        "TR",
        Purpose.LABOUR_MARKET,
        "turkish-transcript.pdf",
        75,
        {},
    ),
    _Story(
        "mahsa@applicants.example",
        "Mahsa Karimi Rad",
        "1990-09-23",
        "IR",
        Purpose.LABOUR_MARKET,
        "iranian-degree.png",
        150,
        {},
    ),
)


class _Town:
    """Everybody, and what they did."""

    def __init__(self, store: Store, rules: Rules, samples: list[Path]) -> None:
        self._store = store
        self._rules = rules
        self._samples = samples
        self._now = datetime.now(UTC)
        self._password = secrets.token_urlsafe(9)
        self._staff: list[UUID] = []

    def load(self) -> dict[str, object]:
        """Make the people and their cases; what the terminal needs to know of them."""
        emails = ("amina@office.example", "jonas@office.example", "lena@office.example")
        names = ("Amina Diallo", "Jonas Weber", "Lena Haddad")  # an appeal needs a third
        self._staff = [
            add_staff(self._store, email, name, self._password, self._now)
            for email, name in zip(emails, names, strict=True)
        ]
        grant_right(self._store, emails[0], Right.CORRECT, self._now)
        secret = make_secret()
        authority = register_authority(
            self._store,
            "Ministry of Higher Education (invented)",
            "http://127.0.0.1:8100/",
            secret,
            self._now,
            legal_grounds=("university_admission",),
        )
        cases = [self._submitted(story) for story in _STORIES]
        self._confirm_all_but_first(cases)
        self._decide(cases[2], Outcome.FULL, days_ago=20)
        self._decide(cases[3], Outcome.PARTIAL, days_ago=3, sign=False)
        self._ask(cases[1])
        applicant = self._account(_STORIES[0])
        start_application(self._store, self._rules, applicant, self._now)
        return {
            "applicant": _STORIES[0].email,
            "applicant_id": str(applicant),
            "assessors": list(emails),
            "password": self._password,
            "authority_id": str(authority),
            "authority_secret": secret,
        }

    def _do(
        self, case: UUID, role: Role, person: UUID, verb: AnyVerb, days_ago: float
    ) -> CaseState:
        act = Act(action_id=new_id(), role=role, person_id=person, verb=verb)
        at = self._now - timedelta(days=days_ago)
        return perform(self._store, self._rules, case, act, at)

    def _account(self, story: _Story) -> UUID:
        with self._store.writing() as session:
            account = session.scalars(select(Account).where(Account.email == story.email)).first()
            if account is None:
                account = Account(
                    kind=Role.APPLICANT,
                    email=story.email,
                    created_at=self._now - timedelta(days=story.days_ago),
                )
                session.add(account)
                session.flush()
            return account.id

    def _submitted(self, story: _Story) -> tuple[UUID, UUID, UUID, _Story]:
        """A submitted case with one paper; what cannot be had is said so."""
        person = self._account(story)
        at = self._now - timedelta(days=story.days_ago)
        case = start_application(self._store, self._rules, person, at)
        details = {"full_name": story.name, "date_of_birth": story.born}
        edit = EditApplication(purpose=story.purpose, country=story.country, details=details)
        self._do(case, Role.APPLICANT, person, edit, story.days_ago)
        document = self._paper(story, person, at)
        attach = AttachDocument(document_id=document, kind=DocumentKind.QUALIFICATION)
        self._do(case, Role.APPLICANT, person, attach, story.days_ago)
        for item in self._rules.checklist_items(story.purpose, story.country):
            paper_is_missing = item.document is not DocumentKind.QUALIFICATION
            if item.need is ItemNeed.REQUIRED and paper_is_missing:
                reason = CannotBeHadReason.WAR_OR_DISPLACEMENT
                settle = SettleItem(item_id=item.id, reason=reason)
                self._do(case, Role.APPLICANT, person, settle, story.days_ago)
        self._do(case, Role.APPLICANT, person, Submit(), story.days_ago)
        return case, person, document, story

    def _paper(self, story: _Story, person: UUID, at: datetime) -> UUID:
        """The sample scan of that story."""
        file = next(path for path in self._samples if path.name == story.file)
        data = file.read_bytes()
        intake = check_file(data)
        stored = store_document(
            self._store,
            person,
            data,
            name=file.name,
            media_type=intake.media_type,
            pages=intake.pages,
            at=at,
        )
        return stored.document_id

    def _confirm_all_but_first(self, cases: list[tuple[UUID, UUID, UUID, _Story]]) -> None:
        printed = {sample.file: sample.fields for sample in samples()}
        for case, person, document, story in cases[1:]:
            known = {
                name: value
                for name, value in printed[story.file].items()
                if name is not FieldName.DOCUMENT_TYPE
            }
            confirm = ConfirmReading(document_id=document, values={**known, **story.corrected})
            self._do(case, Role.APPLICANT, person, confirm, story.days_ago - 1)

    def _ask(self, entry: tuple[UUID, UUID, UUID, _Story]) -> None:
        case = entry[0]
        first = self._staff[0]
        self._do(case, Role.ASSESSOR, first, Claim(), 3)
        self._do(case, Role.ASSESSOR, first, Acknowledge(), 3)
        note = AddNote(text="The register number is hard to read on the scan.")
        self._do(case, Role.ASSESSOR, first, note, 3)
        item = AskedItem(
            kind=RequestItemKind.TEXT,
            subject="",
            text="Which number stands in the lower left corner of your diploma?",
        )
        self._do(case, Role.ASSESSOR, first, AskApplicant(items=(item,)), 3)

    def _decide(
        self,
        entry: tuple[UUID, UUID, UUID, _Story],
        outcome: Outcome,
        *,
        days_ago: float,
        sign: bool = True,
    ) -> None:
        case = entry[0]
        first, second, _ = self._staff
        self._do(case, Role.ASSESSOR, first, Claim(), days_ago)
        level = FindCode(scheme=CodeScheme.ISCED_LEVEL, code="6", reason="First degree.")
        self._do(case, Role.ASSESSOR, first, level, days_ago)
        for finding in _findings(outcome):
            self._do(case, Role.ASSESSOR, first, RecordFinding(finding=finding), days_ago)
        self._do(case, Role.ASSESSOR, first, Propose(content=_content(outcome)), days_ago)
        if sign:
            with self._store.reading() as session:
                proposal = session.scalars(
                    select(Proposal.id).where(Proposal.case_id == case)
                ).one()
            self._do(case, Role.ASSESSOR, second, SignOff(proposal_id=proposal), days_ago - 1)


_LIST = (Evidence(kind=EvidenceKind.SOURCE, text="The ministry's list of universities"),)
_PAPERS = tuple(
    Evidence(kind=EvidenceKind.FIELD, ref=name.value)
    for name in (FieldName.QUALIFICATION_TITLE, FieldName.INSTITUTION)
)


def _findings(outcome: Outcome) -> tuple[Finding, ...]:
    whole = outcome is Outcome.FULL
    workload = ElementFound(
        section=EvaluationSection.WORKLOAD,
        finding=ElementFinding.NONE if whole else ElementFinding.SUBSTANTIAL,
        here="240 credits",
        there="240 credits" if whole else "180 credits",
        text="" if whole else "The transcript shows six completed semesters of eight.",
        evidence=_PAPERS,
    )
    rest = (
        (EvaluationSection.LEVEL, "First degree"),
        (EvaluationSection.QUALITY, "Accredited programme"),
        (EvaluationSection.PROFILE, "Academic, with practice"),
        (EvaluationSection.LEARNING_OUTCOMES, "As in the programme of studies"),
    )
    return (
        StatusFound(
            section=EvaluationSection.INSTITUTION, standing=Standing.ACCREDITED, evidence=_LIST
        ),
        AuthenticityFound(authenticity=Authenticity.PLAUSIBLE, evidence=_PAPERS),
        PurposeFound(target="Licenciatura in the same field", level_here="6", credits_here=240),
        workload,
        *(
            ElementFound(section=section, finding=ElementFinding.NONE, here=same, there=same)
            for section, same in rest
        ),
    )


def _content(outcome: Outcome) -> DecisionContent:
    if outcome is Outcome.FULL:
        return DecisionContent(
            outcome=outcome,
            compares_to="Licenciatura (bachelor's degree), EQF level 6",
            isced_level="6",
            reasons="Level, workload, profile and learning outcomes match a first degree here.",
        )
    reason = "Two of the eight semesters were not completed."
    rests_on = (EvaluationElement.WORKLOAD,)
    return DecisionContent(
        outcome=outcome,
        compares_to="180 of 240 credits of a first degree",
        isced_level="6",
        reasons="The transcript shows six completed semesters of eight.",
        exclusions=(
            Exclusion(outcome=Outcome.FULL, reason=reason, elements=rests_on),
            Exclusion(
                outcome=Outcome.ALTERNATIVE,
                reason="There is no shorter degree it fits.",
                elements=rests_on,
            ),
        ),
        conditions=(
            Condition(
                kind=ConditionKind.MISSING_CREDITS,
                text="60 credits of the final year.",
                credits=60,
            ),
        ),
    )
