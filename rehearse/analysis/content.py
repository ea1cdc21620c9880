"""What an answer is about beside the model: data, deployment, people, the objective (requirements 5 to 10, 48, 72)."""

from functools import lru_cache
from typing import Final

from rehearse.analysis.matching import cue
from rehearse.analysis.ownership import acts

ML: Final = cue("content", "ml")
WEAK_ML: Final = cue("content", "weak ml")
"""Words of an application or of data work: two different ones tell as much as one term of the trade."""
DATA_ISSUE: Final = cue("content", "data issue")
DATA: Final = cue("content", "data")
DEPLOYMENT: Final = cue("content", "deployment")
MONITORING: Final = cue("content", "monitoring")
LIVE: Final = cue("content", "live")
STAKEHOLDER: Final = cue("content", "stakeholder")
OBJECTIVE: Final = cue("content", "objective")
CHECKED: Final = cue("content", "checked")
BLOCKER: Final = cue("content", "blocker")
METHOD: Final = cue("content", "method")
EXPLAINS: Final = cue("content", "explains")
OFFER: Final = cue("content", "offer")
CHIPS: Final = {
    kind: cue("content", kind)
    for kind in (
        "label inconsistency",
        "baseline first",
        "feature pipeline",
        "serving with infrastructure",
        "quality monitoring",
        "slice-level evaluation",
        "label aligned with the business",
        "profiled end to end",
    )
}
"""Useful ML content (requirements 48, 57, 58, 59): a chip lights up when it is there; absence is never an error."""


@lru_cache(maxsize=512)
def explains(lower: str) -> bool:
    """Tell whether a sentence teaches a method: three of its words, or one told as a definition; own acts do not."""
    words = len({match.group() for match in METHOD.finditer(lower)})
    if acts(lower).own:
        return False
    return words > 2 or (words > 0 and bool(EXPLAINS.search(lower)))
