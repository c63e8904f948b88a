"""``recognition suggestions``: how often people found something else than the machine suggested."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from recognition.domain.evaluation import PurposeFound
from recognition.domain.verbs import FindCode, RecordFinding
from recognition.domain.vocabulary import (
    CodeScheme,
    ElementFinding,
    EvaluationSection,
)
from recognition.store.queries.followed import Followed, Suggested, load_followed
from recognition.suggestions_command import make_suggestions_command
from tests.support.evaluations import element
from tests.support.towns import Office, make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.store.close()


def test_it_says_how_often_they_differ(office: Office) -> None:
    """EU AI Act, article 12: what was suggested, what people did, how often they differ."""
    for code in ("0913", "0912"):
        case = office.claimed()
        for found in ("0111", code):  # the newest counts
            office.desk(case, FindCode(scheme=CodeScheme.ISCED_F, code=found, reason="So."))
        office.desk(case, FindCode(scheme=CodeScheme.ISCED_LEVEL, code="6", reason="So."))
        purpose = PurposeFound(section=EvaluationSection.PURPOSE, target="Nurse", level_here="6")
        office.desk(case, RecordFinding(finding=purpose))
        level = element(ElementFinding.NOT_SUBSTANTIAL, section=EvaluationSection.LEVEL)
        office.desk(case, RecordFinding(finding=level))
    same = element(ElementFinding.NONE, section=EvaluationSection.LEVEL)
    office.desk(case, RecordFinding(finding=same))
    found = {one.what: one for one in load_followed(office.store)}
    assert found[Suggested.ISCED_F] == Followed(Suggested.ISCED_F, times=2, same=1)
    assert found[Suggested.ISCED_LEVEL].differ == 0
    assert found[Suggested.NO_DIFFERENCE] == Followed(Suggested.NO_DIFFERENCE, times=2, same=1)
    assert found[Suggested.BASIS].times == 0
    done = CliRunner().invoke(make_suggestions_command(lambda: office.store), [])
    rows = {line[:32].strip(): line[32:].split() for line in done.output.splitlines()}
    assert rows["ISCED-F 2013 field"] == ["2", "1", "1"]
    assert rows["ISCED 2011 level"] == ["2", "2", "0"]
    assert set(rows) > {"no difference in an element", "basis where papers are missing"}
