"""The program that prints invented papers says the truth about them."""

import json
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest

from tests.papers import errors
from tests.papers.containers import Container
from tests.papers.families import FAMILIES, Family
from tests.papers.generate import Document, Wish, documents_of, make_document, print_paper
from tests.papers.ink import stamp_and_sign
from tests.papers.printing import Printed
from tests.papers.source import read_paper

MATTER = """<!--
country = "MA"
languages = ["fr", "ar"]
document_type = "diploma"
isced_level = 6
isced_f = ["0613", "0913"]
[accept]
isced_level = [6, 7]
isced_f = [["0610"], []]
-->"""
PAPER = f"""{MATTER}
<style>h1 {{ text-transform: uppercase }}</style>
<main>
  <h2><f n="institution">Université Ibn Battouta|Université du Sud</f></h2>
  <h1>Diplôme de <f n="qualification_title">licence en
    <f n="field_of_study">informatique|soins &amp; santé</f></f></h1>
  <p>Nom : <f n="holder_name" part="1">EL FASSI|BENNANI</f><br>
     Prénom : <f n="holder_name" part="2">Amina|Youssef</f></p>
  <p dir="rtl">تمنح <b>جامعة</b> الجنوب هذه الشهادة</p>
  <p>le <f n="award_date" v="2016-07-12|2009-10-02">12 juillet 2016|2 octobre 2009</f></p>
  <svg width="90" height="30"><text x="5" y="20">SCEAU</text></svg>
</main>
<hr>
<main><p><f n="credits" v="180">180 ECTS</f>, <f n="institution">L'UNIVERSITÉ|LE SUD</f></p></main>
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "ma_licence.html"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("papers"), PAPER)


@pytest.fixture(scope="module")
def printed(paper: Path) -> tuple[Printed, dict[str, object]]:
    return print_paper(read_paper(paper), 0)


def test_versions_keep_the_space_before_what_follows(tmp_path: Path) -> None:
    text = PAPER.replace("<p>le ", "<p>en |fait à ")
    both = read_paper(written(tmp_path, text))
    shown = ["".join(both.tokens_of(version)) for version in range(2)]
    assert "<p>en <f" in shown[0]
    assert "<p>fait à <f" in shown[1]


def made(printed: tuple[Printed, dict[str, object]], family: Family, box: Container) -> Document:
    return make_document("ma_licence-0", *printed, (family, box), np.random.default_rng(1))


def test_the_truth_says_what_is_printed_in_each_version(paper: Path, tmp_path: Path) -> None:
    documents = list(documents_of(paper, Wish(per_paper=9, clean=True)))
    assert [document.id for document in documents] == ["ma_licence-0", "ma_licence-1"]
    documents[1].write(tmp_path)
    truth = json.loads((tmp_path / "ma_licence-1.truth.json").read_text(encoding="utf-8"))
    assert (tmp_path / truth["file"]).read_bytes().startswith(b"%PDF")
    assert truth["fields"] == {
        "country": "MA",
        "document_type": "diploma",
        "isced_level": 6,
        "isced_f": "0913",
        "institution": "Université du Sud",
        "qualification_title": "licence en soins & santé",
        "field_of_study": "soins & santé",
        "holder_name": "BENNANI Youssef",
        "award_date": "2009-10-02",
        "credits": "180",
    }
    assert truth["verbatim"]["holder_name"] == ["BENNANI Youssef", "Youssef BENNANI"]
    assert truth["verbatim"]["institution"] == ["Université du Sud", "LE SUD"]
    assert truth["verbatim"]["award_date"] == ["2 octobre 2009"]
    assert truth["accept"] == {"isced_level": [6, 7]}
    assert truth["scripts"] == ["Latn", "Arab"]
    assert truth["text"] == [
        [
            "Université du Sud",
            "DIPLÔME DE LICENCE EN SOINS &",
            "SANTÉ",
            "Nom : BENNANI",
            "Prénom : Youssef",
            "تمنح جامعة الجنوب هذه الشهادة",
            "le 2 octobre 2009",
            "SCEAU",
        ],
        ["180 ECTS, LE SUD"],
    ]


def test_a_seed_makes_the_same_document_again_and_another_seed_the_next_version(
    paper: Path,
) -> None:
    first, again, other = (next(documents_of(paper, Wish(seed=seed))) for seed in (3, 3, 4))
    assert first.truth == again.truth
    assert first.data == again.data
    assert (first.id, other.id) == ("ma_licence-1", "ma_licence-0")


@pytest.mark.parametrize(
    ("before", "after", "error"),
    [
        ('country = "MA"', 'colour = "red"', errors.BadFrontMatter),
        ("<!--", "", errors.BadFrontMatter),
        ("|Youssef", "", None),
        ("|Youssef", "|Youssef|Ali", errors.UnequalVersions),
        ('n="credits"', 'n="points"', errors.UnknownField),
        ('v="180"', "", errors.BadMark),
        ('part="2"', 'part="3"', errors.BadMark),
        ("180 ECTS</f>", "180 ECTS", errors.BadMark),
        ("2016-07-12|", "12.7.2016|", errors.BadMark),
        ("<h2>", "<h2 hidden style='display:none'>", errors.HiddenMark),
        ("<main>", "lost <main>", errors.BadMarkup),
        ("<main>", "<main><img src='x.png'>", errors.BadMarkup),
        ("<h2>", "<h2 style='margin-top: 28cm'>", errors.PageOverflow),
        ("<h2>", "<h2 style='position: relative; left: 15cm'>", errors.PageOverflow),
    ],
)
def test_what_is_wrong_with_a_paper_is_said_with_its_name(
    tmp_path: Path, before: str, after: str, error: type[errors.PaperError] | None
) -> None:
    path = written(tmp_path, PAPER.replace(before, after, 1))
    if error is None:
        assert list(documents_of(path, Wish(clean=True)))
        return
    with pytest.raises(error, match=r"^ma_licence\.html: "):
        list(documents_of(path, Wish(per_paper=2, clean=True)))


@pytest.mark.parametrize("family", FAMILIES[1:], ids=lambda family: family.name)
def test_each_family_makes_pages_of_sensible_size(
    printed: tuple[Printed, dict[str, object]], family: Family
) -> None:
    box = next(box for box in family.containers if box.holds_many)
    document = made(printed, family, box)
    assert document.truth["degradation"] == family.name
    assert document.truth["degradation_steps"]
    assert 5_000 < len(document.data) < 15_000_000
    pages = pdfium.PdfDocument(document.data)
    assert len(pages) == document.truth["pages"] == (1 if family.pairs else 2)
    for page in pages:
        pixels = [
            thing.get_px_size() for thing in page.get_objects() if hasattr(thing, "get_px_size")
        ]
        assert all(900 <= max(size) <= 4000 for size in pixels)
    pages.close()


def test_ink_covers_little_and_the_same_every_time() -> None:
    sheet = np.full((1170, 827, 3), 255, np.uint8)
    first, again = (stamp_and_sign(sheet, np.random.default_rng(7))[0] for _ in range(2))
    assert np.array_equal(first, again)
    assert 0.001 < (first < 250).any(axis=2).mean() < 0.05
