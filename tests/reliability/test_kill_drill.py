"""The app killed with -9 at random moments: all but the last second of what was typed is there, and it opens again."""

import contextlib
import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rehearse.domain.history import HistoryFilter
from rehearse.domain.section import SECTIONS, Section
from rehearse.storage.store import SqliteStore
from tests.e2e.terminal import EndedError, Terminal, terminal
from tests.reliability.extent import cases
from tests.reliability.killing import attempts

ENTER, CTRL_B, CTRL_N, CTRL_S, CTRL_T = "\r", "\x02", "\x0e", "\x13", "\x14"
LOST = 1.0
"""Seconds of typing that a kill may cost."""
PHASES = {"typing": 4.0, "sections": 4.0, "follow-up": 3.0, "critique": 1.5, "story": 3.0}
"""Where the kill comes, and how many seconds after that began it comes at the latest."""

Told = dict[str, str]
"""What stands in each place: a section, a follow-up by its number, the title of a story."""


class Person:
    """Types into the app until it is killed, and remembers when which words stood on the screen."""

    def __init__(self, app: Terminal, phase: str, seed: int) -> None:
        self.seen: list[tuple[float, Told]] = []
        self.safe: Told = {}
        self.finished: list[Told] = []
        self.killed = 0.0
        self._app = app
        self._phase = phase
        self._chance = random.Random(f"{phase} {seed}")
        self._told: Told = {}
        self._words = 0
        self._name = f"w{seed}"

    def go(self) -> None:
        """Answer one question after the other, or write a story, until the end."""
        with contextlib.suppress(EndedError):
            self._app.wait_for("Enter starts")
            if self._phase == "story":
                self._write_a_story()
            while True:
                self._answer()

    def certain(self) -> Told:
        """Give what must be on disk: what stood on the screen a second before the kill, and what was committed."""
        old = [told for moment, told in self.seen if self.killed - moment > LOST]
        return (old[-1] if old else {}) | self.safe

    def _answer(self) -> None:
        self._told, self.safe = {}, {}
        self.seen.append((time.monotonic(), {}))
        self._app.press(ENTER)
        self._app.wait_for("Enter starts the clock")
        self._app.press(ENTER)
        self._app.wait_for("▌ S  Situation")
        self._reach("typing", "sections")
        for section in SECTIONS:
            self._app.wait_for(f"▌ {section.letter}  {section.label}")
            self._write(section.value, self._chance.randint(1, 30 if self._phase == "typing" else 4))
            if self._phase == "sections" and section is not Section.SITUATION and self._chance.random() < 0.3:
                self._go_back_and_forth(section)
            if section is not Section.REFLECTION:
                self._app.press(CTRL_N)
        self._reach("follow-up")
        for number in (1, 2):
            self._app.press(CTRL_S)
            self._app.wait_for(f"Follow-up {number} of 2")
            self.safe = dict(self._told)
            self._app.wait_for(" of 1:00")
            self._write(str(number), self._chance.randint(1, 8))
        self._reach("critique")
        self._app.press(CTRL_S)
        self._app.wait_for("Fix this next")
        self.finished.append(dict(self._told))
        self._app.press("\x1b")
        self._app.wait_for("Enter starts")

    def _go_back_and_forth(self, section: Section) -> None:
        before = SECTIONS[SECTIONS.index(section) - 1]
        self._app.press(CTRL_B)
        self._app.wait_for(f"▌ {before.letter}  {before.label}")
        self._write(before.value, 1)
        self._app.press(CTRL_T)
        self._app.wait_for("PAUSED")
        self._app.press(CTRL_N)
        self._app.wait_for(f"▌ {section.letter}  {section.label}")

    def _write_a_story(self) -> None:
        self._app.press("s")
        self._app.wait_for("No stories yet")
        self._app.press("n")
        self._app.wait_for("^s Keep")
        self._reach("story")
        while True:
            self._write("title", 1)

    def _write(self, place: str, words: int) -> None:
        for _ in range(words):
            self._words += 1
            word = f"{self._name}{'abcdefghij'[self._words % 10] * self._chance.randint(1, 9)}{self._words}."
            self._app.press(f"{word} ")
            self._app.wait_for(word)
            self._told[place] = f"{self._told.get(place, '')}{word} "
            self.seen.append((time.monotonic(), dict(self._told)))

    def _reach(self, *phases: str) -> None:
        if self._phase in phases and not self.killed:
            self.killed = time.monotonic() + self._chance.uniform(0, PHASES[self._phase])
            threading.Timer(self.killed - time.monotonic(), self._kill).start()

    def _kill(self) -> None:
        self.killed = time.monotonic()
        os.kill(self._app.pid, signal.SIGKILL)


def kept(file: Path) -> Iterator[Told]:
    """Read every attempt of a database that is no longer a card, and the drafts of stories."""
    store = SqliteStore(file)
    found = [*store.unfinished(), *store.page(HistoryFilter(), 999)]
    for attempt in filter(None, (store.load(each.id) for each in found)):
        told = {section.value: text for section, text in attempt.texts.items()}
        yield told | {str(number): each.answer for number, each in enumerate(attempt.exchanges, start=1)}
    for story_id in range(1, 99):
        if (draft := store.stories.draft(story_id)) is not None:
            yield {"title": draft.title}
    store.close()


def holds(found: Told, told: Told) -> bool:
    """Tell whether every place begins with what was told there."""
    return all(found.get(place, "").startswith(text.strip()) for place, text in told.items())


@pytest.mark.parametrize("seed", range(cases(1, 4)))
@pytest.mark.parametrize("phase", PHASES)
def test_a_kill_costs_a_second_of_typing_at_most(tmp_path: Path, phase: str, seed: int) -> None:
    data, copy = tmp_path / "data", tmp_path / "copy"
    certain: list[Told] = []
    for number in range(cases(1, 10)):
        with terminal(data, "--seed", "3") as app:
            person = Person(app, phase, 100 * seed + number)
            person.go()
            assert app.wait_for_end() == -signal.SIGKILL
        certain += [*person.finished, person.certain()]
        # looked at in a copy: the app itself opens what the kill left
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(data, copy)
        attempts(copy / "rehearse.db")
        found = list(kept(copy / "rehearse.db"))
        for told in filter(None, certain):
            assert any(holds(each, told) for each in found), f"lost: {told}\nfound: {found}"
        if phase == "story":
            shutil.rmtree(data)
            certain.clear()
    with terminal(data) as app:
        app.wait_for("Enter starts")
        app.press("\x11")
        assert app.wait_for_end() == 0
