"""The numbered boxes over a page: every number can be read, also where boxes share an edge."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[2] / "templates"), autoescape=True
)
Box = dict[str, int]


def box(number: int, x: int, y: int = 500) -> Box:
    """A box of 100 by 30 pixels."""
    return {"id": number, "number": number, "x": x, "y": y, "width": 100, "height": 30}


def places(*boxes: Box) -> list[tuple[float, float]]:
    """Where the numbers stand on a page of 1,200 pixels, whose circles have a radius of 20."""
    macro = TEMPLATES.get_template("components/page_image.html").module.page_image  # type: ignore[attr-defined]
    drawn = str(macro("page.png", "Page 1", 1200, 1600, boxes))
    return [
        (float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawn)
    ]


def test_numbers_of_boxes_that_begin_at_one_place_stand_side_by_side() -> None:
    """In Arabic, a field of study ends where its title does."""
    first, second, third = places(box(1, 400), box(2, 400), box(3, 410))
    assert (first, second, third) == ((375, 515), (333, 515), (291, 515))


@pytest.mark.parametrize("other", [box(2, 700), box(2, 400, y=700)])
def test_numbers_that_are_apart_stay_beside_their_boxes(other: Box) -> None:
    """Neither another column nor another line moves a number."""
    assert places(box(1, 400), other)[1] == (other["x"] - 25, other["y"] + 15)


def test_a_number_at_the_edge_of_the_page_is_not_cut_off() -> None:
    """Its circle is whole."""
    assert places(box(1, 0)) == [(20, 515)]
