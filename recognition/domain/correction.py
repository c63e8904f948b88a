"""Correcting a slip of the pen: words are put right, nothing that was decided changes."""

from typing import Any

CODES = frozenset({"isced_level", "isced_f", "document_type", "level_here", "ref", "terms"})
"""Keys whose values are codes or limits, though they are texts: to change one is to decide anew."""


def corrected(value: Any, wrong: str, right: str) -> tuple[Any, int]:
    """``value`` with ``right`` in place of ``wrong`` in its words, and how often it stood there.

    Walks records and lists; members of vocabularies, codes, numbers and ids stay as they are.
    """
    if type(value) is str:
        return value.replace(wrong, right), value.count(wrong)
    if isinstance(value, dict):
        done = {
            key: (part, 0) if key in CODES else corrected(part, wrong, right)
            for key, part in value.items()
        }
        return {key: part for key, (part, _) in done.items()}, sum(n for _, n in done.values())
    if isinstance(value, list | tuple):
        parts = [corrected(part, wrong, right) for part in value]
        return [part for part, _ in parts], sum(n for _, n in parts)
    return value, 0
