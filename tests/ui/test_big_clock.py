"""The large clock: as large as there is room for, and never cut."""

import pytest
from textual.geometry import Size

from rehearse.ui.widgets.big_clock import drawn


@pytest.mark.parametrize(
    ("room", "rows"),
    [(Size(4, 1), 1), (Size(26, 5), 5), (Size(25, 5), 1), (Size(118, 17), 10), (Size(198, 40), 15)],
)
def test_it_takes_the_room_there_is(room: Size, rows: int) -> None:
    lines = drawn("0:21", room).plain.split("\n")
    assert len(lines) == rows
    assert max(map(len, lines)) <= room.width


def test_a_time_can_be_read_off() -> None:
    assert drawn("1:07", Size(40, 6)).plain.split("\n") == [
        "  ██        ██████  ██████",
        "████    ██  ██  ██      ██",
        "  ██        ██  ██      ██",
        "  ██    ██  ██  ██      ██",
        "██████      ██████      ██",
    ]
