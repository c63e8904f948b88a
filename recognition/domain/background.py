"""The questionnaire from which a background paper is made (Lisbon Convention, article VII).

Where papers cannot be had, the holder tells what they would have shown: where, when and what was
studied, who knows of it, what work followed, what evidence there is. The questions are data
(``recognition/data/background.toml``); none must be answered, and an empty answer is held against
nobody. What she tells stands in for papers only together with an interview (``domain.statement``).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from recognition.domain.texts import Record

_Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,39}$")]
_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]


ASKED_FOR = "background"
"""The subject of a request's item that asks for the questionnaire."""


class QuestionKind(StrEnum):
    """How much room an answer has on the page."""

    LINE = "line"
    TEXT = "text"


class Question(Record):
    """One question; ``title`` and ``help`` are English, and keys of the catalogues."""

    id: _Code
    kind: QuestionKind
    title: _Words
    help: str = ""


class Part(Record):
    """Questions that stand on one page."""

    id: _Code
    title: _Words
    help: str = ""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Questionnaire(Record):
    """All questions, in their order, with the practice that they follow."""

    version: str
    source: str
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        for ids in ([part.id for part in self.parts], *map(_question_ids, self.parts)):
            if len(set(ids)) != len(ids):
                raise ValueError("has the same id twice")
        return self

    def part(self, part_id: str) -> Part | None:
        """A part by its id."""
        return next((part for part in self.parts if part.id == part_id), None)

    def after(self, part_id: str) -> Part | None:
        """The part that follows; ``None`` after the last."""
        ids = [part.id for part in self.parts]
        place = ids.index(part_id) + 1
        return self.parts[place] if place < len(ids) else None


def given(part: Part, answers: Mapping[str, str]) -> dict[str, str]:
    """Those of the answers that belong to the part and say something, in its order."""
    ids = _question_ids(part)
    return {one: answers[one] for one in ids if answers.get(one)}


def _question_ids(part: Part) -> list[str]:
    return [question.id for question in part.questions]
