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

    titles = _titles(content, snapshot)
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

    titles = _titles(content, snapshot)
    return render_draft(
        content, snapshot, office, titles=titles, missing=missing, language=language
    )


def _titles(content: DecisionContent, snapshot: dict[str, Any]) -> dict[str, str]:
    """The official titles of the codes that the letter prints."""
    from recognition.isced import codes
    from recognition.letters.decision import printed_codes

    titles: dict[str, Callable[[str], str]] = {
        CodeScheme.ISCED_LEVEL.value: codes.level_title,
        CodeScheme.ISCED_F.value: codes.field_title,
    }
    printed = printed_codes(content, snapshot)
    return {scheme: titles[scheme](code) for scheme, code in printed.items()}
