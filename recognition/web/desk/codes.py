"""ISCED level and field: the suggestion with its reasons, the finding of a person, the history."""

from dataclasses import dataclass
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.domain import verbs
from recognition.domain.vocabulary import CodeScheme
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.isced.codes import fields, levels
from recognition.isced.reasons import ReasonKind as K
from recognition.web.desk.blueprint import blueprint
from recognition.web.desk.opening import Opened, carry_out, make, open_case, typed
from recognition.web.desk.reasons import code_title, reason_sentence
from recognition.web.desk.words import say
from recognition.web.forms import FieldErrors

OTHER = "other"

Options = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A code to choose: ``confidence`` is the machine's, if it named the code at all.

    ``times`` is in how many other cases it was found for the same title.
    """

    code: str
    confidence: float | None
    suggested: bool
    times: int


@blueprint.route("/cases/<uuid:case_id>/codes/<scheme>", methods=["GET", "POST"])
def codes(case_id: UUID, scheme: str) -> ResponseReturnValue:
    """Accept or overrule: ``code`` (a code or ``other``), ``other_code``, ``reason``.

    ``keep`` is the code of a button beside a choice: one click chooses and keeps it.
    ``then=propose`` in the address leads back to the proposal afterwards.
    """
    if scheme not in set(CodeScheme):
        raise NotFound(ErrorCode.UNKNOWN, "scheme")
    which = CodeScheme(scheme)
    if request.method != "POST":
        return _page(open_case(case_id), which, [])
    return carry_out(
        case_id,
        lambda: make(verbs.FindCode, scheme=which, code=_code(), reason=typed("reason")),
        _("Code kept: %(scheme)s.", scheme=say(which)),
        "codes",
        lambda errors: _page(open_case(case_id), which, errors),
        back=_back(case_id),
    )


def _back(case_id: UUID) -> str:
    """Where a kept code leads: to the proposal if it was left for it (``then``), else the case."""
    if request.args.get("then") != "propose":
        return ""
    return url_for("desk.propose", case_id=case_id, _anchor="codes")


def _code() -> str:
    """The code of the button that was pressed, or the one that was chosen."""
    chosen = typed("keep") or typed("code")
    code = typed("other_code") if chosen in (OTHER, "") else chosen
    if not code:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "other_code" if chosen == OTHER else "code")
    return code


def _page(opened: Opened, scheme: CodeScheme, errors: FieldErrors) -> str:
    suggestion = opened.file.suggestions.get(scheme)
    finding = opened.file.finding(scheme)
    said = suggestion.reasons if suggestion else []
    return render_template(
        "desk/codes.html",
        opened=opened,
        file=opened.file,
        errors=errors,
        scheme=scheme,
        suggestion=suggestion,
        finding=finding,
        findings=opened.file.findings.get(scheme, ()),
        reasons=[reason_sentence(one) for one in said if one["kind"] != K.WOULD_DECIDE],
        would_decide=[reason_sentence(one) for one in said if one["kind"] == K.WOULD_DECIDE],
        choices=_choices(opened, scheme),
        options=_level_options() if scheme is CodeScheme.ISCED_LEVEL else _field_options(),
        # Nothing is chosen beforehand: the finding is a person's, not a click on 'go on'.
        chosen=typed("keep") or typed("code") or (finding.code if finding else ""),
        other=typed("other_code"),
        reason=typed("reason"),
        code_title=code_title,
        back=_back(opened.id),
    )


def _choices(opened: Opened, scheme: CodeScheme) -> list[Choice]:
    """The machine's codes, best first, then what was found for this title in other cases."""
    suggestion = opened.file.suggestions.get(scheme)
    if suggestion is None:
        return []
    found = {
        one["code"]: one["times"] for one in suggestion.reasons if one["kind"] == K.OFFICE_DECISIONS
    }
    ranked = {suggestion.code: suggestion.confidence}
    ranked |= {one["code"]: one["confidence"] for one in suggestion.alternatives}
    return [
        Choice(code, ranked.get(code), code == suggestion.code, found.get(code, 0))
        for code in dict.fromkeys([*ranked, *found])
    ]


def _level_options() -> Options:
    return [(_("Levels"), [(one.code, code_title(one.code)) for one in levels()])]


def _field_options() -> Options:
    """All fields for a select: a group per narrow field, headed by its broad field."""
    options: Options = []
    for broad in fields():
        top = code_title(broad.field.code)
        options.append((top, [(broad.field.code, top)]))
        for narrow in broad.narrow:
            title = code_title(narrow.field.code)
            detailed = [(one.code, code_title(one.code)) for one in narrow.detailed]
            options.append((f"{top} › {title}", [(narrow.field.code, title), *detailed]))
    return options
