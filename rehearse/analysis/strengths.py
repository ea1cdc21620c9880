"""What an answer does well, each with the words that show it."""

from rehearse.analysis import constraints, content, decisions
from rehearse.analysis.evidence import Evidence
from rehearse.analysis.outcomes import lesson, outcome
from rehearse.analysis.ownership import RESPONSIBILITY, acts
from rehearse.analysis.reading import Reading
from rehearse.analysis.sentences import Sentence
from rehearse.domain.critique import Praise
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Flaw, Strength

_AFTER = (Section.ACTION, Section.RESULT, Section.REFLECTION)


def find(reading: Reading, flaws: frozenset[Flaw]) -> tuple[Praise, ...]:
    """Give every strength that shows; none that a flaw contradicts."""
    kind, effect = outcome(reading)
    decided = reading.times(decisions.weighed, Section.TASK, Section.ACTION) > 1
    story = decided and not flaws & {Flaw.NO_TRADEOFF, Flaw.TIMELINE_STORY}
    shown: tuple[tuple[Strength, Sentence | None], ...] = (
        (
            Strength.DECISION_STORY,
            reading.first(decisions.weighed, Section.TASK, Section.ACTION) if story else None,
        ),
        (Strength.DATA_JUDGMENT, reading.first(content.DATA_ISSUE, *_AFTER)),
        (Strength.QUANTIFIED_RESULT, effect if kind is Evidence.MEASURED else None),
        (Strength.CLEAR_OWNERSHIP, None if Flaw.TEAM_LANGUAGE in flaws else _owned(reading)),
        (Strength.HONEST_REFLECTION, None if Flaw.HIDDEN_FAILURE in flaws else lesson(reading)),
        (Strength.MONITORING_AFTER_LAUNCH, reading.first(content.MONITORING, *_AFTER)),
        (Strength.COLLABORATION, reading.first(content.STAKEHOLDER, Section.ACTION)),
        (Strength.CONSTRAINT_NAMED, reading.first(constraints.kinds)),
        (Strength.OFFERS_DEPTH, _offer(reading)),
    )
    return tuple(Praise(strength, each.section, each.quote) for strength, each in shown if each is not None)


def _owned(reading: Reading) -> Sentence | None:
    return reading.first(RESPONSIBILITY) or reading.first(lambda lower: acts(lower).own, Section.ACTION)


def _offer(reading: Reading) -> Sentence | None:
    """Find an offer of depth that stands beside the main point, not instead of it (requirement 71)."""
    offer = reading.first(content.OFFER)
    return offer if offer is not None and len(reading.sentences()) > 2 else None
