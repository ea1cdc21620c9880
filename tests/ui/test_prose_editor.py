"""The editor draws only what a key changed: it must look as if it had drawn everything."""

import random
from collections.abc import Callable

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.pilot import Pilot

from rehearse.ui.widgets.prose_editor import ProseEditor

WORDS = (
    "a",
    " ",
    "word ",
    "漢字",
    "🙂",
    "e\u0301",
    "(",
    ")",
    "\t",
    "seventeen letters ",
    "\n",
    "one\ntwo\n",
    "x" * 45,
)
KEYS = (
    "action_cursor_left",
    "action_cursor_right",
    "action_cursor_up",
    "action_cursor_down",
    "action_cursor_line_start",
    "action_cursor_line_end",
)
CHANGES = (
    "action_cursor_page_up",
    "action_cursor_page_down",
    "action_delete_left",
    "action_delete_right",
    "action_delete_word_left",
    "action_delete_word_right",
    "action_delete_line",
    "action_delete_to_start_of_line",
    "action_delete_to_end_of_line_or_delete_line",
    "action_undo",
    "action_redo",
    "action_select_all",
    "action_select_line",
)


class EditorApp(App[None]):
    CSS = "ProseEditor { border: round $primary; padding: 0 1; height: 9; width: 40; }"

    def compose(self) -> ComposeResult:
        with Vertical():
            yield ProseEditor("first\nsecond line of it\nthird", id="editor")


async def at_rest(pilot: Pilot[None]) -> list[list[Segment]]:
    """Give the screen once it stays as it is: one change may lay out another."""
    seen, before = drawn(pilot), None
    while seen != before:
        await pilot.pause()
        seen, before = drawn(pilot), seen
    return seen


def drawn(pilot: Pilot[None]) -> list[list[Segment]]:
    return [list(strip) for strip in pilot.app.screen._compositor.render_strips()]


def steps(chance: random.Random, editor: ProseEditor) -> Callable[[], object]:
    kind = chance.random()
    if kind < 0.1:
        return lambda: setattr(editor.styles, "width", chance.randrange(24, 44))
    if kind < 0.15:
        return lambda: editor.insert(chance.choice(WORDS), chance.choice([(0, 0), editor.document.end]))
    if kind < 0.5:
        return lambda: editor.replace(
            chance.choice(WORDS), *editor.selection, maintain_selection_offset=False
        )
    if kind < 0.8:
        return lambda: getattr(editor, chance.choice(KEYS))(*([True] if chance.random() < 0.3 else []))
    return getattr(editor, chance.choice(CHANGES))  # type: ignore[no-any-return]


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_typed_looks_as_if_everything_was_drawn(seed: int) -> None:
    chance = random.Random(seed)
    async with EditorApp().run_test(size=(44, 12)) as pilot:
        editor = pilot.app.query_one(ProseEditor)
        editor.cursor_blink = False
        editor.focus()
        await pilot.pause()
        for _ in range(120):
            step = steps(chance, editor)
            step()
            seen = await at_rest(pilot)
            editor.refresh()
            assert seen == await at_rest(pilot), (editor.text, editor.selection)


async def test_after_a_resize_that_breaks_lines_elsewhere_nothing_old_is_left() -> None:
    async with EditorApp().run_test(size=(60, 12)) as pilot:
        editor = pilot.app.query_one(ProseEditor)
        editor.styles.width = 42
        editor.text = "one two three " * 8 + "\nlast"
        editor.move_cursor(editor.document.end)
        editor.focus()
        await pilot.pause()
        height = editor.wrapped_document.height
        for width in (41, 40, 39, 38):
            editor.styles.width = width
            await pilot.pause()
            seen = drawn(pilot)
            editor.refresh()
            await pilot.pause()
            assert seen == drawn(pilot), width
        assert editor.wrapped_document.height == height


async def test_a_letter_has_its_own_line_drawn_and_no_other() -> None:
    async with EditorApp().run_test(size=(44, 12)) as pilot:
        editor = pilot.app.query_one(ProseEditor)
        editor.focus()
        await pilot.press("down", "end")
        regions: list[Region] = []
        whole = editor.refresh

        def watched(*wanted: Region, **options: bool) -> ProseEditor:
            regions.extend(wanted or [editor.size.region])
            return whole(*wanted, **options)

        editor.refresh = watched  # type: ignore[method-assign]
        await pilot.press("x")
        assert editor.text.endswith("itx\nthird")
        assert regions
        assert {(region.y, region.height) for region in regions} == {(1, 1)}


async def test_another_text_is_drawn_whole() -> None:
    async with EditorApp().run_test(size=(44, 12)) as pilot:
        editor = pilot.app.query_one(ProseEditor)
        editor.text = "another\nof as many lines\nas before"
        await pilot.pause()
        shown = "\n".join("".join(segment.text for segment in strip) for strip in drawn(pilot))
        assert "another" in shown
        assert "as before" in shown
        assert "second" not in shown
