"""The table of lines every list is: what it draws while it is filled, and where its edge cuts a line."""

import pytest
from textual.app import App, ComposeResult

from rehearse.ui.text import cell
from rehearse.ui.widgets.list_table import ListTable

WIDE = "wider than the name over it"


class Listing(App[None]):
    def compose(self) -> ComposeResult:
        yield ListTable("Name", "Few", id="lines")


async def test_a_line_drawn_before_the_table_was_idle_is_not_cut() -> None:
    app = Listing()
    async with app.run_test(size=(60, 6)) as pilot:
        table = app.query_one(ListTable)
        table.fill([("1", (cell(WIDE), cell("one"))), ("2", (cell("短い"), cell(WIDE)))])
        drawn_at_once = [table.render_line(row).text for row in range(3)]
        await pilot.pause()
        assert WIDE in drawn_at_once[1]
        assert drawn_at_once == [table.render_line(row).text for row in range(3)]


@pytest.mark.parametrize("lines", [2, 9], ids=["all in sight", "beside a scroll bar"])
async def test_what_the_edge_cuts_ends_in_an_ellipsis(lines: int) -> None:
    app = Listing()
    async with app.run_test(size=(38, 6)) as pilot:
        table = app.query_one(ListTable)
        table.fill([(str(place), (cell(WIDE), cell("short" if place else WIDE))) for place in range(lines)])
        await pilot.pause()
        cut, whole = (table.render_line(row).text[: table.scrollable_content_region.width] for row in (1, 2))
        assert table.show_vertical_scrollbar == (lines == 9)
        assert cut.endswith("…")
        assert "…" not in whole
