"""`rehearse stories`: the story bank without a screen."""

import difflib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from rehearse.cli.card import cue_lines
from rehearse.cli.completion import STORY
from rehearse.cli.storing import opened_store
from rehearse.compose import Setup, story_detectors
from rehearse.domain.coverage import ENOUGH, Coverage, Detectors, coverage
from rehearse.domain.cue_card import cue_card
from rehearse.domain.story import FIELDS, Readout
from rehearse.domain.story_bank import KeptStory, times_told
from rehearse.domain.story_file import MAX_BYTES
from rehearse.domain.story_json import as_object
from rehearse.domain.story_line import marks
from rehearse.domain.story_markdown import as_markdown, blank_form
from rehearse.domain.text import json_text
from rehearse.domain.vocabulary import Angle, Competency
from rehearse.errors import RehearseError
from rehearse.storage.port import StoryStore
from rehearse.storage.story_files import as_text, read_data, read_file, take_in


@click.group()
def stories() -> None:
    """Keep the stories your answers are made of."""


@stories.command("list")
@click.option("--archived", is_flag=True, help="The archived ones instead.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object a line.")
@click.pass_obj
def list_stories(setup: Setup, archived: bool, as_json: bool) -> None:
    """List the stories with their keys: ready or begun, fields filled, times told."""
    with _bank(setup) as bank:
        told = times_told(bank.uses())
        found = bank.all(archived=archived)
        for kept in found:
            if as_json:
                click.echo(json_text(_described(kept, told[kept.id])))
            else:
                click.echo(_line(kept, told[kept.id]))
    if not found and not as_json:
        click.echo(
            "No archived stories." if archived else "No stories yet; rehearse stories new writes a form."
        )


@stories.command("show")
@click.argument("key", type=STORY)
@click.option("--version", "number", type=click.IntRange(min=1), help="This version, not the present one.")
@click.option(
    "--angle", type=click.Choice([each.value for each in Angle]), help="As a cue card for this angle."
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead.")
@click.pass_obj
def show_story(setup: Setup, key: str, number: int | None, angle: str | None, as_json: bool) -> None:
    """Write a story as Markdown that import reads, so that it can be edited as a file."""
    with _bank(setup) as bank:
        kept = _find(bank, key)
        if number is not None:
            kept = _version(bank.versions(kept.id), number)
    if angle:
        card = cue_card(kept.story, Angle(angle))
        click.echo(json_text(asdict(card)) if as_json else "\n".join(cue_lines(card)))
    elif as_json:
        click.echo(as_text([kept], as_json=True), nl=False)
    else:
        click.echo(as_markdown(kept.key, kept.story), nl=False)


@stories.command("versions")
@click.argument("key", type=STORY)
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object a line.")
@click.pass_obj
def list_versions(setup: Setup, key: str, as_json: bool) -> None:
    """List every version of a story, newest first."""
    with _bank(setup) as bank:
        for each in bank.versions(_find(bank, key).id):
            if as_json:
                dated = {"version": each.version, "saved_at": each.saved_at.isoformat()}
                click.echo(json_text(as_object(each.key, each.story) | dated))
                continue
            click.echo(f"{each.version:>4}  {each.saved_at.astimezone():%Y-%m-%d %H:%M}  {each.story.title}")


@stories.command("new")
def new_story() -> None:
    """Write an empty form: rehearse stories new > story.md, fill it in, import it."""
    click.echo(blank_form(), nl=False)


@stories.command("import")
@click.argument("sources", nargs=-1, required=True, metavar="FILE...")
@click.pass_context
def import_stories(ctx: click.Context, sources: tuple[str, ...]) -> None:
    """Read stories from Markdown, JSON or a list of bullets; - is standard input.

    A story whose key is in the bank becomes its next version, any other a new story. What cannot be read is named
    with file, line and field, the other stories are kept, and the status is 1.
    """
    problems: list[str] = []
    with _bank(ctx.obj) as bank:
        for source in sources:
            readout = _read(source)
            problems += readout.problems
            for given in readout.stories:
                click.echo(take_in(bank, given))
    for problem in problems:
        click.echo(f"rehearse: {problem}", err=True)
    if problems:
        ctx.exit(1)


@stories.command("export")
@click.argument("keys", nargs=-1, metavar="[KEY...]", type=STORY)
@click.option("--archived", is_flag=True, help="The archived ones too.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of Markdown.")
@click.pass_obj
def export_stories(setup: Setup, keys: tuple[str, ...], archived: bool, as_json: bool) -> None:
    """Write all stories, or those named, in a form that import reads."""
    with _bank(setup) as bank:
        if keys:
            found = [_find(bank, key) for key in keys]
        else:
            found = bank.all() + (bank.all(archived=True) if archived else [])
    click.echo(as_text(found, as_json=as_json), nl=False)


@stories.command("archive")
@click.argument("keys", nargs=-1, required=True, metavar="KEY...", type=STORY)
@click.pass_obj
def archive_stories(setup: Setup, keys: tuple[str, ...]) -> None:
    """Take stories out of the bank; their versions and attempts stay."""
    _each(setup, keys, lambda bank: bank.archive, "archived")


@stories.command("restore")
@click.argument("keys", nargs=-1, required=True, metavar="KEY...", type=STORY)
@click.pass_obj
def restore_stories(setup: Setup, keys: tuple[str, ...]) -> None:
    """Bring archived stories back."""
    _each(setup, keys, lambda bank: bank.restore, "back in the bank")


@stories.command("check")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_obj
def check_stories(setup: Setup, as_json: bool) -> None:
    """Say what the bank covers, what each story lacks, and what to do next."""
    detectors = story_detectors()
    with _bank(setup) as bank:
        board = coverage(bank.all(), bank.uses(), detectors)
    if as_json:
        click.echo(json_text(_board(board, detectors)))
    else:
        click.echo("\n".join(_board_lines(board, detectors)))


# Inside


@contextmanager
def _bank(setup: Setup) -> Iterator[StoryStore]:
    with opened_store(setup) as store:
        yield store.stories


def _find(bank: StoryStore, key: str) -> KeptStory:
    if found := bank.find(key):
        return found
    known = [kept.key for kept in bank.all() + bank.all(archived=True)]
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.4)
    hint = f"did you mean {near[0]}?" if near else "rehearse stories list names those there are."
    raise RehearseError(f"there is no story called {key}; {hint}")


def _version(versions: Sequence[KeptStory], number: int) -> KeptStory:
    for kept in versions:
        if kept.version == number:
            return kept
    raise RehearseError(
        f"{versions[0].key} has no version {number}; its versions go from 1 to {versions[0].version}."
    )


def _each(
    setup: Setup, keys: Sequence[str], change: Callable[[StoryStore], Callable[[int], None]], done: str
) -> None:
    with _bank(setup) as bank:
        for kept in [_find(bank, key) for key in keys]:
            change(bank)(kept.id)
            click.echo(f"{kept.key}: {done}")


def _read(source: str) -> Readout:
    if source == "-":
        return read_data(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input", "Story")
    return read_file(Path(source))


def _described(kept: KeptStory, told: int) -> dict[str, Any]:
    return as_object(kept.key, kept.story) | {
        "version": kept.version,
        "saved_at": kept.saved_at.isoformat(),
        "archived": kept.archived,
        "ready": kept.story.ready,
        "missing": [field.value for field in kept.story.missing],
        "fields_filled": kept.story.filled,
        "told": told,
    }


def _line(kept: KeptStory, told: int) -> str:
    state = "ready" if kept.story.ready else "begun"
    return f"{kept.key:<28} {state:<6} {kept.story.filled}/{len(FIELDS)}  told {told:>2}  {kept.story.title}"


def _board(board: Coverage, detectors: Detectors) -> dict[str, Any]:
    return {
        "advice": board.advice,
        "next": board.next.text if board.next else None,
        "stories": [
            _described(kept, board.told.get(kept.id, 0))
            | {
                "hints": [{"place": hint.place, "text": hint.text} for hint in kept.story.hints()],
                "silent_on": _silent(kept, detectors),
                "practised": {
                    angle.value: times for angle, times in board.practised.get(kept.id, {}).items()
                },
            }
            for kept in board.stories
        ],
        "categories": {
            competency.value: [kept.key for kept in carried] for competency, carried in board.carried.items()
        },
        "angles_not_practised": [angle.value for angle in board.unpractised],
        "never_said": {
            "signals": [signal.value for signal in board.unheard_signals],
            "constraints": list(board.unheard_constraints),
            "extras": [field.value for field in board.unheard_extras],
        },
        "same_lesson": [[kept.key for kept in group] for group in board.same_lesson],
        "holes": [{"kind": hole.kind.value, "text": hole.text} for hole in board.holes],
    }


def _silent(kept: KeptStory, detectors: Detectors) -> list[str]:
    return [box.name for box in marks(kept.story.lines, detectors.marks) if not box.filled]


def _board_lines(board: Coverage, detectors: Detectors) -> Iterator[str]:
    yield board.advice
    for kept in board.stories:
        yield ""
        yield _line(kept, board.told.get(kept.id, 0))
        if kept.story.refusal:
            yield f"  - {kept.story.refusal}"
        for hint in kept.story.hints():
            yield f"  - {hint.place}: {hint.text}"
        if silent := _silent(kept, detectors):
            yield f"  - says nothing of: {', '.join(silent)}"
    yield ""
    for competency in Competency:
        carried = ", ".join(kept.key for kept in board.carried[competency])
        yield f"{competency.label:<28} {carried or 'no story'}"
    if board.stories:
        yield f"{'Angles not practised':<28} {', '.join(each.label for each in board.unpractised) or 'none'}"
        for heading, names in (
            ("Signals never shown", [signal.label for signal in board.unheard_signals]),
            ("Constraints never named", board.unheard_constraints),
            ("Fields never filled", [field.label.lower() for field in board.unheard_extras]),
        ):
            yield f"{heading:<28} {', '.join(names) or 'none'}"
    for group in board.same_lesson:
        yield f"{'The same lesson twice':<28} {', '.join(kept.key for kept in group)}"
    yield ""
    yield f"Next: {board.next.text}" if board.next else ENOUGH
