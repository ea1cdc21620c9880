"""The docs say what the code does: commands, options, keys, settings, pack fields, ids, links, pictures."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from rehearse.analysis.rating import ANCHORS
from rehearse.bank.pack import _Entry, _Pack
from rehearse.cli.contract import AnswerInput
from rehearse.cli.main import cli
from rehearse.config import Config, known_keys
from rehearse.config_file import read_settings
from rehearse.config_text import meanings, spelled, value_of
from rehearse.domain.persona import SHIPPED
from rehearse.domain.vocabulary import (
    Angle,
    Competency,
    Difficulty,
    Flaw,
    ProbeTopic,
    Signal,
    Strength,
)
from rehearse.plain.commands import Command
from rehearse.plain.commands import Place as LinePlace
from rehearse.storage.database import known_steps, open_database
from rehearse.ui import key_names
from rehearse.ui.key_map import key_map
from rehearse.ui.keys import KEYS, Place
from tests.bench.__main__ import BENCHES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def doc(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(
    group: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, group
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            yield from commands(command, (*path, name))


def test_every_command_and_option_is_documented() -> None:
    text = doc("docs/commands.md")
    for path, command in commands(cli):
        if path and not isinstance(command, click.Group):
            assert f"rehearse {' '.join(path)}" in text, path
            assert command.help, path
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (path, parameter.name)
                for option in parameter.opts:
                    assert option in text, (path, option)


def test_examples_keep_their_lines_in_help() -> None:
    for path, command in commands(cli):
        if "Example" in (command.help or ""):
            shown = command.get_help(click.Context(command, info_name="rehearse"))
            assert "\\b" not in shown, path
            assert re.search(r"Examples?:\n +\S", shown), path


def test_every_key_is_documented() -> None:
    text = doc("docs/keys.md")
    for place in Place:
        assert f"## {place.value}" in text
    for key in KEYS:
        assert f"| `{key_names.spelled(key.keys)}` | {key.help} | `{key.id}` |" in text, key
    assert text.count("\n| `") == len(KEYS)


def test_every_command_of_line_mode_is_documented() -> None:
    text = doc("docs/plain.md")
    for command in Command:
        everywhere = command.places == frozenset(LinePlace)
        where = (
            "everywhere" if everywhere else ", ".join(each for each in LinePlace if each in command.places)
        )
        assert f"| `{command.word}` | {command.meaning} | {where} |" in text, command
    assert text.count("\n| `/") == len(Command)


def test_the_keys_of_ones_own_in_the_docs_can_be_set(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", doc("docs/keys.md"), re.DOTALL)
    file = tmp_path / "config.toml"
    file.write_text(example, encoding="utf-8")
    assert key_map(read_settings(file, {}).config.keys).shown("home.history") == "F5"


def test_no_two_keys_of_a_place_are_the_same() -> None:
    for place in Place:
        keys = [each for key in KEYS if key.place is place for each in key.keys.split(",")]
        assert len(keys) == len(set(keys)), place


def test_no_key_needs_more_than_a_plain_terminal() -> None:
    never_arrive = {"ctrl+m", "ctrl+i", "ctrl+h"}
    for key in KEYS:
        assert never_arrive.isdisjoint(key.keys.split(",")), key


def test_every_setting_is_documented_as_in_the_code() -> None:
    text = doc("docs/config.md")
    told = meanings()
    for key in known_keys():
        assert f"| `{key}` | `{spelled(value_of(Config(), key))}` | {told[key]} |" in text, key
    assert text.count("\n| `") == len(known_keys())


def test_every_pack_field_and_value_is_documented() -> None:
    text = doc("questions/README.md")
    for field in (*_Pack.model_fields, *_Entry.model_fields):
        assert f"| `{field}` |" in text, field
    for values in (Competency, Angle, Difficulty, Signal, ProbeTopic):
        for value in values:
            assert f"`{value.value}`" in text, value
    for persona_id in SHIPPED.ids:
        assert f"`{persona_id}`" in text, persona_id


def test_the_pack_in_the_docs_is_in_order(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", doc("questions/README.md"), re.DOTALL)
    file = tmp_path / "mine.toml"
    file.write_text(example, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "rehearse", "questions", "check", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "In order: 1 question in 1 pack." in run.stdout


def test_the_settings_in_the_docs_can_be_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", doc("docs/config.md"), re.DOTALL)
    file = tmp_path / "config.toml"
    file.write_text(example, encoding="utf-8")
    assert read_settings(file, {}).config.drill.target == 120


def test_every_flaw_strength_and_input_field_is_documented() -> None:
    text = doc("docs/critique.md")
    for flaw in Flaw:
        assert f"| `{flaw.value}` |" in text, flaw
    for strength in Strength:
        assert f"`{strength.value}`" in text, strength
    for field in AnswerInput.model_fields:
        assert f"`{field}`" in text, field


def test_the_anchors_in_the_docs_are_the_ones_that_are_shown() -> None:
    text = doc("docs/critique.md")
    for signal, written in ANCHORS.items():
        assert f"| {signal.label} | {written[1]} | {written[3]} | {written[5]} |" in text, signal


def test_every_table_is_documented(tmp_path: Path) -> None:
    db = open_database(tmp_path / "rehearse.db").db
    text = doc("docs/data.md")
    for table in db.table_names():
        if not table.startswith(("sqlite_", "_sqlite", "attempt_search_")):
            assert f"`{table}`" in text, table
    db.close()
    assert known_steps()


def test_every_bench_has_its_figures_in_the_docs() -> None:
    text = doc("docs/performance.md")
    for name in BENCHES:
        assert f"## {name}\n" in text, name
        figures = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", text, re.DOTALL)
        assert figures is not None, name
        assert figures[1].startswith("| what | measured |"), name


@pytest.mark.parametrize(
    "page", [*sorted(DOCS.glob("*.md")), ROOT / "README.md", ROOT / "questions" / "README.md"]
)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_page_is_reached_from_the_index() -> None:
    text = doc("docs/index.md")
    for page in DOCS.glob("*.md"):
        assert page.name == "index.md" or f"({page.name})" in text, page.name


def test_pictures_are_fresh() -> None:
    run = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "shots.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
