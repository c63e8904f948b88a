"""A process that writes to SQLite all the time lets others have their turn."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from recognition.store.engine import make_engine, writing
from tests.support.processes import ROOT

GREEDY = """
import sys, threading, time
from sqlalchemy import text
from recognition.store.engine import make_engine, writing
engine = make_engine(sys.argv[1])
def write():
    while True:
        with writing(engine) as session:
            session.execute(text("insert into written values (1)"))
            time.sleep(0.005)
for _ in range(3):
    threading.Thread(target=write).start()
"""

HOLDER = """
import sys, time
from recognition.store.engine import make_engine, writing
with writing(make_engine(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""

THEIRS = text("select count(*) from written where who = 1")

WRITES = 60


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """A database to which another process writes without a pause."""
    url = f"sqlite:///{tmp_path}/some.db"
    with writing(make_engine(url)) as session:
        session.execute(text("create table written (who integer)"))
    process = subprocess.Popen([sys.executable, "-c", GREEDY, url], cwd=ROOT)
    try:
        yield url
    finally:
        process.kill()
        process.wait()


def test_who_waits_is_the_next(url: str) -> None:
    engine, behind = make_engine(url), []
    _wait_for_the_other(engine)
    for _ in range(WRITES):
        before = _theirs(engine)
        with writing(engine) as session:
            behind.append(session.scalar(THEIRS) - before)
            session.execute(text("insert into written values (2)"))
        time.sleep(0.01)
    assert max(behind) <= 10, behind  # SQLite alone: some hundreds


def test_a_process_that_is_killed_gives_its_turn_back(url: str) -> None:
    engine = make_engine(url)
    _wait_for_the_other(engine)
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, url], cwd=ROOT, stdout=subprocess.PIPE)
    assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
    before = _theirs(engine)
    holder.kill()
    holder.wait()
    with writing(engine) as session:
        session.execute(text("insert into written values (2)"))
    _wait_for_the_other(engine, before)


def _wait_for_the_other(engine: Engine, beyond: int = 0) -> None:
    until = time.monotonic() + 60
    while _theirs(engine) <= beyond:
        assert time.monotonic() < until, "the other process does not write"
        time.sleep(0.05)


def _theirs(engine: Engine) -> int:
    with engine.execution_options(writes=False).connect() as connection:
        return int(connection.execute(THEIRS).scalar_one())
