"""``recognition isced check``: what is wrong with an office's own files, where, and what to do."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pycountry

from recognition.errors import BrokenSetting
from recognition.isced import overlay
from recognition.isced.files import data_folder
from recognition.isced.lexicon import Phrase, Reading, lay_over, read_shipped
from recognition.isced.mapper import load_parts
from recognition.isced.systems import lay_over_system
from recognition.isced.weights import load_weights
from recognition.settings import load_settings

_NOT_IN_ISO = frozenset({"XK"})  # Kosovo, by the code that the European Union uses
_EXAMPLE = """
\b
Example:
  recognition isced check /etc/recognition/isced
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say of a file; ``fault`` where the file cannot be used as it is."""

    text: str
    fault: bool = False


def look_at(folder: Path) -> Iterator[Finding]:
    """Look at every file of an office's folder; at most one fault a file, mended one by one."""
    read = read_shipped(data_folder())
    looks: dict[str, Callable[[Path], Iterable[Finding]]] = {
        "systems": _system,
        "lexicon": lambda path: _language(path, read),
    }
    known = overlay.own_files(folder)
    for path in known:
        shown = path.relative_to(folder).as_posix()
        try:
            look = looks[path.parent.name] if path.parent != folder else _model
            yield from (Finding(f"{shown}{one.text}", one.fault) for one in look(path))
        except BrokenSetting as error:
            yield Finding(overlay.told(folder, error), fault=True)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path not in known and not path.name.startswith("."):
            shown = path.relative_to(folder).as_posix()
            places = "systems/COUNTRY.toml, lexicon/LANGUAGE.toml and mapper.toml"
            yield Finding(f"{shown}: not looked at; what counts is {places}", fault=True)


def _system(path: Path) -> Iterator[Finding]:
    shipped = data_folder() / "systems" / path.name
    system = lay_over_system(path, shipped)
    if system.country not in _NOT_IN_ISO and not pycountry.countries.get(alpha_2=system.country):
        line = overlay.line_of(path.read_text(encoding="utf-8"), "country")
        yield Finding(f", line {line}, country: no such code in ISO 3166-1", fault=True)
    own = sum(entry.own for entry in system.qualifications)
    kept = len(system.qualifications) - own
    yield Finding(f": {system.name}, {own} of the office's own, {kept} that come along")


def _language(path: Path, read: Reading) -> Iterator[Finding]:
    before = {(p.language, p.words, p.code) for p in (*read.degrees, *read.subjects)}
    mine = lay_over(read, path)
    phrases = (*mine.degrees, *mine.subjects, *mine.institutions)
    text = path.read_text(encoding="utf-8")
    if not pycountry.languages.get(alpha_2=path.stem):
        line = overlay.line_of(text, "language")
        yield Finding(f", line {line}, language: no such code in ISO 639-1", fault=True)
    for words, codes in _double(mine.subjects).items():
        line = overlay.line_of(text, f"fields.{codes[-1]}")
        both = " and ".join(codes)
        yield Finding(f", line {line}: {words!r} means {both}; keep one of them", fault=True)
    for phrase in phrases:
        if (phrase.language, phrase.words, phrase.code) in before:
            yield Finding(f": {phrase.text!r} means {phrase.code} already, without this file")
    yield Finding(f": {len(phrases)} phrases of the office's own")


def _double(phrases: Iterable[Phrase]) -> dict[str, list[str]]:
    """Phrases that the file gives several fields, none of them the parent of the others."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        if not phrase.code.startswith(tuple(found[phrase.text])):
            found[phrase.text].append(phrase.code)
    return {words: codes for words, codes in found.items() if len(codes) > 1}


def _model(path: Path) -> Iterator[Finding]:
    yield Finding(f": model {load_weights(path.parent).release}")


@click.command("check", epilog=_EXAMPLE)
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def check(folder: Path | None) -> None:
    """Look at the office's own files in FOLDER, by default the one that the settings name."""
    folder = folder or load_settings().isced_folder
    if folder is None:
        raise click.UsageError("Name a FOLDER, or set RECOGNITION_ISCED_FOLDER.")
    with overlay.telling_where(folder):
        findings = list(look_at(folder))
    for finding in findings:
        click.echo(f"{'FAIL' if finding.fault else 'ok  '}  {finding.text}")
    if any(finding.fault for finding in findings):
        raise SystemExit(1)
    click.echo(f"All is well: {load_parts(folder).release}. Restart web and workers to use it.")
