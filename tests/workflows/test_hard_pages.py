"""Pages that a machine cannot read well, on the real engine: a sentence, and the case goes on."""

import asyncio
import io
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from flask.testing import FlaskClient
from PIL import Image

from recognition import doctor
from recognition.actions.accounts.sign_in import use_password
from recognition.documents import tesseract
from recognition.documents.extraction.extract import extract
from recognition.documents.pages import split
from recognition.documents.reader import read_page
from recognition.domain.verbs import Claim, Submit
from recognition.domain.vocabulary import (
    DocumentState,
    FieldName,
    MediaType,
    ReadingWarning,
    Role,
    Stage,
)
from recognition.reading import hints
from recognition.samples import write_samples
from recognition.settings import Settings, make_settings
from recognition.store.base import new_id
from recognition.store.queries.applicant import fields
from recognition.store.tables import Document, Page
from recognition.web.app import create_app
from recognition.web.identity import COOKIE
from recognition.web.services import Services
from recognition.web.sign_in import session_life
from tests.packs_model.seen import PAPERS
from tests.papers.generate import print_paper
from tests.papers.source import read_paper
from tests.support.cases import do
from tests.support.engine import real_time, until, workers
from tests.support.loops import run
from tests.support.people import Town
from tests.support.towns import make_town
from tests.web.applicant.people import signed_in
from tests.web.shell import shell_services
from workflows.gateway import AsyncGateway

pytestmark = pytest.mark.slow


@dataclass
class Told:
    """A case whose paper was read as far as it goes, and the two browsers that look at it."""

    town: Town
    gateway: AsyncGateway
    case: UUID
    document: UUID
    applicant: FlaskClient
    desk: FlaskClient

    @property
    def row(self) -> Document:
        with self.town.store.reading() as session:
            return session.get_one(Document, self.document)

    def fields_page(self) -> str:
        """What the applicant sees of what was read."""
        path = f"/applications/{self.case}/papers/{self.document}/read"
        return self.applicant.get(path).get_data(as_text=True)

    def desk_page(self) -> str:
        return self.desk.get(f"/desk/cases/{self.case}").get_data(as_text=True)

    async def send(self) -> None:
        """Hand the case in, and have an assessor take it: nothing waits for the machine."""
        town = self.town
        sent = town.act(Submit(), town.applicant, Role.APPLICANT, self.case, datetime.now(UTC))
        assert sent.stage in (Stage.CONFIRMING, Stage.ASSESSMENT)
        await self.gateway.start_case(self.case)
        await do(self.gateway, self.case, Claim(), Role.ASSESSOR, town.assessors[0])


Look = Callable[[Told], Awaitable[None]]


def tell(folder: Path, data: bytes, media_type: MediaType, look: Look, **settings: object) -> None:
    """Have one paper read by the real engine and reader, then look."""

    async def story() -> None:
        town = make_town(folder)
        made = make_settings(run_folder=folder, **settings)
        async with (
            real_time(town.store) as environment,
            workers(environment.client, town.store, town.rules, made) as gateway,
        ):
            case = town.draft(data=data, media_type=media_type)
            document = town.ids(Document)[-1]
            await gateway.start_reading(document)
            told = Told(town, gateway, case, document, *_browsers(town, made))
            ends = (DocumentState.READ, DocumentState.UNREADABLE)
            await until(lambda: told.row.state in ends, 90)
            await look(told)

    run(story())


def _browsers(town: Town, settings: Settings) -> tuple[FlaskClient, FlaskClient]:
    services: Services = shell_services(
        clock=lambda: datetime.now(UTC), store=town.store, rules=town.rules
    )
    app = create_app(services)
    app.config["WTF_CSRF_ENABLED"] = False
    _, token = signed_in(services, "selam@example.org")
    applicant, desk = app.test_client(), app.test_client()
    applicant.set_cookie(COOKIE, token)
    with app.app_context():
        staff = use_password(
            town.store,
            "assessor1@office.example",
            "secret words",
            services.clock(),
            session_life(),
            demanded=False,
        )
    desk.set_cookie(COOKIE, staff.token)
    return applicant, desk


def png(pixels: np.ndarray) -> bytes:  # type: ignore[type-arg]
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


def noise() -> bytes:
    """A page on which nothing stands."""
    return png(np.random.default_rng(7).integers(0, 256, (877, 620), dtype=np.uint8))


def blurred(folder: Path, times: int) -> bytes:
    """A diploma as a poor copy shows it: so many times fewer dots."""
    (scan,) = write_samples(folder, only=["nigerian-degree.jpg"])
    with Image.open(scan) as page:
        sharp = page.convert("L")
    small = sharp.resize((sharp.width // times, sharp.height // times), Image.Resampling.LANCZOS)
    return png(np.asarray(small.resize(sharp.size, Image.Resampling.BICUBIC)))


def doubtful_copy(folder: Path) -> bytes:
    """The first of ever poorer copies of a diploma of which the reader is in doubt."""
    for times in range(5, 13):
        copy = blurred(folder, times)
        pages = [read_page(page) for page in split(copy, MediaType.PNG)]
        if any(field.confidence > 0.25 for field in extract(pages, hints).doubtful.values()):
            return copy
    raise AssertionError("no copy leaves the reader in doubt")


def crowded() -> bytes:
    """A page of small print from edge to edge, twenty thousand letters: no second is enough."""
    page = np.full((3508, 2480), 255, np.uint8)
    words = "the holder of this certificate has fulfilled every requirement of the programme "
    for number, foot in enumerate(range(60, 3480, 30)):
        line = (words * 4)[number % len(words) :][:200]
        cv2.putText(page, line, (30, foot), cv2.FONT_HERSHEY_SIMPLEX, 0.62, 0, 1, cv2.LINE_AA)
    return png(page)


def georgian() -> bytes:
    """A school leaving certificate in letters for which no pack comes with the program."""
    printed, _ = print_paper(read_paper(PAPERS / "ge_school_attestat.html"), 0)
    return png(pdfium.PdfDocument(printed.pdf)[0].render(scale=150 / 72).to_numpy())


def test_a_page_of_noise_is_left_to_people(tmp_path: Path) -> None:
    tell(tmp_path, noise(), MediaType.PNG, _noise)


async def _noise(told: Told) -> None:
    assert told.row.state == DocumentState.UNREADABLE
    assert not fields(told.town.store, told.document)
    page = told.fields_page()
    assert "Reading failed, type it yourself" in page and "What stands here?" not in page
    await told.send()
    assert "Could not be read" in told.desk_page()


def test_what_a_blurred_page_leaves_in_doubt_is_asked(tmp_path: Path) -> None:
    tell(tmp_path, doubtful_copy(tmp_path), MediaType.PNG, _blurred)


async def _blurred(told: Told) -> None:
    known = fields(told.town.store, told.document)
    doubts = [name for name, field in known.items() if field.asked]
    assert doubts, "a clear page may have none, this one has"
    assert all(not known[name].best and known[name].doubtful for name in doubts)
    page = told.fields_page()
    assert page.count("We could not read this surely. What stands here?") == len(doubts)
    for name in doubts:
        base = f"/applications/{told.case}/papers/{told.document}"
        assert f'id="{name}" name="{name}" type="text" value=""' in page, "never a guess"
        picture = told.applicant.get(f"{base}/fields/{name}.webp")
        with Image.open(io.BytesIO(picture.get_data())) as shown:
            assert shown.format == "WEBP" and shown.width > shown.height
    await _answer_one(told, doubts)
    await told.send()
    desk = told.desk_page()
    assert desk.count("Doubtful, not used") == len(doubts)


async def _answer_one(told: Told, doubts: list[FieldName]) -> None:
    """She ticks one and leaves the others: a draft is the web's, past any engine."""
    path = f"/applications/{told.case}/papers/{told.document}/read"
    revision = re.findall(r'name="revision" value="(\d+)"', told.fields_page())[0]
    sent = {"action_id": str(new_id()), "revision": revision, "take": doubts[0].value}
    answer = await asyncio.to_thread(told.applicant.post, path, data=sent)
    assert answer.status_code == 303
    known = fields(told.town.store, told.document)
    assert known[doubts[0]].best == known[doubts[0]].doubtful
    assert all(known[name].asked for name in doubts[1:])


@pytest.fixture
def only_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tesseract as on a machine on which no pack but English was installed."""
    (tmp_path / "packs").mkdir()
    installed = next(Path("/usr/share/tesseract-ocr").glob("*/tessdata"))
    for name in ("eng.traineddata", "osd.traineddata", "configs", "tessconfigs"):
        (tmp_path / "packs" / name).symlink_to(installed / name)
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path / "packs"))
    tesseract.installed_packs.cache_clear()
    yield
    monkeypatch.undo()
    tesseract.installed_packs.cache_clear()


@pytest.mark.usefixtures("only_english")
def test_a_language_without_its_pack_is_said_with_the_command(tmp_path: Path) -> None:
    tell(tmp_path, georgian(), MediaType.PNG, _unknown_language)


async def _unknown_language(told: Told) -> None:
    row = told.row
    assert ReadingWarning.LANGUAGE_PACK_MISSING in row.warnings
    assert row.missing_packs and "kat" in row.missing_packs
    page = told.fields_page()
    assert "A person will read this paper." in page
    known = fields(told.town.store, told.document)
    assert known[FieldName.HOLDER_NAME].asked, "read with another language's letters"
    assert "apt-get" not in page, "that is no business of hers"
    await told.send()
    desk = told.desk_page()
    (command,) = re.findall(r'<code class="command">(.*?)</code>', desk)
    assert command.startswith("apt-get install") and "tesseract-ocr-kat" in command
    settings = make_settings(
        run_folder=Path(str(told.town.store.engine.url.database)).parent, master_key="a" * 43 + "="
    )
    check = await asyncio.to_thread(doctor.examine, settings)
    (said,) = [one for one in check if one.name == "languages of papers"]
    assert not said.ok and "tesseract-ocr-kat" in said.said


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    tell(tmp_path, crowded(), MediaType.PNG, _slow, page_seconds=1)


async def _slow(told: Told) -> None:
    with told.town.store.reading() as session:
        page = session.get_one(Page, (told.document, 1))
    assert page.problem == ReadingWarning.PAGE_TIMED_OUT
    assert page.seconds and page.seconds < 20
    assert told.row.state == DocumentState.UNREADABLE
    assert "Reading a page took too long and was stopped." in told.fields_page()
    await told.send()
    assert "Reading a page took too long and was stopped." in told.desk_page()
