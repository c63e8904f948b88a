"""``recognition authority``: what it prints, and what it refuses."""

from uuid import UUID

import pytest
from click.testing import CliRunner

from recognition.authorities.command import make_authority_group
from recognition.authorities.listener import seen_ids
from recognition.authorities.queries import secret_of
from recognition.authorities.signatures import check_secret
from recognition.store import tables
from tests.authorities.office import consent, reference, submitted
from tests.support.people import Town


def test_add_prints_id_and_secret_once(town: Town) -> None:
    group = make_authority_group(lambda: town.store)
    arguments = ["add", "University of Sampletown", "--url", "https://registry.example.org/hook"]
    arguments += ["--country", "pt", "--ground", "university_admission"]
    result = CliRunner().invoke(group, arguments)
    assert result.exit_code == 0, result.output
    lines = dict(line.split(":", 1) for line in result.stdout.splitlines())
    authority_id, secret = UUID(lines["id"].strip()), lines["secret"].strip()
    check_secret(secret)
    assert secret_of(town.store, authority_id) == secret
    with town.store.reading() as session:
        row = session.get_one(tables.Authority, authority_id)
    assert (row.country, row.legal_grounds) == ("PT", ["university_admission"])
    assert secret.encode() not in row.secret_sealed


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--url", "http://registry.example.org", "https://"),
        ("--url", "https://registry.example.org/a hook", "https://"),
        ("--ground", "curiosity", "university_admission"),
        ("--country", "Portugal", "two letters"),
    ],
)
def test_add_says_what_is_wrong(town: Town, option: str, value: str, told: str) -> None:
    given = {"--url": "https://registry.example.org"} | {option: value}
    arguments = [part for pair in given.items() for part in pair]
    group = make_authority_group(lambda: town.store)
    result = CliRunner().invoke(group, ["add", "Name", *arguments])
    assert result.exit_code == 2
    assert told in result.output


def test_a_secret_that_got_about_is_renewed_and_an_authority_closed(
    town: Town, office_url: str
) -> None:
    case = submitted(town)
    consent(town, case)
    group = make_authority_group(lambda: town.store)
    ident = str(town.authority)

    def ask(secret: str) -> int:
        given = [reference(town, case), "--authority-id", ident, "--office-url", office_url]
        return CliRunner().invoke(group, ["query", *given, "--secret", secret]).exit_code

    assert ask(town.secret) == 0
    renewed = CliRunner().invoke(group, ["renew-secret", ident])
    secret = renewed.stdout.removeprefix("secret: ").strip()
    check_secret(secret)
    assert (ask(town.secret), ask(secret)) == (1, 0)
    assert ident in CliRunner().invoke(group, ["list"]).output
    assert CliRunner().invoke(group, ["close", ident]).exit_code == 0
    assert ask(secret) == 1
    assert "(closed)" in CliRunner().invoke(group, ["list"]).output
    for name in ("renew-secret", "close"):
        unknown = CliRunner().invoke(group, [name, str(UUID(int=7))])
        assert unknown.exit_code == 2 and "authority list" in unknown.output


def test_query_asks_as_the_authority(town: Town, office_url: str) -> None:
    case = submitted(town)
    consent(town, case)
    group = make_authority_group(lambda: town.store)
    sender = ["--authority-id", str(town.authority), "--office-url", office_url]
    env = {"AUTHORITY_SECRET": town.secret}
    name = reference(town, case)
    result = CliRunner().invoke(group, ["query", name, *sender], env=env)
    assert (result.exit_code, '"stage":"assessment"' in result.output.replace(" ", "")) == (0, True)
    result = CliRunner().invoke(group, ["query", name, "--decision", *sender], env=env)
    assert (result.exit_code, "not_decided" in result.output) == (1, True)
    nobody = ["--authority-id", str(town.authority), "--office-url", "http://127.0.0.1:1"]
    result = CliRunner().invoke(group, ["query", name, *nobody], env=env)
    assert (result.exit_code, "does not answer" in result.output) == (1, True)
    result = CliRunner().invoke(group, ["query", "2026\n", *sender], env=env)
    assert (result.exit_code, "InvalidURL" in result.output) == (1, True)


def test_listening_says_what_is_wrong(town: Town) -> None:
    group = make_authority_group(lambda: town.store)
    given = ["listen", "--authority-id", str(town.authority), "--secret", town.secret]
    for option, value in (("--port", "70000"), ("--slow", "-1"), ("--log", "/tmp")):
        result = CliRunner().invoke(group, [*given, option, value])
        assert (result.exit_code, option in result.output) == (2, True)


def test_lines_of_a_log_that_nobody_can_read_are_passed_over() -> None:
    taken = '{"id": "one", "verified": true, "status": 204}'
    assert seen_ids(["", "[1]", "7", '{"id', taken]) == {"one"}


def test_every_command_has_an_example(town: Town) -> None:
    group = make_authority_group(lambda: town.store)
    for name in ("add", "renew-secret", "close", "listen", "query"):
        result = CliRunner().invoke(group, [name, "--help"])
        assert result.exit_code == 0 and f"recognition authority {name}" in result.output
