"""What an answer does well, each with the words that show it."""

from rehearse.analysis import constraints, cues, evidence
from rehearse.analysis.ownership import acts
from rehearse.analysis.reading import Reading
from rehearse.analysis.sentences import Sentence
from rehearse.domain.critique import Praise
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Flaw, Strength


def find(reading: Reading, flaws: frozenset[Flaw]) -> tuple[Praise, ...]:
    """Give every strength that shows; none that a flaw contradicts."""
    close = reading.sentences(Section.ACTION, Section.RESULT, Section.REFLECTION)
    decided = reading.first(cues.GIVEN_UP, Section.ACTION) or reading.first(cues.OPTION, Section.ACTION)
    shown: tuple[tuple[Strength, Sentence | None], ...] = (
        (Strength.DECISION_STORY, decided if not flaws & {Flaw.NO_TRADEOFF, Flaw.TIMELINE_STORY} else None),
        (Strength.DATA_JUDGMENT, reading.first(cues.DATA_ISSUE)),
        (Strength.QUANTIFIED_RESULT, next(filter(evidence.measured, close), None)),
        (
            Strength.CLEAR_OWNERSHIP,
            reading.first(cues.RESPONSIBILITY) if Flaw.TEAM_LANGUAGE not in flaws else None,
        ),
        (Strength.HONEST_REFLECTION, reading.first(cues.LESSON, Section.RESULT, Section.REFLECTION)),
        (Strength.MONITORING_AFTER_LAUNCH, reading.first(cues.MONITORING)),
        (Strength.COLLABORATION, reading.first(cues.STAKEHOLDER, Section.ACTION)),
        (Strength.CONSTRAINT_NAMED, reading.first(constraints.kinds)),
        (Strength.OFFERS_DEPTH, reading.first(cues.OFFER)),
    )
    return tuple(Praise(strength, each.section, each.quote) for strength, each in shown if each is not None)


def _own(lower: str) -> bool:
    return acts(lower).own > 0
