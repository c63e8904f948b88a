"""Names on the papers that differ from the person's own: a question, never a reproach."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from babel.lists import format_list
from flask_babel import get_locale

from recognition.domain.vocabulary import DocumentKind, FieldName
from recognition.store.queries import applicant as queries
from recognition.store.queries.applicant import Application, FieldKnown, Paper
from recognition.store.queries.between import between
from recognition.web.names import same_name
from recognition.web.services import get_services
from recognition.web.words import word


@dataclass(frozen=True, slots=True)
class NameFound:
    """The name on one paper, and whether it looks like another person's."""

    document_id: UUID
    kind: DocumentKind
    name: str
    differs: bool


def names_found(case: Application, papers: Sequence[Paper]) -> list[NameFound]:
    """The name on each paper, compared with the person's own names."""
    own = [case.details.get("full_name", ""), case.details.get("other_names", "")]
    known = [name for name in own if name]
    found = []
    for paper in papers:
        known_fields = queries.fields(get_services().store, paper.id)
        name = known_fields.get(FieldName.HOLDER_NAME, FieldKnown()).best
        if not name:
            continue
        # Without a name of her own yet, the papers are compared with the first of them.
        differs = bool(known) and not any(same_name(name, one) for one in known)
        known = known or [name]
        found.append(NameFound(paper.id, paper.kind, name, differs))
    return found


@dataclass(frozen=True, slots=True)
class Contradictions:
    """What two of her papers say otherwise: her name, and anything else, in words."""

    names: bool
    others: str


def contradictions(case: Application) -> Contradictions:
    """Where her papers contradict each other; no reproach, and nothing is hidden."""
    fields = [one.field for one in between(get_services().store, case.id) if one.contradicts]
    others = [str(word(name)) for name in fields if name is not FieldName.HOLDER_NAME]
    words = format_list(others, locale=get_locale()) if others else ""
    return Contradictions(FieldName.HOLDER_NAME in fields, words)


def names_to_explain(case: Application, papers: Sequence[Paper]) -> list[NameFound]:
    """Those that differ."""
    return [found for found in names_found(case, papers) if found.differs]
