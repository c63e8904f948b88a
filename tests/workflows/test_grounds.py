"""A refusal that lacks a ground is refused at the workflow, not only in the form."""

from pathlib import Path

from sqlalchemy import select
from temporalio.client import Client

from recognition.domain.decision import DecisionContent
from recognition.domain.evaluation import ElementFound, Evidence, PurposeFound
from recognition.domain.verbs import Claim, Propose, RecordFinding, SignOff
from recognition.domain.vocabulary import (
    ElementFinding,
    EvaluationElement,
    EvaluationSection,
    EvidenceKind,
    Outcome,
    Role,
    Stage,
)
from recognition.errors import ErrorCode
from recognition.store.tables import Decision, Proposal
from tests.support.cases import do, made_by, submitted
from tests.support.engine import real_time, workers
from tests.support.loops import run
from tests.support.people import Town
from tests.support.towns import make_town
from workflows.gateway import AsyncGateway

OUT_OF_PLACE = ErrorCode.CONDITION_OUT_OF_PLACE
SOURCE = (Evidence(kind=EvidenceKind.SOURCE, text="The programme of studies, page 4"),)


def workload(finding: ElementFinding, text: str, evidence: tuple[Evidence, ...]) -> RecordFinding:
    return RecordFinding(
        finding=ElementFound(
            section=EvaluationSection.WORKLOAD, finding=finding, text=text, evidence=evidence
        )
    )


def test_a_refusal_with_a_missing_ground_is_refused_at_the_workflow(tmp_path: Path) -> None:
    """Lisbon Convention, articles III.3, III.5, IV.1, V.1, VI.1."""

    async def work() -> None:
        town = make_town(tmp_path)
        async with (
            real_time(town.store) as environment,
            workers(environment.client, town.store, town.rules) as gateway,
        ):
            await _story(town, environment.client, gateway)

    run(work())


async def _story(town: Town, _client: Client, gateway: AsyncGateway) -> None:
    case = submitted(town)
    first, second, _ = town.assessors
    await do(gateway, case, Claim(), Role.ASSESSOR, first)
    whole = town.content(Outcome.REFUSAL)

    async def refused(content: DecisionContent) -> tuple[ErrorCode | None, str, int]:
        answer = await gateway.act(case, made_by(Propose(content=content), Role.ASSESSOR, first))
        assert answer.state.stage is Stage.ASSESSMENT
        return answer.refusal, answer.subject, answer.status

    async def found(verb: RecordFinding) -> None:
        await do(gateway, case, verb, Role.ASSESSOR, first)

    element = EvaluationElement.WORKLOAD
    not_found = (ErrorCode.DIFFERENCE_NOT_FOUND, element, 422)
    assert await refused(whole) == not_found, "no evaluation at all"
    await found(workload(ElementFinding.NOT_SUBSTANTIAL, "A little less.", SOURCE))
    assert await refused(whole) == not_found
    await found(workload(ElementFinding.CANNOT_BE_JUDGED, "No transcript.", SOURCE))
    assert await refused(whole) == not_found, "a missing paper is no ground"
    for text, evidence in (("Half of the hours.", ()), ("", SOURCE)):
        await found(workload(ElementFinding.SUBSTANTIAL, text, evidence))
        assert await refused(whole) == (ErrorCode.GROUNDS_MISSING, element, 422)
    await found(workload(ElementFinding.SUBSTANTIAL, "Half of the hours.", SOURCE))
    assert await refused(whole) == (ErrorCode.PURPOSE_MISSING, "purpose", 422)
    await found(RecordFinding(finding=PurposeFound(target="Work as a nurse in general care")))
    for change, code in (
        ({"differences": ()}, ErrorCode.SUBSTANTIAL_DIFFERENCE_MISSING),
        ({"exclusions": whole.exclusions[1:]}, ErrorCode.HIGHER_OUTCOME_NOT_EXCLUDED),
        ({"reasons": ""}, ErrorCode.REASON_MISSING),
        ({"ground": "mill", "differences": ()}, ErrorCode.GROUND_NOT_FOUND),
        ({"conditions": ({"kind": "other", "text": "A course."},)}, OUT_OF_PLACE),
    ):
        bare = DecisionContent.model_validate({**whole.model_dump(), **change})
        assert (await refused(bare))[0] is code
    with town.store.reading() as session:
        assert session.scalars(select(Proposal)).all() == []
    await do(gateway, case, Propose(content=whole), Role.ASSESSOR, first)
    sign = SignOff(proposal_id=town.ids(Proposal)[-1])
    answer = await do(gateway, case, sign, Role.ASSESSOR, second)
    assert answer.state.stage is Stage.DECIDED
    with town.store.reading() as session:
        signed = session.scalars(select(Decision)).one()
    evaluation = DecisionContent.model_validate(signed.content).evaluation
    assert evaluation and list(evaluation.substantial) == [element]
