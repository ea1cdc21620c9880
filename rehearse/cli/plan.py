"""`rehearse plan`: what to rehearse today, and what the days ahead look like if every item is done well."""

import json
from datetime import date, datetime, timedelta

import click

from rehearse.cli.storing import opened_store
from rehearse.compose import Setup, spacing
from rehearse.domain.planner import Item, ahead


@click.command()
@click.option(
    "--date",
    "when",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The interview's day, not the profile's.",
)
@click.option(
    "--days", type=click.IntRange(1, 60), default=1, show_default=True, help="How many days to look ahead."
)
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object a day.")
@click.pass_obj
def plan(setup: Setup, when: datetime | None, days: int, as_json: bool) -> None:
    """Say what to rehearse today: at most three items or a quarter of an hour; free choice stays."""
    with opened_store(setup) as store:
        known, interview = store.plan.known(), store.profile.load().interview_date
    interview = when.date() if when is not None else interview
    first = date.today()  # noqa: DTZ011 (the user's own calendar)
    for day, items in ahead(known, first, days, interview, spacing()):
        if as_json:
            click.echo(json.dumps({"day": day.isoformat(), "items": [_object(item) for item in items]}))
            continue
        left = f", {(interview - day).days} days left" if interview is not None and interview >= day else ""
        click.echo(f"{_called(day, first)}{left}")
        for item in items:
            click.echo(f"  {item.minutes} min  {item.text}: {item.why}")
        if not items:
            click.echo("  nothing is due; any question will do")


def _called(day: date, first: date) -> str:
    if day == first:
        return "Today"
    return "Tomorrow" if day == first + timedelta(days=1) else f"{day:%a %d %b}"


def _object(item: Item) -> dict[str, object]:
    unit = item.unit
    return {
        "story": unit.story or None,
        "angle": unit.angle.value if unit.angle else None,
        "kind": unit.kind.value,
        "question": unit.question or None,
        "text": item.text,
        "why": item.why,
        "minutes": item.minutes,
    }
