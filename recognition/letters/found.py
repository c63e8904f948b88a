"""The sections of a letter on what was assessed and what was found."""

from collections.abc import Iterator, Mapping

from recognition.domain.evaluation import ElementFound
from recognition.domain.vocabulary import CodeScheme, Effect, FieldName, Purpose
from recognition.letters.parts import (
    Cell,
    Comparison,
    Fact,
    Facts,
    Item,
    Items,
    Line,
    Part,
    Row,
    Say,
    Section,
)
from recognition.letters.signed import Signed, Speech, day_of, own, own_words
from recognition.letters.words import EFFECT_SENTENCES, WORDS


def assessed(of: Signed) -> Section:
    """What was assessed, for which purpose and by which law."""
    speech, found = of.speech, of.found
    facts = [*_fields(of)]
    purpose = Purpose(of.snapshot["purpose"])
    facts.append(Fact(speech.t("Purpose of the recognition"), (speech.word(purpose),)))
    if found.purpose and found.purpose.target:
        target = (own(found.purpose.target),)
        facts.append(Fact(speech.t("What it was measured against"), (target,)))
    facts += [
        Fact(speech.word(one.section), (speech.word(one.standing),)) for one in found.statuses
    ]
    if found.authenticity:
        authenticity = speech.word(found.authenticity.authenticity)
        facts.append(Fact(speech.t("Authenticity"), (authenticity,)))
    if regime := of.snapshot.get("regime"):
        facts.append(Fact(speech.t("Legal basis"), (_regime(of, regime),)))
    return Section(speech.t("What we assessed"), (Facts.of(facts),))


def _regime(of: Signed, name: str) -> Line:
    """The law's name in the languages of the letter, or as the office calls it."""
    names = of.snapshot.get("regime_names", {})
    return of.speech.given(names) or (of.office_words(name),)


def _fields(of: Signed) -> Iterator[Fact]:
    values = {"country": of.snapshot.get("country", ""), **of.snapshot.get("fields", {})}
    for vocabulary, name in WORDS:
        if vocabulary is FieldName and values.get(name):
            yield Fact(of.speech.word(FieldName(name)), (_value(of, name, str(values[name])),))


def _value(of: Signed, name: str, value: str) -> Line:
    """A value in its own script and direction; countries and days in the letter's languages."""
    if name == FieldName.COUNTRY:
        return of.speech.country(value)
    day = day_of(value)
    return of.speech.word(day) if day else (own(value),)


Titles = Mapping[str, Mapping[str, str]]
"""By ``CodeScheme``, then by language (ISO 639)."""


def compares_to(of: Signed, codes: Mapping[str, str], titles: Titles) -> Section | None:
    """What it compares to, in the office's words and by the classifications."""
    speech, words = of.speech, of.content.compares_to
    names = {
        CodeScheme.ISCED_LEVEL: speech.t("Level of education (ISCED 2011)"),
        CodeScheme.ISCED_F: speech.t("Field of education (ISCED-F 2013)"),
    }
    facts = [
        Fact(names[CodeScheme(scheme)], (_titled(speech, code, titles.get(scheme, {})),))
        for scheme, code in codes.items()
    ]
    if not words and not facts:
        return None
    parts: list[Part] = [own_words(words, strong=True)]
    if facts:
        parts.append(Facts.of(facts))
    return Section(speech.t("What it compares to"), parts)


def _titled(speech: Speech, code: str, titles: Mapping[str, str]) -> Line:
    said = {language: f"{code} – {title}" for language, title in titles.items()}
    return speech.given(said) or (own(code),)


def effects(of: Signed) -> Section | None:
    """What the recognition opens (Lisbon Convention, article VI.3)."""
    said = [EFFECT_SENTENCES[Effect(one)] for one in of.snapshot.get("effects", ())]
    heading = of.speech.t("What this recognition opens")
    return Section(heading, tuple(map(of.speech.say, said))) if said else None


def comparison(of: Signed) -> Section | None:
    """The comparison by its elements, without where in the file the evidence is."""
    speech = of.speech
    if not of.found.elements:
        return None
    columns = (
        speech.t("Your qualification"),
        speech.t("Here"),
        speech.t("What we found"),
    )
    rows = tuple(
        Row(
            speech.word(one.element), (_own(one.there), _own(one.here), (speech.word(one.finding),))
        )
        for one in of.found.elements
    )
    return Section(speech.t("How we compared it"), (Comparison(columns, rows),))


def _own(text: str) -> Cell:
    return ((own(text or "–"),),)


def fulfilled(of: Signed) -> Section | None:
    """What the holder has done of what an earlier decision asked for."""
    speech = of.speech
    if not of.found.fulfilled:
        return None
    done = speech.say(
        "You have done what our earlier decision asked for. The differences that it was about are "
        "no longer held against you."
    )
    items = tuple(
        Item(
            speech.word(one.kind),
            (Say(speech.word(one.day)), own_words(one.evidence)),
        )
        for one in of.found.fulfilled.conditions
    )
    return Section(speech.t("What you have fulfilled"), (done, Items(items)))


def statement(of: Signed) -> Section | None:
    """A statement in place of papers (Lisbon Convention, article VII)."""
    speech, until = of.speech, of.day("statement_day")
    if not of.content.statement or not until:
        return None
    based = [one for one in of.found.elements if one.bases]
    parts: list[Part] = [
        speech.say(
            "Papers that prove this qualification could not be had. In their place stand a "
            "background paper and an interview by two assessors (Lisbon Recognition Convention, "
            "article VII)."
        ),
        speech.say(
            "This statement describes what you have learnt and how we found it out. It is no "
            "recognition by itself: what we decided stands above. You can show it in place of "
            "papers, for example to a university or an employer."
        ),
        speech.say("The statement is valid until %(day)s.", day=until),
    ]
    if based:
        parts.insert(1, _bases(of, based))
    return Section(speech.t("Statement on a qualification without papers"), parts)


def _bases(of: Signed, elements: list[ElementFound]) -> Comparison:
    speech = of.speech
    columns = (speech.t("Your qualification"), speech.t("What this rests on"))
    rows = (
        Row(speech.word(one.element), (_own(one.there), tuple(map(speech.word, one.bases))))
        for one in elements
    )
    return Comparison(columns, tuple(rows))


def level_and_experience(of: Signed) -> Section | None:
    """Levels held and required, and what experience makes up for (2005/36/EC, 11 and 14)."""
    speech, purpose, experience = of.speech, of.found.purpose, of.found.experience
    facts = []
    if purpose and purpose.level_held and purpose.level_required:
        held = speech.t("Level that you hold (Directive 2005/36/EC, article 11)")
        required = speech.t("Level that is required (Directive 2005/36/EC, article 11)")
        facts.append(Fact(held, (speech.word(purpose.level_held),)))
        facts.append(Fact(required, (speech.word(purpose.level_required),)))
    if experience:
        name = speech.t("Your experience and further learning")
        facts.append(Fact(name, (speech.word(experience.experience),)))
    if not facts:
        return None
    words = own_words(experience.text if experience else "")
    return Section(speech.t("Your level and your experience"), (Facts.of(facts), words))
