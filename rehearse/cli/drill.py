"""`rehearse drill`: one question, in the app or line by line."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from rehearse.cli.answering import Manner, answering_options, check_persona, run_plain
from rehearse.cli.completion import PERSONA, QUESTION, STORY
from rehearse.cli.running import run_app
from rehearse.compose import Setup
from rehearse.domain.drill import Plan
from rehearse.domain.vocabulary import Competency
from rehearse.errors import RehearseError
from rehearse.rehearsal.asking import NOTHING_IN_PROGRESS, Wish

if TYPE_CHECKING:
    from rehearse.plain.desk import PlainDesk


@click.command()
@click.option(
    "--question",
    "question_id",
    type=QUESTION,
    help="Ask the question with this id; rehearse questions list names them.",
)
@click.option(
    "--competency",
    type=click.Choice([each.value for each in Competency]),
    help="Ask the next question of this competency.",
)
@click.option("--persona", type=PERSONA, help="Who asks; rehearse personas names them.")
@click.option("--story", type=STORY, help="Answer with the story of this key.")
@answering_options
@click.pass_obj
def drill(
    setup: Setup,
    /,
    question_id: str | None,
    competency: str | None,
    persona: str | None,
    story: str | None,
    **given: Any,
) -> None:
    """Answer one question: in the app, or line by line with --plain.

    \b
    Examples:
      rehearse drill --competency failure
      rehearse drill --plain --target 120 --follow-ups 1
      rehearse drill --plain --resume
    """
    if question_id and competency:
        raise click.UsageError("Give either --question or --competency.")
    manner = Manner(**given)
    plan = manner.plan(setup)
    if persona is not None:
        check_persona(setup, persona)
        plan = replace(plan, persona=setup.cast.get(persona))
    wish = Wish(question_id, Competency(competency) if competency else None, story)
    if manner.plain:
        run_plain(setup, manner.model, lambda desk: _plain(desk, None if manner.resume else wish, plan))
    elif manner.resume:
        run_app(setup, lambda app: app.drills.resume_latest(), manner.model)
    else:
        run_app(setup, lambda app: app.drills.open(wish, plan), manner.model)


async def _plain(desk: "PlainDesk", wish: Wish | None, plan: Plan) -> None:
    """Take the drill that was asked for, or the one that was left last, which may belong to a mock."""
    from rehearse.plain.drilling import drill as take_drill
    from rehearse.plain.interviewing import mock
    from rehearse.rehearsal.question_bank import INTERVIEW_IS_NEAR

    plan = desk.bank.planned(plan)
    session = await (desk.table.resume_latest() if wish is None else desk.table.wished(wish, plan))
    if session is None:
        raise RehearseError(f"{NOTHING_IN_PROGRESS} rehearse drill --plain begins a drill.")
    if session.mock is not None:
        await mock(desk, session.mock)
        return
    if desk.bank.interview_is_near(date.today()):  # noqa: DTZ011 (the user's own calendar)
        desk.talk.say(INTERVIEW_IS_NEAR)
    await take_drill(desk, session, plan, wish.competency if wish else None)
