"""A history's fingerprint: what its workflow asked of the engine, in order, without any content."""

import json
from collections.abc import Iterator
from pathlib import Path

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory

FILE = "fingerprints.json"


def load(path: Path) -> WorkflowHistory:
    """A recorded history; its first event names the workflow's id."""
    text = path.read_text()
    events = json.loads(text)["events"]
    return WorkflowHistory.from_json(
        events[0]["workflowExecutionStartedEventAttributes"]["workflowId"], text
    )


def fingerprint(history: WorkflowHistory) -> list[str]:
    """The commands of a workflow, by kind and by the name of what was asked for."""
    return list(_commands(history))


def _commands(history: WorkflowHistory) -> Iterator[str]:
    for event in history.events:
        kind = EventType.Name(event.event_type).removeprefix("EVENT_TYPE_").lower()
        if kind == "activity_task_scheduled":
            yield f"activity {event.activity_task_scheduled_event_attributes.activity_type.name}"
        elif kind == "marker_recorded":
            yield f"marker {event.marker_recorded_event_attributes.marker_name}"
        elif kind in _COMMANDS:
            yield kind


_COMMANDS = {
    "timer_started",
    "timer_canceled",
    "workflow_execution_update_accepted",
    "workflow_execution_update_completed",
    "workflow_execution_completed",
    "workflow_execution_failed",
    "workflow_execution_continued_as_new",
}


def write_fingerprints(folder: Path) -> None:
    """Write the fingerprint of every history in a release's folder."""
    found = {path.stem: fingerprint(load(path)) for path in sorted(folder.glob("[A-Z]*.json"))}
    (folder / FILE).write_text(json.dumps(found, indent=1) + "\n")
