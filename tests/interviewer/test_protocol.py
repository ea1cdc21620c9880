"""The line protocol: both sides read what the other writes, and nothing else."""

import json
from contextlib import suppress
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rehearse.interviewer.first_line import LINE_LIMIT, Load, ProtocolError, read_load, write_load
from rehearse.interviewer.protocol import (
    Cancelled,
    Command,
    Delta,
    Event,
    Failed,
    Generate,
    Hello,
    Part,
    Sampling,
    read_command,
    read_event,
    write,
)

NO_MESSAGES = (b"", b"\n", b"{", b"[]", b"null", b"\xff\xfe")


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


def test_what_is_to_be_loaded_survives_the_line() -> None:
    whole = Load(id=1, path="a “b”\n\u2028.gguf", context=8192, threads=3, prefix_cache="c", repack=False)
    for load in (whole, Load(id=2, path="d")):
        assert write_load(load).count(b"\n") == 1
        assert read_load(write_load(load)) == load


@given(st.text())
@example("name of no UTF-8: \udcff.gguf")
def test_any_name_of_a_file_survives_the_line(name: str) -> None:
    told = read_load(write_load(Load(id=1, path=name, prefix_cache=name)))
    assert {told.path, told.prefix_cache} == {name}


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
        *NO_MESSAGES,
        b'{"v": 1, "type": "sing"}',
        b'{"v": 1, "type": "load", "id": 1, "path": "y"}',
        b'{"v": 1, "type": "feed", "id": "x", "parts": []}',
        b'{"v": 1, "type": "feed", "id": 1}',
        b'{"v": 1, "type": "generate", "id": 1, "parts": [], "max_tokens": 0}',
        b'{"v": 1, "type": "hello", "pid": 1, "binding": ""}',
        b'{"v": 1, "type": "cancel", "id": 1, "mood": ' + b"[" * 100_000,
        b'{"v": 1, "type": "cancel", "id": "1"}',
        b'{"v": 1, "type": "cancel", "id": true}',
        b'{"v": 1, "type": "cancel", "id": 1e999}',
        b'{"v": 1, "type": "cancel", "id": ' + b"9" * 5000 + b"}",
        b'{"v": 1, "type": "cancel", "id": 1} {}',
        b'{"v": 1, "type": "generate", "id": 1, "parts": [], "max_tokens": 1, "sampling": {"temperature": 2.1}}',
        b'{"v": 1, "type": "generate", "id": 1, "parts": [], "max_tokens": 1, "sampling": {"temperature": NaN}}',
    ],
)
def test_what_is_no_command_is_refused(line: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_command(line)


@pytest.mark.parametrize(
    "line",
    [
        *NO_MESSAGES,
        b'{"v": 2, "type": "load", "id": 1, "path": "y"}',
        b'{"v": true, "type": "load", "id": 1, "path": "y"}',
        b'{"v": 1, "type": "feed", "id": 1, "path": "y"}',
        b'{"v": 1, "type": "load", "id": "x", "path": "y"}',
        b'{"v": 1, "type": "load", "id": true, "path": "y"}',
        b'{"v": 1, "type": "load", "id": 1}',
        b'{"v": 1, "id": 1, "path": "y"}',
        b'{"v": 1, "type": "load", "id": 1, "path": "y", "threads": null}',
        b'{"v": 1, "type": "load", "id": 1, "path": "y", "prefix_cache": 3}',
        b'{"v": 1, "type": "load", "id": 1, "path": "y", "repack": 1}',
        b'{"v": 1, "type": "load", "id": 1, "path": "' + b"y" * LINE_LIMIT + b'"}',
        b'{"v": 1, "type": "load", "id": 1, "path": "y", "mood": ' + b"[" * 100_000,
        b'{"v": 1, "type": "load", "id": ' + b"9" * 5000 + b', "path": "y"}',
    ],
)
def test_what_is_no_request_to_load_is_refused(line: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_load(line)


MESSAGES = (*get_args(Command), *get_args(Event))
FIELDS = sorted({"type", "x", *Load._fields} | {name for each in MESSAGES for name in each.__struct_fields__})
TYPES = ["load", *(each.__name__.lower() for each in MESSAGES)]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**40), 10**40)
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(TYPES)
    | st.just(1),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=8),
    max_leaves=20,
)


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_line_does_more_than_be_refused(line: bytes) -> None:
    for read in (read_load, read_command, read_event):
        with suppress(ProtocolError):
            read(line)


def test_every_message_says_its_version_and_its_type() -> None:
    told = json.loads(write(Delta(id=1, text="x")))
    assert (told["v"], told["type"]) == (1, "delta")


def test_a_line_without_end_is_refused_on_both_sides() -> None:
    with pytest.raises(ProtocolError):
        write(Delta(id=1, text="x" * LINE_LIMIT))
    with pytest.raises(ProtocolError):
        read_event(b" " * (LINE_LIMIT + 1))


def test_events_have_defaults_that_make_them_short() -> None:
    assert read_event(write(Failed(id=1, code="load_failed"))) == Failed(id=1, code="load_failed")
    assert read_event(write(Hello(pid=4, binding="0.3.36"))) == Hello(pid=4, binding="0.3.36")
