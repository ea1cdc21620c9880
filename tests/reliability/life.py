"""Everything a user can keep, written step by step, and all of it read back to be held against another time."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from rehearse.domain.attempt import progress_of
from rehearse.domain.drill import Drill
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exchange import Cut, FollowUp
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.history import HistoryFilter
from rehearse.domain.interview import AskedQuestion, Interview
from rehearse.domain.mock import Slot
from rehearse.domain.outcome import Outcome
from rehearse.domain.persona import Persona
from rehearse.domain.practice import plan_for
from rehearse.domain.profile import Profile
from rehearse.domain.section import Section
from rehearse.domain.self_rating import Check, SelfRating
from rehearse.domain.vocabulary import Angle, Competency, Experience, Flaw, Mode, ProbeTopic
from rehearse.storage.store import SqliteStore
from tests.builders import answered, critique, drill, question, story

ALL: Final = HistoryFilter()


def long(word: str) -> str:
    """Give a text that does not fit on one page of the database."""
    return " ".join(f"{word}{number}" for number in range(1500))


@dataclass
class Life:
    """A store that is written to; `ids` are those that the steps before were given."""

    store: SqliteStore
    ids: dict[str, int] = field(default_factory=dict)


def begin(life: Life) -> None:
    started = drill().begin(0).write(Section.SITUATION, "We had")
    life.ids["told"] = life.store.start(started.question, started.plan)


def draft(life: Life) -> None:
    started = drill().begin(0).write(Section.SITUATION, "We had a model that drifted.")
    life.store.save(life.ids["told"], progress_of(started, 9))


def close(life: Life) -> None:
    life.store.save(life.ids["told"], progress_of(answered(), 150))


def ask_on(life: Life) -> None:
    asked = answered().ask(FollowUp(ProbeTopic.METRIC, "Where?", "11 %", Section.RESULT), 150, "built-in")
    closed = asked.reply("In production.").close_follow_up(170)
    life.store.save(life.ids["told"], progress_of(closed, 170, done=True))


def judge(life: Life) -> None:
    life.store.save_critique(life.ids["told"], critique())


def rate(life: Life) -> None:
    life.store.save_self_rating(life.ids["told"], SelfRating({Check.PRODUCTION: True}, 3))


def remark(life: Life) -> None:
    life.store.remarks.keep(life.ids["told"], ("calm", "router"), f"Tell it shorter. {long('note')}")


def dispute(life: Life) -> None:
    life.store.remarks.dispute(life.ids["told"], (Flaw.VAGUE_IMPACT, Section.RESULT), wrong=True)


def keep_story(life: Life) -> None:
    life.ids["story"] = life.store.stories.add(story()).id


def keep_version(life: Life) -> None:
    life.store.stories.keep(life.ids["story"], story(title="Ticket router, retold"))


def draft_story(life: Life) -> None:
    life.store.stories.save_draft(life.ids["story"], story(title="Half a title"))


def link(life: Life) -> None:
    life.store.stories.link(life.ids["told"], life.ids["story"], Angle.IMPACT)


def _part() -> Drill:
    plan = plan_for(Plan(mode=Mode.SPOKEN), Exercise(Kind.SETUP))
    return Drill(question(text="Only the set-up."), plan).begin(0).next(12).finish(20)


def begin_part(life: Life) -> None:
    life.ids["part"] = life.store.start(_part().question, _part().plan)


def end_part(life: Life) -> None:
    life.store.save(life.ids["part"], progress_of(_part(), 20, done=True))


def come_to(life: Life) -> None:
    life.store.save_outcome(life.ids["part"], Outcome("short", "20 of 30 seconds.", True, {"set-up": 20}))


def begin_again(life: Life) -> None:
    life.ids["cut"] = life.store.start(question(), Plan(), life.ids["told"])


def interrupt(life: Life) -> None:
    cut = Cut("Why not a rule?", 31.0, "I read two hundred", "We tried.", answered_at=4.0)
    told = replace(answered(texts={Section.ACTION: long("told")}), cut=cut)
    life.store.save(life.ids["cut"], progress_of(told, 150, done=True))


def judge_again(life: Life) -> None:
    life.store.save_critique(life.ids["cut"], critique({Section.ACTION: long("told")}))


def begin_mock(life: Life) -> None:
    slots = (Slot(question(), Persona.RECRUITER), Slot(question(text="Second?"), Persona.DATA_SCIENTIST))
    life.ids["mock"] = life.store.mocks.begin(Plan(), slots).id


def link_mock(life: Life) -> None:
    life.store.mocks.link(life.ids["mock"], 0, life.ids["cut"])


def time_mock(life: Life) -> None:
    life.store.mocks.keep_clock(life.ids["mock"], 61.5)


def note_interview(life: Life) -> None:
    asked = AskedQuestion("What failed?", Competency.FAILURE)
    held = Interview(date(2026, 11, 5), "Example Ltd", "ML engineer", went=3, questions=(asked,))
    life.ids["interview"] = life.store.interviews.keep(replace(held, id=life.ids.get("interview", 0)))


def say_who(life: Life) -> None:
    life.store.profile.save(
        Profile(Experience.LAB, "ML engineer", "Example Ltd", date(2026, 12, 1), long("resume"), "Job")
    )


def begin_to_forget(life: Life) -> None:
    life.ids["gone"] = life.store.start(question(text="To be forgotten?"), Plan())


def forget(life: Life) -> None:
    life.store.delete(life.ids["gone"])


STEPS: Final[tuple[Callable[[Life], None], ...]] = (
    begin, draft, close, ask_on, judge, rate, remark, dispute, keep_story, keep_version, draft_story, link, begin_part,
    end_part, come_to, begin_again, interrupt, judge_again, begin_mock, link_mock, time_mock, note_interview, say_who,
    begin_to_forget, forget,
)  # fmt: skip
"""Each is one call, so that one that failed can be taken again."""


def live(store: SqliteStore) -> Life:
    """Take every step."""
    life = Life(store)
    for step in STEPS:
        step(life)
    return life


def everything(store: SqliteStore) -> dict[str, Any]:
    """Read all that a store gives to screens and commands."""
    lines = store.page(ALL, 1000)
    kept = store.stories.all()
    return {
        "lines": lines,
        "attempts": [store.load(each.id) for each in lines],
        "unfinished": store.unfinished(),
        "found": [each.id for each in store.page(HistoryFilter(search="model"), 1000)],
        "stories": kept,
        "versions": [store.stories.versions(each.id) for each in kept],
        "drafts": [store.stories.draft(each) for each in store.stories.drafts()],
        "uses": store.stories.uses(),
        "mocks": store.mocks.all(100),
        "interviews": store.interviews.all(),
        "profile": store.profile.load(),
        "plan": store.plan.known(),
        "disputed": store.remarks.disputed(),
        "trends": store.trends(),
        "asked": store.asked(),
    }
