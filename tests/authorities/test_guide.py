"""The examples of ``docs/authorities.md`` work as they are printed."""

import io
import json
import re
import subprocess
from contextlib import redirect_stdout
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

_GUIDE = (ROOT / "docs" / "authorities.md").read_text("utf-8")
_RECEIVE, _ANSWER, _QUERY = re.findall(r"```python\n(.*?)```", _GUIDE, re.DOTALL)
(_BY_HAND,) = re.findall(r"```bash\n(.*?)```", _GUIDE, re.DOTALL)
_PRINTED = "019a4f5e-2a00-7c3e-9d5b-6f2f0f1c8a01"


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
    request = ask(town, case)
    (question,) = webhooks(town)
    names = run(_RECEIVE, town, {"__name__": "guide"})
    printed = io.StringIO()
    with serving(names["app"]) as url, redirect_stdout(printed):
        with town.store.writing() as session:
            session.get_one(tables.Authority, town.authority).webhook_url = f"{url}/hooks"
        deliver(town.store, question.id, now())
        deliver(town.store, question.id, now())
    assert names["seen"] == {str(question.id)}
    assert printed.getvalue().split() == [
        *("authenticity.requested", reference(town, case), str(request)),
    ], "once, with what the answer needs"


def test_answer_and_query(town: Town, office_url: str) -> None:
    case = submitted(town)
    consent(town, case)
    request = ask(town, case)
    office = {"https://office.example.org": office_url}
    names = run(_ANSWER, town, {}, **office, **{_PRINTED: str(request)})
    with town.store.reading() as session:
        message = session.query(tables.InboundMessage).one()
    assert UUID(message.body["data"]["request_id"]) == request
    names = run(_QUERY, town, names, **office, **{"2026-7K3M-Q2XX": reference(town, case)})
    assert names["answer"].json()["stage"] == "verification"


def test_by_hand(town: Town, office_url: str) -> None:
    """With curl and openssl alone: the query, then the answer."""
    case = submitted(town)
    consent(town, case)
    request = ask(town, case)
    changes = {
        "https://office.example.org": office_url,
        "YOUR ID": str(town.authority),
        "whsec_...": town.secret,
        "2026-7K3M-Q2XX": reference(town, case),
        _PRINTED: str(request),
    }
    example = _BY_HAND
    for printed, real in changes.items():
        assert printed in example
        example = example.replace(printed, real)
    done = subprocess.run(["bash", "-euc", example], capture_output=True, text=True, check=True)
    answers = json.JSONDecoder()
    stage, end = answers.raw_decode(done.stdout)
    taken, _ = answers.raw_decode(done.stdout[end:].strip())
    assert stage["stage"] == "verification", done
    assert taken == {"status": "recorded"} or taken == {"status": "received"}, done
    with town.store.reading() as session:
        answer = session.query(tables.InboundMessage).order_by(tables.InboundMessage.id).all()[-1]
    assert UUID(answer.body["data"]["request_id"]) == request
