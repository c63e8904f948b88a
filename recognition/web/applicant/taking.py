"""Takes files in: checked, kept, attached, and set to be read; what cannot be taken is named."""

from dataclasses import dataclass, field
from uuid import UUID, uuid5

from flask import flash, request
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage

from recognition.actions.store_document import Stored, store_document
from recognition.documents.intake import check_file
from recognition.domain.verbs import AttachDocument
from recognition.domain.vocabulary import DocumentKind
from recognition.errors import DocumentRejected, ErrorCode, InvalidInput
from recognition.store.queries import applicant as queries
from recognition.store.queries.applicant import Application
from recognition.web.acting import do
from recognition.web.forms import FieldErrors, field_errors, sent_action_id
from recognition.web.identity import signed_in
from recognition.web.sentences import sentence
from recognition.web.services import get_services

MOST_FILES = 20


@dataclass(slots=True)
class Taken:
    """What became of the files of one form."""

    new: list[UUID] = field(default_factory=list)
    known: list[UUID] = field(default_factory=list)
    refused: list[tuple[str, ErrorCode]] = field(default_factory=list)

    @property
    def errors(self) -> FieldErrors:
        """A sentence for each refused file, with its name where there is one.

        The name keeps its own direction ("30.png" among Arabic words: U+2068 to U+2069).
        """
        return [
            ("files", f"\u2068{name}\u2069: {sentence(code)}" if name else sentence(code))
            for name, code in self.refused
        ]

    def tell(self) -> None:
        """Say on the next page how many were taken, and how many were there before."""
        if self.new:
            count = len(self.new)
            flash(ngettext("%(num)s file is here.", "%(num)s files are here.", count), "good")
        if self.known:
            words = ngettext(
                "You gave us this file before. We keep it once.",
                "You gave us %(num)s of these files before. We keep them once.",
                len(self.known),
            )
            flash(words, "neutral")


class Refused(InvalidInput):
    """Files of a form that is sent whole: one of them cannot be taken, so nothing is sent."""

    def __init__(self, taken: Taken) -> None:
        super().__init__(taken.refused[0][1], "files")
        self.errors = taken.errors


def mistakes(error: InvalidInput) -> FieldErrors:
    """What the form says of ``error``: refused files are named, each with what to do."""
    return error.errors if isinstance(error, Refused) else field_errors(error)


def sent_files() -> list[FileStorage]:
    """The files of the form. Raises ``InvalidInput`` for none, or for too many at once."""
    files = [file for file in request.files.getlist("files") if file.filename]
    if not files:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "files")
    if len(files) > MOST_FILES:
        raise InvalidInput(ErrorCode.TOO_MANY_PAGES, "files")
    return files


def keep(files: list[FileStorage]) -> tuple[Taken, list[Stored]]:
    """Check and keep files; nothing is attached yet."""
    taken, stored = Taken(), []
    for file in files:
        data = file.read()
        try:
            kept = _keep(data, file.filename or "")
        except DocumentRejected as refusal:
            taken.refused.append((file.filename or "", refusal.code))
            continue
        stored.append(kept)
        (taken.known if kept.known else taken.new).append(kept.document_id)
    _begin_reading(taken)
    return taken, stored


def _keep(data: bytes, name: str) -> Stored:
    services = get_services()
    found = check_file(data, max_bytes=services.settings.max_upload_bytes)
    return store_document(
        services.store,
        signed_in().account_id,
        data,
        name=name,
        media_type=found.media_type,
        pages=found.pages,
        at=services.clock(),
        most=services.settings.max_papers,
    )


def keep_all(files: list[FileStorage]) -> list[Stored]:
    """Check and keep files that go with an answer. Raises ``Refused`` if one cannot be taken."""
    taken, stored = keep(files)
    if taken.refused:
        raise Refused(taken)
    return stored


def _begin_reading(taken: Taken) -> None:
    """Ask the engine; once it does not answer, the outbox rows do for the rest."""
    for document_id in taken.new:
        if not get_services().gateway.start_reading(document_id):
            return


def take(
    case: Application,
    files: list[FileStorage],
    kind: DocumentKind,
    item_id: str | None,
    translation_of: UUID | None,
) -> Taken:
    """Keep the files and attach them; one that the case has already is given for this too."""
    taken, stored = keep(files)
    attached = {paper.id for paper in queries.papers(get_services().store, case.id)}
    for kept in stored:
        if kept.document_id not in attached:
            attach(case, kept.document_id, kind, item_id, translation_of)
            attached.add(kept.document_id)
        elif item_id is not None:
            attach(case, kept.document_id, kind, item_id, None, also=True)
    return taken


def attach(
    case: Application,
    document_id: UUID,
    kind: DocumentKind,
    item_id: str | None,
    translation_of: UUID | None,
    *,
    also: bool = False,
) -> None:
    """Attach a document, or give it another kind; an act of its own within the sent form.

    With ``also`` it is given for the item besides what the case has it for.
    """
    do(
        case.id,
        AttachDocument(
            document_id=document_id,
            kind=kind,
            item_id=item_id,
            translation_of=translation_of if kind is DocumentKind.TRANSLATION else None,
            also=also,
        ),
        action_id=uuid5(sent_action_id(), f"attach {document_id} {item_id if also else ''}"),
    )
