"""What the ledgers come to, in the few lines that stand on the critique itself, as content."""

from textual.content import Content

from rehearse.domain.ledger import Ledgers
from rehearse.ui.hanging import Sheet
from rehearse.ui.text import plain
from rehearse.ui.widgets.ledger_page import box_line
from rehearse.ui.widgets.pieces import heading, joined


def verdict(ledgers: Ledgers, where: str) -> Content:
    """Say what kind of story the Action tells, whether it is deep enough, and whether it lectures.

    `where` says where the sentences that lecture are opened.
    """
    kind, depth = plain(ledgers.decisions.reads_as), ledgers.depth
    place = kind.plain.find(word := str(ledgers.decisions.verdict))
    lines = [kind.stylize("bold", place, place + len(word)) if place >= 0 else kind, plain(depth.verdict)]
    if depth.note:
        lines.append(Content.assemble((plain(depth.note).plain, "$text-warning"), " ", plain(where)))
    return joined(lines)


def last_check(ledgers: Ledgers) -> Sheet:
    """Write the three-part check in few lines, each part with its words."""
    return Sheet(
        [heading("Would it convince someone that you can operate …"), *map(box_line, ledgers.final_check)]
    )
