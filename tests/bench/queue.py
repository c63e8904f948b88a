"""The queue as an assessor opens it: 5,000 cases, real HTTP, beside a bare page of 25 rows.

Both on SQLite and on PostgreSQL, each page by turns, so that what else the machine does falls on
all alike. ``ratio`` is in medians of the bare page on the same database.
"""

import base64
import secrets
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

import httpx
from sqlalchemy import select, text

from recognition.actions.accounts.sign_in import use_password
from recognition.store.store import Store
from recognition.store.tables import Case
from recognition.web.identity import COOKIE
from tests.bench.stack import PATIENCE_SECONDS, Figure
from tests.support import postgres
from tests.support.people import Town
from tests.support.processes import Process, Program, free_port, settings_env, wait_for_port
from tests.support.stores import make_rules, make_store
from tests.web.desk.conftest import Desk
from tests.web.desk.filled import fill

CASES = 5_000
ROUNDS = 20
WARM = 5
"""Rounds before anything counts."""

BARE = "a bare page"

PAGES = {
    "the queue": "/desk",
    "its second page": "/desk?page=2",
    "its last page": "/desk?page=200",
    "narrowed by country": "/desk?country=UA",
    "narrowed by several": "/desk?country=UA&country=SY&purpose=academic&field=06&stage=assessment",
    "what waits for others": "/desk/awaited",
    "a reference that is looked for": "/desk/find?reference=",
}


def bench(folder: Path) -> Iterable[Figure]:
    """Medians and 95th percentiles in milliseconds, and ratios to the bare page."""
    (folder / "sqlite").mkdir()
    yield from _figures("SQLite", folder / "sqlite", f"sqlite:///{folder}/sqlite/recognition.db")
    (folder / "postgresql").mkdir()
    with postgres.running() as server:
        yield from _figures("PostgreSQL", folder / "postgresql", server.database())


def _figures(kind: str, folder: Path, url: str) -> Iterator[Figure]:
    with _served(folder, url) as (client, addresses):
        times = _measured(client, addresses)
    bare = median(times[BARE])
    for name, found in times.items():
        yield f"{kind}: {name}, median", median(found), "ms"
        yield f"{kind}: {name}, 95th percentile", quantiles(found, n=20)[-1], "ms"
        if name != BARE:
            yield f"{kind}: {name}, ratio", median(found) / bare, "bare pages"


def _measured(client: httpx.Client, addresses: dict[str, str]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in addresses}
    for number in range(WARM + ROUNDS):
        for name, address in addresses.items():
            started = time.perf_counter()
            answer = client.get(address)
            taken = (time.perf_counter() - started) * 1000
            assert answer.status_code in (200, 303), (address, answer.status_code)
            assert "/sign-in" not in answer.headers.get("Location", ""), address
            if number >= WARM:
                times[name].append(taken)
    return times


@contextmanager
def _served(folder: Path, url: str) -> Iterator[tuple[httpx.Client, dict[str, str]]]:
    """The web server and the bare one, each a process; and the client of a signed-in assessor."""
    master = base64.b64encode(secrets.token_bytes(32)).decode()
    token, reference = _filled(make_store(folder, url, master))
    port, bare_port, nowhere = free_port(), free_port(), free_port()
    env = settings_env(folder, master, f"127.0.0.1:{nowhere}")
    env |= {"RECOGNITION_DATABASE_URL": url, "RECOGNITION_PORT": str(port)}
    web = Program("web", env=env, log=folder / "web.log")
    argv = [sys.executable, "-m", "gunicorn", "--worker-class=gthread", "--threads=8"]
    argv += [f"--bind=127.0.0.1:{bare_port}", f"tests.bench.bare_page:make('{url}')"]
    bare = Process(argv, env={}, log=folder / "bare.log")
    with ExitStack() as stack:
        for part in (web, bare):
            stack.callback(part.stop)
            part.start()
        for one in (port, bare_port):
            wait_for_port(one, PATIENCE_SECONDS)
        client = stack.enter_context(httpx.Client(cookies={COOKIE: token}, timeout=60))
        ours = {name: f"http://127.0.0.1:{port}{path}" for name, path in PAGES.items()}
        ours["a reference that is looked for"] += reference
        yield client, {BARE: f"http://127.0.0.1:{bare_port}/"} | ours


def _filled(store: Store) -> tuple[str, str]:
    """An assessor's session, and the reference of a case, of an office with a long queue."""
    now = datetime.now(UTC)
    town = Town(store, make_rules(), now)
    people = {"applicant": town.applicant}
    found = fill(Desk(store, town.rules, people, town.authority, {}), CASES)[CASES // 2]
    if store.engine.dialect.name == "postgresql":
        with store.engine.begin() as connection:
            connection.execute(text("ANALYZE"))  # as its own upkeep does after a while
    life = timedelta(hours=8)
    session = use_password(
        store, "assessor1@office.example", "secret words", now, life, demanded=False
    )
    with store.reading() as reads:
        reference = reads.scalars(select(Case.reference).where(Case.id == found)).one()
    store.close()
    return session.token, reference
