"""Why names differ between papers."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import ExplainNames


def explain_names(doing: Doing, verb: ExplainNames) -> None:
    """Keep the applicant's explanation; an empty one takes it back."""
    doing.case.names_explanation = verb.explanation
    doing.event(EventKind.NAMES_EXPLAINED)
