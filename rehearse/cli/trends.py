"""`rehearse trends`: what changes from attempt to attempt, in numbers and sentences."""

from dataclasses import asdict
from datetime import date
from typing import Any

import click

from rehearse.cli.storing import opened_store
from rehearse.cli.values import COMPETENCY, DAY
from rehearse.compose import Setup
from rehearse.domain.text import json_text
from rehearse.domain.trends import NOTHING, Trends
from rehearse.domain.vocabulary import Competency


@click.command()
@click.option("--competency", type=COMPETENCY, help="Only this competency.")
@click.option("--since", type=DAY, help="Only attempts from this day (YYYY-MM-DD, UTC) on.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object, every point included.")
@click.pass_obj
def trends(setup: Setup, competency: Competency | None, since: date | None, as_json: bool) -> None:
    """Tell what changes from attempt to attempt, which flaws come back, and how far your own ratings lie off."""
    with opened_store(setup) as store:
        found = store.trends(competency, since)
    if as_json:
        click.echo(json_text(_object(found)))
        return
    hide = setup.config.screen.hide_scores
    lines = [f"{each.sentence(hide_scores=hide)} [{each.source}]" for each in found.series]
    lines += [f"Leak: {each.sentence}" for each in found.leaks]
    lines += [each.sentence(hide_scores=hide) for each in found.calibrations]
    click.echo("\n".join(" ".join(line.split()) for line in lines) or NOTHING)


def _object(found: Trends) -> dict[str, Any]:
    return {
        "bucket": found.bucket.value,
        "series": [
            asdict(each) | {"count": each.count, "sentence": each.sentence()} for each in found.series
        ],
        "leaks": [asdict(each) for each in found.leaks],
        "calibration": [asdict(each) | {"sentence": each.sentence()} for each in found.calibrations],
    }
