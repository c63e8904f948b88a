"""The ISCED 2011 level of a qualification, from its country's system and its degree words."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from recognition.isced import codes
from recognition.isced.lexicon import Lexicon, Phrase, Role, Strength
from recognition.isced.model import Alternative, LevelSuggestion, Query
from recognition.isced.phrases import Match, PhraseIndex, undominated
from recognition.isced.reasons import Reason, ReasonKind
from recognition.isced.similarity import Similarity
from recognition.isced.systems import Qualification, System
from recognition.isced.text import tokens
from recognition.isced.weights import LevelWeights, logistic

# EQF level → ISCED 2011 level; 4 is upper secondary far more often than post-secondary.
_FROM_EQF = {1: "1", 2: "2", 3: "3", 4: "3", 5: "5", 6: "6", 7: "7", 8: "8"}
_FRAMEWORK = re.compile(r"\b(?:eqf|eqr|cec|meq|erk|nqf|nqr|dqr|prk|ekr|vnqf|pqf)\D{0,12}([1-8])\b")
_ROMAN = {"i": 1, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
_UNLIKELY = "9"
# Level assumed where nothing speaks: most qualifications that are brought are first degrees.
_PRIOR = "6"
_NEIGHBOURS = 6
_DEFAULT_EQF_FROM = "5"


@dataclass(slots=True)
class _Evidence:
    level: str
    score: float
    reason: Reason
    isced_a: str | None = None
    eqf: int | None = None


@dataclass(slots=True)
class _Tally:
    evidence: list[_Evidence] = field(default_factory=list)

    def scores(self) -> dict[str, float]:
        """Best evidence per level, and a fifth of what else speaks for it."""
        grouped: defaultdict[str, list[float]] = defaultdict(list)
        for item in self.evidence:
            grouped[item.level].append(item.score)
        return {
            level: max(found) + 0.2 * (sum(found) - max(found)) for level, found in grouped.items()
        }


class LevelMapper:
    """Finds levels; built once from systems and lexicon."""

    def __init__(self, systems: dict[str, System], lexicon: Lexicon, weights: LevelWeights) -> None:
        self._systems = systems
        self._weights = weights
        stopwords = lexicon.stopwords
        entries = [q for system in systems.values() for q in system.qualifications]
        self._index: PhraseIndex[Qualification | Phrase] = PhraseIndex(
            [
                (lexicon.pattern(name, (*system.languages, "en")), entry)
                for system in systems.values()
                for entry in system.qualifications
                for name in entry.names
            ]
            + [(phrase.words, phrase) for phrase in lexicon.degrees],
            stopwords,
        )
        self._grade_words = {
            phrase.words[0].rstrip("*") for role, phrase in lexicon.roles if role is Role.GRADE
        }
        self._like: list[Qualification | Phrase] = []
        texts = []
        for entry in entries:
            for name in entry.native + entry.english:
                texts.append(name)
                self._like.append(entry)
        for phrase in lexicon.degrees:
            texts.append(phrase.text.replace("*", ""))
            self._like.append(phrase)
        self._similarity = Similarity(texts)

    def degree_positions(self, words: tuple[str, ...]) -> frozenset[int]:
        """Positions of the words that name a degree and so no subject."""
        found = [
            match.positions
            for match in self._index.find(words)
            if isinstance(match.value, Phrase) and match.value.strength is Strength.NAME
        ]
        return frozenset().union(*found)

    def suggest(self, query: Query) -> LevelSuggestion:
        """Suggest a level for a title, never without a best guess."""
        words = tokens(query.title)
        tally = _Tally()
        self._phrases(query, words, tally)
        self._numbers(query, words, tally)
        best = max(tally.scores().values(), default=0.0)
        if best < self._weights.degree:
            self._neighbours(query, tally)
        return self._choose(tally)

    def _phrases(self, query: Query, words: tuple[str, ...], tally: _Tally) -> None:
        matches = [m for m in self._index.find(words) if self._applies(m, query)]
        kept = [word for word in words if word not in self._index.stopwords]
        for order, match in enumerate(undominated(matches)):
            evidence = " ".join(words[i] for i in sorted(match.positions))
            decay = max(0.6, 1 - 0.08 * order) * (0.9 if match.gap else 1.0)
            bonus = 1 + 0.15 * (len(match.positions) - 1)
            if isinstance(match.value, Qualification):
                whole = len(match.positions) >= len(kept)
                self._entry(query, match.value, evidence, decay * bonus, whole, tally)
            else:
                self._word(query, match.value, evidence, decay * bonus, tally)

    def _applies(self, match: Match[Qualification | Phrase], query: Query) -> bool:
        entry = match.value
        if isinstance(entry, Phrase):
            return True
        if query.country in self._systems:
            return entry.country == query.country
        return match.letters >= 4

    def _entry(
        self,
        query: Query,
        entry: Qualification,
        evidence: str,
        factor: float,
        whole: bool,
        tally: _Tally,
    ) -> None:
        weights = self._weights
        if entry.country == query.country:
            score = weights.system_exact if whole else weights.system_part
        else:
            score = weights.system_elsewhere * (1.3 if whole else 1.0)
        kind = ReasonKind.SYSTEM_ENTRY
        if entry.country != query.country:
            kind = ReasonKind.SYSTEM_LIKENESS
        if not entry.awarded_in(query.year):
            score *= 0.4
            kind = ReasonKind.YEAR_OUTSIDE
        reason = Reason(kind, evidence, entry.source, entry.level)
        tally.evidence.append(
            _Evidence(entry.level, score * factor, reason, entry.isced_a, entry.eqf)
        )

    def _word(
        self, query: Query, phrase: Phrase, evidence: str, factor: float, tally: _Tally
    ) -> None:
        weights = self._weights
        name = phrase.strength is Strength.NAME
        score = (weights.degree if name else weights.stage) * factor
        if query.language and phrase.language != query.language:
            score *= weights.other_language
        kind = ReasonKind.DEGREE_WORD if name else ReasonKind.STAGE_WORD
        attainment = phrase.code if len(phrase.code) == 3 else None
        level = _level_of(phrase.code)
        reason = Reason(kind, evidence, phrase.source, level)
        tally.evidence.append(_Evidence(level, score, reason, attainment))

    def _numbers(self, query: Query, words: tuple[str, ...], tally: _Tally) -> None:
        framework = _FRAMEWORK.search(" ".join(words))
        if framework:
            level = _FROM_EQF[int(framework.group(1))]
            reason = Reason(ReasonKind.FRAMEWORK_LEVEL, framework.group(0), "rule/framework", level)
            tally.evidence.append(
                _Evidence(level, self._weights.framework, reason, eqf=int(framework.group(1)))
            )
        grades = self._grades(words)
        if grades:
            level = _level_of_grades(grades)
            evidence = "-".join(str(number) for number in grades)
            reason = Reason(ReasonKind.GRADE_NUMBERS, evidence, "rule/grades", level)
            tally.evidence.append(_Evidence(level, self._weights.grades, reason))

    def _grades(self, words: tuple[str, ...]) -> list[int]:
        """School years named near a word such as 'grade': one, or the first and the last."""
        near = {
            j
            for i, word in enumerate(words)
            if word in self._grade_words or any(word == g + "s" for g in self._grade_words)
            for j in range(i - 4, i + 5)
        }
        found = []
        for j in sorted(near):
            if 0 <= j < len(words):
                digits = re.match(r"(\d{1,2})(?:\D|$)", words[j])
                number = int(digits.group(1)) if digits else _ROMAN.get(words[j], 0)
                if 1 <= number <= 13:
                    found.append(number)
        return [found[0], found[-1]] if len(found) > 1 else found

    def _neighbours(self, query: Query, tally: _Tally) -> None:
        for number, likeness in self._similarity.nearest(query.title, _NEIGHBOURS):
            entry = self._like[number]
            factor = 1.0
            if isinstance(entry, Qualification):
                attainment, eqf, level = entry.isced_a, entry.eqf, entry.level
                factor = 1.3 if entry.country == query.country else 0.9
            else:
                attainment, eqf, level = None, None, _level_of(entry.code)
            reason = Reason(
                ReasonKind.SYSTEM_LIKENESS, self._similarity.texts[number], entry.source, level
            )
            score = self._weights.likeness * likeness * factor
            tally.evidence.append(_Evidence(level, score, reason, attainment, eqf))

    def _choose(self, tally: _Tally) -> LevelSuggestion:
        scores = {k: v for k, v in tally.scores().items() if k != _UNLIKELY}
        if not scores:
            nothing = Reason(ReasonKind.NO_EVIDENCE, "the name of the degree, the country", "rule")
            return LevelSuggestion(_PRIOR, 0.2, True, (), (nothing,), None, None, None)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        level, best = ranked[0]
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        weights = self._weights
        sure = logistic(weights.bias + weights.best * best + weights.margin * (best - second))
        rest = sum(score for _, score in ranked[1:]) or 1.0
        others = tuple(Alternative(code, (1 - sure) * score / rest) for code, score in ranked[1:4])
        own = sorted((e for e in tally.evidence if e.level == level), key=lambda e: -e.score)
        against = sorted((e for e in tally.evidence if e.level != level), key=lambda e: -e.score)
        reasons = [item.reason for item in own[:4]] + [
            Reason(ReasonKind.CONFLICT, e.reason.evidence, e.reason.source, e.level)
            for e in against[:1]
            if e.score > 0.5 * best
        ]
        default = codes.level(level).eqf if level >= _DEFAULT_EQF_FROM else None
        return LevelSuggestion(
            code=level,
            confidence=sure,
            abstained=sure < weights.threshold,
            alternatives=others,
            reasons=tuple(dict.fromkeys(reasons)),
            isced_a=next((e.isced_a for e in own if e.isced_a), None),
            eqf=next((e.eqf for e in own if e.eqf), default),
            cycle=codes.level(level).cycle,
        )


def _level_of(code: str) -> str:
    """Level of a level code or of an ISCED-A code; 030 is unfinished primary education."""
    return "1" if code == "030" else code[0]


def _level_of_grades(grades: list[int]) -> str:
    """Level of school years, by the commonest cut: 1 to 6, 7 to 9, 10 to 12, above."""
    first, last = grades[0], grades[-1]
    middle = last if first == last else (first + last) / 2
    if middle <= 6:
        return "1"
    if middle > 12:
        return "4"
    return "2" if middle <= 9 else "3"
