"""The ISCED-F 2013 field of a qualification, from its subject words and their likes.

The standard's rule for programmes of several subjects, the leading subject, is kept by weighing
what stands first; teacher training with a subject goes to 0114 whatever the subject.
"""

from copy import copy

from recognition.isced import codes
from recognition.isced.evidence import DETAILED, Tally, ranked, signals
from recognition.isced.lexicon import Lexicon, Role
from recognition.isced.missing import for_field
from recognition.isced.model import Alternative, FieldSuggestion, Query
from recognition.isced.reasons import Reason, ReasonKind
from recognition.isced.schooling import BASIC, Schooling, is_trade
from recognition.isced.subjects import UNKNOWN, Subjects
from recognition.isced.text import tokens
from recognition.isced.tongues import Tongues
from recognition.isced.weights import FieldWeights, confidence

_INVOLVING = "88"
_TRADE_SCORE = 0.8
_LIKE = 0.3


class FieldMapper:
    """Finds fields; built once from the code list and the lexicon."""

    def __init__(self, lexicon: Lexicon, weights: FieldWeights, tongues: Tongues) -> None:
        self._weights = weights
        self._subjects = Subjects(lexicon, weights, tongues)

    def weighing(self, weights: FieldWeights) -> "FieldMapper":
        """The same mapper with other weights; what is built from data is shared."""
        other = copy(self)
        other._weights = weights
        other._subjects = self._subjects.weighing(weights)
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
            self._subjects.read(query.field, frozenset(), query.language, 1.0, tally)
            self._subjects.read(
                query.title, degree_words, query.language, self._weights.title_beside_field, tally
            )
        else:
            self._subjects.read(query.title, degree_words, query.language, 1.0, tally)
        self._interdisciplinary(query, tally)
        if school:
            self._general(query, school, tally)
        return self._choose(tally, query)

    def _interdisciplinary(self, query: Query, tally: Tally) -> None:
        """Rule: called interdisciplinary, and no one subject leads, it is x88 of its broad field.

        A single detailed field that is named leads, whatever the programme calls itself.
        """
        words = tokens(f"{query.title} {query.field or ''}")
        factors = self._subjects.factors(query.language, query.title)
        found = self._subjects.roles(words, Role.INTERDISCIPLINARY, factors)
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
        stream, other = self._streams(query)
        if self._teaches(title, own, query) or self._teaches(other, frozenset(), query):
            return
        beside = Tally()
        for words in (other, rest):
            self._subjects.read(" ".join(words), frozenset(), query.language, 1.0, beside)
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
        factors = self._subjects.factors(query.language, query.title)
        return any(not m.positions <= own for m in self._subjects.trains_teachers(words, factors))

    def _streams(self, query: Query) -> tuple[bool, tuple[str, ...]]:
        """Whether a printed field names a stream of schooling, and the other words of it."""
        printed = query.field or ""
        words, factors = tokens(printed), self._subjects.factors(query.language, printed)
        found = self._subjects.roles(words, Role.STREAM, factors)
        taken = frozenset().union(*(match.positions for match in found))
        return bool(found), tuple(w for at, w in enumerate(words) if at not in taken)

    def _is_vocational(self, beside: Tally) -> bool:
        order = ranked(beside.scores, self._weights)
        if not order:
            return False
        code, score = order[0]
        return len(code) == DETAILED and is_trade(code) and score > _TRADE_SCORE

    def _choose(self, tally: Tally, query: Query) -> FieldSuggestion:
        if not tally.scores:
            nothing = Reason(ReasonKind.NO_EVIDENCE, query.title, "rule/unknown")
            return FieldSuggestion(UNKNOWN, 0.0, True, (), (nothing, *for_field(query)))
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
