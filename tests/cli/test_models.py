"""The commands about models, without loading one."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from rehearse.cli import doctor
from rehearse.cli.main import cli
from rehearse.errors import RehearseError
from rehearse.interviewer import head_start
from rehearse.interviewer.shelf import model_to_use
from rehearse.paths import bundled_questions, user_paths
from tests.native import models


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return models.random_model(tmp_path_factory.mktemp("models") / "tiny.gguf", shape=models.NANO)


def run(data: Path, *words: str, status: int = 0) -> str:
    result = CliRunner().invoke(cli, ["--data-dir", str(data), *words])
    if isinstance(result.exception, RehearseError):
        assert status == 1
        return str(result.exception)
    assert result.exit_code == status, result.output
    return result.output


@pytest.fixture
def data(tmp_path: Path, tiny: Path) -> Path:
    folder = tmp_path / "data/models"
    folder.mkdir(parents=True)
    (folder / "small.gguf").write_bytes(tiny.read_bytes())
    (folder / "broken.gguf").write_bytes(tiny.read_bytes()[:30_000])
    return tmp_path / "data"


def test_models_are_listed_with_the_one_in_use(data: Path) -> None:
    out = run(data, "models", "list")
    assert "* Tiny Random" in out
    assert "llama F16" in out
    assert "incomplete" in out
    assert "curl -L -o models/" in out
    records = [json.loads(line) for line in run(data, "models", "list", "--json").splitlines()]
    assert [(record["used"], record["trouble"] is None) for record in records] == [
        (False, False),
        (True, True),
    ]


def test_without_models_the_list_says_so_and_suggests_one(tmp_path: Path) -> None:
    out = run(tmp_path, "models", "list")
    assert "No model was found" in out
    assert "curl" in out


def test_a_file_is_checked(data: Path, tiny: Path) -> None:
    out = run(data, "models", "check", str(tiny))
    assert "quantisation  F16" in out
    assert out.endswith("This model can be used.\n")
    assert "incomplete" in run(data, "models", "check", str(data / "models/broken.gguf"), status=1)
    assert "not there" in run(data, "models", "check", "/nowhere/x.gguf", status=1)


def test_a_choice_comes_first_until_it_is_taken_back(data: Path, tiny: Path) -> None:
    run(data, "models", "use", str(tiny))
    assert json.loads((data / "model.json").read_text())["file"] == str(tiny)
    run(data, "models", "use", "small")
    assert json.loads((data / "model.json").read_text())["file"].endswith("small.gguf")
    run(data, "models", "use", "--none")
    assert model_to_use(user_paths(data)) is None
    run(data, "models", "use", "--auto")
    assert sorted(path.name for path in data.iterdir()) == ["models"]
    assert model_to_use(user_paths(data)) is not None
    run(data, "models", "use", "--auto")
    run(data, "models", "use", "--none", "--auto", status=2)


def test_a_model_that_is_not_there_or_broken_is_not_chosen(data: Path) -> None:
    assert "There is no model other; rehearse models list" in run(data, "models", "use", "other", status=1)
    assert "incomplete" in run(data, "models", "use", "broken", status=1)
    run(data, "models", "use", status=2)


def test_the_doctor_says_what_is_there(data: Path) -> None:
    out = run(data, "doctor")
    for about in ("rehearse", "llama-cpp-python", "database", "questions", "memory", "model", "network"):
        assert about in out
    assert "Tiny Random" in out
    records = [json.loads(line) for line in run(data, "doctor", "--json").splitlines()]
    assert {record["state"] for record in records} <= {"ok", "note"}


def test_the_doctor_counts_the_problems_of_packs_and_personas(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    shutil.copy(bundled_questions() / "failure.toml", tmp_path / "questions" / "again.toml")
    assert " questions; 13 problems in packs or personas: rehearse questions check" in run(tmp_path, "doctor")


def test_the_doctor_says_what_must_be_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_PACKAGES", ("no-such-package",))
    assert "\nmend    no-such-package" in run(tmp_path, "doctor", status=1)


def test_the_doctor_names_a_chosen_model_that_is_gone(data: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone.gguf"
    gone.write_bytes((data / "models/small.gguf").read_bytes())
    run(data, "models", "use", str(gone))
    gone.unlink()
    assert "The model file is not there. The built-in interviewer asks." in run(data, "doctor")


def test_the_rules_are_calibrated_without_a_model(tmp_path: Path) -> None:
    out = run(tmp_path, "calibrate", "--rules", "--json")
    tally = json.loads(out)["rules"]
    assert tally["right"] + tally["tied"] + tally["wrong"] == 18
    assert "pairs ranked right" in run(tmp_path, "calibrate", "--rules")
    assert "There is no model to use; the rules alone." in run(tmp_path, "calibrate")
    assert "There is no model other" in run(tmp_path, "calibrate", "--model", "other", status=1)


def test_the_only_model_is_named_with_its_trouble(tmp_path: Path, tiny: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "half.gguf").write_bytes(tiny.read_bytes()[:-100])
    found = model_to_use(user_paths(tmp_path))
    assert found is not None
    assert "incomplete" in str(found.trouble)
    assert "* half" not in run(tmp_path, "models", "list")


def test_the_command_line_decides_who_asks_until_another_model_is_chosen(data: Path, tiny: Path) -> None:
    from rehearse.config import ModelConfig
    from rehearse.interviewer.choice import NO_MODEL
    from rehearse.interviewer.own_models import OwnModels

    paths = user_paths(data)
    assert OwnModels(paths, ModelConfig(), NO_MODEL).to_use() is None
    own = OwnModels(paths, ModelConfig(), str(tiny))
    wanted = own.to_use()
    assert wanted is not None
    assert wanted.file == tiny
    own.choose(data / "models" / "small.gguf")
    chosen = own.to_use()
    assert chosen is not None
    assert chosen.file == data / "models" / "small.gguf"


def test_a_model_that_was_begun_ahead_of_its_time_is_ended_where_the_settings_are_wrong(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spawned: list[subprocess.Popen[bytes]] = []

    def noted(log_file: Path | None) -> head_start.Spawned:
        made = spawn(log_file)
        spawned.append(made.process)
        return made

    spawn = head_start.spawn
    monkeypatch.setattr(head_start, "spawn", noted)
    run(tmp_path, "models", "use", str(tiny))
    assert "needs a terminal" in run(tmp_path, status=1)
    assert not spawned
    monkeypatch.setattr("rehearse.cli.running.check_terminal", lambda: None)
    (tmp_path / "config.toml").write_text("[drill\n")
    assert "config.toml" in run(tmp_path, status=1)
    assert [each.returncode is not None for each in spawned] == [True]
