"""What `rehearse drill` and `rehearse mock` have in common: how answers are given, and the way into line mode."""

import io
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import click
from click.core import ParameterSource

from rehearse.cli.loading import usable
from rehearse.compose import Setup, services
from rehearse.domain.budget import TARGETS
from rehearse.domain.drill_plan import MOST_FOLLOW_UPS, Plan
from rehearse.domain.vocabulary import Coaching, Mode
from rehearse.errors import RehearseError
from rehearse.interviewer.choice import NO_MODEL

if TYPE_CHECKING:
    from rehearse.plain.desk import PlainDesk

Decorated = Callable[..., Any]

_OPTIONS: Final = (
    click.option(
        "--target",
        type=click.Choice([str(target) for target in TARGETS]),
        help="Seconds for each whole answer.",
    ),
    click.option(
        "--follow-ups", type=click.IntRange(0, MOST_FOLLOW_UPS), help="How many follow-ups are asked."
    ),
    click.option("--spoken", is_flag=True, help="Speak the answers instead of typing them."),
    click.option("--exam", is_flag=True, help="Show nothing that helps while you answer."),
    click.option(
        "--model", help=f"Let this model ask, a file or a name; {NO_MODEL} for the built-in interviewer."
    ),
    click.option("--resume", is_flag=True, help="Go on with the one that was left last."),
    click.option("--plain", is_flag=True, help="Line by line: for screen readers, dumb terminals and pipes."),
)

_BESIDE_RESUME: Final = {"resume", "plain", "model"}
"""What may be said of a drill that was begun: who asks on is no part of it, nor is where it is shown."""


def answering_options(command: Decorated) -> Decorated:
    """Give a command the options that say how answers are given."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Manner:
    """What these options say; None leaves it to the settings."""

    target: str | None
    follow_ups: int | None
    spoken: bool
    exam: bool
    model: str | None
    resume: bool
    plain: bool

    def plan(self, setup: Setup) -> Plan:
        """Give the plan of the settings with what the command line changes; a model that cannot ask is refused."""
        if self.model not in (None, NO_MODEL):
            usable(setup, self.model)
        return self.applied(setup.config.plan(setup.cast))

    def applied(self, plan: Plan) -> Plan:
        """Change in a plan what the command line says."""
        return replace(
            plan,
            budget=plan.budget if self.target is None else plan.budget.lasting(float(self.target)),
            follow_ups=plan.follow_ups if self.follow_ups is None else self.follow_ups,
            mode=Mode.SPOKEN if self.spoken else plan.mode,
            coaching=Coaching.EXAM if self.exam else plan.coaching,
        )


def refuse_beside_resume() -> None:
    """Refuse the first option of this command that --resume would pass over; a usage error names it."""
    context = click.get_current_context()
    for each in context.command.params:
        name = str(each.name)
        if name not in _BESIDE_RESUME and context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(
                f"--resume goes on with what was left, as it was; leave out {each.opts[0]}."
            )


def check_persona(setup: Setup, persona: str) -> None:
    """Refuse a persona that nobody plays; `RehearseError` names those there are."""
    if setup.cast.find(persona) is None:
        raise RehearseError(f"--persona cannot be {persona!r}: it is none of {', '.join(setup.cast.ids)}.")


def run_plain(setup: Setup, model: str | None, errand: "Callable[[PlainDesk], Awaitable[None]]") -> None:
    """Do an errand line by line on standard input and output; a signal that ended it becomes the exit status."""
    from rehearse.plain.desk import run
    from rehearse.plain.lines import Lines
    from rehearse.plain.talk import Talk

    out = sys.stdout or io.StringIO()

    def talk() -> Talk:
        lines = Lines(sys.stdin or io.StringIO())
        return Talk(lines, out, sys.stderr or out, bell=setup.config.screen.bell)

    status = run(services(setup, model, at_once=True), talk, errand)
    if status:
        raise SystemExit(status)
