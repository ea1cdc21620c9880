"""Short names for the cues that several rules share."""

from rehearse.analysis.constraints import KINDS, kinds
from rehearse.analysis.content import (
    BLOCKER,
    CHECKED,
    DATA,
    DATA_ISSUE,
    DEPLOYMENT,
    LIVE,
    METHOD,
    ML,
    MONITORING,
    OBJECTIVE,
    OFFER,
    STAKEHOLDER,
)
from rehearse.analysis.decisions import GIVEN_UP, OPTION, REASON, STEP
from rehearse.analysis.evidence import VAGUE
from rehearse.analysis.ownership import RESPONSIBILITY
from rehearse.analysis.reflection import LESSON
