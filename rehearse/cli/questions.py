"""`rehearse questions`: list the questions, check a pack."""

from pathlib import Path

import click

from rehearse.bank.shelf import open_library as read_packs
from rehearse.cli.values import COMPETENCY
from rehearse.compose import Setup, open_library
from rehearse.domain.text import counted, json_text
from rehearse.domain.vocabulary import Competency


@click.group()
def questions() -> None:
    """List the questions, or check a pack of your own."""


@questions.command("list")
@click.option("--competency", type=COMPETENCY, help="Only this competency.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object a line.")
@click.pass_obj
def list_questions(setup: Setup, competency: Competency | None, as_json: bool) -> None:
    """List every question with its id; broken packs are named on standard error."""
    library = open_library(setup)
    for question in library.questions:
        if competency not in (None, question.competency):
            continue
        if as_json:
            fields = {
                "id": question.id,
                "competency": question.competency.value,
                "difficulty": question.difficulty.value,
                "tags": list(question.tags),
                "pack": question.pack,
                "text": question.text,
            }
            click.echo(json_text(fields))
        else:
            click.echo(f"{question.id:<36} {question.competency.label:<26} {question.text}")
    for problem in library.problems:
        click.echo(f"rehearse: {problem}", err=True)


@questions.command("check")
@click.argument("places", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH...]")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object, problems included.")
@click.pass_context
def check_packs(ctx: click.Context, places: tuple[Path, ...], as_json: bool) -> None:
    """Check packs or folders of packs, without PATH all that are in use; the exit status is 1 when one is broken."""
    setup: Setup = ctx.obj
    library = read_packs(places, setup.cast) if places else open_library(setup)
    questions, packs = len(library.questions), len({question.pack for question in library.questions})
    if as_json:
        found = {"questions": questions, "packs": packs, "problems": list(library.problems)}
        click.echo(json_text(found))
    else:
        for problem in library.problems:
            click.echo(problem, err=True)
        click.echo(f"In order: {counted(questions, 'question')} in {counted(packs, 'pack')}.")
    if library.problems:
        ctx.exit(1)
