"""Decisions in an answer: options, reasons, what was given up, steps in time (requirements 2, 17 to 25, 44, 45, 60)."""

import re
from functools import lru_cache
from typing import Final

from rehearse.analysis.matching import cue

_ASKED_ALOUD: Final = r"^why (?!did you|do you)[^?]{3,60}\?"
REASON: Final = re.compile(rf"(?:{_ASKED_ALOUD}|{cue('decisions', 'reason').pattern})")
OPTION: Final = cue("decisions", "option")
GIVEN_UP: Final = cue("decisions", "given up", whole_words=False)
EMPTY: Final = re.compile(r"\btrade-?offs?\b|\btrade off\b")
"""The word alone names nothing: it is taken out before anything is looked for."""
CHOICE: Final = re.compile(
    r"\b(?:i|we|and|so|then)? ?(?:decided|decide|chose|choose|picked|opted|settled|went (?:with|for)|"
    r"go (?:with|for)|"
    r"proposed|propose|argued|insisted|pushed for|recommended|suggested|selected|agreed (?:to|on)|kept|"
    r"keep|dropped|drop|switched|"
    r"replaced|stayed with|stuck with|stopped|cut|limited|froze|rolled (?:it )?back|reverted|moved|took|"
    r"refused|said no|"
    r"(?:my|the) (?:call|decision|proposal|choice) (?:was|is)|call was)\b"
)
STEP: Final = re.compile(
    r"(?:^|\band |\bso |[,;.] ?|\bum |\buh )(?:then|after (?:that|this|which)|afterwards|next(?:,| i| we|"
    r" came| the| step| was|\b(?= \w+ed\b))|finally|subsequently|"
    r"later(?: on)?|in the (?:first|second|third|next|following|last|final) (?:week|month|sprint|phase|"
    r"step|day|quarter)|"
    r"(?:on |by |the )?(?:day|week|month|sprint|step|phase|part|stage|quarter) (?:one|two|three|four|five|"
    r"six|\d+)|(?:the )?(?:next|following|second|third|last|first) "
    r"(?:day|week|month|step|sprint|thing|morning|two weeks|phase|stage)|once (?:that|this|it) (?:was|"
    r"were|ran|worked)|from there|(?:on |by )?(?:monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday)s?\b|in (?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\b|"
    r"first(?:ly)?(?:,| i| we)|second(?:ly)?,|third(?:ly)?,|lastly|to start|to begin)\b"
)


def stated(lower: str) -> str:
    """Take the empty word trade-off out of a sentence, so that only a real one counts."""
    return EMPTY.sub(" ", lower)


@lru_cache(maxsize=2048)
def weighed(lower: str) -> bool:
    """Tell whether an option is weighed or something is given up."""
    plain = stated(lower)
    return bool(OPTION.search(plain) or GIVEN_UP.search(plain))


@lru_cache(maxsize=2048)
def reasoned(lower: str) -> bool:
    """Tell whether a reason is given."""
    return bool(REASON.search(stated(lower)))


def decides(lower: str) -> bool:
    """Tell whether a choice is told: an option weighed, something given up, or a reason."""
    return weighed(lower) or reasoned(lower)


@lru_cache(maxsize=2048)
def given_up(lower: str) -> bool:
    """Tell whether something is given up for something."""
    return bool(GIVEN_UP.search(stated(lower)))
