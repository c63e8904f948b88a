"""Which language a page is in, and which way its words run."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale
from flask import Flask, Response, request
from flask_babel import Babel, get_locale

from recognition.web.services import get_services

COOKIE = "language"
_YEAR = 365 * 24 * 3600
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


def choose(
    offered: Sequence[str], asked: str | None, kept: str | None, accepted: str | None
) -> str:
    """Return the first of the asked, kept and accepted languages that the office offers."""
    for code in (asked, kept, accepted):
        if code in offered:
            return code
    return offered[0]


def _select() -> str:
    offered = list(get_services().office.languages)
    accepted = request.accept_languages.best_match(offered)
    return choose(offered, request.args.get("lang"), request.cookies.get(COOKIE), accepted)


def current_language() -> str:
    """Return the code of the language that the current page is written in."""
    return str(get_locale() or "en").replace("_", "-")


def language_links() -> list[LanguageLink]:
    """Return the choices of the language switch for the page that is shown."""
    here = current_language()
    links = []
    for code in get_services().office.languages:
        name = Locale.parse(code, sep="-").get_display_name(code) or code
        links.append(
            LanguageLink(code, name, direction(code), f"{request.path}?lang={code}", code == here)
        )
    return links


def _remember(response: Response) -> Response:
    asked = request.args.get("lang")
    services = get_services()
    if asked in services.office.languages:
        response.set_cookie(
            COOKIE,
            asked,
            max_age=_YEAR,
            httponly=True,
            samesite="Lax",
            secure=services.settings.secure_cookies,
        )
    return response


def init_languages(app: Flask, timezone: str) -> None:
    """Choose the language by ``?lang``, then the cookie, then what the browser accepts."""
    Babel(app, default_timezone=timezone, locale_selector=_select)
    app.after_request(_remember)
