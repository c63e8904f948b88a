"""The sections of a letter on what was decided, why, and what the holder can do."""

import segno

from recognition.domain.decision import Condition
from recognition.domain.vocabulary import ConditionKind, Outcome, RefusalGround
from recognition.letters.parts import Fact, Facts, Item, Items, Line, Own, Say, Section, Signing
from recognition.letters.signed import Signed, own_words


def notes(of: Signed) -> tuple[Say, ...]:
    """Which earlier letter this one takes the place of, if it does."""
    if corrected := of.day("corrected_day"):
        said = of.speech.say(
            "On %(day)s we corrected a slip of the pen in this letter. The decision is the same; "
            "this letter takes the place of the one before.",
            day=corrected,
        )
    elif of.snapshot["version"] > 1:
        said = of.speech.say("This decision takes the place of the one that you received before.")
    else:
        return ()
    return (said,)


def reasons(of: Signed) -> Section | None:
    """Why it was decided so (Lisbon Convention, article III.5)."""
    content, speech = of.content, of.speech
    if not content.reasons:
        return None
    refused = content.outcome is Outcome.REFUSAL
    named = refused and content.ground is not RefusalGround.SUBSTANTIAL_DIFFERENCE
    ground = [Say(speech.word(content.ground))] if named else []
    return Section(speech.t("Why we decided so"), (*ground, own_words(content.reasons)))


def differences(of: Signed) -> Section | None:
    """The substantial differences by element."""
    speech = of.speech
    if not of.content.differences:
        return None
    meant = speech.say(
        "These differences are so large that they would probably keep you from succeeding in the "
        "purpose named above. Smaller ones were not held against you."
    )
    items = (
        Item(speech.word(one.element), (own_words(one.text),)) for one in of.content.differences
    )
    return Section(speech.t("Substantial differences"), (meant, Items(tuple(items))))


def exclusions(of: Signed) -> Section | None:
    """Why each better outcome does not fit."""
    speech = of.speech
    if not of.content.exclusions:
        return None
    items = (
        Item(speech.word(one.outcome), (own_words(one.reason),)) for one in of.content.exclusions
    )
    return Section(speech.t("Why a better outcome does not fit"), (Items(tuple(items)),))


def next_steps(of: Signed) -> Section | None:
    """What the holder has to do to meet the conditions, or can do after a refusal."""
    if of.content.conditions:
        return _conditions(of)
    return _after_refusal(of) if of.content.outcome is Outcome.REFUSAL else None


def _conditions(of: Signed) -> Section:
    speech = of.speech
    items = Items(tuple(_condition(of, one) for one in of.content.conditions))
    done = speech.say(
        "When you have done this, tell us on your page and add the proof, or send it to us with "
        "the reference of this letter."
    )
    return Section(speech.t("What you need to do"), (items, *_choice(of), done))


def _condition(of: Signed, one: Condition) -> Item:
    """Directive 2005/36/EC, article 14(1), (2) and (7): how long, how much, and until when."""
    speech, test_day = of.speech, of.day("test_day")
    figures = []
    if one.months:
        figures.append(speech.say("Length in months: %(months)s", months=one.months))
    if one.credits:
        figures.append(speech.say("Missing credits: %(credits)s", credits=f"{one.credits:g}"))
    if one.kind is ConditionKind.APTITUDE_TEST and test_day:
        until = speech.say("You can take the test by %(day)s at the latest.", day=test_day)
        figures.append(until)
    return Item(speech.word(one.kind), (own_words(one.text), *figures))


def _choice(of: Signed) -> list[Say | Own]:
    """Whether the holder may choose between the measures (2005/36/EC, article 14(2) and (3))."""
    content, speech, test_day = of.content, of.speech, of.day("test_day")
    if content.choice:
        free = speech.say(
            "The adaptation period or the aptitude test: one of the two is enough, and the choice "
            "is yours. Tell us what you choose."
        )
        if not test_day:
            return [free]
        return [free, speech.say("You can choose until %(day)s.", day=test_day)]
    if content.no_choice:
        bound = speech.say(
            "You cannot choose between an adaptation period and an aptitude test, because:"
        )
        return [bound, own_words(content.no_choice)]
    return []


def _after_refusal(of: Signed) -> Section:
    speech, advice = of.speech, of.content.advice
    again = speech.say(
        "This decision is about the purpose named above and the papers that we have. You can apply "
        "again when something has changed: with further papers, after further study, or for "
        "another purpose."
    )
    return Section(speech.t("What you can do now"), (own_words(advice), again))


def appeal(of: Signed) -> Section | None:
    """How to appeal and until when; not with full recognition, where nothing was refused."""
    if of.content.outcome is Outcome.FULL:
        return None
    speech, until, body = of.speech, of.day("appeal_day"), of.office.appeal
    if until:
        said = speech.say(
            "You can appeal against this decision. Your appeal must arrive by %(day)s at the "
            "latest. If you received this letter later than on the day of the decision, the time "
            "counts from the day on which you received it.",
            day=until,
        )
    else:
        said = speech.say("You can appeal against this decision.")
    address = tuple((of.office_words(line),) for line in (body.name, *body.address))
    facts = [
        Fact(speech.t("Send your appeal to"), address),
        Fact(speech.t("Time"), (of.office_text(body.days_text),)),
    ]
    if body.how:
        facts.append(Fact(speech.t("How"), (of.office_text(body.how),)))
    how = Facts.of(facts)
    return Section(speech.t("If you do not agree"), (said, how), whole=how.whole)


def closing(of: Signed, verify_url: str, code: str) -> Section:
    """Who decided, that a machine helped, and where the letter can be checked."""
    speech = of.speech
    checks = [(speech.t("Is this letter genuine? Check it here:"), verify_url)]
    if code:
        checks.append((speech.t("Or type this code:"), code))
    checks.append(((), of.snapshot["reference"]))
    first = speech.voices[0]
    signing = Signing(
        signature=of.office_words(of.office.letterhead.signature),
        signed=speech.t("Signed electronically on %(day)s", day=of.day("signed_day")),
        qr=segno.make(verify_url, error="m", micro=False).svg_inline(border=0, omitsize=True),
        qr_text=first.say("QR code with the address at which this letter can be checked"),
        checks=tuple(checks),
    )
    return _who_decided(of, signing)


def unsigned(of: Signed) -> Section:
    """The same before the signature: nobody has signed, and there is nothing to check."""
    speech = of.speech
    comes = speech.t(
        "The signature, its date, and the address and code for checking the letter come here."
    )
    signing = Signing(
        signature=of.office_words(of.office.letterhead.signature),
        signed=speech.t("Not signed yet"),
        qr="",
        qr_text="",
        checks=((comes, ""),),
    )
    return _who_decided(of, signing)


def _who_decided(of: Signed, signing: Signing) -> Section:
    decided = of.speech.say(
        "Two assessors of this office decided: one proposed the decision, the other looked at the "
        "whole file and signed it. A machine helped to read the papers; people decided."
    )
    return Section(of.speech.t("Who decided"), (decided, signing), whole=True)


def draft(of: Signed) -> tuple[Line, Line, Say, Line]:
    """That this is a draft: the word, the mark of each page, what it means, what follows."""
    speech = of.speech
    meaning = speech.say(
        "This is how the letter would read if it were signed on %(day)s. It is not signed, it has "
        "not been sent, and it decides nothing. Times are counted as from that day.",
        day=of.day("signed_day"),
    )
    return (
        speech.t("Draft"),
        speech.t("Draft: not signed, not valid"),
        meaning,
        speech.t("What is still missing before it can be proposed"),
    )
