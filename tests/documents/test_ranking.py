"""How a candidate is chosen: weights that can be read, and contexts in which they differ."""

import pytest

from recognition.documents.extraction.ranking import chosen, contexts, models, weigh, within
from recognition.domain.vocabulary import DocumentType


def test_a_weight_counts_beside_the_plain_one_in_its_context_alone() -> None:
    weights = {"place_top": 1.0, "translation|place_top": -3.0, "Arab|place_foot": 2.0}
    features = {"place_top": 1.0, "place_foot": 1.0}
    assert weigh(within(weights, contexts(DocumentType.DIPLOMA, "Latn")), features) == 1.0
    assert weigh(within(weights, contexts(DocumentType.TRANSLATION, "Latn")), features) == -2.0
    assert weigh(within(weights, contexts(DocumentType.TRANSLATION, "Arab")), features) == 0.0


def test_scripts_with_few_papers_share_a_context() -> None:
    assert contexts(DocumentType.DIPLOMA, "Jpan") == contexts(DocumentType.DIPLOMA, "Hani")
    assert contexts(DocumentType.DIPLOMA, "Geor") == contexts(DocumentType.DIPLOMA, "")


def test_nothing_is_chosen_surely_where_little_speaks_for_anything() -> None:
    _, share = chosen([-4.0, -5.0], ["one", "two"])
    assert share < 0.05


@pytest.mark.parametrize("field", sorted(models()))
def test_what_is_known_of_a_context_is_of_one_that_there_is(field: str) -> None:
    known = {kind.value for kind in DocumentType}
    known |= {contexts(DocumentType.DIPLOMA, s)[1] for s in ("Latn", "Cyrl", "Arab", "Hani", "")}
    named = {name.partition("|")[0] for name in models()[field].weights if "|" in name}
    assert named <= known
