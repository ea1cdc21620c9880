"""What an interviewer adds to an answer: follow-ups, and the question that breaks into it."""

from dataclasses import dataclass, field

from rehearse.domain.clock import Timer
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import ProbeTopic


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question the interviewer adds; `quote` is verbatim from what the user said."""

    topic: ProbeTopic
    text: str
    quote: str | None = None
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A follow-up and what was answered to it; an empty answer means it was skipped or spoken without notes.

    `waits` says that the user has not ended the answer yet: a drill taken up again goes on there.
    """

    follow_up: FollowUp
    answer: str = ""
    timer: Timer = field(default_factory=Timer)
    interviewer: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """The question that broke into the Action, and the way back (requirement 101).

    `at` is in seconds of the Action, `before` holds its words up to there. `answered_at` and `resumed_at` are in
    seconds of `timer`, which begins with the question; `result_at` is in seconds of the answer, the interruption left
    out. None: it did not happen, or was not measured.
    """

    question: str
    at: float
    before: str
    answer: str = ""
    timer: Timer = field(default_factory=Timer)
    answered_at: float | None = None
    resumed_at: float | None = None
    result_at: float | None = None
