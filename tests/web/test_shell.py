"""The shell through Flask's test client: headers, languages, errors, refreshed blocks, health."""

import gzip
import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
import structlog
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from recognition.domain.vocabulary import Outcome, Purpose
from recognition.errors import (
    ErrorCode,
    InvalidInput,
    MissingPart,
    NotAllowed,
    NotFound,
    NotYetConfirmed,
    RecognitionError,
    Stale,
)
from recognition.web import access
from recognition.web.app import create_app
from recognition.web.dates import long_moment
from recognition.web.errorpages import SIGN_IN_PATH
from recognition.web.own_words import in_letters_of
from recognition.web.security import local_path
from recognition.web.services import LegalTerm, Services
from recognition.web.words import word
from tests.web.shell import shell_office, shell_services, shell_settings

ACTION = UUID("01890000-0000-7000-8000-000000000001")
OFFERED = ("en", "de", "fr", "uk", "ar")
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def failing(services: Services, error: Exception) -> FlaskClient:
    """Return a client of an application whose page ``/fail`` raises ``error``."""
    app = create_app(services)

    def fail() -> str:
        raise error

    app.add_url_rule("/fail/<name>", "fail", fail, defaults=None, methods=["GET", "POST"])
    app.view_functions["fail"] = lambda name: fail()
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


def text(response: TestResponse) -> str:
    return response.get_data(as_text=True)


def test_a_page_keeps_itself_to_itself(app: Flask) -> None:
    headers = app.test_client().get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_anybody_reads_by_what_it_is_judged_and_what_can_come_of_it(app: Flask) -> None:
    """Lisbon Convention, article III.2: procedure and criteria are transparent."""
    page = text(app.test_client().get("/?lang=en"))
    judged = page[page.index("How we compare") :]
    for words in ("Level", "Amount of study", "Quality", "Kind of programme", "What was learned"):
        assert words in judged, words
    outcomes = [str(word(outcome)) for outcome in Outcome]
    places = [judged.index(f"<strong>{words}.") for words in outcomes]
    assert places == sorted(places), "in the order in which they are tried"
    assert "at most" in page.lower() and "You can appeal" in page


def test_anybody_reads_what_is_kept_of_them_how_long_and_by_whom(
    app: Flask, services: Services
) -> None:
    """GDPR, articles 12(1) and 13: who, what, for whom, how long, by machine, which rights."""
    page = text(app.test_client().get("/privacy?lang=en"))
    office = services.office
    assert office.name in page and office.address[0] in page and office.contact.email in page
    assert "at most 12 years" in page and "for 90 days" in page, "the longest of all regimes"
    for words in ("Who sees it", "What the machine does", "download a copy", "complain"):
        assert words in page, words


def test_anybody_reads_how_accessible_the_pages_are_and_whom_to_tell(
    app: Flask, services: Services
) -> None:
    """Directive (EU) 2016/2102, article 7: the statement, what does not work yet, and feedback."""
    page = text(app.test_client().get("/accessibility?lang=en"))
    for words in ("WCAG 2.2, level AA", "What does not work yet", "Is something hard to use?"):
        assert words in page, words
    assert services.office.contact.email in page
    assert 'href="/accessibility"' in text(app.test_client().get("/?lang=en"))


def test_anybody_reads_what_it_costs_and_how_long_it_takes(app: Flask, services: Services) -> None:
    """Lisbon Convention, article III.2: fees and terms are said beforehand, from the data."""
    page = text(app.test_client().get("/?lang=en"))
    assert services.office.fee_text and services.office.fee_text in page
    assert services.terms
    for term in services.terms:
        length = f"At most {term.months} months" if term.months else f"At most {term.days} days"
        assert length in page


def test_static_files_may_be_kept_for_ever_and_change_their_address(app: Flask) -> None:
    client = app.test_client()
    asset = app.jinja_env.globals["asset"]
    for name in ("app.css", "app.js", "htmx.min.js", "seal.svg"):
        address = asset(name)  # type: ignore[operator]
        assert address, f"{name} is missing: run make setup"
        with client.get(address) as answer:
            assert answer.status_code == 200
            assert "max-age=31536000" in answer.headers["Cache-Control"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/static/app.css").status_code == 404


def test_static_files_are_small_on_a_slow_line(app: Flask) -> None:
    """What every first page needs, together: a few seconds at 50 kbit/s."""
    client, sent = app.test_client(), 0
    asset = app.jinja_env.globals["asset"]
    for name in ("app.css", "app.js", "htmx.min.js", "seal.svg", "border.svg"):
        address = asset(name)  # type: ignore[operator]
        with client.get(address, headers={"Accept-Encoding": "gzip, br"}) as small:
            assert small.headers["Content-Encoding"] == "gzip"
            assert small.headers["Vary"] == "Accept-Encoding"
            assert "max-age=31536000" in small.headers["Cache-Control"]
            sent += len(small.data)
            with client.get(address, headers={"Accept-Encoding": "gzip;q=0"}) as plain:
                assert "Content-Encoding" not in plain.headers
                assert gzip.decompress(small.data) == plain.data
                assert small.mimetype == plain.mimetype
    assert sent < 25_000


@pytest.mark.parametrize(
    ("query", "cookie", "accept", "expected"),
    [
        ("de", "ar", "uk", "de"),
        ("xx", "ar", "uk", "ar"),
        ("", "", "uk,en;q=0.5", "uk"),
        ("", "", "tlh", "en"),
    ],
)
def test_the_language_is_asked_for_or_kept_or_accepted(
    app: Flask, query: str, cookie: str, accept: str, expected: str
) -> None:
    client = app.test_client()
    if cookie:
        client.set_cookie("language", cookie)
    page = client.get(f"/?lang={query}", headers={"Accept-Language": accept})
    way = "rtl" if expected == "ar" else "ltr"
    assert f'<html lang="{expected}" dir="{way}">' in text(page)


def test_an_asked_language_is_remembered_and_an_invented_one_is_not(app: Flask) -> None:
    client = app.test_client()
    client.get("/?lang=uk")
    assert '<html lang="uk"' in text(client.get("/privacy"))
    assert "Set-Cookie" not in app.test_client().get("/?lang=xx").headers


def switch(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'<a href="([^"]*)" hreflang', page)]


def test_another_language_keeps_what_the_page_was_asked_for(app: Flask) -> None:
    page = text(app.test_client().get("/verify?a=1&a=2&b=%26x%3D%22%3E&lang=de&c=%D9%85"))
    links = switch(page)
    assert len(links) == 5
    assert links[0] == "/verify?a=1&a=2&b=%26x%3D%22%3E&c=%D9%85&lang=en"
    assert [link.count("lang=") for link in links] == [1] * 5
    assert switch(text(app.test_client().get("/"))) == [f"/?lang={one}" for one in OFFERED]


@pytest.mark.parametrize(
    "path",
    ["//evil.example/", "/%2F/evil.example", "/\\evil.example", "/%5Cevil.example/x", "/a%3Fb"],
)
def test_another_language_never_leads_to_another_place(app: Flask, path: str) -> None:
    client = app.test_client()
    page = client.get(path, follow_redirects=True)
    for link in switch(text(page)):
        parts = urlsplit(link)
        assert not (parts.scheme or parts.netloc) and "\\" not in link
        assert link.startswith("/") and not link.startswith("//")
        assert parts.query.startswith("lang=")


def test_what_the_office_has_translated_stands_in_the_reader_s_language(app: Flask) -> None:
    office = shell_office()
    arabic = text(app.test_client().get("/?lang=ar"))
    assert f"<bdi>{office.translations['ar'].fee}</bdi>" in arabic
    assert str(office.fee_text) not in arabic
    assert f"– {office.translations['ar'].name}</title>" in arabic


def test_what_the_office_wrote_is_marked_with_its_language() -> None:
    """WCAG 2.2, 3.1.2."""
    client = create_app(shell_services(office=shell_office(translations={}))).test_client()
    name, fee = shell_office().name, shell_office().fee_text
    arabic, english = text(client.get("/?lang=ar")), text(client.get("/?lang=en"))
    for words in (name, fee, "1000 Sampletown", "Directive 2005/36/EC"):
        assert f'<bdi lang="en" dir="ltr">{words}</bdi>' in arabic, words
        assert f"<bdi>{words}</bdi>" in english, words


def test_a_law_is_named_to_who_does_not_read_its_language() -> None:
    names = {"en": "Lisbon Recognition Convention", "fr": "Convention de Lisbonne"}
    term = LegalTerm(Purpose.ACADEMIC, 4, "ETS 165, article III.5", None, "en", names)
    client = create_app(shell_services(terms=(term,))).test_client()
    assert "<bdi>ETS 165, article III.5</bdi>" in text(client.get("/?lang=en"))
    french = text(client.get("/?lang=fr"))
    assert "<bdi>Convention de Lisbonne</bdi>" in french and "ETS 165" not in french
    marked = '<bdi lang="en" dir="ltr">ETS 165, article III.5</bdi>'
    assert marked in text(client.get("/?lang=de")), "without a name the source itself"


def test_a_moment_has_the_comma_of_its_script(app: Flask) -> None:
    at = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    for language, comma in (("ar", "\N{ARABIC COMMA}"), ("de", ","), ("uk", ",")):
        with app.test_request_context(f"/?lang={language}"):
            assert long_moment(at).endswith(f" 2026{comma} 09:30"), language


@pytest.mark.parametrize(
    ("words", "language", "are"),
    [
        ("Das passt.", "de", True),
        ("2014: Київ", "uk", True),
        ("Київ", "de", False),
        ("جامعة", "ar", True),
        ("University", "ar", False),
        ("120 – 180", "de", False),
        ("Das passt.", "tlh", False),
    ],
)
def test_letters_tell_whether_words_can_be_in_a_language(
    words: str, language: str, are: bool
) -> None:
    assert in_letters_of(words, language) is are


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (NotAllowed(ErrorCode.NOT_SIGNED_IN), 401, "Please sign in"),
        (NotAllowed(ErrorCode.NOT_YOURS), 403, "You cannot do this"),
        (NotFound(ErrorCode.UNKNOWN), 404, "There is no such page"),
        (Stale(ErrorCode.CASE_MOVED_ON), 409, "Something changed in the meantime"),
        (InvalidInput(ErrorCode.REASON_MISSING, "reason"), 422, "Please give a reason."),
        (MissingPart(ErrorCode.DATABASE_UNREACHABLE), 503, "closed for a moment"),
        (RuntimeError("Olena Kovalchuk"), 500, "Something went wrong on our side"),
    ],
)
def test_an_error_is_a_page_that_says_what_to_do(
    services: Services, error: Exception, status: int, words: str
) -> None:
    page = failing(services, error).get("/fail/x")
    assert page.status_code == status
    assert words in text(page)
    assert text(page).count("<h1>") == 1
    assert "Kovalchuk" not in text(page)


def test_htmx_gets_a_block_of_the_error_and_is_sent_to_sign_in(services: Services) -> None:
    stale = failing(services, Stale(ErrorCode.CASE_MOVED_ON)).get("/fail/x", headers=HTMX)
    assert stale.status_code == 409
    assert "<html" not in text(stale) and 'class="notice' in text(stale)
    stranger = failing(services, NotAllowed(ErrorCode.NOT_SIGNED_IN)).get("/fail/x", headers=HTMX)
    assert stranger.headers["HX-Redirect"] == SIGN_IN_PATH


def test_too_large_and_forged_and_wrong_method(services: Services) -> None:
    small = replace(services, settings=shell_settings(max_upload_mb=1))
    client = create_app(small).test_client()
    assert client.post("/received/x", data={"a": "b" * 1_200_000}).status_code in (404, 413)
    forged = create_app(services).test_client().post("/privacy", data={"a": "b"})
    assert forged.status_code == 405
    assert "GET" in forged.headers["Allow"]


def test_a_form_without_its_token_is_refused(services: Services) -> None:
    app = create_app(services)
    app.add_url_rule("/form", "form", lambda: "done", methods=["POST"])
    answer = app.test_client().post("/form", data={"a": "b"})
    assert answer.status_code == 400
    assert "could not be used any more" in text(answer)


def test_received_keeps_what_was_typed_and_asks_by_the_action_id(services: Services) -> None:
    error = NotYetConfirmed(ErrorCode.WAITING_FOR_ENGINE, str(ACTION))
    page = failing(services, error).post(
        "/fail/x", data={"action_id": str(ACTION), "reason": "Two years of practice"}
    )
    body = text(page)
    assert page.status_code == 202
    assert "Two years of practice" in body
    assert f'hx-get="/received/{ACTION}?back=/fail/x"' in body
    assert "failed" not in body.lower()


def test_received_leads_back_once_confirmed(services: Services) -> None:
    done: set[UUID] = set()
    client = create_app(replace(services, confirmed=done.__contains__)).test_client()
    address = f"/received/{ACTION}?back=/privacy"
    waiting = client.get(address, headers=HTMX)
    assert waiting.status_code == 202
    again = client.get(address, headers={**HTMX, "If-None-Match": waiting.headers["ETag"]})
    assert again.status_code == 304
    done.add(ACTION)
    assert client.get(address).headers["Location"] == "/privacy"
    assert client.get(address, headers=HTMX).headers["HX-Redirect"] == "/privacy"
    assert client.get(f"/received/{uuid4()}?back=/privacy").status_code == 202


@pytest.mark.parametrize(
    "path",
    [
        *("//evil.example", "https://evil.example", "/\\evil", "", None),
        *("/\t/evil.example", "/\t/[", "/a\nb"),
    ],
)
def test_a_path_leads_nowhere_else(path: str | None) -> None:
    assert local_path(path) == "/"
    assert local_path("/cases/1?tab=a") == "/cases/1?tab=a"


def test_a_refreshed_block_is_the_page_s_own_and_unchanged_is_not_sent(app: Flask) -> None:
    client = app.test_client()
    block = client.get("/patterns/live?pages=1", headers=HTMX)
    assert text(block).strip() in text(client.get("/patterns/live?pages=1"))
    tag = block.headers["ETag"]
    same = client.get("/patterns/live?pages=1", headers={**HTMX, "If-None-Match": tag})
    assert same.status_code == 304 and not same.data
    other = client.get("/patterns/live?pages=2", headers={**HTMX, "If-None-Match": tag})
    assert other.status_code == 200
    assert "hx-get" not in text(client.get("/patterns/live?pages=3", headers=HTMX))


def test_health(services: Services) -> None:
    client = create_app(services).test_client()
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").status_code == 200
    closed = create_app(replace(services, ready=lambda: ["database"])).test_client()
    answer = closed.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json == {"status": "waiting", "missing": ["database"]}


def test_patterns_are_for_trying_out_only(services: Services) -> None:
    production = shell_settings(
        mode="production",
        database_url="postgresql://u:p@localhost/r",
        master_key="MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        public_url="https://recognition.example.org",
        mail_mode="smtp",
        smtp_url="smtp://localhost",
        office_file="office.toml",
    )
    real = create_app(replace(services, settings=production)).test_client()
    assert real.get("/patterns").status_code == 404
    assert "Trial installation" not in text(real.get("/"))


def test_request_log_knows_the_route_and_nothing_of_the_person(services: Services) -> None:
    client = failing(services, RuntimeError("Olena Kovalchuk"))
    with structlog.testing.capture_logs() as lines:
        client.get("/fail/Olena?name=Kovalchuk")
    assert [line["event"] for line in lines] == ["request_failed", "request"]
    assert lines[1]["route"] == "/fail/<name>"
    assert "Olena" not in repr(lines) and "Kovalchuk" not in repr(lines)


def test_no_log_knows_the_address_of_what_failed(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    """It may be a link by which somebody signs in, and after a failure it still works."""
    failing(services, RuntimeError("Olena Kovalchuk")).get("/fail/the-token-of-a-link")
    assert "the-token-of-a-link" not in caplog.text


def test_every_error_code_has_a_sentence_and_every_field_a_word() -> None:
    from recognition.domain.vocabulary import DocumentKind, FieldName, Purpose
    from recognition.web.sentences import SENTENCES
    from recognition.web.words import word

    assert set(SENTENCES) == set(ErrorCode)
    for vocabulary in (Purpose, DocumentKind, FieldName):
        for value in vocabulary:
            assert word(value)


def test_every_endpoint_asks_who_is_there_or_is_public(app: Flask) -> None:
    assert access.unguarded(app) == []
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert endpoints >= access.PUBLIC, "PUBLIC names a page that does not exist"


def test_an_open_endpoint_is_refused_and_a_guarded_one_is_not(services: Services) -> None:
    app = create_app(services)
    room = Blueprint("room", __name__)
    room.add_url_rule("/room", "queue", lambda: "")
    app.register_blueprint(room)
    with pytest.raises(RuntimeError, match=r"room\.queue"):
        access.check_access(app)

    @access.auth_hook
    def ask() -> Any:
        raise NotAllowed(ErrorCode.NOT_SIGNED_IN)

    app.before_request_funcs.setdefault("room", []).append(ask)
    access.check_access(app)
    assert app.test_client().get("/room").status_code == 401


def test_recognition_error_without_page_of_its_own(services: Services) -> None:
    error = RecognitionError(ErrorCode.STORED_VALUE_UNKNOWN)
    assert failing(services, error).get("/fail/x").status_code == 500


def test_services_are_given_not_looked_up() -> None:
    office = shell_office(name="Another Office", languages=("de",), translations={})
    page = text(create_app(shell_services(office=office)).test_client().get("/"))
    assert "Another Office" in page
    assert 'class="languages"' not in page
