"""The field's words as enumerations; their values are the ids used in packs, the database and JSON."""

from enum import StrEnum


class Competency(StrEnum):
    """What a question is about: the seven story categories (requirements 30 to 36)."""

    MODEL_IMPROVEMENT = "model_improvement"
    BAD_DATA = "bad_data"
    ACCURACY_VS_LATENCY = "accuracy_vs_latency"
    DEPLOYMENT = "deployment_monitoring_rollback"
    INFLUENCE = "influence"
    FAILURE = "failure"
    AMBIGUITY = "ambiguity_ownership"

    @property
    def label(self) -> str:
        """Name the competency as a person reads it."""
        return _COMPETENCY_LABELS[self]


_COMPETENCY_LABELS = {
    Competency.MODEL_IMPROVEMENT: "Improved a model",
    Competency.BAD_DATA: "Bad or incomplete data",
    Competency.ACCURACY_VS_LATENCY: "Accuracy against latency",
    Competency.DEPLOYMENT: "Deployment and rollback",
    Competency.INFLUENCE: "Influence",
    Competency.FAILURE: "Failure",
    Competency.AMBIGUITY: "Ownership under ambiguity",
}


class Angle(StrEnum):
    """From which side a story is told (requirements 80, 88 and 92)."""

    CONFLICT = "conflict"
    FAILURE = "failure"
    AMBIGUITY = "ambiguity"
    IMPACT = "impact"
    COLLABORATION = "collaboration"
    TECHNICAL_DEPTH = "technical_depth"

    @property
    def label(self) -> str:
        """Name the angle as a person reads it."""
        return self.value.replace("_", " ")


class Difficulty(StrEnum):
    """How hard a question is to answer well."""

    WARM_UP = "warm_up"
    CORE = "core"
    HARD = "hard"

    @property
    def label(self) -> str:
        """Name it as a person reads it."""
        return self.value.replace("_", "-")


class Experience(StrEnum):
    """Where the story happened; no level is worth less when told honestly (requirement 98)."""

    PRODUCTION = "production"
    INTERNSHIP = "internship"
    LAB = "lab"
    COURSEWORK = "coursework"


class Signal(StrEnum):
    """The five production signals that carry the rating (requirements 6 to 10)."""

    PROBLEM_FRAMING = "problem_framing"
    DATA_JUDGMENT = "data_judgment"
    TECHNICAL_TRADEOFFS = "technical_tradeoffs"
    EXECUTION = "execution"
    OWNERSHIP = "ownership"

    @property
    def label(self) -> str:
        """Name the signal as a person reads it."""
        return "technical trade-offs" if self is Signal.TECHNICAL_TRADEOFFS else self.value.replace("_", " ")


class Flaw(StrEnum):
    """What can be wrong with an answer; each holds by meaning, a keyword is never enough."""

    MISSING_RESULT = "missing_result"
    VAGUE_IMPACT = "vague_impact"
    MISSING_REFLECTION = "missing_reflection"
    NO_TRADEOFF = "no_tradeoff"
    TEAM_LANGUAGE = "team_language"
    JARGON_OVERLOAD = "jargon_overload"
    MODEL_ONLY = "model_only"
    NO_CONSTRAINT = "no_constraint"
    HIDDEN_FAILURE = "hidden_failure"
    SETUP_TOO_LONG = "setup_too_long"
    THIN_ACTION = "thin_action"
    RAMBLING = "rambling"
    OVERCLAIMING = "overclaiming"
    NO_TASK = "no_task"
    TIMELINE_STORY = "timeline_story"
    OVER_TIME = "over_time"
    REHEARSED_WORDING = "rehearsed_wording"
    COULD_BE_ANY_ENGINEER = "could_be_any_engineer"

    @property
    def label(self) -> str:
        """Name the flaw as a person reads it."""
        return _FLAW_LABELS[self]


_FLAW_LABELS = {
    Flaw.MISSING_RESULT: "no result",
    Flaw.VAGUE_IMPACT: "vague impact",
    Flaw.MISSING_REFLECTION: "no reflection",
    Flaw.NO_TRADEOFF: "no trade-off",
    Flaw.TEAM_LANGUAGE: "your part is unclear",
    Flaw.JARGON_OVERLOAD: "too much jargon",
    Flaw.MODEL_ONLY: "only the model",
    Flaw.NO_CONSTRAINT: "no constraint",
    Flaw.HIDDEN_FAILURE: "hidden failure",
    Flaw.SETUP_TOO_LONG: "set-up too long",
    Flaw.THIN_ACTION: "thin action",
    Flaw.RAMBLING: "rambling",
    Flaw.OVERCLAIMING: "claims above the level",
    Flaw.NO_TASK: "no responsibility of your own",
    Flaw.TIMELINE_STORY: "timeline, not decisions",
    Flaw.OVER_TIME: "over time",
    Flaw.REHEARSED_WORDING: "wording repeats an earlier answer",
    Flaw.COULD_BE_ANY_ENGINEER: "could be any engineer",
}


class Strength(StrEnum):
    """What an answer does well."""

    DECISION_STORY = "decision_story"
    DATA_JUDGMENT = "data_judgment"
    QUANTIFIED_RESULT = "quantified_result"
    CLEAR_OWNERSHIP = "clear_ownership"
    HONEST_REFLECTION = "honest_reflection"
    MONITORING_AFTER_LAUNCH = "monitoring_after_launch"
    COLLABORATION = "collaboration"
    CONSTRAINT_NAMED = "constraint_named"
    OFFERS_DEPTH = "offers_depth"

    @property
    def label(self) -> str:
        """Name the strength as a person reads it."""
        return self.value.replace("_", " ")


class ProbeTopic(StrEnum):
    """What a follow-up question digs for (requirements 20 to 24 and 51)."""

    OWNERSHIP = "ownership"
    METRIC = "metric"
    TRADEOFF = "tradeoff"
    DATA = "data"
    CONSTRAINT = "constraint"
    MONITORING = "monitoring"
    STAKEHOLDER = "stakeholder"
    FAILURE = "failure"
    LESSON = "lesson"
    CONTEXT = "context"


class Mode(StrEnum):
    """How the answer is given."""

    TYPED = "typed"
    SPOKEN = "spoken"

    @property
    def other(self) -> "Mode":
        """Give the one that this is not."""
        return Mode.SPOKEN if self is Mode.TYPED else Mode.TYPED


class Hints(StrEnum):
    """How long a coached answer keeps its hints: always, until they are known, never."""

    ALWAYS = "always"
    FADE = "fade"
    NEVER = "never"


class Coaching(StrEnum):
    """What is shown while answering: criteria and cues, or nothing."""

    COACHED = "coached"
    EXAM = "exam"

    @property
    def other(self) -> "Coaching":
        """Give the one that this is not."""
        return Coaching.EXAM if self is Coaching.COACHED else Coaching.COACHED
