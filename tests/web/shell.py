"""Helpers for the web tests: services of the shell alone, and a real server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Thread
from typing import Any

from flask import Flask
from werkzeug.serving import make_server

from recognition.domain.vocabulary import Purpose
from recognition.web.services import LegalTerm, Services


@dataclass(frozen=True)
class Settings:
    """Plain settings for the shell."""

    secret_key: str = "a-key-for-tests-only-0123456789abcdef"
    embedded: bool = True
    secure_cookies: bool = False
    max_upload_bytes: int = 2_000_000


@dataclass(frozen=True)
class Office:
    """An invented office."""

    name: str = "Recognition Office of Neustadt"
    address: tuple[str, ...] = ("Rathausplatz 1", "12345 Neustadt")
    email: str = "office@example.org"
    phone: str = "+49 30 0000 000"
    timezone: str = "Europe/Berlin"
    languages: tuple[str, ...] = ("en", "de", "fr", "uk", "ar")
    appeal_body: str = "Administrative Court of Neustadt"
    fee_text: str = "The procedure is free of charge."


def shell_services(**changes: Any) -> Services:
    """Return services for the shell alone, with ``changes``."""
    given: dict[str, Any] = {
        "settings": Settings(),
        "office": Office(),
        "clock": lambda: datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
        "terms": (
            LegalTerm(Purpose.ACADEMIC, 4, "Lisbon Recognition Convention"),
            LegalTerm(Purpose.PROFESSIONAL, 3, "Directive 2005/36/EC"),
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
