"""Settings: their defaults, their origins, and a plain sentence for every fault."""

import base64
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from recognition.errors import BrokenSetting, ErrorCode
from recognition.settings import (
    PREFIX,
    MailMode,
    Mode,
    SecondFactor,
    Settings,
    load_settings,
    make_settings,
)
from recognition.settings_command import MASK, settings_command, shown

KEY = base64.b64encode(bytes(range(32))).decode()
PRODUCTION = {
    "mode": "production",
    "master_key": KEY,
    "secret_key": "s" * 40,
    "database_url": "postgresql://office:geheim@db/recognition",
    "public_url": "https://recognition.example.org/",
    "mail_mode": "smtp",
    "smtp_url": "smtp+starttls://mail.example.org:587",
    "office_file": "/etc/recognition/office.toml",
}


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    load_settings.cache_clear()


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    settings = make_settings(run_folder=tmp_path)
    assert settings.mode is Mode.EMBEDDED
    assert settings.mail_mode is MailMode.MAILBOX
    assert settings.database_url == f"sqlite:///{tmp_path}/recognition.db"
    assert settings.blob_url == (tmp_path / "blobs").as_uri()
    assert settings.host == "127.0.0.1"


def test_production_demands_a_second_factor_of_staff_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert make_settings().second_factor is SecondFactor.OFFERED
    assert make_settings(second_factor="demanded").second_factor is SecondFactor.DEMANDED
    assert make_settings(**PRODUCTION).second_factor is SecondFactor.DEMANDED
    monkeypatch.setenv("RECOGNITION_SECOND_FACTOR", "offered")
    assert make_settings(**PRODUCTION).second_factor is SecondFactor.OFFERED


def test_the_environment_is_read_and_arguments_win(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOGNITION_PORT", "9001")
    monkeypatch.setenv("RECOGNITION_S3_ENDPOINT", "")
    assert make_settings().port == 9001
    assert make_settings().s3_endpoint is None
    assert make_settings(port=9002).port == 9002


def test_one_process_reads_the_environment_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_settings()
    monkeypatch.setenv("RECOGNITION_PORT", "9001")
    assert load_settings() is first


def test_production_is_complete() -> None:
    settings = make_settings(**PRODUCTION)
    assert settings.database_url == "postgresql+psycopg://office:geheim@db/recognition"
    assert settings.public_url == "https://recognition.example.org"
    assert base64.b64decode(settings.master_key_text()) == bytes(range(32))
    assert settings.secret_key_text() == "s" * 40


@pytest.mark.parametrize("field", [name for name in PRODUCTION if name != "mode"])
def test_production_leaves_nothing_to_unsafe_defaults(field: str) -> None:
    values = {name: value for name, value in PRODUCTION.items() if name != field}
    with pytest.raises(BrokenSetting) as broken:
        make_settings(**values)
    assert PREFIX + field.upper() in broken.value.advice
    assert broken.value.code is ErrorCode.SETTING_INVALID


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("port", "70000"),
        ("port", "eight thousand"),
        ("master_key", "c2hvcnQ="),
        ("master_key", "not base64 at all, never"),
        ("secret_key", "hunter2"),
        ("database_url", "mysql://root:hunter2@db/x"),
        ("database_url", "postgresql://root:hunter2@db:54a2/x"),
        ("database_url", "postgresql://root:hunter2@db:0/x"),
        ("blob_url", "ftp://somewhere"),
        ("public_url", "recognition.gemeente.nl"),
        ("public_url", "https://[gemeente.nl"),
        ("public_url", "https://gemeente.nl:81000"),
        ("public_url", "https://gemeente.nl/?seite=1"),
        ("public_url", "https://me:hunter2@gemeente.nl"),
        ("temporal_address", "temporal"),
        ("temporal_address", "temporal:81000"),
        ("smtp_url", "post.gemeente.nl"),
        ("smtp_url", "smtp://me:hun/ter2@post.gemeente.nl"),
        ("smtp_url", "smtp://post.gemeente.nl:81000"),
        ("mode", "test"),
        ("session_hours", "0"),
        ("log_level", "loud"),
    ],
)
def test_a_bad_value_is_named_and_never_repeated(field: str, value: str) -> None:
    with pytest.raises(BrokenSetting) as broken:
        make_settings(**{field: value})
    assert broken.value.subject == PREFIX + field.upper()
    assert broken.value.advice.startswith(PREFIX + field.upper())
    assert broken.value.advice.endswith(".")
    assert value not in broken.value.advice.removeprefix(PREFIX + field.upper())


def test_a_misspelt_setting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOGNITION_DATABSE_URL", "sqlite:///x")
    with pytest.raises(BrokenSetting) as broken:
        make_settings()
    assert broken.value.advice.endswith("Did you mean RECOGNITION_DATABASE_URL?")


def test_a_missing_key_is_asked_for_by_name() -> None:
    with pytest.raises(BrokenSetting) as broken:
        make_settings().master_key_text()
    assert broken.value.code is ErrorCode.KEY_MISSING
    assert broken.value.subject == "RECOGNITION_MASTER_KEY"


def test_secrets_do_not_show_in_a_representation() -> None:
    text = repr(make_settings(**PRODUCTION))
    assert KEY not in text
    assert "geheim" not in text


@pytest.mark.parametrize(
    "url",
    [
        *(
            "postgresql+psycopg://me:geheim@db/x",
            "postgresql+psycopg://db/x?user=me&password=geheim",
        ),
        *("smtp://me:ge/h:eim@@db:25", "smtp://:geheim@db"),
    ],
)
def test_a_password_in_an_address_is_masked(url: str) -> None:
    assert MASK in shown(url)
    assert "eim" not in shown(url)
    assert shown(SecretStr("geheim")) == MASK


def test_the_command_prints_every_setting_with_its_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOGNITION_MASTER_KEY", KEY)
    result = CliRunner().invoke(settings_command, catch_exceptions=False)
    assert result.exit_code == 0
    assert f"RECOGNITION_MASTER_KEY = {MASK}  [environment]" in result.output
    assert "RECOGNITION_PORT = 8000  [default]" in result.output
    assert "appeal.name = " in result.output
    assert KEY not in result.output
    for name in Settings.model_fields:
        assert PREFIX + name.upper() in result.output


def test_every_setting_says_what_it_is() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name
