"""The module that runs tesseract says what is missing and how to mend it."""

import os
import shutil
import sys
import tomllib
from importlib import resources
from typing import Any

import numpy as np
import pytest

from recognition.documents import tesseract
from recognition.errors import ErrorCode, MissingPart


def test_version_and_packs_are_known() -> None:
    assert int(tesseract.version().split(".")[0]) >= 4
    wanted = {"eng", "vie", "diploma_latn", "diploma_cyrl", "diploma_aran", "diploma_ethi"}
    assert wanted <= tesseract.installed_packs()


def test_a_missing_pack_comes_with_the_line_that_installs_it() -> None:
    with pytest.raises(MissingPart) as caught:
        tesseract.words(np.full((50, 50), 255, np.uint8), ["xxx_yy"])
    assert caught.value.code is ErrorCode.LANGUAGE_PACK_MISSING
    assert caught.value.advice.endswith("tesseract-ocr-xxx-yy")


def test_a_pack_for_a_script_has_another_name_in_debian() -> None:
    line = tesseract.apt_line(["Ethiopic", "chi_sim"])
    assert line.endswith(" tesseract-ocr-script-ethi tesseract-ocr-chi-sim")


def test_no_run_asks_for_packs_of_two_folders() -> None:
    """Tesseract looks into one folder: that of Debian's packs, or of those that come with us."""
    data = resources.files("recognition.documents") / "data" / "languages.toml"
    scripts = tomllib.loads(data.read_text("utf-8"))["scripts"]
    together = [entry["packs"] for entry in scripts.values()]
    together += [[pack] for entry in scripts.values() for pack in entry.get("styles", ())]
    alone = [pack for e in scripts.values() for pack in e.get("by_language", {}).values()]
    own = tesseract.own_packs()
    assert own == {p for packs in together for p in packs if p.startswith("diploma_")}
    assert [packs for packs in together if 0 < len(own & set(packs)) < len(packs)] == []
    assert not own & set(alone)


def roomy_memory() -> bool:
    return os.access("/dev/shm", os.W_OK) and shutil.disk_usage("/dev/shm").free > 250_000_000


@pytest.mark.skipif(not roomy_memory(), reason="this machine has no room in memory for files")
def test_neither_a_page_nor_its_words_lie_readable_on_a_disk() -> None:
    """What a killed process leaves behind would outlive the key of its paper."""
    made: list[str] = []

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("tempfile.mkstemp", "tempfile.mkdtemp"):
            made.append(str(arguments[0]))

    sys.addaudithook(note)
    tesseract.words(np.full((200, 400), 255, np.uint8), ["eng"])
    assert len(made) >= 2, "the page, and what tesseract says of it"
    assert all(path.startswith("/dev/shm/") for path in made), made
