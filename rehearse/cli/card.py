"""`rehearse card`: the last page before an interview, and a story's cue card as text."""

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from itertools import accumulate
from typing import Final

import click

from rehearse.cli.storing import opened_store
from rehearse.compose import Setup, story_detectors
from rehearse.domain.coverage import coverage
from rehearse.domain.cue_card import LAST_CHECK, CueCard, InterviewCard, interview_card
from rehearse.domain.text import json_text

WIDTH: Final = 78
"""Columns of the page; a longer line is cut, so that one page stays one page."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_obj
def card(setup: Setup, as_json: bool) -> None:
    """Show one page for the last quarter of an hour: five openings, the numbers, the holes."""
    with opened_store(setup) as store:
        page = interview_card(coverage(store.stories.all(), store.stories.uses(), story_detectors()))
    if as_json:
        click.echo(json_text(asdict(page) | {"last_check": LAST_CHECK}))
    else:
        click.echo("\n".join(map(fitted, page_lines(page))))


def fitted(line: str) -> str:
    """Cut a line to the page's width; characters of East Asian scripts take two columns."""
    used = accumulate(map(_columns, line))
    over = next((place for place, columns in enumerate(used) if columns > WIDTH), None)
    return line if over is None else f"{line[: over - 1]}…"


def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def page_lines(page: InterviewCard) -> Iterator[str]:
    """Write the page, heading by heading; a heading without anything under it is left out."""
    if not page.openings:
        yield "No stories yet: rehearse stories new writes a form to fill in."
        return
    yield "OPENINGS"
    for opening in page.openings:
        yield f"  {opening.title}"
        yield from (f"    - {bullet}" for bullet in opening.bullets)
    for heading, lines in (("NUMBERS", page.numbers), ("HOLES", page.holes)):
        if lines:
            yield ""
            yield heading
            yield from (f"  - {line}" for line in lines)
    yield ""
    yield "LAST CHECK"
    yield from textwrap.wrap(LAST_CHECK, WIDTH, initial_indent="  ", subsequent_indent="  ")


def cue_lines(card: CueCard) -> Iterator[str]:
    """Write a cue card: what the angle leans on, the spine, the numbers."""
    yield f"{card.title} ({card.angle.label})" if card.angle else card.title
    if card.lean_on or card.blank:
        yield ""
        yield "Lean on"
        yield from (f"  - {field.label}: {text}" for field, text in card.lean_on)
        yield from (f"  - {field.label}: still empty" for field in card.blank)
    for section, bullets in card.spine:
        yield ""
        yield section.label
        yield from (f"  - {bullet}" for bullet in bullets)
    if card.numbers:
        yield ""
        yield "Numbers"
        yield from (f"  - {line}" for line in card.numbers)
