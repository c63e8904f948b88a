"""Training and measuring by tesseract's own programs, in one thread."""

import re
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.packs_model import packs

_MEGABYTES = "2000"  # of lines that are kept in memory; others are read again
_GRACE = 600.0  # seconds after the end in which a state must have been written
_WRITTEN = "wrote checkpoint"
_ERRORS = re.compile(r"BCER eval=([\d.]+), BWER eval=([\d.]+)")


class TrainingFailed(Exception):
    """The program ended early or wrote no state; its last lines say why."""


class Start(NamedTuple):
    """Where a training begins: a network of floats, the pack that it is of, what it is to know.

    ``grown`` is the pack with further letters, or ``base`` itself.
    """

    network: Path
    base: Path
    grown: Path


def train(start: Start, files: Sequence[Path], out: Path, seconds: float) -> Path:
    """Train a network for about so long; the file of its last state.

    The program writes one every hundred lines and says so: after the time it is ended right then.
    Raises TrainingFailed.
    """
    program = subprocess.Popen(
        [
            *("lstmtraining", "--continue_from", start.network, "--traineddata", start.grown),
            *(("--old_traineddata", start.base) if start.grown != start.base else ()),
            *("--train_listfile", _listed(files, out), "--model_output", out),
            *("--max_image_MB", _MEGABYTES, "--debug_interval", "0", "--target_error_rate", "-1"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",  # of letters that it cuts in messages
        env=packs.one_thread(),
    )
    patience = threading.Timer(seconds + _GRACE, program.kill)
    patience.start()
    try:
        said = list(_until(program.stderr or (), time.monotonic() + seconds))
    finally:
        patience.cancel()
        program.terminate()
        program.communicate()
    state = out.with_name(f"{out.name}_checkpoint")
    if not said or _WRITTEN not in said[-1]:
        raise TrainingFailed("\n".join(said[-5:]))
    return state


def _until(lines: Iterable[str], end: float) -> Iterator[str]:
    """The lines up to the first after the end that says that a state was written."""
    for line in lines:
        if line.strip():
            yield line.strip()
        if _WRITTEN in line and time.monotonic() >= end:
            return


def _listed(files: Sequence[Path], out: Path) -> Path:
    """A file with the names of training files."""
    listed = out.with_name(f"{out.name}.files")
    listed.write_text("".join(f"{file}\n" for file in files))
    return listed


def write_pack(state: Path, base: Path, pack: Path) -> None:
    """The state as an integer pack without dictionaries, with the letters of the base pack."""
    packs.run(
        *("lstmtraining", "--stop_training", "--convert_to_int", "--continue_from", state),
        *("--traineddata", base, "--model_output", pack),
    )
    packs.without_dictionaries(pack)


class Errors(NamedTuple):
    """What is read wrongly, in percent: of letters in whatever order, and of words."""

    letters: float
    words: float


def errors(pack: Path, files: Sequence[Path], work: Path) -> Errors:
    """What a pack reads wrongly in training files, by ``lstmeval``."""
    said = packs.run(
        *("lstmeval", "--model", pack, "--eval_listfile", _listed(files, work / "measured")),
        *("--verbosity", "0"),
    )
    found = _ERRORS.search(said)
    if found is None:
        raise TrainingFailed(said[-500:])
    return Errors(float(found[1]), float(found[2]))
