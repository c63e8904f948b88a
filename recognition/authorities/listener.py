"""A receiver of webhooks, for trying the interface out and for tests: ``authority listen``.

It knows no more than an authority does: its secret, its id and the office's address. It verifies
with the published library, takes each id once, says what came in as one JSON line, and can answer.
"""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID

import httpx
from standardwebhooks import Webhook, WebhookVerificationError

from recognition.authorities.client import send_answer
from recognition.authorities.signatures import ID, transport_time
from recognition.domain.vocabulary import AuthenticityAnswer, WebhookType

MAX_BODY = 1_000_000
_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
_QUESTIONS = (WebhookType.AUTHENTICITY_REQUESTED, WebhookType.AUTHENTICITY_REMINDER)


@dataclass
class Receiver:
    """What the receiver knows and does. ``say`` is given one JSON line for each thing.

    ``fail`` is how many webhooks are answered with 503 first, ``slow`` the seconds before each
    answer; ``seen`` holds the ids that were taken in.
    """

    secret: str
    authority_id: UUID
    office_url: str
    say: Callable[[str], None]
    answer: AuthenticityAnswer | None = None
    fail: int = 0
    slow: float = 0.0
    seen: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def receive(self, headers: dict[str, str], body: bytes) -> int:
        """Take one webhook; returns the HTTP status of the answer."""
        time.sleep(self.slow)
        try:
            message = Webhook(self.secret).verify(body, headers)
        except (WebhookVerificationError, ValueError):
            self._tell(id=headers.get(ID, ""), verified=False, status=401)
            return HTTPStatus.UNAUTHORIZED
        message_id = headers[ID]
        with self._lock:
            down, self.fail = self.fail > 0, max(0, self.fail - 1)
            duplicate = message_id in self.seen
            if not down:
                self.seen.add(message_id)
        status = HTTPStatus.SERVICE_UNAVAILABLE if down else HTTPStatus.NO_CONTENT
        self._tell(
            id=message_id,
            type=message["type"],
            reference=message["data"].get("reference"),
            request_id=message["data"].get("request_id"),
            verified=True,
            duplicate=duplicate,
            status=int(status),
        )
        if not down and not duplicate and self.answer and message["type"] in _QUESTIONS:
            # Afterwards, so that the office does not wait for its own answer.
            arguments = (f"answer_{message_id}", message["data"]["request_id"], self.answer)
            threading.Thread(target=self._send, args=arguments, daemon=True).start()
        return status

    def _send(self, message_id: str, request_id: str, answer: AuthenticityAnswer) -> None:
        """Answer, again and again by the same id until the office takes it."""
        for pause in (*_PAUSES, None):
            try:
                response = send_answer(
                    self.office_url,
                    self.authority_id,
                    self.secret,
                    message_id,
                    request_id,
                    answer,
                    transport_time(),
                )
                status = response.status_code
            except httpx.HTTPError:
                status = 0
            self._tell(answer_id=message_id, request_id=request_id, answer=answer, status=status)
            if pause is None or (status and status < 500 and status != 429):
                return
            time.sleep(pause)

    def _tell(self, **line: Any) -> None:
        with self._lock:
            self.say(json.dumps(line))


def make_listener(receiver: Receiver, host: str, port: int) -> ThreadingHTTPServer:
    """An HTTP server that hands every POST to ``receiver``; port 0 takes a free one."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def do_POST(self) -> None:
            length = self.headers.get("content-length", "")
            if not length.isdecimal() or int(length) > MAX_BODY:
                status: int = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
                self.close_connection = True
            else:
                headers = {name.lower(): value for name, value in self.headers.items()}
                status = receiver.receive(headers, self.rfile.read(int(length)))
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the receiver does."""

    return ThreadingHTTPServer((host, port), Handler)


def seen_ids(lines: list[str]) -> set[str]:
    """The ids that an earlier listener's log says were taken in."""
    taken = set()
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:  # a line that was cut off
            continue
        if not isinstance(entry, dict):  # a line of somebody else
            continue
        if entry.get("verified") and entry.get("status") == HTTPStatus.NO_CONTENT:
            taken.add(entry["id"])
    return taken
