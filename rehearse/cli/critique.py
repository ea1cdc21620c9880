"""`rehearse critique`: the engine without a screen, as docs/critique.md documents it."""

import json
import sys
from typing import TextIO

import click

from rehearse.analysis.engine import critique as read_by_rules
from rehearse.cli.contract import InputError, read_answer
from rehearse.domain.answer import Answer
from rehearse.domain.critique import as_contract

NO_MODEL = "no usable model; answered with the rules."


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
    r"""Critique an answer: JSON in, JSON out; plain text is read as one answer.

    \b
    Examples:
      rehearse critique answer.txt
      rehearse critique --jsonl answers.jsonl > critiques.jsonl
    """
    if engine == "model":
        click.echo(f"rehearse: {model_file or 'no model'}: {NO_MODEL}", err=True)
    if jsonl:
        failed = False
        for number, line in enumerate(source, start=1):
            if line.strip():
                failed |= not _answer_line(line, f"line {number}")
    else:
        failed = not _answer_whole(source.read())
    if failed:
        ctx.exit(1)


def _answer_whole(text: str) -> bool:
    if text.lstrip().startswith("{"):
        return _answer_line(text, "input")
    if not text.strip():
        click.echo("rehearse: input: field text: the answer is empty", err=True)
        return False
    _write(Answer("stdin", text=text))
    return True


def _answer_line(line: str, where: str) -> bool:
    try:
        answer = read_answer(line)
    except InputError as error:
        click.echo(f"rehearse: {where}: {error}", err=True)
        return False
    _write(answer)
    return True


def _write(answer: Answer) -> None:
    sys.stdout.write(json.dumps(as_contract(read_by_rules(answer)), ensure_ascii=False) + "\n")
    sys.stdout.flush()
