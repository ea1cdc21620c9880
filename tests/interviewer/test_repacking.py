"""For which machine it is noted that weights may not be laid out for its processor."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from rehearse.interviewer import repacking
from rehearse.interviewer.repacking import may_repack, note_that_it_may_not


@pytest.fixture(autouse=True)
def processor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "modalias"
    file.write_text("cpu:type:x86,ven0000fam0006mod00CF:feature:,0000,0001\n")
    monkeypatch.setattr(repacking, "_PROCESSOR", file)
    return file


@pytest.fixture
def note(tmp_path: Path) -> Path:
    return tmp_path / "no-repacking"


def test_a_note_counts_on_its_machine(note: Path) -> None:
    assert may_repack(note)
    note_that_it_may_not(note)
    assert not may_repack(note)


def test_a_note_counts_also_where_the_machine_has_another_name(
    note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_that_it_may_not(note)
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(nodename="other"))
    assert not may_repack(note)


def test_a_note_of_another_processor_says_nothing(note: Path, processor: Path) -> None:
    note_that_it_may_not(note)
    processor.write_text("cpu:type:x86,ven0002fam0019mod0011:feature:,0000,0001\n")
    assert may_repack(note)


def test_where_no_processor_is_told_of_the_note_counts_for_the_machine(note: Path, processor: Path) -> None:
    processor.unlink()
    note_that_it_may_not(note)
    assert not may_repack(note)
