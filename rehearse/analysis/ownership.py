"""Who does what: the subject of each act, and where the own part is stated (requirements 15, 46, 64, 73, 96)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rehearse.analysis.matching import cue

_ADVERB: Final = (
    r"(?:(?:\w+ly|also|then|first|just|even|still|always|never|so|only|kind of|sort of|basically|um|uh|"
    r"actually|"
    r"personally|ended up|got to|had to|went and|decided to|started to|managed to|tried to|chose to|helped|"
    r"volunteered to|offered to|ourselves|myself|each|all|both|now|later|finally|again) ){0,3}"
)
NOT_AN_ACT: Final = frozenset(
    """
    a admit also am an and are aren't as at be been being believe believed came can can't cannot care cared
    could couldn couldn't did didn didn't do does don don't doubt enjoy enjoyed expected feel felt for get
    got guess had hadn't has have haven't he heard hope hoped i in is isn't it joined just kind knew know
    learned learnt like liked live look lost love loved may maybe mean might must my need needed noticed of
    on or our overestimated probably realised realized really regret remember remembered said saw say see
    she should shouldn shouldn't sort struggled suppose that the they think this thought to uh um
    underestimated understand understood want wanted was wasn't we were weren't who will wish wished with
    won won't work worked worried would wouldn wouldn't you your
    """.split()  # noqa: SIM905 (a list of quoted words reads worse)
)
"""What follows "I" without being an act of one's own: states, feelings, auxiliaries, slips of speech."""

_SUBJECT = re.compile(rf"\b(i|we|they|he|she)(?:'d|'ve)? {_ADVERB}([a-z]+(?:'t)?)")
_PASSIVE = re.compile(
    r"\b(?:was|were|got|been|being) (?:then |also |\w+ly |just |finally )?"
    r"([a-z]{2,}(?:ed|wn|ilt|ought|ut|pt|un|ade|ent|one|ound|ritten|osen|iven|aken)|put|set|cut|run|made|"
    r"done|built|"
    r"sent|kept|held|brought|split|sorted|found)\b(?! by me\b)"
)
_NOT_PASSIVE: Final = frozenset(
    """
    about alone apparent asked assigned based been but concerned different done excited frequent gone
    hundred indeed interested involved limited need none one out pleased present recent red seed sent silent
    speed supposed surprised tasked tired urgent used went worried
    """.split()  # noqa: SIM905 (a list of quoted words reads worse)
)
_FRAGMENT = re.compile(
    r"^(?:so |and |then |also |first,? |next,? |finally,? )?(?:[a-z]{2,}ed|built|wrote|rewrote|took|ran|"
    r"set|cut|went|"
    r"made|kept|chose|picked|found|put|led|drew|held|spent|gave|got|split|swapped|shipped)\b(?! (?:by|"
    r"to be)\b)"
)
_OWN_NOUN: Final = cue("ownership", "own noun")


@dataclass(frozen=True, slots=True)
class Acts:
    """How many acts are told of the speaker (I), of the group (we), of nobody (passive), of others."""

    own: int = 0
    group: int = 0
    nobody: int = 0
    others: int = 0

    def __add__(self, more: "Acts") -> "Acts":
        """Add up two counts."""
        return Acts(
            self.own + more.own,
            self.group + more.group,
            self.nobody + more.nobody,
            self.others + more.others,
        )


@lru_cache(maxsize=512)
def acts(lower: str) -> Acts:
    """Count the acts of one sentence by who does them; terse notes without a subject are the speaker's own."""
    own = group = others = 0
    for match in _SUBJECT.finditer(lower):
        subject, verb = match.groups()
        if verb in NOT_AN_ACT:
            continue
        own += subject == "i"
        group += subject == "we"
        others += subject not in ("i", "we")
    if _OWN_NOUN.search(lower):
        own += 1
    if not own and not group and _FRAGMENT.search(lower):
        own += 1
    nobody = sum(match.group(1) not in _NOT_PASSIVE for match in _PASSIVE.finditer(lower))
    return Acts(own, group, nobody, others)


RESPONSIBILITY: Final = cue("ownership", "responsibility", whole_words=False)
"""Where the speaker says what was theirs to answer for, in any of the ways people say it."""

GROUP_TASK: Final = cue("ownership", "group task")
ROLE: Final = re.compile(
    r"\b(?:i|me) (?:\w+ ){0,2}?(?:built|build|made|make|wrote|write|did|do|run|ran|maintain\w*|keep|kept|"
    r"train\w*|created|designed|developed|set up|put together|worked on|work on|"
    r"was (?:\w+ing)|'m|am|had to|needed to|need to|have to|wanted to|was to|could|should|manage\w*|"
    r"handle\w*|cover\w*|drove|carried|held|picked|joined|interned|said|told|set out|decided to|agreed)\b|"
    r"\b(?:i'm|my|mine|me|i was|i'd)\b"
)
"""A first-person statement where the task is told: any of these states a part."""
BUILT: Final = re.compile(
    r"\bi (?:\w+ ){0,2}?(?:built|build|made|make|wrote|write|did|do|run|ran|maintain|keep|kept|train|"
    r"trained|created|"
    r"designed|developed|set up|put together|worked on|was doing|were doing|was building|was working on|"
    r"picked the)\b"
)
"""A first-person statement of what one makes: it states a part when it stands where the task is told."""
CREDIT: Final = re.compile(
    r"\b(?:thanks to|credit (?:to|goes)|with (?:help|the help) (?:from|of)|helped me|"
    r"(?!(?:i|we|it|that|which|and|or|but|also|then|first|just|\w+ly)\b)\w+ "
    r"(?:did|built|wrote|handled|took care of) the)\b"
)
"""Somebody else is the subject: neither the speaker, nor a word between "I" and what I did."""
