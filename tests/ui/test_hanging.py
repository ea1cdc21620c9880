"""Sheets on the screen: a long line goes on below its own text, at any width, and can be marked and copied."""

from weakref import ref

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Offset
from textual.selection import Selection

from rehearse.ui.hanging import Hung, Sheet
from rehearse.ui.text import Plain
from tests.builders import HOSTILE

LONG = "seven words stand here in a row"


class SheetApp(App[None]):
    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet

    def compose(self) -> ComposeResult:
        yield Plain(id="page")

    def on_mount(self) -> None:
        self.query_one(Plain).show(self._sheet)


def laid(width: int, *lines: Content | Hung) -> list[str]:
    return Sheet(lines).at(width).plain.splitlines()


def test_a_long_line_goes_on_below_its_own_text() -> None:
    assert laid(24, Hung(Content("  • "), Content(LONG)), Content("short")) == [
        "  • seven words stand",
        "    here in a row",
        "short",
    ]


def test_it_is_laid_out_anew_for_another_width() -> None:
    sheet = Sheet([Hung(Content("• "), Content(LONG))])
    assert [sheet.get_height({}, width) for width in (60, 20, 60)] == [1, 2, 1]


def test_where_there_is_no_room_beside_the_label_it_goes_on_from_the_edge() -> None:
    assert laid(20, Hung(Content("a label of 18     "), Content(LONG))) == [f"a label of 18     {LONG}"]


def test_a_text_without_words_still_shows_its_label() -> None:
    assert laid(40, Hung(Content("label "), Content(""))) == ["label "]


def test_lines_of_the_text_itself_hang_too() -> None:
    assert laid(40, Hung(Content("• "), Content("one\ntwo"))) == ["• one", "  two"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_lost_or_breaks_the_page(text: str) -> None:
    for width in (1, 17, 18, 40):
        sheet = Sheet([Hung(Content("• "), Content(text))])
        assert sheet.get_height({}, width) >= 1
        kept = "".join(sheet.at(width).plain.split())
        assert kept == "".join(sheet.whole.plain.split())


async def test_what_is_marked_with_the_mouse_is_copied_without_the_breaks_of_the_page() -> None:
    sheet = Sheet(
        [Content("漢字 above"), Hung(Content("• "), Content(LONG)), Content("one\ntwo"), Content("end")]
    )
    async with SheetApp(sheet).run_test(size=(20, 8)) as pilot:
        await pilot.pause()
        await pilot.mouse_down(Plain, offset=(8, 1))
        await pilot.hover(Plain, offset=(3, 4))
        await pilot.mouse_up(Plain, offset=(3, 4))
        assert pilot.app.screen.get_selected_text() == "words stand here in a row\none\ntwo"
        await pilot.resize_terminal(60, 8)
        page = pilot.app.query_one(Plain)
        assert page.get_selection(Selection(Offset(2, 1), Offset(3, 2))) == (f"{LONG}\none", "\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_marking_everything_gives_every_word(text: str) -> None:
    sheet = Sheet([Hung(Content("• "), Content(text)), Content(text)])
    marked = sheet.marked(Selection(None, None), 24)
    assert "".join(marked.split()) == "".join(sheet.whole.plain.split())


def test_what_the_page_broke_is_copied_as_it_was() -> None:
    address = "see https://example.com/a/very/long/address/that/breaks now"
    sheet = Sheet([Hung(Content("• "), Content(f"{address}\nsecond line")), Content("one\n"), Content("")])
    assert sheet.marked(Selection(None, None), 24) == f"• {address}\nsecond line\none\n\n"
    assert sheet.marked(Selection(Offset(0, 1), Offset(1, 2)), 24).startswith("https://example.com")
    last = len(sheet.at(24).plain.split("\n")) - 1
    assert sheet.marked(Selection(Offset(0, last), None), 24) == ""


def test_without_room_to_hang_lines_are_marked_as_they_stand() -> None:
    sheet = Sheet([Hung(Content("Situation: "), Content("a\nb")), Hung(Content("• "), Content(LONG))])
    assert sheet.at(24).plain.split("\n")[:2] == ["Situation: a", "b"]
    assert sheet.marked(Selection(None, None), 24) == f"Situation: a\nb\n• {LONG}"


def test_a_sheet_is_given_back_once_nobody_shows_it() -> None:
    sheet = Sheet([Hung(Content("• "), Content(LONG))])
    sheet.at(20)
    gone = ref(sheet)
    del sheet
    assert gone() is None


async def test_the_same_sheet_again_is_not_drawn_again() -> None:
    async with SheetApp(Sheet([Hung(Content("• "), Content(LONG))])).run_test(size=(20, 5)) as pilot:
        page = pilot.app.query_one(Plain)
        before = page.content
        page.show(Sheet([Hung(Content("• "), Content(LONG))]))
        assert page.content is before
        page.show(Sheet([Hung(Content("• "), Content("another"))]))
        assert page.content is not before
