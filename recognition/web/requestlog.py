"""One line for each request: the route's pattern, never the address, a name or a query."""

import time
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request


def _begin() -> None:
    g.request_id = uuid4().hex[:12]
    g.request_began = time.perf_counter()


def _end(response: Response) -> Response:
    began = g.pop("request_began", None)
    structlog.get_logger().info(
        "request",
        request_id=g.get("request_id"),
        method=request.method,
        route=request.url_rule.rule if request.url_rule else "unmatched",
        status=response.status_code,
        milliseconds=round((time.perf_counter() - began) * 1000, 1) if began else None,
    )
    return response


def init_request_log(app: Flask) -> None:
    """Give each request an id and log its end."""
    app.before_request(_begin)
    app.after_request(_end)
