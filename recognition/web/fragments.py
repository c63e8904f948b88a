"""A page is rendered whole on the server; a refresh fetches one named block of the same page.

The block's root is made by the macro ``live``: while the block is not settled it asks again, and
once it is settled it is rendered without a trigger, so that refreshing ends by itself. An answer
that did not change is a 304 without a body (``static/app.js`` sends the tag back, because pages
are never kept by the browser's own cache).
"""

import hashlib
from typing import Any

from flask import Response, current_app, make_response, render_template, request


def wants_fragment() -> bool:
    """Whether the request is htmx's for a part of a page."""
    return request.headers.get("HX-Request") == "true" and "HX-Boosted" not in request.headers


def render_block(template: str, block: str, **context: Any) -> str:
    """Render one block of a page, with what the page imports and sets at its top.

    Raises ``KeyError`` if the page has no such block.
    """
    current_app.update_template_context(context)
    loaded = current_app.jinja_env.get_template(template)
    state = loaded.new_context(context)
    page = loaded.root_render_func(state)
    next(page, None)  # up to its first words: the imports above them have run then
    return "".join(state.blocks[block][0](state))


def page_or_block(template: str, block: str, *, etag: str = "", **context: Any) -> Response:
    """Answer with the whole page, or with ``block`` of it when htmx refreshes.

    ``etag`` stands for the block's content (the case's revision, say); without it the rendered
    block is digested, which serves when nothing in it is made anew each time.
    """
    if not wants_fragment():
        return make_response(render_template(template, **context))
    body = render_block(template, block, **context)
    response = make_response(body)
    response.set_etag(etag or hashlib.sha256(body.encode()).hexdigest()[:32])
    return response.make_conditional(request)  # type: ignore[return-value]
