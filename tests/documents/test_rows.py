"""In which order the lines of a page are read."""

from recognition.documents import rows
from recognition.documents.layout import Segment


def at(left: int, top: int, width: int, script: str = "Latn") -> Segment:
    return Segment((left, top, left + width, top + 20), script, 0.9)


def order(segments: list[Segment], ruled: tuple[tuple[int, int, int, int], ...] = ()) -> list[int]:
    """Left edges of the lines, in the order in which they are read."""
    return [line[0].box[0] for line in rows.lines(segments, ruled)]


def test_words_of_a_justified_line_stay_together() -> None:
    assert order([at(10, 10, 90), at(190, 11, 60), at(340, 9, 80)]) == [10]


def test_a_form_is_read_row_by_row() -> None:
    form = [at(x, y, 100) for y in (10, 60, 110, 160) for x in (10, 300)]
    assert order(form) == [10, 300] * 4


def test_a_cell_of_two_lines_is_read_before_its_neighbour() -> None:
    cells = [at(10, 10, 120), at(300, 10, 120), at(11, 38, 80)]
    assert order(cells) == [10, 11, 300]


def test_a_rule_parts_cells_however_near_they_are() -> None:
    assert order([at(10, 10, 100), at(122, 10, 80)]) == [10]
    assert order([at(10, 10, 100), at(122, 10, 80)], ((114, 0, 117, 60),)) == [10, 122]


def test_two_languages_side_by_side_are_read_one_after_the_other() -> None:
    page = [at(200, 10, 250)]
    page += [at(10 + n, 60 + 50 * n, 300) for n in range(4)]
    page += [at(400 + n, 60 + 50 * n, 260, "Arab") for n in range(4)]
    assert order(page) == [200, 10, 11, 12, 13, 400, 401, 402, 403]


def test_an_open_booklet_is_read_page_by_page() -> None:
    left = [at(10 + n, 10 + 40 * n, 300) for n in range(6)]
    right = [at(500 + n, 20 + 40 * n, 300) for n in range(6)]
    assert order([*right, *left]) == [*range(10, 16), *range(500, 506)]


def test_a_form_in_arabic_is_read_from_the_right() -> None:
    form = [at(x, y, 100, "Arab") for y in (10, 60, 110, 160) for x in (10, 300)]
    assert order(form) == [300, 10] * 4


def test_a_fold_runs_through_lines_and_parts_none() -> None:
    lines = [at(10, 10 + 40 * n, 300) for n in range(3)]
    parted = [at(10, 130, 130), at(160, 130, 150)]
    fold = (148, 0, 151, 400)
    assert order([*lines, *parted], (fold,)) == [10, 10, 10, 10]
