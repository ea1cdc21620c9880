"""`rehearse critique`: the engine without a screen, as docs/critique.md documents it."""

import gc
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Final, TextIO

import click

from rehearse.cli.contract import InputError, read_answer
from rehearse.cli.progress import loading, progress
from rehearse.compose import Setup, rules
from rehearse.domain.answer import Answer
from rehearse.domain.critique import Critique, as_contract
from rehearse.domain.text import json_text

Judge = Callable[[Answer], Critique]
Reader = Callable[[str], Answer]

NO_MODEL = "no usable model; answered with the rules."
BY_RULES = "Answered with the rules."
MOST: Final = 1024 * 1024
"""Characters of an answer; at two and a half minutes it has some 2000."""
TOO_LONG: Final = "longer than a million characters; that is no answer."
TIDIED_EVERY: Final = 20
"""Lines after which Python gives back the pieces it keeps for reuse: 42 MiB after 1000 lines, and level; 46 without."""


@click.command()
@click.argument(
    "source", type=click.File("r", encoding="utf-8", errors="replace"), default="-", metavar="[FILE|-]"
)
@click.option("--jsonl", is_flag=True, help="Read one JSON object a line, answer each as it is read.")
@click.option(
    "--engine",
    type=click.Choice(["rules", "model"]),
    default="rules",
    show_default=True,
    help="Who reads it.",
)
@click.option("--model", "model_file", help="The GGUF file for --engine model.")
@click.pass_context
def critique(ctx: click.Context, source: TextIO, jsonl: bool, engine: str, model_file: str | None) -> None:
    """Critique an answer: JSON in, JSON out; plain text is read as one answer.

    \b
    Examples:
      rehearse critique answer.txt
      rehearse critique --jsonl answers.jsonl > critiques.jsonl
    """
    setup: Setup = ctx.obj
    read = partial(read_answer, cast=setup.cast)
    with ExitStack() as stack:
        judge = _by_model(setup, stack, model_file) if engine == "model" else rules(setup)
        if jsonl:
            failed = not _answer_lines(source, judge, read)
        else:
            failed = not _answer_whole(source.read(MOST + 1), judge, read)
    if failed:
        ctx.exit(1)


def _by_model(setup: Setup, stack: ExitStack, wanted: str | None) -> Judge:
    """Load a model once and judge with it; without one that can be used say so and judge by the rules."""
    from rehearse.interviewer.settings import runtime_settings
    from rehearse.interviewer.shelf import model_to_use
    from rehearse.interviewer.troubles import ModelTrouble
    from rehearse.interviewer.unattended import UnattendedModel

    read_by_rules = rules(setup)
    found = model_to_use(setup.paths, wanted)
    if found is None:
        click.echo(f"rehearse: {wanted or 'no model'}: {NO_MODEL}", err=True)
        return read_by_rules
    try:
        if found.trouble is not None:
            raise found.trouble
        settings = runtime_settings(setup.paths, setup.config.model)
        with progress(f"Loading {found.name}") as show:
            model = stack.enter_context(UnattendedModel(found.file, settings, loading(show)))
    except ModelTrouble as trouble:
        click.echo(f"rehearse: {found.file}: {trouble} {BY_RULES}", err=True)
        return read_by_rules

    def judge(answer: Answer) -> Critique:
        coached = model.critique(answer, read_by_rules(answer))
        if coached.notice is not None:
            click.echo(f"rehearse: {answer.id}: {coached.notice.text}", err=True)
        return coached.critique

    return judge


def _answer_lines(source: TextIO, judge: Judge, read: Reader) -> bool:
    answered = True
    for number, line in enumerate(iter(partial(source.readline, MOST + 1), ""), start=1):
        if len(line) > MOST:
            click.echo(f"rehearse: line {number}: {TOO_LONG} The lines below it were not read.", err=True)
            return False
        if line.strip():
            answered &= _answer_line(line, f"line {number}", judge, read)
        if number % TIDIED_EVERY == 0:
            gc.collect()
    return answered


def _answer_whole(text: str, judge: Judge, read: Reader) -> bool:
    if len(text) > MOST:
        click.echo(f"rehearse: input: {TOO_LONG}", err=True)
        return False
    if text.lstrip().startswith("{"):
        return _answer_line(text, "input", judge, read)
    if not text.strip():
        click.echo("rehearse: input: field text: the answer is empty", err=True)
        return False
    _write(judge(Answer("stdin", text=text)))
    return True


def _answer_line(line: str, where: str, judge: Judge, read: Reader) -> bool:
    try:
        answer = read(line)
    except InputError as error:
        click.echo(f"rehearse: {where}: {error}", err=True)
        return False
    _write(judge(answer))
    return True


def _write(critique: Critique) -> None:
    click.echo(json_text(as_contract(critique)))
