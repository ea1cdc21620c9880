"""Export, import, backup and restore, called as a shell calls them."""

import csv
import errno
import io
import json
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from rehearse.domain.text import clean
from rehearse.domain.vocabulary import Competency
from rehearse.errors import StorageError
from rehearse.storage.new_file import write_new
from tests.builders import HOSTILE, answered
from tests.cli.test_commands import rehearse
from tests.ui.harness import seeded, told


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    seeded(folder, answered(), told("The drift alarm was silent."))
    return folder


def run(data: Path, *words: str, status: int = 0, given: str | bytes = "") -> tuple[str, str]:
    return rehearse("--data-dir", str(data), *words, status=status, given=given)


def test_a_report_has_answer_fix_findings_and_anchors(data: Path) -> None:
    out, _ = run(data, "export")
    assert out.startswith("# Rehearsed answers\n")
    assert "| 2 |" in out
    assert "### Action (3" not in out.split("## Attempt 2")[1]
    for part in (
        "## Attempt 1: Tell me",
        "words, 90 s)",
        "**Fix first:**",
        "- **vague impact**",
        "3 of 5",
        "not judged",
    ):
        assert part in out, part
    assert "A data or label problem is named." in out


def test_a_file_is_its_owners_alone_and_never_overwritten_unasked(data: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "out.csv", tmp_path / "link.csv"
    link.symlink_to(tmp_path / "elsewhere.csv")
    run(data, "export", "--format", "csv", "--output", str(target))
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert "--force" in run(data, "export", "--output", str(target), status=1)[1]
    assert len(list(csv.reader(io.StringIO(target.read_text(encoding="utf-8"), newline="")))) == 3
    said = run(data, "export", "--search", "drift", "--force", "--output", str(target))[1]
    assert said.startswith("1 attempt written to ")
    assert "## Attempt 2" in target.read_text(encoding="utf-8")
    assert "is a link" in run(data, "export", "--force", "--output", str(link), status=1)[1]
    assert not (tmp_path / "elsewhere.csv").exists()
    assert "cannot be written" in run(data, "export", "--output", str(tmp_path / "no" / "x"), status=1)[1]


def test_an_export_that_fails_leaves_nothing_and_what_is_called_part_is_no_obstacle(
    data: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "x.csv.part").write_text("mine")

    def pieces() -> Iterator[str]:
        yield "half"
        raise OSError(errno.ENOSPC, "No space left on device")

    for replace in (False, True):
        with pytest.raises(StorageError, match="No space left"):
            write_new(folder / "x.csv", pieces(), replace=replace)
        assert [path.name for path in folder.iterdir()] == ["x.csv.part"]
    run(data, "export", "--format", "csv", "--force", "--output", str(folder / "x.csv"))
    assert {path.name for path in folder.iterdir()} == {"x.csv", "x.csv.part"}
    assert (folder / "x.csv.part").read_text() == "mine"


def test_options_choose(data: Path) -> None:
    def ids(*words: str) -> list[str]:
        rows = list(csv.DictReader(io.StringIO(run(data, "export", "--format", "csv", *words)[0])))
        return [row["id"] for row in rows]

    assert ids() == ["1", "2"]
    assert ids("--search", "drift") == ["2"]
    assert ids("--id", "1") == ["1"]
    assert ids("--since", "2999-01-01") == []
    assert ids(
        "--since", "2001-01-01", "--persona", "hiring_manager", "--competency", Competency.DEPLOYMENT.value
    ) == [
        "1",
        "2",
    ]
    assert ids("--persona", "recruiter") == []
    assert ids("--search", "persona:recruiter") == []
    assert ids("--search", "persona:recruiter", "--persona", "hiring_manager") == ["1", "2"]
    assert ids("--search", "after:2999-01-01 drift") == []
    assert ids("--search", "competency:failure", "--id", "1") == []


def test_what_was_exported_is_imported_once(data: Path, tmp_path: Path) -> None:
    target, other = tmp_path / "all.jsonl", tmp_path / "other"
    run(data, "export", "--format", "json", "--output", str(target))
    assert run(other, "import", str(target))[0].startswith("2 attempts added, 0 were here already")
    assert run(other, "import", "-", given=target.read_bytes())[0].startswith(
        "Nothing was added, 2 were here already"
    )
    assert run(other, "export", "--format", "json")[0] == target.read_text(encoding="utf-8")


def test_bad_imports_get_a_sentence(data: Path, tmp_path: Path) -> None:
    link, pipe, broken = tmp_path / "link", tmp_path / "pipe", tmp_path / "broken"
    link.symlink_to(tmp_path / "broken")
    os.mkfifo(pipe)
    broken.write_text('{"format": 1, "program": "rehearse"}\n' + "[1]\n" * 60)
    for source, complaint in (
        (link, "is a link"),
        (pipe, "is no file"),
        (tmp_path, "Is a directory"),
        (tmp_path / "no", "No such"),
    ):
        _, err = run(data, "import", str(source), status=1)
        assert complaint in err
        assert len(err.splitlines()) == 1
    _, err = run(data, "import", str(broken), status=1)
    assert "line 2: it is no record of an export" in err
    assert err.splitlines()[-1] == "rehearse: 10 further records could not be read."


def test_no_cell_is_a_formula_and_no_text_is_markup(tmp_path: Path) -> None:
    texts = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        " =1",
        "<script>x</script>",
        "# No heading",
        *map(clean, HOSTILE),
    ]
    seeded(tmp_path, *(told(text) for text in texts))
    out, _ = run(tmp_path, "export", "--format", "csv")
    cells = [cell for row in csv.reader(io.StringIO(out)) for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]
    report, _ = run(tmp_path, "export")
    assert "<script" not in report
    assert "\n# No" not in report
    assert "\\# No heading" in report
    assert "\x1b" not in report + out


def test_backup_and_restore(data: Path, tmp_path: Path) -> None:
    out, _ = run(data, "backup")
    (made,) = (data / "backups").iterdir()
    assert str(made) in out
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    seeded(data)
    out, _ = run(data, "restore", str(made))
    assert "rehearse.replaced-" in out
    assert len(run(data, "history")[0].splitlines()) == 2
    (tmp_path / "theirs.db").write_text("no database")
    _, err = run(data, "restore", str(tmp_path / "theirs.db"), status=1)
    assert len(err.splitlines()) == 1


def test_the_views_and_the_queries_of_the_docs_open_with_sqlite_utils(data: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "data.md").read_text(encoding="utf-8")
    with closing(sqlite3.connect(data / "rehearse.db")) as connection:
        db = Database(connection)
        assert {"attempts_read", "findings_read", "ratings_read", "progress"} <= set(db.view_names())
        assert db["attempts_read"].count == 2
        assert db["findings_read"].count == 4
        assert next(iter(db["progress"].rows))["attempts"] == 2
        queries = [each for each in text.split("```sql\n")[1].split("```")[0].split(";") if each.strip()]
        found = [list(db.query(query)) for query in queries]
    assert [bool(each) for each in found] == [True, True, False]
    assert json.dumps(found[0])
