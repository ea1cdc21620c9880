"""What the app writes stays where it belongs: through no link, out of no folder, over nothing of anybody's."""

import contextlib
import os
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rehearse.bank.asked import write_pack
from rehearse.bank.pack import read_pack
from rehearse.compose import Exports
from rehearse.domain.history import HistoryFilter
from rehearse.domain.interview import AskedQuestion, Interview, read_questions
from rehearse.domain.vocabulary import Competency
from rehearse.errors import StorageError
from rehearse.interviewer.choice import built_in_chosen, choose_model
from rehearse.storage.backup import back_up, default_name
from rehearse.storage.export import write_report
from rehearse.storage.store import SqliteStore
from tests.reliability.nasty import WORDS
from tests.ui.harness import seeded

HELD = Interview(date(2026, 11, 2), questions=(AskedQuestion("What broke?", Competency.FAILURE),))


def test_what_is_written_goes_through_no_link(tmp_path: Path) -> None:
    """Folders of our own, and files in them, that lead somewhere else are refused; what is there stays as it is."""
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    elsewhere.mkdir()
    seeded(data)
    for name in ("exports", "backups", "questions"):
        (data / name).symlink_to(elsewhere)
    store = SqliteStore(data / "rehearse.db")
    with pytest.raises(StorageError, match="is a link"):
        write_report(store, HistoryFilter(), {})
    store.close()
    with pytest.raises(StorageError, match="is a link"):
        Exports(data / "exports")("debrief", "x", {})
    with pytest.raises(StorageError, match="is a link"):
        back_up(data / "rehearse.db", default_name(data / "backups"))
    with pytest.raises(OSError, match="is a link"):
        write_pack(data / "questions", [HELD])
    assert list(elsewhere.iterdir()) == []


def test_a_link_planted_where_a_file_is_begun_leads_nowhere(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("mine", encoding="utf-8")
    folder = tmp_path / "questions"
    folder.mkdir()
    for name in (
        "real-interviews.toml", "real-interviews.new", f".real-interviews.toml.{os.getpid()}.new", "model.json",
        f"model.{os.getpid()}.new", f".model.json.{os.getpid()}.new",
    ):  # fmt: skip
        (folder / name).symlink_to(kept)
    write_pack(folder, [HELD])
    choose_model(folder, None)
    assert kept.read_text(encoding="utf-8") == "mine"
    assert not (folder / "real-interviews.toml").is_symlink()
    assert built_in_chosen(folder)
    assert len(read_pack(folder / "real-interviews.toml")) == 1


def test_what_is_asked_in_interviews_is_always_a_pack_that_can_be_read(tmp_path: Path) -> None:
    lines = [*WORDS, "x" * 5000, "failure: " + "y" * 3000, *(f"Question {number}?" for number in range(500))]
    random.Random(3).shuffle(lines)
    asked = read_questions("\n".join(lines), ())
    file = write_pack(tmp_path, [replace(HELD, questions=asked)])
    assert file is not None
    assert [each.text for each in read_pack(file)] == [" ".join(each.text.split()) for each in asked]


NAMES = ("../up", "a/b", "/absolute", "..", ".", "", "x\x00y", "\x1b]0;x\x07", "n" * 300)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_leads_an_export_out_of_its_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "inner" / "exports"
    with contextlib.suppress(StorageError):
        Exports(folder)(name, "text", {})
    written = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert all(each.parent == folder for each in written), written
