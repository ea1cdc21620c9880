"""`rehearse paths`: where things lie on this machine."""

import click

from rehearse.compose import Setup
from rehearse.domain.text import json_text
from rehearse.paths import bundled_questions


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_obj
def paths(setup: Setup, as_json: bool) -> None:
    """Show where database, settings, packs and log lie."""
    places = {
        "database": setup.paths.database,
        "config": setup.paths.config_file,
        "questions": setup.paths.user_questions,
        "shipped questions": bundled_questions(),
        "log": setup.paths.log,
    }
    if as_json:
        click.echo(json_text({name: str(place) for name, place in places.items()}, indent=2))
        return
    for name, place in places.items():
        click.echo(f"{name:<18} {place}{'' if place.exists() else '  (not there yet)'}")
