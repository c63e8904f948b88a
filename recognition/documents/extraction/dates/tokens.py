"""Folded text as the words and numbers that a written date is made of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from recognition.documents.extraction.dates.number_words import VOWELS, boundary, is_letter
from recognition.documents.extraction.dates.numerals import geez, hebrew_number, roman
from recognition.documents.extraction.dates.words import MONTHS, Entry, Kind, Vocabulary

_GEEZ = "\u1372-\u137c"
_PIECE = re.compile(
    rf"(?P<digits>[\d{_GEEZ}]+(?:[.:/-]\d+)*)"
    r"|(?P<hebrew>[\u05d0-\u05ea]{1,2}['׳]?[\u05d0-\u05ea]{0,4}[\"'״׳]+[\u05d0-\u05ea]?)"
    r"(?![\u05d0-\u05ea])"
    rf"|(?P<word>(?:[^\W\d_]|[{VOWELS}])+)|[^\w\s]"
)
_RANGE = re.compile(r"\d{1,2}[/-](\d{1,2})")
_MONTH_OF_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})")
_MISREAD = re.compile(r"(?<![^\W_])(?=[\doil]*[oil])(?=[oil]*\d)[\doil]{2,4}(?![^\W_])")
_AS_DIGITS = str.maketrans("oil", "011")
_AROUND = 150  # letters that a date may reach before and after its month
_ATTACHED = 3  # letters of an ending after a number ('5th', '12-го', '1999ж')


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark; ``digits`` is how many a number in digits has (0: in words).

    ``number`` is what a month's name means as a number word ('sept'), or 0; ``sign`` is the mark.
    """

    kind: Kind
    start: int
    end: int
    value: int = 0
    calendar: str = ""
    digits: int = 0
    number: int = 0
    sign: str = ""


def mended(text: str) -> str:
    """The text in one line, letters taken for digits made digits again (``l2.o5.2O14``)."""
    return _MISREAD.sub(_mend, text.replace("\n", " ").replace("\t", " "))


def _mend(hit: re.Match[str]) -> str:
    found = hit[0]
    digits = sum(letter.isdigit() for letter in found)
    ordinal = len(found) == 2 and found[0].isdigit()  # '1o' is 1º, '1i' a first
    if ordinal and not re.match(r" ?[./-] ?[\doil]", hit.string[hit.end() : hit.end() + 4]):
        return found
    return found.translate(_AS_DIGITS) if digits >= 2 or len(found) == 2 else found


def tokens(text: str, words: Vocabulary, start: int, end: int) -> list[Token]:
    """The tokens of a stretch of mended text; what is no part of a date is ``Kind.OTHER``."""
    while start and is_letter(text[start - 1]) and not boundary(text, start):
        start -= 1
    return _months_in_numbers(_once(list(_pieces(text, words, (start, end)))))


def windows(text: str, words: Vocabulary) -> Iterator[tuple[int, int]]:
    """The stretches of mended text around whatever names a month."""
    start = end = 0
    for hit in words.months.finditer(text):
        if hit.start() and text[hit.start() - 1].isascii() and text[hit.start() - 1].isalpha():
            continue
        known = words.longest(text, hit.start())
        if known is None or known[1].kind not in MONTHS:
            continue
        if hit.start() - _AROUND > end:
            if end:
                yield start, end
            start = max(0, hit.start() - _AROUND)
        end = hit.end() + _AROUND
    if end:
        yield start, end


def _pieces(text: str, words: Vocabulary, span: tuple[int, int]) -> Iterator[Token]:
    token = Token(Kind.OTHER, 0, 0)
    flat = text.replace("-", " ")
    for hit in _PIECE.finditer(text, *span):
        start = hit.start()
        if start < token.end:
            continue
        both = _MONTH_OF_YEAR.fullmatch(hit[0]) if token.kind is Kind.MONTH_BEFORE else None
        if both:  # 'tháng 6/2014'
            month = int(both[1])
            yield Token(Kind.NUMBER, start, start + both.end(1), month, digits=len(both[1]))
            token = Token(Kind.NUMBER, start + both.start(2), hit.end(), int(both[2]), digits=4)
        elif hit["digits"]:
            token = _digits(hit, attached=token.kind is Kind.OTHER and 0 < token.end == start)
        elif hit["hebrew"] and (value := _hebrew(hit, text, words)):
            token = Token(Kind.NUMBER, start, hit.end(), value)
        elif hit["word"] or hit["hebrew"]:
            token = _word(text, flat, hit.span(), words)
            while token.end < hit.end():
                yield token
                token = _word(text, flat, (token.end, hit.end()), words)
        else:
            token = Token(Kind.MARK, start, hit.end(), sign=hit[0])
        yield token


def _digits(hit: re.Match[str], *, attached: bool) -> Token:
    start, end = hit.span()
    found = hit[0]
    if found.isdecimal() and len(found) <= 4 and not attached:
        return Token(Kind.NUMBER, start, end, int(found), digits=len(found))
    if days := _RANGE.fullmatch(found):
        return Token(Kind.NUMBER, start, end, int(days[1]), digits=len(days[1]))
    if not found.isascii() and (value := geez(found)):
        return Token(Kind.NUMBER, start, end, value)
    return Token(Kind.OTHER, start, end)


def _hebrew(hit: re.Match[str], text: str, words: Vocabulary) -> int | None:
    """The number that letters with quotes are, unless they abbreviate a month (נוב׳)."""
    known = _known(text, text, hit.start(), words)
    if known and known.kind is Kind.MONTH:
        return None
    value = hebrew_number(hit[0])
    if value is None and hit[0][0] in words.prefixes:
        value = hebrew_number(hit[0][1:])
    return value


def _word(text: str, flat: str, span: tuple[int, int], words: Vocabulary) -> Token:
    """The token at the start of a word, or of a run of words where none parts them."""
    start, end = span
    if words.heads.match(text, start) and (known := _known(text, flat, start, words)):
        return known
    if boundary(text, start):  # a script without spaces: on to where something known may begin
        following = words.heads.search(text, start + 1, end)
        return Token(Kind.OTHER, start, following.start() if following else end)
    if text[start] in "ivxlcdm" and (value := roman(text[start:end])) is not None:
        return Token(Kind.ROMAN, start, end, value)
    before = text[max(0, start - 2) : start]
    attached = before[-1:].isdigit() or (before[-1:] in ("-", "'", ".") and before[0].isdigit())
    ending = attached and end - start <= _ATTACHED
    return Token(Kind.FILL if ending else Kind.OTHER, start, end)


def _known(text: str, flat: str, start: int, words: Vocabulary) -> Token | None:
    for at in (start, *_after_prefix(text, start, words)):
        phrase = words.longest(text, at)
        number = words.numbers.read(flat, at)
        if phrase and (number is None or number[0] <= phrase[0]):
            return _entry(start, *phrase, number[1] if number else 0)
        if number:
            return Token(Kind.NUMBER, start, *number)
    return None


def _after_prefix(text: str, start: int, words: Vocabulary) -> Iterator[int]:
    for prefix in words.prefixes:
        if text.startswith(prefix, start):
            yield start + len(prefix)


def _entry(start: int, end: int, entry: Entry, number: int) -> Token:
    return Token(entry.kind, start, end, entry.value, entry.calendar, number=number)


def _once(every: list[Token]) -> list[Token]:
    """Numbers given twice, in words and in brackets in digits, as one: ``veintiún (21)``."""
    found: list[Token] = []
    for token in every:
        twice = (
            token.kind is Kind.NUMBER
            and len(found) > 1
            and found[-1].sign in ("(", "[", "/")
            and found[-2].kind is Kind.NUMBER
            and token.start - found[-2].end <= 3
            and (token.value == found[-2].value or (token.digits > 0 and found[-2].digits == 0))
        )
        if twice:
            best = token if token.digits else found[-2]
            found[-2:] = [replace(best, start=found[-2].start, end=token.end)]
        else:
            found.append(token)
    return found


def _months_in_numbers(every: list[Token]) -> list[Token]:
    """``tháng 6`` and ``6 сарын`` made months; where a name follows, such words say nothing."""
    for place, token in enumerate(every):
        if token.kind not in (Kind.MONTH_BEFORE, Kind.MONTH_AFTER):
            continue
        step = 1 if token.kind is Kind.MONTH_BEFORE else -1
        other = place + step
        while 0 <= other < len(every) and every[other].kind in (Kind.FILL, Kind.MARK):
            other += step
        every[place] = replace(token, kind=Kind.FILL)
        if not 0 <= other < len(every) or abs(other - place) > 3:
            continue
        number = every[other]
        if number.kind is Kind.NUMBER and 1 <= number.value <= 12:
            every[other] = replace(number, kind=Kind.MONTH, calendar="gregorian")
    return every
