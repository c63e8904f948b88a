"""Response headers that keep a page to itself, and paths that lead nowhere else."""

from urllib.parse import urlsplit

from flask import Flask, Response
from flask_wtf.csrf import CSRFProtect

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    # Pages carry names and papers: neither a shared computer nor a proxy keeps them.
    "Cache-Control": "no-store",
}
_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}
"""Where people come by HTTPS, they never come otherwise."""


def local_path(path: str | None, default: str = "/") -> str:
    """Return ``path`` if it stays on this site, else ``default``."""
    if not path or not path.startswith("/") or path.startswith("//") or "\\" in path:
        return default
    if any(ord(sign) < ord(" ") for sign in path):  # browsers leave some of them out
        return default
    parts = urlsplit(path)
    return default if parts.scheme or parts.netloc else path


def cookie_name(name: str, *, secure: bool) -> str:
    """The name by which a browser takes a cookie from this host alone.

    Others below the same domain could otherwise put one of their own in its place, and have people
    act in a stranger's account (RFC 6265bis, 4.1.3.2). It needs HTTPS, and the whole site as path.
    """
    return f"__Host-{name}" if secure else name


def init_security(app: Flask, *, secure_cookies: bool) -> CSRFProtect:
    """Set cookies, headers and the forms' forgery token; return the extension."""
    headers = {**_HEADERS, **(_HTTPS if secure_cookies else {})}

    def protect(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        response.vary.update(("Cookie", "Accept-Language", "HX-Request"))
        return response

    app.config.update(
        # Not "session": that is the signed-in person's.
        SESSION_COOKIE_NAME=cookie_name("forms", secure=secure_cookies),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure_cookies,
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open for days; the session is its limit
        WTF_CSRF_SSL_STRICT=False,  # it reads the referrer, which browsers are told not to send
    )
    app.after_request(protect)
    return CSRFProtect(app)
