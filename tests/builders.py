"""Small whole values for tests; each argument changes one thing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from rehearse.domain.budget import shares
from rehearse.domain.critique import Critique, FigureQuote, Finding, Measures, Praise, Probe, Rating, Segment
from rehearse.domain.drill import Drill
from rehearse.domain.drill_plan import Plan
from rehearse.domain.question import Question
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.story import Field, Metric, Story, key_for
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.text import count_words
from rehearse.domain.vocabulary import Angle, Competency, Flaw, ProbeTopic, Signal, Strength

HOSTILE = (
    "[/]",
    "[@click=app.quit]x[/]",
    "[bold]not bold[/bold] [red",
    "\x1b]52;c;aGFjaw==\x07 clipboard",
    "\x1b]0;title\x07\x1b[31mred\x1b[0m\x9b2J",
    "日本語のテキスト 한국어 العربية",
    "🧑‍🚀👩🏽‍🔬 e\u0301 \u202egnirts\u202c \u200b\u2066x\u2069",
    "%s {0} {quote} ' \" ; DROP TABLE attempts; -- \\",
    "a\ud800b\x00c",
)
"""Text that has broken terminal apps before."""

ANSWER: Mapping[Section, str] = {
    Section.SITUATION: "Our ticket-routing model sent one urgent ticket in nine to the wrong queue.",
    Section.TASK: "I owned the router and had to mend it without raising inference cost.",
    Section.ACTION: (
        "I read two hundred misrouted tickets first and found that a third carried stale labels. "
        "We could have moved to a larger encoder, but it would have doubled the latency, so I relabelled the "
        "worst two queues with the support lead and kept the small model. I validated it on a held-out week."
    ),
    Section.RESULT: "Misrouted urgent tickets fell from 11 % to 4 %, measured over six weeks in production.",
    Section.REFLECTION: "The bottleneck was the labels, not the model; I would look at them first next time.",
}

STARTED = datetime(2026, 11, 2, 18, 30, tzinfo=UTC)


def question(**changes: Any) -> Question:
    fields: dict[str, Any] = {
        "id": "deployment-01",
        "text": "Tell me about a model that got worse after launch. How did you notice?",
        "competency": Competency.DEPLOYMENT,
        "probes": {
            ProbeTopic.METRIC: "Which number told you, and where was it measured?",
            ProbeTopic.MONITORING: "What did you watch in the first week?",
            ProbeTopic.TRADEOFF: "What did you give up by acting at once?",
        },
        "pack": "Test pack",
    }
    return Question(**{**fields, **changes})


def drill(plan: Plan | None = None, **changes: Any) -> Drill:
    return Drill(question(**changes), plan or Plan())


def answered(plan: Plan | None = None, texts: Mapping[Section, str] = ANSWER) -> Drill:
    """A drill whose five sections took 20, 10, 90, 20 and 10 seconds from moment 0."""
    going, now = drill(plan).begin(0), 0.0
    for section, seconds in zip(SECTIONS, (20, 10, 90, 20, 10), strict=True):
        going = going.write(section, texts.get(section, ""))
        now += seconds
        going = going.next(now) if section is not SECTIONS[-1] else going
    return going.finish(now)


def critique(texts: Mapping[Section, str] = ANSWER, **changes: Any) -> Critique:
    counted = {section: count_words(texts.get(section, "")) for section in SECTIONS}
    result = texts.get(Section.RESULT, "")
    fields: dict[str, Any] = {
        "answer_id": "1",
        "engine": "rules",
        "overall": 3.4,
        "ratings": tuple(
            Rating(signal, None if signal is Signal.EXECUTION else 3, None, "one option was weighed")
            for signal in Signal
        ),
        "findings": (
            Finding(
                Flaw.VAGUE_IMPACT,
                Section.RESULT,
                result[:24] or None,
                "An outcome is claimed and nothing shows it.",
                "Say the figure before and after.",
            ),
            Finding(Flaw.NO_TASK, Section.TASK, None, "No responsibility is stated.", "Say what you owned."),
        ),
        "strengths": (Praise(Strength.CONSTRAINT_NAMED, Section.TASK, "without raising inference cost"),),
        "probes": (
            Probe(ProbeTopic.METRIC, "Where was that measured?", result[:24] or None, Section.RESULT),
            Probe(ProbeTopic.MONITORING, "What did you watch after launch?"),
        ),
        "next_fix": "Give the Result its unit and say where it was measured.",
        "segments": tuple(Segment(texts[section], section) for section in SECTIONS if texts.get(section)),
        "measures": Measures(
            words=counted,
            share=shares(counted),
            wpm=None,
            fillers_per_minute=2.0,
            fillers={"um": 2},
            pronouns=dict.fromkeys(SECTIONS, (1, 0, 0)),
            figures=(FigureQuote("11 %", "%", Section.RESULT),),
        ),
    }
    return Critique(**{**fields, **changes})


def story(**changes: Any) -> Story:
    """A story that is ready, with every field, three bullets or fewer a section and one full metric."""
    fields: dict[str, Any] = {
        "title": "Ticket router",
        "fields": {
            Field.GOAL: "Urgent support tickets answered within the hour",
            Field.PROBLEM: "Text classification into twelve queues",
            Field.ROLE: "Sole ML engineer, from data to launch",
            Field.OBSTACLE: "A third of the labels were stale, and nobody owned them",
            Field.DECISION: "Relabel two queues instead of a larger encoder, which would have doubled latency",
            Field.RESULT: "Misrouted urgent tickets 11 % to 4 %",
            Field.LESSON: "The bottleneck was the labels, not the model",
        },
        "spine": {
            Section.SITUATION: ("One urgent ticket in nine went to the wrong queue",),
            Section.TASK: ("I owned the router; inference cost was fixed",),
            Section.ACTION: (
                "Read 200 misrouted tickets",
                "Larger encoder ruled out: twice the latency",
                "Relabelled two queues with the support lead",
            ),
            Section.RESULT: ("11 % to 4 %, six weeks in production",),
            Section.REFLECTION: ("Look at labels first",),
        },
        "competencies": (Competency.BAD_DATA,),
        "angles": (Angle.IMPACT,),
        "metrics": (Metric("misrouted urgent tickets", "11", "4", "%", "six weeks in production"),),
    }
    return Story(**{**fields, **changes})


def kept_story(number: int = 1, *, archived: bool = False, **changes: Any) -> KeptStory:
    """The first version of a story as the bank holds it."""
    told = story(**changes)
    return KeptStory(number, key_for(told.title), 1, STARTED, told, archived=archived)
