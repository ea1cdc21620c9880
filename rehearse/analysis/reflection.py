"""Lessons: what they took from it or would do differently, with or without the telling word (requirements 53, 54)."""

import re
from typing import Final

from rehearse.analysis.matching import cue

LESSON: Final = cue("reflection", "lesson")
GENERIC: Final = cue("reflection", "generic")
"""Lessons that fit any story (requirement 54)."""
_CHEER: Final = cue("reflection", "cheer")


def lesson(lower: str, *, in_reflection: bool) -> bool:
    """Tell whether a sentence holds a lesson; in a reflection a plain rule of conduct is one too."""
    if LESSON.search(lower):
        return True
    if not in_reflection or _CHEER.search(lower):
        return False
    return bool(_PRESENT.search(lower) or _CONTRAST.search(lower) or _TELLING.search(lower))


_PRESENT: Final = re.compile(
    r"\b(?:i (?:\w+ly )?(?:do|check|ask|test|look|write|start|treat|trust|measure|keep|put|insist|run|"
    r"read|talk|begin|sit|build|demand|want|need|have|let|get|make|believe|budget|plot|slice|"
    r"validate|don't|won't|can't|never)|(?:is|are|isn't|aren't|has|have|means|needs|beats|costs|comes|"
    r"does|doesn't|don't|tells|lies|wins|matters) )\b"
)


_CONTRAST: Final = cue("reflection", "contrast")


_TELLING: Final = re.compile(
    r"\b(?:i(?:'d| had|'ve| was| were| thought| took| saw| spent| lost| kept)|had to|where|why|day one|"
    r"week one|up front|upfront|needs?|takes?|makes?)\b|^(?!the |it |so |we |they |and )[a-z]+ (?:the|a|"
    r"an|your|with|for|it|who|what) "
)
"""What a lesson is told with when no telling word stands in it."""


def generic(lower: str) -> bool:
    """Tell whether a lesson would fit any story."""
    return bool(GENERIC.search(lower))
