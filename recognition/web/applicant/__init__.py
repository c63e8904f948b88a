"""The applicant's pages, one module per page; each asks for its own case only."""

from recognition.web.applicant import (
    about,
    fields,
    home,
    names,
    papers,
    reading,
    send,
    status,
    tasks,
    upload,
)
from recognition.web.applicant.room import blueprint

__all__ = [
    "about",
    "blueprint",
    "fields",
    "home",
    "names",
    "papers",
    "reading",
    "send",
    "status",
    "tasks",
    "upload",
]
