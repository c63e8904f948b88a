"""Which language a page is in, and which way its words run."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode

from babel import Locale
from flask import Flask, Response, g, request
from flask_babel import Babel

from recognition.web.security import local_path
from recognition.web.services import get_services

COOKIE = "language"
_YEAR = 365 * 24 * 3600
# Dates as they are written in Europe, not in the United States.
_LOCALES: dict[str, str] = {"en": "en_GB"}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ku", "ps"})


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One choice of the language switch: code, the language's own name, direction and address."""

    code: str
    name: str
    direction: str
    href: str
    current: bool


def direction(code: str) -> str:
    """Return ``rtl`` or ``ltr`` for a language code."""
    return "rtl" if code.split("_")[0].split("-")[0] in RIGHT_TO_LEFT else "ltr"


def choose(offered: Sequence[str], *wishes: str | None) -> str:
    """Return the first wish that the office offers, else the office's first language."""
    return next((wish for wish in wishes if wish and wish in offered), offered[0])


def current_language() -> str:
    """Return the code of the language that the current page is written in.

    It is asked for by ``?lang``, or kept in a cookie, or accepted by the browser.
    """
    if "language" not in g:
        offered = list(get_services().office.languages)
        accepted = request.accept_languages.best_match(offered)
        kept = request.cookies.get(COOKIE)
        g.language = choose(offered, request.args.get("lang"), kept, accepted)
    return str(g.language)


def _locale() -> str:
    code = current_language()
    return _LOCALES.get(code, code.replace("-", "_"))


def language_links() -> list[LanguageLink]:
    """Return the choices of the language switch for the page that is shown."""
    here = current_language()
    links = []
    for code in get_services().office.languages:
        name = Locale.parse(code, sep="-").get_display_name(code) or code
        name = name[:1].upper() + name[1:]
        links.append(LanguageLink(code, name, direction(code), _here_in(code), code == here))
    return links


def keep_address(address: str) -> None:
    """Let the language switch lead to ``address``: the page's own asks for what is not known."""
    g.address = address


def _here_in(code: str) -> str:
    """The address of this page, with all that it asks for, in another language."""
    own = f"{quote(request.path)}?{urlencode(list(request.args.items(multi=True)))}"
    path, _mark, query = g.get("address", own).partition("?")
    asked = [one for one in parse_qsl(query, keep_blank_values=True) if one[0] != "lang"]
    return local_path(f"{path}?{urlencode([*asked, ('lang', code)])}")


def _remember(response: Response) -> Response:
    asked = request.args.get("lang")
    services = get_services()
    if asked and asked in services.office.languages:
        response.set_cookie(
            COOKIE,
            asked,
            max_age=_YEAR,
            httponly=True,
            samesite="Lax",
            secure=services.secure_cookies,
        )
    return response


def init_languages(app: Flask, timezone: str) -> None:
    """Write every page in ``current_language()``."""
    Babel(
        app,
        default_timezone=timezone,
        default_translation_directories=str(Path(__file__).parents[1] / "translations"),
        locale_selector=_locale,
    )
    app.after_request(_remember)
