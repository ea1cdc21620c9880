"""`rehearse mock` and `rehearse debrief`: a mock interview in the app, and what it came to as text."""

from dataclasses import replace

import click

from rehearse.analysis.rating import ANCHORS
from rehearse.cli.running import run_app
from rehearse.cli.storing import opened_store
from rehearse.compose import Setup
from rehearse.domain.debrief import debrief as look_back
from rehearse.domain.debrief_text import as_json as as_object
from rehearse.domain.debrief_text import as_markdown
from rehearse.domain.mock import COUNTS, MOST_PANEL
from rehearse.domain.text import json_text
from rehearse.domain.vocabulary import Coaching, Mode
from rehearse.errors import RehearseError


@click.command()
@click.option(
    "--questions",
    "count",
    type=click.Choice([str(count) for count in COUNTS]),
    default="5",
    show_default=True,
    help="How many questions are asked.",
)
@click.option(
    "--persona", "asks", multiple=True, help="Who asks; given twice or three times, a panel asks in turn."
)
@click.option("--exam", is_flag=True, help="Show nothing before the debrief.")
@click.option("--spoken", is_flag=True, help="Speak the answers instead of typing them.")
@click.pass_obj
def mock(setup: Setup, count: str, asks: tuple[str, ...], exam: bool, spoken: bool) -> None:
    """Open the app with a mock interview on the table.

    \b
    Examples:
      rehearse mock --questions 3 --persona hiring_manager
      rehearse mock --persona data_scientist --persona backend_engineer --exam
    """
    for each in asks:
        if setup.cast.find(each) is None:
            raise RehearseError(f"--persona cannot be {each!r}: it is none of {', '.join(setup.cast.ids)}.")
    if len(asks) > MOST_PANEL:
        raise RehearseError(f"A panel has at most {MOST_PANEL} personas; {len(asks)} were given.")
    plan = setup.config.plan(setup.cast)
    plan = replace(
        plan,
        coaching=Coaching.EXAM if exam else plan.coaching,
        mode=Mode.SPOKEN if spoken else plan.mode,
    )
    panel = tuple(map(setup.cast.get, asks)) or (plan.persona,)
    run_app(setup, lambda app: app.mocks.begin(plan, panel, int(count)))


@click.command()
@click.argument("mock_id", type=int, required=False, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of Markdown.")
@click.pass_obj
def debrief(setup: Setup, mock_id: int | None, as_json: bool) -> None:
    """Write the debrief of a mock interview, of the latest one without an ID, as Markdown."""
    with opened_store(setup) as store:
        found = store.mocks.all(1)[0].id if mock_id is None and store.mocks.all(1) else mock_id
        taken = store.mocks.load(found) if found is not None else None
        if taken is None:
            raise RehearseError(
                "There is no mock interview yet: rehearse mock begins one."
                if mock_id is None
                else f"There is no mock interview with the id {mock_id}."
            )
        ids = [slot.attempt_id for slot in taken.slots if slot.attempt_id and slot.answered]
        attempts = {each.id: each for each in map(store.load, ids) if each is not None}
    looked = look_back(taken, attempts, ANCHORS)
    click.echo(json_text(as_object(looked)) if as_json else as_markdown(looked), nl=as_json)
