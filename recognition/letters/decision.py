"""The decision letter: from a signed, frozen decision to a PDF that is the same every time."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from recognition.domain.decision import DecisionContent
from recognition.domain.vocabulary import CodeScheme
from recognition.letters import found, ruling
from recognition.letters.parts import Draft, Fact, Letter, Line, Section, Words
from recognition.letters.printer import printed
from recognition.letters.signed import Signed, own, speech_for
from recognition.letters.texts import voice
from recognition.letters.words import OUTCOME_SENTENCES, m
from recognition.office import Office


def render_decision(
    content: DecisionContent,
    snapshot: dict[str, Any],
    office: Office,
    *,
    verify_url: str,
    code: str = "",
    titles: found.Titles | None = None,
) -> bytes:
    """Return the letter as PDF/A-3a and PDF/UA-1; the same input gives the same bytes.

    ``snapshot`` is what was frozen with the signature. ``titles`` gives the titles of the
    ``printed_codes`` by ``CodeScheme`` and language; without it the snapshot's own ``titles`` are
    used, and without these the codes stand alone. ``verify_url`` is printed and stands in the QR
    code.
    """
    of = Signed(content, snapshot, office, speech_for(snapshot.get("language", ""), office))
    sections = (*_decided(of, titles), ruling.closing(of, verify_url, code))
    return printed(_letter(of, sections), snapshot["signed_day"])


def render_draft(
    content: DecisionContent,
    snapshot: dict[str, Any],
    office: Office,
    *,
    titles: found.Titles | None = None,
    missing: Sequence[str] = (),
    language: str = "",
) -> bytes:
    """Return the letter as it would be sent, marked as a draft in words on each page.

    It has no code, no QR code and no address for checking, which come with the signature; its days
    are those of a signature on the ``signed_day`` of ``snapshot``. ``missing`` are sentences in
    ``language`` on what it lacks.
    """
    of = Signed(content, snapshot, office, speech_for(snapshot.get("language", ""), office))
    sections = (*_decided(of, titles), ruling.unsigned(of))
    says = voice(language)
    lacks = tuple(Words(one, says.direction, says.base) for one in missing)
    draft = Draft(*ruling.draft(of), lacks)
    return printed(_letter(of, sections, draft), snapshot["signed_day"])


def _decided(of: Signed, titles: found.Titles | None) -> tuple[Section, ...]:
    """What was found and decided, as it stands in a draft and in the letter."""
    sections = (
        found.assessed(of),
        found.compares_to(
            of, printed_codes(of.content, of.snapshot), titles or of.snapshot.get("titles") or {}
        ),
        found.effects(of),
        found.comparison(of),
        found.fulfilled(of),
        found.statement(of),
        found.level_and_experience(of),
        ruling.reasons(of),
        ruling.differences(of),
        ruling.exclusions(of),
        ruling.next_steps(of),
        ruling.appeal(of),
    )
    return tuple(filter(None, sections))


def printed_codes(content: DecisionContent, snapshot: Mapping[str, Any]) -> dict[str, str]:
    """The codes that the letter prints, by ``CodeScheme``: the decision's, else those found."""
    decided = {CodeScheme.ISCED_LEVEL: content.isced_level, CodeScheme.ISCED_F: content.isced_f}
    read = snapshot.get("codes", {})
    codes = {scheme.value: decided[scheme] or read.get(scheme, "") for scheme in decided}
    return {scheme: code for scheme, code in codes.items() if code}


def letter_digest(pdf: bytes) -> str:
    """The SHA-256 digest of a letter, in hexadecimal: what the verify page compares with."""
    return hashlib.sha256(pdf).hexdigest()


def _letter(of: Signed, sections: tuple[Section, ...], draft: Draft | None = None) -> Letter:
    office, speech, reference = of.office, of.speech, of.snapshot["reference"]
    first, outcome = speech.voices[0], of.content.outcome
    contact = (office.contact.email, office.contact.phone, office.contact.website)
    return Letter(
        lang=first.base,
        dir=first.direction,
        title=first.say(_title(draft), reference=reference),
        description=first.say(OUTCOME_SENTENCES[outcome]),
        author=office.name,
        draft=draft,
        head=tuple(map(of.office_words, office.letterhead.lines)),
        contact=(*map(of.office_words, office.address), *map(own, filter(None, contact))),
        foot=of.office_words(office.letterhead.foot) if office.letterhead.foot else None,
        reference=reference,
        holder=own(of.snapshot["holder"]),
        born=_born(of),
        about=_about(of),
        heading=speech.t("Decision on your qualification"),
        outcome=speech.word(outcome),
        said=speech.t(OUTCOME_SENTENCES[outcome]),
        notes=ruling.notes(of),
        sections=sections,
    )


def _title(draft: Draft | None) -> str:
    return m("Draft of decision %(reference)s") if draft else m("Decision %(reference)s")


def _born(of: Signed) -> Line:
    told = of.snapshot["date_of_birth"]
    return of.speech.t("Born on %(day)s", day=of.day("date_of_birth") or told) if told else ()


def _about(of: Signed) -> tuple[Fact, ...]:
    """What the letter is found by."""
    speech, version = of.speech, of.snapshot["version"]
    facts = [
        Fact(speech.t("Reference"), ((own(of.snapshot["reference"]),),)),
        Fact(speech.t("Date"), (speech.word(of.day("signed_day")),)),
    ]
    if version > 1:
        facts.append(Fact(speech.t("Version"), ((own(str(version)),),)))
    return tuple(facts)
