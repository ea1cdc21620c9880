"""Each special drill in the real program, by keys alone, and its result in the history."""

from pathlib import Path

from rehearse.domain.exercise import SPECIAL, Kind
from rehearse.domain.section import Section
from rehearse.storage.store import SqliteStore
from tests.builders import ANSWER, story
from tests.e2e.terminal import CTRL_N, CTRL_Q, CTRL_S, ENTER, ESCAPE, Terminal, terminal
from tests.e2e.test_stories import DOWN
from tests.e2e.test_whole_way import rows


def begin(app: Terminal, kind: Kind) -> None:
    """Go from Home to the running clock of a special drill with the bank's first story."""
    app.wait_for("Enter starts")
    app.press("p")
    app.wait_for("Ticket router")
    app.wait_for("Interruption drill")
    app.press(ENTER + DOWN * SPECIAL.index(kind))
    app.wait_for({Kind.ACTION: "Only the Action, on", Kind.ANGLES: "A new round"}.get(kind, "Enter starts"))
    app.press(ENTER)
    app.wait_for("Enter starts the clock")
    app.press(ENTER)
    app.wait_for("0/")


def tell(app: Terminal, *sections: Section) -> None:
    """Write some sections, one after the other."""
    for place, section in enumerate(sections):
        if place:
            app.press(CTRL_N)
        app.press(ANSWER[section])
    app.press(CTRL_S)


def test_each_special_drill_is_found_in_the_history(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    store.stories.add(story())
    store.close()
    with terminal(tmp_path) as app:
        begin(app, Kind.SETUP)
        for number in (1, 2, 3):
            tell(app, Section.SITUATION, Section.TASK)
            app.wait_for(f"{number} of 3 in a row")
            if number < 3:
                app.press(ENTER)
                app.wait_for("Enter starts the clock")
                app.press(ENTER)
                app.wait_for("0/75 words")
        app.press(ESCAPE)

        begin(app, Kind.ACTION)
        tell(app, Section.ACTION)
        app.wait_for("what came next")
        app.press(ESCAPE)

        begin(app, Kind.ANGLES)
        tell(app, *ANSWER)
        app.wait_for("Prompt 1 of 4")
        app.press(ESCAPE)

        begin(app, Kind.INTERRUPTION)
        app.press(ANSWER[Section.SITUATION] + CTRL_N + ANSWER[Section.TASK] + CTRL_N)
        app.wait_for("▌ A  Action")
        app.press(" and I read one more ticket" * 40)
        app.wait_for("cuts in")
        app.press("Because it was cheap.")
        app.wait_for("Because it was cheap.")
        app.press(CTRL_S)
        app.wait_for("Back to your Action")
        app.press(" So I trained it." + CTRL_N + ANSWER[Section.RESULT])
        app.wait_for("▌ R  Result")
        app.press(CTRL_S)
        app.wait_for("words said again")

        app.press("h")
        app.wait_for("6 attempts")
        app.wait_for("passed")
        app.wait_for("Interruption drill")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
    found = rows(
        tmp_path,
        "SELECT kind, word FROM attempts JOIN outcomes ON attempt_id = attempts.id ORDER BY attempts.id",
    )
    assert [kind for kind, _ in found] == ["setup", "setup", "setup", "action", "angles", "interruption"]
    assert [word for kind, word in found if kind == "setup"] == ["good take", "good take", "passed"]
    assert rows(tmp_path, "SELECT answer FROM interruptions") == [("Because it was cheap.",)]
    assert rows(tmp_path, "SELECT count(*) FROM attempts WHERE story_id IS NULL") == [(0,)]
