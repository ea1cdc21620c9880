"""`rehearse interviews`: real interviews noted down, and their questions as a pack to practise with."""

from datetime import date
from typing import Any, Final, TextIO

import click

from rehearse.cli.storing import opened_store
from rehearse.cli.values import DAY
from rehearse.compose import Setup, keep_asked_questions, open_library
from rehearse.domain.clock import today
from rehearse.domain.interview import Interview, Result, read_questions
from rehearse.domain.text import clean, counted, json_text
from rehearse.errors import RehearseError

MOST: Final = 1024 * 1024
"""Characters of a list of questions."""


@click.group()
def interviews() -> None:
    """Note down real interviews; the questions asked become a pack of your own."""


@interviews.command("add")
@click.argument(
    "source", type=click.File("r", encoding="utf-8", errors="replace"), default="-", metavar="[FILE|-]"
)
@click.option("--date", "held_on", type=DAY, help="When it was; today without.")
@click.option("--company", default="", help="Where it was.")
@click.option("--role", default="", help="For which role.")
@click.option("--went", type=click.IntRange(1, 5), help="How it went, from 1 to 5.")
@click.option(
    "--result",
    type=click.Choice([each.value for each in Result]),
    default=Result.WAITING.value,
    show_default=True,
    help="What came of it so far.",
)
@click.option("--notes", default="", help="Anything worth keeping.")
@click.pass_obj
def add_interview(setup: Setup, /, source: TextIO, held_on: date | None, result: str, **told: Any) -> None:
    """Note down an interview; FILE has one question a line, with its category and a colon in front if you like.

    \b
    Example:
      printf 'failure: Tell me about a launch that went wrong.\\n' | rehearse interviews add --company Acme
    """
    text = source.read(MOST + 1)
    if len(text) > MOST:
        raise RehearseError("The questions are longer than a million characters; name one question a line.")
    questions = read_questions(text, open_library(setup).questions)
    told = {name: clean(value) if isinstance(value, str) else value for name, value in told.items()}
    with opened_store(setup) as store:
        store.interviews.keep(
            Interview(held_on or today(), result=Result(result), questions=questions, **told)
        )
        file = keep_asked_questions(setup, store)
    for question in questions:
        click.echo(f"{question.competency.label:<26} {question.text}")
    click.echo(
        f"{counted(len(questions), 'question')} noted down" + (f"; the pack is {file}." if file else ".")
    )


@interviews.command("list")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object a line.")
@click.pass_obj
def list_interviews(setup: Setup, as_json: bool) -> None:
    """List the interviews, the latest first."""
    with opened_store(setup) as store:
        found = store.interviews.all()
    for each in found:
        if as_json:
            fields = {
                "id": each.id,
                "date": each.held_on.isoformat(),
                "company": each.company,
                "role": each.role,
                "went": each.went,
                "result": each.result.value,
                "notes": each.notes,
                "questions": [
                    {"text": question.text, "competency": question.competency.value}
                    for question in each.questions
                ],
            }
            click.echo(json_text(fields))
        else:
            went = f"went {each.went} of 5, " if each.went else ""
            asked = counted(len(each.questions), "question")
            click.echo(
                f"{each.id:>4}  {each.held_on}  {each.company or '–'}: {went}{each.result.label}, {asked}"
            )


@interviews.command("remove")
@click.argument("interview_id", type=click.IntRange(1, 2**62), metavar="ID")
@click.pass_obj
def remove_interview(setup: Setup, interview_id: int) -> None:
    """Take an interview off the disk, and its questions out of the pack."""
    with opened_store(setup) as store:
        if not store.interviews.forget(interview_id):
            raise RehearseError(f"There is no interview with the id {interview_id}.")
        keep_asked_questions(setup, store)
    click.echo("Removed.")
