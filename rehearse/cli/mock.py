"""`rehearse mock` and `rehearse debrief`: a mock interview, in the app or line by line, and what it came to."""

from typing import TYPE_CHECKING, Any

import click

from rehearse.cli.answering import Manner, answering_options, check_persona, refuse_beside_resume, run_plain
from rehearse.cli.completion import MOCK, PERSONA
from rehearse.cli.running import run_app
from rehearse.cli.storing import opened_store
from rehearse.compose import Setup, anchors
from rehearse.domain.debrief import debrief as look_back
from rehearse.domain.debrief_text import as_json as as_object
from rehearse.domain.debrief_text import as_lines, as_markdown
from rehearse.domain.drill_plan import Plan
from rehearse.domain.mock import COUNTS, MOST_PANEL
from rehearse.domain.persona import Persona
from rehearse.domain.text import json_text
from rehearse.errors import NO_QUESTIONS, RehearseError
from rehearse.rehearsal.reviewing import read_mock

if TYPE_CHECKING:
    from rehearse.plain.desk import PlainDesk


@click.command()
@click.option(
    "--questions",
    "count",
    type=click.Choice([str(count) for count in COUNTS]),
    help="How many questions are asked; without it as many as the settings say.",
)
@click.option(
    "--persona",
    "asks",
    type=PERSONA,
    multiple=True,
    help="Who asks; given twice or three times, a panel asks in turn.",
)
@click.option("--new", is_flag=True, help="End a mock that goes on and begin another.")
@answering_options
@click.pass_obj
def mock(setup: Setup, /, count: str | None, asks: tuple[str, ...], new: bool, **given: Any) -> None:
    """Take a mock interview: in the app, or line by line with --plain.

    \b
    Examples:
      rehearse mock --questions 3 --persona hiring_manager
      rehearse mock --persona data_scientist --persona backend_engineer --exam
      rehearse mock --plain --resume
    """
    manner = Manner(**given)
    if manner.resume and new:
        raise click.UsageError("Give either --resume or --new.")
    if manner.resume:
        refuse_beside_resume()
    for each in asks:
        check_persona(setup, each)
    if len(asks) > MOST_PANEL:
        raise RehearseError(f"A panel has at most {MOST_PANEL} personas; {len(asks)} were given.")
    plan = manner.plan(setup)
    panel = tuple(map(setup.cast.get, asks)) or (plan.persona,)
    questions = int(count) if count is not None else setup.config.mock.questions
    if manner.plain:
        begun = None if manner.resume else (plan, panel, questions)
        run_plain(setup, manner.model, lambda desk: _plain(desk, begun, new=new))
    elif manner.resume:
        run_app(setup, lambda app: app.mocks.resume(), manner.model)
    else:
        run_app(setup, lambda app: app.mocks.begin(plan, panel, questions, new=new), manner.model)


async def _plain(
    desk: "PlainDesk", begun: tuple[Plan, tuple[Persona, ...], int] | None, *, new: bool
) -> None:
    """Go on with the mock that was left, or begin one; one that goes on is never ended unasked."""
    from rehearse.plain.interviewing import mock as take_mock

    running = await desk.store.run(lambda store: store.mocks.running())
    if begun is None:
        if running is None:
            raise RehearseError("No mock interview goes on. rehearse mock --plain begins one.")
        await take_mock(desk, desk.table.take_up(running))
        return
    if running is not None and not new:
        raise RehearseError(
            f"A mock interview goes on: {running.answered} of {len(running.slots)} questions answered. "
            "rehearse mock --plain --resume goes on with it, rehearse mock --plain --new ends it and begins another."
        )
    plan, panel, count = begun
    run = await desk.table.begin_mock(desk.bank.planned(plan), panel, count)
    if run is None:
        raise RehearseError(NO_QUESTIONS)
    await take_mock(desk, run)


@click.command()
@click.argument("mock_id", type=MOCK, required=False, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of Markdown.")
@click.option("--plain", is_flag=True, help="Write plain lines instead of Markdown.")
@click.pass_obj
def debrief(setup: Setup, mock_id: int | None, as_json: bool, plain: bool) -> None:
    """Write the debrief of a mock interview, of the latest one without an ID, as Markdown."""
    with opened_store(setup) as store:
        found = store.mocks.all(1)[0].id if mock_id is None and store.mocks.all(1) else mock_id
        taken, attempts = read_mock(store, found) if found is not None else (None, {})
        if taken is None:
            raise RehearseError(
                "There is no mock interview yet: rehearse mock begins one."
                if mock_id is None
                else f"There is no mock interview with the id {mock_id}."
            )
    looked = look_back(taken, attempts, anchors())
    if as_json:
        click.echo(json_text(as_object(looked)))
    else:
        click.echo("\n".join(as_lines(looked)) if plain else as_markdown(looked), nl=plain)
