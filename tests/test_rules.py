"""The rules in force: regimes are data with a source, and a bad file is said, not guessed."""

from pathlib import Path

import pytest

from recognition import rules as rules_module
from recognition.domain.regime import Regime
from recognition.errors import BrokenSetting, ErrorCode
from recognition.records import read_record
from recognition.rules import load_regime
from tests.support.stores import make_rules

FILE = Path(rules_module.__file__).parent / "data" / "regimes" / "lisbon.toml"


def test_the_lisbon_regime_has_its_terms_and_their_source() -> None:
    """Revised Recommendation (2010): at most four months from the complete file."""
    regime = load_regime("lisbon")
    assert regime.decision.months == 4
    assert "Recommendation" in regime.decision.source
    assert regime.decision.pauses == ()


def test_every_regime_that_the_office_offers_can_be_loaded() -> None:
    rules = make_rules()
    assert [rules.regime(one).id for one in rules.office.regimes] == list(rules.office.regimes)


def test_an_unknown_regime_is_said() -> None:
    with pytest.raises(BrokenSetting) as broken:
        load_regime("atlantis")
    assert broken.value.code is ErrorCode.DATA_FILE_INVALID
    assert "atlantis.toml" in broken.value.advice


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("months = 4", "months = 0", "decision.months"),
        ("appeal_months = 1", "apeal_months = 1", "apeal_months"),
        ("pauses = []", 'pauses = ["holidays_of_the_assessor"]', "decision.pauses"),
    ],
)
def test_a_mistake_in_a_regime_names_the_key(
    tmp_path: Path, before: str, after: str, named: str
) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert before in text
    changed = tmp_path / "lisbon.toml"
    changed.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(BrokenSetting) as broken:
        read_record(changed, Regime, ErrorCode.DATA_FILE_INVALID)
    assert named in broken.value.advice
