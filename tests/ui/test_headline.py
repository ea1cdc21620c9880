"""A question above a critique is there as a whole, or says that it goes on."""

from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from rehearse.domain.drill import Drill
from rehearse.domain.drill_plan import Plan
from rehearse.domain.section import SECTIONS
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.widgets.headline import LINES, Headline
from tests.builders import HOSTILE, question
from tests.ui.harness import app_for, on_screen, seeded, shown
from tests.ui.test_screens import at_home

LONG = " ".join(f"word{number}" for number in range(400))


class Page(App[None]):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        yield Headline(self.text, id="attempt-head")


def head(app: App[None]) -> list[str]:
    region = app.query_one(Headline).region
    lines = app.screen._compositor.render_strips()[region.y : region.bottom]
    return ["".join(each.text for each in line).strip() for line in lines]


@pytest.mark.parametrize("width", [20, 60, 80, 120])
async def test_what_has_no_room_ends_in_an_ellipsis(width: int) -> None:
    app = Page(LONG)
    async with app.run_test(size=(width, 20)) as pilot:
        await pilot.pause()
        lines = head(app)
        assert len(lines) == LINES
        assert lines[-1].endswith("…")
        assert LONG.startswith(" ".join(lines)[:-1].rstrip())


async def test_lines_of_its_own_that_have_no_room_are_not_passed_over() -> None:
    app = Page("\n".join(f"line {number}" for number in range(1, 9)))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert head(app) == ["line 1", "line 2", "line 3", "line 4", "line 5…"]


async def test_what_has_room_stands_as_it_is() -> None:
    app = Page(LONG[:200])
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert " ".join(head(app)) == LONG[:200].strip()
        await pilot.resize_terminal(210, 20)
        await pilot.pause()
        assert head(app) == [LONG[:200].strip()]


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_is_drawn_letter_by_letter(text: str) -> None:
    app = Page(text)
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert text[:3].isprintable() is False or head(app)[0].startswith(text[:3])


async def test_the_critique_shows_the_whole_question_at_80_columns(tmp_path: Path) -> None:
    words = LONG[:200].rsplit(" ", 1)[0]
    done = Drill(question(text=words), Plan()).begin(0)
    for section in SECTIONS:
        done = done.write(section, "Something.")
    (attempt_id,) = seeded(tmp_path, done.finish(150))
    app = app_for(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_home(pilot)
        app.drills.read(attempt_id)
        await on_screen(pilot, AttemptScreen)
        await pilot.pause()
        assert words.split()[-1] in shown(pilot).split()
