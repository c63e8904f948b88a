"""The ISCED-F 2013 field of a qualification, from its subject words and their likes.

The standard's rule for programmes of several subjects, the leading subject, is kept by weighing
what stands first; teacher training with a subject goes to 0114 whatever the subject.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from recognition.isced import codes
from recognition.isced.lexicon import Lexicon, Phrase, Role, Strength
from recognition.isced.model import Alternative, FieldSuggestion, Query
from recognition.isced.phrases import Match, PhraseIndex, undominated
from recognition.isced.reasons import Reason, ReasonKind
from recognition.isced.similarity import Similarity
from recognition.isced.text import fold, pattern, tokens
from recognition.isced.weights import FieldWeights, logistic

_OFFICIAL = "iscedf"
_WITH_SUBJECT = "0114"
_UNKNOWN = "9999"
_NEIGHBOURS = 10
_DETAILED = 4
_SHORT = 5


@dataclass(slots=True)
class _Tally:
    scores: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    reasons: list[tuple[float, Reason]] = field(default_factory=list)
    covered: float = 0.0

    def add(self, code: str, score: float, reason: Reason) -> None:
        self.scores[code] += score
        self.reasons.append((score, reason))


class FieldMapper:
    """Finds fields; built once from the code list and the lexicon."""

    def __init__(self, lexicon: Lexicon, weights: FieldWeights) -> None:
        self._weights = weights
        official = [
            Phrase(pattern(title), code, "en", Strength.NAME, title)
            for code, title in codes.field_list().titles.items()
            if code != _UNKNOWN[: len(code)] and code[-1] not in "089"
        ]
        self._official = {phrase.text for phrase in official}
        phrases = official + list(lexicon.subjects)
        self._stopwords = lexicon.stopwords
        self._index = PhraseIndex([(p.words, p) for p in phrases], lexicon.stopwords)
        self._roles = PhraseIndex([(p.words, role) for role, p in lexicon.roles], frozenset())
        # Relatives in many languages are spelled alike: each spelling of a code stands once.
        spellings = {
            (fold(p.text.replace("*", "")), p.code): p
            for p in reversed(phrases)
            if p.strength is Strength.NAME
        }
        self._like = list(spellings.values())
        self._similarity = Similarity([text for text, _ in spellings])

    def suggest(self, query: Query, degree_words: frozenset[int]) -> FieldSuggestion:
        """Suggest a field; ``degree_words`` are positions in the title that name a degree."""
        tally = _Tally()
        if query.field:
            self._read(query.field, frozenset(), query.language, 1.0, tally)
            self._read(
                query.title, degree_words, query.language, self._weights.title_beside_field, tally
            )
        else:
            self._read(query.title, degree_words, query.language, 1.0, tally)
        return self._choose(tally)

    def _read(
        self,
        text: str,
        degree_words: frozenset[int],
        language: str | None,
        factor: float,
        tally: _Tally,
    ) -> None:
        words = tokens(text)
        content = [
            i for i, w in enumerate(words) if w not in self._stopwords and i not in degree_words
        ]
        matches = [
            match
            for match in undominated(self._index.find(words))
            if match.value.strength is Strength.NAME or not match.positions <= degree_words
        ]
        named = self._matches(words, matches, language, factor, tally)
        self._teachers(words, factor, tally)
        covered = len(named & set(content)) / len(content) if content else 0.0
        tally.covered = max(tally.covered, covered)
        rest = [words[i] for i in content if i not in named]
        if content and covered < 1:
            weight = factor * self._weights.likeness * (1 - 0.7 * covered)
            self._neighbours(" ".join(words[i] for i in content), weight, tally)
            if rest and len(rest) < len(content):
                self._neighbours(" ".join(rest), weight * 0.6, tally)

    def _matches(
        self,
        words: tuple[str, ...],
        matches: list[Match[Phrase]],
        language: str | None,
        factor: float,
        tally: _Tally,
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
            for match in group:
                score = self._weigh(match, language) * decay
                if score > best.get(match.value.code, (0.0, None))[0]:
                    best[match.value.code] = (score, match.value)
            evidence = " ".join(words[i] for i in sorted(positions))
            for code, (score, phrase) in best.items():
                tally.add(code, score, self._reason(phrase, evidence))
            names = [phrase for _, phrase in best.values() if phrase.strength is Strength.NAME]
            if names:
                named |= positions
            if any(len(phrase.code) == _DETAILED for phrase in names):
                decay *= weights.order_decay
        return named

    def _weigh(self, match: Match[Phrase], language: str | None) -> float:
        weights = self._weights
        phrase = match.value
        score = weights.name if phrase.strength is Strength.NAME else weights.hint
        score *= 1 + weights.word_bonus * (len(match.positions) - 1)
        score *= 1 - weights.gap_penalty * match.gap
        if len(phrase.code) < _DETAILED:
            score *= weights.general
        if phrase.language != language and len(phrase.words) == 1:
            # A stem of a few letters means something else in most other languages.
            word = phrase.words[0]
            score *= weights.short_stem if word.endswith("*") and len(word) < _SHORT else 1
        if language and phrase.language != language:
            score *= weights.other_language
        return score

    def _reason(self, phrase: Phrase, evidence: str) -> Reason:
        if phrase.text in self._official:
            return Reason(ReasonKind.OFFICIAL_TITLE, evidence, _OFFICIAL, phrase.code)
        name = phrase.strength is Strength.NAME
        kind = ReasonKind.SUBJECT_PHRASE if name else ReasonKind.SUBJECT_HINT
        return Reason(kind, evidence, phrase.source, phrase.code)

    def _teachers(self, words: tuple[str, ...], factor: float, tally: _Tally) -> None:
        found = [
            m
            for m in self._roles.find(words)
            if m.value is Role.TEACHER_TRAINING
            or (m.value is Role.TEACHER_TRAINING_FIRST and m.start == 0)
        ]
        subjects = [c for c, s in tally.scores.items() if c[:2] != "01" and s > 0.5 * factor]
        if found and subjects:
            evidence = " ".join(words[i] for i in sorted(found[0].positions))
            reason = Reason(
                ReasonKind.TEACHER_TRAINING, evidence, "rule/teacher_training", _WITH_SUBJECT
            )
            tally.add(_WITH_SUBJECT, 1.6 * factor, reason)

    def _neighbours(self, text: str, weight: float, tally: _Tally) -> None:
        best: dict[str, tuple[float, int]] = {}
        for number, likeness in self._similarity.nearest(text, _NEIGHBOURS):
            code = self._like[number].code
            if likeness > self._weights.likeness_floor and likeness > best.get(code, (0, 0))[0]:
                best[code] = (likeness, number)
        for code, (likeness, number) in best.items():
            phrase = self._like[number]
            reason = Reason(ReasonKind.LIKENESS, phrase.text, phrase.source, code)
            tally.add(code, weight * likeness * likeness, reason)

    def _ranked(self, scores: dict[str, float]) -> list[tuple[str, float]]:
        """Rank codes: each with part of what speaks for its relatives in the tree."""
        weights = self._weights
        narrow: defaultdict[str, float] = defaultdict(float)
        broad: defaultdict[str, float] = defaultdict(float)
        for code, score in scores.items():
            broad[code[:2]] += score
            if len(code) > 2:
                narrow[code[:3]] += score
        ranked = {}
        for code, score in scores.items():
            above = sum(scores.get(code[:n], 0.0) for n in range(2, len(code)))
            near = narrow[code[:3]] - score if len(code) > 2 else 0.0
            far = broad[code[:2]] - score - near
            ranked[code] = (
                score + weights.ancestors * above + weights.siblings * near + weights.cousins * far
            )
        return sorted(ranked.items(), key=lambda item: (-item[1], -len(item[0]), item[0]))

    def _choose(self, tally: _Tally) -> FieldSuggestion:
        if not tally.scores:
            nothing = Reason(ReasonKind.NO_EVIDENCE, "the field of study or a transcript", "rule")
            return FieldSuggestion(_UNKNOWN, 0.0, True, (), (nothing,))
        weights = self._weights
        ranked = self._ranked(tally.scores)
        code, best = ranked[0]
        rivals = [item for item in ranked[1:] if not code.startswith(item[0])]
        second = rivals[0][1] if rivals else 0.0
        sure = logistic(
            weights.bias
            + weights.best * min(best, 2.5)
            + weights.margin * (best - second) / best
            + weights.coverage * tally.covered
        )
        rest = sum(score for _, score in rivals) or 1.0
        reasons = sorted(tally.reasons, key=lambda item: -item[0])
        own = [r for _, r in reasons if code.startswith(r.code) or r.code.startswith(code)]
        other = [r for s, r in reasons if r not in own and s > 0.4 * best]
        against = [Reason(ReasonKind.CONFLICT, r.evidence, r.source, r.code) for r in other[:2]]
        return FieldSuggestion(
            code=code,
            confidence=sure,
            abstained=sure < weights.threshold,
            alternatives=tuple(Alternative(c, (1 - sure) * s / rest) for c, s in rivals[:4]),
            reasons=tuple(dict.fromkeys(own[:4] + against)),
        )
