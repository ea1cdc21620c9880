"""`rehearse config`, and settings from the file and the environment."""

import json
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from rehearse.config import TABLES, Config, checked, known_keys
from rehearse.config_file import line_of
from rehearse.config_text import meanings, template
from tests.builders import answered
from tests.cli.test_commands import lines, rehearse
from tests.ui.harness import seeded

WRONG = """\
[drill]
targt = 120
mode = "sung"
follow_ups = 1

[screen]
theme = "norrd"

[keys]
home.histroy = "f5"
"typed.pause" = "p"
"""


def test_every_setting_is_shown_with_its_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text(
        '[drill]\ntarget = 90\nfollow_ups = 1\n[keys]\nhome.history = "f5"\n'
    )
    monkeypatch.setenv("REHEARSE_DRILL_TARGET", "120")
    monkeypatch.setenv("REHEARSE_SCREEN_THEME", "nord")
    monkeypatch.setenv("REHEARSE_CRITIQUE_FILLERS", '["right"]')
    out, err = rehearse("--data-dir", str(tmp_path), "config", "show", "--json")
    found = {each["key"]: (each["value"], each["source"]) for each in lines(out)}
    assert err == ""
    assert set(found) == {*known_keys(), "keys.home.history"}
    assert found["drill.target"] == (120, "environment")
    assert found["drill.follow_ups"] == (1, "file")
    assert found["drill.mode"] == ("typed", "default")
    assert found["screen.theme"] == ("nord", "environment")
    assert found["critique.fillers"] == (["right"], "environment")
    assert found["keys.home.history"] == ("f5", "file")
    out, _ = rehearse("--data-dir", str(tmp_path), "config", "show", "--keys")
    assert any(line.split() == ["keys.home.mock", '"m"', "default"] for line in out.splitlines())


def test_every_problem_is_named_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.toml"
    file.write_text(WRONG)
    monkeypatch.setenv("REHEARSE_DRILL_FOLOW_UPS", "1")
    out, err = rehearse("--data-dir", str(tmp_path), "config", "check", status=1)
    assert out == ""
    said = err.splitlines()
    assert said[0].startswith(
        "rehearse: $REHEARSE_DRILL_FOLOW_UPS: there is no setting drill.folow_ups; did you mean"
    )
    assert said[1].endswith(
        "config.toml, line 2: there is no setting drill.targt; did you mean drill.target?"
    )
    assert "config.toml, line 3: drill.mode cannot be 'sung': it is none of typed, spoken." in said[2]
    assert "line 7: There is no theme 'norrd'" in said[3]
    assert said[3].endswith("did you mean nord?")
    assert "line 10: keys.home.histroy is no key of the app; did you mean home.history?" in said[4]
    assert "line 11: keys.typed.pause cannot be p: the editor there needs it" in said[5]
    assert len(said) == 6
    shown, _ = rehearse("--data-dir", str(tmp_path), "config", "show")
    assert any(line.split() == ["drill.mode", '"typed"', "default"] for line in shown.splitlines())
    assert "line 2" in rehearse("--data-dir", str(tmp_path), "history", status=1)[1]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[drill\n", "is not valid TOML"),
        ("[keys]\nhome.history = 5\n", "line 2: keys.home.history cannot be 5: write the key as a text"),
        ("keys = 3\n", "line 1: keys cannot be 3: it is a table, [keys]."),
        (
            "[critique]\nfillers = 'so'\n",
            "line 2: critique.fillers cannot be 'so': it must be a list of texts.",
        ),
        ("[critique]\nfillers = ['']\n", "each must be a text of 1 to 40 letters"),
        (
            "[budget]\nsetup_share = 60\n",
            "line 2: budget.setup_share cannot be 60: it must be from 10 to 40.",
        ),
        (
            "[drill]\npersona = 'boss'\n",
            "line 2: drill.persona cannot be 'boss': it is none of hiring_manager",
        ),
    ],
)
def test_a_problem_is_one_sentence(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "config.toml").write_text(text)
    _, err = rehearse("--data-dir", str(tmp_path), "config", "check", status=1)
    assert complaint in err
    assert len(err.splitlines()) == 1


def test_hidden_scores_are_words_on_the_command_line_too(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[screen]\nhide_scores = true\n")
    seeded(tmp_path, answered(), answered())
    out, _ = rehearse("--data-dir", str(tmp_path), "history")
    assert "partly shown" in out
    assert "3.4" not in out
    out, _ = rehearse("--data-dir", str(tmp_path), "compare", "1", "2")
    assert any(
        line.split() == ["ownership", "partly", "shown", "partly", "shown"] for line in out.splitlines()
    )


def test_settings_in_order_are_said_to_be(tmp_path: Path) -> None:
    assert "is not there" in rehearse("--data-dir", str(tmp_path), "config", "check")[0]
    (tmp_path / "config.toml").write_text("[drill]\ntarget = 90\n")
    assert "is in order" in rehearse("--data-dir", str(tmp_path), "config", "check")[0]


def test_the_file_is_begun_edited_and_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "new" / "config.toml"
    words = ("--data-dir", str(file.parent), "config", "edit")
    monkeypatch.setenv("VISUAL", "true")
    assert "is in order" in rehearse(*words)[0]
    assert file.read_text() == template()
    monkeypatch.setenv("VISUAL", "sed -i.bak -e 's/^# target = 150/target = 151/'")
    assert "drill.target cannot be 151" in rehearse(*words, status=1)[1]
    assert file.read_text().count("target = 151") == 1
    monkeypatch.setenv("VISUAL", "no-such-editor")
    assert "set $VISUAL or $EDITOR" in rehearse(*words, status=1)[1]


def test_the_file_is_begun_through_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "true")
    (tmp_path / "config.toml").symlink_to(tmp_path / "elsewhere.toml")
    rehearse("--data-dir", str(tmp_path), "config", "edit")
    assert not (tmp_path / "elsewhere.toml").exists()
    assert (tmp_path / "config.toml").read_text() == template()


def test_the_begun_file_holds_every_setting_and_changes_none() -> None:
    assert checked(tomllib.loads(template())) == (Config(), ())
    shown = "\n".join(
        line.removeprefix("# ") if line.removeprefix("# ").partition(" = ")[0].isidentifier() else line
        for line in template().splitlines()
    )
    tables = tomllib.loads(shown)
    assert checked(tables) == (Config(), ())
    assert {f"{name}.{key}" for name in TABLES for key in tables[name]} == set(known_keys())


def test_every_setting_has_a_meaning() -> None:
    told = meanings()
    for table, kind in TABLES.items():
        for each in fields(kind):
            assert told[f"{table}.{each.name}"].endswith("."), each.name


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("[drill]\ntarget=1", "drill.target", 2),
        ("drill.target = 1", "drill.target", 1),
        ("\n[ drill ]\n'target' = 1", "drill.target", 3),
        ("[keys]\n[keys.home]\nhistory = 'f5'", "keys.home.history", 3),
        ("[drill]\nx = { a = 1 }\n", "drill.y", 1),
        ("# nothing", "drill.target", None),
    ],
)
def test_lines_are_found(text: str, key: str, line: int | None) -> None:
    assert line_of(text, key) == line


def test_json_of_a_setting_can_be_read_back(tmp_path: Path) -> None:
    out, _ = rehearse("--data-dir", str(tmp_path), "config", "show", "--json")
    assert all(set(json.loads(line)) == {"key", "value", "source", "meaning"} for line in out.splitlines())
