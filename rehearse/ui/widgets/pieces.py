"""The pieces that every page of content is made of: headings, lines in the background, quotes, dots and bars."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from rehearse.domain.text import one_line
from rehearse.ui.hanging import Hung
from rehearse.ui.text import plain


def heading(text: str) -> Content:
    """Write a heading."""
    return Content.styled(text, "bold $text-accent")


def joined(lines: Sequence[Content]) -> Content:
    """Put lines below each other."""
    return Content("\n").join(lines)


def muted(text: str) -> Content:
    """Write what stands in the background."""
    return Content.styled(plain(text).plain, "$foreground-muted")


def quoted(text: str) -> Content:
    """Write somebody's own words, on one line."""
    return Content.assemble("“", (one_line(text), "italic"), "”")


def bullet(text: str) -> Hung:
    """Write a point of a list."""
    return Hung(Content("  • "), plain(text))


def choice_lines(choices: Iterable[tuple[str, str, str]], width: int) -> list[Hung]:
    """Write what can be chosen: each with its key, its name in so many cells, and what it is now."""
    return [
        Hung(Content.assemble((f"{key}  ", "bold"), (f"{name:<{width}}", "$foreground-muted")), plain(now))
        for key, name, now in choices
    ]


def dots(rating: int) -> str:
    """Draw a rating of 5."""
    return "●" * rating + "○" * (5 - rating)


def bar(filled: float, width: int, mark: float | None = None) -> str:
    """Draw a share from 0 to 1 as a bar of this many cells; what is above 1 fills it. A mark shows the aim."""
    cells = min(max(round(filled * width), 0), width)
    drawn = "━" * cells + "╌" * (width - cells)
    if mark is None:
        return drawn
    at = min(max(round(mark * width), 0), width - 1)
    return f"{drawn[:at]}┃{drawn[at + 1 :]}"
