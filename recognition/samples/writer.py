"""Writes the sample scans that ``data/samples.toml`` describes; always the same, from a fixed seed.

Typst sets each page, PDFium draws it, Pillow and numpy make it look like a scan or a photo.
"""

import json
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import typst
from PIL import Image, ImageFilter

from recognition.domain.vocabulary import FieldName

_SEED = 20130
_DPI = 200


@dataclass(frozen=True, slots=True)
class Sample:
    """One invented paper: its file, how it is made, and what is printed on it, normalised."""

    file: str
    made_as: str
    language: str
    landscape: bool
    pages: tuple[str, ...]
    fields: dict[FieldName, str]


@cache
def samples() -> tuple[Sample, ...]:
    """All samples, in the order of the data file."""
    text = resources.files("recognition.samples").joinpath("data/samples.toml").read_text("utf-8")
    return tuple(
        Sample(
            file=entry["file"],
            made_as=entry["made_as"],
            language=entry["language"],
            landscape=entry.get("landscape", False),
            pages=tuple(entry["pages"]),
            fields={FieldName(name): value for name, value in entry["fields"].items()},
        )
        for entry in tomllib.loads(text)["sample"]
    )


def write_samples(folder: Path, *, only: Sequence[str] | None = None) -> list[Path]:
    """Write the samples, or ``only`` some files, into a folder (made if need be); the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, sample in enumerate(samples()):
        if only is not None and sample.file not in only:
            continue
        path = folder / sample.file
        path.write_bytes(_MAKERS[sample.made_as](sample, np.random.default_rng(_SEED + number)))
        paths.append(path)
    return paths


def _pdf(sample: Sample) -> bytes:
    asked = {
        "language": sample.language,
        "landscape": "yes" if sample.landscape else "no",
        "pages": json.dumps(sample.pages),
    }
    made = _compiler().compile(format="pdf", sys_inputs=asked, timestamp=0)
    if not isinstance(made, bytes):
        raise RuntimeError("Typst returned no file")
    return made


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(Path(str(resources.files("recognition.samples"))) / "data" / "paper.typ")


def _pictures(sample: Sample) -> list[Image.Image]:
    document = pdfium.PdfDocument(_pdf(sample))
    pictures = [page.render(scale=_DPI / 72).to_pil().convert("RGB") for page in document]
    document.close()
    if len(pictures) != len(sample.pages):
        raise RuntimeError(f"{sample.file}: the text of a page runs over")
    return pictures


def _scanned(picture: Image.Image, random: np.random.Generator) -> Image.Image:
    """A flatbed scan: a little skew, blur and noise."""
    angle = float(random.uniform(-0.8, 0.8))
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")
    blurred = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.6)), np.float32)
    noise = random.normal(0, 5, blurred.shape[:2])[..., None]
    return Image.fromarray(np.clip(blurred * 0.97 + noise, 0, 255).astype(np.uint8))


def _photographed(picture: Image.Image, random: np.random.Generator) -> Image.Image:
    """A photo on a dark table: the sheet a trapezium, a shadow across it."""
    width, height = picture.size
    shadow = np.linspace(1.0, 0.72, width, dtype=np.float32)[None, :, None]
    lit = Image.fromarray((np.asarray(picture, np.float32) * shadow).astype(np.uint8))
    edge = width // 16
    table = Image.new("RGB", (width + 2 * edge, height + 2 * edge), (58, 46, 38))
    lean = int(random.integers(edge // 3, edge // 2))
    corners = (-edge - lean, -edge, -edge, height + edge, width + edge, height + edge + lean // 2,
               width + edge + lean // 2, -edge)  # fmt: skip
    sheet = lit.convert("RGBA").transform(
        table.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC
    )
    table.paste(sheet, (0, 0), sheet)
    return _scanned(table, random)


def _bytes(pictures: Sequence[Image.Image], kind: str, **options: object) -> bytes:
    out = BytesIO()
    first, *others = pictures
    if others:
        options |= {"save_all": True, "append_images": others}
    first.save(out, kind, **options)
    return out.getvalue()


def _text_pdf(sample: Sample, random: np.random.Generator) -> bytes:
    return _pdf(sample)


def _scan_pdf(sample: Sample, random: np.random.Generator) -> bytes:
    pictures = [_scanned(page, random).convert("L") for page in _pictures(sample)]
    return _bytes(pictures, "PDF", resolution=_DPI)


def _photo_jpeg(sample: Sample, random: np.random.Generator) -> bytes:
    pictures = [_photographed(page, random) for page in _pictures(sample)]
    return _bytes(pictures, "JPEG", quality=82)


def _scan_png(sample: Sample, random: np.random.Generator) -> bytes:
    pictures = [_scanned(page, random).convert("L") for page in _pictures(sample)]
    return _bytes(pictures, "PNG")


def _scan_tiff(sample: Sample, random: np.random.Generator) -> bytes:
    pictures = [_scanned(page, random).convert("L") for page in _pictures(sample)]
    return _bytes(pictures, "TIFF", compression="tiff_lzw")


_MAKERS: dict[str, Callable[[Sample, np.random.Generator], bytes]] = {
    "text_pdf": _text_pdf,
    "scan_pdf": _scan_pdf,
    "photo_jpeg": _photo_jpeg,
    "scan_png": _scan_png,
    "scan_tiff": _scan_tiff,
}
