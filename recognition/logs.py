"""Logs: one JSON line an event; codes, ids and numbers, never words about a person.

The text of an error may be about a person (a value that did not fit, a row that could not be
written), so that of an error only its type and place are logged.
"""

import logging
import sys
import traceback
from types import TracebackType

import structlog


class DiscreetFormatter(logging.Formatter):
    """Says of an error, and of what caused it, which type it is and where it was raised."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Types and places, without any text."""
        return "" if ei[1] is None else "\n".join(_lines(ei[1]))


def _lines(error: BaseException) -> list[str]:
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        current = current.__cause__ or current.__context__
    return lines


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    logging.getLogger("recognition").critical("stopped", exc_info=(kind, error, trace))


def set_up_logs(level: str) -> None:
    """Log from ``level`` on, as JSON lines on standard error."""
    number = getattr(logging, level.upper())
    handler = logging.StreamHandler()
    handler.setFormatter(DiscreetFormatter("%(message)s"))
    # Libraries tell every step; what matters of them is told by ours.
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler])
    sys.excepthook = _log_uncaught
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
