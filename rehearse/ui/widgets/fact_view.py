"""What became of the facts of a story and the numbers of a resume, side by side with the answer, as content."""

from collections.abc import Sequence

from textual.content import Content

from rehearse.domain.facts import FactCheck, FactLine, Standing
from rehearse.ui.text import plain
from rehearse.ui.widgets.pieces import heading, joined, muted


def facts(check: FactCheck, title: str) -> Content:
    """Write what became of the story's facts; those that moved side by side."""
    moved = check.of(Standing.MOVED)
    told, missing = len(check.of(Standing.TOLD)), check.of(Standing.MISSING)
    counts = f"{told} told, {len(moved)} moved, {len(missing)} not told"
    lines = [heading(f"Facts of {title}"), plain(counts)]
    if moved:
        width = max(12, *(len(line.fact.text) for line in moved))
        lines.append(muted(f"{'in the story':<{width}}   in this answer"))
        lines += [_side_by_side(line, width) for line in moved]
        lines.append(
            plain("Which of the two is true is for you to say; an interviewer notices the difference.")
        )
    return joined(lines)


def resume(lines: Sequence[FactLine]) -> Content:
    """Write the numbers that the resume has otherwise, side by side."""
    width = max(12, *(len(line.fact.text) for line in lines))
    return joined(
        [
            heading("Numbers of your resume"),
            muted(f"{'in the resume':<{width}}   in this answer"),
            *(_side_by_side(line, width) for line in lines),
            plain("Somebody will ask; no rating knows of it."),
        ]
    )


def _side_by_side(line: FactLine, width: int) -> Content:
    return Content.assemble(
        plain(line.fact.text.ljust(width)), (" ≠ ", "bold $text-warning"), plain(line.found or "")
    )
