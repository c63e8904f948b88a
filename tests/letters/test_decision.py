"""The letter as a person gets it: read back from the PDF."""

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import cv2
import numpy as np
import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from recognition.domain.decision import Condition, DecisionContent
from recognition.domain.evaluation import ConditionMet, ElementFound, Evaluation, Fulfilled
from recognition.domain.vocabulary import (
    Basis,
    ConditionKind,
    EvaluationElement,
    Outcome,
    RefusalGround,
)
from recognition.domain.vocabulary import EvaluationSection as S
from recognition.letters.decision import letter_digest, printed_codes, render_decision
from recognition.letters.texts import languages
from recognition.office import Office
from recognition.rules import load_statement

from .conftest import content_for, evaluated

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
    with caplog.at_level(logging.WARNING):
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
    with caplog.at_level(logging.WARNING):
        letter(office, snapshot)
    assert caplog.records
    assert "\U0010fffc" not in caplog.text and "10fffc" not in caplog.text.lower()


def test_a_letter_with_a_missing_glyph_does_not_claim_to_be_an_archive_s(
    office: Office, snapshot: dict[str, Any]
) -> None:
    """ISO 19005-3, 6.2.11.8: a file with an empty box in place of a sign is none."""
    made = letter(office, {**snapshot, "holder": "Rana \U0010fffc"})
    root = PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "pdfaid" not in root["/Metadata"].get_data().decode()
    assert "The programme was accredited." in text_of(made)


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
    for claim in ("pdfaid:part>3<", "pdfaid:conformance>A<", "pdfuaid:part>1<"):
        assert claim in described, claim


MEASURES = (
    Condition(kind=ConditionKind.ADAPTATION_PERIOD, text="On a ward.", months=6),
    Condition(kind=ConditionKind.APTITUDE_TEST, text="A practical test."),
    Condition(kind=ConditionKind.MISSING_CREDITS, text="Pharmacology.", credits=7.5),
)


def professional(**changes: Any) -> DecisionContent:
    whole = {"evaluation": evaluated(), "conditions": MEASURES, **changes}
    return content_for(Outcome.CONDITIONAL).model_copy(update=whole)


def test_the_comparison_stands_in_the_letter(office: Office, snapshot: dict[str, Any]) -> None:
    """Lisbon Convention, III.5: reasons; 2005/36/EC, article 14(6): levels and experience."""
    text = text_of(render_decision(professional(), snapshot, office, verify_url=URL))
    for words in (
        "How we compared it",
        "1700 hours 2300 hours Substantial difference",
        "First cycle First cycle No difference",
        "Could not be judged; not held against you",
        "Accredited",
        "Reconstructed without papers",
        "Nurse responsible for general care",
        "(c) Diploma of at least one year",
        "(d) Diploma of three to four years",
        "It makes up for them in part. A year on a ward makes up for some.",
    ):
        assert words in text, words
    assert "Where nobody outside looks" not in text, "where the evidence is, is the office's"


def without_papers() -> DecisionContent:
    bases = {S.LEVEL: (Basis.PAPERS,), S.WORKLOAD: (Basis.STATEMENT, Basis.SAMPLES)}
    found = evaluated()
    rows = tuple(
        one.model_copy(update={"bases": bases.get(one.section, ())})
        if isinstance(one, ElementFound)
        else one
        for one in found.findings
    )
    return professional(evaluation=Evaluation(findings=rows), statement=load_statement())


def test_a_letter_without_papers_carries_a_statement(
    office: Office, snapshot: dict[str, Any]
) -> None:
    """Lisbon Convention, article VII: a statement in place of papers, valid for five years."""
    given = {**snapshot, "statement_day": "2031-11-22"}
    text = text_of(render_decision(without_papers(), given, office, verify_url=URL))
    for words in (
        "Statement on a qualification without papers",
        "a background paper and an interview by two assessors",
        "Level Your qualification What this rests on First cycle Papers",
        "Workload Your qualification What this rests on 1700 hours "
        "What you told us, and the interview Samples of work",
        "It is no recognition by itself",
        "The statement is valid until 22 November 2031.",
    ):
        assert words in text, words
    assert "Quality جامعة دمشق What" not in text, "what was not judged rests on nothing"
    without = text_of(render_decision(professional(), snapshot, office, verify_url=URL))
    assert "Statement on a qualification" not in without


def test_what_recognition_opens_stands_in_the_letter(
    office: Office, snapshot: dict[str, Any]
) -> None:
    """Lisbon Convention, article VI.3: further study, and the use of the academic title."""
    given = {**snapshot, "effects": ["further_study", "academic_title"]}
    text = text_of(letter(office, given, Outcome.FULL))
    for words in (
        "What this recognition opens",
        "For admission to further study, also for a doctorate, your qualification counts",
        "You can use your academic title here, in the way that the law of this country allows",
    ):
        assert words in text, words
    assert "What this recognition opens" not in text_of(letter(office, snapshot, Outcome.FULL))


def test_a_refusal_says_what_to_do_next(office: Office, snapshot: dict[str, Any]) -> None:
    """Lisbon Convention, article III.5: what she can do to be recognised later."""
    advice = "A course of 60 credits in statistics, for example at an evening school."
    whole = content_for(Outcome.REFUSAL).model_copy(update={"advice": advice})
    text = text_of(render_decision(whole, snapshot, office, verify_url=URL))
    assert (
        text.index("What you can do now") < text.index(advice) < text.index("You can apply again")
    )
    without = text_of(letter(office, snapshot, Outcome.REFUSAL))
    assert "What you can do now" in without and "after further study" in without


def test_conditions_stand_with_their_figures(office: Office, snapshot: dict[str, Any]) -> None:
    """Directive 2005/36/EC, article 14(1), (2) and (7)."""
    given = {**snapshot, "test_day": "2027-05-22"}
    text = text_of(render_decision(professional(), given, office, verify_url=URL))
    for words in (
        "Length in months: 6",
        "Missing credits: 7.5",
        "You can take the test by 22 May 2027 at the latest.",
        "the choice is yours",
    ):
        assert words in text, words
    told = professional(conditions=MEASURES[:1], no_choice="It needs the law of this country.")
    text = text_of(render_decision(told, given, office, verify_url=URL))
    assert "because: It needs the law of this country." in text
    assert "the choice is yours" not in text and "take the test" not in text


def test_what_was_fulfilled_stands_in_the_letter(office: Office, snapshot: dict[str, Any]) -> None:
    met = ConditionMet(
        kind=ConditionKind.APTITUDE_TEST, day=date(2026, 10, 5), evidence="Minutes, page 2."
    )
    fulfilled = Fulfilled(version=1, conditions=(met,), elements=(EvaluationElement.WORKLOAD,))
    whole = content_for(Outcome.FULL)
    found = (whole.evaluation or Evaluation()).model_copy(update={"fulfilled": fulfilled})
    content = whole.model_copy(update={"evaluation": found})
    text = text_of(render_decision(content, snapshot, office, verify_url=URL))
    for words in ("What you have fulfilled", "Aptitude test", "5 October 2026", "Minutes, page 2."):
        assert words in text, words
    assert "no longer held against you" in text
    assert "What you have fulfilled" not in text_of(letter(office, snapshot, Outcome.FULL))


@pytest.mark.parametrize(
    ("ground", "words"),
    [
        (RefusalGround.MILL, "The paper comes from a diploma mill"),
        (RefusalGround.FORGED, "The paper is not genuine."),
    ],
)
def test_a_mill_and_a_forgery_are_named(
    office: Office, snapshot: dict[str, Any], ground: RefusalGround, words: str
) -> None:
    refused = content_for(Outcome.REFUSAL).model_copy(update={"ground": ground, "differences": ()})
    assert words in text_of(render_decision(refused, snapshot, office, verify_url=URL))
    assert words not in text_of(letter(office, snapshot, Outcome.REFUSAL))


def test_the_short_code_is_printed(office: Office, snapshot: dict[str, Any]) -> None:
    code = "7K3M-0Q9A-R2TT-H8XC"
    made = render_decision(professional(), snapshot, office, verify_url=URL, code=code)
    assert f"Or type this code: {code}" in text_of(made)
    assert "Or type this code" not in text_of(letter(office, snapshot))


def test_an_archive_can_rely_on_the_file(office: Office, snapshot: dict[str, Any]) -> None:
    """ISO 19005-3: colours are defined, nothing is locked, nothing acts, tables are tagged."""
    made = render_decision(professional(), snapshot, office, verify_url=URL)
    reader = PdfReader(io.BytesIO(made))
    root = reader.trailer["/Root"]
    assert not reader.is_encrypted and reader.trailer.get("/ID")
    intents = [one.get_object() for one in root["/OutputIntents"]]
    assert [one["/S"] for one in intents] == ["/GTS_PDFA1"]
    assert all(
        one.get("/DestOutputProfile") or one.get("/OutputConditionIdentifier") for one in intents
    )
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)
    assert "/JavaScript" not in root.get("/Names", {})
    tags = [str(node["/S"]) for node in structure(made)]
    assert tags.count("/Table") >= 4
    assert {"/TH", "/TD", "/TR", "/H1", "/H2", "/Figure"} <= set(tags)


def nodes_of(node: Any) -> Iterator[DictionaryObject]:
    node = node.get_object()
    if not isinstance(node, dict):
        return
    if "/S" in node:
        yield node
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        yield from nodes_of(child)


def structure(pdf: bytes) -> list[DictionaryObject]:
    return list(nodes_of(PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]))


def test_each_passage_names_its_language(office: Office, snapshot: dict[str, Any]) -> None:
    """WCAG 2.2, 3.1.2: who has it read to her hears each language in its own voice."""
    pdf = letter(office, {**snapshot, "language": "ar"})
    assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Lang"] == "ar"
    named = [node.get("/Lang") for node in structure(pdf) if node.get("/Lang")]
    assert {"en", "und"} <= set(named), "the office's language, and words that people wrote"
    assert named.count("en") >= 5


def test_each_value_is_read_with_its_names(office: Office, snapshot: dict[str, Any]) -> None:
    """ISO 14289-1, 7.5: a value of a comparison with its column's name and its element's."""
    nodes = structure(render_decision(professional(), snapshot, office, verify_url=URL))
    heads = {node["/ID"]: headers(node) for node in nodes if node["/S"] == "/TH"}
    values = [headers(node) for node in nodes if node["/S"] == "/TD"]
    assert values and all(len(above) == 1 for above in values)
    compared = [heads[above[0]] for above in values if heads[above[0]]]
    assert len(compared) == 9 and all(heads[row[0]] == [] for row in compared)
    assert len({row[0] for row in compared}) == 3


def headers(cell: DictionaryObject) -> list[str]:
    return [name for one in cell["/A"] for name in one.get("/Headers", [])]


def test_however_long_nothing_is_cut_off(office: Office, snapshot: dict[str, Any]) -> None:
    how = " ".join(f"How{number}." for number in range(600))
    wordy = office.model_copy(update={"appeal": office.appeal.model_copy(update={"how": how})})
    snapshot["fields"]["qualification_title"] = " ".join(f"Title{n}" for n in range(300))
    pdf = letter(wordy, snapshot, Outcome.REFUSAL)
    text = text_of(pdf)
    assert [n for n in range(600) if f"How{n}." not in text] == []
    assert [n for n in range(300) if f"Title{n}" not in text] == []
    for page in pypdfium2.PdfDocument(pdf):
        words = page.get_textpage()
        boxes = [words.get_rect(n) for n in range(words.count_rects())]
        assert all(page.get_width() > box[2] and box[1] > 0 < box[0] for box in boxes)


def test_the_code_leads_to_the_check(office: Office, snapshot: dict[str, Any]) -> None:
    document = pypdfium2.PdfDocument(letter(office, snapshot))
    image = np.asarray(document[len(document) - 1].render(scale=3).to_pil().convert("L"))
    assert cv2.QRCodeDetectorAruco().detectAndDecode(image)[0] == URL
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
    said = {"isced_level": "Bachelor's or equivalent", "isced_f": "Software"}
    titles = {scheme: {"en": title, "de": f"{title} (de)"} for scheme, title in said.items()}
    content = content_for(Outcome.FULL)
    text = text_of(render_decision(content, snapshot, office, verify_url=URL, titles=titles))
    assert "665 – Bachelor's or equivalent" in text and "0613 – Software" in text
    assert "(de)" not in text
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
