"""A failure asked for: is it named, is it the speaker's, is it a strength in disguise (requirements 61, 65, 76)."""

import re
from typing import Final

from rehearse.analysis.matching import cue

ASKED: Final = cue("failure", "asked")
OWNED: Final = cue("failure", "owned")
NAMED: Final = cue("failure", "named")
DISGUISE: Final = cue("failure", "disguise")
BLAME: Final = cue("failure", "blame")
"""The failure handed to others; it hides one only where nothing of one's own is admitted."""
FIXED: Final = re.compile(
    r"\b(?:fixed|corrected|rolled back|reverted|switched (?:it )?off|redid|rebuilt|relabel\w*|retrained|"
    r"patched|replaced|restored|called|stopped)\b"
)
CAUSE: Final = re.compile(
    r"\b(?:because|cause|turned out|traced|root cause|reason|due to|since|found (?:that|out)|it was|"
    r"came from|the problem was)\b"
)
GUARD: Final = cue("failure", "guard")
