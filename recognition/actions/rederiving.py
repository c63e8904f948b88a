"""Rebuilds the read model from the facts; a test compares it with what the actions kept."""

from sqlalchemy import select

from recognition.actions.deriving import view_columns
from recognition.domain.case import derive
from recognition.rules import Rules
from recognition.store.facts import load_facts
from recognition.store.store import Store
from recognition.store.tables import Case, CaseView


def rederive_all(store: Store, rules: Rules) -> tuple[int, int]:
    """Derive every case anew; how many rows differed, and how many there are."""
    with store.reading() as session:
        ids = session.scalars(select(Case.id).order_by(Case.id)).all()
    changed = 0
    for case_id in ids:
        with store.writing() as session:
            case = session.get(Case, case_id, with_for_update=True)
            if case is None:  # a draft that was deleted meanwhile
                continue
            facts = load_facts(session, case_id, rules)
            columns = view_columns(session, facts, derive(facts))
            view = session.get(CaseView, case_id)
            if view is None:
                session.add(CaseView(case_id=case_id, waiting_since=case.changed_at, **columns))
                changed += 1
                continue
            differs = [name for name, value in columns.items() if getattr(view, name) != value]
            for name in differs:
                setattr(view, name, columns[name])
            changed += bool(differs)
    return changed, len(ids)
