"""What was signed, and how its letter says it: the languages, the days, people's own words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from recognition.domain.decision import DecisionContent
from recognition.domain.evaluation import Evaluation
from recognition.letters.parts import Line, Own, Say, Words
from recognition.letters.texts import Voice, direction_of, voice
from recognition.office import Office


@dataclass(frozen=True, slots=True)
class Speech:
    """The languages of a letter: the applicant's first, the office's own beside it."""

    voices: tuple[Voice, ...]

    def t(self, message: str, **values: Any) -> Line:
        """Say a message in every language of the letter; what is spelt alike is said once.

        Days and words of the vocabularies among the values are written in each language's way.
        """
        return self._each(lambda one: one.say(message, **values))

    def say(self, message: str, **values: Any) -> Say:
        """The same as a sentence that stands by itself."""
        return Say(self.t(message, **values))

    def word(self, value: Any) -> Line:
        """Write a day or a vocabulary's word in every language."""
        return self._each(lambda one: one.write(value))

    def country(self, code: str) -> Line:
        """Write a country's name in every language."""
        return self._each(lambda one: one.country(code))

    def given(self, texts: Mapping[str, str]) -> Line:
        """What was written by language (ISO 639), in those of the letter; nothing without any."""
        said = (one for one in self.voices if one.base in texts)
        return _once((texts[one.base], one) for one in said)

    def _each(self, said: Callable[[Voice], str]) -> Line:
        return _once((said(one), one) for one in self.voices)


def _once(said: Iterable[tuple[str, Voice]]) -> Line:
    texts: dict[str, Voice] = {}
    for text, one in said:
        texts.setdefault(text, one)
    return tuple(Words(text, one.direction, one.base) for text, one in texts.items())


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed decision, its snapshot and the office: everything that a letter is made from."""

    content: DecisionContent
    snapshot: Mapping[str, Any]
    office: Office
    speech: Speech

    @property
    def found(self) -> Evaluation:
        """The evaluation that was frozen with it."""
        return self.content.evaluation or Evaluation()

    def office_words(self, text: str) -> Words:
        """Words of the office's file: in its own language, in the direction of their letters."""
        return Words(text, direction_of(text), voice(self.office.main_language).base)

    def office_text(self, text: str) -> Line:
        """The same in the languages of the letter, as far as the office has translated it."""
        by_base = {voice(one).base: said for one, said in self.office.texts_of(text).items()}
        return self.speech.given(by_base) or (self.office_words(text),)

    def day(self, name: str) -> date | None:
        """A day of the snapshot, if it has it."""
        return day_of(self.snapshot.get(name, ""))


def speech_for(language: str, office: Office) -> Speech:
    """The reader's language if the office offers it, and the office's own beside it."""
    first = voice(language if language in office.languages else office.main_language)
    second = voice(office.main_language)
    return Speech((first,) if first == second else (first, second))


def day_of(value: str) -> date | None:
    """A day from its ISO form; ``None`` for anything else, which is printed as it stands."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def own(text: str) -> Words:
    """People's own words, in the direction of their letters."""
    return Words(text, direction_of(text))


def own_words(text: str, *, strong: bool = False) -> Own:
    """A text of people's own words by paragraphs."""
    lines = (line.strip() for line in text.splitlines())
    return Own(tuple(own(line) for line in lines if line), strong)
