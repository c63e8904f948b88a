"""The containers are in step with the settings and commands that they use; nothing runs here."""

import re
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from recognition.settings import PREFIX, Settings, make_settings

ROOT = Path(__file__).resolve().parents[1]
QUEUES = {"procedure", "reading", "delivery"}
ONE_SHOTS = {"migrate", "namespace", "temporal-schema"}
DROPS_ROOT_ITSELF = {"objects"}
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(COMPOSE_TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service.get("build")}


def values(name: str, **chosen: str) -> dict[str, str]:
    """Return a service's settings with every variable filled in as an operator would.

    ``chosen``: variables that need not be given, and are.
    """
    filled = chosen | {
        "RECOGNITION_MASTER_KEY": "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=",
        "RECOGNITION_PUBLIC_URL": "https://recognition.example.org",
        "RECOGNITION_SECRET_KEY": "s" * 64,
        "RECOGNITION_SMTP_URL": "smtp+starttls://mail.example.org:587",
    }

    def fill(match: re.Match[str]) -> str:
        variable, sign, text = match.groups()
        given = filled.get(variable)
        if sign == "+":
            return text if given else ""
        return (given or text) if sign == "-" else given or "x" * 24

    from_image = dict(re.findall(r"(RECOGNITION_[A-Z0-9_]+)=(\S+)", DOCKERFILE))
    own = {
        key: re.sub(r"\$\{([A-Z0-9_]+):([?+-])([^}]*)\}", fill, str(value))
        for key, value in SERVICES[name]["environment"].items()
    }
    return from_image | own


def test_every_setting_exists() -> None:
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    for text in (DOCKERFILE, COMPOSE_TEXT):
        assert set(re.findall(r"RECOGNITION_[A-Z0-9_]*[A-Z0-9]", text)) <= known


@pytest.mark.parametrize("name", OURS)
def test_the_settings_are_whole_for_production(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(PREFIX + field.upper(), raising=False)
    for key, value in values(name).items():
        monkeypatch.setenv(key, value)
    settings = make_settings()
    assert settings.mode == "production"
    assert settings.second_factor == "demanded"
    assert settings.temporal_namespace == SERVICES["namespace"]["environment"]["TEMPORAL_NAMESPACE"]
    assert settings.blob_url.startswith(f"s3://{SERVICES['objects']['environment']['S3_BUCKET']}/")


@pytest.mark.parametrize("name", OURS)
def test_every_command_exists(name: str) -> None:
    from recognition.cli import main

    words = list(OURS[name]["command"])
    probe = OURS[name].get("healthcheck", {}).get("test", [])
    check_command(main, words)
    if probe[1:2] == ["recognition"]:
        check_command(main, probe[2:])


def check_command(command: click.Command, words: list[str]) -> None:
    """Walk down the groups, then let click parse the options without running anything."""
    while isinstance(command, click.Group):
        context = click.Context(command)
        found = command.get_command(context, words.pop(0))
        assert found is not None
        command = found
    command.make_context("recognition", words)


def test_every_task_queue_has_a_worker() -> None:
    commands = [service["command"] for service in OURS.values()]
    assert {words[2] for words in commands if words[:2] == ["worker", "--queue"]} == QUEUES


def test_every_image_is_pinned() -> None:
    images = [str(service["image"]) for service in SERVICES.values()]
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    for image in images:
        _, _, tag = image.partition(":")
        assert re.match(r"v?\d+\.\d+", tag), image
    server, tools = (SERVICES[name]["image"].split(":")[1] for name in ("temporal", "namespace"))
    assert server == tools == SERVICES["temporal-schema"]["image"].split(":")[1]


def test_nothing_of_ours_runs_as_root() -> None:
    last_stage = DOCKERFILE.rpartition("\nFROM ")[2]
    (user,) = re.findall(r"^USER (\d+):(\d+)$", last_stage, re.MULTILINE)
    assert min(map(int, user)) >= 1000
    for name, service in SERVICES.items():
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        if name in OURS:
            assert service["read_only"]
            assert "user" not in service
        elif name not in DROPS_ROOT_ITSELF:
            assert service["user"] not in ("root", "0", "0:0")


def test_no_secret_has_a_default() -> None:
    secret = re.compile("KEY|PASSWORD|PWD|SECRET|SMTP_URL")
    for expression in re.findall(r"\$\{[^}]*\}", COMPOSE_TEXT):
        if secret.search(expression):
            assert expression.endswith(":?}"), expression
    for service in SERVICES.values():
        for key, value in service["environment"].items():
            if secret.search(key) and key != "RECOGNITION_S3_ALLOW_HTTP":
                assert "${" in str(value), key


def test_nothing_starts_before_the_migration() -> None:
    for name, service in OURS.items():
        if name != "migrate":
            after = service["depends_on"]["migrate"]["condition"]
            assert after == "service_completed_successfully"
    assert SERVICES["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"


def test_what_goes_on_running_is_watched_and_started_again() -> None:
    for name, service in SERVICES.items():
        if name in ONE_SHOTS:
            assert service["restart"].startswith("on-failure:")
        else:
            assert service["restart"] == "unless-stopped"
            assert service["healthcheck"]["test"]


def test_only_the_web_server_is_reachable_and_only_from_this_machine() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {"web": ["127.0.0.1:8000:8000"]}


def test_the_build_context_holds_what_the_dockerfile_copies() -> None:
    allowed = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    for arguments in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE):
        for source in arguments.split()[:-1]:
            assert source == "." or any(
                source == name or source.startswith(f"{name}/") for name in allowed
            ), source
    for name in allowed:
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("name", OURS)
def test_the_offices_files_are_where_the_settings_say(name: str) -> None:
    """Each file or folder of the office is mounted to where its setting points."""
    mounted = {volume.split(":")[-2] for volume in OURS[name]["volumes"]}
    settings = values(name, INSTITUTIONS_FILE="/srv/institutions.tsv")
    for setting in ("OFFICE_FILE", "ISCED_FOLDER", "INSTITUTIONS"):
        assert settings[f"RECOGNITION_{setting}"] in mounted


@pytest.mark.parametrize("name", OURS)
def test_without_a_register_of_its_own_the_office_has_the_one_that_comes_along(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in values(name).items():
        monkeypatch.setenv(key, value)
    assert make_settings().institutions is None
