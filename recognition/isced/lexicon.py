"""The multilingual lexicon: what words of degrees and subjects mean, one file per language.

A file holds ``degrees`` (words that name a degree), ``stages`` (words for a stage of schooling,
used where no degree is named), ``fields`` (words that name a subject), ``hints`` (general words
such as 'engineering' that only support), ``institutions`` (words for kinds of institutions that
award at a level), ``roles`` (words that the rules of the mapper need) and ``stopwords``. Keys of
``degrees``, ``stages`` and ``institutions`` are ISCED levels or ISCED-A codes, of ``fields`` and
``hints`` ISCED-F codes. Phrases are separated by semicolons; ``*`` ends a word with any ending.

An office may lay files of its own over those that come along (docs/mapping.md): its phrases are
added, one that is known means what the office says, and ``remove`` drops phrases.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from importlib.resources.abc import Traversable

from recognition.isced import codes
from recognition.isced.files import Table, read_toml, toml_files
from recognition.isced.text import pattern

_PAIR = 2


class Strength(StrEnum):
    """How much a phrase says on its own."""

    NAME = "name"
    HINT = "hint"


class Role(StrEnum):
    """Words that a rule of the mapper needs in every language."""

    TEACHER_TRAINING = "teacher_training"
    TEACHER_TRAINING_FIRST = "teacher_training_first"
    GRADE = "grade"
    WITH = "with"
    STREAM = "stream"
    INTERDISCIPLINARY = "interdisciplinary"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: its words (``*`` = any ending), the code it means, and where it stands.

    ``own`` says that it stands in the office's own file.
    """

    words: tuple[str, ...]
    code: str
    language: str
    strength: Strength
    text: str
    own: bool = False

    @property
    def source(self) -> str:
        """The entry that an assessor can look up, such as ``lexicon/es:0311``."""
        return f"{'office/' * self.own}lexicon/{self.language}:{self.code}"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases of all languages; ``release`` joins the releases of the files."""

    release: str
    degrees: tuple[Phrase, ...]
    subjects: tuple[Phrase, ...]
    institutions: tuple[Phrase, ...]
    roles: tuple[tuple[Role, Phrase], ...]
    stopwords_by_language: dict[str, frozenset[str]]

    @property
    def languages(self) -> frozenset[str]:
        """The languages that have a file."""
        return frozenset(self.stopwords_by_language)

    @property
    def stopwords(self) -> frozenset[str]:
        """The stopwords of all languages."""
        return frozenset().union(*self.stopwords_by_language.values())

    def pattern(self, phrase: str, languages: tuple[str, ...]) -> tuple[str, ...]:
        """Split a name like a lexicon phrase, without the stopwords of its languages."""
        stopwords = frozenset().union(
            *(self.stopwords_by_language.get(language, frozenset()) for language in languages)
        )
        return without(pattern(phrase), stopwords)


def without(words: tuple[str, ...], stopwords: frozenset[str]) -> tuple[str, ...]:
    """Drop stopwords, unless nothing would be left; 'A level' keeps its letter."""
    if len(words) == _PAIR and len(words[0]) == 1 and words[0].isascii():
        return words
    return tuple(word for word in words if word not in stopwords) or words


def _stopwords(root: Table) -> frozenset[str]:
    return frozenset(word for text in root.phrases("stopwords") for word in pattern(text))


def _phrases(
    table: Table, language: str, strength: Strength, stopwords: frozenset[str]
) -> Iterator[Phrase]:
    for code in table.values:
        for text in table.phrases(code):
            words = without(pattern(text), stopwords)
            if not words:
                table.refuse(code, f"no word in {text!r}")
            yield Phrase(words, code, language, strength, text)


def _check(table: Table, *, fields: bool) -> None:
    for code in table.values:
        known = codes.is_field(code) if fields else codes.is_level(code[:1])
        if not known or (not fields and len(code) == 3 and not codes.is_attainment(code)):
            table.refuse(code, "no such code in the code list")


@dataclass(slots=True)
class Reading:
    """What the files read so far hold; ``release`` is that of the files that come along."""

    release: str

    degrees: list[Phrase] = field(default_factory=list)
    subjects: list[Phrase] = field(default_factory=list)
    institutions: list[Phrase] = field(default_factory=list)
    roles: list[tuple[Role, Phrase]] = field(default_factory=list)
    stopwords: dict[str, frozenset[str]] = field(default_factory=dict)


_KEYS = (
    "language", "name", "degrees", "stages", "institutions", "fields", "hints", "roles",
    "stopwords",
)  # fmt: skip


def _language(root: Table, read: Reading) -> None:
    language = root.text("language")
    stopwords = _stopwords(root)
    if root.file != f"{language}.toml":
        root.refuse("language", "the file is named after its language")
    for name in ("degrees", "stages", "institutions"):
        _check(root.table(name), fields=False)
    for name in ("fields", "hints"):
        _check(root.table(name), fields=True)

    def phrases(name: str, strength: Strength = Strength.NAME) -> Iterator[Phrase]:
        return _phrases(root.table(name), language, strength, stopwords)

    read.stopwords[language] = stopwords
    read.degrees += [*phrases("degrees"), *phrases("stages", Strength.HINT)]
    read.subjects += [*phrases("fields"), *phrases("hints", Strength.HINT)]
    read.institutions += phrases("institutions", Strength.HINT)
    table = root.table("roles")
    for key in table.values:
        if key not in set(Role):
            table.refuse(key, f"known roles are {', '.join(Role)}")
    read.roles += [(Role(phrase.code), phrase) for phrase in phrases("roles")]


def lay_over(read: Reading, path: Traversable) -> Reading:
    """Lay an office's file of a language over what was read; return what is the office's.

    Raises:
        BrokenSetting: the file is not valid; the subject names file and key.
    """
    root = Table(path.name, read_toml(path))
    root.only(*_KEYS, "remove")
    mine = Reading(read.release)
    _language(root, mine)
    language = root.text("language")
    if language not in read.stopwords:
        root.text("name")
    read.stopwords[language] = read.stopwords.get(language, frozenset()) | mine.stopwords[language]
    gone = root.table("remove")
    gone.only("degrees", "fields", "institutions")
    for name, shipped, added in (
        ("degrees", read.degrees, mine.degrees),
        ("fields", read.subjects, mine.subjects),
        ("institutions", read.institutions, mine.institutions),
    ):
        added[:] = [replace(phrase, own=True) for phrase in added]
        _merge(gone, name, language, shipped, added)
    read.roles += mine.roles
    return mine


def _merge(
    gone: Table, name: str, language: str, shipped: list[Phrase], added: list[Phrase]
) -> None:
    """Drop from ``shipped`` what is removed or means something else now, and add the office's."""
    known = {phrase.words for phrase in shipped if phrase.language == language}
    dropped = {phrase.words for phrase in added}
    for text in gone.phrases(name):
        # As written, and as it stands without the stopwords of its language.
        forms = {p.words for p in shipped if p.language == language and p.text == text}
        if not (forms or {pattern(text)} & known):
            gone.refuse(name, f"no phrase {text!r} comes along there")
        dropped |= forms or {pattern(text)}
    shipped[:] = [p for p in shipped if p.language != language or p.words not in dropped] + added


def read_shipped(folder: Traversable) -> Reading:
    """Read what comes along: ``lexicon/*.toml``; ``lexicon/release.toml`` names the release.

    Raises:
        BrokenSetting: a file is not valid; the subject names file and key.
    """
    release = Table("release.toml", read_toml(folder / "lexicon" / "release.toml"))
    read = Reading(release.text("release"))
    for path in toml_files(folder / "lexicon"):
        if path.name != "release.toml":
            root = Table(path.name, read_toml(path))
            root.only(*_KEYS)
            root.text("name")
            _language(root, read)
    return read


def load_lexicon(folder: Traversable, own: Traversable | None = None) -> Lexicon:
    """Load what comes along, and the office's files (``own``) over it.

    Raises:
        BrokenSetting: a file is not valid; the subject names file and key.
    """
    read = read_shipped(folder)
    for path in toml_files(own / "lexicon") if own else ():
        lay_over(read, path)
    return Lexicon(
        release=read.release,
        degrees=tuple(read.degrees),
        subjects=tuple(read.subjects),
        institutions=tuple(read.institutions),
        roles=tuple(read.roles),
        stopwords_by_language=read.stopwords,
    )
