"""The evaluation as an authority sees it: what was found, without where in the file it stands."""

from typing import Any

from recognition.domain.evaluation import ElementFound, Evaluation, Fulfilled, PurposeFound

View = dict[str, Any]


def evaluation_view(found: Evaluation | None) -> View | None:
    """``Evaluation`` of ``schemas/openapi.yaml``; ``None`` for an earlier release's decision."""
    if found is None:
        return None
    experience = found.experience
    return {
        **{one.section.value: one.standing.value for one in found.statuses},
        **({"authenticity": found.authenticity.authenticity.value} if found.authenticity else {}),
        **({"purpose": _purpose(found.purpose)} if found.purpose else {}),
        "comparison": [_element(one) for one in found.elements],
        **({"experience": experience.experience.value} if experience else {}),
        **({"fulfilled": _fulfilled(found.fulfilled)} if found.fulfilled else {}),
    }


def _fulfilled(found: Fulfilled) -> View:
    met = [{"kind": one.kind.value, "day": one.day.isoformat()} for one in found.conditions]
    return {
        "version": found.version,
        "conditions": met,
        "elements": [one.value for one in found.elements],
    }


def _purpose(found: PurposeFound) -> View:
    given = {
        "purpose": found.purpose,
        "target": found.target,
        "level_held": found.level_held,
        "level_required": found.level_required,
    }
    return {name: str(value) for name, value in given.items() if value}


def _element(found: ElementFound) -> View:
    return {
        "element": found.element.value,
        "finding": found.finding.value,
        "there": found.there,
        "here": found.here,
        "text": found.text,
        **({"bases": [one.value for one in found.bases]} if found.bases else {}),
    }
