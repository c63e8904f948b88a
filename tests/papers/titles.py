"""``python -m tests.papers.titles OUT``: titles of the invented papers with their ISCED codes.

One line for each version of a paper, in the form that ``recognition evaluate isced`` and
``recognition isced refit`` read. Nothing is printed: the titles are those that a paper is marked
with, before any reading.
"""

import argparse
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from recognition.domain.vocabulary import FieldName
from tests.papers.fields import fields_of
from tests.papers.marks import version_of
from tests.papers.source import Paper, read_paper

HERE = Path(__file__).parent
COLUMNS = (
    "title",
    "field",
    "institution",
    "country",
    "language",
    "year",
    "isced_level",
    "isced_f",
    "source",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the labelled titles of one part of the papers."""
    parser = argparse.ArgumentParser(prog="python -m tests.papers.titles", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="file to write")
    parser.add_argument("--part", choices=["seen", "unseen", "later"], default="seen")
    asked = parser.parse_args(arguments)
    with asked.out.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(
            file,
            COLUMNS,
            delimiter="\t",
            lineterminator="\n",
            quoting=csv.QUOTE_NONE,
            quotechar=None,
        )
        rows.writeheader()
        for path in sorted((HERE / asked.part).glob("*.html")):
            rows.writerows(rows_of(read_paper(path)))


def rows_of(paper: Paper) -> Iterator[dict[str, Any]]:
    """The labelled title of each version that has one. Raises a PaperError."""
    matter = paper.matter
    for number in range(paper.versions):
        marked, _ = fields_of(paper.file, version_of(paper, number).marks)
        said = matter.classification(number)
        row = {
            "title": marked.get(FieldName.QUALIFICATION_TITLE, ""),
            "field": marked.get(FieldName.FIELD_OF_STUDY, ""),
            "institution": marked.get(FieldName.INSTITUTION, ""),
            "country": said["country"],
            "language": matter.languages[0],
            "year": marked.get(FieldName.AWARD_DATE, "")[:4],
            "isced_level": said["isced_level"],
            "isced_f": said["isced_f"],
            "source": paper.stem,
        }
        if row["title"]:
            yield {name: " ".join(str(value).split()) for name, value in row.items()}


if __name__ == "__main__":
    main()
