"""The form of a proposed decision: from what was typed to ``DecisionContent`` and back."""

from collections.abc import Iterator, Mapping
from typing import Any

from recognition.domain.decision import DecisionContent, better_than, faults
from recognition.domain.vocabulary import CodeScheme, Outcome
from recognition.errors import InvalidInput
from recognition.store.queries.casefile import CaseFile
from recognition.web.desk.opening import make

MOST_LINES = 10
"""As many differences, and conditions, as a decision can carry."""

_FIELDS = {"differences": "difference-text-1", "conditions": "condition-text-1"}


def content_from(file: CaseFile, form: Mapping[str, str]) -> DecisionContent:
    """The content that was typed, with the codes that were found; ``InvalidInput`` if too long."""
    outcome = Outcome(form["outcome"])
    return make(
        DecisionContent,
        outcome=outcome,
        compares_to=form.get("compares_to", ""),
        isced_level=_code(file, CodeScheme.ISCED_LEVEL),
        isced_f=_code(file, CodeScheme.ISCED_F),
        reasons=form.get("reasons", ""),
        differences=tuple(_lines(form, "difference", "element")),
        exclusions=tuple(
            {"outcome": better, "reason": form.get(f"why-{better}", "")}
            for better in better_than(outcome)
            if form.get(f"why-{better}", "").strip()
        ),
        conditions=tuple(_lines(form, "condition", "kind")),
    )


def lacking(content: DecisionContent) -> list[InvalidInput]:
    """Everything that the content lacks, each by the field of the form that would mend it."""
    return [InvalidInput(fault.code, _field(fault.subject)) for fault in faults(content)]


def form_from(content: dict[str, Any]) -> dict[str, str]:
    """A stored content as the form's fields, to go on from the last round."""
    form = {name: content.get(name, "") for name in ("outcome", "compares_to", "reasons")}
    for one in content.get("exclusions", ()):
        form[f"why-{one['outcome']}"] = one["reason"]
    for number, one in enumerate(content.get("differences", ()), start=1):
        form[f"difference-element-{number}"] = one["element"]
        form[f"difference-text-{number}"] = one["text"]
    for number, one in enumerate(content.get("conditions", ()), start=1):
        form[f"condition-kind-{number}"] = one["kind"]
        form[f"condition-text-{number}"] = one["text"]
    return form


def line_count(form: Mapping[str, str], name: str, more: bool) -> int:
    """How many lines to offer: what is filled and one more, two at least; on asking two more."""
    filled = [n for n in range(1, MOST_LINES + 1) if form.get(f"{name}-text-{n}", "").strip()]
    offered = max(max(filled, default=0) + 1, 2)
    return min(offered + (2 if more else 0), MOST_LINES)


def _lines(form: Mapping[str, str], name: str, kind: str) -> Iterator[dict[str, str]]:
    for number in range(1, MOST_LINES + 1):
        text = form.get(f"{name}-text-{number}", "").strip()
        if text:
            yield {kind: form.get(f"{name}-{kind}-{number}", ""), "text": text}


def _field(subject: str) -> str:
    return f"why-{subject}" if subject in set(Outcome) else _FIELDS.get(subject, subject)


def _code(file: CaseFile, scheme: CodeScheme) -> str:
    finding = file.finding(scheme)
    return finding.code if finding else ""
