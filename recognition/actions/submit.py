"""The application is handed in; the day of receipt is the day of submission."""

from dataclasses import asdict

from recognition.actions.asking import open_request
from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import AskedItem, Submit
from recognition.domain.vocabulary import RequestItemKind
from recognition.errors import ErrorCode, InvalidInput
from recognition.isced.mapper import warm_up
from recognition.store.checklist_facts import checklist_snapshot
from recognition.store.outbox import MailKind, OutboxKind


def submit(doing: Doing, _verb: Submit) -> None:
    """Freeze the rules that apply, ask for what is missing, and set the engine going.

    Raises ``InvalidInput`` (``MISSING_VALUE``) while purpose, country or name are not given;
    papers may be missing: they are asked for, never waited for here.
    """
    case = doing.case
    for name, value in (
        ("purpose", case.purpose),
        ("country", case.country),
        ("full_name", case.details.get("full_name")),
    ):
        if not value:
            raise InvalidInput(ErrorCode.MISSING_VALUE, name)
    case.submitted_at = doing.at
    case.regime_id = doing.facts.regime.id
    case.regime = doing.facts.regime.model_dump(mode="json")
    case.snapshot = {
        "regime": f"{doing.facts.regime.id} {doing.facts.regime.version}",
        "checklist": doing.rules.checklist_version(case.purpose, case.country),
        "items": checklist_snapshot(doing.rules, case),
        "mapper": str(warm_up()),
        "calendar": asdict(doing.rules.calendar),
    }
    doing.event(EventKind.SUBMITTED, regime=case.snapshot["regime"])
    missing = [
        AskedItem(kind=RequestItemKind.DOCUMENT, subject=item.id)
        for item in doing.facts.checklist
        if item.required and item.settled_at is None
    ]
    if missing:
        open_request(doing, missing, completes_file=True)
    doing.mail(MailKind.RECEIVED)
    doing.send(OutboxKind.START_CASE)
