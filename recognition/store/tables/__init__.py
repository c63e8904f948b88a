"""All tables, one module per subject."""

from recognition.store.tables.cases import (
    ActionLog,
    Case,
    CaseDocument,
    CaseView,
    ChecklistAnswer,
    DeadlinePassed,
    Event,
    LookUp,
)
from recognition.store.tables.documents import Comparison, Document, FieldValue, Page
from recognition.store.tables.people import Account, Authority, SignInLink, WebSession
from recognition.store.tables.procedure import (
    AppealRow,
    Claim,
    CodeEvidence,
    CodeFinding,
    CodeSuggestion,
    Conflict,
    Consent,
    Decision,
    Note,
    Proposal,
    Request,
    RequestItem,
)
from recognition.store.tables.traffic import DataKey, InboundMessage, Mail, Outbox

__all__ = [
    "Account",
    "ActionLog",
    "AppealRow",
    "Authority",
    "Case",
    "CaseDocument",
    "CaseView",
    "ChecklistAnswer",
    "Claim",
    "CodeEvidence",
    "CodeFinding",
    "CodeSuggestion",
    "Comparison",
    "Conflict",
    "Consent",
    "DataKey",
    "DeadlinePassed",
    "Decision",
    "Document",
    "Event",
    "FieldValue",
    "InboundMessage",
    "LookUp",
    "Mail",
    "Note",
    "Outbox",
    "Page",
    "Proposal",
    "Request",
    "RequestItem",
    "SignInLink",
    "WebSession",
]
