"""The forms of an evaluation: from what was typed in a section to its finding, and back."""

from collections.abc import Iterator
from typing import Any

from werkzeug.datastructures import MultiDict

from recognition.domain.evaluation import (
    AuthenticityFound,
    ElementFound,
    Evidence,
    ExperienceFound,
    Finding,
    PurposeFound,
    StatusFound,
)
from recognition.domain.vocabulary import (
    Authenticity,
    Basis,
    ElementFinding,
    EvaluationSection,
    EvidenceKind,
    ExperienceFinding,
    Standing,
)
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.queries.casefile import CaseFile
from recognition.web.desk import evidence
from recognition.web.desk.opening import make
from recognition.web.desk.reasons import code_title

S, K = EvaluationSection, EvidenceKind
Form = MultiDict[str, str]

ANSWERS: dict[EvaluationSection, tuple[str, Any]] = {
    S.INSTITUTION: ("standing", Standing),
    S.PROGRAMME: ("standing", Standing),
    S.AUTHENTICITY: ("authenticity", Authenticity),
    S.EXPERIENCE: ("experience", ExperienceFinding),
}
"""What is answered in a section, by the finding's field; an element's is its ``finding``."""

_FIELDS = {
    K.BACKGROUND_PAPER.value: "background",
    K.INTERVIEW.value: "evaluator_1",
    K.SOURCE.value: "source",
    **{kind.value: "evidence" for kind in (K.FIELD, K.DOCUMENT, K.REQUEST, K.SUGGESTION)},
}


def answer_of(section: EvaluationSection) -> tuple[str, Any]:
    """The field of a section's form that answers it, and its vocabulary; the purpose has none."""
    return ANSWERS.get(section, ("finding", ElementFinding))


def field_of(subject: str) -> str:
    """The field of the form that mends a fault."""
    return _FIELDS.get(subject, subject)


def finding_from(section: EvaluationSection, form: Form) -> Finding:
    """The finding that was typed. Raises ``InvalidInput``, naming the field."""
    given = {"text": form.get("text", ""), "evidence": tuple(_evidence(form))}
    if section is S.PURPOSE:
        return _purpose(form, given)
    name, vocabulary = answer_of(section)
    if form.get(name, "") not in set(vocabulary):
        raise InvalidInput(ErrorCode.MISSING_VALUE, name)
    given[name] = vocabulary(form[name])
    if section in (S.INSTITUTION, S.PROGRAMME):
        return make(StatusFound, section=section, **given)
    if section is S.AUTHENTICITY:
        return make(AuthenticityFound, **given)
    if section is S.EXPERIENCE:
        return make(ExperienceFound, **given)
    sides = {side: form.get(side, "") for side in ("here", "there")}
    bases = tuple(one for one in Basis if one in form.getlist("bases"))
    return make(ElementFound, section=section, bases=bases, **sides, **given)


def _purpose(form: Form, given: dict[str, Any]) -> PurposeFound:
    credits, years = (
        form.get(name, "").replace(",", ".").strip() for name in ("credits_here", "years_here")
    )
    if not form.get("target", "").strip():
        raise InvalidInput(ErrorCode.MISSING_VALUE, "target")
    return make(
        PurposeFound,
        target=form["target"],
        level_here=form.get("level_here", ""),
        credits_here=credits or None,
        years_here=years or None,
        level_held=form.get("level_held") or None,
        level_required=form.get("level_required") or None,
        **given,
    )


def _evidence(form: Form) -> Iterator[Evidence]:
    yield from evidence.chosen(form.getlist("evidence"))
    if form.get("source", "").strip():
        yield make(Evidence, kind=K.SOURCE, text=form["source"])
    paper, words = form.get("background", ""), form.get("background_text", "").strip()
    if paper or words:
        yield make(Evidence, kind=K.BACKGROUND_PAPER, ref=paper, text=words)
    people = tuple(form[f"evaluator_{n}"] for n in (1, 2) if form.get(f"evaluator_{n}"))
    if people:
        when = form.get("interview", "")
        yield make(Evidence, kind=K.INTERVIEW, text=when, evaluators=people)


def form_of(file: CaseFile, section: EvaluationSection) -> Form:
    """A section's form as it stands: its finding, or what the file suggests, never an answer."""
    found = file.evaluated.newest(section)
    if found is None:
        return _prefilled(file, section)
    form: Form = MultiDict()
    stored = found.finding.model_dump(mode="json", exclude={"evidence", "bases"})
    for name, value in stored.items():
        form[name] = f"{value:g}" if isinstance(value, float) else value or ""
    if isinstance(found.finding, ElementFound):
        form.setlist("bases", [basis.value for basis in found.finding.bases])
    for one in found.finding.evidence:
        if one.kind is K.SOURCE:
            form["source"] = one.text
        elif one.kind is K.BACKGROUND_PAPER and section is S.AUTHENTICITY:
            form["background"], form["background_text"] = one.ref, one.text
        elif one.kind is K.INTERVIEW:
            form["interview"] = one.text
            for number, person in enumerate(one.evaluators, start=1):
                form[f"evaluator_{number}"] = str(person)
        else:
            form.add("evidence", evidence.key_of(one))
    return form


def _prefilled(file: CaseFile, section: EvaluationSection) -> Form:
    """Figures of the file on both sides and a basis; the finding itself is left for a person."""
    form: Form = MultiDict()
    form.setlist("bases", [basis.value for basis in file.suggested_bases])
    suggestion = file.evaluated.suggestions.get(section)
    if suggestion is not None:
        level = section is S.LEVEL
        form["there"] = code_title(suggestion.there) if level else suggestion.there
        form["here"] = code_title(suggestion.here) if level else suggestion.here
        for one in suggestion.evidence:
            form.add("evidence", evidence.key_of(one))
    return form
