"""`rehearse plan`: what to rehearse today, and what the days ahead look like if every item is done well."""

from dataclasses import replace
from datetime import date

import click

from rehearse.cli.storing import opened_store
from rehearse.cli.values import DAY
from rehearse.compose import Setup, spacing
from rehearse.domain.cadence import is_eve
from rehearse.domain.clock import today
from rehearse.domain.day import called
from rehearse.domain.plan_item import Item
from rehearse.domain.planner import ahead
from rehearse.domain.text import counted, json_text


@click.command()
@click.option(
    "--date",
    "when",
    type=DAY,
    help="The interview's day, not the profile's.",
)
@click.option(
    "--days", type=click.IntRange(1, 60), default=1, show_default=True, help="How many days to look ahead."
)
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object a day.")
@click.pass_obj
def plan(setup: Setup, when: date | None, days: int, as_json: bool) -> None:
    """Say what to rehearse today: a quarter of an hour at most, unless set otherwise; free choice stays."""
    with opened_store(setup) as store:
        known, interview = store.plan.known(), store.profile.load().interview_date
    interview = when or interview
    first = today()
    known = replace(known, cadence=setup.config.planner.cadence)
    for day, items in ahead(known, first, days, interview, spacing(setup.config)):
        if as_json:
            click.echo(json_text({"day": day.isoformat(), "items": [_object(item) for item in items]}))
            continue
        click.echo(f"{called(day, first).title()}{_left(day, interview)}")
        for item in items:
            click.echo(f"  {item.minutes} min  {item.text}  ·  {item.why}")
        if not items:
            click.echo(
                f"  {'done for today' if known.done.get(day) else 'nothing is due'}; any question will do"
            )
        if interview is not None and is_eve(day, interview):
            click.echo("  then the last check: rehearse card")


def _left(day: date, interview: date | None) -> str:
    if interview is None or interview < day:
        return ""
    days = (interview - day).days
    return ", the day of the interview" if not days else f", {counted(days, 'day')} left"


def _object(item: Item) -> dict[str, object]:
    subject = item.subject
    return {
        "story": subject.story or None,
        "angle": subject.angle.value if subject.angle else None,
        "question": subject.question or None,
        "kind": item.kind.value,
        "sections": [section.value for section in item.sections],
        "text": item.text,
        "why": item.why,
        "minutes": item.minutes,
    }
