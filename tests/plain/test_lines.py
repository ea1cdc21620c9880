"""How lines arrive: from a pipe in pieces, from a file, without an end; and nothing typed ahead is lost."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from rehearse.plain.lines import LONGEST, Ended, Lines


@pytest.fixture
def pipe() -> Iterator[tuple[Lines, int]]:
    reading, writing = os.pipe()
    with os.fdopen(reading, encoding="utf-8") as stream:
        yield Lines(stream), writing


async def everything(lines: Lines) -> list[str]:
    found: list[str] = []
    while True:
        try:
            line = await lines.next(5)
        except Ended:
            return found
        assert line is not None
        found.append(line)


async def test_a_line_comes_whole_whatever_the_pieces(pipe: tuple[Lines, int]) -> None:
    lines, writing = pipe
    for byte in "né\r\nzwei\n".encode():
        os.write(writing, bytes([byte]))
    assert await lines.next(5) == "né"
    os.write(writing, b"half")
    assert await lines.next(5) == "zwei"
    assert await lines.next(0.01) is None
    os.close(writing)
    assert await everything(lines) == ["half"]


async def test_what_is_not_waited_for_stays_in_the_pipe(pipe: tuple[Lines, int]) -> None:
    lines, writing = pipe
    os.write(writing, b"one\ntwo\n")
    assert await lines.next(5) == "one"
    os.write(writing, b"three\n")
    await asyncio.sleep(0)
    assert lines.rest() == ["two"]
    assert await lines.next(5) == "three"
    os.close(writing)


async def test_a_file_is_read_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_bytes(b"one\n\n\xff two\nthree")
    with file.open(encoding="utf-8") as stream:
        assert await everything(Lines(stream)) == ["one", "", "\ufffd two", "three"]


async def test_input_without_line_breaks_is_taken_in_pieces(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("a" * (2 * LONGEST + 7), encoding="utf-8")
    with file.open(encoding="utf-8") as stream:
        found = await everything(Lines(stream))
    assert "".join(found) == "a" * (2 * LONGEST + 7)
    assert len(found) > 1


async def test_nothing_comes_from_a_closed_input() -> None:
    with Path(os.devnull).open(encoding="utf-8") as stream:
        assert await everything(Lines(stream)) == []
