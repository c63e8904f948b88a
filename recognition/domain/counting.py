"""For which items of a checklist a paper counts: one file may hold several of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from recognition.domain.vocabulary import DocumentKind


@dataclass(frozen=True, slots=True)
class GivenFor:
    """What a paper was given as: its kind, an item if one was named, and the items besides."""

    kind: DocumentKind
    item_id: str | None
    also: Sequence[str] = ()

    def counts_for(self, item_id: str, kind: DocumentKind) -> bool:
        """Whether it counts for the item of that id, which asks for a paper of that ``kind``.

        A paper that was given for no item in particular counts for the item of its kind; one of
        kind 'other' for none by itself, since several items may be of that kind.
        """
        if item_id == self.item_id or item_id in self.also:
            return True
        return self.item_id is None and self.kind is kind and kind is not DocumentKind.OTHER
