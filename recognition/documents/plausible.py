"""How much a text looks like its language, letter by letter.

Measured against the names of countries, languages and months that Unicode's locale data holds
in each language: enough to tell a language from an alphabet with its letters exchanged.
"""

import math
from collections import Counter
from collections.abc import Iterable
from functools import cache

from babel import Locale

from recognition.documents import language

_ALPHABETS = frozenset({"Latn", "Cyrl", "Arab", "Hebr", "Grek", "Geor", "Armn"})
_LEAST = 40  # letters that a judgement needs
_STRANGE = -9.7  # mean log2 of pairs of letters: real texts lie above, exchanged letters under it
_BETTER = 0.5  # by which a text reads better from its other end, if it was written so
_LOCALES = {"ku": "ckb", "sr": "sr_Cyrl", "uz": "uz_Latn"}


@cache
def _pairs(code: str) -> tuple[dict[str, float], float]:
    """log2 of the frequency of each pair of letters, and that of pairs never seen."""
    locale = Locale.parse(_LOCALES.get(code, code))
    names = [
        *locale.territories.values(),
        *locale.languages.values(),
        *locale.currencies.values(),
        *locale.months["format"]["wide"].values(),
        *locale.days["format"]["wide"].values(),
    ]
    counts = Counter(pair for name in names for pair in _in(name))
    total = sum(counts.values()) + len(counts)
    return (
        {pair: math.log2((count + 0.5) / total) for pair, count in counts.items()},
        math.log2(0.1 / max(total, 1)),
    )


def _in(text: str) -> Iterable[str]:
    for word in text.lower().split():
        letters = "".join(letter for letter in word if letter.isalpha())
        if letters:
            marked = f" {letters} "
            yield from (marked[at : at + 2] for at in range(len(marked) - 1))


def score(text: str, code: str) -> float:
    """Mean log2 of the text's pairs of letters in a language."""
    known, unseen = _pairs(code)
    found = [known.get(pair, unseen) for pair in _in(text)]
    return sum(found) / max(1, len(found))


def strange(text: str) -> bool:
    """Whether a text of an alphabet looks like no language; False where that cannot be said."""
    own, script = _main(text)
    return bool(own) and score(own, language.language_of(own, script)) < _STRANGE


def mirrored(text: str) -> bool:
    """Whether a text of a script that runs to the left stands letter by letter in mirror order."""
    own, script = _main(" ".join(word for word in text.split() if runs_left(word)))
    if not own:
        return False
    turned = " ".join(word[::-1] for word in own.split())
    there, back = (score(t, language.language_of(t, script)) for t in (own, turned))
    return back > there + _BETTER


def runs_left(word: str) -> bool:
    """Whether a word is of a script that runs from right to left."""
    return any(language.letter_script(letter) in {"Arab", "Hebr"} for letter in word)


def _main(text: str) -> tuple[str, str]:
    """The words in the main script of a text; empty where too few or of no alphabet."""
    for script, share in language.scripts(text)[:1]:
        own = [w for w in text.split() if any(language.letter_script(c) == script for c in w)]
        enough = sum(map(len, own)) >= _LEAST
        if share >= 0.4 and script in _ALPHABETS and enough:
            return " ".join(own), script
    return "", ""
