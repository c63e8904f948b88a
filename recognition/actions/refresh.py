"""Nothing new but the facts: derive again."""

from recognition.actions.doing import Doing
from recognition.domain.verbs import Refresh


def refresh(_doing: Doing, _verb: Refresh) -> None:
    """Do nothing; deriving follows every verb."""
