"""``recognition regimes``: the legal regimes that an office can apply, shown and checked."""

from pathlib import Path

import click

from recognition.domain.regime import (
    AcknowledgementTerm,
    DecisionTerm,
    EffectRules,
    EvaluationRules,
    Precedence,
    Regime,
    RequestTerm,
    Term,
)
from recognition.rules import load_rules, read_regime, regime_ids
from recognition.settings import load_settings

_EXAMPLES = """
\b
Examples:
  recognition regimes
  recognition regimes show directive
  recognition regimes check my-office/regimes/national.toml
"""


@click.group("regimes", invoke_without_command=True, epilog=_EXAMPLES)
@click.pass_context
def regimes_command(context: click.Context) -> None:
    """Show which regimes there are and which purpose falls under which; all are checked."""
    if context.invoked_subcommand is not None:
        return
    rules = load_rules(load_settings().office_file)
    for regime_id in regime_ids(rules.regimes_folder):
        regime = rules.regime(regime_id)
        offered = "offered" if regime_id in rules.office.regimes else "not offered"
        click.echo(f"{regime_id}  {regime.version}  {offered}  {regime.name}")
    for purpose in rules.office.purposes:
        click.echo(f"{purpose.value} -> {rules.regime_for(purpose)}")
    click.echo(f"Regimes of this office's own: {rules.regimes_folder or '(no office file is set)'}")


@regimes_command.command("show")
@click.argument("regime_id")
def show(regime_id: str) -> None:
    """Say what the regime REGIME_ID rules, each term with its source."""
    rules = load_rules(load_settings().office_file)
    for line in lines(rules.regime(regime_id)):
        click.echo(line)


@regimes_command.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check a regime's FILE before it is put into the office's folder."""
    for line in lines(read_regime(file)):
        click.echo(line)
    click.echo(f"{file} is valid. Running cases keep the edition they were submitted under.")


def lines(regime: Regime) -> list[str]:
    """A regime in plain words, one rule a line."""
    made_for = ", ".join(one.value for one in regime.purposes) or "every purpose without its own"
    return [
        f"{regime.name} ({regime.id}, edition {regime.version}); for: {made_for}",
        f"source: {regime.source}",
        f"acknowledgement: {_length(regime.acknowledgement)}, the office is reminded "
        f"{regime.acknowledgement.notice_days} days before ({regime.acknowledgement.source})",
        *_decision(regime.decision),
        f"after a granted appeal against silence: {_after_silence(regime.after_silence)}",
        f"a term ends on a Saturday, Sunday or holiday: "
        f"{'no, with the next working day' if regime.ends_on_working_day else 'yes'}",
        f"an evaluation with less than full recognition: {_evaluation(regime.evaluation)}",
        f"recognition opens: {_effects(regime.effects)}",
        f"who fled stands in the queue: {_precedence(regime.precedence)}",
        f"request to the applicant: {_request(regime.request_to_applicant)}",
        f"question to an authority: {_request(regime.request_to_authority)}, announced "
        f"{regime.objection_days} days before",
        f"the applicant checks what was read: {regime.confirmation_days} days",
        f"an idle claim lapses: {regime.claim_lapse_working_days} working days",
        f"appeal: {regime.appeal_months} months from delivery",
        f"a draft is kept: {regime.draft_days} days, notice {regime.draft_notice_days} days before",
        f"a closed case is kept: {regime.keep_closed_years} years, notice "
        f"{regime.erasure_notice_days} days before",
    ]


def _decision(term: DecisionTerm) -> list[str]:
    most = term.extension_max_months
    extended = f"once, by at most {most} months" if most else "cannot be extended"
    stops = ", ".join(ground.value for ground in term.pauses) or "nothing"
    return [
        f"decision: {_length(term)} from the complete file, the office is reminded "
        f"{term.delay_notice_days} days before ({term.source})",
        f"extended: {extended}{f' ({term.extension_source})' if term.extension_source else ''}",
        f"stops the clock: {stops}{f' ({term.pauses_source})' if term.pauses else ''}",
    ]


def _evaluation(rules: EvaluationRules | None) -> str:
    if rules is None:
        return "asks for levels, experience and choice where the purpose is professional"
    return f"asks for {', '.join(rules.asks) or 'nothing besides'} ({rules.source})"


def _effects(rules: EffectRules | None) -> str:
    if rules is None:
        return "what it compares to, and nothing that is named besides"
    opens, purposes = ", ".join(rules.opens), ", ".join(rules.purposes)
    levels = ", ".join(rules.levels)
    return f"{opens}, for {purposes}, on ISCED level {levels} ({rules.source})"


def _after_silence(term: Term | None) -> str:
    return f"{_length(term)} to decide ({term.source})" if term else "sets no date"


def _precedence(rules: Precedence | None) -> str:
    return f"{rules.days} days before the due date ({rules.source})" if rules else "by the due date"


def _length(term: Term | DecisionTerm | AcknowledgementTerm) -> str:
    return f"{term.months} months" if term.months else f"{term.days} days"


def _request(term: RequestTerm) -> str:
    reminders = " and ".join(str(day) for day in term.reminder_days)
    more = f", once {term.more_time_days} days more" if term.more_time_days else ""
    return f"{term.days} days, reminders on day {reminders}{more}"
