"""``python -m tests.papers.gallery FOLDER ID...``: hard papers with boxes and values, for the docs.

FOLDER holds documents with truth files; the page is ``docs/reading-examples.md``, its pictures
stand in ``docs/images``.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel import Locale
from PIL import Image, ImageDraw

from recognition.documents.extraction.extract import extract
from recognition.documents.intake import check_file
from recognition.documents.model import DocumentReading, PageSource
from recognition.documents.pages import split
from recognition.documents.reader import read_page
from recognition.documents.scoring import Truth, truths
from recognition.domain.vocabulary import FieldName
from recognition.reading import hints

DOCS = Path("docs")
LONGEST = 900
HEAD = """# Hard papers, read

Invented papers, spoiled by a program like scanners and telephones do. The weights were fitted on
them among others: this shows what reading looks like, and [reading.md](reading.md#figures) how well
it does. Numbers stand at the place of each value; what is wrong (✗) or left open is shown as it is.
Made by `python -m tests.papers.gallery FOLDER ID...`.
"""
SPOILED = {
    "clean-scan": "scanned",
    "fold": "folded",
    "guilloche": "on patterned paper",
    "phone-bad": "a bad photograph",
    "phone-perspective": "photographed at a slant",
    "photocopy": "a photocopy",
    "stamp-over-text": "stamped over",
    "two-up": "two pages on one copy",
}
"""Words for ways of spoiling (``tests.papers``); others are called as they are."""


def picture(page: PageSource, reading: DocumentReading) -> Image.Image:
    """The first page, small, with a numbered box for each value that stands on it."""
    with Image.open(BytesIO(page.image)) as opened:
        shown = opened.convert("RGB")
    shown.thumbnail((LONGEST, LONGEST))
    draw = ImageDraw.Draw(shown)
    for number, field in enumerate(reading.fields.values(), start=1):
        if field.box is not None and field.page == page.number:
            x0, y0, x1, y1 = field.box
            box = (x0 * shown.width, y0 * shown.height, x1 * shown.width, y1 * shown.height)
            draw.rectangle(box, outline=(200, 30, 30), width=2)
            draw.text((box[0] + 2, max(0.0, box[1] - 12)), str(number), fill=(200, 30, 30))
    return shown


def names(truth: Truth, reading: DocumentReading) -> list[FieldName]:
    """The fields that are on the paper or were read; codes that a model adds left out."""
    coded = {FieldName.ISCED_F, FieldName.ISCED_LEVEL}
    return [n for n in FieldName if n not in coded and (n in reading.fields or truth.fields.get(n))]


def right(truth: Truth, reading: DocumentReading, name: FieldName) -> bool:
    """Whether a field was read, and as it is printed."""
    field, printed = reading.fields.get(name), truth.fields.get(name)
    return bool(field and printed and truth.agrees(name, field.normalised))


def rows(truth: Truth, reading: DocumentReading) -> list[str]:
    """A line of a table for each field that is on the paper or was read."""
    numbers = {name: str(i) for i, name in enumerate(reading.fields, start=1)}
    out = ["| | field | read | confidence | printed |", "| --- | --- | --- | --- | --- |"]
    for name in names(truth, reading):
        field, printed = reading.fields.get(name), truth.fields.get(name)
        sign = "" if right(truth, reading, name) else " ✗"
        said = f"{field.normalised}{sign}" if field else "*left open*"
        sure = f"{field.confidence:.0%}" if field else ""
        out.append(
            f"| {numbers.get(name, '')} | {name.value} | {said} | {sure} | {printed or ''} |"
        )
    return out


def summary(truth: Truth, reading: DocumentReading) -> str:
    """What is right, wrong and left open, in a sentence."""
    every = names(truth, reading)
    good = sum(right(truth, reading, name) for name in every)
    wrong = [n.value for n in every if n in reading.fields and not right(truth, reading, n)]
    left = [n.value for n in every if n not in reading.fields]
    said = [f"{good} of {len(every)} as printed"]
    said += [
        f"{what}: {', '.join(those)}"
        for what, those in (("wrong", wrong), ("left open", left))
        if those
    ]
    return "; ".join(said) + "."


def main() -> None:
    """Write the page and its pictures."""
    folder, wanted = Path(sys.argv[1]), sys.argv[2:]
    known = {truth.id: truth for truth in truths(folder) if truth.id in wanted}
    lines = [HEAD]
    for truth in (known[name] for name in wanted):
        data = (folder / truth.file).read_bytes()
        pages = list(split(data, check_file(data).media_type))
        reading = extract([read_page(page) for page in pages], hints)
        file = f"images/hard-{truth.id}.webp"
        picture(pages[0], reading).save(DOCS / file, "WEBP", quality=60)
        spoiled = SPOILED.get(truth.groups["degradation"], truth.groups["degradation"])
        language = Locale("en").languages.get(truth.groups["language"], truth.groups["language"])
        title = f"{language}, {spoiled}"
        lines += [f"## {title}", "", f"![{title}]({file})", "", summary(truth, reading), ""]
        lines += [*rows(truth, reading), ""]
    (DOCS / "reading-examples.md").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
