"""The commands without a screen, called as a shell calls them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rehearse.domain.vocabulary import Flaw, Signal
from tests.builders import ANSWER, HOSTILE, answered
from tests.ui.harness import seeded, told


def rehearse(*words: str, given: str | bytes = "", status: int = 0) -> tuple[str, str]:
    data = given.encode() if isinstance(given, str) else given
    run = subprocess.run(
        [sys.executable, "-m", "rehearse", *words], input=data, capture_output=True, check=False
    )
    out, err = run.stdout.decode(), run.stderr.decode()
    assert run.returncode == status, err
    assert "Traceback" not in err
    return out, err


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


SECTIONS = {section.value: text for section, text in ANSWER.items()}


def test_version_and_paths(tmp_path: Path) -> None:
    assert rehearse("--version")[0].startswith("rehearse ")
    out, _ = rehearse("--data-dir", str(tmp_path), "paths", "--json")
    assert json.loads(out)["database"] == str(tmp_path / "rehearse.db")
    assert "not there yet" in rehearse("--data-dir", str(tmp_path), "paths")[0]
    assert list(tmp_path.iterdir()) == []


def test_help_names_every_command() -> None:
    out, _ = rehearse("--help")
    for name in ("critique", "history", "paths", "questions"):
        assert name in out


def test_an_unknown_command_is_refused() -> None:
    _, err = rehearse("histroy", status=2)
    assert "histroy" in err


def test_questions_are_listed() -> None:
    out, err = rehearse("questions", "list", "--json")
    assert err == ""
    assert len(lines(out)) >= 84
    only, _ = rehearse("questions", "list", "--competency", "failure")
    assert {line.split("-")[0] for line in only.splitlines()} == {"failure"}


def test_a_broken_pack_is_named_and_the_status_is_1(tmp_path: Path) -> None:
    pack = tmp_path / "bad.toml"
    pack.write_text('format = 1\ntitle = "x"\n\n[[question]]\nid = "a"\ntext = "b"\ncompetency = "c"\n')
    out, err = rehearse("questions", "check", str(pack), status=1)
    assert f"{pack}, line 7, field competency: 'c' is not one of" in err
    assert "0 questions in 0 packs" in out
    _, err = rehearse("--questions", str(pack), "questions", "list")
    assert "bad.toml, line 7" in err


def test_the_packs_in_use_are_checked_without_a_path(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "questions").mkdir(parents=True)
    assert "In order: " in rehearse("--data-dir", str(data), "questions", "check")[0]
    (data / "questions" / "own.toml").write_text("format = 9\n")
    assert "own.toml" in rehearse("--data-dir", str(data), "questions", "check", status=1)[1]


def test_a_pack_is_checked_with_ones_own_personas(tmp_path: Path) -> None:
    (tmp_path / "personas.toml").write_text(
        '[[persona]]\nid = "cto"\nname = "chief technology officer"\nvoice = "Dry."\nopenings = ["So?"]\n'
    )
    pack = tmp_path / "own.toml"
    pack.write_text(
        'format = 1\ntitle = "x"\n\n[[question]]\nid = "a"\ntext = "What broke?"\n'
        'competency = "failure"\npersonas = ["cto"]\n'
        '[question.probes]\nmetric = "How much?"\ndata = "Which data?"\nconstraint = "Which limit?"\n'
    )
    out, err = rehearse("--data-dir", str(tmp_path), "questions", "check", str(pack))
    assert (out, err) == ("In order: 1 question in 1 pack.\n", "")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[drill]\ntargt = 120\n", "there is no setting drill.targt; did you mean drill.target?"),
        ("[drill]\ntarget = 100\n", "drill.target cannot be 100: it is none of 90, 120, 150, 180."),
        ("[drill]\nmode = 'sung'\n", "drill.mode cannot be 'sung': it is none of typed, spoken."),
        ("[drill]\npersona = 3\n", "drill.persona cannot be 3: it must be a text."),
        ("[drill]\npreparation = nan\n", "drill.preparation cannot be nan: it must be from 0 to 600."),
        ("[model]\nthreads = true\n", "model.threads cannot be True: it must be a whole number."),
        ("[model]\ncontext = 100\n", "model.context cannot be 100: it must be from 2048 to 131072."),
        ("drill = 3\n", "drill cannot be 3: it is a table, [drill]."),
        ("[drill\n", "is not valid TOML"),
        ("[colours]\n", "there is no setting colours"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "config.toml").write_text(text)
    _, err = rehearse("--data-dir", str(tmp_path), "paths", status=1)
    assert complaint in err
    assert len(err.splitlines()) == 1


def test_history_is_listed_filtered_and_whole(tmp_path: Path) -> None:
    seeded(tmp_path, answered(), told("The drift alarm was silent."))
    out, _ = rehearse("--data-dir", str(tmp_path), "history")
    assert len(out.splitlines()) == 2
    out, _ = rehearse("--data-dir", str(tmp_path), "history", "--search", "drift", "--json")
    (attempt,) = lines(out)
    assert attempt["sections"]["action"] == "The drift alarm was silent."
    assert attempt["critique"]["engine"] == "rules"
    out, _ = rehearse("--data-dir", str(tmp_path), "history", "--competency", "failure")
    assert out == "Nothing fits.\n"


def test_one_attempt_is_read_in_plain_lines(tmp_path: Path) -> None:
    assert "No attempts yet." in rehearse("--data-dir", str(tmp_path), "history", "show", status=1)[1]
    seeded(tmp_path, answered(), told("The drift \x1b[31malarm was silent."))
    out, _ = rehearse("--data-dir", str(tmp_path), "history", "show")
    assert "The drift alarm was silent.\n" in out
    assert "Fix this next:" in out
    assert out.splitlines()[-1].startswith("Not deep enough: no ")
    assert rehearse("--data-dir", str(tmp_path), "history", "show", "1")[0].startswith("Attempt 1 of ")
    assert (
        "no attempt with the id 9"
        in rehearse("--data-dir", str(tmp_path), "history", "show", "9", status=1)[1]
    )


def test_an_empty_history_says_so(tmp_path: Path) -> None:
    assert rehearse("--data-dir", str(tmp_path), "history")[0] == "No attempts yet.\n"


def test_a_database_that_cannot_be_opened_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "rehearse.db").mkdir()
    _, err = rehearse("--data-dir", str(tmp_path), "history", status=1)
    assert "--data-dir" in err
    assert len(err.splitlines()) == 1


def test_a_damaged_database_is_one_sentence_and_the_log_says_more(tmp_path: Path) -> None:
    seeded(tmp_path)
    (tmp_path / "rehearse.db").write_bytes(b"no database")
    _, err = rehearse("--data-dir", str(tmp_path), "history")
    assert err.startswith("rehearse: ")
    assert len(err.splitlines()) == 1
    assert "is damaged: header" in (tmp_path / "rehearse.log").read_text()


def test_a_command_with_nothing_to_log_makes_no_log(tmp_path: Path) -> None:
    for words in (["doctor"], ["models", "list"], ["--debug", "critique", "-"]):
        rehearse("--data-dir", str(tmp_path / "data"), *words, given="I owned it.")
    assert not (tmp_path / "data").exists()


def test_the_contract_is_spoken() -> None:
    given: list[dict[str, Any]] = [
        {"id": "a", "sections": SECTIONS, "seconds": {"situation": 20, "action": 80, "result": 20}},
        {"id": "b", "text": " ".join(SECTIONS.values()), "competency": "failure", "persona": "recruiter"},
    ]
    out, err = rehearse("critique", "--jsonl", given="\n".join(map(json.dumps, given)))
    assert err == ""
    first, second = lines(out)
    assert (first["id"], second["id"]) == ("a", "b")
    for answer, found in zip(given, (first, second), strict=True):
        whole = str(answer.get("text") or "\n\n".join(SECTIONS.values()))
        assert set(found["signals"]) == {signal.value for signal in Signal}
        assert {flaw["id"] for flaw in found["flaws"]} <= {flaw.value for flaw in Flaw}
        assert 1 <= found["overall"] <= 5
        assert found["next_fix"]
        quotes = [
            each["quote"] for each in (*found["flaws"], *found["strengths"], *found["signals"].values())
        ]
        assert all(quote in whole for quote in quotes if quote)
        assert "".join(segment["text"] for segment in second["segments"]) == given[1]["text"]
    assert first["measures"]["wpm"] is not None
    assert second["measures"]["wpm"] is None
    assert [segment["label"] for segment in first["segments"]] == ["S", "T", "A", "R", "L"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "line 2: not valid JSON at column 2"),
        ("[1]", "line 2: not a JSON object"),
        ('{"id": "x"}', "line 2: field sections or text: give either sections or text"),
        ('{"text": "x"}', "line 2: field id: it is missing"),
        ('{"id": 7, "text": "x"}', "line 2: field id: "),
        ('{"id": "x", "text": "  "}', "line 2: field sections or text: the answer is empty"),
        ('{"id": "x", "text": "a", "persona": "boss"}', "line 2: field persona: "),
        (
            '{"id": "x", "text": "a", "colour": 1}',
            "line 2: field colour: no such field; known are id, question",
        ),
        ('{"id": "x", "sections": {"intro": "a"}}', "line 2: field sections.intro: "),
        ('{"id": "x", "sections": {"task": 1}}', "line 2: field sections.task: "),
        ('{"id": "x", "text": "a", "seconds": {"task": -1}}', "line 2: field seconds.task: "),
        ('{"id": "x", "text": "a", "seconds": {"task": "long"}}', "line 2: field seconds.task: "),
        ("[" * 100_000, "line 2: not valid JSON"),
    ],
)
def test_a_wrong_line_is_named_and_the_others_are_answered(line: str, complaint: str) -> None:
    good = json.dumps({"id": "good", "text": "I owned the model. It fell from 4 to 2 %."})
    out, err = rehearse("critique", "--jsonl", given=f"{good}\n{line}\n{good}\n", status=1)
    assert [found["id"] for found in lines(out)] == ["good", "good"]
    assert complaint in err
    assert len(err.splitlines()) == 1


def test_plain_text_is_read_as_one_answer(tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_text(" ".join(SECTIONS.values()))
    (found,) = lines(rehearse("critique", str(file))[0])
    assert {segment["label"] for segment in found["segments"]} >= {"T", "A", "R", "L"}
    assert "the answer is empty" in rehearse("critique", given="  ", status=1)[1]


def test_fillers_of_ones_own_are_counted(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[critique]\nfillers = ["to be fair"]\n')
    given = "To be fair, I owned the ranking service and latency fell by 40 %."
    out, _ = rehearse("--data-dir", str(tmp_path), "critique", given=given)
    assert lines(out)[0]["measures"]["fillers"] == {"to be fair": 1}


def test_without_a_model_the_rules_answer_and_say_so() -> None:
    for words, why in (
        ([], "There is no model to use."),
        (["--model", "qwen"], "There is no model qwen; rehearse models list names those on this machine."),
    ):
        out, err = rehearse("critique", "--engine", "model", *words, given="I owned it. It fell by half.")
        assert lines(out)[0]["engine"] == "rules"
        assert err == f"rehearse: {why} Answered with the rules.\n"


@pytest.mark.parametrize(
    "text", [*HOSTILE, "[/]" * 10_000, "word " * 10_000, "a" * 50_000, "1" * 50_000, ", " * 20_000]
)
def test_hostile_answers_are_read(text: str) -> None:
    line = json.dumps({"id": text[:40], "text": f"{text} end", "question": text, "previous": [text]})
    out, err = rehearse("critique", "--jsonl", given=line)
    assert err == ""
    (found,) = lines(out)
    assert found["measures"]["words"]


def test_bytes_that_are_no_text_are_read() -> None:
    rehearse("critique", given=b"\xff\xfe I owned it \x00 and it worked.")
