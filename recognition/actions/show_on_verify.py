"""The holder says what the public page may show of her letters."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import ShowOnVerify


def show_on_verify(doing: Doing, verb: ShowOnVerify) -> None:
    """Keep it; nothing chosen takes back what was allowed before, at once."""
    shows = sorted({one.value for one in verb.shows})
    doing.case.verify_shows = list(shows)
    doing.event(EventKind.VERIFY_PAGE_SET, shows=",".join(shows))
