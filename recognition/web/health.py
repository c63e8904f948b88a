"""For machines that watch the server: is it alive, and can it serve people."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from recognition.web.services import get_services

blueprint = Blueprint("health", __name__, url_prefix="/health")


@blueprint.get("/live")
def live() -> ResponseReturnValue:
    """Answer as long as the process answers at all."""
    return jsonify(status="live")


@blueprint.get("/ready")
def ready() -> ResponseReturnValue:
    """Answer 200, or 503 with the names of the parts that do not answer."""
    missing = list(get_services().ready())
    return jsonify(status="waiting" if missing else "ready", missing=missing), (
        503 if missing else 200
    )
