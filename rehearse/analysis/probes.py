"""What an interviewer would ask next: the open questions of an answer, the weakest part first."""

from collections.abc import Callable
from typing import Final

from rehearse.analysis import constraints, cues, evidence
from rehearse.analysis.ownership import acts
from rehearse.analysis.reading import Reading
from rehearse.analysis.sentences import Sentence
from rehearse.domain.critique import Finding, Probe
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Flaw, ProbeTopic

_BY_FLAW: Final = {
    Flaw.HIDDEN_FAILURE: ProbeTopic.FAILURE,
    Flaw.MISSING_RESULT: ProbeTopic.METRIC,
    Flaw.VAGUE_IMPACT: ProbeTopic.METRIC,
    Flaw.TEAM_LANGUAGE: ProbeTopic.OWNERSHIP,
    Flaw.NO_TASK: ProbeTopic.OWNERSHIP,
    Flaw.NO_TRADEOFF: ProbeTopic.TRADEOFF,
    Flaw.TIMELINE_STORY: ProbeTopic.TRADEOFF,
    Flaw.MODEL_ONLY: ProbeTopic.DATA,
    Flaw.COULD_BE_ANY_ENGINEER: ProbeTopic.DATA,
    Flaw.NO_CONSTRAINT: ProbeTopic.CONSTRAINT,
    Flaw.OVERCLAIMING: ProbeTopic.METRIC,
    Flaw.MISSING_REFLECTION: ProbeTopic.LESSON,
    Flaw.THIN_ACTION: ProbeTopic.TRADEOFF,
    Flaw.JARGON_OVERLOAD: ProbeTopic.CONTEXT,
    Flaw.SETUP_TOO_LONG: ProbeTopic.OWNERSHIP,
    Flaw.RAMBLING: ProbeTopic.CONTEXT,
}
"""What each flaw makes a listener ask."""

_QUESTIONS: Final = {
    ProbeTopic.OWNERSHIP: "Which part of that was yours alone?",
    ProbeTopic.METRIC: "What was it before, what was it after, and where was it measured?",
    ProbeTopic.TRADEOFF: "What else did you consider, and what did your choice cost?",
    ProbeTopic.DATA: "Which problems did you find in the data, and how?",
    ProbeTopic.CONSTRAINT: "Which limit in production or from the people around you changed the plan?",
    ProbeTopic.MONITORING: "How did you watch it after release, and what would have made you roll it back?",
    ProbeTopic.STAKEHOLDER: "Who had to agree, and what did they want?",
    ProbeTopic.FAILURE: "What went wrong there by your own doing?",
    ProbeTopic.LESSON: "What would you do differently now?",
    ProbeTopic.CONTEXT: "Who felt that problem, in plain words, and what did it cost them?",
}

_Gap = tuple[ProbeTopic, Callable[[Reading], bool]]
_GAPS: Final[tuple[_Gap, ...]] = (
    (ProbeTopic.METRIC, lambda reading: not any(map(evidence.measured, reading.sentences(Section.RESULT)))),
    (ProbeTopic.TRADEOFF, lambda reading: not reading.has(cues.GIVEN_UP)),
    (ProbeTopic.DATA, lambda reading: not reading.has(cues.DATA_ISSUE)),
    (ProbeTopic.CONSTRAINT, lambda reading: not reading.has(constraints.kinds)),
    (ProbeTopic.MONITORING, lambda reading: not reading.has(cues.MONITORING)),
    (ProbeTopic.STAKEHOLDER, lambda reading: not reading.has(cues.STAKEHOLDER)),
    (ProbeTopic.LESSON, lambda reading: not reading.has(cues.LESSON)),
)
"""Questions a strong answer leaves no room for, in the order an interviewer misses them (requirements 20 to 24, 51)."""


def rank(reading: Reading, findings: tuple[Finding, ...]) -> tuple[Probe, ...]:
    """Give one probe for each open topic; a strong answer is probed on what it says of production."""
    topics: dict[ProbeTopic, Finding | None] = {}
    for finding in findings:
        if (topic := _BY_FLAW.get(finding.flaw)) is not None:
            topics.setdefault(topic, finding)
    for topic, is_open in _GAPS:
        if is_open(reading):
            topics.setdefault(topic, None)
    for topic in (ProbeTopic.MONITORING, ProbeTopic.TRADEOFF, ProbeTopic.CONSTRAINT):
        topics.setdefault(topic, None)
    return tuple(_probe(topic, finding, reading) for topic, finding in topics.items())


def _probe(topic: ProbeTopic, finding: Finding | None, reading: Reading) -> Probe:
    anchor = _anchor(topic, reading)
    quote, section = (anchor.quote, anchor.section) if anchor else (None, None)
    if finding is not None and finding.quote:
        quote, section = finding.quote, finding.section
    question = _QUESTIONS[topic]
    return Probe(topic, f"You said “{quote}”. {question}" if quote else question, quote, section)


def _anchor(topic: ProbeTopic, reading: Reading) -> Sentence | None:
    """Find the sentence that a question on this topic takes up."""
    chosen = reading.first(cues.OPTION, Section.ACTION) or reading.first(_own, Section.ACTION)
    places: dict[ProbeTopic, Sentence | None] = {
        ProbeTopic.METRIC: next(filter(evidence.concrete, reading.sentences(Section.RESULT)), None),
        ProbeTopic.TRADEOFF: chosen,
        ProbeTopic.CONSTRAINT: reading.first(constraints.kinds) or chosen,
        ProbeTopic.DATA: reading.first(cues.DATA),
        ProbeTopic.MONITORING: reading.first(cues.DEPLOYMENT),
        ProbeTopic.OWNERSHIP: reading.first(cues.DEPLOYMENT, Section.ACTION),
        ProbeTopic.LESSON: next(filter(evidence.concrete, reading.sentences(Section.RESULT)), None),
        ProbeTopic.STAKEHOLDER: chosen,
    }
    return places.get(topic)


def _own(lower: str) -> bool:
    return acts(lower).own > 0
