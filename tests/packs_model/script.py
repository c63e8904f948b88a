"""What is trained for each script: the pack to begin with, its languages and digits, its fonts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import ascii_letters

from recognition.documents.digits import ARABIC, PERSIAN, WESTERN
from tests.packs_model import months

_COMMON = (
    r"Liberation S|DejaVu S|Noto S(ans|erif)$|Nimbus (Roman|Sans)$|Carlito|Caladea|"
    r"TeX Gyre (Termes|Heros|Pagella|Bonum|Schola)"
)


@dataclass(frozen=True, slots=True)
class Script:
    """One script of ISO 15924, or a style of one.

    ``base``: tesseract's pack, which has the letters; ``start``: the pack whose network is trained
    on, the same if it is empty; ``letters``: what it may not know and is to learn; ``words``: the
    packs whose dictionaries are used, the same if there are none. ``style_of``: the script, if this
    is a style of it. ``languages``: BCP 47 tags, the first for lines of which it is not known.
    ``fonts``: languages by which fontconfig finds its fonts; ``common``: a pattern of the families
    that are printed in most, ``only`` of those that are taken at all; ``scale`` of their sizes;
    ``beside``: the script whose fonts set what its own have no letters for; ``tall``: lines are
    read with room above and below. ``digits``: those of numbers in languages that have others than
    Western ones (one twice: twice as often). ``numero``: signs before numbers. ``months``: what
    dates are written with. ``from_the_right``: direction of writing.
    """

    base: str
    languages: str
    fonts: str
    common: str = _COMMON
    digits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numero: tuple[str, ...] = ("№",)
    from_the_right: bool = False
    start: str = ""
    letters: str = ""
    words: tuple[str, ...] = ()
    style_of: str = ""
    only: str = ""
    scale: float = 1.0
    beside: str = ""
    tall: bool = False
    months: tuple[str, ...] = ()

    def digits_of(self, language: str) -> tuple[str, ...]:
        """The digits, from nought to nine, that a language writes numbers with."""
        return self.digits.get(language, (WESTERN,))


_PERSIAN = (PERSIAN, PERSIAN, PERSIAN, WESTERN)

SCRIPTS = {
    "Latn": Script(
        base="Latin",
        languages="en fr de es pt it nl pl ro tr vi sq bs hr sr sw so id ms cs sk hu sv da no fi "
        "et lv lt sl az uz ku tk",
        fonts="en pl vi",
        numero=("No.", "N°", "Nr."),
    ),
    "Cyrl": Script(
        base="Cyrillic",
        languages="ru uk be sr bg mk kk ky mn tg",
        fonts="ru uk",
    ),
    "Arab": Script(
        base="Arabic",
        languages="ar fa ps ur ku",
        fonts="ar fa ur",
        common=r"Noto (Naskh|Sans) Arabic|DejaVu Sans$|Amiri|Scheherazade|Kacst(Naskh|Book)$|Nazli",
        digits={
            "ar": (ARABIC, ARABIC, WESTERN),
            "fa": _PERSIAN,
            "ps": _PERSIAN,
            "ur": _PERSIAN,
            "ku": (ARABIC, WESTERN),
        },
        numero=(),
        from_the_right=True,
    ),
    "Aran": Script(
        base="Arabic",
        start="diploma_arab",
        words=("urd",),
        style_of="Arab",
        languages="ur fa ps",
        fonts="ur",
        common=r"Noto Nastaliq",
        only=r"Noto Nastaliq",
        scale=1.3,
        tall=True,
        digits={"ur": _PERSIAN, "fa": _PERSIAN, "ps": _PERSIAN},
        numero=("نمبر",),
        from_the_right=True,
    ),
    "Ethi": Script(
        base="amh",
        languages="am ti",
        fonts="am",
        common=r"Noto Serif Ethiopic|Noto Sans Ethiopic|Abyssinica",
        numero=("No.", "ቁ."),
        letters=f"{ascii_letters}&_·–ቈቍቑቒቘቛኰኵኼዀዃዅዪጕፑ፩፫፬፭፮፯፰፱፴፵፶፷፸፹፺፼",
        words=("amh", "tir", "eng"),
        beside="Latn",
        months=(*months.ethiopian(), *months.gregorian("am"), *months.gregorian("ti")),
    ),
    "Grek": Script(
        base="ell",
        languages="el",
        fonts="el",
        numero=("Αρ.", "Αριθ.", "No."),
        letters=f"{ascii_letters}&_·–%€Ϊϋ",
        words=("ell", "eng"),
        months=months.gregorian("el"),
    ),
}
"""By the code of ISO 15924; a further script is a further entry."""
