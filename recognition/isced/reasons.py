"""Why something is suggested: typed reasons that screens put in words."""

from dataclasses import dataclass
from enum import StrEnum


class ReasonKind(StrEnum):
    """What kind of evidence a reason is; a closed list that screens translate."""

    SYSTEM_ENTRY = "system_entry"
    SYSTEM_LIKENESS = "system_likeness"
    DEGREE_WORD = "degree_word"
    STAGE_WORD = "stage_word"
    FRAMEWORK_LEVEL = "framework_level"
    GRADE_NUMBERS = "grade_numbers"
    TEACHER_TRAINING = "teacher_training"
    INTERDISCIPLINARY = "interdisciplinary"
    SUBJECT_PHRASE = "subject_phrase"
    SUBJECT_HINT = "subject_hint"
    OFFICIAL_TITLE = "official_title"
    LIKENESS = "likeness"
    YEAR_OUTSIDE = "year_outside"
    NO_EVIDENCE = "no_evidence"
    CONFLICT = "conflict"
    OFFICE_DECISIONS = "office_decisions"
    WOULD_DECIDE = "would_decide"


_ENGLISH = {
    ReasonKind.SYSTEM_ENTRY: "'{evidence}' is a qualification of this country ({source})",
    ReasonKind.SYSTEM_LIKENESS: "'{evidence}' resembles a known qualification ({source})",
    ReasonKind.DEGREE_WORD: "'{evidence}' names a degree of level {code} ({source})",
    ReasonKind.STAGE_WORD: "'{evidence}' names a stage of education, level {code} ({source})",
    ReasonKind.FRAMEWORK_LEVEL: "'{evidence}' states a qualifications framework level",
    ReasonKind.GRADE_NUMBERS: "'{evidence}' names school years, level {code}",
    ReasonKind.TEACHER_TRAINING: "'{evidence}' makes it teacher training, {code} ({source})",
    ReasonKind.INTERDISCIPLINARY: "'{evidence}' makes it interdisciplinary, {code} ({source})",
    ReasonKind.SUBJECT_PHRASE: "'{evidence}' means {code} ({source})",
    ReasonKind.SUBJECT_HINT: "'{evidence}' supports {code} ({source})",
    ReasonKind.OFFICIAL_TITLE: "'{evidence}' is the standard's title of {code}",
    ReasonKind.LIKENESS: "spelled like '{evidence}', {code} ({source})",
    ReasonKind.YEAR_OUTSIDE: "'{evidence}' was not awarded in that year ({source})",
    ReasonKind.NO_EVIDENCE: "nothing in '{evidence}' decides it",
    ReasonKind.CONFLICT: "'{evidence}' speaks for {code} instead ({source})",
    ReasonKind.WOULD_DECIDE: "{evidence} would decide",
    ReasonKind.OFFICE_DECISIONS: "assessors here found {code} for '{evidence}' ({source})",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence.

    ``evidence`` is the phrase, as it stands in the title or the list; ``source`` the rule or the
    entry of a system or lexicon; ``code`` the level or field that it speaks for.
    """

    kind: ReasonKind
    evidence: str
    source: str
    code: str = ""

    def text(self) -> str:
        """Put it in plain English, for the command line; screens translate ``kind``."""
        return _ENGLISH[self.kind].format(
            evidence=self.evidence, source=self.source, code=self.code
        )

    def as_json(self) -> dict[str, str]:
        """Return the JSON shape of the command."""
        return {
            "kind": str(self.kind),
            "evidence": self.evidence,
            "source": self.source,
            "code": self.code,
            "text": self.text(),
        }
