"""Helpers for the web tests: services of the shell alone, and a real server."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Thread
from typing import Any

from flask import Flask
from werkzeug.serving import make_server

from recognition.domain.vocabulary import Purpose
from recognition.office import Office, load_office
from recognition.settings import Mode, Settings, make_settings
from recognition.web.services import LegalTerm, Services

SECRET = "a-key-for-tests-only-0123456789abcdef"


def shell_settings(**changes: Any) -> Settings:
    """Return embedded settings with a key, with ``changes``."""
    return make_settings(**({"mode": Mode.EMBEDDED, "secret_key": SECRET} | changes))


def shell_office(**changes: Any) -> Office:
    """Return the example office in the languages that are translated, with ``changes``."""
    return load_office().model_copy(update={"languages": ("en", "de", "fr", "uk", "ar")} | changes)


def shell_services(**changes: Any) -> Services:
    """Return services for the shell alone, with ``changes``."""
    given: dict[str, Any] = {
        "settings": shell_settings(),
        "office": shell_office(),
        "clock": lambda: datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
        "terms": (
            LegalTerm(
                Purpose.ACADEMIC, 4, "Lisbon Recognition Convention", keep_years=10, draft_days=90
            ),
            LegalTerm(
                Purpose.PROFESSIONAL, 3, "Directive 2005/36/EC", keep_years=12, draft_days=60
            ),
        ),
    }
    return Services(**(given | changes))


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve ``app`` on a free loopback port; yield its address without a slash at the end."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(timeout=5)
        server.server_close()
