"""A draft, page by page."""

from recognition.web.services import Services

from tests.web.applicant.conftest import Applicant


def test_tasks(olena: Applicant, services: Services) -> None:
    case = olena.start()
    assert olena.fill(case).status_code == 303
    for page in (
        "",
        "/about",
        "/tasks",
        "/papers",
        "/papers/add",
        "/papers/items/transcript",
        "/reading",
        "/names",
        "/check",
    ):
        print(page, olena.get(case + page).status_code)
