"""The footer shows whole keys only, and Help among them, in any width."""

import asyncio
import html
import re
from itertools import pairwise
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widget import Widget

from rehearse.ui.key_names import named
from rehearse.ui.keys import KEYS, Place, bindings, keys_of
from rehearse.ui.widgets.key_line import KeyLine

PICTURES = sorted((Path(__file__).parents[1] / "snapshots" / "__snapshots__").rglob("*.svg"))
LABELS = {key.label for key in KEYS if key.footer} | {"Commands"}


class Holder(Widget, can_focus=True):
    """Has the keys of one place, as the widget with the focus has them in the app."""


def app_at(place: Place) -> App[None]:
    class Keyed(Holder):
        BINDINGS = bindings(place)

    class Shown(App[None]):
        BINDINGS = bindings(Place.EVERYWHERE, only={"help", "command_palette"})
        CSS = "KeyLine FooterKey.-command-palette { dock: none; }"

        def compose(self) -> ComposeResult:
            yield Keyed()
            yield KeyLine()

    return Shown()


@pytest.mark.parametrize("place", [place for place in Place if any(key.footer for key in keys_of(place))])
async def test_no_key_is_cut_and_help_is_always_there(place: Place) -> None:
    app = app_at(place)
    async with app.run_test(size=(140, 10)) as pilot:
        app.query_one(Holder).focus()
        await pilot.pause()
        for width in (140, 120, 96, 80, 79, 60, 41, 30, 12):
            await pilot.resize_terminal(width, 10)
            await pilot.pause()
            line = app.query_one(KeyLine)
            seen = [each for each in line.children if each in app.screen._compositor.visible_widgets]
            regions = [each.region for each in seen]
            assert all(one.right <= other.x for one, other in pairwise(regions)), width
            for key, region in zip(seen, regions, strict=True):
                wanted = f"{key.key_display} {key.description}"  # type: ignore[attr-defined]
                assert region.width >= len(f" {wanted}"), (width, wanted)
                assert region.right <= width, (width, wanted)
            assert "Help" in {each.description for each in seen}, width  # type: ignore[attr-defined]


async def test_keys_are_drawn_anew_only_where_they_are_others() -> None:
    class Listing(Holder):
        BINDINGS = bindings(Place.HOME)

    class Speaking(Holder):
        BINDINGS = bindings(Place.SPOKEN)

    class Shown(App[None]):
        def compose(self) -> ComposeResult:
            yield Listing(id="one")
            yield Listing(id="same")
            yield Speaking(id="other")
            yield KeyLine()

    app = Shown()
    async with app.run_test() as pilot:
        line = app.query_one(KeyLine)

        async def drawn_with(focused: str) -> list[Widget]:
            app.query_one(f"#{focused}").focus()
            await pilot.pause()
            await pilot.pause()
            return list(line.children)

        first = await drawn_with("one")
        assert first
        assert await drawn_with("same") == first
        other = await drawn_with("other")
        assert not set(other) & set(first)
        assert [each.key for each in await drawn_with("one")] == [each.key for each in first]  # type: ignore[attr-defined]


async def test_a_focus_that_moves_while_keys_are_drawn_leaves_no_others_behind() -> None:
    def keyed(place: Place) -> Holder:
        class Keyed(Holder):
            BINDINGS = bindings(place)

        return Keyed(id=place.name)

    class Shown(App[None]):
        def compose(self) -> ComposeResult:
            yield from map(keyed, (Place.HOME, Place.SPOKEN, Place.HISTORY))
            yield KeyLine()

    app = Shown()
    async with app.run_test() as pilot:
        home, spoken, history = app.query(Holder)
        app.screen.set_focus(home)
        await pilot.pause()
        line = app.query_one(KeyLine)
        app.screen.set_focus(spoken)
        line.call_next(line.recompose)
        while line.children:
            await asyncio.sleep(0)
        app.screen.set_focus(history)
        while not line.children:
            await asyncio.sleep(0)
        app.screen.set_focus(spoken)
        await pilot.pause()
        await pilot.pause()
        drawn = [each.action for each in line.children]  # type: ignore[attr-defined]
        assert drawn == [*(key.action for key in keys_of(Place.SPOKEN) if key.footer), "command_palette"]


def last_line(picture: Path) -> str:
    """Read the last line of a picture."""
    lines: dict[float, list[tuple[float, str]]] = {}
    drawn = picture.read_text(encoding="utf-8")
    for x, y, words in re.findall(r'<text [^>]*?x="([\d.]+)" y="([\d.]+)"[^>]*?>(.*?)</text>', drawn):
        lines.setdefault(float(y), []).append((float(x), html.unescape(words).replace("\xa0", " ")))
    return "".join(words for _, words in sorted(lines[max(lines)]))


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.stem)
def test_no_picture_shows_half_a_key(picture: Path) -> None:
    line = last_line(picture)
    if "too_small" in picture.stem:
        return
    signs = {named(key.keys.split(",")[0]) or key.keys.split(",")[0].replace("ctrl+", "^") for key in KEYS}
    shown = [each.strip().partition(" ") for each in re.split(r"  +|▏", line) if each.strip()]
    assert all(sign in signs and label in LABELS for sign, _, label in shown), line
    assert "F1 Help" in line
