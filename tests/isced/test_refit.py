"""Fitting the mapper anew: on titles held out, and never installed where it measures worse."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from recognition.cli import main
from recognition.domain.vocabulary import CodeScheme
from recognition.isced.fitting import Observed, fit
from recognition.isced.labelled import Labelled, read_labelled
from recognition.isced.lexicon import Strength
from recognition.isced.mapper import Mapper, load_parts
from recognition.isced.model import Query
from recognition.isced.refit import Judged, Plan, backwards, folds, refit, search, withheld
from recognition.isced.weights import confidence, load_weights, release_of, written
from recognition.settings import load_settings


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """English phrases under their codes, and the same letters backwards under a wrong one."""
    phrases = {
        p.code: p.text
        for p in load_parts().lexicon.subjects
        if p.language == "en" and p.strength is Strength.NAME and "*" not in p.text
    }
    lines = ["title\tlanguage\tisced_f"]
    lines += [f"{text}\ten\t{code}" for code, text in sorted(phrases.items())]
    lines += [f"{text[::-1]}\ten\t0421" for _, text in sorted(phrases.items())[:60]]
    file = tmp_path_factory.mktemp("labelled") / "titles.tsv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The office's folder, named by the setting; its model knows nothing of its own sureness."""
    own = tmp_path / "isced"
    own.mkdir()
    weights = load_parts().weights
    blank = dict.fromkeys(weights.fields.sure, 0.0)
    poor = replace(weights, release="poor", fields=replace(weights.fields, sure=blank))
    (own / "mapper.toml").write_text(written(poor), encoding="utf-8")
    monkeypatch.setenv("RECOGNITION_ISCED_FOLDER", str(own))
    load_settings.cache_clear()
    yield own
    monkeypatch.undo()
    load_settings.cache_clear()


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["isced", "refit", *words])
    return done.exit_code, done.output


def test_a_better_model_is_installed_and_a_second_one_that_is_not_is_refused(
    labelled: Path, folder: Path
) -> None:
    """Both figures are told each time; a refused model changes nothing."""
    code, said = run(str(labelled))
    assert code == 0, said
    assert "Nothing is written" in said
    assert load_weights(folder).release == "poor"
    code, said = run(str(labelled), "--install")
    assert code == 0, said
    assert "held out: better" in said
    before, after = (
        float(line.rpartition("score ")[2].split()[0])
        for line in said.splitlines()
        if "Brier" in line
    )
    assert after < before == 0.25
    assert load_weights(folder).release.startswith("refit-")
    for _ in range(12):  # each leans on the one before, and gains less
        installed = (folder / "mapper.toml").read_bytes()
        code, said = run(str(labelled), "--install")
        if code:
            break
    assert code == 1
    assert "not better, refused" in said
    assert said.count("Brier") == 2
    assert "the model in force stays" in said
    assert (folder / "mapper.toml").read_bytes() == installed


def test_too_few_titles_and_no_folder_are_said(
    labelled: Path, tmp_path: Path, folder: Path
) -> None:
    """A handful of decisions fits no model."""
    few = tmp_path / "few.tsv"
    few.write_text("".join(labelled.read_text("utf-8").splitlines(keepends=True)[:30]), "utf-8")
    code, said = run(str(few), "--install")
    assert code == 1
    assert "isced_f: 29 titles are too few; 50 are needed." in said
    assert run(str(labelled), "--out", str(tmp_path))[0] == 2


def test_what_is_not_worse_in_one_and_better_in_the_other_is_better() -> None:
    """More titles right with a falser confidence is no gain, nor the other way round."""
    old = Judged(100, 0.8, 0.1)
    assert Judged(100, 0.8, 0.09).better_than(old)
    assert Judged(100, 0.81, 0.1).better_than(old)
    assert not old.better_than(old)
    assert not Judged(100, 0.9, 0.11).better_than(old)
    assert not Judged(100, 0.79, 0.05).better_than(old)


def test_evidence_weights_are_searched(labelled: Path) -> None:
    """Weights by which the second subject leads are mended step by step."""
    named = [row for row in read_labelled(labelled) if row.field != "0421"]
    rows = [
        replace(one, query=replace(one.query, title=f"{one.query.title}, {other.query.title}"))
        for one, other in zip(named[::2], named[1::2], strict=False)
    ]
    parts = load_parts()
    bad = replace(parts.weights, fields=replace(parts.weights.fields, order_decay=1.2))
    mapper = Mapper(parts).weighing(bad)
    found = mapper.weighing(search(rows, mapper, CodeScheme.ISCED_F))

    def right(one: Mapper) -> int:
        return sum(one.map(row.query).isced_f.code == row.field for row in rows)

    assert right(found) > right(mapper)
    assert found.weights.levels == parts.weights.levels


def test_phrases_can_be_withheld(labelled: Path) -> None:
    """A share of phrases is left out; the same share for the same number."""
    parts = load_parts()
    some = withheld(parts, 0.2, 1)
    assert 0.75 < len(some.lexicon.subjects) / len(parts.lexicon.subjects) < 0.85
    assert some.lexicon.subjects == withheld(parts, 0.2, 1).lexicon.subjects
    assert set(some.systems) == set(parts.systems)
    done = refit(read_labelled(labelled), parts, CodeScheme.ISCED_F, Plan(withhold=0.3, draws=2))
    full = refit(read_labelled(labelled), parts, CodeScheme.ISCED_F, Plan())
    assert done.before.right < full.before.right


def test_titles_that_name_nothing_are_fitted_on_and_not_judged_by() -> None:
    """Levels of words turned round are no evidence, and count in no figure."""
    assert backwards(Query("Master of Laws", field="Law")) == Query("retsaM fo swaL", field="waL")
    rows = [
        Labelled(Query(title, language="en", country=country), level, "", "")
        for country in ("GB", "IE", "US", "CA", "AU", "NZ", "IN", "PK", "NG", "GH", "KE", "ZA")
        for title, level in (
            ("Bachelor of Laws", "6"),
            ("Master of Laws", "7"),
            ("Doctor of Philosophy", "8"),
            ("Primary school certificate", "1"),
            ("Secondary school certificate", "3"),
        )
    ]
    done = refit(rows, load_parts(), CodeScheme.ISCED_LEVEL, Plan())
    assert done.before.right > 0.9
    assert done.before.titles == 60
    # The model in force was fitted with such titles: what names no degree is little believed.
    for title in ("Zzyzx of Foo", "Completion of third year (no qualification)"):
        assert Mapper(load_parts()).map(Query(title, language="en")).isced_level.abstained


def test_like_titles_are_in_one_fold() -> None:
    """No title is judged by a model that was fitted on its twin."""
    titles = ["Nursing", "Law", "NURSING", "Physics", "law"]
    found = folds([Labelled(Query(title), "", "0913", "") for title in titles])
    assert found[0] == found[2]
    assert found[1] == found[4]


def test_fit_leans_on_what_was_known() -> None:
    """What was not observed stays; what was follows the outcomes; one title changes little."""
    start = {"bias": 0.5, "best": 0.2, "printed": 0.7, "narrow.061": 0.4}
    sure = [Observed(n, {"bias": 1.0, "best": 1.0}, True) for n in range(80)]
    unsure = [Observed(n, {"bias": 1.0, "best": 0.0}, n % 2 == 0) for n in range(80)]
    found = fit(sure + unsure, start)
    assert (found["printed"], found["narrow.061"]) == (0.7, 0.4)
    assert confidence(found, {"bias": 1.0, "best": 1.0}) > 0.9
    assert 0.4 < confidence(found, {"bias": 1.0}) < 0.6
    once = fit([Observed(0, {"bias": 1.0, "best": 1.0}, False, 0.01)], start)
    assert abs(once["best"] - start["best"]) < 0.05


def test_fit_finds_back_from_a_model_that_was_far_too_sure() -> None:
    """A step of Newton's method from there leads far past the place that is sought."""
    seen = [Observed(n, {"bias": 1.0, "best": n % 7 / 3}, n % 4 == 0) for n in range(400)]
    found = fit(seen, {"bias": 12.0})
    assert abs(confidence(found, {"bias": 1.0, "best": 1.0}) - 0.25) < 0.05


def test_a_written_model_is_read_back(tmp_path: Path) -> None:
    """What is written is what was fitted, under a name made from it."""
    weights = load_parts().weights
    (tmp_path / "mapper.toml").write_text(written(weights), encoding="utf-8")
    assert load_weights(tmp_path) == weights
    other = replace(weights, fields=replace(weights.fields, hint=0.3))
    assert release_of(weights) == release_of(weights) != release_of(other)
