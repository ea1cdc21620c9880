"""`rehearse history`: the attempts without a screen."""

from dataclasses import asdict, replace
from typing import Any

import click

from rehearse.cli.completion import ATTEMPT
from rehearse.cli.storing import opened_store
from rehearse.cli.values import COMPETENCY
from rehearse.compose import Setup, anchors, ledgers
from rehearse.domain.attempt import Attempt, Summary
from rehearse.domain.critique import as_contract
from rehearse.domain.critique_text import attempt_lines, ledger_lines
from rehearse.domain.exchange import Exchange
from rehearse.domain.history import HistoryFilter, asked_for
from rehearse.domain.section import SECTIONS
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.text import json_text
from rehearse.domain.vocabulary import Competency
from rehearse.errors import RehearseError


@click.group(invoke_without_command=True)
@click.option("--competency", type=COMPETENCY, help="Only this competency.")
@click.option(
    "--search", default="", help="Only attempts with these words, and filters such as flaw:rambling."
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many, newest first."
)
@click.option(
    "--json", "as_json", is_flag=True, help="Write one JSON object a line, answers and critique included."
)
@click.pass_context
def history(
    ctx: click.Context, /, competency: Competency | None, search: str, limit: int, as_json: bool
) -> None:
    """List finished attempts, newest first; `show` reads one."""
    if ctx.invoked_subcommand is not None:
        return
    setup: Setup = ctx.obj
    with opened_store(setup) as store:
        wanted = searched(search)
        if competency:
            wanted = replace(wanted, competency=competency)
        page = store.page(wanted, limit)
        if not page and not as_json:
            click.echo("No attempts yet." if wanted == HistoryFilter() else "Nothing fits.")
        for summary in page:
            if as_json:
                attempt = store.load(summary.id)
                if attempt is not None:
                    click.echo(json_text(as_json_object(attempt)))
            else:
                click.echo(_line(summary, hide_scores=setup.config.screen.hide_scores))


@history.command()
@click.argument("attempt_id", type=ATTEMPT, required=False, metavar="[ID]")
@click.pass_obj
def show(setup: Setup, attempt_id: int | None) -> None:
    """Read an attempt in plain lines, the latest one without an ID: question, answer, follow-ups, critique."""
    with opened_store(setup) as store:
        latest = store.page(HistoryFilter(), 1)
        wanted = attempt_id or (latest[0].id if latest else None)
        attempt = store.load(wanted) if wanted is not None else None
    if attempt is None:
        raise RehearseError(f"There is no attempt with the id {wanted}." if wanted else "No attempts yet.")
    hide = setup.config.screen.hide_scores
    for line in attempt_lines(attempt, anchors(), hide_scores=hide):
        click.echo(line)
    if attempt.critique is not None:
        for line in ledger_lines(ledgers(attempt.answer())):
            click.echo(line)


def searched(line: str) -> HistoryFilter:
    """Read a search line; `RehearseError` names a filter that cannot be read."""
    wanted, problem = asked_for(line, HistoryFilter())
    if problem:
        raise RehearseError(problem)
    return wanted


def _line(summary: Summary, *, hide_scores: bool) -> str:
    overall = summary.came_to(hide_scores=hide_scores)
    when = summary.started_at.astimezone().strftime("%Y-%m-%d %H:%M")
    return f"{summary.id:>5}  {when}  {summary.words:>4} words  {overall:>12}  {' '.join(summary.question.split())}"


def as_json_object(attempt: Attempt) -> dict[str, Any]:
    """Turn an attempt into JSON: what was asked, said, measured and found."""
    return {
        "id": attempt.id,
        "started_at": attempt.started_at.isoformat(),
        "question": {
            "id": attempt.question.id,
            "text": attempt.question.text,
            "competency": attempt.question.competency.value,
        },
        "mode": attempt.mode.value,
        "coaching": attempt.coaching.value,
        "persona": attempt.persona.id,
        "experience": attempt.experience.value,
        "target_seconds": attempt.target,
        "sections": {section.value: attempt.texts.get(section, "") for section in SECTIONS},
        "seconds": {section.value: seconds for section, seconds in attempt.seconds.items()},
        "measured": attempt.measured,
        "follow_ups": [_follow_up(exchange) for exchange in attempt.exchanges],
        "begun": attempt.begun,
        "critique": as_contract(attempt.critique) if attempt.critique else None,
        "self_rating": _self_rating(attempt),
        "tags": list(attempt.remarks.tags),
        "note": attempt.remarks.note,
        "disputed": sorted(flaw.value for flaw, _ in attempt.remarks.disputed),
        "retry_of": attempt.retry_of,
        "kind": attempt.exercise.kind.value,
        "story": _story(attempt.story) if attempt.story else None,
        "angle": attempt.angle.value if attempt.angle else None,
        "interruption": asdict(attempt.cut) | {"timer": attempt.cut.timer.banked} if attempt.cut else None,
        "outcome": asdict(attempt.outcome) if attempt.outcome else None,
    }


def _follow_up(exchange: Exchange) -> dict[str, Any]:
    return {
        "topic": exchange.follow_up.topic.value,
        "question": exchange.follow_up.text,
        "quote": exchange.follow_up.quote,
        "answer": exchange.answer,
        "seconds": exchange.timer.banked,
        "interviewer": exchange.interviewer,
    }


def _story(told: KeptStory) -> dict[str, Any]:
    return {"key": told.key, "title": told.story.title, "version": told.version}


def _self_rating(attempt: Attempt) -> dict[str, Any] | None:
    said = attempt.self_rating
    if said is None:
        return None
    judged = attempt.critique.overall if attempt.critique else None
    return {
        "overall": said.overall,
        "above_critique": said.above(judged),
        "checks": {check.value: convinces for check, convinces in said.checks.items()},
    }
