"""The queue on SQLite: paged by index, narrowed or not, without a sort of the whole."""

import re

import pytest
from sqlalchemy.dialects import sqlite

from recognition.store.queries.desk import PAGE_SIZE, queue_ids, queue_query
from recognition.store.queries.narrowing import Narrowing
from tests.web.desk.conftest import Desk
from tests.web.desk.filled import KINDS, fill

WALK = r"INDEX ix_case_view_(queue \(next_actor=\?|assessor_id \(assessor_id=\?)"
"""Along the queue; counting my own goes along what I hold."""


def test_500_cases_are_paged_by_index_without_a_sort(desk: Desk) -> None:
    fill(desk, 500)
    anna = desk.people["anna"]
    with desk.store.engine.connect() as connection:
        for query in (queue_query(anna).limit(PAGE_SIZE).offset(50), queue_ids(anna).select()):
            text = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")]
            walks = [line for line in plan if "case_view" in line]
            assert walks
            assert all("INDEX ix_case_view_queue (next_actor=?)" in line for line in walks), plan
            assert not any("TEMP B-TREE" in line for line in plan), plan
            assert not any(line.startswith("SCAN case") for line in plan), plan


@pytest.mark.parametrize("narrowing", KINDS)
def test_the_narrowed_queue_keeps_its_index(desk: Desk, narrowing: Narrowing) -> None:
    """A sort is made of one case's own codes at most, never of the queue."""
    fill(desk, 120)
    anna = desk.people["anna"]
    narrowed = (queue_query(anna, narrowing).limit(PAGE_SIZE), queue_ids(anna, narrowing).select())
    with desk.store.engine.connect() as connection:
        for query in narrowed:
            text = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
            plan = list(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}"))
            says = {row[0]: row[3] for row in plan}
            walks = [line for line in says.values() if "case_view" in line]
            assert walks
            assert all(re.search(WALK, line) for line in walks), plan
            sorts = [row for row in plan if "TEMP B-TREE" in row[3]]
            assert all("CORRELATED" in says.get(row[1], "") for row in sorts), plan
            assert not any(re.match(r"SCAN (case|code)", line) for line in says.values()), plan
