"""Activities of upkeep: documents that nobody has, drafts and closed cases whose time is over."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import exists, select
from temporalio import activity

from recognition.actions.accounts.forget import forget_unused
from recognition.actions.delete_draft import delete_draft
from recognition.actions.discard_document import discard_document
from recognition.actions.erase_case import erase_case
from recognition.domain import clock
from recognition.store import outbox, tables
from recognition.store.facts import case_calendar, case_regime
from recognition.store.outbox import MailKind, OutboxKind
from workflows.activities.deps import Activity, Deps
from workflows.messages import Sweep

UNATTACHED = timedelta(days=1)

LONGEST_NOTICE = timedelta(days=366)
"""What a regime may set at most; cases that end later need no look yet."""


class SweepActivities:
    """The daily sweeps."""

    def __init__(self, deps: Deps) -> None:
        """Work on the store of ``deps``."""
        self._deps = deps

    def all(self) -> Sequence[Activity]:
        """Every activity of this class."""
        return (self.sweep_documents, self.sweep_drafts, self.sweep_closed)

    @activity.defn(name="sweep_documents")
    def sweep_documents(self, sweep: Sweep) -> int:
        """Discard documents that no case has had for a day."""
        attached = exists().where(tables.CaseDocument.document_id == tables.Document.id)
        with self._deps.store.reading() as session:
            ids = list(
                session.scalars(
                    select(tables.Document.id).where(
                        ~attached, tables.Document.stored_at < sweep.at - UNATTACHED
                    )
                )
            )
        return sum(discard_document(self._deps.store, document_id) for document_id in ids)

    @activity.defn(name="sweep_drafts")
    def sweep_drafts(self, sweep: Sweep) -> int:
        """Give notice of drafts that will expire, and delete those whose time is over.

        An address with nothing behind it is kept as long as a draft.
        """
        with self._deps.store.reading() as session:
            drafts = list(
                session.scalars(
                    select(tables.Case).where(
                        tables.Case.submitted_at.is_(None), tables.Case.expired_at.is_(None)
                    )
                )
            )
        gone = sum(self._attempt(draft, partial(self._draft, draft, sweep)) for draft in drafts)
        rules = self._deps.rules
        days = rules.regime(rules.regime_for(None)).draft_days
        return gone + forget_unused(self._deps.store, sweep.at - timedelta(days=days))

    @activity.defn(name="sweep_closed")
    def sweep_closed(self, sweep: Sweep) -> int:
        """Give notice of closed cases that will be erased, and erase those whose time is over."""
        with self._deps.store.reading() as session:
            ended = session.execute(
                select(tables.Case, tables.CaseView)
                .join(tables.CaseView, tables.CaseView.case_id == tables.Case.id)
                .where(tables.CaseView.erase_at < sweep.at + LONGEST_NOTICE)
            ).all()
        return sum(
            self._attempt(case, partial(self._ended, case, view.erase_at, sweep))
            for case, view in ended
        )

    def _attempt(self, case: tables.Case, work: Callable[[], bool]) -> bool:
        """One case that cannot be erased today holds up no other; tomorrow it is tried again."""
        try:
            return work()
        except Exception as error:  # whatever it is; its text may be about a person
            activity.logger.warning("case %s stays: %s", case.id, type(error).__name__)
            return False

    def _ended(self, case: tables.Case, erase_at: datetime | None, sweep: Sweep) -> bool:
        if erase_at is None:
            return False
        if erase_at <= sweep.at:
            return erase_case(self._deps.store, self._deps.rules, case.id, sweep.at)
        notice = timedelta(days=case_regime(case, self._deps.rules).erasure_notice_days)
        if erase_at - notice <= sweep.at:
            self._announce_erasure(case, erase_at, notice, sweep)
        return False

    def _announce_erasure(
        self, case: tables.Case, erase_at: datetime, notice: timedelta, sweep: Sweep
    ) -> None:
        """One notice for each end: a case that was reopened has another one."""
        day = clock.last_day(erase_at, case_calendar(case, self._deps.rules).zone)
        payload = {
            "mail": MailKind.ERASURE_NOTICE.value,
            "account_id": str(case.applicant_id),
            "day": day.isoformat(),
        }
        with self._deps.store.writing() as session:
            told = session.scalars(
                select(tables.Outbox).where(
                    tables.Outbox.kind == OutboxKind.MAIL,
                    tables.Outbox.subject_id == case.id,
                    tables.Outbox.created_at >= erase_at - notice,
                )
            ).first()
            if told is None:
                outbox.add(session, OutboxKind.MAIL, sweep.at, subject_id=case.id, payload=payload)

    def _draft(self, draft: tables.Case, sweep: Sweep) -> bool:
        """Announce its end, and delete it a whole notice later, if nothing has changed since."""
        regime = case_regime(draft, self._deps.rules)
        kept, notice = timedelta(days=regime.draft_days), timedelta(days=regime.draft_notice_days)
        age = sweep.at - draft.changed_at
        if age < kept - notice:
            return False
        told_at = self._told(draft, sweep)
        if age < kept or sweep.at - told_at < notice:
            return False
        return delete_draft(
            self._deps.store, draft.id, draft.applicant_id, changed_at=draft.changed_at
        )

    def _told(self, draft: tables.Case, sweep: Sweep) -> datetime:
        """When she was told; now, if not yet: once for each time of rest."""
        with self._deps.store.writing() as session:
            told_at = session.scalars(
                select(tables.Outbox.created_at).where(
                    tables.Outbox.kind == OutboxKind.MAIL,
                    tables.Outbox.subject_id == draft.id,
                    tables.Outbox.created_at > draft.changed_at,
                )
            ).first()
            if told_at is not None:
                return told_at
            payload = {
                "mail": MailKind.DRAFT_NOTICE.value,
                "account_id": str(draft.applicant_id),
            }
            outbox.add(session, OutboxKind.MAIL, sweep.at, subject_id=draft.id, payload=payload)
        return sweep.at
