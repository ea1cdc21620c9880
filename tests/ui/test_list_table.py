"""The table of lines every list is: what it draws while it is filled, and where its edge cuts a line."""

import pytest
from rich.cells import cell_len
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


async def test_letters_of_double_width_are_cut_into_as_many_cells_as_there_are() -> None:
    app = Listing()
    async with app.run_test(size=(21, 6)) as pilot:
        table = app.query_one(ListTable)
        table.fill([("1", (cell("短" * 12), cell(""))), ("2", (cell("a" + "短" * 12), cell("")))])
        await pilot.pause()
        for row in (1, 2):
            seen = table.render_line(row).crop(0, table.scrollable_content_region.width)
            assert seen.text.endswith("…")
            assert seen.cell_length == cell_len(seen.text) == table.scrollable_content_region.width
            assert table.render_line(row).cell_length == cell_len(table.render_line(row).text)


async def test_a_table_scrolled_sideways_cuts_what_goes_on_and_nothing_at_its_end() -> None:
    app = Listing()
    async with app.run_test(size=(20, 6)) as pilot:
        table = app.query_one(ListTable)
        table.fill([("1", (cell(WIDE), cell(WIDE)))])
        await pilot.pause()
        table.scroll_to(x=4, animate=False, force=True)
        await pilot.pause()
        assert table.scroll_offset.x == 4
        assert _line(table).endswith("…")
        table.scroll_to(x=table.max_scroll_x, animate=False, force=True)
        await pilot.pause()
        assert table.scroll_offset.x == table.max_scroll_x
        assert _line(table).rstrip().endswith(WIDE.rsplit(maxsplit=1)[-1])


def _line(table: ListTable) -> str:
    return table.render_line(1).text[: table.scrollable_content_region.width]
