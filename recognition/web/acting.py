"""The one way in which a page does something to a case.

A draft is written by the web alone; from submission on the case's workflow performs every act.
"""

from uuid import UUID

from flask import g

from recognition.actions.keep_act import keep_act
from recognition.actions.perform import perform
from recognition.domain.state import CaseState
from recognition.domain.verbs import Act, AnyVerb, Submit
from recognition.errors import NotYetConfirmed
from recognition.store.queries.cases import is_submitted
from recognition.web.forms import sent_action_id, sent_revision
from recognition.web.identity import acting_person
from recognition.web.services import get_services


def do(case_id: UUID, verb: AnyVerb, *, action_id: UUID | None = None) -> CaseState:
    """Have the signed-in person do ``verb``, with the action id and revision of the sent form.

    A form that asks for several acts hands in an ``action_id`` for each, derived from its own.
    After ``Submit``, ``g.engine_reached`` says whether the engine has taken the case over.
    Raises what the action raises (``NotFound``, ``NotAllowed``, ``Stale``, ``InvalidInput``), or
    ``NotYetConfirmed`` when the engine did not answer in time: its page asks on by action id.
    """
    person = acting_person()
    act = Act(
        action_id=action_id or sent_action_id(),
        role=person.role,
        person_id=person.id,
        revision=sent_revision(),
        verb=verb,
    )
    services = get_services()
    if is_submitted(services.store, case_id):
        services.store.assert_idle()
        try:
            return services.gateway.act(case_id, act)
        except NotYetConfirmed:
            keep_act(services.store, case_id, act, services.clock())
            raise
    state = perform(services.store, services.rules, case_id, act, services.clock())
    if isinstance(verb, Submit):
        g.engine_reached = services.gateway.start_case(case_id)
    return state
