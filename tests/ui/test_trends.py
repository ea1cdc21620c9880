"""The trends on the screen: chosen with j and k, numbers beside the picture, no score where scores are hidden."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from rehearse.domain.vocabulary import Competency
from rehearse.storage.database import open_database
from rehearse.ui.screens.history import HistoryScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.trends import LEAST_ROWS, TrendsScreen
from rehearse.ui.text import Plain
from rehearse.ui.widgets.chart import chart, line
from rehearse.ui.widgets.list_table import ListTable
from tests.builders import HOSTILE
from tests.seeding import seed_attempts
from tests.ui.harness import app_for, on_screen, shown, wait_for


async def at_trends(pilot: Pilot[None], awaited: str) -> None:
    await on_screen(pilot, HomeScreen)
    await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
    await pilot.press("h")
    await on_screen(pilot, HistoryScreen)
    await pilot.press("t")
    await on_screen(pilot, TrendsScreen)
    await wait_for(pilot, lambda: awaited in shown(pilot), awaited)


async def test_without_attempts_it_says_what_to_do(tmp_path: Path) -> None:
    async with app_for(tmp_path).run_test(size=(60, 20)) as pilot:
        await at_trends(pilot, "Finish a drill")
        await pilot.press("escape")
        await on_screen(pilot, HistoryScreen)


async def test_lines_are_chosen_with_j_and_k(tmp_path: Path) -> None:
    seed_attempts(tmp_path / "rehearse.db", 12)
    async with app_for(tmp_path).run_test(size=(120, 36)) as pilot:
        await at_trends(pilot, "highest")
        await pilot.press("j")
        await wait_for(pilot, lambda: "Action share (by seconds)" in shown(pilot), "the next series")
        await pilot.press("G", "k")
        await wait_for(pilot, lambda: "the most frequent first" in shown(pilot), "the leaks")
        await pilot.press("j")
        await wait_for(pilot, lambda: "told from 6 on" in shown(pilot), "the own ratings")


async def test_one_competency_and_a_shorter_span_can_be_shown(tmp_path: Path) -> None:
    seed_attempts(tmp_path / "rehearse.db", 40, days=400)
    async with app_for(tmp_path).run_test(size=(120, 36)) as pilot:
        await at_trends(pilot, "all competencies  ·  everything")
        everything = shown(pilot)
        await pilot.press("c")
        label = next(iter(Competency)).label
        await wait_for(pilot, lambda: f"{label}  ·  everything" in shown(pilot), "one competency")
        assert shown(pilot) != everything
        for _ in range(len(Competency)):
            await pilot.press("c")
        await wait_for(pilot, lambda: shown(pilot) == everything, "all of them again")
        await pilot.press("d", "d")
        await wait_for(pilot, lambda: "the last 30 days" in shown(pilot), "a shorter span")
        assert shown(pilot) != everything


async def test_an_empty_choice_says_how_to_see_more(tmp_path: Path) -> None:
    seed_attempts(tmp_path / "rehearse.db", 1, days=400)
    async with app_for(tmp_path).run_test(size=(60, 20)) as pilot:
        await at_trends(pilot, "measured")
        for _ in range(len(Competency)):
            await pilot.press("c")
            await pilot.pause()
        await wait_for(pilot, lambda: "c shows another competency" in shown(pilot), "the way on")


async def test_a_terminal_resized_over_an_empty_choice_has_nothing_to_draw(tmp_path: Path) -> None:
    seed_attempts(tmp_path / "rehearse.db", 1)
    async with app_for(tmp_path).run_test(size=(120, 36)) as pilot:
        await at_trends(pilot, "highest")
        for _ in range(len(Competency)):
            await pilot.press("c")
            await wait_for(
                pilot, lambda: not any(each.is_running for each in pilot.app.screen.workers), "them"
            )
            if "Nothing was measured here." in shown(pilot):
                break
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert "Nothing was measured here." in shown(pilot)


async def test_hidden_scores_stay_hidden(tmp_path: Path) -> None:
    seed_attempts(tmp_path / "rehearse.db", 40)
    async with app_for(tmp_path, screen={"hide_scores": True}).run_test(size=(120, 36)) as pilot:
        await at_trends(pilot, "highest")
        table: Any = pilot.app.screen.query_one(ListTable)
        names = [str(table.get_row_at(number)[0]) for number in range(table.row_count)]
        await pilot.press(*"j" * names.index("Overall"))
        await wait_for(pilot, lambda: "highest" in shown(pilot) and "Overall (" in shown(pilot), "the page")
        assert "of 5" not in shown(pilot)


@pytest.mark.parametrize("name", [name for name in HOSTILE if "\ud800" not in name])
async def test_a_model_with_a_hostile_name_is_only_text(tmp_path: Path, name: str) -> None:
    file = tmp_path / "rehearse.db"
    seed_attempts(file, 12)
    db = open_database(file).db
    db.execute("UPDATE critiques SET model = ? WHERE model IS NOT NULL", [name])
    db.execute("UPDATE attempts SET critique_id = critique_id")
    db.close()
    async with app_for(tmp_path).run_test(size=(60, 20)) as pilot:
        await at_trends(pilot, "highest")
        await pilot.press("G", "k")
        await wait_for(pilot, lambda: "the most frequent first" in shown(pilot), "the leaks")
        assert "\x1b" not in shown(pilot)


def test_a_rising_line_goes_from_the_lower_left_to_the_upper_right() -> None:
    drawn = line([1, 2, 3, 4], 10, 4)
    assert [len(row) for row in drawn] == [10] * 4
    assert drawn[0][-1] != "\u2800"
    assert drawn[-1][0] != "\u2800"
    assert drawn[0][0] == drawn[-1][-1] == "\u2800"


@pytest.mark.parametrize("values", [[], [3.0], [3.0, 3.0], [float(value) for value in range(5000)]])
def test_any_number_of_values_fits(values: list[float]) -> None:
    assert [len(row) for row in line(values, 12, 3)] == [12] * 3


def seconds(value: float) -> str:
    return f"{value:.0f} s"


def test_the_scale_names_the_largest_value_above_and_the_smallest_below() -> None:
    drawn = chart([7, 58, 20], 30, 4, seconds)
    assert [scale for scale, _ in drawn] == ["58 s ┤", "     │", "     │", " 7 s ┤"]
    assert [len(scale + cells) for scale, cells in drawn] == [30] * 4


def test_the_scale_is_that_of_all_values_where_means_are_drawn() -> None:
    values = [0.0, 100.0] * 500
    (top, highest), *_, (bottom, lowest) = chart(values, 30, 4, seconds)
    assert (top.strip(), bottom.strip()) == ("100 s ┤", "0 s ┤")
    assert highest.strip("\u2800") == lowest.strip("\u2800") == ""


@pytest.mark.parametrize("width", [0, 1, 9, 17, 25, 30])
def test_a_picture_is_never_wider_than_its_room(width: int) -> None:
    for values in ([-4.0, 2.0], [5.0], [1e6, 3.0, 2e5]):
        drawn = chart(values, width, 5, lambda value: f"{value:.1f} fillers a minute")
        assert {len(scale + cells) for scale, cells in drawn} == {max(width, 1)}


@pytest.mark.parametrize("columns", [96, 99, 106, 110])
async def test_the_picture_holds_together_in_any_width(tmp_path: Path, columns: int) -> None:
    seed_attempts(tmp_path / "rehearse.db", 12)
    async with app_for(tmp_path).run_test(size=(columns, 36)) as pilot:
        await at_trends(pilot, "highest")
        page = pilot.app.screen.query_one("#trend-page", Plain)
        for _ in range(8):
            await pilot.press("j")
            await pilot.pause()
            drawn = str(page.content).splitlines()
            pictured = [row for row in drawn if "\u2800" in row]
            assert len(pictured) >= LEAST_ROWS
            assert all(len(row) == page.size.width for row in pictured)
            assert all(len(row) <= page.size.width for row in drawn[-1:])
            assert "2026-" in drawn[-1].split()[0]


@pytest.mark.parametrize("height", range(3, 13))
def test_one_value_all_along_has_its_name_beside_its_line(height: int) -> None:
    named = [scale.startswith("5 s") for scale, _ in chart([5, 5, 5], 30, height, seconds)]
    drawn = [cells.strip("\u2800") != "" for _, cells in chart([5, 5, 5], 30, height, seconds)]
    assert named == drawn
    assert sum(named) == 1
