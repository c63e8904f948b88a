"""The published contracts: well-formed, true to their examples and to what is really sent."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from recognition.authorities.messages import AnswerMessage
from recognition.domain.measures import TO_CHOOSE_FROM
from recognition.domain.verbs import RecordLetter, RemindRequest
from recognition.domain.vocabulary import (
    Authenticity,
    AuthenticityAnswer,
    Basis,
    ConditionKind,
    ElementFinding,
    EvaluationElement,
    ExperienceFinding,
    NextActor,
    Outcome,
    ProfessionalLevel,
    Purpose,
    RefusalGround,
    Role,
    Stage,
    Standing,
    WebhookType,
)
from recognition.store import tables
from recognition.store.outbox import read_body
from recognition.web.app import create_app
from recognition.web.authority_api import MAX_BODY, PER_MINUTE, PREFIX, Problem
from tests.authorities.contracts import SCHEMAS, WEBHOOKS, answer, example, read, webhook
from tests.authorities.office import ask, consent, decide, submitted, webhooks
from tests.support.people import Town
from tests.web.shell import shell_services

KINDS = [*(kind.value for kind in WebhookType), "authenticity.answered"]


@pytest.mark.parametrize("kind", KINDS)
def test_each_webhook_has_a_schema_and_an_example(kind: str) -> None:
    Draft202012Validator.check_schema(read(WEBHOOKS / f"{kind}.schema.json"))
    body = example(kind)
    webhook(kind).validate(body)
    with pytest.raises(ValidationError):
        webhook(kind).validate({**body, "type": "something.else"})
    del body["data"]
    with pytest.raises(ValidationError):
        webhook(kind).validate(body)


def test_no_schema_is_left_over() -> None:
    files = {path.name.removesuffix(".schema.json") for path in WEBHOOKS.iterdir()}
    assert files == set(KINDS)


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ("CaseStatus", "case-status"),
        ("Decision", "decision"),
        ("AnswerTaken", "answer-recorded"),
        ("Problem", "problem"),
    ],
)
def test_each_answer_has_an_example(schema: str, name: str) -> None:
    answer(schema).validate(example(name))
    with pytest.raises(ValidationError):
        answer(schema).validate({**example(name), "surprise": 1})


def test_the_example_of_an_answer_is_understood() -> None:
    message = AnswerMessage.model_validate(example("authenticity.answered"))
    assert message.data.answer is AuthenticityAnswer.CONFIRMED


def test_what_is_really_sent_keeps_to_the_schemas(town: Town) -> None:
    case = submitted(town)
    consent(town, case)
    request = ask(town, case)
    remind = RemindRequest(request_id=request, number=1)
    town.act(remind, None, Role.MACHINE, case)
    decide(town, case, Outcome.CONDITIONAL)
    with town.store.reading() as session:
        decision = session.query(tables.Decision.id).scalar()
    letter = RecordLetter(decision_id=decision, blob="blob", sha256="0" * 64)
    town.act(letter, None, Role.MACHINE, case)
    bodies = [read_body(town.store.keys, row) for row in webhooks(town)]
    assert [body["type"] for body in bodies] == list(WebhookType)
    for body in bodies:
        webhook(body["type"]).validate(body)
    compared = [{"element": "workload", "finding": "substantial"}]
    assert bodies[-1]["data"]["comparison"] == compared
    assert bodies[0]["data"]["qualification"]["institution"] == "University of Asmara"


def test_words_of_the_house_are_those_that_are_published() -> None:
    document = read(SCHEMAS / "openapi.yaml")
    schemas: dict[str, Any] = document["components"]["schemas"]

    def words(schema: str, *path: str) -> set[str]:
        part = schemas[schema]["properties"]
        for name in path:
            part = part[name]
        return set(part["enum"])

    hidden = {Stage.DRAFT, Stage.ERASED}
    assert words("CaseStatus", "stage") == set(Stage) - hidden
    assert words("CaseStatus", "next_actor") == set(NextActor)
    assert words("Decision", "outcome") == set(Outcome)
    element = ("differences", "items", "properties", "element")
    assert words("Decision", *element) == set(EvaluationElement)
    assert words("Decision", "conditions", "items", "properties", "kind") == set(ConditionKind)
    assert words("Decision", "ground") == {*RefusalGround, None}
    assert words("Decision", "measure_chosen") == {*TO_CHOOSE_FROM, None}
    assert set(schemas["Standing"]["enum"]) == set(Standing)
    assert set(schemas["ProfessionalLevel"]["enum"]) == set(ProfessionalLevel)
    assert words("Evaluation", "authenticity") == set(Authenticity)
    assert words("Evaluation", "experience") == set(ExperienceFinding)
    assert words("Evaluation", "purpose", "properties", "purpose") == set(Purpose)
    compared = ("comparison", "items", "properties")
    assert words("Evaluation", *compared, "element") == set(EvaluationElement)
    assert words("Evaluation", *compared, "finding") == set(ElementFinding)
    bases = schemas["Evaluation"]["properties"]["comparison"]["items"]["properties"]["bases"]
    assert set(bases["items"]["enum"]) == set(Basis)
    assert words("Problem", "code") == set(Problem)
    decided = read(WEBHOOKS / "case.decided.schema.json")["properties"]["data"]["properties"]
    of_webhook = decided["comparison"]["items"]["properties"]
    assert set(of_webhook["element"]["enum"]) == set(EvaluationElement)
    assert set(of_webhook["finding"]["enum"]) == set(ElementFinding)
    answered = read(WEBHOOKS / "authenticity.answered.schema.json")["properties"]["data"]
    assert set(answered["properties"]["answer"]["enum"]) == set(AuthenticityAnswer)


def test_every_route_is_published_and_figures_agree() -> None:
    app = create_app(shell_services())
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(PREFIX)]
    routes = {
        (rule.rule.removeprefix(PREFIX).replace("<", "{").replace(">", "}"), method.lower())
        for rule in rules
        for method in rule.methods or ()
        if method not in ("HEAD", "OPTIONS")
    }
    document = read(SCHEMAS / "openapi.yaml")
    assert document["servers"] == [{"url": PREFIX}]
    assert routes == {
        (path, method) for path, methods in document["paths"].items() for method in methods
    }
    told = [one["responses"] for path in document["paths"].values() for one in path.values()]
    assert all({"401", "404", "409", "429", "5XX"} <= set(responses) for responses in told)
    text = (SCHEMAS / "openapi.yaml").read_text("utf-8")
    assert f"{MAX_BODY:,} bytes" in text
    assert f"{PER_MINUTE} messages within a minute" in text


def test_a_failure_of_ours_is_a_problem_document_too() -> None:
    broken = create_app(shell_services())  # a shell has no store
    said = broken.test_client().get(f"{PREFIX}/cases/2026-7K3M-Q2XX")
    assert (said.status_code, said.content_type) == (500, "application/problem+json")
    answer("Problem").validate(said.json)
    assert said.json and said.json["code"] == Problem.FAILED
