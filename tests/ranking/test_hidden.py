"""A network finds what no weights that are added can say."""

from recognition.documents.extraction.ranking.choice import Surroundings
from recognition.domain.vocabulary import DocumentType
from tests.ranking.groups import Group
from tests.ranking.hidden import fit_network

PAPERS = 300


def _paper(number: int) -> Group:
    """Four candidates: right is the one that has one of two signs, and not both."""
    group = Group(f"paper-{number}", wanted=True)
    group.features = [{"bias": 1.0} | signs for signs in ({}, {"a": 1.0}, {"a": 1.0, "b": 1.0})]
    if number % 2:
        group.features[1] = {"bias": 1.0, "b": 1.0}
    group.values = ["neither", "one", "both"]
    group.right = [False, True, False]
    group.surroundings = Surroundings(DocumentType.DIPLOMA, "Latn", "en")
    return group


def test_a_network_learns_what_speaks_only_beside_something_else() -> None:
    papers = [_paper(number) for number in range(PAPERS)]
    network = fit_network(papers, {"bias": 0.0}, members=2)
    for paper in papers:
        assert paper.surroundings is not None
        neither, one, both = network.scores(paper.features, paper.surroundings.all)
        assert one > max(neither, both) + 0.5
