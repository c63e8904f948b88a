"""Models that have not seen a paper, for fitting the ranking on it as if it were a new one."""

from functools import cache
from zlib import crc32

from recognition.documents.extraction.page.word_roles import WordRoles
from tests.words_model.counting import count, said_by_papers
from tests.words_model.fitting import train


def model_without(template: str) -> WordRoles:
    """The model of the other half of the papers (half a minute for each half, once a process)."""
    return _model_without(half_of(template))


@cache
def _model_without(half: int) -> WordRoles:
    return train(count(said for said in said_by_papers() if half_of(said.template) != half))


def half_of(template: str) -> int:
    """Which half of the papers one belongs to, 0 or 1."""
    return crc32(template.encode()) % 2
