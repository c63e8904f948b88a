"""The assessor's desk: queue, case file, evaluation, requests, proposal, sign-off, appeals.

One module per page; all hang into the one blueprint.
"""

from recognition.web.desk import (
    adaptation,
    background,
    case,
    codes,
    conditions,
    decided,
    delay,
    drafts,
    evaluation,
    own_sign_in,
    paper_date,
    propose,
    queue,
    requests,
    signing,
)
from recognition.web.desk.blueprint import blueprint

__all__ = [
    "adaptation",
    "background",
    "blueprint",
    "case",
    "codes",
    "conditions",
    "decided",
    "delay",
    "drafts",
    "evaluation",
    "own_sign_in",
    "paper_date",
    "propose",
    "queue",
    "requests",
    "signing",
]
