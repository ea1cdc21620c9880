"""Keys of one's own: what can be set, what is refused in one sentence, and that footer, help and drill follow."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.keys import _character_to_key
from textual.widgets import Input, TextArea

from rehearse.domain.exercise import Kind
from rehearse.errors import ConfigError
from rehearse.ui import screens
from rehearse.ui.key_map import EDITOR_KEYS, WITHOUT_LISTS, KeyMap, key_map, problems
from rehearse.ui.key_names import SIGNS
from rehearse.ui.keys import KEYS, Place
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.help import HelpScreen
from rehearse.ui.screens.history import HistoryScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.practice import PracticeScreen
from tests.builders import story
from tests.ui.harness import app_for, on_screen, shown, wait_for
from tests.ui.test_practice import banked

SOURCES = Path(__file__).parents[2] / "rehearse" / "ui"


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"home.histroy": "f5"}, "keys.home.histroy is no key of the app; did you mean home.history?"),
        ({"home.history": ""}, "names no key"),
        ({"home.history": "hyper"}, "cannot be 'hyper': that is no key"),
        ({"home.history": "ctrl+m"}, "cannot be ctrl+m: a terminal sends Enter for it"),
        ({"home.history": "Ctrl+I"}, "cannot be ctrl+i: a terminal sends Tab for it"),
        ({"home.history": "ctrl+["}, "cannot be ctrl+[: a terminal sends Esc for it"),
        ({"home.history": "alt+h"}, "cannot be alt+h: it does not arrive in every terminal"),
        ({"home.history": "ctrl+shift+h"}, "it does not arrive in every terminal"),
        ({"home.history": "n"}, "cannot be n: that is home.another already"),
        ({"home.history": "f1"}, "cannot be F1: that is everywhere.help already"),
        ({"home.history": "j"}, "cannot be j: that is lists.cursor_down already"),
        ({"lists.cursor_down": "h"}, "cannot be h: that is home.history already"),
        ({"home.history": "pagedown"}, "cannot be PgDn: the list there moves with it"),
        ({"typed.pause": "p"}, "cannot be p: the editor there needs it; take ctrl with one of"),
        ({"story.keep": "ctrl+w"}, "cannot be ctrl+w: the editor there needs it"),
        ({"everywhere.quit": "x"}, "cannot be x: it would act while you type"),
        ({"everywhere.help": "?"}, "would not be heard in an editor; add a twin behind a comma: ?, f9."),
    ],
)
def test_a_key_that_cannot_be_is_answered_with_one_sentence(given: dict[str, str], complaint: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(complaint)):
        key_map(given)
    assert len(list(problems(given))) == 1


@pytest.mark.parametrize(
    "given",
    [
        {"home.history": "F5"},
        {"home.history": "n", "home.another": "h"},
        {"typed.next_section": "ctrl+f"},
        {"critique.sample": "j,f9"} | {"critique.next_finding": "down"},
        {"everywhere.help": "f1, ?, f9"},
        {"home.history": "ö"},
    ],
)
def test_a_key_that_arrives_and_is_free_is_taken(given: dict[str, str]) -> None:
    assert list(problems(given)) == []


def test_every_problem_of_a_key_map_is_named() -> None:
    given = {"home.histroy": "f5", "typed.pause": "p", "home.mock": "n", "home.practice": "f5"}
    assert [key_id for key_id, _ in problems(given)] == ["home.histroy", "typed.pause", "home.mock"]


def test_ids_are_unique_and_the_table_itself_has_no_collision() -> None:
    assert len({key.id for key in KEYS}) == len(KEYS)
    assert list(problems({key.id: key.keys for key in KEYS})) == []


def below(screen: type[AppScreen]) -> Iterator[type[AppScreen]]:
    """Give every kind of a screen, also those of a kind between."""
    for each in screen.__subclasses__():
        yield each
        yield from below(each)


def test_what_the_map_knows_of_textual_is_so() -> None:
    assert all(_character_to_key(sign) == name for sign, name in SIGNS.items())
    taken = {
        key
        for widget in (TextArea, Input)
        for binding in widget.BINDINGS
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
        if "+" not in key or re.fullmatch(r"ctrl\+[a-z]", key)
    }
    assert taken <= EDITOR_KEYS
    for each in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"{screens.__name__}.{each.name}")
    shown = [screen.PLACES for screen in below(AppScreen)]
    with_lists = {place for places in shown if Place.LISTS in places for place in places}
    assert len(with_lists) > 5
    assert set(Place) - with_lists == WITHOUT_LISTS | {Place.EVERYWHERE}


def test_every_key_that_a_sentence_names_is_in_the_table() -> None:
    ids = {key.id for key in KEYS}
    named = {
        name
        for file in SOURCES.rglob("*.py")
        for name in re.findall(r"<([a-z_]+\.[a-z0-9_]+)>", file.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= ids


def test_a_sentence_keeps_what_only_looks_like_a_key() -> None:
    mapped = KeyMap({"home.history": "question_mark,f5"})
    assert mapped.keyed("<home.history> or <b> or <no.such>") == "? or <b> or <no.such>"


async def test_own_keys_act_and_stand_in_footer_and_help(tmp_path: Path) -> None:
    app = app_for(tmp_path, keys={"home.history": "f5", "everywhere.leave": "escape,f12"})
    async with app.run_test(size=(120, 60)) as pilot:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "F5 History" in shown(pilot), "the footer")
        await pilot.press("h")
        await pilot.press("f1")
        await on_screen(pilot, HelpScreen)
        assert re.search(r"F5 +Open the history", shown(pilot))
        assert re.search(r"Esc or F12 +Go one level back", shown(pilot))
        await pilot.press("escape", "f5")
        await on_screen(pilot, HistoryScreen)
        await pilot.press("f12")
        await on_screen(pilot, HomeScreen)


async def test_own_keys_stand_before_what_they_start(tmp_path: Path) -> None:
    banked(tmp_path, story())
    app = app_for(tmp_path, keys={"home.today_1": "f7", "practice.start": "f8", "practice.prompts": "f9"})
    async with app.run_test(size=(120, 60)) as pilot:
        await wait_for(pilot, lambda: "F7  the set-up of" in shown(pilot), "the plan")
        app.practise(kind=Kind.ANGLES)
        await on_screen(pilot, PracticeScreen)
        await wait_for(pilot, lambda: "4 prompts; F9 changes that." in shown(pilot), "the prompts")
        assert "F8 starts: typed, coached" in shown(pilot)


async def test_an_own_key_beats_the_editor_and_leaves_its_old_key_to_it(tmp_path: Path) -> None:
    app = app_for(tmp_path, keys={"typed.next_section": "ctrl+f", "everywhere.help": "f1,?"})
    async with app.run_test(size=(120, 36)) as pilot:
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
        await pilot.press("enter")
        await on_screen(pilot, DrillScreen)
        await pilot.press("enter", "w", "h", "y", "?", "ctrl+n", "ctrl+f")
        await wait_for(pilot, lambda: "Task" in shown(pilot), "the next section")
        assert isinstance(app.screen, DrillScreen)
        drill = app.screen.session.drill
        assert drill.section.value == "task"
        assert "why?" in drill.texts.values()
