"""The assessor's desk: queue, case file, codes, requests, proposal, sign-off, decisions, appeals.

One module per page; all hang into the one blueprint.
"""

from recognition.web.desk import (
    case,
    codes,
    decided,
    delay,
    propose,
    queue,
    requests,
    signing,
)
from recognition.web.desk.blueprint import blueprint

__all__ = [
    "blueprint",
    "case",
    "codes",
    "decided",
    "delay",
    "propose",
    "queue",
    "requests",
    "signing",
]
