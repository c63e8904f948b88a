"""Makes documents of papers: which version, which damage, which container, and the truth."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from tests.papers import textlayers
from tests.papers.containers import Container, pack
from tests.papers.families import DIGITAL, Family, choose, spoil
from tests.papers.marks import version_of
from tests.papers.pairs import Lines, two_up
from tests.papers.picture import Rng
from tests.papers.printing import Printed, pictures_of, print_version
from tests.papers.source import Paper, read_paper
from tests.papers.truth import truth_of

_PNG_DPI = 200  # finer, the grain makes files that no applicant sends

cv2.setNumThreads(1)  # the processes share the machine already


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: how many versions of each paper, by which seed, spoilt or clean."""

    per_paper: int = 1
    seed: int = 0
    clean: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file as an applicant would upload it, and the truth about it."""

    id: str
    container: Container
    data: bytes
    truth: dict[str, Any]

    def write(self, folder: Path) -> None:
        """Write both files."""
        folder.joinpath(self.truth["file"]).write_bytes(self.data)
        text = json.dumps(self.truth, ensure_ascii=False, indent=1)
        folder.joinpath(f"{self.id}.truth.json").write_text(text + "\n", encoding="utf-8")


def documents_of(path: Path, wish: Wish) -> Iterator[Document]:
    """The documents of one paper. Raises a PaperError that names it."""
    paper = read_paper(path)
    for step in range(min(wish.per_paper, paper.versions)):
        number = (wish.seed + step) % paper.versions
        rng = _rng(paper.stem, number, wish.seed)
        printed, truth = print_paper(paper, number)
        pages = len(printed.pages)
        chosen = (DIGITAL, Container.PDF_TEXT) if wish.clean else choose(pages, rng)
        yield make_document(f"{paper.stem}-{number}", printed, truth, chosen, rng)


def check_paper(path: Path) -> None:
    """Print every version of a paper and throw it away. Raises a PaperError that names it."""
    paper = read_paper(path)
    for number in range(paper.versions):
        print_paper(paper, number)


def _rng(stem: str, number: int, seed: int) -> Rng:
    """Chance that depends on nothing but the document itself."""
    digest = hashlib.sha256(f"{stem}\n{number}\n{seed}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8]))


def print_paper(paper: Paper, number: int) -> tuple[Printed, dict[str, Any]]:
    """One version printed, and what is true of it however it is spoilt. Raises a PaperError."""
    version = version_of(paper, number)
    printed = print_version(paper, version)
    return printed, truth_of(paper, number, version, printed)


def make_document(
    id: str, printed: Printed, truth: dict[str, Any], chosen: tuple[Family, Container], rng: Rng
) -> Document:
    """The printed paper spoilt and packed as chosen."""
    family, container = chosen
    pages = zip(truth["text"], truth["wraps"], strict=True)
    known = [list(zip(*page, strict=True)) for page in pages]
    data, steps, lines = _made(printed, known, family, container, rng)
    head = {"id": id, "file": f"{id}.{container.suffix}", "origin": "synthetic"}
    tail = {
        "pages": len(lines),
        "container": container.value,
        "degradation": family.name,
        "degradation_steps": steps,
        "text": [[text for text, _ in page] for page in lines],
        "wraps": [[goes_on for _, goes_on in page] for page in lines],
    }
    return Document(id, container, data, head | truth | tail)


def _made(
    printed: Printed, lines: Lines, family: Family, container: Container, rng: Rng
) -> tuple[bytes, list[str], Lines]:
    """The file, the steps, and the lines of each of its pages."""
    if container is Container.PDF_TEXT:
        return printed.pdf, [], lines
    if container is Container.PDF_BROKEN_TOUNICODE:
        data, step = textlayers.break_text(printed.pdf, rng)
        return data, [step], lines
    dpi = int(rng.choice(family.dpi))
    if container is Container.PNG:
        dpi = min(dpi, _PNG_DPI)
    pictures = pictures_of(printed.pdf, dpi)
    steps = []
    if family.pairs:
        pictures, lines = two_up(pictures, lines, rng)
        steps.append("two-up")
    pictures, spoiling = spoil(family, pictures, rng)
    data = _with_layer(container, pack(container, pictures, dpi), printed, rng)
    return data, steps + spoiling, lines


def _with_layer(container: Container, data: bytes, printed: Printed, rng: Rng) -> bytes:
    """The file with the text that its container has beside the pictures."""
    if container is Container.PDF_GARBAGE_TEXT:
        hidden = textlayers.layer(printed, textlayers.misread_all, rng)
        return textlayers.with_hidden_text(data, hidden)
    if container is Container.PDF_OCR_LAYER:
        hidden = textlayers.layer(printed, textlayers.misread_a_little, rng)
        return textlayers.with_hidden_text(data, hidden)
    if container is Container.PDF_MIXED:
        scanned = {int(rng.integers(len(printed.pages)))}
        return textlayers.mixed_pages(printed.pdf, data, scanned)
    return data
