"""The form of a proposed decision: from what was typed to ``DecisionContent`` and back.

What the evaluation found is taken from it and not asked again: the substantial differences with
their words, and on which of them each reason rests.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from recognition.domain.decision import CONDITIONED, DecisionContent, better_than
from recognition.domain.evaluation import Evaluation
from recognition.domain.grounds import faults
from recognition.domain.statement import statement_of
from recognition.domain.vocabulary import (
    CodeScheme,
    EvaluationElement,
    EvaluationSection,
    Outcome,
    RefusalGround,
)
from recognition.errors import ErrorCode, InvalidInput
from recognition.rules import Rules
from recognition.store.queries.casefile import CaseFile
from recognition.web.desk.opening import make

MOST_LINES = 10
"""As many conditions as a decision can carry."""

FINDINGS = "findings"
"""Where a fault leads that only the evaluation can mend."""


def content_from(file: CaseFile, rules: Rules, form: Mapping[str, str]) -> DecisionContent:
    """The content that was typed, with the codes and the differences that were found.

    Raises ``InvalidInput`` for what is too long or no number.
    """
    outcome = Outcome(form["outcome"])
    found = file.evaluated.evaluation
    return make(
        DecisionContent,
        outcome=outcome,
        compares_to=form.get("compares_to", ""),
        isced_level=_code(file, CodeScheme.ISCED_LEVEL),
        isced_f=_code(file, CodeScheme.ISCED_F),
        reasons=form.get("reasons", ""),
        differences=tuple(
            {"element": one.element, "text": one.text}
            for one in found.substantial.values()
            if outcome is not Outcome.FULL and one.text
        ),
        exclusions=tuple(
            {
                "outcome": better,
                "reason": form.get(f"why-{better}", ""),
                "elements": tuple(rests_on(found, form, better)),
            }
            for better in better_than(outcome)
            if form.get(f"why-{better}", "").strip()
        ),
        conditions=tuple(_conditions(form)) if outcome in CONDITIONED else (),
        ground=_ground(outcome, form),
        no_choice=form.get("no_choice", "") if outcome in CONDITIONED else "",
        advice=form.get("advice", "") if outcome is Outcome.REFUSAL else "",
        evaluation=found,
        terms=rules.compensation,
        statement=statement_of(found, rules.statement),
        asks=file.facts.regime.asks_of(file.facts.purpose),
    )


def _ground(outcome: Outcome, form: Mapping[str, str]) -> str:
    """The chosen ground of a refusal; what was chosen before the outcome changed is left out."""
    chosen = form.get("ground", "") if outcome is Outcome.REFUSAL else ""
    return chosen or RefusalGround.SUBSTANTIAL_DIFFERENCE


def rests_on(
    found: Evaluation, form: Mapping[str, str], better: Outcome
) -> Iterator[EvaluationElement]:
    """The differences on which a reason rests: all that were found, until some are chosen."""
    asked = len(found.substantial) > 1 and f"why-{better}" in form
    for element in found.substantial:
        if not asked or form.get(f"rests-{better}-{element}"):
            yield element


def lacking(content: DecisionContent) -> list[InvalidInput]:
    """Everything that the content lacks, each by the field of the form that would mend it."""
    return [InvalidInput(fault.code, _field(content, fault)) for fault in faults(content)]


def form_from(content: dict[str, Any]) -> dict[str, str]:
    """A stored content as the form's fields, to go on from the last round."""
    form = {name: content.get(name, "") for name in _TYPED}
    for one in content.get("exclusions", ()):
        form[f"why-{one['outcome']}"] = one["reason"]
        for element in one.get("elements", ()):
            form[f"rests-{one['outcome']}-{element}"] = "yes"
    for number, one in enumerate(content.get("conditions", ()), start=1):
        form[f"condition-kind-{number}"] = one["kind"]
        form[f"condition-text-{number}"] = one["text"]
        for name in _NUMBERS:
            form[f"condition-{name}-{number}"] = f"{one[name]:g}" if one.get(name) else ""
    return form


def line_count(form: Mapping[str, str], more: bool) -> int:
    """How many conditions to offer: the filled and one more, two at least; on asking two more."""
    filled = [n for n in range(1, MOST_LINES + 1) if form.get(f"condition-text-{n}", "").strip()]
    offered = max(max(filled, default=0) + 1, 2)
    return min(offered + (2 if more else 0), MOST_LINES)


_TYPED = ("outcome", "compares_to", "reasons", "ground", "no_choice", "advice")
_NUMBERS = ("months", "credits")


def _conditions(form: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for number in range(1, MOST_LINES + 1):
        text = form.get(f"condition-text-{number}", "").strip()
        if text:
            typed = {name: form.get(f"condition-{name}-{number}", "") for name in _NUMBERS}
            numbers = {name: value.replace(",", ".").strip() for name, value in typed.items()}
            yield {
                "kind": form.get(f"condition-kind-{number}", ""),
                "text": text,
                **{name: value for name, value in numbers.items() if value},
            }


def _field(content: DecisionContent, fault: InvalidInput) -> str:
    """The field of the form that mends a fault, or the table of findings."""
    if fault.subject in set(Outcome):
        shown = fault.code is ErrorCode.DIFFERENCE_NOT_FOUND and not content.differences
        return FINDINGS if shown else f"why-{fault.subject}"
    if fault.subject in {*EvaluationSection, "differences"}:
        return FINDINGS
    if fault.subject in _NUMBERS:
        return _lacking_number(content, fault.subject)
    return {"conditions": "condition-text-1"}.get(fault.subject, fault.subject)


def _lacking_number(content: DecisionContent, name: str) -> str:
    kind = "adaptation_period" if name == "months" else "missing_credits"
    numbers = (n for n, one in enumerate(content.conditions, start=1) if one.kind == kind)
    return f"condition-{name}-{next(numbers, 1)}"


def _code(file: CaseFile, scheme: CodeScheme) -> str:
    finding = file.finding(scheme)
    return finding.code if finding else ""
