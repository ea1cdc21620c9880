"""What changed from one answer to another, its words and what is found in it, as content."""

from collections.abc import Callable, Sequence

from textual.content import Content

from rehearse.domain.comparison import Change, FindingChanges, Run
from rehearse.domain.critique import Finding
from rehearse.ui.text import plain
from rehearse.ui.widgets.pieces import muted

_MARK = {
    Change.KEPT: ("", "", ""),
    Change.GONE: ("[−", "]", "$text-error"),
    Change.NEW: ("[+", "]", "$text-success"),
}
"""How words that went and came are set off: by signs, and by colour where there is some."""


def findings(changes: FindingChanges, write: Callable[[Finding], str]) -> list[Content]:
    """Write which findings are gone, new and still there, a line for each of the three."""
    return [
        Content.assemble((f"{sign} {name:<12}", "bold"), plain(", ".join(map(write, found)) or "none"))
        for sign, (name, found) in zip("✓!=", changes.named.items(), strict=True)
    ]


def words(runs: Sequence[Run]) -> Content:
    """Write two versions of a text as one."""
    pieces: list[Content] = []
    for run in runs:
        begin, end, style = _MARK[run.change]
        pieces.append(Content.styled(f"{begin}{plain(run.text).plain}{end}", style))
    return Content(" ").join(pieces) if pieces else muted("nothing written")
