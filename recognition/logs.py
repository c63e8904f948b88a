"""Logs: one JSON line an event; codes, ids and numbers, never words about a person."""

import logging
import sys

import structlog


def set_up_logs(level: str) -> None:
    """Log from ``level`` on, as JSON lines on standard error."""
    number = getattr(logging, level.upper())
    logging.basicConfig(level=number, format="%(message)s")
    # Temporal's client tells every retry; what matters of it is told by ours.
    logging.getLogger("temporalio").setLevel(max(number, logging.WARNING))
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
