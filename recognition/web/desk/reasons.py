"""Why the mapper suggests a code: each kind of reason as a sentence."""

from datetime import date
from typing import Any

from flask_babel import LazyString, format_date, ngettext
from flask_babel import lazy_gettext as _

from recognition.isced.codes import is_attainment, is_field, is_level
from recognition.isced.missing import PREFIX, Missing
from recognition.isced.reasons import ReasonKind as K
from recognition.isced.titles import attainment_title, field_title, level_title
from recognition.web.languages import current_language

ISOLATE, POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
"""Around evidence in another script, which would turn the sentence's own direction."""


def code_title(code: str) -> str:
    """A code with its title in the reader's language (``0613 Software …``), or the code alone."""
    language = current_language()
    if len(code) == 1 and is_level(code):
        return f"{code} {level_title(code, language)}"
    if is_field(code):
        return f"{code} {field_title(code, language)}"
    if is_attainment(code):
        return f"{code} {attainment_title(code, language)}"
    return code


def reason_sentence(reason: dict[str, Any]) -> LazyString | str:
    """A stored reason (``kind``, ``evidence``, ``source``, ``code``) in words.

    Raises ``ValueError`` for a kind that is not in the closed list.
    """
    kind = K(reason["kind"])
    said = {
        "evidence": f"{ISOLATE}{reason.get('evidence', '')}{POP}",
        "source": reason.get("source", ""),
        "code": code_title(reason.get("code", "")),
    }
    if kind is K.WOULD_DECIDE:
        return _would_decide(reason) or said["evidence"]
    if kind is K.OFFICE_DECISIONS:
        return _decided(reason, said)
    return _sentence(kind, said)


def _would_decide(reason: dict[str, Any]) -> LazyString | None:
    """What can still be asked for, of the closed list that the mapper has."""
    words = {
        Missing.TITLE: _("the full name of the qualification, as printed"),
        Missing.FIELD: _("the field of study, as printed beside the title"),
        Missing.COURSES: _("the courses of a transcript"),
        Missing.COUNTRY: _("the country that awarded it"),
        Missing.INSTITUTION: _("the institution that awarded it"),
        Missing.YEAR: _("the year of award"),
        Missing.ENTRY: _("what it required for entry, and how long it took"),
    }
    return {PREFIX + key: text for key, text in words.items()}.get(reason.get("source", ""))


def _decided(reason: dict[str, Any], said: dict[str, str]) -> str:
    """What assessors here found before: how often, and when last."""
    last = date.fromisoformat(reason["last"]) if "last" in reason else None
    words: str = ngettext(
        "Assessors here found %(code)s for “%(evidence)s” in %(num)s case, on %(last)s.",
        "Assessors here found %(code)s for “%(evidence)s” in %(num)s cases, last on %(last)s.",
        reason.get("times", 1),
        last=format_date(last, "long") if last else "–",
        **said,
    )
    return words


def _sentence(kind: K, said: dict[str, str]) -> LazyString:
    sentences = {
        K.SYSTEM_ENTRY: _("“%(evidence)s” is a qualification of this country’s system.", **said),
        K.SYSTEM_LIKENESS: _("“%(evidence)s” resembles a qualification that is known.", **said),
        K.DEGREE_WORD: _("“%(evidence)s” names a degree of level %(code)s.", **said),
        K.STAGE_WORD: _("“%(evidence)s” names a stage of education: level %(code)s.", **said),
        K.FRAMEWORK_LEVEL: _("“%(evidence)s” states a level of a framework.", **said),
        K.GRADE_NUMBERS: _("“%(evidence)s” names school years: level %(code)s.", **said),
        K.TEACHER_TRAINING: _("“%(evidence)s” makes it teacher training: %(code)s.", **said),
        K.INTERDISCIPLINARY: _(
            "“%(evidence)s” makes it interdisciplinary, with no leading subject: %(code)s.", **said
        ),
        K.SUBJECT_PHRASE: _("“%(evidence)s” means %(code)s.", **said),
        K.SUBJECT_HINT: _("“%(evidence)s” supports %(code)s.", **said),
        K.OFFICIAL_TITLE: _("“%(evidence)s” is the standard’s own title of %(code)s.", **said),
        K.LIKENESS: _("It is spelled like “%(evidence)s”: %(code)s.", **said),
        K.YEAR_OUTSIDE: _("“%(evidence)s” was not awarded in that year.", **said),
        K.NO_EVIDENCE: _("Nothing in “%(evidence)s” decides it.", **said),
        K.CONFLICT: _("But “%(evidence)s” speaks for %(code)s.", **said),
    }
    return sentences[kind]
