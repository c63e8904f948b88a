"""The statement that stands in for papers which cannot be had (Lisbon Convention, article VII).

Where a qualification was reconstructed, the letter says of each element what was found there and
on what that rests: papers, the holder's own statement, samples of work. It describes, and is no
recognition by itself. How long it may be shown is data (``recognition/data/statement.toml``).
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from recognition.domain.evaluation import Evaluation
from recognition.domain.texts import Record
from recognition.domain.vocabulary import Basis, ElementFinding
from recognition.errors import ErrorCode, InvalidInput


class StatementTerms(Record):
    """How long a statement is valid, in months from its day.

    ``interview_minutes`` is how long the interview for it usually takes, at least and at most: told
    to assessors, and nothing rests on it. Terms of an earlier release have none.
    """

    version: str
    source: str
    valid_months: Annotated[int, Field(ge=1, le=240)]
    interview_minutes: (
        tuple[Annotated[int, Field(ge=5, le=480)], Annotated[int, Field(ge=5, le=480)]] | None
    ) = None


def statement_of(found: Evaluation, terms: StatementTerms) -> StatementTerms | None:
    """The terms of the statement that a decision on this evaluation carries; ``None``: it has none.

    A diploma mill's paper is no qualification, so there is nothing to state.
    """
    return terms if found.reconstructed and found.mill is None else None


def suggested_bases(*, told: bool, papers_missing: bool) -> tuple[Basis, ...]:
    """What is ticked beforehand as the basis of an element; a person may change it.

    Where the holder answered the questionnaire and a required paper is missing, her statement is.
    """
    return (Basis.STATEMENT,) if told and papers_missing else ()


def statement_faults(found: Evaluation) -> Iterator[InvalidInput]:
    """``BASIS_MISSING`` for each element that was judged without saying on what it rests."""
    for one in found.elements:
        if one.finding is not ElementFinding.CANNOT_BE_JUDGED and not one.bases:
            yield InvalidInput(ErrorCode.BASIS_MISSING, one.section.value)
