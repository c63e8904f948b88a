"""The ISCED 2011 level of a qualification, from its country's system and its degree words."""

from collections import defaultdict
from copy import copy
from dataclasses import dataclass, field

from recognition.isced import codes
from recognition.isced.grades import framework_level, grade_numbers, level_of_grades
from recognition.isced.lexicon import Lexicon, Phrase, Role, Strength
from recognition.isced.missing import for_level
from recognition.isced.model import Alternative, LevelSuggestion, Query
from recognition.isced.phrases import Match, PhraseIndex, preferred, undominated
from recognition.isced.reasons import Reason, ReasonKind
from recognition.isced.similarity import Similarity
from recognition.isced.systems import Qualification, System
from recognition.isced.text import tokens
from recognition.isced.tongues import LENT, NEAR, Tongues
from recognition.isced.weights import LevelWeights, Signals, confidence

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

    def __init__(
        self,
        systems: dict[str, System],
        lexicon: Lexicon,
        weights: LevelWeights,
        tongues: Tongues,
    ) -> None:
        self._systems = systems
        self._weights = weights
        self._tongues = tongues
        self._languages = lexicon.languages
        self._kinds = PhraseIndex([(p.words, p) for p in lexicon.institutions], lexicon.stopwords)
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
            plurals=True,
        )
        self._grade_words = {
            phrase.words[0].rstrip("*") for role, phrase in lexicon.roles if role is Role.GRADE
        }
        self._like: list[Qualification | Phrase] = []
        texts: list[str] = []
        groups: list[str] = []
        for entry in entries:
            for names, group in (
                (entry.native, systems[entry.country].languages[0]),
                (entry.english, "en"),
            ):
                texts += [name.replace("*", "") for name in names]
                groups += [group] * len(names)
                self._like += [entry] * len(names)
        for phrase in lexicon.degrees:
            texts.append(phrase.text.replace("*", ""))
            groups.append(phrase.language)
            self._like.append(phrase)
        self._similarity = Similarity(texts, groups)

    def weighing(self, weights: LevelWeights) -> "LevelMapper":
        """The same mapper with other weights; what is built from data is shared."""
        other = copy(self)
        other._weights = weights
        return other

    def _factors(self, language: str | None, text: str) -> dict[str, float]:
        return self._tongues.factors(language, text, self._languages)

    def degree_positions(self, query: Query) -> frozenset[int]:
        """Positions of the words of the title that name a degree and so no subject."""
        factors = self._factors(query.language, query.title)
        found = [
            match.positions
            for match in self._index.find(tokens(query.title))
            if isinstance(match.value, Phrase)
            and match.value.strength is Strength.NAME
            and factors[match.value.language] >= LENT
        ]
        return frozenset().union(*found)

    def suggest(self, query: Query) -> LevelSuggestion:
        """Suggest a level for a title, never without a best guess."""
        words = tokens(query.title)
        tally = _Tally()
        self._phrases(query, words, tally)
        self._numbers(query, words, tally)
        self._institution(query, tally)
        best = max(tally.scores().values(), default=0.0)
        if best < self._weights.degree:
            self._neighbours(query, tally)
        return self._choose(tally, query)

    def _phrases(self, query: Query, words: tuple[str, ...], tally: _Tally) -> None:
        factors = self._factors(query.language, query.title)
        before = tokens(query.institution or "")
        read = before + words + self._printed_beside(query, words)
        own = frozenset(range(len(before), len(before) + len(words)))
        kept = {at for at in own if read[at] not in self._index.stopwords}
        found = [
            match
            for match in self._index.find(read, compounds=self._tongues.joins_nouns(query.language))
            if match.positions & own and self._applies(match, read, query, factors)
        ]
        matches = [match for match in found if match.positions <= own]
        # A bare degree is one name with what stands beside it: 'Doctor' and 'Medicine', 'High
        # School' and 'Diploma'.
        said = kept.union(*(match.positions for match in matches))
        matches += [match for match in found if said < match.positions and not match.gap]
        # What the office says of a name stands in the place of what comes along.
        matches = undominated(
            matches, lambda entry: isinstance(entry, Phrase) and factors[entry.language] < LENT
        )
        matches = preferred(matches, lambda entry: entry.own)
        for order, match in enumerate(matches):
            evidence = " ".join(read[i] for i in sorted(match.positions))
            decay = max(0.6, 1 - 0.08 * order) * (0.9 if match.gap else 1.0)
            bonus = 1 + 0.15 * (len(match.positions) - 1)
            if isinstance(match.value, Qualification):
                whole = len(match.positions) >= len(kept)
                self._entry(query, match.value, evidence, decay * bonus, whole, tally)
            else:
                near = factors[match.value.language]
                self._word(match.value, evidence, decay * bonus * near, tally)

    def _printed_beside(self, query: Query, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words of the field of study, where the title does not say them."""
        field = tokens(query.field or "")
        return () if set(field) <= set(words) else field

    def _applies(
        self,
        match: Match[Qualification | Phrase],
        words: tuple[str, ...],
        query: Query,
        factors: dict[str, float],
    ) -> bool:
        entry = match.value
        if len(match.positions) == 1 and self._is_small_word(words[match.start], query.title):
            return False
        if isinstance(entry, Phrase):
            near = factors[entry.language]
            if match.inside:
                return near >= NEAR
            # Abbreviations of one language are common words of another.
            return near >= NEAR or match.letters >= (4 if near >= LENT else 7)
        if match.inside:
            return False
        if query.country in self._systems:
            return entry.country == query.country
        return match.letters >= 4

    def _is_small_word(self, word: str, title: str) -> bool:
        """Whether an abbreviation (DES, AS) is the small word 'des' or 'as' in this title."""
        if word not in self._index.stopwords or not word.isascii():
            return False
        written = [one for one in title.split() if tokens(one) == (word,)]
        return title.isupper() or not any(one.isupper() for one in written)

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
            said = {(e.level, e.reason.evidence) for e in tally.evidence if e.reason.kind is kind}
            if (entry.level, evidence) in said:
                return  # many countries have one name for one thing: it counts once
        if not entry.awarded_in(query.year):
            score *= 0.4
            kind = ReasonKind.YEAR_OUTSIDE
        reason = Reason(kind, evidence, entry.source, entry.level)
        tally.evidence.append(
            _Evidence(entry.level, score * factor, reason, entry.isced_a, entry.eqf)
        )

    def _word(self, phrase: Phrase, evidence: str, factor: float, tally: _Tally) -> None:
        weights = self._weights
        name = phrase.strength is Strength.NAME
        score = (weights.degree if name else weights.stage) * factor
        kind = ReasonKind.DEGREE_WORD if name else ReasonKind.STAGE_WORD
        attainment = phrase.code if len(phrase.code) == 3 else None
        level = _level_of(phrase.code)
        reason = Reason(kind, evidence, phrase.source, level)
        tally.evidence.append(_Evidence(level, score, reason, attainment))

    def _numbers(self, query: Query, words: tuple[str, ...], tally: _Tally) -> None:
        framework = framework_level(words)
        if framework:
            level, eqf, evidence = framework
            reason = Reason(ReasonKind.FRAMEWORK_LEVEL, evidence, "rule/framework", level)
            tally.evidence.append(_Evidence(level, self._weights.framework, reason, eqf=eqf))
        grades = grade_numbers(words, self._grade_words)
        if grades:
            level = level_of_grades(grades)
            evidence = "-".join(str(number) for number in grades)
            reason = Reason(ReasonKind.GRADE_NUMBERS, evidence, "rule/grades", level)
            tally.evidence.append(_Evidence(level, self._weights.grades, reason))

    def _institution(self, query: Query, tally: _Tally) -> None:
        """Let the kind of institution speak: a college, a technikum, a school, a university."""
        if not query.institution:
            return
        factors = self._factors(query.language, query.institution)
        words = tokens(query.institution)
        joins = self._tongues.joins_nouns(query.language)
        found = [
            match
            for match in undominated(self._kinds.find(words, compounds=joins))
            if factors[match.value.language] >= (NEAR if match.inside else LENT)
        ]
        for order, match in enumerate(found[:2]):
            phrase = match.value
            evidence = " ".join(words[i] for i in sorted(match.positions))
            level = _level_of(phrase.code)
            reason = Reason(ReasonKind.STAGE_WORD, evidence, phrase.source, level)
            score = self._weights.institution * (1 if order == 0 else 0.5)
            tally.evidence.append(_Evidence(level, score, reason))

    def _neighbours(self, query: Query, tally: _Tally) -> None:
        if not any(char.isalpha() for char in query.title):
            return  # numbers resemble each other, and name nothing
        factors = self._factors(query.language, query.title)
        for number, likeness in self._similarity.nearest(query.title, _NEIGHBOURS, factors):
            if likeness < self._weights.likeness_floor:
                break
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

    def _choose(self, tally: _Tally, query: Query) -> LevelSuggestion:
        scores = {k: v for k, v in tally.scores().items() if k != _UNLIKELY}
        if not scores:
            nothing = Reason(ReasonKind.NO_EVIDENCE, query.title, "rule/unknown")
            reasons = (nothing, *for_level(query))
            return LevelSuggestion(_PRIOR, 0.2, True, (), reasons, None, None, None)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        level, best = ranked[0]
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        weights = self._weights
        signals = self._signals(tally, query, level, best, second)
        sure = confidence(weights.sure, signals)
        rest = sum(score for _, score in ranked[1:]) or 1.0
        others = tuple(Alternative(code, (1 - sure) * score / rest) for code, score in ranked[1:4])
        own = sorted((e for e in tally.evidence if e.level == level), key=lambda e: -e.score)
        against = sorted((e for e in tally.evidence if e.level != level), key=lambda e: -e.score)
        kept = [item.reason for item in own[:4]] + [
            Reason(ReasonKind.CONFLICT, e.reason.evidence, e.reason.source, e.level)
            for e in against[:1]
            if e.score > 0.5 * best
        ]
        would_decide = for_level(query) if sure < weights.threshold else ()
        default = codes.level(level).eqf if level >= _DEFAULT_EQF_FROM else None
        return LevelSuggestion(
            code=level,
            confidence=sure,
            abstained=sure < weights.threshold,
            alternatives=others,
            reasons=(*dict.fromkeys(kept), *would_decide),
            isced_a=next((e.isced_a for e in own if e.isced_a), None),
            eqf=next((e.eqf for e in own if e.eqf), default),
            cycle=codes.level(level).cycle,
            signals=signals,
        )

    def _signals(
        self, tally: _Tally, query: Query, level: str, best: float, second: float
    ) -> Signals:
        """What tells how sure the best level is, each about 0 to 1."""
        own = [item for item in tally.evidence if item.level == level]
        kinds = {item.reason.kind for item in own}
        exact = any(
            item.reason.kind is ReasonKind.SYSTEM_ENTRY and item.score >= self._weights.system_exact
            for item in own
        )
        alike = kinds <= {ReasonKind.SYSTEM_LIKENESS, ReasonKind.STAGE_WORD}
        return {
            "bias": 1.0,
            "best": min(best, 2.5),
            "margin": min(best - second, 1.5),
            "contested": second / best,
            "exact": float(exact),
            "likeness": float(alike),
            # A printed diploma names its degree; where nothing does, the institution helps little.
            "institution": float(bool(query.institution) and not alike),
            "known": float(query.country in self._systems),
            "length": min(len(tokens(query.title)), 8) / 8,
            f"level.{level}": 1.0,
        }


def _level_of(code: str) -> str:
    """Level of a level code or of an ISCED-A code; 030 is unfinished primary education."""
    return "1" if code == "030" else code[0]
