"""The evaluation: one page in the manual's order, each section a form that saves by itself."""

from itertools import pairwise
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_babel import gettext as _

from recognition.domain import verbs
from recognition.domain.vocabulary import (
    Basis,
    EvaluationElement,
    EvaluationSection,
    ProfessionalLevel,
)
from recognition.domain.workload import Because
from recognition.errors import ErrorCode, NotFound
from recognition.isced.codes import levels
from recognition.store.queries.casefile import load_colleagues
from recognition.web.desk import evidence
from recognition.web.desk.blueprint import blueprint
from recognition.web.desk.evaluating import answer_of, field_of, finding_from, form_of
from recognition.web.desk.opening import Opened, carry_out, make, open_case
from recognition.web.desk.reasons import code_title
from recognition.web.desk.words import say
from recognition.web.forms import FieldErrors
from recognition.web.services import get_services

S = EvaluationSection
ELEMENTS = frozenset(one.value for one in EvaluationElement)


@blueprint.get("/cases/<uuid:case_id>/evaluation")
def evaluation(case_id: UUID) -> ResponseReturnValue:
    """The whole evaluation; ``after`` names the section that was just kept."""
    return _page(open_case(case_id))


@blueprint.post("/cases/<uuid:case_id>/evaluation/<section>")
def record(case_id: UUID, section: str) -> ResponseReturnValue:
    """Keep a section's finding (fields of ``evaluating``) and go on to the next one."""
    if section not in set(S):
        raise NotFound(ErrorCode.UNKNOWN, "section")
    which = S(section)
    anchor = following(section) or "comparison"
    return carry_out(
        case_id,
        lambda: make(verbs.RecordFinding, finding=finding_from(which, request.form)),
        _("Finding kept: %(section)s.", section=say(which)),
        "evaluation",
        lambda errors: _page(open_case(case_id), which, errors),
        back=url_for("desk.evaluation", case_id=case_id, after=which, _anchor=anchor),
    )


def _page(
    opened: Opened,
    failed: EvaluationSection | None = None,
    errors: FieldErrors | None = None,
) -> str:
    file = opened.file
    return render_template(
        "desk/evaluation.html",
        opened=opened,
        file=file,
        errors=[(f"{failed}-{field_of(name)}", words) for name, words in errors or ()],
        parts=[_section(opened, section, failed) for section in S],
        after=following(request.args.get("after", "")),
        asks=file.facts.regime.asks_of(file.facts.purpose),
        levels=[("", _("Choose")), *((one.code, code_title(one.code)) for one in levels())],
        held=[("", _("Choose")), *((one, say(one)) for one in ProfessionalLevel)],
        papers=[
            ("", _("None")),
            *evidence.told_option(file),
            *((one.row.id, one.row.name) for one in file.documents),
        ],
        staff=[("", _("Choose")), *_staff(opened)],
        elements=ELEMENTS,
        reconstructed=file.evaluated.evaluation.reconstructed,
        bases=[(one, say(one), "") for one in Basis],
        interview=get_services().rules.statement.interview_minutes,
        evidence_words=lambda one: evidence.in_words(file, one),
        evidence_place=lambda one: evidence.place_of(file, one),
        code_title=code_title,
        workload=file.evaluated.workload,
        because={one: say(one) for one in Because},
        number=_number,
        hints=_hints(),
    )


def _number(value: float | None) -> str:
    """A figure in the reader's way, to one place; a dash where there is none."""
    return format_decimal(round(value, 1)) if value is not None else "–"


def following(section: str) -> EvaluationSection | None:
    """The section after this one; ``None`` after the last, or for no section."""
    return next((after for before, after in pairwise(S) if before == section), None)


def _section(
    opened: Opened, section: EvaluationSection, failed: EvaluationSection | None
) -> dict[str, Any]:
    evaluated = opened.file.evaluated
    history = evaluated.history.get(section, ())
    name, vocabulary = answer_of(section)
    return {
        "section": section,
        "answer": name,
        "answers": [(one, say(one), "") for one in vocabulary],
        "found": history[0] if history else None,
        "earlier": history[1:],
        "suggestion": evaluated.suggestions.get(section),
        "form": request.form if failed is section else form_of(opened.file, section),
        "open": failed is section or (failed is None and evaluated.next_open is section),
        "evidence": evidence.options(opened.file, section),
    }


def _staff(opened: Opened) -> list[tuple[UUID, str]]:
    """Who may have held an interview: this assessor and the colleagues."""
    assert opened.person.id is not None
    services = get_services()
    others = load_colleagues(services.store, opened.file, opened.person.id)
    me = (opened.person.id, opened.file.people.get(opened.person.id, ""))
    return [me, *(one.pair for one in others)]


def _hints() -> dict[EvaluationSection, str]:
    return {
        S.INSTITUTION: _("How it stands in its own country. Not recognised is not yet a mill."),
        S.PROGRAMME: _("Whether this programme could lead to this qualification there."),
        S.AUTHENTICITY: _("A missing paper is never by itself a ground against the holder."),
        S.PURPOSE: _("What the qualification here is, and what it opens."),
        S.LEVEL: _("Where it stands in both systems of education."),
        S.WORKLOAD: _("Credits, hours or years. Fewer years alone are no substantial difference."),
        S.QUALITY: _("Accreditation and quality assurance of what was studied."),
        S.PROFILE: _("Academic or professional, broad or specialised."),
        S.LEARNING_OUTCOMES: _("What the holder knows and can do: it weighs most."),
        S.EXPERIENCE: _("Looked at before anything is asked of the holder."),
    }
