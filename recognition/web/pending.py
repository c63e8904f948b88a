"""'Received, not yet confirmed': the page that asks by action id until the answer is there."""

from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, request
from flask.typing import ResponseReturnValue

from recognition.web.fragments import page_or_block, wants_fragment
from recognition.web.security import local_path
from recognition.web.services import get_services

blueprint = Blueprint("pending", __name__)


@blueprint.get("/received/<uuid:action_id>")
def received(action_id: UUID) -> ResponseReturnValue:
    """Wait for an action, then lead back to the page in ``back`` (a path of this site).

    The id is a random UUID known to the sender alone, and the answer says only yes or not yet.
    """
    back = local_path(request.args.get("back"))
    if not get_services().confirmed(action_id):
        return waiting_page(action_id, back)
    if wants_fragment():
        return Response(headers={"HX-Redirect": back})
    return redirect(back, 303)


def waiting_page(action_id: UUID, back: str) -> Response:
    """Render the page or its block; what was typed is shown and can be sent again by the same id.

    Sending again is safe: the action id in the form makes the second copy do nothing.
    """
    secret = ("csrf_token", "password")
    fields = request.form.items(multi=True)
    typed = [(name, value) for name, value in fields if name not in secret]
    response = page_or_block(
        "errors/received.html",
        "live",
        action_id=str(action_id),
        back=back,
        typed=typed,
        sent_to=request.path if request.method == "POST" else "",
    )
    if response.status_code != 304:
        response.status_code = 202
    return make_response(response)
