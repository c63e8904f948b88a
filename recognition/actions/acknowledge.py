"""The office acknowledges an application and names what is missing (2005/36/EC, article 51(1))."""

from recognition.actions.asking import open_request
from recognition.actions.doing import Doing
from recognition.domain.deadlines import acknowledgement_term
from recognition.domain.events import EventKind
from recognition.domain.verbs import Acknowledge, AskedItem
from recognition.domain.vocabulary import RequestItemKind
from recognition.store.outbox import MailKind


def acknowledge(doing: Doing, verb: Acknowledge) -> None:
    """Tell the applicant that the file is whole, or which papers are missing.

    Missing papers are asked for; named within the term they reopen completeness.
    """
    if verb.items:
        completes = names_missing_in_time(doing, verb.items)
        open_request(doing, list(verb.items), message=verb.message, completes_file=completes)
    mark_acknowledged(doing, verb.items)
    doing.mail(MailKind.ACKNOWLEDGED)


def mark_acknowledged(doing: Doing, items: tuple[AskedItem, ...]) -> None:
    """Record the acknowledgement with the codes of what is missing; a second one changes nothing.

    What the checklist lacks was named when the application came in, so it counts as named too.
    """
    if doing.facts.acknowledged_at is not None:
        return
    doing.case.acknowledged_at = doing.at
    named = [item.subject for item in items if item.kind is RequestItemKind.DOCUMENT]
    waiting = [item.id for item in doing.facts.checklist if item.required and not item.settled_at]
    missing = list(dict.fromkeys([*waiting, *named]))
    doing.event(EventKind.ACKNOWLEDGED, missing=",".join(missing), count=len(missing))


def names_missing_in_time(doing: Doing, items: tuple[AskedItem, ...]) -> bool:
    """Whether a paper is named as missing within the term of acknowledgement."""
    term = acknowledgement_term(doing.facts)
    papers = any(item.kind is RequestItemKind.DOCUMENT for item in items)
    return term is not None and doing.at < term.ends_at and papers
