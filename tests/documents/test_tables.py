"""Courses of a transcript as rows; sections of a Diploma Supplement by number."""

from recognition.documents.extraction.courses import courses
from recognition.documents.extraction.page.paper import paper
from recognition.documents.extraction.sections import sections
from tests.documents.reading_pages import page, whole


def test_courses_stand_in_rows_under_their_headers() -> None:
    found = courses(
        whole(
            "Northern University",
            ((0.1, "Code"), (0.2, "Course title"), (0.6, "Credits"), (0.8, "Grade")),
            ((0.1, "MA1"), (0.2, "Linear Algebra"), (0.62, "6"), (0.82, "A")),
            ((0.1, "PH2"), (0.2, "Physics of Waves"), (0.62, "4.5"), (0.82, "B+")),
            ((0.2, "Total credits"), (0.62, "10.5")),
        )
    )
    assert [(c.code, c.title, c.credits, c.grade) for c in found] == [
        ("MA1", "Linear Algebra", "6", "A"),
        ("PH2", "Physics of Waves", "4.5", "B+"),
    ]
    assert found[0].box is not None
    assert found[0].box[0] < 0.11 < 0.8 < found[0].box[2]


def test_a_diploma_has_no_courses() -> None:
    assert courses(whole("This is to certify that", "Ada Example", "passed with grade A")) == ()


def test_sections_of_a_supplement_are_found_by_number_in_any_language() -> None:
    pages = [
        page("1 Személyi adatok", "1.1 Családi név: Minta", "2 A végzettség", "2.1 Közgazdász",
             languages=("hu",)),
        page("3 Szint", "3.2 Hét félév, 210 kredit", "4 Tartalom", "12.5 pont", "8 Rendszer",
             languages=("hu",), number=2),
    ]  # fmt: skip
    found = sections(paper(pages))
    assert [s.number for s in found] == ["1", "1.1", "2", "2.1", "3", "3.2", "4", "8"]
    assert found[1].text == "Családi név: Minta"
    assert [s.page for s in found][-2:] == [2, 2]


def test_numbers_here_and_there_make_no_supplement() -> None:
    assert sections(whole("1 Certificate", "Grade 5 of 6", "2 copies")) == ()
