"""The line protocol: both sides read what the other writes, and nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.interviewer.first_line import LINE_LIMIT
from rehearse.interviewer.protocol import (
    Cancelled,
    Delta,
    Failed,
    Generate,
    Hello,
    Part,
    ProtocolError,
    Sampling,
    read_command,
    read_event,
    write,
)


def test_a_command_survives_the_line() -> None:
    command = Generate(
        id=3,
        parts=(Part(text="a\nb \u2028 “c”", special=True, keep=True),),
        max_tokens=5,
        sampling=Sampling(seed=2**32 - 1),
        grammar='root ::= "x"',
    )
    line = write(command)
    assert line.count(b"\n") == 1
    assert read_command(line) == command


@given(st.text())
def test_any_text_survives_or_loses_only_what_utf_8_cannot_hold(text: str) -> None:
    event = read_event(write(Delta(id=1, text=text)))
    assert isinstance(event, Delta)
    assert event.text == text.encode(errors="replace").decode()


def test_unknown_fields_are_ignored_and_other_versions_refused() -> None:
    line = json.dumps({"v": 1, "type": "cancelled", "id": 2, "mood": "fine"}).encode()
    assert read_event(line) == Cancelled(id=2)
    with pytest.raises(ProtocolError):
        read_event(json.dumps({"v": 2, "type": "cancelled", "id": 2}).encode())


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"v": 1, "type": "sing"}',
        b'{"v": 1, "type": "load", "id": 1, "path": "y"}',
        b'{"v": 1, "type": "feed", "id": "x", "parts": []}',
        b'{"v": 1, "type": "feed", "id": 1}',
        b'{"v": 1, "type": "generate", "id": 1, "parts": [], "max_tokens": 0}',
        b'{"v": 1, "type": "hello", "pid": 1, "binding": ""}',
    ],
)
def test_what_is_no_command_is_refused(line: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_command(line)


def test_a_line_without_end_is_refused_on_both_sides() -> None:
    with pytest.raises(ProtocolError):
        write(Delta(id=1, text="x" * LINE_LIMIT))
    with pytest.raises(ProtocolError):
        read_event(b" " * (LINE_LIMIT + 1))


def test_events_have_defaults_that_make_them_short() -> None:
    assert read_event(write(Failed(id=1, code="load_failed"))) == Failed(id=1, code="load_failed")
    assert read_event(write(Hello(pid=4, binding="0.3.36"))) == Hello(pid=4, binding="0.3.36")
