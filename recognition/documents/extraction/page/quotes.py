"""Brackets and quotation marks: whether a stretch of text closes what it opens.

German, Bulgarian, Serbian and others close with the mark that English opens with („…“, “…”).
"""

_CLOSING = {"(": ")", "[": "]", "«": "»"}
_MARKS = frozenset('«»„“”"')


def opened(text: str) -> bool:
    """Whether a text opens a bracket or quotation and does not close it."""
    return any(over > 0 for over in _over(text))


def unbalanced(text: str) -> bool:
    """Whether a bracket or quotation mark has no partner."""
    return any(_over(text)) or text.count('"') % 2 == 1


def with_quotes(text: str, whole: str) -> str:
    """A text cut out of a whole one, with the mark beside it that closes or opens one within it."""
    left, _, right = whole.partition(text)
    before, after = left.rstrip()[-1:], right.lstrip()[:1]
    for more, mark in ((text + after, after), (before + text, before)):
        if mark in _MARKS and not unbalanced(more):
            return more
    return text


def _over(text: str) -> list[int]:
    """How many of each kind are opened more often than closed; negative: the other way round."""
    over = [text.count(opens) - text.count(closes) for opens, closes in _CLOSING.items()]
    low, first, second = (text.count(mark) for mark in "„“”")
    return [*over, low - first - second if low else first - second]
