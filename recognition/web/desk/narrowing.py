"""What the queue is narrowed down to, as the address says it, the form offers it and words show it.

The address holds codes alone, each parameter as often as something of its kind was chosen.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from recognition.domain.vocabulary import Purpose, Stage
from recognition.isced.codes import fields
from recognition.store.queries.narrowing import Held, Narrowing
from recognition.web.countries import country_options
from recognition.web.desk.reasons import code_title
from recognition.web.desk.words import say
from recognition.web.languages import current_language
from recognition.web.services import get_services

COUNTRY = "country"

STAGES = (Stage.ASSESSMENT, Stage.SIGN_OFF, Stage.UNDER_APPEAL, Stage.DECIDED, Stage.CLOSED)
"""Those in which an assessor can be next (``domain.case.derive``)."""

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of choice: ``name`` is its parameter; options are pairs (code, words)."""

    name: str
    words: str
    options: Options
    chosen: tuple[str, ...]

    @property
    def picked(self) -> Options:
        """The options that were chosen, in the order of the list."""
        return tuple(one for one in self.options if one[0] in self.chosen)

    @property
    def free_as_options(self) -> Markup:
        """The others, as the options of a list."""
        return _as_options(tuple(one for one in self.options if one[0] not in self.chosen))

    @property
    def from_list(self) -> bool:
        """Whether there are so many options that they stand in a list, not beside each other."""
        return self.name == COUNTRY


@lru_cache(maxsize=256)
def _as_options(options: Options) -> Markup:
    """Made once a choice and language: 250 countries took as long as the 25 cases beside them."""
    option = Markup('<option value="{}">{}</option>')
    return Markup("\n").join(option.format(code, words) for code, words in options)


@dataclass(frozen=True, slots=True)
class Removable:
    """A choice in words; ``address`` is that of the queue without it."""

    kind: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; ``left_out`` says that it also named what is not known."""

    kinds: tuple[Kind, ...]
    left_out: bool

    @property
    def chosen(self) -> dict[str, Any]:
        """The known codes by parameter, kinds without a choice left away."""
        return {kind.name: kind.chosen for kind in self.kinds if kind.chosen}

    @property
    def narrowing(self) -> Narrowing:
        """The same for the query."""
        chosen = {kind.name: kind.chosen for kind in self.kinds}
        return Narrowing(
            countries=chosen[COUNTRY],
            fields=chosen["field"],
            purposes=tuple(map(Purpose, chosen["purpose"])),
            regimes=chosen["regime"],
            stages=tuple(map(Stage, chosen["stage"])),
            held=tuple(map(Held, chosen["held"])),
        )

    @property
    def removable(self) -> tuple[Removable, ...]:
        """Each choice, to be taken back."""
        return tuple(
            Removable(kind.words, words, self._without(kind, code))
            for kind in self.kinds
            for code, words in kind.picked
        )

    def address(self, page: int) -> str:
        """The address of a page of the narrowed queue."""
        return url_for("desk.queue", page=page, **self.chosen)

    def _without(self, kind: Kind, code: str) -> str:
        left = tuple(one for one in kind.chosen if one != code)
        return url_for("desk.queue", **{**self.chosen, kind.name: left})


def asked() -> Asked:
    """What the current request asks for; unknown codes are left out, empty ones are nothing."""
    kinds, left_out = [], False
    for name, words, options in _kinds():
        given = {one for one in request.args.getlist(name) if one}
        known = tuple(code for code, _words in options if code in given)
        kinds.append(Kind(name, words, options, known))
        left_out = left_out or len(known) < len(given)
    return Asked(tuple(kinds), left_out)


def _kinds() -> tuple[tuple[str, str, Options], ...]:
    rules, here = get_services().rules, current_language()
    broad = tuple((one.field.code, code_title(one.field.code)) for one in fields())
    return (
        (COUNTRY, _("Country"), country_options()),
        ("field", _("Broad field (ISCED-F)"), broad),
        ("purpose", _("Purpose"), tuple((one.value, str(say(one))) for one in Purpose)),
        (
            "regime",
            _("Regime"),
            tuple((one, rules.regime(one).named(here)[0]) for one in rules.office.regimes),
        ),
        ("stage", _("Stage"), tuple((one.value, str(say(one))) for one in STAGES)),
        (
            "held",
            _("Held by"),
            ((Held.MINE.value, _("You")), (Held.NOBODY.value, _("nobody"))),
        ),
    )
