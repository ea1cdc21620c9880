"""`rehearse drill`: one question, in the app or line by line."""

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import click

from rehearse.cli.answering import Manner, answering_options, check_persona, refuse_beside_resume, run_plain
from rehearse.cli.completion import ATTEMPT, PERSONA, QUESTION, STORY
from rehearse.cli.running import run_app
from rehearse.cli.values import COMPETENCY
from rehearse.compose import Setup
from rehearse.domain.clock import today
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exercise import SPECIAL, Kind
from rehearse.domain.practice import FEWEST_PROMPTS, MOST_PROMPTS
from rehearse.domain.section import SECTIONS
from rehearse.errors import RehearseError
from rehearse.rehearsal.asking import NOTHING_IN_PROGRESS, WEAKEST, Wish

if TYPE_CHECKING:
    from rehearse.plain.desk import PlainDesk


@click.command()
@click.option(
    "--question",
    type=QUESTION,
    help="Ask the question with this id; rehearse questions list names them.",
)
@click.option(
    "--competency",
    type=COMPETENCY,
    help="Ask the next question of this competency.",
)
@click.option("--persona", type=PERSONA, help="Who asks; rehearse personas names them.")
@click.option("--story", type=STORY, help="Answer with the story of this key.")
@click.option(
    "--exercise",
    type=click.Choice([each.value for each in SPECIAL]),
    help="Take a special drill instead of a question; its rounds go on where they stand.",
)
@click.option(
    "--prompts",
    type=click.IntRange(FEWEST_PROMPTS, MOST_PROMPTS),
    help="How many prompts a new round of angles has.",
)
@click.option("--again", "attempt", type=ATTEMPT, help="Ask what this attempt was asked.")
@click.option(
    "--section",
    type=click.Choice([WEAKEST, *(each.value for each in SECTIONS)]),
    help="With --again: tell only this section; the rest stands.",
)
@answering_options
@click.pass_obj
def drill(setup: Setup, /, persona: str | None, **given: Any) -> None:
    """Answer one question, or take a special drill: in the app, or line by line with --plain.

    \b
    Examples:
      rehearse drill --competency failure
      rehearse drill --plain --target 120 --follow-ups 1
      rehearse drill --exercise setup --story ticket-router
      rehearse drill --plain --again 12 --section weakest
      rehearse drill --plain --resume
    """
    if given["resume"]:
        refuse_beside_resume()
    wish = _wish(given, persona)
    manner = Manner(**given)
    plan = manner.plan(setup)
    if persona is not None:
        check_persona(setup, persona)
        plan = replace(plan, persona=setup.cast.get(persona))
    if manner.plain:
        asked = None if manner.resume else wish
        run_plain(setup, manner.model, lambda desk: _plain(desk, asked, plan, manner))
    elif manner.resume:
        run_app(setup, lambda app: app.drills.resume_latest(), manner.model)
    else:
        run_app(setup, lambda app: app.drills.open(wish, plan, manner.applied), manner.model)


def _wish(given: dict[str, Any], persona: str | None) -> Wish:
    """Take out of the options what is to be asked; a usage error where two of them ask for different things."""
    wished = {each.name: value for each in fields(Wish) if (value := given.pop(each.name)) is not None}
    asking = [name for name in ("question", "competency", "exercise", "attempt") if name in wished]
    if len(asking) > 1:
        raise click.UsageError("Give only one of --question, --competency, --exercise and --again.")
    if "prompts" in wished and wished.get("exercise") != Kind.ANGLES:
        raise click.UsageError("--prompts goes with --exercise angles.")
    if "section" in wished and "attempt" not in wished:
        raise click.UsageError("--section goes with --again.")
    if "story" in wished and "attempt" in wished:
        raise click.UsageError("An attempt is told again with its own story; leave out --story.")
    if "attempt" in wished and persona is not None:
        raise click.UsageError("An attempt is told again to whoever asked then; leave out --persona.")
    if "attempt" in wished and given["spoken"]:
        raise click.UsageError("An attempt is told again as it was, typed or spoken; leave out --spoken.")
    if "exercise" in wished:
        wished["exercise"] = Kind(wished["exercise"])
    return Wish(**wished)


async def _plain(desk: "PlainDesk", wish: Wish | None, plan: Plan, manner: Manner) -> None:
    """Take the drill that was asked for, or the one that was left last, which may belong to a mock."""
    from rehearse.plain.drilling import drill as take_drill
    from rehearse.plain.interviewing import mock
    from rehearse.rehearsal.question_bank import INTERVIEW_IS_NEAR

    plan = desk.bank.planned(plan)
    table = desk.table
    session = await (table.resume_latest() if wish is None else table.wished(wish, plan, manner.applied))
    if session is None:
        raise RehearseError(f"{NOTHING_IN_PROGRESS} rehearse drill --plain begins a drill.")
    if session.mock is not None:
        await mock(desk, session.mock)
        return
    partial = session.drill.plan.exercise.kind.partial
    if not partial and desk.bank.interview_is_near(today()):
        desk.talk.say(INTERVIEW_IS_NEAR)
    await take_drill(desk, session, plan, wish.competency if wish else None)
