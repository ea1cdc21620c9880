"""The story bank and the card from the shell."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from rehearse.cli.card import WIDTH, fitted
from rehearse.cli.main import cli
from rehearse.compose import story_detectors
from rehearse.domain.attempt import progress_of
from rehearse.domain.coverage import Coverage, coverage
from rehearse.domain.story import Given, Metric, key_for
from rehearse.domain.story_json import as_file
from rehearse.domain.story_line import MARKS, marks
from rehearse.domain.story_markdown import as_markdown
from rehearse.domain.vocabulary import Angle, Competency, Signal
from rehearse.errors import RehearseError
from rehearse.storage.store import SqliteStore
from tests.builders import HOSTILE, answered, kept_story, story

LIST = "Ticket router\n- S: one ticket in nine went wrong\n- A: read 200 tickets\n- Obstacle: stale labels\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def rehearse(folder: Path, *words: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["--data-dir", str(folder), *words], input=given)


def told(folder: Path, *words: str, given: str | bytes | None = None, status: int = 0) -> str:
    result = rehearse(folder, *words, given=given)
    assert result.exit_code == status, result.output
    return result.stdout


def as_json(folder: Path, *words: str) -> Any:
    return json.loads(told(folder, *words))


def test_a_form_is_filled_in_imported_changed_and_imported_again(folder: Path) -> None:
    form = told(folder, "stories", "new")
    filled = form.replace("Name of the story", "Ticket router").replace("obstacle:", "obstacle: stale labels")
    assert told(folder, "stories", "import", "-", given=filled).startswith(
        "ticket-router: new; “Ticket router”"
    )
    shown = told(folder, "stories", "show", "ticket-router")
    assert told(folder, "stories", "import", "-", given=shown).startswith("ticket-router: unchanged;")
    better = shown.replace("decision:", "decision: relabel").replace("result:", "result: 11 % to 4 %")
    assert told(folder, "stories", "import", "-", given=better) == "ticket-router: version 2; ready\n"
    assert told(folder, "stories", "show", "ticket-router", "--version", "1") == shown
    assert [
        line.split()[0] for line in told(folder, "stories", "versions", "ticket-router").splitlines()
    ] == ["2", "1"]
    assert "ready  3/7  told  0  Ticket router" in told(folder, "stories", "list")


def test_the_bank_goes_out_and_in_again_in_both_forms(folder: Path, tmp_path: Path) -> None:
    bank = [story(), story(title="Second", angles=tuple(Angle)), story(title="Third", metrics=())]
    told(folder, "stories", "import", "-", given="\n".join(as_markdown("", each) for each in bank))
    for number, options in enumerate(([], ["--json"])):
        out = told(folder, "stories", "export", *options)
        other = tmp_path / f"other{number}"
        assert told(other, "stories", "import", "-", given=out).count(": new; ready") == 3
        assert told(other, "stories", "export", *options) == out
    assert told(folder, "stories", "export", "second") == as_markdown("second", bank[1])


def test_a_plain_list_becomes_a_story(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(LIST)
    assert "add the key decision and measurable result" in told(folder, "stories", "import", str(file))
    (listed,) = map(json.loads, told(folder, "stories", "list", "--json").splitlines())
    assert listed["spine"]["action"] == ["read 200 tickets"]
    assert (listed["ready"], listed["missing"], listed["fields_filled"]) == (False, ["decision", "result"], 1)


def test_what_cannot_be_read_is_named_and_the_rest_is_kept(folder: Path, tmp_path: Path) -> None:
    bad, good, latin = tmp_path / "bad.md", tmp_path / "good.md", tmp_path / "latin.md"
    bad.write_text("# Bad\n## Acton\n- x\n" + as_markdown("", story()))
    good.write_text(as_markdown("", story(title="Good")))
    latin.write_bytes("# Good\n\ncaf\u00e9".encode("latin-1"))
    result = rehearse(folder, "stories", "import", str(bad), str(good), str(latin), str(tmp_path / "none.md"))
    assert result.exit_code == 1
    assert result.stdout == "ticket-router: new; ready\ngood: new; ready\n"
    assert result.stderr.splitlines() == [
        f"rehearse: {bad}, line 2, field heading: “Acton” is not known here; did you mean Action?",
        f"rehearse: {latin}, line 3: not UTF-8 text; save the file as UTF-8.",
        f"rehearse: {tmp_path / 'none.md'} cannot be read: No such file or directory.",
    ]


def test_a_link_is_refused_as_by_the_import_of_attempts(folder: Path, tmp_path: Path) -> None:
    file, link, ring = tmp_path / "mine.md", tmp_path / "link.md", tmp_path / "ring.md"
    file.write_text(as_markdown("", story()))
    link.symlink_to(file)
    ring.symlink_to(ring)
    result = rehearse(folder, "stories", "import", str(link), str(ring))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f"rehearse: {each} is a link; name the file itself." for each in (link, ring)
    ]
    assert "new; ready" in told(folder, "stories", "import", str(file))


def test_a_file_too_large_is_refused(folder: Path) -> None:
    result = rehearse(folder, "stories", "import", "-", given=b"x" * (4 * 1024 * 1024 + 1))
    assert result.exit_code == 1
    assert "larger than 4 MiB" in result.stderr


def test_a_story_is_archived_and_brought_back(folder: Path) -> None:
    told(folder, "stories", "import", "-", given=as_markdown("", story()))
    told(folder, "stories", "archive", "ticket-router")
    assert "No stories yet" in told(folder, "stories", "list")
    assert "ticket-router" in told(folder, "stories", "list", "--archived")
    assert told(folder, "stories", "export") == ""
    assert "# Ticket router" in told(folder, "stories", "export", "--archived")
    assert "it is archived" in told(folder, "stories", "import", "-", given=as_markdown("", story()))
    told(folder, "stories", "restore", "ticket-router")
    assert "No archived stories" in told(folder, "stories", "list", "--archived")


@pytest.mark.parametrize("words", [["show"], ["versions"], ["export"], ["archive"], ["restore"]])
def test_an_unknown_key_gets_the_nearest_one(folder: Path, words: list[str]) -> None:
    told(folder, "stories", "import", "-", given=as_markdown("", story()))
    error = rehearse(folder, "stories", *words, "ticket-ruoter").exception
    assert isinstance(error, RehearseError)
    assert str(error) == "there is no story called ticket-ruoter; did you mean ticket-router?"


def test_an_unknown_version_is_named(folder: Path) -> None:
    told(folder, "stories", "import", "-", given=as_markdown("", story()))
    error = rehearse(folder, "stories", "show", "ticket-router", "--version", "4").exception
    assert str(error) == "ticket-router has no version 4; its versions go from 1 to 1."


def test_a_cue_card_leans_on_what_the_angle_asks_for(folder: Path) -> None:
    told(folder, "stories", "import", "-", given=as_markdown("", story()))
    text = told(folder, "stories", "show", "ticket-router", "--angle", "failure")
    assert "Ticket router (failure)" in text
    assert "  - Lesson: The bottleneck was the labels, not the model" in text
    assert "  - Production: still empty" in text
    assert (
        as_json(folder, "stories", "show", "ticket-router", "--angle", "failure", "--json")["angle"]
        == "failure"
    )


def test_the_board_says_what_is_covered_and_what_comes_next(folder: Path) -> None:
    assert as_json(folder, "stories", "check", "--json")["advice"].startswith("0 of 5 to 7 stories")
    assert "Next: No story for “Improved a model”" in told(folder, "stories", "check")
    told(folder, "stories", "import", "-", given=as_markdown("", story(competencies=tuple(Competency))))
    store = SqliteStore(folder / "rehearse.db")
    done = answered()
    attempt_id = store.start(done.question, done.plan)
    store.save(attempt_id, progress_of(done, 150, done=True))
    store.stories.link(attempt_id, 1, Angle.CONFLICT)
    store.close()
    board = as_json(folder, "stories", "check", "--json")
    assert board["stories"][0]["told"] == 1
    assert board["stories"][0]["practised"] == {"conflict": 1}
    assert "conflict" not in board["angles_not_practised"]
    assert "technical_tradeoffs" not in board["never_said"]["signals"]
    assert "privacy and law" in board["never_said"]["constraints"]
    text = told(folder, "stories", "check")
    assert "told  1" in text
    assert "Next: 1 of 5 to 7 stories: write down 4 more." in text


def test_the_card_is_one_page(folder: Path) -> None:
    assert "No stories yet" in told(folder, "card")
    long = "word " * 300
    bank = [
        story(title=f"{number} {long}", metrics=(Metric(long, "1", "2", "%", long),) * 4)
        for number in range(9)
    ]
    told(
        folder,
        "stories",
        "import",
        "-",
        given=json.dumps(as_file(Given(key_for(each.title), each) for each in bank)),
    )
    page = told(folder, "card").splitlines()
    assert len(page) <= 45
    assert max(map(len, page)) <= WIDTH
    assert [line for line in page if line.isupper()] == ["OPENINGS", "NUMBERS", "HOLES", "LAST CHECK"]
    card = as_json(folder, "card", "--json")
    assert len(card["openings"]) == 5
    assert card["last_check"].startswith("Would this convince")


@pytest.mark.parametrize("text", [*HOSTILE, "word " * 10_000], ids=range(len(HOSTILE) + 1))
def test_hostile_stories_never_steer_the_terminal(folder: Path, text: str) -> None:
    given = f"# {text} x\n## Action\n- {text}\n## Metrics\n- x{text} | {text}\n".encode("utf-8", "replace")
    told(folder, "stories", "import", "-", given=given)
    (kept,) = map(json.loads, told(folder, "stories", "list", "--json").splitlines())
    for words in (
        ["list"],
        ["check"],
        ["export"],
        ["export", "--json"],
        ["show", kept["key"], "--angle", "impact"],
    ):
        assert "\x1b" not in told(folder, "stories", *words)
    assert "\x1b" not in told(folder, "card")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("x" * WIDTH, "x" * WIDTH),
        ("x" * (WIDTH + 1), "x" * (WIDTH - 1) + "…"),
        ("日" * (WIDTH // 2), "日" * (WIDTH // 2)),
        ("日" * WIDTH, "日" * (WIDTH // 2 - 1) + "…"),
        ("e\u0301" * WIDTH, "e\u0301" * WIDTH),
        ("", ""),
    ],
)
def test_a_line_is_cut_to_the_columns_of_the_page(line: str, shown: str) -> None:
    assert fitted(line) == shown


def test_an_error_of_the_shell_is_one_sentence_with_status_1(folder: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "rehearse", "--data-dir", str(folder), "stories", "archive", "\x1b[31mx"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr == (
        "rehearse: there is no story called x; rehearse stories list names those there are.\n"
    )


# The cues of the critique, lent to the bank


GOOD = "Inherited a pipeline with stale features, retrained it, cut failed look-ups with the backend team"


def test_a_good_line_bears_five_marks_and_an_artefact_one_at_most() -> None:
    cues = story_detectors().marks
    assert [box.name for box in marks([GOOD], cues) if box.filled] == list(MARKS)
    assert sum(box.filled for box in marks(["I built a recommendation model"], cues)) <= 1
    assert not any(box.filled for box in marks([], cues))


def board_of(**changes: Any) -> Coverage:
    return coverage([kept_story(1, **changes)], [], story_detectors())


def test_signals_and_constraints_are_heard_through_the_critiques_cues() -> None:
    board = board_of()
    assert Signal.DATA_JUDGMENT not in board.unheard_signals
    assert Signal.OWNERSHIP in board.unheard_signals
    assert "latency" not in board.unheard_constraints
