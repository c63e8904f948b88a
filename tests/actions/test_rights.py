"""What the applicant can rely on from the first day on."""

import pytest

from recognition.checklist import ItemNeed, checklist_for
from recognition.domain.events import EventKind
from recognition.domain.verbs import (
    DETAILS,
    AgreeToQuestion,
    AskAuthority,
    Claim,
    EditApplication,
    SettleItem,
    Submit,
)
from recognition.domain.vocabulary import CannotBeHadReason, Outcome, Purpose, Stage
from recognition.store import tables
from recognition.store.facts import load_facts
from tests.support.cases import events, request_of
from tests.support.towns import Office


@pytest.mark.parametrize("country", ["ER", "SY", "XK", "TW", "PS", "US", "PT"])
def test_everybody_is_taken_in_alike(office: Office, country: str) -> None:
    """Lisbon Convention, article III.1: an assessment on request, without discrimination."""
    case = office.draft(papers=False)
    office.holder(case, EditApplication(country=country))
    state = office.holder(case, Submit())
    assert state.stage is Stage.INCOMPLETE and state.due_day is not None
    with office.store.reading() as session:
        due = session.get_one(tables.CaseView, case).due_day
    assert due is not None and (due.year, due.month) == (2026, 7), "the same term for all"


def test_nothing_is_asked_that_could_be_held_against_a_person() -> None:
    """Lisbon Convention, article III.1: sex, race, colour, religion, opinion, origin, status."""
    assert set(DETAILS) == {
        "full_name",
        "other_names",
        "date_of_birth",
        "residence_country",
        "phone",
        "profession",
    }


def test_the_rules_that_apply_are_written_down_with_the_case(office: Office) -> None:
    """Lisbon Convention, article III.2: transparent, coherent and reliable."""
    case = office.submitted()
    regime = office.rules.regime("lisbon")
    (line,) = events(office, case, EventKind.SUBMITTED)
    assert line.data == {"regime": f"lisbon {regime.version}"}
    with office.store.reading() as session:
        row = session.get_one(tables.Case, case)
        facts = load_facts(session, case, office.rules)
    assert row.snapshot is not None
    assert set(row.snapshot) == {"regime", "checklist", "items", "mapper", "calendar"}
    assert facts.regime == regime
    other = office.submitted()
    with office.store.reading() as session:
        assert load_facts(session, other, office.rules).regime == facts.regime


def test_a_file_without_any_paper_can_be_complete(office: Office) -> None:
    """Lisbon Convention, article VII: also when no document can prove the qualification."""
    case = office.draft(papers=False)
    for item in office.rules.checklist_items(Purpose.LABOUR_MARKET, "ER"):
        gone = SettleItem(item_id=item.id, reason=CannotBeHadReason.WAR_OR_DISPLACEMENT)
        office.holder(case, gone)
    state = office.holder(case, Submit())
    assert state.stage is Stage.ASSESSMENT
    with office.store.reading() as session:
        assert session.get_one(tables.CaseView, case).due_basis == "complete_file"
        assert not session.query(tables.Request).count(), "nobody is asked for what cannot be had"


def test_the_home_authority_is_asked_in_justified_doubt(office: Office) -> None:
    """Directive 2005/36/EC, article 50(2): confirmation of authenticity."""
    case = office.submitted()
    office.desk(case, Claim())
    office.desk(case, AskAuthority(authority_id=office.authority, message="The seal differs."))
    state = office.holder(case, AgreeToQuestion(request_id=request_of(office, case).id))
    assert state.stage is Stage.VERIFICATION
    assert events(office, case, EventKind.QUESTION_SENT)


def test_a_certificate_of_good_standing_is_asked_for_fresh_and_never_waited_for() -> None:
    """Directive 2005/36/EC, article 50(1): character and health papers of three months at most."""
    items = {item.id: item for item in checklist_for(Purpose.PROFESSIONAL, "UA").items}
    assert "No more than three months old" in items["good_standing"].help
    assert items["good_standing"].need is ItemNeed.HELPFUL
    for paper in ("health", "insurance"):
        assert "No more than three months old" in items[paper].help
        assert items[paper].need is ItemNeed.HELPFUL
    academic = {item.id for item in checklist_for(Purpose.ACADEMIC, "UA").items}
    assert "good_standing" not in academic, "only regulated professions ask for it"


@pytest.mark.parametrize(
    ("purpose", "opens"),
    [(Purpose.ACADEMIC, ["further_study", "academic_title"]), (Purpose.LABOUR_MARKET, [])],
)
def test_a_signed_recognition_says_what_it_opens(
    office: Office, purpose: Purpose, opens: list[str]
) -> None:
    """Lisbon Convention, article VI.3: frozen with the signature."""
    office.purpose = purpose
    office.decided(Outcome.FULL)
    with office.store.reading() as session:
        (decision,) = session.query(tables.Decision)
        assert decision.snapshot["effects"] == opens


def test_only_key_papers_need_a_translation_and_none_is_waited_for() -> None:
    """Revised Recommendation (2010): only key documents need a translation."""
    for purpose in Purpose:
        items = {item.id: item for item in checklist_for(purpose, "UA").items}
        assert items["translation"].need is ItemNeed.HELPFUL
        assert "no more than the key ones" in items["translation"].help


@pytest.mark.parametrize("residence", ["", "ER", "PT"])
def test_an_application_can_be_made_before_arrival(office: Office, residence: str) -> None:
    """Lisbon Convention, article III.1: where somebody lives changes nothing."""
    case = office.draft()
    edit = EditApplication(details={"residence_country": residence})
    office.holder(case, edit)
    state = office.holder(case, Submit())
    assert state.stage in (Stage.READING, Stage.ASSESSMENT)
    assert state.due_day is not None
