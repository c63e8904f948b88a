"""Style sheet and scripts, served with an address that changes when they change."""

import gzip
import hashlib
import mimetypes
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.headers import Headers

import structlog
from flask import Flask
from werkzeug.wrappers import Request, Response
from whitenoise import WhiteNoise

from recognition.errors import MissingPart
from recognition.resources import frontend_dir

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_HERE = Path(__file__).parent
_STATIC = _HERE / "static"
_HTMX = "htmx.min.js"
_YEAR = 365 * 24 * 3600


def _files() -> dict[str, Path]:
    files = {path.name: path for path in sorted(_STATIC.iterdir()) if path.is_file()}
    try:
        files[_HTMX] = frontend_dir() / _HTMX
    except MissingPart:
        # Pages work without it; they are only less live.
        structlog.get_logger().warning("frontend_file_missing", file=_HTMX)
    return files


def _as_it_is_called(headers: Headers, _path: str, _url: str) -> None:
    """No browser takes a file for something else than its type says."""
    headers["X-Content-Type-Options"] = "nosniff"


def _compressed(otherwise: "WSGIApplication", files: Mapping[str, bytes]) -> "WSGIApplication":
    """Serve the files compressed to whoever reads that: on a slow line, in a third of the time.

    Pages are not compressed: they hold tokens beside what was typed (BREACH).
    """
    small = {address: gzip.compress(data, mtime=0) for address, data in files.items()}

    def serve(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        request = Request(environ)
        data = small.get(request.path)
        if data is None or request.method != "GET" or not request.accept_encodings.quality("gzip"):
            return otherwise(environ, start)
        response = Response(data, mimetype=mimetypes.guess_type(request.path)[0])
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.cache_control.public, response.cache_control.max_age = True, _YEAR
        return response(environ, start)

    return serve


def init_assets(app: Flask) -> None:
    """Serve the files of ``static/`` and htmx; give templates ``asset(name)`` (None if absent)."""
    files = _files()
    digest = hashlib.sha256()
    for name, path in files.items():
        digest.update(name.encode() + path.read_bytes())
    prefix = f"/static/{digest.hexdigest()[:12]}/"
    server = WhiteNoise(
        app.wsgi_app, max_age=_YEAR, allow_all_origins=False, add_headers_function=_as_it_is_called
    )
    for name, path in files.items():
        server.add_file_to_dictionary(prefix + name, str(path))
    shown = {prefix + name: path.read_bytes() for name, path in files.items()}
    app.wsgi_app = _compressed(server, shown)  # type: ignore[method-assign,assignment]

    def asset(name: str) -> str | None:
        return prefix + name if name in files else None

    template_global: Callable[[str], str | None] = asset
    app.jinja_env.globals["asset"] = template_global
