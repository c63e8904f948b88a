"""The program that trains packs for tesseract: lines as they are taught, networks that go on."""

import json
import random
import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from string import ascii_letters

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw
from rapidfuzz import fuzz

from recognition.documents import tesseract
from recognition.documents.digits import ARABIC
from recognition.documents.tesseract import Picture
from tests.packs_model import (
    fonts,
    growing,
    lines,
    lstmf,
    naming,
    network,
    packs,
    pages,
    pens,
    seen,
    training,
)
from tests.packs_model.alphabet import Alphabet
from tests.packs_model.making import Source, painter, training_file
from tests.packs_model.packs import Parts
from tests.packs_model.pages import Line, Page
from tests.packs_model.script import SCRIPTS
from tests.packs_model.shapes import as_seen
from tests.packs_model.texts import Texts

ETHIOPIC = "/usr/share/fonts/truetype/noto/NotoSansEthiopic-Regular.ttf"
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
LINES = (
    "Міністерство освіти і науки України",
    "Настоящий диплом свидетельствует об окончании университета",
    "присвоена квалификация инженера (строительство мостов)",
    "решением Государственной экзаменационной комиссии от 12.06.2011",
)
Read = Callable[[str, Picture], str]


def painted(text: str, size: int = 34) -> Picture:
    """A line in black on white, with paper around it."""
    font = fonts.face(FONT, size)
    left, top, right, bottom = font.getbbox(text)
    picture = Image.new("L", (round(right - left) + 40, round(bottom - top) + 40), 255)
    ImageDraw.Draw(picture).text((20 - left, 20 - top), text, font=font, fill=0)
    return np.asarray(picture, np.uint8)


def stacked(pictures: Sequence[Picture]) -> Picture:
    """Lines under one another, from the left."""
    wide = max(picture.shape[1] for picture in pictures)
    edges = [((0, 0), (0, wide - picture.shape[1])) for picture in pictures]
    padded = [np.pad(p, e, constant_values=255) for p, e in zip(pictures, edges, strict=True)]
    return np.concatenate(padded)


@pytest.fixture(scope="module")
def base() -> Path:
    return packs.base_of(SCRIPTS["Cyrl"], None)


@pytest.fixture(scope="module")
def parts(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Parts:
    return Parts(base, tmp_path_factory.mktemp("parts"))


@pytest.fixture(scope="module")
def source(parts: Parts, tmp_path_factory: pytest.TempPathFactory) -> Source:
    """Texts of four lines and four words."""
    texts = tmp_path_factory.mktemp("texts") / "texts.json"
    words = ["диплом", "университет", "освіта", "інженер"]
    texts.write_text(json.dumps([[(line, "uk") for line in LINES], [words]]))
    return Source("Cyrl", parts.file("lstm-unicharset"), texts)


@pytest.fixture(scope="module")
def page(source: Source) -> Page:
    return painter(source).page(random.Random(2))


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """What tesseract reads of lines with a pack of the test's folder."""

    def with_pack(pack: str, picture: Picture) -> str:
        cv2.imwrite(str(tmp_path / "line.png"), picture)
        said = packs.run(
            *("tesseract", tmp_path / "line.png", tmp_path / "read", "-l", pack),
            *("--tessdata-dir", tmp_path, "--psm", "6", "--dpi", "300"),
        )
        assert "rror" not in said
        return (tmp_path / "read.txt").read_text().strip()

    return with_pack


def test_the_network_of_floats_reads_what_the_pack_reads(
    base: Path, parts: Parts, read: Read, tmp_path: Path
) -> None:
    whole, floats = tmp_path / "whole.traineddata", tmp_path / "floats.traineddata"
    whole.write_bytes(base.read_bytes())
    packs.without_dictionaries(whole)
    floats.write_bytes(whole.read_bytes())
    component = tmp_path / "floats.lstm"
    component.write_bytes(network.as_floats(parts.file("lstm").read_bytes()))
    packs.run("combine_tessdata", "-o", floats, component)
    assert floats.stat().st_size > 3 * whole.stat().st_size
    picture = stacked([painted(line) for line in LINES])
    assert read("floats", picture) == read("whole", picture)
    assert fuzz.ratio(read("floats", picture), "\n".join(LINES)) > 90


@pytest.mark.parametrize("pack", sorted(tesseract.own_packs()))
def test_no_pack_of_ours_calls_a_latin_letter_by_its_own_name(pack: str, tmp_path: Path) -> None:
    """Each start of tesseract takes three times as long where one does."""
    packs.run("combine_tessdata", "-u", packs.installed(pack), tmp_path / "raw.")
    raw = (tmp_path / "raw.lstm-unicharset").read_text("utf-8")
    plain = Parts(packs.installed(pack), tmp_path).file("lstm-unicharset").read_text("utf-8")
    named = {line.split(" ")[0] for line in raw.split("\n")}
    assert not named & set(ascii_letters)
    assert naming.private(plain) == raw and not set(naming.PLAIN) & set(plain)
    assert (plain == raw) is (pack == "diploma_cyrl")  # which has no Latin letters


def test_a_pack_reads_the_same_by_either_name(read: Read, tmp_path: Path) -> None:
    plain = packs.plain(packs.installed("diploma_latn"), tmp_path / "plain")
    for name in ("own", "private"):
        (tmp_path / f"{name}.traineddata").write_bytes(plain.read_bytes())
    packs.name_privately(tmp_path / "private.traineddata")
    said = {name: read(name, painted("Bachelor of Science")) for name in ("own", "private")}
    assert said["own"] == "Bachelor of Science"
    assert said["private"] == said["own"].translate(str.maketrans(tesseract.PRIVATE))


@pytest.mark.parametrize("cut", [1, 100, -1000])
def test_what_is_no_network_is_refused(parts: Parts, cut: int) -> None:
    whole = parts.file("lstm").read_bytes()
    with pytest.raises(network.UnknownNetwork):
        network.as_floats(whole[:cut])
    with pytest.raises(network.UnknownNetwork):  # floats have no scales
        network.as_floats(network.as_floats(whole))


def test_a_line_is_written_as_tesseract_writes_it_for_training(tmp_path: Path) -> None:
    picture, text = painted(LINES[2]), LINES[2]
    box = lstmf.ink_box(picture)
    assert box is not None
    height = picture.shape[0]
    left, right, bottom, top = box[0], box[2], height - box[3], height - box[1]
    boxes = f"WordStr {left} {bottom} {right} {top} 0 #{text}\n"
    (tmp_path / "line.box").write_text(f"{boxes}\t {right + 1} {bottom} {right + 5} {top} 0\n")
    cv2.imwrite(str(tmp_path / "line.png"), picture)
    packs.run(
        *("tesseract", tmp_path / "line.png", tmp_path / "line", "-l", "Cyrillic"),
        *("--psm", "13", "lstm.train"),
    )
    entry = lstmf.entry(picture, text)
    assert entry is not None
    lstmf.write(tmp_path / "own.lstmf", [entry])
    theirs, own = (_parted(tmp_path / name) for name in ("line.lstmf", "own.lstmf"))
    assert own[0] == theirs[0]
    assert own[2] == theirs[2]
    np.testing.assert_array_equal(own[1], theirs[1])


def _parted(file: Path) -> tuple[bytes, Picture, bytes]:
    """What stands before the PNG, its pixels (its bytes are as who packs it), and the rest."""
    data = file.read_bytes()
    before = 4 + 1 + 4 + 4  # one line: it is there, no name, no page
    (size,) = struct.unpack_from("<I", data, before)
    png = np.frombuffer(data[before + 4 : before + 4 + size], np.uint8)
    pixels = cv2.imdecode(png, cv2.IMREAD_GRAYSCALE)
    return data[:before], np.asarray(pixels, np.uint8), data[before + 4 + size :]


def test_a_bare_strip_is_no_line() -> None:
    assert lstmf.entry(np.full((40, 200), 255, np.uint8), "") is None


def test_a_painted_page_comes_back_line_by_line_with_its_text(page: Page) -> None:
    assert len(page.lines) > 15
    found = lines.cut(pages.uploaded(page.picture))
    assert len(found) == len(page.lines)
    made = lines.matched(page.lines, found)
    assert len(made) >= 0.9 * len(page.lines)
    assert lines.matched(page.lines[1:], found) == []
    alike = [_alike(strip, taught) for strip, taught in made[:3]]
    assert min(alike) > 80


def _alike(strip: Picture, taught: str) -> float:
    tokens = tesseract.words(strip, ["Cyrillic"], layout=7)
    return float(fuzz.ratio(" ".join(token.text for token in tokens), taught))


def test_lines_that_do_not_fit_their_texts_are_not_taken() -> None:
    strip = np.full((40, 200), 255, np.uint8)
    widths = (900, 300, 800, 500, 700, 400)
    painted_ones = [Line(str(n), (0, 50 * n, wide, 50 * n + 30)) for n, wide in enumerate(widths)]
    scaled = [((0, 100 * n, 2 * wide, 100 * n + 60), strip) for n, wide in enumerate(widths)]
    assert [text for _, text in lines.matched(painted_ones, scaled)] == list("012345")
    shifted = [*scaled[1:], ((0, 900, 1200, 960), strip)]  # the first is lost, one came in two
    assert lines.matched(painted_ones, shifted) == []


def test_a_spoilt_page_is_a_picture_that_the_reader_takes(page: Page) -> None:
    files = {pages.spoilt(page.picture, random.Random(seed)) for seed in (1, 2, 1)}
    assert len(files) == 2
    assert all(
        cv2.imdecode(np.frombuffer(f, np.uint8), cv2.IMREAD_COLOR) is not None for f in files
    )


def begun(base: Path, grown: Path, parts: Parts, folder: Path) -> training.Start:
    """A training that begins with the network of a pack."""
    start = training.Start(folder / "start.lstm", base, grown)
    start.network.write_bytes(network.as_floats(parts.file("lstm").read_bytes()))
    return start


def test_a_training_of_seconds_makes_a_pack_that_reads(
    base: Path, parts: Parts, source: Source, read: Read, tmp_path: Path
) -> None:
    start, taught = begun(base, base, parts, tmp_path), tmp_path / "taught.lstmf"
    assert training_file(taught, source=source, seed=1, count=2) > 20
    state = training.train(start, [taught], tmp_path / "trained", seconds=1)
    pack = tmp_path / "made.traineddata"
    training.write_pack(state, base, pack)
    assert pack.stat().st_size < 500_000
    assert fuzz.ratio(read("made", painted(LINES[0])), LINES[0]) > 80


def test_a_pack_with_further_letters_still_reads_those_that_it_knew(
    base: Path, parts: Parts, source: Source, read: Read, tmp_path: Path
) -> None:
    grown = growing.grown(base, "дፋβ", tmp_path / "grown")
    more, taught = Parts(grown, tmp_path), tmp_path / "taught.lstmf"
    letters = [Alphabet(p.file("lstm-unicharset"), from_the_right=False) for p in (parts, more)]
    assert letters[1].letters - letters[0].letters == {"ፋ", "β"}
    assert growing.grown(grown, "дβ", tmp_path / "again") == grown
    training_file(taught, source=source, seed=1, count=2)
    state = training.train(
        begun(base, grown, parts, tmp_path), [taught], tmp_path / "trained", seconds=1
    )
    training.write_pack(state, grown, tmp_path / "made.traineddata")
    assert fuzz.ratio(read("made", painted(LINES[0])), LINES[0]) > 80
    made = Parts(tmp_path / "made.traineddata", tmp_path)
    assert "ፋ" in Alphabet(made.file("lstm-unicharset"), from_the_right=False).letters


def test_what_a_font_has_no_letter_for_is_set_in_another() -> None:
    alone = fonts.face(ETHIOPIC, 30).getlength("ዓመት ", language="am")
    pen, text = pens.Pen(ETHIOPIC, 30, FONT), "ዓመት 2003"
    assert not pens.Pen(ETHIOPIC, 30).writes(text)
    assert pen.writes(text)
    left, top, right, bottom = pen.box(text, "am")
    digits = fonts.face(FONT, 30).getbbox("2003", anchor="ls")
    assert right == pytest.approx(alone + digits[2], abs=2)
    picture = Image.new("L", (300, 80), 255)
    pen.paint(ImageDraw.Draw(picture), (20, 50), text, "am", (0,))
    ink = lstmf.ink_box(np.asarray(picture, np.uint8))
    assert ink == pytest.approx((20 + left, 50 + top, 20 + right, 50 + bottom), abs=2)


def test_dates_name_months_of_the_script() -> None:
    script, chance = SCRIPTS["Ethi"], random.Random(1)
    assert {"መስከረም", "ጥቅምቲ", "ኦክቶበር"} <= set(script.months)
    texts = Texts(script, [seen.Text("ዓመት", "am")], [["ዲፕሎማ"], ["ትምህርቲ"], ["College"]])
    made = " ".join(texts.line(chance).words for _ in range(300)).replace(",", " ").split()
    assert set(made) & set(script.months)
    assert made.count("ዲፕሎማ") > made.count("College") > 20


def test_greek_capitals_have_no_accents() -> None:
    texts = Texts(SCRIPTS["Grek"], [seen.Text("πρόνοια Άριστα Ευβοϊκός", "el")], [["λέξη"]])
    chance = random.Random(1)
    made = [texts.line(chance).words for _ in range(100)]
    capitals = {word for line in made for word in line.split() if word.isupper()}
    assert {"ΠΡΟΝΟΙΑ", "ΑΡΙΣΤΑ", "ΕΥΒΟΪΚΟΣ"} <= capitals
    assert "Άριστα" in " ".join(made)


def test_the_error_is_small_for_the_right_text_and_large_for_another(
    base: Path, tmp_path: Path
) -> None:
    right, wrong, turned = (tmp_path / f"{name}.lstmf" for name in ("right", "wrong", "turned"))
    mirrored = [line[::-1] for line in LINES]
    for file, texts in ((right, LINES), (wrong, LINES[::-1]), (turned, mirrored)):
        entries = [lstmf.entry(painted(a), b) for a, b in zip(LINES, texts, strict=True)]
        lstmf.write(file, [entry for entry in entries if entry])
    found = [training.errors(base, [file], tmp_path) for file in (right, wrong, turned)]
    assert found[0].letters < 10
    assert found[0].words < 20
    assert found[1].letters > 60
    assert found[2].words > 80


def test_a_training_without_lines_says_so(base: Path, parts: Parts, tmp_path: Path) -> None:
    start, empty = begun(base, base, parts, tmp_path), tmp_path / "empty.lstmf"
    lstmf.write(empty, [])
    with pytest.raises(training.TrainingFailed):
        training.train(start, [empty], tmp_path / "trained", seconds=1)


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Alphabet:
    unicharset = tmp_path_factory.mktemp("arabic") / "unicharset"
    letters = ["NULL", "Joined", "|Broken|0|1", *"()-,.", *"دبلومجهندس", *ARABIC]
    unicharset.write_text(f"{len(letters)}\n" + "".join(f"{each} 0 0 0\n" for each in letters))
    return Alphabet(unicharset, from_the_right=True)


def test_arabic_is_taught_from_left_to_right_as_it_stands_on_paper(arabic: Alphabet) -> None:
    assert arabic.visual("دبلوم (٢٠١٧)") == "(٢٠١٧) " + "دبلوم"[::-1]
    assert arabic.visual("هندس)") == "(" + "هندس"[::-1]


def test_letters_that_a_pack_does_not_know_are_taught_as_others_or_not_at_all(
    arabic: Alphabet,
) -> None:
    assert arabic.taught("دبلوم، ٢٠١٧–٢٠١٨…") == "دبلوم, ٢٠١٧-٢٠١٨..."
    assert arabic.taught("Diplom") is None


def test_lines_of_papers_run_as_they_are_read() -> None:
    found = list(seen.lines(seen.PAPERS / "ae_itiraf_muahhil.html", "Arab"))
    assert {text.language for text in found} == {"ar"}
    brackets = [text.words for text in found if "(" in text.words and ")" in text.words]
    assert brackets
    assert all(words.index("(") < words.index(")") for words in brackets)
    assert all(seen.has(text.words, "Arab") for text in found)


@pytest.mark.parametrize("code", SCRIPTS)
def test_a_base_pack_that_is_missing_is_asked_for_by_the_name_it_has_in_debian(code: str) -> None:
    names = {
        "Latn": "script-latn", "Cyrl": "script-cyrl", "Arab": "script-arab", "Aran": "script-arab",
        "Ethi": "amh", "Grek": "ell",
    }  # fmt: skip
    asked = tesseract.apt_line([SCRIPTS[code].base])
    assert asked.split()[-1] == f"tesseract-ocr-{names[code]}"


def test_one_paper_of_five_is_kept_out() -> None:
    papers = sorted(seen.PAPERS.glob("*.html"))
    assert 0.15 < sum(map(seen.is_held, papers)) / len(papers) < 0.25


@pytest.mark.parametrize("code", SCRIPTS)
def test_each_script_has_fonts_and_its_common_ones_are_used_most(code: str) -> None:
    found = fonts.Fonts(SCRIPTS[code])
    assert found.files
    chosen = max(zip(found.weights, found.files, strict=True))[1]
    assert "Noto" in chosen or "DejaVu" in chosen or "Liberation" in chosen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("یک شرکت ایرانی", "يک شركت ايرانى"),
        ("۱۳۷۵/۲/۳۰", "١٣٧۵/٢/٣٠"),
        ("الذي يملك", "الذي يملك"),
    ],
)
def test_letters_that_look_alike_are_taught_by_one_name(text: str, seen: str) -> None:
    assert as_seen(text) == seen
