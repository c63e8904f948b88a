"""What the mails say, in every language."""

import re

import pytest

from recognition.letters.mail import compose
from recognition.letters.texts import languages
from recognition.office import Office
from recognition.store.outbox import MailKind

LINK = "https://recognition.example/applications/0198b2f0-0000-7000-8000-000000000000"


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("kind", MailKind)
def test_a_mail_has_a_link_and_nothing_personal(
    office: Office, kind: MailKind, language: str
) -> None:
    mail = compose(kind, language=language, office=office, link=LINK)
    assert LINK in mail.text.splitlines(), "alone on its line, so that every program finds it"
    named = office.texts_of(office.name).get(language, office.name)
    assert office.contact.email in mail.text and named in mail.text.splitlines()
    assert mail.subject and len(mail.subject) < 90 and not re.search(r"\d|%|\n", mail.subject)
    assert "%(" not in mail.text and "None" not in mail.text
    # Digits could be a date, a reference or a number of somebody: only the office's own stand here.
    rest = mail.text.replace(LINK, "")
    for own in (*office.address, office.contact.phone or ""):
        rest = rest.replace(own, "")
    assert not re.search(r"\d", rest)
    if language != "en":
        english = compose(kind, language="en", office=office, link=LINK)
        assert mail.subject != english.subject
        said = set(english.text.splitlines()) & set(mail.text.splitlines())
        assert said <= {LINK, "", named, *office.address}


def test_an_unknown_language_gets_english(office: Office) -> None:
    mail = compose(MailKind.SILENCE, language="nl", office=office, link=LINK)
    assert mail == compose(MailKind.SILENCE, language="en", office=office, link=LINK)


def test_an_office_without_telephone(office: Office) -> None:
    quiet = office.model_copy(update={"contact": office.contact.model_copy(update={"phone": None})})
    text = compose(MailKind.RECEIVED, language="en", office=quiet, link=LINK).text
    assert "Write to help@recognition.example.\n" in text
