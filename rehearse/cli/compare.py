"""`rehearse compare`: two attempts side by side."""

import click

from rehearse.cli.completion import ATTEMPT
from rehearse.cli.storing import opened_store
from rehearse.compose import Setup
from rehearse.domain.comparison import Change, Pair, side_by_side
from rehearse.domain.critique import NOT_JUDGED, WORDS_FOR_RATING
from rehearse.domain.section import PARTS
from rehearse.domain.text import json_text, percent
from rehearse.errors import RehearseError


@click.command()
@click.argument("one", type=ATTEMPT, metavar="ID")
@click.argument("other", type=ATTEMPT, metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_obj
def compare(setup: Setup, one: int, other: int, as_json: bool) -> None:
    """Hold two attempts against each other, the earlier one first; rehearse history lists their ids."""
    with opened_store(setup) as store:
        found = [store.load(each) for each in (one, other)]
    for wanted, attempt in zip((one, other), found, strict=True):
        if attempt is None:
            raise RehearseError(f"There is no attempt with the id {wanted}.")
    pair = side_by_side(*(each for each in found if each is not None))
    click.echo(
        json_text(_object(pair)) if as_json else _text(pair, hide_scores=setup.config.screen.hide_scores)
    )


def _text(pair: Pair, *, hide_scores: bool) -> str:
    def row(name: str, before: str, after: str) -> str:
        return f"{name:<22}{before:<14}{after}"

    def rated(rating: int | None) -> str:
        if rating is None:
            return NOT_JUDGED
        return WORDS_FOR_RATING[rating] if hide_scores else str(rating)

    lines = [
        row("", f"attempt {pair.before.id}", f"attempt {pair.after.id}"),
        *(
            row(part.label, *("–" if share is None else percent(share.of(part)) for share in pair.shares))
            for part in PARTS
        ),
        *(row(each.signal.label, *map(rated, (each.before, each.after))) for each in pair.ratings),
        *(
            f"{name:<22}{', '.join(each.flaw.label for each in findings) or 'none'}"
            for name, findings in pair.findings.named.items()
        ),
    ]
    marks = {Change.KEPT: "{}", Change.GONE: "[-{}-]", Change.NEW: "{{+{}+}}"}
    for section, runs in pair.diff.items():
        lines += ["", section.label, " ".join(marks[run.change].format(run.text) for run in runs)]
    return "\n".join(lines)


def _object(pair: Pair) -> dict[str, object]:
    return {
        "before": pair.before.id,
        "after": pair.after.id,
        "share": [
            {part.value: share.of(part) for part in PARTS} if share is not None else None
            for share in pair.shares
        ],
        "signals": {each.signal.value: [each.before, each.after] for each in pair.ratings},
        "gone": [each.flaw.value for each in pair.findings.gone],
        "new": [each.flaw.value for each in pair.findings.new],
        "still": [each.flaw.value for each in pair.findings.still],
        "diff": {
            section.value: [[run.change.value, run.text] for run in runs]
            for section, runs in pair.diff.items()
        },
    }
