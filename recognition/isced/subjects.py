"""What the words of a title or of a field of study say of its subjects: phrases and likeness.

Phrases are found first, in the text's own language and its like; likeness of spelling speaks for
what no phrase covers: inflected forms, errors of OCR, languages without a lexicon.
"""

from copy import copy

from recognition.isced import codes
from recognition.isced.evidence import DETAILED, WITH_SUBJECT, Tally
from recognition.isced.lexicon import Lexicon, Phrase, Role, Strength
from recognition.isced.phrases import Match, PhraseIndex, preferred, undominated
from recognition.isced.reasons import Reason, ReasonKind
from recognition.isced.similarity import Similarity
from recognition.isced.text import fold, pattern, tokens
from recognition.isced.tongues import LENT, NEAR, Tongues
from recognition.isced.weights import FieldWeights

UNKNOWN = "9999"
"""Nothing names a subject."""

_OFFICIAL = "iscedf"
_NEIGHBOURS = 10
_SHORT = 5
# Words of a language that has nothing to do with the title's need so many letters to count.
_FOREIGN_LETTERS = 6
_INSIDE = 0.8

RoleMatch = Match[tuple[Role, str]]
"""Words that a rule needs, and of which language they are."""


class Subjects:
    """Reads subjects from words; built once from the code list and the lexicon."""

    def __init__(self, lexicon: Lexicon, weights: FieldWeights, tongues: Tongues) -> None:
        self._weights = weights
        self._tongues = tongues
        self._languages = lexicon.languages
        official = [
            Phrase(pattern(title), code, "en", Strength.NAME, title)
            for code, title in codes.field_list().titles.items()
            if code != UNKNOWN[: len(code)] and code[-1] not in "089"
        ]
        self._official = {phrase.text for phrase in official}
        phrases = official + list(lexicon.subjects)
        self._stopwords = lexicon.stopwords
        self._index = PhraseIndex([(p.words, p) for p in phrases], lexicon.stopwords)
        self._roles = PhraseIndex(
            [(p.words, (r, p.language)) for r, p in lexicon.roles], frozenset()
        )
        # A stem and its word are spelled alike: each spelling of a code stands once a language.
        spellings = {
            (fold(p.text.replace("*", "")), p.code, p.language): p
            for p in reversed(phrases)
            if p.strength is Strength.NAME
        }
        self._like = list(spellings.values())
        self._similarity = Similarity(
            [text for text, _, _ in spellings], [language for _, _, language in spellings]
        )

    def weighing(self, weights: FieldWeights) -> "Subjects":
        """The same with other weights; what is built from data is shared."""
        other = copy(self)
        other._weights = weights
        return other

    def factors(self, language: str | None, text: str) -> dict[str, float]:
        """How much the words of each language count in a text, 0 to 1."""
        return self._tongues.factors(language, text, self._languages)

    def roles(
        self, words: tuple[str, ...], role: Role, factors: dict[str, float]
    ) -> list[RoleMatch]:
        """Where words of one role stand, in a language that counts."""
        return [
            match
            for match in self._roles.find(words)
            if match.value[0] is role and factors[match.value[1]] >= LENT
        ]

    def read(
        self,
        text: str,
        degree_words: frozenset[int],
        language: str | None,
        factor: float,
        tally: Tally,
    ) -> None:
        """Add to a tally what a text says, weighed by ``factor``.

        ``degree_words`` are positions in the text that name a degree.
        """
        words = tokens(text)
        factors = self.factors(language, text)
        content = [
            i for i, w in enumerate(words) if w not in self._stopwords and i not in degree_words
        ]
        matches = [
            match
            for match in self._found(words, language, factors)
            if match.value.strength is Strength.NAME or not match.positions <= degree_words
        ]
        named = self._matches(words, matches, factors, factor, tally)
        self._teachers(words, matches, factors, factor, tally)
        covered = len(named & set(content)) / len(content) if content else 0.0
        tally.covered = max(tally.covered, covered)
        tally.words = tally.words or len(content)
        tally.whole |= any(
            m.value.strength is Strength.NAME and m.positions >= set(content) for m in matches
        )
        rest = [words[i] for i in content if i not in named]
        if content and covered < 1:
            weight = factor * self._weights.likeness * (1 - 0.7 * covered)
            self._neighbours(" ".join(words[i] for i in content), weight, factors, tally)
            if rest and len(rest) < len(content):
                self._neighbours(" ".join(rest), weight * 0.6, factors, tally)

    def _found(
        self, words: tuple[str, ...], language: str | None, factors: dict[str, float]
    ) -> list[Match[Phrase]]:
        """Find phrases of the title's language and its like; others only where these are silent."""
        own: list[Match[Phrase]] = []
        foreign: list[Match[Phrase]] = []
        joins = self._tongues.joins_nouns(language)
        for match in self._index.find(words, compounds=joins):
            near = factors[match.value.language]
            if match.inside and near < NEAR:
                continue
            (own if near >= LENT else foreign).append(match)
        taken = frozenset().union(*(match.positions for match in own))
        rest = [m for m in foreign if m.letters >= _FOREIGN_LETTERS and not m.positions & taken]
        # What the office says of a phrase stands in the place of what comes along.
        return preferred(undominated(own) + undominated(rest), lambda phrase: phrase.own)

    def _matches(
        self,
        words: tuple[str, ...],
        matches: list[Match[Phrase]],
        factors: dict[str, float],
        factor: float,
        tally: Tally,
    ) -> set[int]:
        """Weigh the phrases found; the same words in several languages count once a code."""
        weights = self._weights
        groups: dict[frozenset[int], list[Match[Phrase]]] = {}
        for match in matches:
            groups.setdefault(match.positions, []).append(match)
        decay = factor
        named: set[int] = set()
        for positions, group in groups.items():
            best: dict[str, tuple[float, Phrase]] = {}
            nearest = max(factors[match.value.language] for match in group)
            for match in group:
                near = factors[match.value.language]
                if near < NEAR <= nearest:
                    near *= 0.5  # the title's own language has the word, and says what it means
                score = self._weigh(match, near) * decay
                if score > best.get(match.value.code, (0.0, None))[0]:
                    best[match.value.code] = (score, match.value)
            evidence = " ".join(words[i] for i in sorted(positions))
            for code, (score, phrase) in best.items():
                tally.add(code, score, self._reason(phrase, evidence))
                if phrase.strength is Strength.NAME:
                    tally.named[code] += score
            names = [phrase for _, phrase in best.values() if phrase.strength is Strength.NAME]
            if names:
                named |= positions
            if any(len(phrase.code) == DETAILED for phrase in names):
                decay *= weights.order_decay
        return named

    def _weigh(self, match: Match[Phrase], near: float) -> float:
        weights = self._weights
        phrase = match.value
        score = weights.name if phrase.strength is Strength.NAME else weights.hint
        score *= 1 + weights.word_bonus * (len(match.positions) - 1)
        score *= 1 - weights.gap_penalty * match.gap
        if len(phrase.code) < DETAILED:
            score *= weights.general
        if near < NEAR and len(phrase.words) == 1:
            # A stem of a few letters means something else in most other languages.
            word = phrase.words[0]
            score *= weights.short_stem if word.endswith("*") and len(word) < _SHORT else 1
        return score * near * (_INSIDE if match.inside else 1)

    def _reason(self, phrase: Phrase, evidence: str) -> Reason:
        if phrase.text in self._official:
            return Reason(ReasonKind.OFFICIAL_TITLE, evidence, _OFFICIAL, phrase.code)
        name = phrase.strength is Strength.NAME
        kind = ReasonKind.SUBJECT_PHRASE if name else ReasonKind.SUBJECT_HINT
        return Reason(kind, evidence, phrase.source, phrase.code)

    def trains_teachers(self, words: tuple[str, ...], factors: dict[str, float]) -> list[RoleMatch]:
        """Where words say that teachers are trained, in a language that counts."""
        first = self.roles(words, Role.TEACHER_TRAINING_FIRST, factors)
        return [
            *self.roles(words, Role.TEACHER_TRAINING, factors),
            *(match for match in first if match.start == 0),
        ]

    def _teachers(
        self,
        words: tuple[str, ...],
        matches: list[Match[Phrase]],
        factors: dict[str, float],
        factor: float,
        tally: Tally,
    ) -> None:
        # 'Yoga instructor' and 'social pedagogy' are names of subjects as a whole.
        longer = [match.positions for match in matches if match.value.code[:2] != "01"]
        found = [
            match
            for match in self.trains_teachers(words, factors)
            if not any(match.positions < positions for positions in longer)
        ]
        subjects = [c for c, s in tally.scores.items() if c[:2] != "01" and s > 0.5 * factor]
        if found and subjects:
            evidence = " ".join(words[i] for i in sorted(found[0].positions))
            reason = Reason(
                ReasonKind.TEACHER_TRAINING, evidence, "rule/teacher_training", WITH_SUBJECT
            )
            # Cosmetology taught is teaching, however much is said of cosmetology.
            most = max(tally.scores[code] for code in subjects)
            tally.add(WITH_SUBJECT, max(1.6 * factor, 1.1 * most), reason)

    def _neighbours(
        self, text: str, weight: float, factors: dict[str, float], tally: Tally
    ) -> None:
        best: dict[str, tuple[float, int]] = {}
        for number, likeness in self._similarity.nearest(text, _NEIGHBOURS, factors):
            code = self._like[number].code
            if likeness > self._weights.likeness_floor and likeness > best.get(code, (0, 0))[0]:
                best[code] = (likeness, number)
        for code, (likeness, number) in best.items():
            phrase = self._like[number]
            reason = Reason(ReasonKind.LIKENESS, phrase.text, phrase.source, code)
            tally.add(code, weight * likeness * likeness, reason)
