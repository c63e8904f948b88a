"""Logs: one JSON line an event; codes, ids and numbers, never words about a person."""

import logging
import sys

import structlog


def set_up_logs(level: str) -> None:
    """Log from ``level`` on, as JSON lines on standard error."""
    number = getattr(logging, level.upper())
    # Libraries tell every step; what matters of them is told by ours.
    logging.basicConfig(level=max(number, logging.WARNING), format="%(message)s")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
