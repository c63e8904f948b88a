"""The decision letter: from a signed, frozen decision to a PDF that is the same every time."""

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from weasyprint import CSS, HTML
from weasyprint.html import UA
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from recognition.domain.decision import DecisionContent
from recognition.domain.evaluation import Evaluation
from recognition.domain.vocabulary import CodeScheme, Effect, FieldName, Outcome, Purpose
from recognition.letters.texts import Voice, direction_of, voice
from recognition.letters.words import EFFECT_SENTENCES, OUTCOME_SENTENCES, WORDS
from recognition.office import Office
from recognition.resources import resource_dir

# PDF/A for the archive, part 3 since data may be attached one day, level a: tagged for readers.
VARIANT = "pdf/a-3a"


class _Discreet(logging.Filter):
    """Lets the library warn without its words: it quotes the letters that it has no font for."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, with a sentence of ours."""
        record.msg = "A letter could not be set as asked. Fonts: fonts-noto-core, fonts-noto-cjk."
        record.args = ()
        return True


logging.getLogger("weasyprint").addFilter(_Discreet())


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of what was assessed: a value in its own script and direction."""

    name: FieldName
    value: str | date
    country: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """The languages of a letter: the applicant's first, the office's own beside it."""

    voices: tuple[Voice, ...]

    def t(self, message: str, **values: Any) -> Markup:
        """Say a message in every language of the letter, each marked with language and direction.

        A letter of one language is marked as a whole: a box less for each message.
        Days and words of the vocabularies among the values are written in each language's way.
        """
        return self._each(lambda one: one.say(message, **values))

    def word(self, value: Any) -> Markup:
        """Write a day or a vocabulary's word in every language."""
        return self._each(lambda one: one.write(value))

    def country(self, code: str) -> Markup:
        """Write a country's name in every language."""
        return self._each(lambda one: one.country(code))

    def _each(self, said: Callable[[Voice], str]) -> Markup:
        if len(self.voices) == 1:
            return escape(said(self.voices[0]))
        spans: dict[str, Markup] = {}
        for one in self.voices:
            text = said(one)
            # What is spelt alike in both languages is said once.
            spans.setdefault(
                text,
                Markup('<span class="voice" lang="{}" dir="{}">{}</span>').format(
                    one.language, one.direction, text
                ),
            )
        return Markup(" ").join(spans.values())


def render_decision(
    content: DecisionContent,
    snapshot: dict[str, Any],
    office: Office,
    *,
    verify_url: str,
    code: str = "",
    titles: Mapping[str, str] | None = None,
) -> bytes:
    """Return the letter as PDF/A-3a; the same input gives the same bytes.

    ``snapshot`` is what was frozen with the signature. ``titles`` gives the titles of the
    ``printed_codes`` by ``CodeScheme``; without it the snapshot's own ``titles`` are used, and
    without these the codes stand alone. ``verify_url`` is printed and stands in the QR code.
    """
    speech = _speech(snapshot, office)
    html = _template().render(
        content=content,
        code=code,
        codes=printed_codes(content, snapshot),
        found=content.evaluation or Evaluation(),
        titles=titles or snapshot.get("titles") or {},
        facts=_facts(snapshot),
        office=office,
        outcome=OUTCOME_SENTENCES[content.outcome],
        effects=[EFFECT_SENTENCES[Effect(one)] for one in snapshot.get("effects", ())],
        purpose=Purpose(snapshot["purpose"]),
        qr=segno.make(verify_url, error="m", micro=False).png_data_uri(scale=4, border=0),
        snapshot=snapshot,
        signed_day=_day(snapshot["signed_day"]),
        appeal_day=_day(snapshot.get("appeal_day", "")),
        corrected_day=_day(snapshot.get("corrected_day", "")),
        test_day=_day(snapshot.get("test_day", "")),
        statement_day=_day(snapshot.get("statement_day", "")),
        may_appeal=content.outcome is not Outcome.FULL,
        verify_url=verify_url,
        speech=speech,
        first=speech.voices[0],
        say=speech.voices[0].say,
        t=speech.t,
    )
    # Nothing is fetched: what a letter shows stands in it.
    made = _Letter(string=html, url_fetcher=URLFetcher(allowed_protocols={"data"})).write_pdf(
        stylesheets=[_style()],
        font_config=_fonts(),
        pdf_variant=VARIANT,
        pdf_identifier=_identifier(snapshot),
    )
    return bytes(made)


class _Letter(HTML):  # type: ignore[misc]
    """A document without what the library's own style says of notes and of marks of lists.

    A letter has neither, and nine of ten styles that were computed for it would be of such.
    """

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_elements()]


@cache
def _elements() -> CSS:
    kept = (line for line in UA.splitlines() if not line.startswith("::"))
    return CSS(string="\n".join(kept))


@cache
def _style() -> CSS:
    """The letter's style, read once: each letter would parse it anew."""
    file = resource_dir("templates") / "letters" / "decision.css"
    return CSS(string=file.read_text(encoding="utf-8"), font_config=_fonts())


@cache
def _fonts() -> FontConfiguration:
    """The fonts of this process: looked for once, not for each letter."""
    return FontConfiguration()


def printed_codes(content: DecisionContent, snapshot: dict[str, Any]) -> dict[str, str]:
    """The codes that the letter prints, by ``CodeScheme``: the decision's, else those found."""
    decided = {CodeScheme.ISCED_LEVEL: content.isced_level, CodeScheme.ISCED_F: content.isced_f}
    found = snapshot.get("codes", {})
    codes = {scheme.value: decided[scheme] or found.get(scheme, "") for scheme in decided}
    return {scheme: code for scheme, code in codes.items() if code}


def letter_digest(pdf: bytes) -> str:
    """The SHA-256 digest of a letter, in hexadecimal: what the verify page compares with."""
    return hashlib.sha256(pdf).hexdigest()


def _speech(snapshot: dict[str, Any], office: Office) -> Speech:
    wish = snapshot.get("language", "")
    first = voice(wish if wish in office.languages else office.main_language)
    second = voice(office.main_language)
    return Speech((first,) if first == second else (first, second))


def _facts(snapshot: dict[str, Any]) -> list[Fact]:
    values = {"country": snapshot.get("country", ""), **snapshot.get("fields", {})}
    facts = []
    for vocabulary, name in WORDS:
        if vocabulary is not FieldName or not values.get(name):
            continue
        value = str(values[name])
        field = FieldName(name)
        if field is FieldName.COUNTRY:
            facts.append(Fact(field, value, country=value))
        else:
            facts.append(Fact(field, _day(value) or value))
    return facts


def _day(value: str) -> date | None:
    """A day from its ISO form; ``None`` for anything else, which is printed as it stands."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _identifier(snapshot: dict[str, Any]) -> bytes:
    name = f"{snapshot['reference']}/{snapshot['version']}"
    return hashlib.sha256(name.encode()).hexdigest()[:32].encode()


@cache
def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(resource_dir("templates") / "letters"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["own_direction"] = direction_of
    environment.filters["day"] = _day
    environment.filters["paragraphs"] = _paragraphs
    return environment.get_template("decision.html")


def _paragraphs(text: str) -> Markup:
    """A text of people's own words as paragraphs, each in the direction of its letters."""
    lines = (line.strip() for line in text.splitlines())
    return Markup("").join(
        Markup('<p dir="{}">{}</p>').format(direction_of(line), escape(line))
        for line in lines
        if line
    )
