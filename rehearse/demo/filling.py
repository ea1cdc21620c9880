"""Fills an empty store with the sample data, step by step as the app would have, dated back from a given day."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from rehearse.domain.answer import Answer
from rehearse.domain.attempt import progress_of
from rehearse.domain.critique import Critique
from rehearse.domain.drill import Drill
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exchange import FollowUp
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.interview import Interview, Result, read_questions
from rehearse.domain.ledger import Ledgers
from rehearse.domain.mock import Slot, Stage
from rehearse.domain.persona import Cast
from rehearse.domain.practice import plan_for, prompt_for
from rehearse.domain.profile import Profile
from rehearse.domain.question import Question
from rehearse.domain.review import review
from rehearse.domain.self_rating import SelfRating
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.vocabulary import Coaching, Experience, Mode, ProbeTopic
from rehearse.domain.wording import Overlap
from rehearse.rehearsal.reviewing import read_around
from rehearse.rehearsal.session import EARLIER_ANSWERS
from rehearse.storage.port import Store
from rehearse.storage.story_files import read_data, take_in

SEED: Final = 1
"""What chooses the question and the wordings of a demo that is given no other seed."""
STORIES_BEGAN: Final = 30
"""Days ago."""
_HERE: Final = Path(__file__).parent
_Given = Mapping[str, Any]


class Then:
    """A moment that is moved: what the store takes for the present one."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.moment = datetime.combine(day, time()).astimezone()

    def __call__(self) -> datetime:
        """Give the moment."""
        return self.moment

    def go_to(self, days_ago: int, at: str) -> None:
        """Go to a time of a day, as the user's own clock shows it."""
        there = datetime.combine(self.day - timedelta(days=days_ago), time.fromisoformat(at))
        self.moment = there.astimezone()

    def pass_by(self, seconds: float) -> None:
        """Let some seconds pass."""
        self.moment += timedelta(seconds=seconds)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reads the answers: the critique and what it rests on, exactly as in the app."""

    critique: Callable[[Answer], Critique]
    ledgers: Callable[[Answer], Ledgers]
    overlap: Overlap
    interviewer: str


@dataclass(frozen=True, slots=True)
class Filling:
    """An empty store on its way; `then` is the store's own idea of the present moment."""

    store: Store
    then: Then
    questions: Sequence[Question]
    cast: Cast
    reading: Reading

    def fill(self) -> None:
        """Write the profile, a real interview, stories, rehearsals, a mock and a draft."""
        told = _read("profile.toml")
        self._profile(told)
        self._interview(told["interview"])
        self.then.go_to(STORIES_BEGAN, "20:00")
        for given in read_data((_HERE / "stories.md").read_bytes(), "stories.md", "Story").stories:
            take_in(self.store.stories, given)
        rehearsed = _read("attempts.toml")
        mock, draft = rehearsed["mock"], rehearsed["draft"]
        for given in rehearsed["attempt"]:
            self.then.go_to(given["days_ago"], given["at"])
            self._attempt(given, self._plan(given))
        self._mock(mock)
        self.then.go_to(draft["days_ago"], draft["at"])
        self._draft(draft)

    def _profile(self, given: _Given) -> None:
        self.store.profile.save(
            Profile(
                experience=Experience.PRODUCTION,
                role=given["role"],
                company=given["company"],
                interview_date=self.then.day + timedelta(days=given["days_left"]),
                resume=given["resume"].strip(),
                job=given["job"].strip(),
            )
        )

    def _interview(self, told: _Given) -> None:
        self.store.interviews.keep(
            Interview(
                self.then.day - timedelta(days=told["days_ago"]),
                company=told["company"],
                role=told["role"],
                went=told["went"],
                result=Result(told["result"]),
                notes=told["notes"],
                questions=read_questions("\n".join(told["questions"]), self.questions),
            )
        )

    def _plan(self, given: _Given) -> Plan:
        return Plan(
            mode=Mode(given.get("mode", Mode.TYPED)),
            persona=self.cast.get(given.get("persona", Plan().persona.id)),
            follow_ups=len(given.get("follow_up", ())),
        )

    def _attempt(self, given: _Given, plan: Plan, link: Callable[[int], None] | None = None) -> int:
        """Rehearse once: asked, answered, asked on, judged; then what the user noted down on it."""
        story = self.store.stories.find(given["story"])
        question, plan = self._asked(given, plan, story)
        attempt_id = self.store.start(question, plan, given.get("retry_of"))
        if story is not None:
            self.store.stories.link(attempt_id, story.id)
        if link is not None:
            link(attempt_id)
        drill, now = _answered(Drill(question, plan).begin(0), given)
        drill = drill.finish(now)
        self.then.pass_by(now)
        self.store.save(attempt_id, progress_of(drill, now))
        earlier = self.store.earlier_answers(attempt_id, EARLIER_ANSWERS)
        answer = drill.answer(str(attempt_id), now, earlier)
        drill, now = self._asked_on(drill, now, given)
        self.store.save(attempt_id, progress_of(drill, now, done=True))
        if not plan.exercise.kind.partial:
            self.store.save_critique(attempt_id, self.reading.critique(answer))
        self._noted(attempt_id, given)
        return attempt_id

    def _asked(self, given: _Given, plan: Plan, story: KeptStory | None) -> tuple[Question, Plan]:
        kind = Kind(given.get("kind", Kind.WHOLE))
        if kind is not Kind.WHOLE:
            exercise = Exercise(kind, SEED)
            return prompt_for(exercise, story.story if story else None), plan_for(plan, exercise)
        return self._question(given["question"]), plan

    def _question(self, question_id: str) -> Question:
        return next(each for each in self.questions if each.id == question_id)

    def _asked_on(self, drill: Drill, now: float, given: _Given) -> tuple[Drill, float]:
        for said in given.get("follow_up", ()):
            topic = ProbeTopic(said["topic"])
            asked = FollowUp(topic, drill.question.probes[topic])
            drill = drill.ask(asked, now, self.reading.interviewer).reply(_line(said["answer"]))
            now += said["seconds"]
            drill = drill.close_follow_up(now)
            self.then.pass_by(said["seconds"])
        return drill, now

    def _noted(self, attempt_id: int, given: _Given) -> None:
        attempt = self.store.load(attempt_id)
        if attempt is not None and attempt.exercise.kind is not Kind.WHOLE:
            around = read_around(self.store, attempt)
            found = review(attempt, self.reading.ledgers(attempt.answer()), around, self.reading.overlap)
            if found.outcome is not None:
                self.store.save_outcome(attempt_id, found.outcome)
        if "own_rating" in given:
            self.store.save_self_rating(attempt_id, SelfRating(overall=given["own_rating"]))
        if "tags" in given:
            self.store.remarks.keep(attempt_id, tuple(given["tags"]), given["note"])

    def _mock(self, given: _Given) -> None:
        self.then.go_to(given["days_ago"], given["at"])
        panel = [self.cast.get(each) for each in given["panel"]]
        slots = [
            Slot(self._question(told["question"]), persona)
            for told, persona in zip(given["attempt"], panel, strict=True)
        ]
        plan = Plan(coaching=Coaching(given["coaching"]), persona=panel[0], follow_ups=0)
        mock = self.store.mocks.begin(plan, slots)
        for place, (told, persona) in enumerate(zip(given["attempt"], panel, strict=True)):

            def link(attempt_id: int, place: int = place) -> None:
                self.store.mocks.link(mock.id, place, attempt_id)

            self._attempt(told, replace(plan, persona=persona), link)
        self.store.mocks.keep_clock(mock.id, float(given["seconds"]))
        self.store.mocks.end(mock.id, Stage.FINISHED)

    def _draft(self, given: _Given) -> None:
        question = self._question(given["question"])
        attempt_id = self.store.start(question, Plan())
        drill, now = _answered(Drill(question, Plan()).begin(0), given)
        self.then.pass_by(now)
        self.store.save(attempt_id, progress_of(drill.abandon(now), now))


def _answered(drill: Drill, given: _Given) -> tuple[Drill, float]:
    """Tell the sections that are given, one after the other; give the drill and its seconds."""
    now = 0.0
    for section, seconds in zip(
        drill.plan.sections, given["seconds"], strict=False
    ):  # a draft stops on its way
        drill = drill.go_to(section, now) if section is not drill.section else drill
        drill = drill.write(section, _line(given.get(section.value, "")))
        now += seconds
    return drill, now


def _line(text: str) -> str:
    """Join the lines of a text in the data file."""
    return " ".join(text.split())


def _read(name: str) -> dict[str, Any]:
    with (_HERE / name).open("rb") as file:
        return tomllib.load(file)
