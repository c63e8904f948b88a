"""Letters with the titles of their codes: what prints them imports nothing that this does not need.

The worker's background process, which prints the letters that are sent, would start half again as
slowly with what activities need besides (the engine's client, the database). The web prints drafts
by the same functions (``docs/adr/0012``).
"""

from collections.abc import Callable, Sequence
from typing import Any

from recognition.domain.decision import DecisionContent
from recognition.domain.vocabulary import CodeScheme
from recognition.office import Office


def print_letter(
    content: DecisionContent, snapshot: dict[str, Any], office: Office, verify_url: str, code: str
) -> tuple[bytes, str]:
    """A letter and its digest; only who prints imports the printer."""
    from recognition.letters.decision import letter_digest, render_decision

    titles = _titles(content, snapshot, office)
    pdf = render_decision(
        content, snapshot, office, titles=titles, verify_url=verify_url, code=code
    )
    return pdf, letter_digest(pdf)


def print_draft(
    content: DecisionContent,
    snapshot: dict[str, Any],
    *,
    office: Office,
    missing: Sequence[str],
    language: str,
) -> bytes:
    """The same letter before anybody signed it, marked as a draft on each page.

    ``missing`` are sentences in ``language``: what it lacks before it can be proposed.
    """
    from recognition.letters.decision import render_draft

    titles = _titles(content, snapshot, office)
    return render_draft(
        content, snapshot, office, titles=titles, missing=missing, language=language
    )


def _titles(
    content: DecisionContent, snapshot: dict[str, Any], office: Office
) -> dict[str, dict[str, str]]:
    """The titles of the codes that the letter prints, in each of the office's languages."""
    from recognition.isced import titles
    from recognition.letters.decision import printed_codes
    from recognition.letters.texts import voice

    called: dict[str, Callable[[str, str], str]] = {
        CodeScheme.ISCED_LEVEL.value: titles.level_title,
        CodeScheme.ISCED_F.value: titles.field_title,
    }
    said = [voice(one).base for one in office.languages]
    return {
        scheme: {language: called[scheme](code, language) for language in said}
        for scheme, code in printed_codes(content, snapshot).items()
    }
