"""The mailbox and the samples of a trial installation."""

from dataclasses import replace
from pathlib import Path

from flask import Flask

from recognition.settings import Mode
from recognition.store.base import new_id
from recognition.store.tables import Mail
from recognition.web.app import create_app
from recognition.web.services import Services


def test_the_mailbox_shows_mails_with_links(app: Flask, services: Services) -> None:
    body = "Hello,\n\nhttp://127.0.0.1:8000/sign-in/link/abc\n<b>Bye</b>"
    with services.store.writing() as session:
        session.add(
            Mail(
                id=new_id(),
                recipient="o@example.org",
                language="en",
                subject="Your link",
                body=body,
                at=services.clock(),
            )
        )
    page = app.test_client().get("/mailbox").get_data(as_text=True)
    assert '<a href="http://127.0.0.1:8000/sign-in/link/abc">' in page
    assert "Your link" in page and "<b>" not in page


def test_samples_can_be_saved(services: Services, tmp_path: Path) -> None:
    (tmp_path / "diploma.pdf").write_bytes(b"%PDF-1.7 invented")
    (tmp_path / ".hidden").write_bytes(b"no")
    client = create_app(replace(services, samples_folder=tmp_path)).test_client()
    page = client.get("/samples").get_data(as_text=True)
    assert "diploma.pdf" in page and "hidden" not in page
    answer = client.get("/samples/diploma.pdf")
    assert answer.data == b"%PDF-1.7 invented"
    assert "attachment" in answer.headers["Content-Disposition"]
    answer.close()
    assert client.get("/samples/.hidden").status_code == 404
    assert client.get("/samples/..%2frecognition.db").status_code == 404


def test_neither_exists_elsewhere(services: Services) -> None:
    settings = services.settings.model_copy(update={"mode": Mode.PRODUCTION})
    client = create_app(replace(services, settings=settings)).test_client()
    assert client.get("/mailbox").status_code == 404
    assert client.get("/samples").status_code == 404
