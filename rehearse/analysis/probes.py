"""What an interviewer would ask next: the open questions, the weakest part first (requirements 20 to 24, 51)."""

from collections.abc import Callable, Sequence
from typing import Final

from rehearse.analysis import content, decisions, evidence, failure
from rehearse.analysis.outcomes import outcome
from rehearse.analysis.ownership import acts
from rehearse.analysis.reading import Reading
from rehearse.analysis.sentences import Sentence
from rehearse.domain.critique import Finding, Probe, Rating
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Competency, Flaw, ProbeTopic, Signal

_BY_FLAW: Final = {
    Flaw.HIDDEN_FAILURE: ProbeTopic.FAILURE,
    Flaw.MISSING_RESULT: ProbeTopic.METRIC,
    Flaw.VAGUE_IMPACT: ProbeTopic.METRIC,
    Flaw.JARGON_OVERLOAD: ProbeTopic.CONTEXT,
    Flaw.NO_TRADEOFF: ProbeTopic.TRADEOFF,
    Flaw.TEAM_LANGUAGE: ProbeTopic.OWNERSHIP,
    Flaw.TIMELINE_STORY: ProbeTopic.TRADEOFF,
    Flaw.OVERCLAIMING: ProbeTopic.CONTEXT,
    Flaw.COULD_BE_ANY_ENGINEER: ProbeTopic.DATA,
    Flaw.MODEL_ONLY: ProbeTopic.DATA,
    Flaw.NO_TASK: ProbeTopic.OWNERSHIP,
    Flaw.MISSING_REFLECTION: ProbeTopic.LESSON,
    Flaw.NO_CONSTRAINT: ProbeTopic.CONSTRAINT,
    Flaw.THIN_ACTION: ProbeTopic.TRADEOFF,
}
"""What each flaw makes a listener ask, in the order in which they would ask it."""
_BY_SIGNAL: Final = {
    Signal.OWNERSHIP: ProbeTopic.MONITORING,
    Signal.DATA_JUDGMENT: ProbeTopic.DATA,
    Signal.TECHNICAL_TRADEOFFS: ProbeTopic.TRADEOFF,
    Signal.EXECUTION: ProbeTopic.STAKEHOLDER,
    Signal.PROBLEM_FRAMING: ProbeTopic.CONTEXT,
}
"""What the weakest signal of an answer without such a flaw makes them ask; a tie goes to the first."""
_BY_COMPETENCY: Final = {
    Competency.MODEL_IMPROVEMENT: ProbeTopic.DATA,
    Competency.BAD_DATA: ProbeTopic.MONITORING,
    Competency.ACCURACY_VS_LATENCY: ProbeTopic.MONITORING,
    Competency.DEPLOYMENT: ProbeTopic.MONITORING,
    Competency.INFLUENCE: ProbeTopic.STAKEHOLDER,
    Competency.FAILURE: ProbeTopic.DATA,
    Competency.AMBIGUITY: ProbeTopic.MONITORING,
}
"""What readers most often still ask about a good answer to each kind of question."""

_QUESTIONS: Final = {
    ProbeTopic.OWNERSHIP: "Which part of that was yours alone?",
    ProbeTopic.METRIC: "What was it before, what was it after, and where was it measured?",
    ProbeTopic.TRADEOFF: "What else did you consider, why not something more complex, and what did your choice cost?",
    ProbeTopic.DATA: "Which problems did you find in the data, and how did you validate that they were gone?",
    ProbeTopic.CONSTRAINT: "Which limit in production or from the people around you changed the plan?",
    ProbeTopic.MONITORING: "How did you watch it after release, and what would have made you roll it back?",
    ProbeTopic.STAKEHOLDER: "Who had to agree, and what did they want?",
    ProbeTopic.FAILURE: "What went wrong there by your own doing?",
    ProbeTopic.LESSON: "What would you do differently now?",
    ProbeTopic.CONTEXT: "Who felt that problem, in plain words, and what did it cost them?",
}
_OPEN_SLOTS: Final = {
    "before": "What was it before?",
    "unit": "In which unit?",
    "where": "Where, and over how long, was that measured?",
}
"""What is asked about a figure whose slots are open (requirement 51)."""


def rank(reading: Reading, findings: Sequence[Finding], ratings: Sequence[Rating]) -> tuple[Probe, ...]:
    """Give one probe for each open topic: what flaws leave open, what the question invites, the weakest signals."""
    by_flaw = {finding.flaw: finding for finding in findings}
    topics: dict[ProbeTopic, Finding | None] = {}
    for flaw, topic in _BY_FLAW.items():
        if flaw in by_flaw:
            topics.setdefault(topic, by_flaw[flaw])
    if (competency := reading.answer.competency) is not None:
        topics.setdefault(_BY_COMPETENCY[competency], None)
    given = {rating.signal: rating.rating or 1 for rating in ratings}
    order = list(_BY_SIGNAL)
    for signal in sorted(order, key=lambda each: (given.get(each, 1), order.index(each)))[:3]:
        topics.setdefault(_BY_SIGNAL[signal], None)
    for topic in (ProbeTopic.METRIC, ProbeTopic.CONSTRAINT):
        topics.setdefault(topic, None)
    return tuple(_probe(topic, finding, reading) for topic, finding in topics.items())


def _probe(topic: ProbeTopic, finding: Finding | None, reading: Reading) -> Probe:
    anchor = _anchor(topic, reading)
    quote, section = (anchor.quote, anchor.section) if anchor else (None, None)
    if finding is not None and finding.quote:
        quote, section = finding.quote, finding.section
    question = _QUESTIONS[topic]
    if topic is ProbeTopic.METRIC and finding is None and anchor is not None:
        question = _open_slots(anchor) or question
    return Probe(topic, f"You said “{quote}”. {question}" if quote else question, quote, section)


def _open_slots(sentence: Sentence) -> str:
    told = evidence.claim(sentence)
    slots = (("before", told.before), ("unit", told.unit), ("where", told.where))
    return " ".join(_OPEN_SLOTS[name] for name, value in slots if value is None)


def _anchor(topic: ProbeTopic, reading: Reading) -> Sentence | None:
    """Find the sentence that a question on this topic takes up."""
    find: dict[ProbeTopic, Callable[[], Sentence | None]] = {
        ProbeTopic.METRIC: lambda: outcome(reading)[1],
        ProbeTopic.LESSON: lambda: outcome(reading)[1],
        ProbeTopic.TRADEOFF: lambda: _chosen(reading),
        ProbeTopic.CONSTRAINT: lambda: _chosen(reading),
        ProbeTopic.STAKEHOLDER: lambda: (
            reading.first(content.STAKEHOLDER, Section.ACTION) or _chosen(reading)
        ),
        ProbeTopic.DATA: lambda: reading.first(content.DATA_ISSUE) or reading.first(content.DATA),
        ProbeTopic.MONITORING: lambda: reading.first(content.DEPLOYMENT, Section.ACTION, Section.RESULT),
        ProbeTopic.OWNERSHIP: lambda: reading.first(lambda lower: acts(lower).group, Section.ACTION),
        ProbeTopic.FAILURE: lambda: reading.first(failure.NAMED),
    }
    return find[topic]() if topic in find else None


def _chosen(reading: Reading) -> Sentence | None:
    return reading.first(decisions.weighed, Section.ACTION) or reading.first(
        lambda lower: acts(lower).own, Section.ACTION
    )
