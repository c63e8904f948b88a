"""What the papers of one person say of each other: facts of two documents, seen by their cases."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from recognition.domain.vocabulary import Agreement, FieldName
from recognition.store.store import Store
from recognition.store.tables import Comparison, Document

Compared = Mapping[FieldName, Agreement]


def record_comparison(
    store: Store, document_id: UUID, others: Mapping[UUID, Compared], at: datetime
) -> None:
    """Keep how a document that was just read agrees with each other one of the same person.

    What an earlier try kept of the same two is replaced; a document that is gone is left out.
    """
    with store.writing() as session:
        # Two papers may end at the same moment: each waits for the other's rows, in one order.
        there = session.scalars(
            select(Document.id)
            .where(Document.id.in_([document_id, *others]))
            .order_by(Document.id)
            .with_for_update()
        ).all()
        if document_id not in there:
            return
        for other in others.keys() & set(there):
            first, second = sorted((document_id, other))
            session.execute(
                delete(Comparison).where(
                    Comparison.first_id == first, Comparison.second_id == second
                )
            )
            session.add_all(
                Comparison(first_id=first, second_id=second, field=name, agreement=how, at=at)
                for name, how in others[other].items()
            )
