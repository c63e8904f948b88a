"""Patches of lines, painted and spoilt as scanners, copiers and telephones do."""

import random
from functools import cache

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from recognition.documents import lines
from tests.scripts_model import text

NONE = 2 * len(text.LOCALES)
NUMBERS = NONE + 1
SCRIPTS = list(text.LOCALES)
_DIGITS = [
    ("Arab", "۰۱۲۳۴۵۶۷۸۹"),
    ("Arab", "٠١٢٣٤٥٦٧٨٩"),
    ("Deva", "०१२३४५६७८९"),
    ("Beng", "০১২৩৪৫৬৭৮৯"),
]
cv2.setNumThreads(1)  # the painting is spread over processes


def sample(chance: random.Random):
    """(patch, label), or None where the spoiling left nothing to see."""
    other = chance.random()
    if other < 0.1:
        made, label = nothing(chance), NONE
    elif other < 0.15:
        made, label = numbers(chance), NUMBERS
    else:
        label = chance.randrange(len(SCRIPTS))
        if chance.random() < 0.25:  # most papers are in these, and confuse them most
            label = chance.choice([0, 0, 1, 2])
        made = page(SCRIPTS[label], chance)
    if made is None:
        return None
    grey, box = _piece(*made, chance)
    grey = spoil(grey, max(8, box[3] - box[1]), chance)
    if label < NONE and chance.random() < 0.5:
        height, width = grey.shape
        grey = np.ascontiguousarray(np.rot90(grey, 2))
        box = (width - box[2], height - box[3], width - box[0], height - box[1])
        label += len(SCRIPTS)
    made = lines.patch(grey, box)
    return None if made is None else (made, label)


def _piece(grey, box, chance):
    """One piece of the line, with what is near it."""
    left, top, right, bottom = chance.choice(lines.pieces(box))
    edge = max(8, bottom - top)
    x, y = max(0, left - edge), max(0, top - edge)
    return grey[y : bottom + edge, x : right + edge], (left - x, top - y, right - x, bottom - y)


def font(script: str, size: int, chance: random.Random):
    """Some font of a script."""
    return ImageFont.truetype(chance.choice(chance.choice(text.fonts(script))), size)


@cache
def _plain(path: str):
    """A font at one size, and what it draws for a letter that it does not have."""
    face = ImageFont.truetype(path, 20, layout_engine=ImageFont.Layout.BASIC)
    return face, bytes(face.getmask("\U0010fffe"))


@cache
def _lacks(path: str, letter: str) -> bool:
    face, empty = _plain(path)
    return bytes(face.getmask(letter)) == empty


def writable(words: str, face) -> str:
    """The words without those that the font has no letters for."""
    kept = [word for word in words.split(" ") if not any(_lacks(face.path, c) for c in word)]
    return " ".join(kept)


def page(script: str, chance: random.Random):
    """A line with what may stand around it, and its box."""
    size = chance.choice([18, 22, 28, 36, 48, 60])
    face = font(script, size, chance)
    words = writable(text.line(script, chance), face)
    left, top, right, bottom = face.getbbox(words)
    if right - left < 8 or bottom - top < 6:
        return None
    width, height = min(1800, int(right - left)) + 4 * size, int(bottom - top) + 4 * size
    paper = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(paper)
    ink = chance.choice([0, 0, 20, 60, 110])
    at = (2 * size - left, 2 * size - top)
    draw.text(at, words, font=face, fill=ink)
    if chance.random() < 0.3:
        gap = (bottom - top) * chance.uniform(1.25, 2.2)
        for way in (-1, 1):
            draw.text(
                (at[0], at[1] + way * gap),
                writable(text.line(script, chance), face),
                font=face,
                fill=ink,
            )
    box = [2 * size, 2 * size, width - 2 * size, height - 2 * size]
    _around(draw, box, size, ink, chance)
    grey = np.asarray(paper).copy()
    grey, box = _bent(grey, box, chance)
    jitter = max(1, (box[3] - box[1]) // 12)
    return grey, tuple(int(edge + chance.randint(-jitter, jitter)) for edge in box)


def _around(draw, box, size, ink, chance):
    """Rules, frames, leaders and stamps."""
    left, top, right, bottom = box
    kind = chance.random()
    if kind < 0.08:
        y = bottom + chance.randint(0, size // 4)
        draw.line((left - size, y, right + size, y), fill=ink, width=chance.randint(1, 3))
    elif kind < 0.14:
        draw.rectangle((left - 5, top - 5, right + 5, bottom + 5), outline=ink, width=2)
    elif kind < 0.22:
        x, y, r = (
            chance.randint(left, right),
            chance.randint(top, bottom),
            size * chance.randint(1, 3),
        )
        for ring in (r, int(r * 0.7)):
            draw.ellipse((x - ring, y - ring, x + ring, y + ring), outline=ink + 80, width=2)
    elif kind < 0.3:
        for _ in range(25):
            x, y = chance.randint(0, right + size), chance.randint(0, bottom + size)
            draw.ellipse((x, y, x + 2, y + 2), fill=ink)


def _bent(grey, box, chance):
    """Turned a little, sheared, stretched; and the box of the line then (of its middle part)."""
    height, width = grey.shape
    stretch, shear = chance.uniform(0.8, 1.2), chance.uniform(-0.2, 0.2) * (chance.random() < 0.3)
    angle = np.deg2rad(chance.gauss(0, 1.5))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = turn @ np.array([[stretch, shear], [0, 1]])
    centre = np.array([width / 2, height / 2])
    out = (int(width * 1.25) + 20, height + int(width * abs(np.sin(angle))) + 20)
    shift = np.array(out) / 2 - matrix @ centre
    bent = cv2.warpAffine(
        grey, np.column_stack([matrix, shift]), out, flags=cv2.INTER_AREA, borderValue=255
    )
    long = lines.PATCH[1] / lines.PATCH[0] * (box[3] - box[1]) * 0.9
    if box[2] - box[0] > long and chance.random() < 0.8:  # a piece of the line
        start = chance.uniform(box[0], box[2] - long)
        box = [start, box[1], start + long, box[3]]
    corners = np.array([[box[0], box[1]], [box[2], box[1]], [box[2], box[3]], [box[0], box[3]]])
    there = corners @ matrix.T + shift
    (x0, y0), (x1, y1) = there.min(axis=0), there.max(axis=0)
    return bent, [max(0, int(x0)), max(0, int(y0)), min(out[0], int(x1)), min(out[1], int(y1))]


def spoil(grey, height, chance):
    """Small, blurred, noisy, copied, shadowed: some of it."""
    full = grey.shape[::-1]
    low = chance.choice([1.0, 1.0, 0.8, 0.6, 0.45]) if height > 24 else 1.0
    low = max(low, 11 / height)
    if low < 1:
        grey = cv2.resize(grey, None, fx=low, fy=low, interpolation=cv2.INTER_AREA)
    if chance.random() < 0.5:
        grey = cv2.GaussianBlur(grey, (0, 0), chance.uniform(0.3, 0.05 * height * low + 0.4))
    if chance.random() < 0.1:
        kernel = np.zeros((5, 5), np.float32)
        kernel[2] = 0.2
        grey = cv2.filter2D(grey, -1, kernel if chance.random() < 0.5 else kernel.T.copy())
    if chance.random() < 0.2:
        how = cv2.erode if chance.random() < 0.6 else cv2.dilate
        grey = how(grey, np.ones((2, 2), np.uint8))
    value = grey.astype(np.float32)
    if chance.random() < 0.4:  # a shadow or a grey sheet
        slope = np.linspace(chance.uniform(0.5, 1), chance.uniform(0.6, 1), grey.shape[1])
        value = value * slope.astype(np.float32)
    rng = np.random.default_rng(chance.randrange(1 << 30))
    value += rng.normal(0, chance.choice([0, 3, 8, 18]), grey.shape)
    grey = np.clip(value, 0, 255).astype(np.uint8)
    if chance.random() < 0.15:
        level = int(np.percentile(grey, 90) * chance.uniform(0.55, 0.85))
        grey = np.where(grey > level, 255, 0).astype(np.uint8)
    if chance.random() < 0.3:
        quality = [cv2.IMWRITE_JPEG_QUALITY, chance.randint(15, 80)]
        grey = cv2.imdecode(cv2.imencode(".jpg", grey, quality)[1], cv2.IMREAD_GRAYSCALE)
    return grey if low == 1 else cv2.resize(grey, full, interpolation=cv2.INTER_CUBIC)


def nothing(chance: random.Random):
    """What is found on pages and is no upright line of a script."""
    kind = chance.random()
    if kind < 0.5:
        return _sideways(chance)
    canvas = np.full((160, 900), 255, np.uint8)
    box = (60, 50, 60 + chance.randint(40, 700), 50 + chance.randint(14, 60))
    if kind < 0.75:
        _scribble(canvas, box, chance)
    elif kind < 0.88:
        box = _ornament(canvas, chance)
    else:
        rng = np.random.default_rng(chance.randrange(1 << 30))
        noise = rng.normal(150, 70, canvas.shape).astype(np.float32)
        noise = cv2.GaussianBlur(
            noise, (0, 0), chance.uniform(0.6, 3), sigmaY=chance.uniform(0.6, 9)
        )
        canvas = cv2.normalize(noise, None, 0, 255, cv2.NORM_MINMAX).astype(np.uint8)
    return canvas, box


def numbers(chance: random.Random):
    """Dates, sums, registration numbers."""
    script, digits = chance.choice([("Latn", "0123456789")] * 3 + _DIGITS)
    face = font(script, chance.choice([20, 30, 44]), chance)
    paper = Image.new("L", (1200, 160), 255)
    words = "  ".join(text.number(chance) for _ in range(chance.choice([1, 1, 2, 3])))
    words = words.replace("№ ", "").translate(str.maketrans("0123456789", digits))
    draw = ImageDraw.Draw(paper)
    draw.text((60, 50), words, font=face, fill=0)
    box = draw.textbbox((60, 50), words, font=face)
    return np.asarray(paper).copy(), tuple(int(edge) for edge in box)


def _ornament(canvas, chance):
    """One or some tiles of a frame: circles, squares, lozenges, crosses in one another."""
    size, count = chance.randint(16, 60), chance.choice([1, 1, 2, 4, 8])
    shapes = [
        (chance.choice("cslx"), chance.uniform(0.15, 0.5), chance.choice([-1, 1, 2, 4]))
        for _ in range(chance.randint(2, 4))
    ]
    for number in range(count):
        x, y = 60 + int((number + 0.5) * size), 50 + size // 2
        for shape, share, thick in shapes:
            r = max(2, int(size * share))
            if shape == "c":
                cv2.circle(canvas, (x, y), r, 0, thick)
            elif shape == "s":
                cv2.rectangle(canvas, (x - r, y - r), (x + r, y + r), 0, max(1, thick))
            elif shape == "l":
                points = np.array([[x, y - r], [x + r, y], [x, y + r], [x - r, y]], np.int32)
                cv2.polylines(canvas, [points], True, 0, max(1, thick))
            else:
                cv2.line(canvas, (x - r, y - r), (x + r, y + r), 0, max(1, thick))
                cv2.line(canvas, (x + r, y - r), (x - r, y + r), 0, max(1, thick))
    return (60, 50, 60 + count * size, 50 + size)


def _scribble(canvas, box, chance):
    """Signatures, guilloche, ornaments, rules, dots."""
    left, top, right, bottom = box
    kind = chance.random()
    if kind < 0.5:
        xs = np.linspace(left, right, chance.randint(6, 30))
        ys = [chance.uniform(top, bottom) for _ in xs]
        fine = np.linspace(left, right, 300)
        smooth = cv2.GaussianBlur(
            np.interp(fine, xs, ys).reshape(1, -1), (0, 0), chance.uniform(1, 6)
        )
        points = np.column_stack([fine + chance.uniform(0, 9) * np.sin(fine / 7), smooth.ravel()])
        cv2.polylines(
            canvas, [points.astype(np.int32)], False, 0, chance.randint(1, 4), cv2.LINE_AA
        )
    elif kind < 0.75:
        step = chance.randint(4, 20)
        for x in range(left, right, step):
            if chance.random() < 0.5:
                cv2.circle(canvas, (x, (top + bottom) // 2), max(2, (bottom - top) // 2), 0, 1)
            else:
                cv2.line(canvas, (x, top), (x + chance.randint(-9, 9), bottom), 0, 2)
    else:
        for _ in range(chance.randint(2, 20)):
            x, y = chance.randint(left, right), chance.randint(top, bottom)
            cv2.circle(canvas, (x, y), chance.randint(1, 5), chance.randint(0, 120), -1)


def _sideways(chance: random.Random):
    """A window on text that is turned by about a quarter, or stands in a ring."""
    script = chance.choice(SCRIPTS)
    size = chance.choice([18, 24, 32])
    face = font(script, size, chance)
    paper = Image.new("L", (700, 420), 255)
    draw = ImageDraw.Draw(paper)
    gap = int(size * chance.uniform(1.2, 2.4))
    for y in range(10, 400, gap):
        draw.text((10, y), text.line(script, chance), font=face, fill=0)
    turned = paper.rotate(chance.choice([90, 270]) + chance.gauss(0, 9), expand=True, fillcolor=255)
    grey = np.asarray(turned).copy()
    height = int(size * chance.uniform(0.8, 5))
    width = int(height * chance.uniform(0.8, 6))
    y = chance.randint(10, max(11, grey.shape[0] - height - 10))
    x = chance.randint(0, max(1, grey.shape[1] - width - 10))
    return grey, (x, y, min(grey.shape[1], x + width), min(grey.shape[0], y + height))
