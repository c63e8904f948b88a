"""``recognition doctor``: what is missing is said, with the line that mends it."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from recognition import doctor
from recognition.actions.accounts.sign_in import add_staff
from recognition.errors import ErrorCode, MissingPart, SetupError
from recognition.settings import MailMode, SecondFactor, Settings, make_settings
from recognition.store import migrate
from recognition.store.engine import make_engine
from recognition.store.opening import open_store
from tests.letters.test_send import Received, serving
from tests.support.apps import set_up
from tests.support.people import Town
from tests.support.stores import make_rules

KEY = "a" * 43 + "="


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = make_settings(run_folder=tmp_path, master_key=KEY, temporal_address=f"127.0.0.1:{port}")
    migrate.upgrade(make_engine(made.database_url))
    return made


def found(settings: Settings) -> dict[str, doctor.Check]:
    return {check.name: check for check in doctor.examine(settings)}


def test_all_is_well_but_the_engine_that_does_not_run(settings: Settings) -> None:
    checks = found(settings)
    assert [name for name, check in checks.items() if not check.ok] == ["Temporal"]
    assert "recognition up" in checks["Temporal"].said


def test_a_missing_language_pack_is_named_with_its_command(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "packs").mkdir()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path / "packs"))
    doctor.tesseract.installed_packs.cache_clear()
    try:
        with pytest.raises(MissingPart) as missing:
            doctor.check_machine(settings)
    finally:
        monkeypatch.undo()
        doctor.tesseract.installed_packs.cache_clear()
    assert missing.value.code is ErrorCode.LANGUAGE_PACK_MISSING
    assert "apt-get install" in missing.value.advice
    assert "tesseract-ocr-vie" in missing.value.advice


def test_fonts_that_are_missing_are_named_with_their_command(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "FONT", "Noto Nowhere")
    with pytest.raises(MissingPart) as missing:
        doctor.check_machine(settings)
    assert missing.value.subject == "fonts" and "fonts-noto-core" in missing.value.advice


def test_a_full_disk_is_said(settings: Settings) -> None:
    assert doctor.check_disk(settings.run_folder) > doctor.NEEDED_BYTES
    with pytest.raises(SetupError) as full:
        doctor.check_disk(settings.run_folder, needed=10**18)
    assert full.value.code is ErrorCode.DISK_FULL
    assert "make room" in full.value.advice


def test_a_database_of_an_older_release_is_said(tmp_path: Path) -> None:
    settings = make_settings(run_folder=tmp_path, master_key=KEY)
    assert found(settings)["database"].said == "Run: recognition db upgrade"


def test_parts_that_do_not_answer_are_said_with_what_mends_them(settings: Settings) -> None:
    closed = settings.temporal_address  # nobody listens there
    away = make_settings(
        run_folder=settings.run_folder,
        master_key=KEY,
        temporal_address=closed,
        database_url=f"postgresql://office@{closed}/recognition",
        mail_mode="smtp",
        smtp_url=f"smtp://{closed}",
    )
    checks = found(away)
    assert "correct RECOGNITION_DATABASE_URL" in checks["database"].said
    assert "correct RECOGNITION_SMTP_URL" in checks["mail"].said


def test_a_timeline_that_was_tampered_with_is_found(settings: Settings) -> None:
    store = open_store(settings)
    from datetime import UTC, datetime

    from recognition.store.tables import Event

    case = Town(store, make_rules(), datetime(2026, 3, 2, tzinfo=UTC)).draft()
    assert found(settings)["audit chain"].ok
    with store.writing() as session:
        session.get_one(Event, (case, 2)).person_id = None
    check = found(settings)["audit chain"]
    assert not check.ok and str(case) in check.said


def test_languages_that_papers_wanted_are_said_with_their_command(settings: Settings) -> None:
    store = open_store(settings)
    from datetime import UTC, datetime

    from recognition.store.tables import Document

    town = Town(store, make_rules(), datetime(2026, 3, 2, tzinfo=UTC))
    town.draft()
    assert found(settings)["languages of papers"].ok
    with store.writing() as session:
        session.get_one(Document, town.ids(Document)[0]).missing_packs = ["khm", "eng"]
    check = found(settings)["languages of papers"]
    assert not check.ok and check.said.endswith("tesseract-ocr-khm"), "what is there by now is not"


def test_who_has_no_second_factor_is_counted(settings: Settings) -> None:
    from datetime import UTC, datetime

    store, at = open_store(settings), datetime(2026, 3, 2, tzinfo=UTC)
    for email in ("amina@office.example", "jonas@office.example"):
        add_staff(store, email, "A.", "long words", at)
    demanding = settings.model_copy(update={"second_factor": SecondFactor.DEMANDED})

    def said(settings: Settings) -> str:
        check = found(settings)["sign-in of staff"]
        assert check.ok, "nothing is broken: each of them sets one up at their next sign-in"
        return check.said

    assert "0 of 2 have set up" in said(settings) and "RECOGNITION_SECOND_FACTOR" in said(settings)
    set_up(store, "amina@office.example", "long words", at)
    assert "1 of 2 have set up" in said(demanding) and "recognition staff list" in said(demanding)
    set_up(store, "jonas@office.example", "long words", at)
    whole = "second factor demanded; 2 of 2 have set up an authenticator app"
    assert said(demanding) == whole


def test_a_register_is_counted_or_its_line_is_named(settings: Settings, tmp_path: Path) -> None:
    assert found(settings)["register of institutions"].said.endswith("the small one")
    file = tmp_path / "register.tsv"
    own = settings.model_copy(update={"institutions": file})
    assert "correct RECOGNITION_INSTITUTIONS" in found(own)["register of institutions"].said
    file.write_text("id\tname\tcountry\n1\tAn invented university\tUA\n")
    assert found(own)["register of institutions"].said == "1 institutions, the office’s own"
    file.write_text("id\tname\tcountry\n1\tAn invented university\tUA\n2\t\tUA\n")
    check = found(own)["register of institutions"]
    assert not check.ok and "register.tsv: line 3" in check.said


def test_the_offices_own_data_for_mapping_is_looked_at(settings: Settings, tmp_path: Path) -> None:
    assert "no files of the office" in found(settings)["mapping to ISCED"].said
    folder = tmp_path / "isced"
    (folder / "systems").mkdir(parents=True)
    (folder / "systems" / "sy.toml").write_text('country = "SX"\n', encoding="utf-8")
    check = found(settings.model_copy(update={"isced_folder": folder}))["mapping to ISCED"]
    assert not check.ok
    assert check.said.startswith("systems/sy.toml, line 1, country: the file is named after")


def test_before_the_first_start_nothing_has_to_be_set(tmp_path: Path) -> None:
    checks = found(make_settings(run_folder=tmp_path / "none"))
    for name in ("database", "blobs and keys", "languages of papers", "audit chain"):
        assert checks[name].ok and "make run" in checks[name].said


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_mail_server_is_reached_as_a_mail_would(settings: Settings, scheme: str) -> None:
    """One that speaks plainly is well under smtp:// and of no use under smtps://."""
    with serving(Received()) as address:
        sent = {"mail_mode": MailMode.SMTP, "smtp_url": f"{scheme}://{address}"}
        check = found(settings.model_copy(update=sent))["mail"]
    assert check.ok is (scheme == "smtp"), check.said


def test_the_command_ends_as_it_says(settings: Settings) -> None:
    """Also where the engine's library has been at work in the process."""
    env = os.environ | {
        "RECOGNITION_RUN_FOLDER": str(settings.run_folder),
        "RECOGNITION_MASTER_KEY": KEY,
        "RECOGNITION_TEMPORAL_ADDRESS": settings.temporal_address,
    }
    done = subprocess.run(
        [sys.executable, "-m", "recognition", "doctor"], env=env, capture_output=True, text=True
    )
    assert done.returncode == 1, done.stderr
    assert "FAIL  Temporal" in done.stdout and done.stdout.count("ok  ") > 10
    assert "Fatal Python error" not in done.stderr
