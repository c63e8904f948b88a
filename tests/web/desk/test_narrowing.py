"""The queue narrowed down: each kind of choice, all at once, by codes, by index, and taken back."""

import html
import re
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from sqlalchemy import delete, update

from recognition.domain import verbs
from recognition.domain.case import derive
from recognition.domain.decision import DecisionContent
from recognition.domain.vocabulary import CodeScheme, NextActor, Outcome, Purpose, Stage
from recognition.store.base import new_id
from recognition.store.queries.desk import PAGE_SIZE, load_queue
from recognition.store.queries.narrowing import FIELD_UNKNOWN, Held, Narrowing
from recognition.store.tables import Case, CodeFinding, CodeSuggestion
from recognition.web.desk.narrowing import STAGES
from tests.domain.test_case import CASES
from tests.web.desk.conftest import START, Desk
from tests.web.desk.filled import KINDS, fill

pytestmark = pytest.mark.usefixtures("database_url")


def ids(desk: Desk, who: str, narrowing: Narrowing) -> set[UUID]:
    return {line.id for line in load_queue(desk.store, desk.people[who], 1, narrowing).lines}


def change(desk: Desk, case_id: UUID, **values: object) -> None:
    with desk.store.writing() as session:
        session.execute(update(Case).where(Case.id == case_id).values(**values))


def test_each_kind_narrows_and_several_of_a_kind_widen(desk: Desk) -> None:
    ukraine, syria, turkey = (desk.case(country=one) for one in ("UA", "SY", "TR"))
    change(desk, syria, purpose=Purpose.PROFESSIONAL)
    change(desk, turkey, regime_id="directive")
    assert ids(desk, "anna", Narrowing(countries=("UA",))) == {ukraine}
    assert ids(desk, "anna", Narrowing(countries=("UA", "TR"))) == {ukraine, turkey}
    assert ids(desk, "anna", Narrowing(purposes=(Purpose.PROFESSIONAL,))) == {syria}
    assert ids(desk, "anna", Narrowing(regimes=("directive",))) == {turkey}
    both = Narrowing(countries=("UA", "TR"), regimes=("directive",))
    assert ids(desk, "anna", both) == {turkey}
    assert ids(desk, "anna", Narrowing(countries=("UA",), regimes=("directive",))) == set()


def test_mine_nobodys_and_what_a_colleague_has_me_sign(desk: Desk) -> None:
    free, mine, to_sign = desk.case(), desk.claimed("boris"), desk.claimed("anna")
    full = DecisionContent(outcome=Outcome.FULL, compares_to="Master", reasons="It fits.")
    desk.do(to_sign, verbs.Propose(content=full), "anna")
    assert ids(desk, "boris", Narrowing()) == {free, mine, to_sign}
    assert ids(desk, "boris", Narrowing(held=(Held.MINE,))) == {mine}
    assert ids(desk, "boris", Narrowing(held=(Held.NOBODY,))) == {free}
    assert ids(desk, "boris", Narrowing(held=tuple(Held))) == {free, mine}
    assert ids(desk, "boris", Narrowing(stages=(Stage.SIGN_OFF,))) == {to_sign}
    assert ids(desk, "boris", Narrowing(stages=(Stage.ASSESSMENT,))) == {free, mine}


def test_a_field_is_what_a_person_found_last_or_else_the_machine_suggests(desk: Desk) -> None:
    found, suggested, doubted, unsaid = (desk.case() for _ in range(4))
    with desk.store.writing() as session:
        session.execute(delete(CodeSuggestion))
        for case_id, code, abstained in (
            *((found, "0613", False), (suggested, "0231", False), (suggested, "0613", False)),
            (doubted, "0613", True),
        ):
            session.add(
                CodeSuggestion(
                    id=new_id(),
                    case_id=case_id,
                    scheme=CodeScheme.ISCED_F,
                    code=code,
                    confidence=0.5,
                    abstained=abstained,
                    release="test",
                    input_digest="test",
                    at=START,
                )
            )
        for scheme, code in (
            *((CodeScheme.ISCED_F, "0231"), (CodeScheme.ISCED_F, "0913")),
            (CodeScheme.ISCED_LEVEL, "06"),
        ):
            session.add(
                CodeFinding(
                    id=new_id(),
                    case_id=found,
                    scheme=scheme,
                    code=code,
                    reason="",
                    author_id=desk.people["anna"],
                    at=START,
                )
            )
    assert ids(desk, "anna", Narrowing(fields=("09",))) == {found}
    assert ids(desk, "anna", Narrowing(fields=("06",))) == {suggested}
    assert ids(desk, "anna", Narrowing(fields=("02",))) == set()
    assert ids(desk, "anna", Narrowing(fields=(FIELD_UNKNOWN,))) == {doubted, unsaid}
    some = Narrowing(fields=("09", FIELD_UNKNOWN))
    assert ids(desk, "anna", some) == {found, doubted, unsaid}


@pytest.mark.parametrize("narrowing", KINDS)
def test_the_narrowed_queue_keeps_its_order(desk: Desk, narrowing: Narrowing) -> None:
    fill(desk, 120)
    anna = desk.people["anna"]
    page = load_queue(desk.store, anna, 1, narrowing)
    dates = [line.due_at for line in page.lines if line.due_at]
    assert dates == sorted(dates)
    assert len(page.lines) == min(page.total, PAGE_SIZE)


def chips(page: str) -> dict[str, str]:
    """The removable choices, by what they say, with their addresses."""
    shown = re.search(r'<ul class="chosen".*?</ul>', page, re.S)
    links = re.findall(r'<a href="([^"]*)"><span>(.*?)</span>', shown[0]) if shown else []
    return {re.sub("<[^>]*>", "", words): html.unescape(where) for where, words in links}


def asked_in(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(html.unescape(address)).query)


def test_choices_are_shown_and_taken_back_one_by_one(desk: Desk) -> None:
    desk.case(country="UA")
    desk.case(country="SY", title="Bachelor of Nursing")
    anna = desk.client("anna")
    page = anna.get("/desk?country=UA&purpose=academic&held=&held=nobody").get_data(as_text=True)
    assert "Master of Computer Science" in page and "Bachelor of Nursing" not in page
    assert "1 case that waits for you fits." in page
    shown = chips(page)
    assert list(shown) == ["Country: Ukraine", "Purpose: Study", "Held by: nobody"]
    left = asked_in(shown["Country: Ukraine"])
    assert left == {"purpose": ["academic"], "held": ["nobody"]}
    wider = anna.get(shown["Country: Ukraine"]).get_data(as_text=True)
    assert "Bachelor of Nursing" in wider
    assert "2 cases that wait for you fit." in wider
    assert chips(anna.get("/desk").get_data(as_text=True)) == {}


def test_the_form_keeps_what_was_chosen_and_adds_to_it(desk: Desk) -> None:
    """Sent as it stands, it asks for the same again; a country more is one option of a list."""
    page = desk.client("anna").get("/desk?country=UA&country=SY&field=06&stage=assessment").text
    form = re.search(
        r'<form class="narrow" action="/desk#queue" method="get">.*?</form>', page, re.S
    )
    assert form
    ticked = re.findall(r'name="(\w+)" value="(\w+)" checked', form[0])
    assert sorted(ticked) == [
        *(("country", "SY"), ("country", "UA"), ("field", "06"), ("stage", "assessment"))
    ]
    assert '<option value="TR">' in form[0]
    assert '<option value="UA">' not in form[0]


def test_pages_and_refreshes_keep_the_choices(desk: Desk) -> None:
    fill(desk, 200)
    anna = desk.client("anna")
    page = anna.get("/desk?country=UA&country=SY&purpose=academic&purpose=professional").text
    total = load_queue(
        desk.store,
        desk.people["anna"],
        1,
        Narrowing(countries=("UA", "SY"), purposes=(Purpose.ACADEMIC, Purpose.PROFESSIONAL)),
    ).total
    assert f"{total} cases that wait for you fit." in page
    assert "Page 1 of 3" in page
    chosen = {"country": ["SY", "UA"], "purpose": ["academic", "professional"]}
    further = re.search(r'rel="next" href="([^"]*)"', page)
    refreshed = re.search(r'hx-get="([^"]*)"', page)
    assert further and refreshed
    assert asked_in(further[1]) == {"page": ["2"], **chosen}
    assert asked_in(refreshed[1]) == {"page": ["1"], **chosen}
    part = anna.get(html.unescape(further[1]), headers={"HX-Request": "true"})
    assert "Page 2 of 3" in part.text and "<form" not in part.text
    again = {"HX-Request": "true", "If-None-Match": part.headers["ETag"]}
    assert anna.get(html.unescape(further[1]), headers=again).status_code == 304


def test_an_empty_result_says_what_was_asked(desk: Desk) -> None:
    desk.case(country="UA")
    page = desk.client("anna").get("/desk?country=SY&country=TR&stage=sign_off").text
    assert "No case that waits for you fits all of this" in page
    told = re.sub("<[^>]*>", "", page)
    assert "Country: Syria, Türkiye" in told
    assert "Stage: Sign-off" in told
    assert "Nothing waits for you" not in page
    assert '<a href="/desk">Show all that waits for you</a>' in page


def test_unknown_codes_are_left_out_with_a_sentence_and_not_repeated(desk: Desk) -> None:
    desk.case(country="UA")
    anna = desk.client("anna")
    said = "The address also asks for something that does not exist here. It was left out."
    page = anna.get(
        "/desk?country=UA&country=Melnyk&field=0613&purpose=x&regime=x&stage=draft"
    ).text
    assert said in page
    assert list(chips(page)) == ["Country: Ukraine"]
    assert "Melnyk" not in page
    assert "1 case that waits for you fits." in page
    assert said not in anna.get("/desk?country=UA&field=&page=1&lang=en").text


def test_another_language_keeps_the_queue_narrowed_down(desk: Desk) -> None:
    desk.case(country="UA")
    page = (
        desk.client("anna").get("/desk?country=UA&country=SY&purpose=academic&page=1&lang=de").text
    )
    kept = "page=1&amp;country=SY&amp;country=UA&amp;purpose=academic"
    for language in ("en", "de", "fr", "uk", "ar"):
        assert f'<a href="/desk?{kept}&amp;lang={language}"' in page, language


def test_every_stage_in_which_an_assessor_is_next_is_offered() -> None:
    office = (NextActor.ASSESSOR, NextActor.SECOND_ASSESSOR)
    waiting = {stage for stage, facts in CASES.items() if derive(facts).next_actor in office}
    # What came of a decision's conditions waits in the stages after it.
    assert waiting | {Stage.DECIDED, Stage.CLOSED} == set(STAGES)
