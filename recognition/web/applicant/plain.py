"""What stages and outcomes mean to the applicant, in whole sentences."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from recognition.actions.record_look_up import LookedAt
from recognition.domain.events import EventKind
from recognition.domain.vocabulary import (
    ConditionKind,
    Effect,
    EvaluationElement,
    NextActor,
    Outcome,
    Role,
    Stage,
)

_NEXT: dict[NextActor, LazyString] = {
    NextActor.APPLICANT: _("It is your turn."),
    NextActor.ASSESSOR: _("An assessor at the office works on it. You need not do anything."),
    NextActor.SECOND_ASSESSOR: _("A second assessor checks it. You need not do anything."),
    NextActor.AUTHORITY: _("An authority was asked and must answer. You need not do anything."),
    NextActor.MACHINE: _("The machine reads your papers. You need not do anything."),
    NextActor.NOBODY: _("Nobody needs to do anything now."),
}

_OF_STAGE: dict[Stage, LazyString] = {
    Stage.DRAFT: _("You have not sent it yet. You can go on at any time."),
    Stage.CONFIRMING: _("It is your turn: check what was read from your papers."),
    Stage.INCOMPLETE: _("It is your turn: the office asks you for something."),
    Stage.DECIDED: _("The decision is here. Read it, and see how to appeal."),
    Stage.UNDER_APPEAL: _("Somebody who did not work on your case before looks at your appeal."),
    Stage.WITHDRAWN: _("You withdrew this application. You can start a new one at any time."),
    Stage.EXPIRED: _("This draft was not sent in time. You can start a new one."),
    Stage.CLOSED: _("This case is closed."),
}

OUTCOMES: dict[Outcome, tuple[LazyString, LazyString]] = {
    Outcome.FULL: (
        _("Your qualification is recognised in full"),
        _("It counts here as much as the qualification it was compared with."),
    ),
    Outcome.ALTERNATIVE: (
        _("Your qualification is recognised, compared with another one"),
        _("It does not match what you asked for, but it fully matches another qualification."),
    ),
    Outcome.PARTIAL: (
        _("Your qualification is recognised in part"),
        _("Some parts count here. The decision says which, and what is missing."),
    ),
    Outcome.CONDITIONAL: (
        _("Your qualification is recognised on a condition"),
        _("It counts here once you have done what the decision names."),
    ),
    Outcome.REFUSAL: (
        _("Your qualification is not recognised for this purpose"),
        _("The decision says what differs and why. You can appeal against it."),
    ),
}

EFFECTS: dict[Effect, LazyString] = {
    Effect.FURTHER_STUDY: _(
        "For admission to further study, also for a doctorate, it counts like the one named above."
    ),
    Effect.ACADEMIC_TITLE: _(
        "You can use your academic title here, in the way that the law of this country allows."
    ),
}

ELEMENTS: dict[EvaluationElement, LazyString] = {
    EvaluationElement.LEVEL: _("Level"),
    EvaluationElement.WORKLOAD: _("Amount of study"),
    EvaluationElement.QUALITY: _("Quality"),
    EvaluationElement.PROFILE: _("Kind of programme"),
    EvaluationElement.LEARNING_OUTCOMES: _("What was learned"),
}

CONDITIONS: dict[ConditionKind, LazyString] = {
    ConditionKind.ADAPTATION_PERIOD: _("Adaptation period at work"),
    ConditionKind.APTITUDE_TEST: _("Aptitude test"),
    ConditionKind.BRIDGING_COURSE: _("Bridging course"),
    ConditionKind.MISSING_CREDITS: _("Missing subjects or credits"),
    ConditionKind.OTHER: _("Something else"),
}

LOOKED: dict[LookedAt, LazyString] = {
    LookedAt.CASE: _("Your application was opened"),
    LookedAt.DOCUMENT: _("A paper of yours was opened"),
    LookedAt.LETTER: _("Your decision letter was opened"),
    LookedAt.DRAFT: _("A draft of your decision letter was opened"),
    LookedAt.STATUS: _("An authority asked how far your case is"),
    LookedAt.DECISION: _("An authority asked for your decision"),
}

WHO: dict[Role, LazyString] = {
    Role.APPLICANT: _("You"),
    Role.ASSESSOR: _("The office"),
    Role.AUTHORITY: _("An authority"),
    Role.MACHINE: _("Automatic"),
}


EVENTS: dict[EventKind, LazyString] = {
    EventKind.REQUESTED: _("We asked you for something"),
    EventKind.QUESTION_OBJECTED: _("You refused the question to an authority"),
}
"""Lines of the timeline that speak to the applicant otherwise than to the desk."""


TO_CHOOSE = _("It is your turn: the decision is here, and you can choose between two ways.")


def next_step(
    stage: Stage, actor: NextActor, *, asked: bool = False, to_choose: bool = False
) -> LazyString:
    """Who must do what next; ``asked``: something waits for her, whatever the stage.

    ``to_choose``: the decision lets her choose between two measures, and she has not.
    """
    if to_choose:
        return TO_CHOOSE
    if asked and stage not in (Stage.DECIDED, Stage.UNDER_APPEAL):
        return _OF_STAGE[Stage.INCOMPLETE]
    return _OF_STAGE.get(stage) or _NEXT[actor]


def tone_of(stage: Stage, actor: NextActor) -> str:
    """The colour of a stage: action (your turn), good (decided), neutral (over), else waiting."""
    if stage in (Stage.WITHDRAWN, Stage.EXPIRED, Stage.ERASED, Stage.CLOSED, Stage.DRAFT):
        return "neutral"
    if stage is Stage.DECIDED:
        return "good"
    return "action" if actor is NextActor.APPLICANT else "waiting"
