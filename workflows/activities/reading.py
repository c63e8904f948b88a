"""Activities of reading: a document becomes page blobs, words and fields.

No path crosses an activity and no word enters a history: words and boxes are sealed blobs, named
by document and page. The reader is imported when something is read: it is large, and a worker
that was killed must be back soon.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from temporalio import activity

from recognition.actions.record_comparison import record_comparison
from recognition.actions.record_reading import (
    PageSplit,
    record_page,
    record_reading,
    record_split,
)
from recognition.domain.vocabulary import MediaType, ReadingWarning
from recognition.errors import DocumentRejected, ErrorCode, NotFound
from recognition.store.keys import document_scope
from recognition.store.tables import Case, Document, Page
from workflows.activities.deps import Activity, Deps
from workflows.activities.heartbeats import heartbeats
from workflows.activities.outcome import READING, compare_with_others, reading_end
from workflows.messages import CasesOf, PageFailure, PageTask, ReadingTask, SplitEnd

if TYPE_CHECKING:
    from recognition.documents.model import PageSource


class ReadingActivities:
    """The steps of reading one document."""

    def __init__(self, deps: Deps) -> None:
        """Work on the store of ``deps``."""
        self._deps = deps

    def all(self) -> Sequence[Activity]:
        """Every activity of this class."""
        return (self.split_document, self.read_page, self.fail_page, self.build_fields)

    @activity.defn(name="split_document")
    def split_document(self, task: ReadingTask) -> SplitEnd:
        """Split a file into page images of at most 300 dpi, each a sealed blob."""
        from recognition.documents.pages import split

        store = self._deps.store
        blob, media_type = self._file(task.document_id)
        data = store.blobs.get(document_scope(task.document_id), blob)
        pages: list[PageSplit] = []
        with heartbeats():
            try:
                for source in split(data, media_type):
                    pages.append(self._keep_page(task.document_id, source))
            except DocumentRejected:
                pages = []
        record_split(store, self._deps.rules, task.document_id, pages, task.at)
        return SplitEnd(pages=len(pages))

    @activity.defn(name="read_page")
    def read_page(self, task: PageTask) -> None:
        """Read one page, with tesseract where its text layer is no good."""
        from recognition.documents.model import PageSource
        from recognition.documents.reader import read_page

        store, scope = self._deps.store, document_scope(task.document_id)
        with store.reading() as session:
            page = session.get(Page, (task.document_id, task.number))
        if page is None:
            raise NotFound(ErrorCode.UNKNOWN, "page")
        image = store.blobs.get(scope, page.image_blob)
        layer_name = store.blobs.name_of(scope, _layer(task.number))
        layer = PageSource.model_validate_json(store.blobs.get(scope, layer_name))
        with heartbeats():
            reading = read_page(
                layer.model_copy(update={"image": image}),
                seconds=self._deps.settings.page_seconds,
            )
        words = store.blobs.put(scope, f"words/{task.number}", reading.model_dump_json().encode())
        record_page(
            store,
            task.document_id,
            task.number,
            words_blob=words,
            problem=reading.warnings[0] if reading.warnings and not reading.words else None,
            seconds=reading.seconds,
            rotation=reading.rotation,
        )

    @activity.defn(name="fail_page")
    def fail_page(self, task: PageFailure) -> None:
        """Write down that a page could not be read, and why."""
        problem = (
            ReadingWarning.PAGE_TIMED_OUT if task.timed_out else ReadingWarning.PAGE_UNREADABLE
        )
        record_page(
            self._deps.store,
            task.document_id,
            task.number,
            words_blob=None,
            problem=problem,
            seconds=None,
        )

    @activity.defn(name="build_fields")
    def build_fields(self, task: ReadingTask) -> CasesOf:
        """Find the fields in the words of all pages; with none, a person types them."""
        with heartbeats():  # also while the reading's models are loaded, the first time
            cases = self._build(task)
        return CasesOf(case_ids=tuple(self._submitted(cases)))

    def _build(self, task: ReadingTask) -> list[UUID]:
        """Read the fields and keep them; the cases that rest on the document."""
        from recognition.documents.extraction.extract import extract
        from recognition.documents.model import DocumentReading, PageReading
        from recognition.reading import hints

        store, scope = self._deps.store, document_scope(task.document_id)
        with store.reading() as session:
            pages = session.scalars(
                select(Page).where(Page.document_id == task.document_id).order_by(Page.number)
            ).all()
        readings = [
            PageReading.model_validate_json(store.blobs.get(scope, page.words_blob))
            for page in pages
            if page.words_blob
        ]
        reading = extract(readings, hints) if readings else DocumentReading(pages=0)
        blob = store.blobs.put(scope, READING, reading.model_dump_json().encode())
        problems = [ReadingWarning(page.problem) for page in pages if page.problem]
        end = reading_end(reading, readings, problems, blob)
        cases = record_reading(store, self._deps.rules, task.document_id, end, task.at)
        others = compare_with_others(store, task.document_id, reading)
        record_comparison(store, task.document_id, others, task.at)
        return cases

    def _file(self, document_id: UUID) -> tuple[str, MediaType]:
        with self._deps.store.reading() as session:
            document = session.get(Document, document_id)
        if document is None:
            raise NotFound(ErrorCode.UNKNOWN, "document")
        return document.blob, MediaType(document.media_type)

    def _keep_page(self, document_id: UUID, source: "PageSource") -> PageSplit:
        scope, blobs = document_scope(document_id), self._deps.store.blobs
        image_blob = blobs.put(scope, f"image/{source.number}", source.image)
        layer = source.model_copy(update={"image": b""})
        blobs.put(scope, _layer(source.number), layer.model_dump_json().encode())
        return PageSplit(source.number, source.width, source.height, image_blob)

    def _submitted(self, case_ids: list[UUID]) -> list[UUID]:
        with self._deps.store.reading() as session:
            return list(
                session.scalars(
                    select(Case.id).where(Case.id.in_(case_ids), Case.submitted_at.is_not(None))
                )
            )


def _layer(number: int) -> str:
    return f"layer/{number}"
