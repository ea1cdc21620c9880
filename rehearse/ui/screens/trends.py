"""The trends: a line for each series, its chart, its numbers and what they say; leaks and own ratings below."""

from datetime import timedelta
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import DataTable

from rehearse.domain.trends import NOTHING, Series, Trends
from rehearse.domain.vocabulary import Competency
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.stepping import following
from rehearse.ui.text import Plain, cell, plain
from rehearse.ui.widgets.chart import chart
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.list_table import ListTable
from rehearse.ui.widgets.pieces import heading, joined, muted

EMPTY = f"{NOTHING} <everywhere.leave> goes back."
NONE_HERE = (
    "Nothing was measured here. <trends.competency> shows another competency, <trends.span> other days."
)
SPANS: tuple[int | None, ...] = (None, 90, 30)
"""Days back that can be shown; None for everything."""
LEAKS, OWN = "leaks", "own"
LEAST_ROWS, MOST_ROWS = 5, 12
"""Lines of the chart; the numbers stand above it, so that a short terminal shows them first."""
NUMBERS = 8
"""Lines that the numbers above the chart and the days below it take, with room for a long sentence."""


class TrendsScreen(AppScreen):
    """Lists what was measured beside the marked line's picture and numbers."""

    PLACES = (Place.TRENDS, Place.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.TRENDS),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._trends = Trends()
        self._competency: Competency | None = None
        self._days: int | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list and the page."""
        yield Plain("Trends", id="trends-head", classes="title")
        with Horizontal(id="trends-body", classes="body"):
            yield ListTable("Measure", "Source", "Measured", id="trends")
            with VerticalScroll(id="trend"):
                yield Plain(id="trend-page")
        yield Plain(id="empty")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read what was measured."""
        self.set_focus(self.query_one(ListTable))
        self.read()

    @work(group="trends", exclusive=True, exit_on_error=False)
    async def read(self) -> None:
        """Read everything, and list it."""
        competency, days = self._competency, self._days
        since = self.rehearse.day() - timedelta(days=days) if days else None
        self._trends = await self.rehearse.store.run(lambda store: store.trends(competency, since))
        found = self._trends
        span = f"the last {self._days} days" if self._days else "everything"
        about = f"{self._competency.label if self._competency else 'all competencies'}  ·  {span}"
        point = f"  ·  a point is one {found.bucket}" if found.series else ""
        self.query_one("#trends-head", Plain).show(f"Trends  ·  {about}{point}")
        self.query_one("#trends-body").display = bool(found.series)
        empty = self.query_one("#empty", Plain)
        empty.display = not found.series
        empty.show(self.keyed(NONE_HERE if self._competency or self._days else EMPTY))
        if not found.series:
            return
        lines = [
            (str(number), (cell(each.label), cell(each.source), cell(str(each.count))))
            for number, each in enumerate(found.series)
        ]
        lines += [
            (LEAKS, (cell("Leaks"), cell("flaws that come back"), cell(str(len(found.leaks))))),
            (OWN, (cell("Own rating"), cell("beside the critique's"), cell(str(_rated(found))))),
        ]
        self.query_one(ListTable).fill(lines)

    def action_competency(self) -> None:
        """Show the next competency, or all of them."""
        self._competency = following((None, *Competency), self._competency)
        self.read()

    def action_span(self) -> None:
        """Show a shorter or longer span of days."""
        self._days = following(SPANS, self._days)
        self.read()

    @on(DataTable.RowHighlighted)
    def detail(self) -> None:
        """Show the marked line's page."""
        self._show()

    def on_resize(self, _: Resize) -> None:
        """Draw the chart as wide as there is room."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        marked = self.query_one(ListTable).marked
        if marked is None or not self._trends.series:  # where nothing was measured, the hidden list stays
            return
        page = self.query_one("#trend-page", Plain)
        hide = self.rehearse.services.config.screen.hide_scores
        if marked == LEAKS:
            page.show(_leaks(self._trends))
        elif marked == OWN:
            page.show(_own(self._trends, hide_scores=hide))
        else:
            room = self.query_one("#trend").scrollable_content_region
            rows = max(LEAST_ROWS, min(room.height - NUMBERS, MOST_ROWS))
            page.show(_series(self._trends.series[int(marked)], room.width, rows, hide_scores=hide))


def _rated(found: Trends) -> int:
    return sum(each.count for each in found.calibrations)


def _series(series: Series, width: int, rows: int, *, hide_scores: bool) -> Content:
    values = [point.value for point in series.points]

    def spelled(value: float) -> str:
        return series.spelled(value, hide_scores=hide_scores)

    first, last = series.points[0], series.points[-1]
    parts = [
        heading(series.name),
        plain(series.sentence(hide_scores=hide_scores)),
        plain(f"highest {spelled(max(values))}, lowest {spelled(min(values))}"),
        plain(f"newest {spelled(last.value)} ({last.label})"),
    ]
    if len(values) > 1:
        drawn = chart(values, width, rows, spelled)
        if rows > LEAST_ROWS:
            parts.append(Content(""))
        parts += [Content.assemble(muted(scale), (line, "$text-accent")) for scale, line in drawn]
        parts.append(muted(_ends(first.label, last.label, left=len(drawn[0][0]), width=width)))
    return joined(parts)


def _ends(first: str, last: str, *, left: int, width: int) -> str:
    """Write from when to when a picture goes, each below its end where there is room."""
    between = width - left - len(first) - len(last)
    return f"{' ' * left}{first}{' ' * between}{last}" if between > 1 else f"{first} to {last}"


def _leaks(found: Trends) -> Content:
    lines = [plain(leak.sentence) for leak in found.leaks] or [plain("No flaw was found in what was judged.")]
    return joined([heading("Leaks, the most frequent first"), *lines])


def _own(found: Trends, *, hide_scores: bool) -> Content:
    lines = [plain(each.sentence(hide_scores=hide_scores)) for each in found.calibrations]
    none = plain("No own rating beside a critique yet. The setting critique.self_rating asks for one.")
    return joined([heading("Your own ratings"), *(lines or [none])])
