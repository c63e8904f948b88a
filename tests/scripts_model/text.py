"""Words of each script, from the names that Unicode's locale data (babel) holds."""

import random
import re
import subprocess
from functools import cache
from pathlib import Path

from babel import Locale

from recognition.documents.language import letter_script

LOCALES = {
    "Latn": "en fr de es pt it nl pl ro tr vi sq hr bs cs sk sl hu et lv lt fi sv da nb sw so id "
    "ms az uz_Latn ku is mt cy ga",
    "Cyrl": "ru uk be sr bg mk kk ky mn tg",
    "Arab": "ar fa ps ur ckb ug sd",
    "Ethi": "am ti",
    "Hebr": "he yi",
    "Grek": "el",
    "Deva": "hi mr ne",
    "Beng": "bn as",
    "Taml": "ta",
    "Sinh": "si",
    "Geor": "ka",
    "Armn": "hy",
    "Hani": "zh zh_Hant yue",
    "Hang": "ko",
    "Jpan": "ja",
    "Thai": "th",
}
_FONTS = {
    "Latn": "en pl vi", "Cyrl": "ru uk", "Arab": "ar fa ur", "Ethi": "am", "Hebr": "he",
    "Grek": "el", "Deva": "hi", "Beng": "bn", "Taml": "ta", "Sinh": "si", "Geor": "ka",
    "Armn": "hy", "Hani": "zh-cn zh-tw", "Hang": "ko", "Jpan": "ja", "Thai": "th",
}  # fmt: skip
_PARTICLES = {
    "Jpan": list("のをにはとがで")
    + "した する である において ことを証する より まで ます として".split(),  # noqa: SIM905
    "Hani": list("之的在於于年月日號号人學学位證证書书校院系業业茲兹此"),
}
_UNSPACED = {"Jpan", "Hani", "Thai"}
_ODD = re.compile(r"Rashi|Symbol|Emoji|Math|Music|Adlam|Fallback", re.I)


@cache
def words(script: str) -> dict[str, list[str]]:
    """Words of a script for each of its locales."""
    found = {}
    for name in LOCALES[script].split():
        locale = Locale.parse(name)
        names = [
            *locale.territories.values(),
            *locale.languages.values(),
            *locale.currencies.values(),
            *locale.months["format"]["wide"].values(),
            *locale.days["format"]["wide"].values(),
            *(zone.get("city", "") for zone in locale.time_zones.values()),
        ]
        parts = {part for text in names for part in re.split(r"[\s()\[\],;/]+", text)}
        own = [p for p in parts if p and _share(p, script) > 0.6]
        if len(own) > 30:
            found[name] = sorted(own)
    return found


def _share(text: str, script: str) -> float:
    same = {"Jpan": {"Jpan", "Hani"}}.get(script, {script})
    letters = [code for letter in text if (code := letter_script(letter))]
    return sum(code in same for code in letters) / max(1, len(letters))


def line(script: str, chance: random.Random) -> str:
    """Some words, in capitals or not, now and then with a number or a mark."""
    own = chance.choice(list(words(script).values()))
    if script == "Latn" and chance.random() < 0.1:
        own = words(script)["vi"]  # its letters with two marks are unlike all other Latin
    parts = [chance.choice(own) for _ in range(chance.choice([1, 2, 3, 4, 6]))]
    particles = _PARTICLES.get(script)
    if particles:
        parts = [part + chance.choice([*particles, ""]) for part in parts]
    if chance.random() < 0.25:
        parts.insert(chance.randrange(len(parts) + 1), number(chance))
    joined = ("" if script in _UNSPACED and chance.random() < 0.8 else " ").join(parts)
    style = chance.random()
    text = joined.upper() if style < 0.25 and script != "Geor" else joined
    text = text.lower() if 0.25 < style < 0.55 else text
    if chance.random() < 0.2:
        text += chance.choice([":", ".", ",", " /", " –", ";"])
    return (
        " ".join(text.replace(" ", "  ")) if chance.random() < 0.04 and script == "Latn" else text
    )


def number(chance: random.Random) -> str:
    """A date, a sum or a registration number."""
    kinds = [
        "{a:02}.{b:02}.{y}",
        "{y}",
        "{a}/{b}/{y}",
        "№ {n}",
        "{y}-{b:02}-{a:02}",
        "{n}",
        "({a})",
    ]
    fill = {"a": chance.randint(1, 31), "b": chance.randint(1, 12), "y": chance.randint(1960, 2026)}
    return chance.choice(kinds).format(**fill, n=chance.randint(100, 9999999))


@cache
def fonts(script: str) -> list[list[str]]:
    """Font files that hold a script, by family."""
    families: dict[str, list[str]] = {}
    for language in _FONTS[script].split():
        command = ["fc-list", f":lang={language}", "file"]
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        for name in listed.splitlines():
            path = name.rstrip(": ")
            stem = Path(path).stem
            if path.endswith((".ttf", ".otf", ".ttc")) and not _ODD.search(stem):
                families.setdefault(re.split(r"[-_]", stem)[0], []).append(path)
    if script in {"Hani", "Jpan", "Hang"}:
        droid = "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"
        families["Droid"] = [droid]
    return list(families.values())
