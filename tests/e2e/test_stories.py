"""Five stories by keyboard alone, in a real terminal; the board names the right hole after each."""

from pathlib import Path

from rehearse.domain.vocabulary import Competency
from tests.e2e.terminal import CTRL_N, CTRL_Q, ENTER, ESCAPE, Terminal, terminal
from tests.e2e.test_whole_way import rows

DOWN = "\x1b[B"
STORIES = (
    ("Ticket router", (0, 1), "Accuracy against latency"),
    ("Fast search", (2,), "Failure"),
    ("Bad launch", (3,), "Failure"),
    ("The wrong split", (5,), "Influence"),
    ("The vague brief", (4, 6), None),
)
"""What each story is called, which lines of the list of questions it ticks, and the hole the board names after it."""
FIELDS = (
    "Less churn",
    "Ranking",
    "Sole engineer",
    "Stale labels",
    "Relabel, not enlarge",
    "11 to 4 %",
    "Labels first",
)


def write(app: Terminal, number: int, title: str, ticks: tuple[int, ...]) -> None:
    """Answer the wizard's fourteen steps for one story."""
    step = 1

    def asked() -> None:
        app.wait_for(f"Story {number} of 5  ·  step {step} of 14")

    for text in (title, *FIELDS):
        asked()
        app.press(text + ENTER)
        step += 1
    asked()
    ticked: list[str] = []
    for line, competency in enumerate(tuple(Competency)[: max(ticks) + 1]):
        if line in ticks:
            app.press(" ")
            ticked.append(competency.label)
            app.wait_for(f"Answers: {', '.join(ticked)}")
        app.press(DOWN)
    app.press(CTRL_N)
    for _ in range(5):
        step += 1
        asked()
        app.press(f"One bullet of {title}" + CTRL_N)


def test_five_stories_are_entered_and_the_board_names_the_hole_at_each_step(tmp_path: Path) -> None:
    with terminal(tmp_path) as app:
        app.wait_for("Enter starts")
        app.press("s")
        app.wait_for("No stories yet")
        for number, (title, ticks, hole) in enumerate(STORIES, start=1):
            app.press("w")
            write(app, number, title, ticks)
            if number < len(STORIES):
                app.wait_for(f"Story {number + 1} of 5  ·  step 1 of 14")
                app.press(ESCAPE)
            app.wait_for(f"{number} in the bank")
            app.press("b")
            app.wait_for(f"No story for “{hole}”" if hole else "5 stories: enough in number.")
            app.press(ESCAPE)
            app.wait_for(f"{number} in the bank")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
    kept = rows(tmp_path, "SELECT version, title FROM story_versions ORDER BY id")
    assert kept == [(1, title) for title, _, _ in STORIES]
