"""``recognition isced refit FILE``: fit the model anew, and install it only if it is better."""

from dataclasses import replace
from pathlib import Path

import click

from recognition.domain.vocabulary import CodeScheme
from recognition.isced.labelled import read_labelled
from recognition.isced.mapper import load_parts
from recognition.isced.overlay import MODEL
from recognition.isced.refit import FEWEST, FOLDS, Judged, Plan, Refit, label, refit
from recognition.isced.weights import Weights, release_of, written
from recognition.settings import load_settings

_HELP = f"""Fit weights and calibration of the mapper anew on labelled titles.

FILE is a table as `recognition evaluate isced` reads it: an office's own, or what `recognition
isced export` wrote. Several are taken together. {FEWEST} titles with a label are needed at least.

The titles are parted into {FOLDS}; each part is judged by a model that was fitted on the others,
and by the model in force. What measures worse, or no better, is refused, with both figures. With
--install the better model is written to the folder of RECOGNITION_ISCED_FOLDER.

Example:

    recognition isced export decisions.tsv && recognition isced refit decisions.tsv --install
"""


@click.command("refit", help=_HELP, short_help="Fit the mapper anew on labelled titles.")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--install", is_flag=True, help="Write the better model where the setting says.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it to this file instead."
)
@click.option("--weights", is_flag=True, help="Fit what evidence weighs, too: takes minutes.")
@click.option(
    "--withhold",
    type=click.FloatRange(0, 0.9),
    default=0.0,
    help="Share of phrases withheld while fitting: for titles by which the lexicon was made.",
)
@click.option("--afresh", is_flag=True, help="Draw the calibration towards nothing, not towards "
              "the model in force.")  # fmt: skip
@click.option("--release", default="", help="Name of the new model; otherwise made from it.")
def refit_command(
    files: tuple[Path, ...],
    *,
    install: bool,
    out: Path | None,
    weights: bool,
    withhold: float,
    afresh: bool,
    release: str,
) -> None:
    """Fit, tell both figures, and write what is better."""
    folder = load_settings().isced_folder
    if install and out is None and folder is None:
        raise click.UsageError("Set RECOGNITION_ISCED_FOLDER, or name a file with --out.")
    parts = load_parts(folder)
    rows = [row for file in files for row in read_labelled(file)]
    plan = Plan(evidence=weights, withhold=withhold, afresh=afresh)
    fits = []
    for scheme in CodeScheme:
        count = sum(bool(label(row, scheme)) for row in rows)
        if count >= FEWEST:
            tell = lambda line: click.echo(f"  {line}", err=True)  # noqa: E731
            fits.append(refit(rows, parts, scheme, plan, tell))
        elif count:
            click.echo(f"{scheme.value}: {count} titles are too few; {FEWEST} are needed.")
    for one in fits:
        click.echo(_told(one))
    better = [one for one in fits if one.better]
    if not better:
        click.echo("Refused: the model in force stays.")
        raise SystemExit(1)
    target = out or (folder / MODEL if folder and install else None)
    _write(_joined(parts.weights, better), target, release)


def _told(one: Refit) -> str:
    verdict = "better" if one.better else "not better, refused"
    lines = [
        f"{one.scheme.value}, {one.before.titles} titles, on titles held out: {verdict}",
        f"  in force  {_figures(one.before)}",
        f"  new       {_figures(one.after)}",
    ]
    return "\n".join(lines)


def _figures(judged: Judged) -> str:
    return (
        f"right {100 * judged.right:.1f} %, Brier score {judged.brier:.4f} (0 is best), "
        f"coverage at 95 % {100 * judged.coverage:.1f} %, "
        f"calibration error {judged.calibration_error:.3f}"
    )


def _joined(weights: Weights, better: list[Refit]) -> Weights:
    """The model in force, with what measured better in its place."""
    for one in better:
        if one.scheme is CodeScheme.ISCED_LEVEL:
            weights = replace(weights, levels=one.weights.levels)
        else:
            weights = replace(weights, fields=one.weights.fields)
    return weights


def _write(weights: Weights, target: Path | None, release: str) -> None:
    named = replace(weights, release=release or release_of(weights))
    if target is None:
        click.echo("Nothing is written; --install or --out FILE writes the new model.")
        return
    try:
        target.write_text(written(named), encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}.") from error
    click.echo(f"Model {named.release} written to {target}. Restart web and workers to use it.")
