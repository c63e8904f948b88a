"""The applicant's pages, one module per page; each asks for its own case only."""

from recognition.web.applicant import (
    about,
    appeal,
    consents,
    decision,
    fields,
    home,
    names,
    papers,
    questions,
    reading,
    requests,
    returns,
    send,
    status,
    tasks,
    upload,
    withdraw,
)
from recognition.web.applicant.room import blueprint

__all__ = [
    "about",
    "appeal",
    "blueprint",
    "consents",
    "decision",
    "fields",
    "home",
    "names",
    "papers",
    "questions",
    "reading",
    "requests",
    "returns",
    "send",
    "status",
    "tasks",
    "upload",
    "withdraw",
]
