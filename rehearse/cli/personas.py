"""`rehearse personas`: who listens, the shipped ones and the user's own."""

import click

from rehearse.compose import Setup
from rehearse.domain.text import json_text


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object a line.")
@click.pass_obj
def personas(setup: Setup, as_json: bool) -> None:
    """List the personas with what they know and how long they listen; a broken file of your own is named."""
    for persona in setup.cast.personas:
        if as_json:
            fields = {
                "id": persona.id,
                "name": persona.name,
                "voice": persona.voice,
                "knows": sorted(persona.knows),
                "terms": sorted(persona.terms),
                "patience": persona.patience,
                "lecture": persona.lecture,
                "probes": [topic.value for topic in persona.probes],
                "openings": list(persona.openings),
            }
            click.echo(json_text(fields))
        else:
            knows = ", ".join(sorted(persona.knows)) or "no field"
            asks = ", ".join(persona.probes) or "the weakest part"
            click.echo(
                f"{persona.id:<20} knows {knows}; {persona.patience} words of patience; asks about {asks}"
            )
    for problem in setup.cast.problems:
        click.echo(f"rehearse: {problem}", err=True)
