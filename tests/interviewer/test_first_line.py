"""The first line to a child: what one side writes the other reads, and nothing else."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.interviewer.first_line import Load

WHOLE = Load(id=1, path="a “b”\n\u2028.gguf", context=8192, threads=3, prefix_cache="c", repack=False)


def test_what_is_to_be_loaded_survives_the_line() -> None:
    line = WHOLE.line()
    assert line.count(b"\n") == 1
    assert Load.read(line) == WHOLE
    assert Load.read(Load(id=2, path="d").line()) == Load(id=2, path="d")


@given(st.text())
def test_any_name_survives_or_loses_only_what_utf_8_cannot_hold(name: str) -> None:
    told = Load.read(Load(id=1, path=name, prefix_cache=name).line())
    assert {told.path, told.prefix_cache} == {name.encode(errors="replace").decode()}


def test_unknown_fields_are_ignored() -> None:
    assert Load.read(json.dumps({**json.loads(WHOLE.line()), "mood": "fine"}).encode()) == WHOLE


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"v": 2, "type": "load", "id": 1, "path": "y"}',
        b'{"v": 1, "type": "feed", "id": 1, "path": "y"}',
        b'{"v": 1, "type": "load", "id": "x", "path": "y"}',
        b'{"v": 1, "type": "load", "id": true, "path": "y"}',
        b'{"v": 1, "type": "load", "id": 1}',
        b'{"v": 1, "type": "load", "id": 1, "path": "y", "threads": null}',
        b'{"v": 1, "type": "load", "id": 1, "path": "y", "prefix_cache": 3}',
        b'{"v": 1, "type": "load", "id": 1, "path": "y", "repack": 1}',
    ],
)
def test_what_is_no_request_to_load_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Load.read(line)


@pytest.mark.parametrize("module", ["rehearse.interviewer.head_start", "rehearse.interviewer.worker.loading"])
def test_neither_side_loads_pydantic_before_the_model(module: str) -> None:
    code = f"import sys, {module}; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
