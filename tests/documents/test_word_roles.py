"""What words look like by their letters, and what the ranking makes of it."""

import pytest

from recognition.documents.extraction.candidate import Candidate, Means
from recognition.documents.extraction.page.fold import fold
from recognition.documents.extraction.page.layout import Span
from recognition.documents.extraction.page.word_roles import ROLES, page_words, word_roles
from recognition.documents.extraction.ranking.features import describe
from recognition.domain.vocabulary import FieldName
from tests.documents.reading_pages import whole
from tests.words_model.counting import Said, count
from tests.words_model.fitting import train

HOLDER = ROLES.index(FieldName.HOLDER_NAME)
SUBJECT = ROLES.index(FieldName.FIELD_OF_STUDY)


@pytest.mark.parametrize(
    ("name", "other"),
    [("Abdulqadirova", "Certificate"), ("الشهرستاني", "الشهادة"), ("Микитенко", "виданий")],
)
def test_a_name_looks_more_like_one_than_a_word_of_papers(name: str, other: str) -> None:
    """Also a name that no paper has."""
    model = word_roles()
    assert model.of(fold(name))[HOLDER] > model.of(fold(other))[HOLDER] + 0.5


def test_a_subject_looks_more_like_one_than_a_name() -> None:
    """Agrochemistry, told by its parts."""
    model = word_roles()
    assert model.of("agrochemistry")[SUBJECT] > model.of("abdulqadirova")[SUBJECT]


def test_what_a_word_says_is_bounded() -> None:
    """So that weights stay readable; also for a line that is one word."""
    said = word_roles().of("ก" * 3000)
    assert len(said) == len(ROLES)
    assert all(-2 <= odds <= 2 for odds in said)


def test_numbers_are_no_words() -> None:
    """They say nothing by their digits."""
    words = page_words("paper 2014 of anna", word_roles())
    assert [(a, b) for a, b in zip(words.starts, words.ends, strict=True)] == [
        (0, 5), (11, 13), (14, 18),
    ]  # fmt: skip


def test_a_candidate_knows_the_words_beside_it() -> None:
    """Its first, its last, and what stands right before and after on the line."""
    paper = whole("awarded to Anna Berg Iraqi national")
    page = paper.pages[0]
    start = page.folded.index("anna")
    candidate = Candidate(Span(page, start, start + len("anna berg")), Means.SHAPE)
    name = FieldName.HOLDER_NAME
    (features,) = describe(name, [candidate], paper)
    model = word_roles()
    for place, word in {"first": "anna", "last": "berg", "before": "to", "after": "iraqi"}.items():
        assert features[f"letters_{name}_{place}"] == pytest.approx(
            model.of(word)[HOLDER], abs=1e-3
        )


def test_training_tells_words_that_it_has_not_seen() -> None:
    """Twenty names that end alike are enough to know a further one."""
    roles = {role: frozenset[str]() for role in ROLES}
    names = [f"{stem}ovich" for stem in "abdefgiklmnoprstuvwz"]
    papers = [
        Said(
            name, frozenset({name, "diploma", "given"}), roles | {ROLES[HOLDER]: frozenset({name})}
        )
        for name in names
    ]
    model = train(count(papers))
    assert model.of("qovich")[HOLDER] > model.of("diplomas")[HOLDER]
