"""A failure asked for: is it named, is it the speaker's, is it a strength in disguise (requirements 61, 65, 76)."""

from typing import Final

from rehearse.analysis.matching import cue

ASKED: Final = cue("failure", "asked")
OWNED: Final = cue("failure", "owned")
NAMED: Final = cue("failure", "named")
DISGUISE: Final = cue("failure", "disguise")
BLAME: Final = cue("failure", "blame")
"""The failure handed to others; it hides one only where nothing of one's own is admitted."""
FIXED: Final = cue("failure", "fixed")
CAUSE: Final = cue("failure", "cause")
GUARD: Final = cue("failure", "guard")
