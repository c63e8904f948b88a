"""The evidence of a finding: what the file offers for a section, and what was named, in words."""

from collections.abc import Iterable, Iterator

from flask import url_for
from flask_babel import gettext as _

from recognition.domain.evaluation import Evidence, Finding
from recognition.domain.vocabulary import (
    CodeScheme,
    EvaluationSection,
    EvidenceKind,
    FieldName,
    RequestTo,
)
from recognition.store.queries.casefile import CaseFile, FileRequest
from recognition.web.dates import long_day
from recognition.web.desk.blueprint import value_words
from recognition.web.desk.reasons import code_title
from recognition.web.desk.words import say

F, S, K = FieldName, EvaluationSection, EvidenceKind

_FIELDS: dict[EvaluationSection, tuple[FieldName, ...]] = {
    S.INSTITUTION: (F.INSTITUTION, F.COUNTRY),
    S.PROGRAMME: (F.QUALIFICATION_TITLE, F.FIELD_OF_STUDY),
    S.AUTHENTICITY: (F.HOLDER_NAME, F.AWARD_DATE),
    S.LEVEL: (F.ISCED_LEVEL, F.QUALIFICATION_TITLE),
    S.WORKLOAD: (F.CREDITS, F.DURATION),
    S.QUALITY: (F.INSTITUTION, F.GRADE),
    S.PROFILE: (F.FIELD_OF_STUDY, F.ISCED_F),
}
"""Fields that speak of a section."""

_SCHEMES = {S.LEVEL: CodeScheme.ISCED_LEVEL, S.PROFILE: CodeScheme.ISCED_F}

Option = tuple[str, str, str]


def key_of(evidence: Evidence) -> str:
    """A piece of evidence as a form's value: ``kind:ref``."""
    return f"{evidence.kind}:{evidence.ref}"


def options(file: CaseFile, section: EvaluationSection) -> list[Option]:
    """What the file offers for a section, as a form's choices."""
    offered = [*_of_fields(file, section), *_suggested(file, section)]
    offered += [Evidence(kind=K.DOCUMENT, ref=str(one.row.id)) for one in file.documents]
    if section is not S.AUTHENTICITY:  # there it is asked for by itself
        offered += _told(file)
    offered += [
        Evidence(kind=K.REQUEST, ref=str(one.row.id))
        for one in file.requests
        if one.fact.received_at
    ]
    return [(key_of(one), in_words(file, one), "") for one in offered]


def _told(file: CaseFile) -> list[Evidence]:
    return [Evidence(kind=K.BACKGROUND_PAPER, ref=str(row.id)) for row in file.told[-1:]]


def told_option(file: CaseFile) -> list[tuple[str, str]]:
    """What the holder told, as the choice of a background paper in the file."""
    return [(one.ref, str(_("What the holder told in the questionnaire"))) for one in _told(file)]


def _of_fields(file: CaseFile, section: EvaluationSection) -> Iterator[Evidence]:
    for name in _FIELDS.get(section, ()):
        if _value(file, name):
            yield Evidence(kind=K.FIELD, ref=name.value)


def _suggested(file: CaseFile, section: EvaluationSection) -> Iterator[Evidence]:
    suggestion = file.suggestions.get(_SCHEMES[section]) if section in _SCHEMES else None
    if suggestion is not None and not suggestion.abstained:
        yield Evidence(kind=K.SUGGESTION, ref=str(suggestion.id))


def _value(file: CaseFile, name: FieldName) -> str:
    """What counts as a field's value; of a code, the finding of a person."""
    if name in (F.ISCED_LEVEL, F.ISCED_F):
        finding = file.finding(CodeScheme(name.value))
        return code_title(finding.code) if finding else ""
    best = file.values[name].best if name in file.values else None
    return value_words(name, str(best.value)) if best else ""


def chosen(keys: Iterable[str]) -> Iterator[Evidence]:
    """The evidence that was ticked; what is no evidence of the file is left for the action."""
    for key in keys:
        kind, _colon, ref = key.partition(":")
        if kind in (K.FIELD, K.DOCUMENT, K.REQUEST, K.SUGGESTION, K.BACKGROUND_PAPER):
            yield Evidence(kind=EvidenceKind(kind), ref=ref)


def in_words(file: CaseFile, one: Evidence) -> str:
    """A piece of evidence as a colleague reads it."""
    match one.kind:
        case EvidenceKind.FIELD:
            name = FieldName(one.ref)
            return f"{say(name)}: {_value(file, name) or '–'}"
        case EvidenceKind.DOCUMENT:
            return _paper(file, one.ref)
        case EvidenceKind.BACKGROUND_PAPER:
            paper = _paper(file, one.ref) or _told_until(file, one.ref)
            return f"{say(one.kind)}: {paper if one.ref else one.text}"
        case EvidenceKind.REQUEST:
            return next((_answer(file, r) for r in file.requests if str(r.row.id) == one.ref), "")
        case EvidenceKind.SUGGESTION:
            codes = (s.code for s in file.suggestions.values() if str(s.id) == one.ref)
            return f"{say(one.kind)}: {code_title(next(codes, ''))}"
        case EvidenceKind.INTERVIEW:
            people = ", ".join(file.people.get(person, "") for person in one.evaluators)
            return f"{say(one.kind)}: {people}{', ' if one.text else ''}{one.text}"
        case _:
            return one.text


def pieces(file: CaseFile, finding: Finding) -> list[tuple[str, str]]:
    """What a finding rests on and what the file says of it: words, and where they can be seen."""
    rests_on = [(in_words(file, one), place_of(file, one)) for one in finding.evidence]
    return [*rests_on, *_figures(file, finding.section)]


def _figures(file: CaseFile, section: EvaluationSection) -> Iterator[tuple[str, str]]:
    """The machine's figure of the other country, which a finding may have taken or not."""
    suggestion = file.evaluated.suggestions.get(section)
    if suggestion is not None and suggestion.there:
        there = code_title(suggestion.there) if section is S.LEVEL else suggestion.there
        place = url_for("desk.evaluation", case_id=file.case.id, _anchor=section)
        yield f"{_('Suggested by the machine')}: {there}", place


def place_of(file: CaseFile, one: Evidence) -> str:
    """Where a piece of evidence can be looked at; empty for what is outside the file."""
    case_id = file.case.id
    match one.kind:
        case EvidenceKind.FIELD if one.ref in set(CodeScheme):
            return url_for("desk.codes", case_id=case_id, scheme=one.ref)
        case EvidenceKind.FIELD:
            return url_for("desk.field", case_id=case_id, field=one.ref)
        case EvidenceKind.SUGGESTION:
            schemes = (scheme for scheme, s in file.suggestions.items() if str(s.id) == one.ref)
            scheme = next(schemes, None)
            return url_for("desk.codes", case_id=case_id, scheme=scheme) if scheme else ""
        case EvidenceKind.BACKGROUND_PAPER if one.ref and not _paper(file, one.ref):
            return url_for("desk.background", case_id=case_id)
        case EvidenceKind.DOCUMENT | EvidenceKind.BACKGROUND_PAPER if one.ref:
            return url_for("desk.case", case_id=case_id, _anchor=f"page-{one.ref}-1")
        case EvidenceKind.REQUEST:
            return url_for("desk.case", case_id=case_id, _anchor=f"request-{one.ref}")
        case _:
            return ""


def _paper(file: CaseFile, ref: str) -> str:
    papers = (one for one in file.documents if str(one.row.id) == ref)
    return "".join(f"{say(one.kind)}: {one.row.name}" for one in papers)


def _told_until(file: CaseFile, ref: str) -> str:
    """What the holder told, and until when; she may have told more since."""
    moments = (event.at for event in file.events if str(event.subject_id) == ref)
    day = next((long_day(at) for at in moments), "")
    return str(_("the questionnaire, as of %(day)s", day=day)) if day else ""


def _answer(file: CaseFile, entry: FileRequest) -> str:
    if entry.fact.to is RequestTo.APPLICANT:
        return str(_("Answer of the applicant"))
    asked = entry.fact.authority_id
    who = file.authorities.get(asked, "") if asked else ""
    return f"{who}: {say(entry.answer)}" if entry.answer else who
