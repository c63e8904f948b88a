"""Printing a letter: what the background process does; it imports nothing that this does not need.

With what activities need besides (the engine's client, the database) it would start half again as
slowly.
"""

from collections.abc import Callable
from typing import Any

from recognition.domain.decision import DecisionContent
from recognition.domain.vocabulary import CodeScheme
from recognition.office import Office


def print_letter(
    content: DecisionContent, snapshot: dict[str, Any], office: Office, verify_url: str, code: str
) -> tuple[bytes, str]:
    """A letter and its digest; only the background process imports the printer."""
    from recognition.letters.decision import letter_digest, printed_codes, render_decision

    titles = _titles(printed_codes(content, snapshot))
    pdf = render_decision(
        content, snapshot, office, titles=titles, verify_url=verify_url, code=code
    )
    return pdf, letter_digest(pdf)


def _titles(printed: dict[str, str]) -> dict[str, str]:
    """The official titles of the codes that the letter prints."""
    from recognition.isced import codes

    titles: dict[str, Callable[[str], str]] = {
        CodeScheme.ISCED_LEVEL.value: codes.level_title,
        CodeScheme.ISCED_F.value: codes.field_title,
    }
    return {scheme: titles[scheme](code) for scheme, code in printed.items()}
