"""The look: every theme tried on as the cursor goes over it, kept with Enter."""

import asyncio
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable

from rehearse.errors import RehearseError
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.text import Plain, cell
from rehearse.ui.themes import OWN
from rehearse.ui.widgets.big_clock import BigClock
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.list_table import ListTable
from rehearse.ui.widgets.pieces import bar, muted

SAMPLE: Final = Content("\n").join(
    [
        Content.styled("Fix this next", "bold $text-accent"),
        Content("Give the Result its unit and say where it was measured."),
        Content(""),
        muted("What stands in the background is written like this."),
        Content.assemble(("close   ", "bold"), (bar(0.2, 20, 0.2), "$text-success"), "  20 % of 20 %"),
        Content.assemble(
            ("set-up  ", "bold"), (bar(0.28, 20, 0.2), "$text-warning"), "  28 % of 20 %  too much"
        ),
        Content.assemble(("action  ", "bold"), (bar(1, 20, 0.6), "bold $text-error"), "  OVER"),
        Content(""),
        Content.assemble("It ", ("worked really well", "underline $text-warning"), "."),
    ]
)
"""Every colour that means something, beside the words or marks that mean it too."""


class LookScreen(AppScreen):
    """Lists the themes beside a sample; Esc leaves everything as it was."""

    PLACES = (Place.LOOK, Place.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.LOOK),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the list and the sample."""
        yield Plain("Look", classes="title")
        with Horizontal(classes="body"):
            yield ListTable("Theme", "Kind", id="themes", own_enter=False)
            with VerticalScroll(id="look-sample", can_focus=False):
                yield BigClock(id="look-clock")
                yield Plain(SAMPLE, id="look-text")
        yield KeyLine()

    def on_mount(self) -> None:
        """List the themes, the app's own first, and mark the present one."""
        self._before = self.app.theme
        own = [theme.name for theme in OWN]
        others = sorted(name for name, theme in self.app.available_themes.items() if self._fits(name, own))
        lines = []
        for name in (*own, *others):
            kind = "dark" if self.app.available_themes[name].dark else "light"
            lines.append((name, (cell(name), cell(f"{kind}, ours" if name in own else kind))))
        table = self.query_one(ListTable)
        table.fill(lines)
        table.move_cursor(row=next(row for row, (name, _) in enumerate(lines) if name == self._before))
        self.set_focus(table)
        self.query_one(BigClock).show_time("1:40")

    def _fits(self, name: str, own: list[str]) -> bool:
        """Leave out what is listed already, and ANSI themes without colours: they would be black on black."""
        return name not in own and not (self.app.no_color and self.app.available_themes[name].ansi)

    @on(DataTable.RowHighlighted)
    def try_on(self, event: DataTable.RowHighlighted) -> None:
        """Dress in the marked theme."""
        if event.row_key.value:
            self.app.theme = event.row_key.value

    @on(DataTable.RowSelected)
    def keep_line(self) -> None:
        """Keep the theme that was clicked."""
        self.action_keep()

    @work(group="keep", exclusive=True, exit_on_error=False)
    async def action_keep(self) -> None:
        """Keep the marked theme for the next time, too."""
        theme = self.app.theme
        try:
            await asyncio.to_thread(self.rehearse.services.remember, "screen.theme", theme)
        except RehearseError as error:
            self.rehearse.trouble(f"{error} The theme stays for now.")
        self._before = theme
        self.app.pop_screen()

    def action_leave(self) -> None:
        """Go back to how it looked before."""
        self.app.theme = self._before
        self.app.pop_screen()
