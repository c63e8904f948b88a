"""The examples of ``docs/authorities.md`` work as they are printed."""

import re
from typing import Any
from uuid import UUID

from recognition.authorities.delivery import deliver
from recognition.store import tables
from tests.authorities.office import (
    ROOT,
    ask,
    consent,
    now,
    reference,
    submitted,
    webhooks,
)
from tests.support.people import Town
from tests.web.shell import serving

_RECEIVE, _ANSWER, _QUERY = re.findall(
    r"```python\n(.*?)```", (ROOT / "docs" / "authorities.md").read_text("utf-8"), re.DOTALL
)


def run(example: str, town: Town, names: dict[str, Any], **changes: str) -> dict[str, Any]:
    """Run an example with the town's secret and id in place of the printed ones."""
    changes |= {"whsec_...": town.secret, "YOUR ID": str(town.authority)}
    for printed, real in changes.items():
        assert printed in example or printed == "YOUR ID"
        example = example.replace(printed, real)
    exec(example, names)
    return names


def test_receive(town: Town) -> None:
    case = submitted(town)
    ask(town, case)
    (question,) = webhooks(town)
    names = run(_RECEIVE, town, {"__name__": "guide"})
    with serving(names["app"]) as url:
        with town.store.writing() as session:
            session.get_one(tables.Authority, town.authority).webhook_url = f"{url}/hooks"
        deliver(town.store, question.id, now())
        deliver(town.store, question.id, now())
    assert names["seen"] == {str(question.id)}


def test_answer_and_query(town: Town, office_url: str) -> None:
    case = submitted(town)
    consent(town, case)
    request = ask(town, case)
    printed = "019a4f5e-2a00-7c3e-9d5b-6f2f0f1c8a01"
    office = {"https://office.example.org": office_url}
    names = run(_ANSWER, town, {}, **office, **{printed: str(request)})
    with town.store.reading() as session:
        message = session.query(tables.InboundMessage).one()
    assert UUID(message.body["data"]["request_id"]) == request
    names = run(_QUERY, town, names, **office, **{"2026-7K3M-Q2XX": reference(town, case)})
    assert names["answer"].json()["stage"] == "verification"
