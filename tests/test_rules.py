"""The rules in force: regimes are data with a source, and a bad file is said, not guessed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from recognition import rules as rules_module
from recognition.cli import main
from recognition.domain.regime import PauseGround, Regime
from recognition.domain.vocabulary import EvaluationRule, Purpose
from recognition.errors import BrokenSetting, ErrorCode
from recognition.letters.texts import languages
from recognition.records import read_record
from recognition.regimes_command import lines
from recognition.rules import load_regime, load_rules, read_regime, regime_ids
from recognition.settings import load_settings
from tests.support.stores import make_rules

FILE = Path(rules_module.__file__).parent / "data" / "regimes" / "lisbon.toml"


def test_the_lisbon_regime_has_its_terms_and_their_source() -> None:
    """Revised Recommendation (2010): at most four months from the complete file."""
    regime = load_regime("lisbon")
    assert regime.decision.months == 4
    assert "Recommendation" in regime.decision.source
    assert regime.decision.pauses == ()


def test_the_directive_has_its_terms_and_their_articles() -> None:
    """Directive 2005/36/EC, article 51(1) and 51(2)."""
    regime = load_regime("directive")
    assert (regime.acknowledgement.months, regime.decision.months) == (1, 3)
    assert regime.decision.extension_max_months == 1 and regime.decision.pauses == ()
    assert "51(1)" in regime.acknowledgement.source and "51(2)" in regime.decision.source
    assert regime.purposes == (Purpose.PROFESSIONAL,) and regime.ends_on_working_day


@pytest.mark.parametrize("regime_id", regime_ids())
def test_every_regime_that_comes_along_is_whole_and_names_its_law(regime_id: str) -> None:
    regime = load_regime(regime_id)
    assert regime.id == regime_id and regime.version
    assert len(lines(regime)) > 10 and regime.decision.source in "\n".join(lines(regime))
    assert regime.evaluation and regime.evaluation.source
    assert regime.after_silence and regime.after_silence.source
    assert Regime.model_validate(regime.model_dump(mode="json")) == regime


def test_a_regime_is_named_in_the_reader_s_language() -> None:
    lisbon = load_regime("lisbon")
    assert lisbon.named("de") == ("Lissabonner Anerkennungskonvention", "de")
    assert lisbon.named("ar-SY")[1] == "ar"
    assert lisbon.named("es") == ("Lisbon Recognition Convention", "en")
    own = lisbon.model_copy(update={"name": "Gesetz", "names": {}})
    assert own.named("de") == ("Gesetz", "")


@pytest.mark.parametrize("regime_id", regime_ids())
def test_every_regime_that_comes_along_is_named_in_every_language(regime_id: str) -> None:
    regime = load_regime(regime_id)
    assert set(regime.names) == languages() and regime.names["en"] == regime.name
    # A number after Arabic letters runs right to left with them: "2005/36/EC" would begin with EC.
    number = re.search(r"\d+/", regime.names["ar"])
    assert number is None or regime.names["ar"][number.start() - 1] == "\N{LEFT-TO-RIGHT MARK}"


def test_a_snapshot_of_the_first_release_is_still_read() -> None:
    kept = load_regime("lisbon").model_dump(mode="json")
    for new in ("acknowledgement", "purposes", "ends_on_working_day", "erasure_notice_days"):
        del kept[new]
    kept["decision"] |= {"pauses": ["verification"]}
    for new in ("pauses_source", "extension_source", "days"):
        del kept["decision"][new]
    regime = Regime.model_validate({**kept, "acknowledgement_days": 30})
    assert (regime.acknowledgement.days, regime.acknowledgement.months) == (30, None)
    assert regime.decision.pauses == (PauseGround.VERIFICATION,)


def office_file(folder: Path, regimes: str) -> Path:
    """An office file of one's own, beside which a folder of regimes can stand."""
    example = (FILE.parents[1] / "office.toml").read_text(encoding="utf-8")
    assert 'regimes = ["lisbon", "directive"]' in example
    file = folder / "office.toml"
    file.write_text(example.replace('["lisbon", "directive"]', regimes), encoding="utf-8")
    (folder / "regimes").mkdir()
    return file


def own_regime(folder: Path, name: str, *changes: tuple[str, str], source: str = "lisbon") -> None:
    """A regime of the office's own: a copy of another with some words changed."""
    text = (FILE.parent / f"{source}.toml").read_text(encoding="utf-8")
    for before, after in (*changes, (f'id = "{source}"', f'id = "{name}"')):
        assert before in text
        text = text.replace(before, after)
    (folder / "regimes" / f"{name}.toml").write_text(text, encoding="utf-8")


def test_the_purpose_chooses_the_regime(tmp_path: Path) -> None:
    rules = load_rules(office_file(tmp_path, '["lisbon", "directive"]'))
    assert rules.regime_for(Purpose.PROFESSIONAL) == "directive"
    assert rules.regime_for(Purpose.ACADEMIC) == rules.regime_for(None) == "lisbon"


def test_an_office_without_the_directive_decides_by_what_it_offers(tmp_path: Path) -> None:
    rules = load_rules(office_file(tmp_path, '["lisbon"]'))
    assert rules.regime_for(Purpose.PROFESSIONAL) == "lisbon"


def test_an_office_adds_and_changes_regimes_in_a_folder_of_its_own(tmp_path: Path) -> None:
    file = office_file(tmp_path, '["lisbon", "by_decree"]')
    shorter = ("months = 4", "months = 3"), ("2026.4", "2026.4-ours")
    own_regime(tmp_path, "lisbon", *shorter)
    made_for = ('source = "ETS 165', 'purposes = ["academic"]\nsource = "ETS 165')
    own_regime(tmp_path, "by_decree", made_for)
    rules = load_rules(file)
    assert rules.regime("lisbon").decision.months == 3
    assert rules.regime_for(Purpose.ACADEMIC) == "by_decree"
    assert {"by_decree", "directive"} <= set(regime_ids(rules.regimes_folder))


def test_a_changed_edition_needs_a_version_of_its_own(tmp_path: Path) -> None:
    file = office_file(tmp_path, '["lisbon"]')
    own_regime(tmp_path, "lisbon", ("months = 4", "months = 3"))
    with pytest.raises(BrokenSetting) as broken:
        load_rules(file)
    assert "Give it a version of its own" in broken.value.advice


def test_a_purpose_without_a_regime_is_said(tmp_path: Path) -> None:
    with pytest.raises(BrokenSetting) as broken:
        load_rules(office_file(tmp_path, '["directive"]'))
    assert "academic" in broken.value.advice


@pytest.fixture
def settings_read_anew() -> Iterator[None]:
    """Settings are read once a process; this test has its own."""
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


@pytest.mark.usefixtures("settings_read_anew")
def test_the_command_shows_and_checks_regimes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = office_file(tmp_path, '["lisbon", "by_decree"]')
    own_regime(tmp_path, "by_decree")
    monkeypatch.setenv("RECOGNITION_OFFICE_FILE", str(file))
    run = CliRunner().invoke
    shown = run(main, ["regimes"])
    assert shown.exit_code == 0 and "by_decree  2026.4  offered" in shown.output
    told = run(main, ["regimes", "show", "directive"])
    assert "article 51(2)" in told.output and "3 months" in told.output
    assert "appeal against silence: 1 months to decide" in told.output
    good = tmp_path / "regimes" / "by_decree.toml"
    assert "is valid" in run(main, ["regimes", "check", str(good)]).output
    good.write_text(good.read_text().replace("months = 4", "months = 4\ndays = 9", 1))
    bad = run(main, ["regimes", "check", str(good)])
    assert bad.exit_code == 1 and "either in months or in days" in bad.output


def test_what_an_evaluation_is_asked_is_data_of_the_regime(tmp_path: Path) -> None:
    """Directive 2005/36/EC, articles 11 and 14; a national law may ask for some of it."""
    file = office_file(tmp_path, '["by_decree"]')
    own_regime(tmp_path, "by_decree", ("asks = []", 'asks = ["levels"]'))
    regime = load_rules(file).regime("by_decree")
    for purpose in Purpose:
        assert regime.asks_of(purpose) == (EvaluationRule.LEVELS,)
    assert any("asks for levels (Lisbon" in line for line in lines(regime))
    older = Regime.model_validate(regime.model_dump(exclude={"evaluation"}))
    assert set(older.asks_of(Purpose.PROFESSIONAL)) == set(EvaluationRule)
    assert older.asks_of(Purpose.ACADEMIC) == ()


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
        ("asks = []", 'asks = ["rank"]', "evaluation.asks"),
        ("appeal_months = 1", "apeal_months = 1", "apeal_months"),
        ("[decision]\n", "[decision]\ndays = 9\n", "decision"),
        ("pauses = []", 'pauses = ["verification"]', "pauses_source"),
        ("[10, 23]", "[23, 10]", "request_to_applicant"),
        ("draft_notice_days = 14", "draft_notice_days = 95", "draft_notice_days"),
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


UNSAID = 'extension_source = "Revised Recommendation (2010): a delay with its reason; how long, '


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        (UNSAID + "office's choice\"", "", "decision.extension_max_months"),
        ("delay_notice_days = 14", "delay_notice_days = 120", "decision.delay_notice_days"),
        ("\nnotice_days = 7", "\nnotice_days = 30", "acknowledgement.notice_days"),
        ("erasure_notice_days = 30", "erasure_notice_days = 366", "erasure_notice_days"),
        ("objection_days = 7", "objection_days = 10", "objection_days"),
    ],
)
def test_terms_that_do_not_go_together_are_said(
    tmp_path: Path, before: str, after: str, named: str
) -> None:
    """Every number has its law, and no timer of a term falls outside of it."""
    text = FILE.read_text(encoding="utf-8").replace(
        "keep_closed_years = 10", "keep_closed_years = 1"
    )
    assert before in text
    (tmp_path / "lisbon.toml").write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(BrokenSetting) as broken:
        read_regime(tmp_path / "lisbon.toml")
    assert f": {named} " in broken.value.advice
    kept = read_record(tmp_path / "lisbon.toml", Regime, ErrorCode.DATA_FILE_INVALID)
    assert Regime.model_validate(kept.model_dump(mode="json")) == kept, "a snapshot is still read"
