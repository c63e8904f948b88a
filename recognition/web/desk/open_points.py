"""What comes next in a case and what is still open in it, so that nobody has to look for it.

Nothing here is forbidden or done: what may be done is the domain's to say, what follows a person's.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from recognition.checklist import ItemNeed
from recognition.domain.verbs import VerbName
from recognition.domain.vocabulary import (
    CodeScheme,
    EvaluationRule,
    EvaluationSection,
    FieldName,
    NextActor,
    RequestState,
    RequestTo,
)
from recognition.store.queries.casefile import CaseFile, FileRequest
from recognition.web.desk.blueprint import last_day
from recognition.web.desk.opening import Opened
from recognition.web.desk.words import say

TO_REVIEW = (RequestState.RECEIVED, RequestState.EXPIRED, RequestState.OBJECTED)
"""States of a request in which somebody at the desk must look at it."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do or to look at: its words, and where."""

    words: str
    href: str


def next_step(opened: Opened) -> Step | None:
    """What comes next for who holds the case; ``None`` where it is somebody else's to act.

    What is to be reviewed or acknowledged does not wait for others.
    """
    if not opened.holds:
        return None
    mine = opened.file.derived.next_actor is NextActor.ASSESSOR
    return next(_at_once(opened), next(_steps(opened), None) if mine else None)


def _at_once(opened: Opened) -> Iterator[Step]:
    """What has come in."""
    file, can = opened.file, opened.can
    if VerbName.REVIEW_REQUEST in can:
        for entry in file.requests:
            if entry.fact.state in TO_REVIEW:
                yield Step(_("Review an answer"), _to("review", file, request_id=entry.row.id))
    if VerbName.ACKNOWLEDGE in can:
        yield Step(_("Acknowledge the application"), _to("acknowledge", file))


def _steps(opened: Opened) -> Iterator[Step]:
    """What an open case asks of its assessor, in the order of the work."""
    file, can = opened.file, opened.can
    if VerbName.FIND_FIELD in can and not file.view.title:
        title = FieldName.QUALIFICATION_TITLE
        words = f"{_('Record a finding')}: {say(title)}"
        yield Step(words, _to("field", file, field=title))
    if VerbName.FIND_CODE in can:
        for scheme in CodeScheme:
            if file.finding(scheme) is None:
                words = f"{_('Find the code')}: {say(scheme)}"
                yield Step(words, _to("codes", file, scheme=scheme))
    section = _next_section(file)
    if VerbName.RECORD_FINDING in can and section:
        there = _to("evaluation", file, _anchor=section)
        yield Step(_("Go on with the evaluation"), there)
    if VerbName.PROPOSE in can:
        yield Step(_("Propose a decision"), _to("propose", file))


def _next_section(file: CaseFile) -> EvaluationSection | None:
    """The first part without a finding; experience only where the law asks for it."""
    section = file.evaluated.next_open
    asks = file.facts.regime.asks_of(file.facts.purpose)
    if section is EvaluationSection.EXPERIENCE and EvaluationRule.EXPERIENCE not in asks:
        return None
    return section


def still_open(file: CaseFile) -> list[Step]:
    """What a person looks at before a decision: requests, papers that lack or contradict."""
    return [*_requests(file), *_between(file), *_missing(file)]


def _requests(file: CaseFile) -> Iterator[Step]:
    for entry in file.requests:
        if entry.fact.waits or entry.fact.state in TO_REVIEW:
            there = _to("case", file, _anchor=f"request-{entry.row.id}")
            yield Step(f"{_asked(file, entry)}: {say(entry.fact.state)}{_until(entry)}", there)


def _asked(file: CaseFile, entry: FileRequest) -> str:
    if entry.fact.to is RequestTo.APPLICANT:
        return str(_("To the applicant"))
    asked = entry.fact.authority_id
    return f"{_('To')} {file.authorities.get(asked, '') if asked else ''}"


def _until(entry: FileRequest) -> str:
    row, state = entry.row, entry.fact.state
    if state is RequestState.ANNOUNCED and row.objection_until:
        day = last_day(row.objection_until)
        return f" · {_('the applicant may object until %(day)s', day=day)}"
    if state is RequestState.REQUESTED and row.due_at:
        return f" · {_('answer due %(day)s', day=last_day(row.due_at))}"
    return ""


def _between(file: CaseFile) -> Iterator[Step]:
    for one in file.between:
        if one.contradicts:
            words = f"{_('Between the papers')}: {say(one.field)} · {say(one.agreement)}"
            yield Step(words, _to("case", file, _anchor="between"))


def _missing(file: CaseFile) -> Iterator[Step]:
    for entry in file.checklist:
        if entry.item.need is ItemNeed.REQUIRED and not entry.settled:
            words = f"{_('Missing')}: {_(entry.item.title)}"
            yield Step(words, _to("case", file, _anchor="checklist"))


def _to(page: str, file: CaseFile, **values: object) -> str:
    return url_for(f"desk.{page}", case_id=file.case.id, **values)  # type: ignore[arg-type]
