"""The letter as a person gets it: read back from the PDF."""

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from recognition.domain.decision import DecisionContent
from recognition.domain.vocabulary import Outcome
from recognition.letters.decision import letter_digest, printed_codes, render_decision
from recognition.letters.texts import languages
from recognition.office import Office

from .conftest import content_for

URL = "https://recognition.example/verify/2026-7K3M-9QX4"


def letter(
    office: Office, snapshot: dict[str, Any], outcome: Outcome = Outcome.CONDITIONAL
) -> bytes:
    return render_decision(content_for(outcome), snapshot, office, verify_url=URL)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages).split())


def fonts_of(pdf: bytes) -> Iterator[DictionaryObject]:
    for page in PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            yield font.get_object()["/DescendantFonts"][0].get_object()


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_says_what_it_must(
    office: Office, snapshot: dict[str, Any], outcome: Outcome
) -> None:
    content = content_for(outcome)
    text = text_of(letter(office, snapshot, outcome))
    needed = ["Rana Al-Khatib", "2 March 1994", "2026-7K3M-9QX4", "22 November 2026"]
    needed += ["Damascus University", "15 July 2017", "Syria", "665", "0613", content.compares_to]
    needed += ["The programme was accredited.", "It lasted four years.", "Lisbon"]
    needed += [difference.text for difference in content.differences]
    needed += [exclusion.reason for exclusion in content.exclusions]
    needed += [condition.text for condition in content.conditions]
    needed += ["Two assessors", "people decided", office.letterhead.signature]
    assert [words for words in needed if words not in text] == []
    appealing = [office.appeal.name, "22 December 2026", "You can appeal"]
    assert [words in text for words in appealing] == [outcome is not Outcome.FULL] * 3


def test_same_input_same_bytes_in_another_process_and_zone(
    office: Office, snapshot: dict[str, Any]
) -> None:
    first = letter_digest(letter(office, snapshot))
    assert first == letter_digest(letter(office, snapshot))
    program = (
        "import sys, json; from recognition.letters.decision import *;"
        "from recognition.office import load_office;"
        "c, s = json.load(sys.stdin); c = DecisionContent.model_validate(c);"
        f"sys.stdout.write(letter_digest(render_decision(c, s, load_office(), verify_url={URL!r})))"
    )
    content = content_for(Outcome.CONDITIONAL).model_dump_json()
    given = f"[{content}, {json.dumps(snapshot)}]"
    environment = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo"}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    other = subprocess.run(
        [sys.executable, "-c", program],
        input=given,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert other.stdout == first, other.stderr


def test_other_input_other_digest(office: Office, snapshot: dict[str, Any]) -> None:
    first = letter(office, snapshot)
    assert letter_digest(first) != letter_digest(letter(office, {**snapshot, "version": 2}))
    assert len(letter_digest(first)) == 64


SCRIPTS = {
    "Arabic": "رنا الخطيب، جامعة دمشق",
    "Ethiopic": "የአዲስ አበባ ዩኒቨርሲቲ",
    "Cyrillic": "Київський університет імені Тараса Шевченка",
    "Greek": "Πανεπιστήμιο Αθηνών",
    "Hebrew": "האוניברסיטה העברית",
    "Armenian": "Երևանի պետական համալսարան",
    "Georgian": "თბილისის უნივერსიტეტი",
    "Devanagari": "दिल्ली विश्वविद्यालय",
    "Bengali": "ঢাকা বিশ্ববিদ্যালয়",
    "Tamil": "சென்னைப் பல்கலைக்கழகம்",
    "Sinhala": "කොළඹ විශ්වවිද්‍යාලය",
    "Latin": "Đại học Quốc gia Hà Nội, Łódź, Çukurova",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_names_in_their_own_script(
    office: Office, snapshot: dict[str, Any], script: str, caplog: pytest.LogCaptureFixture
) -> None:
    snapshot["fields"]["institution"] = SCRIPTS[script]
    with caplog.at_level(logging.WARNING, "weasyprint"):
        pdf = letter(office, snapshot)
    assert caplog.records == [], "a glyph is missing"
    for font in fonts_of(pdf):
        assert {"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"].get_object())
    names = {str(font["/BaseFont"]) for font in fonts_of(pdf)}
    if script in ("Arabic", "Ethiopic", "Hebrew", "Bengali"):
        assert any(script in name for name in names), names


def test_a_missing_glyph_is_logged_without_quoting_it(
    office: Office, snapshot: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    snapshot["holder"] = "Rana \U0010fffc"
    with caplog.at_level(logging.WARNING, "weasyprint"):
        letter(office, snapshot)
    assert caplog.records
    assert "\U0010fffc" not in caplog.text and "10FFFC" not in caplog.text


@pytest.mark.parametrize("language", sorted(languages()))
def test_languages(office: Office, snapshot: dict[str, Any], language: str) -> None:
    pdf = letter(office, {**snapshot, "language": language}, Outcome.REFUSAL)
    reader = PdfReader(io.BytesIO(pdf))
    text = text_of(pdf)
    assert reader.trailer["/Root"]["/Lang"] == language
    assert "You can appeal against this decision" in text, "the office's own language"
    german = "Sie können gegen diese Entscheidung Widerspruch einlegen"
    assert (german in text) == (language == "de")
    assert ("Ви можете оскаржити це рішення" in text) == (language == "uk")


def test_a_language_that_the_office_does_not_offer(
    office: Office, snapshot: dict[str, Any]
) -> None:
    only = office.model_copy(update={"languages": ("de",)})
    text = text_of(letter(only, {**snapshot, "language": "fr"}))
    assert "Entscheidung über Ihre Qualifikation" in text
    assert "Décision sur votre qualification" not in text and "You can" not in text


def test_tagged_archive_form(office: Office, snapshot: dict[str, Any]) -> None:
    reader = PdfReader(io.BytesIO(letter(office, snapshot)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Decision 2026-7K3M-9QX4"
    assert reader.metadata.author == office.name
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date().isoformat() == "2026-11-22"
    described = root["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3"' in described and 'pdfaid:conformance="A"' in described


def test_the_code_leads_to_the_check(office: Office, snapshot: dict[str, Any]) -> None:
    document = pypdfium2.PdfDocument(letter(office, snapshot))
    image = np.asarray(document[len(document) - 1].render(scale=3).to_pil().convert("L"))
    assert cv2.QRCodeDetector().detectAndDecode(image)[0] == URL
    document.close()


def test_what_is_missing_is_left_out(office: Office, snapshot: dict[str, Any]) -> None:
    bare = {
        **snapshot,
        "fields": {},
        "codes": {},
        "date_of_birth": "",
        "country": "",
        "appeal_day": "",
    }
    plain = office.model_copy(
        update={
            "contact": office.contact.model_copy(update={"phone": None, "website": None}),
            "letterhead": office.letterhead.model_copy(update={"foot": None}),
            "appeal": office.appeal.model_copy(update={"how": None}),
        }
    )
    content = DecisionContent(outcome=Outcome.REFUSAL, reasons="Reasons.")
    text = text_of(render_decision(content, bare, plain, verify_url=URL))
    assert "Reasons." in text and "You can appeal against this decision." in text
    for absent in ("Born on", "ISCED", "None", "How", "Substantial differences", "compares"):
        assert absent not in text


def test_titles_stand_beside_their_codes(office: Office, snapshot: dict[str, Any]) -> None:
    titles = {"isced_level": "Bachelor's or equivalent", "isced_f": "Software"}
    content = content_for(Outcome.FULL)
    text = text_of(render_decision(content, snapshot, office, verify_url=URL, titles=titles))
    assert "665 – Bachelor's or equivalent" in text and "0613 – Software" in text
    frozen = {**snapshot, "titles": titles}
    assert "0613 – Software" in text_of(render_decision(content, frozen, office, verify_url=URL))


def test_codes_are_the_decision_s_or_else_those_found(snapshot: dict[str, Any]) -> None:
    decided = content_for(Outcome.FULL)
    assert printed_codes(decided, snapshot) == {"isced_level": "665", "isced_f": "0613"}
    silent = decided.model_copy(update={"isced_level": "", "isced_f": ""})
    assert printed_codes(silent, snapshot) == {"isced_level": "6", "isced_f": "0613"}
    assert printed_codes(silent, {**snapshot, "codes": {"isced_level": ""}}) == {}


def test_words_are_words_and_never_markup(office: Office, snapshot: dict[str, Any]) -> None:
    snapshot["holder"] = "<b>Rana</b> & Söhne"
    reasons = "See <img src='file:///etc/passwd'> and {{ office }}."
    content = content_for(Outcome.FULL).model_copy(update={"reasons": reasons})
    text = text_of(render_decision(content, snapshot, office, verify_url=URL))
    assert "<b>Rana</b> & Söhne" in text and reasons in text


def test_a_later_version_says_so(office: Office, snapshot: dict[str, Any]) -> None:
    sentence = "takes the place of the one that you received before"
    assert sentence not in text_of(letter(office, snapshot))
    assert sentence in text_of(letter(office, {**snapshot, "version": 2}))
