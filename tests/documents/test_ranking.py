"""How a candidate is chosen: weights that can be read, contexts in which they differ, networks."""

import numpy as np
import pytest

from recognition.documents.extraction.ranking.choice import (
    Surroundings,
    chosen,
    models,
    shortlist,
    weigh,
    within,
)
from recognition.documents.extraction.ranking.network import SHORTLIST, Network, inside, networks
from recognition.domain.vocabulary import DocumentType


def contexts(kind: DocumentType, script: str) -> tuple[str, str]:
    return Surroundings(kind, script, "").contexts


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


EITHER = Network(
    names={"capitals": 0, "above": 1, inside("ar"): 2},
    straight=np.array([0.0, 0.0, 0.5]),
    inward=np.array([[4.0, 4.0], [4.0, -4.0], [0.0, 0.0]]),
    bias=np.array([-2.0, -2.0]),
    outward=np.array([-1.0, 2.0]),
)
"""For capitals, unless the ministry's name stands above."""


def test_a_network_says_of_two_features_together_what_none_says_alone() -> None:
    alone, both, other = EITHER.scores([{"capitals": 1.0}, {"capitals": 1.0, "above": 1.0}, {}], [])
    assert alone > other > both


def test_a_network_knows_the_surroundings_that_it_met_and_no_feature_that_it_did_not() -> None:
    candidates = [{"never_seen": 2.0}, {}]
    (one, other), (arabic, _) = (EITHER.scores(candidates, where) for where in (["fr"], ["ar"]))
    assert one == other
    assert arabic == pytest.approx(one + 0.5)


def test_a_shortlist_has_the_likeliest_in_their_order_on_the_paper() -> None:
    scores = [float(place % 40) for place in range(80)]
    places = shortlist(scores)
    assert places == sorted(places)
    assert len(places) == SHORTLIST
    assert min(scores[place] for place in places) >= 40 - SHORTLIST / 2


@pytest.mark.parametrize("field", sorted(networks()))
def test_weights_that_make_a_shortlist_know_no_context(field: str) -> None:
    assert not any("|" in name for name in models()[field].weights)
    assert all(
        np.isfinite(part).all() for part in (networks()[field].inward, networks()[field].outward)
    )
