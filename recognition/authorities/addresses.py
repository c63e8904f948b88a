"""Where webhooks may go."""

import ipaddress
from urllib.parse import urlsplit

from recognition.errors import ErrorCode, InvalidInput


def check_url(url: str, *, plain_http: bool = False) -> None:
    """Raise ``InvalidInput`` unless webhooks may go to ``url``.

    HTTPS always may; plain HTTP only to this machine, or anywhere where ``plain_http`` says so (a
    closed network). User names, passwords, fragments and blanks are refused.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise InvalidInput(ErrorCode.BAD_VALUE, "url") from None
    plain = parts.scheme == "http" and (plain_http or (host is not None and _is_loopback(host)))
    if any(sign.isspace() or not sign.isprintable() for sign in url):
        raise InvalidInput(ErrorCode.BAD_VALUE, "url")
    if not host or "@" in parts.netloc or parts.fragment or not (parts.scheme == "https" or plain):
        raise InvalidInput(ErrorCode.BAD_VALUE, "url")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
