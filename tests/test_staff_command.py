"""``recognition staff``: accounts of assessors, and who may do what not everybody may."""

from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from recognition.actions.accounts.grant_right import load_staff
from recognition.actions.accounts.web_sessions import who_is
from recognition.domain.vocabulary import Right
from recognition.staff_command import make_staff_group
from tests.support.apps import set_up
from tests.support.towns import Office, make_office


def commands(office: Office) -> Callable[..., str]:
    """What a command of the group says; ``code`` is the one that it must end with."""
    group = make_staff_group(lambda: office.store)

    def run(*words: str, code: int = 0) -> str:
        result = CliRunner().invoke(group, words)
        assert result.exit_code == code, result.output
        return result.output

    return run


def test_rights_are_granted_shown_and_taken_back(tmp_path: Path) -> None:
    office = make_office(tmp_path)
    run = commands(office)
    run("add", "amina@office.example", "--name", "Amina Diallo", "--password", "long words")
    assert "Amina Diallo  no further rights" in run("list")
    assert "has the right" in run("grant", "Amina@office.example", "correct")
    assert "already had" in run("grant", "amina@office.example", "correct")
    assert "Amina Diallo  correct" in run("list")
    rights = {one.name: one.rights for one in load_staff(office.store)}
    assert rights["Amina Diallo"] == {Right.CORRECT}
    assert "no longer has" in run("revoke", "amina@office.example", "correct")
    assert "did not have" in run("revoke", "amina@office.example", "correct")
    assert "staff list" in run("grant", "nobody@office.example", "correct", code=2)
    assert "correct" in run("grant", "amina@office.example", "decide", code=2)
    assert "no e-mail address" in run("add", "amina", "--name", "A", "--password", "x", code=2)
    assert "staff list" in run("grant", "amina", "correct", code=2)
    office.store.close()


def test_a_lost_app_is_reset_and_the_list_says_who_has_one(tmp_path: Path) -> None:
    office = make_office(tmp_path)
    run = commands(office)
    phone = set_up(office.store, "assessor1@office.example", "secret words", office.at)
    assert run("list").count("password alone") == 2
    assert f"authenticator app since {office.at:%Y-%m-%d}" in run("list")
    assert "the app is forgotten" in run("reset-app", "Assessor1@office.example")
    assert who_is(office.store, phone.session.token, office.at) is None
    assert run("list").count("password alone") == 3
    assert "has no app" in run("reset-app", "assessor1@office.example")
    assert "staff list" in run("reset-app", "nobody@office.example", code=2)
    office.store.close()


def test_commands_say_what_a_right_is_and_have_an_example(tmp_path: Path) -> None:
    office = make_office(tmp_path)
    group = make_staff_group(lambda: office.store)
    for name in ("add", "grant", "revoke", "reset-app"):
        shown = CliRunner().invoke(group, [name, "--help"]).output
        assert f"recognition staff {name} amina@office.example" in shown
    assert "put a slip of the pen" in CliRunner().invoke(group, ["grant", "--help"]).output
    office.store.close()
