"""The ISCED-F 2013 field of a qualification, from its subject words and their likes.

The standard's rule for programmes of several subjects, the leading subject, is kept by weighing
what stands first; teacher training with a subject goes to 0114 whatever the subject.
"""

from copy import copy

from recognition.isced import codes
from recognition.isced.evidence import DETAILED, WITH_SUBJECT, Tally, ranked, signals
from recognition.isced.lexicon import Lexicon, Phrase, Role, Strength
from recognition.isced.missing import for_field
from recognition.isced.model import Alternative, FieldSuggestion, Query
from recognition.isced.phrases import Match, PhraseIndex, preferred, undominated
from recognition.isced.reasons import Reason, ReasonKind
from recognition.isced.schooling import BASIC, Schooling, is_trade
from recognition.isced.similarity import Similarity
from recognition.isced.text import fold, pattern, tokens
from recognition.isced.tongues import LENT, NEAR, Tongues
from recognition.isced.weights import FieldWeights, confidence

_OFFICIAL = "iscedf"
_UNKNOWN = "9999"
_INVOLVING = "88"
_TRADE_SCORE = 0.8
_LIKE = 0.3
_NEIGHBOURS = 10
_SHORT = 5
# Words of a language that has nothing to do with the title's need so many letters to count.
_FOREIGN_LETTERS = 6
_INSIDE = 0.8


class FieldMapper:
    """Finds fields; built once from the code list and the lexicon."""

    def __init__(self, lexicon: Lexicon, weights: FieldWeights, tongues: Tongues) -> None:
        self._weights = weights
        self._tongues = tongues
        self._languages = lexicon.languages
        official = [
            Phrase(pattern(title), code, "en", Strength.NAME, title)
            for code, title in codes.field_list().titles.items()
            if code != _UNKNOWN[: len(code)] and code[-1] not in "089"
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

    def weighing(self, weights: FieldWeights) -> "FieldMapper":
        """The same mapper with other weights; what is built from data is shared."""
        other = copy(self)
        other._weights = weights
        return other

    def suggest(
        self, query: Query, degree_words: frozenset[int], school: Schooling | None = None
    ) -> FieldSuggestion:
        """Suggest a field.

        ``degree_words`` are positions in the title that name a degree; ``school`` says that the
        title is, or seems to be, a certificate of general schooling.
        """
        tally = Tally(printed=bool(query.field))
        if query.field:
            self._read(query.field, frozenset(), query.language, 1.0, tally)
            self._read(
                query.title, degree_words, query.language, self._weights.title_beside_field, tally
            )
        else:
            self._read(query.title, degree_words, query.language, 1.0, tally)
        self._interdisciplinary(query, tally)
        if school:
            self._general(query, school, tally)
        return self._choose(tally, query)

    def _interdisciplinary(self, query: Query, tally: Tally) -> None:
        """Rule: called interdisciplinary, and no one subject leads, it is x88 of its broad field.

        A single detailed field that is named leads, whatever the programme calls itself.
        """
        words = tokens(f"{query.title} {query.field or ''}")
        factors = self._tongues.factors(query.language, query.title, self._languages)
        found = [
            match
            for match in self._roles.find(words)
            if match.value[0] is Role.INTERDISCIPLINARY and factors[match.value[1]] >= LENT
        ]
        leading = [code for code in tally.named if len(code) == DETAILED]
        order = ranked(tally.scores, self._weights)
        if not found or not tally.named or len(leading) == 1:
            return
        code = order[0][0][:2] + _INVOLVING
        if codes.is_field(code):
            evidence = " ".join(words[i] for i in sorted(found[0].positions))
            reason = Reason(ReasonKind.INTERDISCIPLINARY, evidence, "rule/interdisciplinary", code)
            tally.add(code, 1.2 * order[0][1], reason)

    def _general(self, query: Query, school: Schooling, tally: Tally) -> None:
        """Rule: a certificate of general schooling is a basic programme, whatever its stream.

        A trade, or teaching, that is named beside the certificate's own name makes it vocational.
        """
        if not school.certificate and any(code.startswith(BASIC[:2]) for code in tally.named):
            return  # literacy, skills of life: the title says of which kind it is
        title = tokens(query.title)
        own = _places(title, school)
        rest = tuple(word for at, word in enumerate(title) if at not in own)
        stream, other = self._streams(tokens(query.field or ""))
        if self._teaches(title, own, query) or self._teaches(other, frozenset(), query):
            return
        beside = Tally()
        for words in (other, rest):
            self._read(" ".join(words), frozenset(), query.language, 1.0, beside)
        if not (stream and (school.certificate or not other)) and (
            self._is_vocational(beside) or (not school.certificate and _speaks(beside))
        ):
            return
        most = max(tally.scores.values(), default=0.0)
        reason = Reason(ReasonKind.SUBJECT_PHRASE, school.words[0], "rule/general_school", BASIC)
        tally.covered = 1.0
        tally.schooling = True
        tally.add(BASIC, 2.0 + 2.0 * most, reason)

    def _teaches(self, words: tuple[str, ...], own: frozenset[int], query: Query) -> bool:
        """Whether words beside a certificate's own name speak of the training of teachers."""
        factors = self._tongues.factors(query.language, query.title, self._languages)
        return any(not m.positions <= own for m in self._trains_teachers(words, factors))

    def _streams(self, words: tuple[str, ...]) -> tuple[bool, tuple[str, ...]]:
        """Whether words name a stream of schooling, and the others of them."""
        found = [m.positions for m in self._roles.find(words) if m.value[0] is Role.STREAM]
        taken = frozenset().union(*found)
        return bool(found), tuple(w for at, w in enumerate(words) if at not in taken)

    def _is_vocational(self, beside: Tally) -> bool:
        order = ranked(beside.scores, self._weights)
        if not order:
            return False
        code, score = order[0]
        return len(code) == DETAILED and is_trade(code) and score > _TRADE_SCORE

    def _read(
        self,
        text: str,
        degree_words: frozenset[int],
        language: str | None,
        factor: float,
        tally: Tally,
    ) -> None:
        words = tokens(text)
        factors = self._tongues.factors(language, text, self._languages)
        content = [
            i for i, w in enumerate(words) if w not in self._stopwords and i not in degree_words
        ]
        matches = [
            match
            for match in self._found(words, language, factors)
            if match.value.strength is Strength.NAME or not match.positions <= degree_words
        ]
        named = self._matches(words, matches, factors, factor, tally)
        self._teachers(words, factors, factor, tally)
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

    def _trains_teachers(
        self, words: tuple[str, ...], factors: dict[str, float]
    ) -> list[Match[tuple[Role, str]]]:
        return [
            match
            for match in self._roles.find(words)
            if factors[match.value[1]] >= LENT
            and (
                match.value[0] is Role.TEACHER_TRAINING
                or (match.value[0] is Role.TEACHER_TRAINING_FIRST and match.start == 0)
            )
        ]

    def _teachers(
        self, words: tuple[str, ...], factors: dict[str, float], factor: float, tally: Tally
    ) -> None:
        found = self._trains_teachers(words, factors)
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

    def _choose(self, tally: Tally, query: Query) -> FieldSuggestion:
        if not tally.scores:
            nothing = Reason(ReasonKind.NO_EVIDENCE, query.title, "rule/unknown")
            return FieldSuggestion(_UNKNOWN, 0.0, True, (), (nothing, *for_field(query)))
        weights = self._weights
        order = ranked(tally.scores, self._weights)
        code, best = order[0]
        rivals = [item for item in order[1:] if not code.startswith(item[0])]
        second = rivals[0][1] if rivals else 0.0
        found = signals(tally, code, best, second, query.language)
        sure = confidence(weights.sure, found)
        rest = sum(score for _, score in rivals) or 1.0
        reasons = sorted(tally.reasons, key=lambda item: -item[0])
        own = [r for _, r in reasons if code.startswith(r.code) or r.code.startswith(code)]
        other = [r for s, r in reasons if r not in own and s > 0.4 * best]
        against = [Reason(ReasonKind.CONFLICT, r.evidence, r.source, r.code) for r in other[:2]]
        would_decide = for_field(query) if sure < weights.threshold else ()
        return FieldSuggestion(
            code=code,
            confidence=sure,
            abstained=sure < weights.threshold,
            alternatives=tuple(Alternative(c, (1 - sure) * s / rest) for c, s in rivals[:4]),
            reasons=(*dict.fromkeys(own[:4] + against), *would_decide),
            signals=found,
        )


def _places(title: tuple[str, ...], school: Schooling) -> frozenset[int]:
    """The places in a title of the words that say that it is a certificate of schooling.

    A name that it only resembles says nothing of its words.
    """
    every = [tokens(said) for said in school.words]
    own = {word for words in every if frozenset(words) <= frozenset(title) for word in words}
    return frozenset(at for at, word in enumerate(title) if word in own)


def _speaks(beside: Tally) -> bool:
    """Whether something names a subject, or is spelled much like one."""
    return bool(beside.named) or max(beside.scores.values(), default=0.0) > _LIKE
