"""Who does what: the subject of each act, and where the own part is stated (requirements 15, 46, 64, 73, 96)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

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
    she should shouldn shouldn't sort struggled suppose that the they think this thought to took uh um
    underestimated understand understood want wanted was wasn't we were weren't who will wish wished with
    won won't work worked worried would wouldn wouldn't you your
    """.split()  # noqa: SIM905 (a list of quoted words reads worse)
)
"""What follows "I" without being an act of one's own: states, feelings, auxiliaries, slips of speech."""
_TOOK: Final = frozenset(["took"])

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
_CO_ACT = re.compile(
    r"\b(?:i|we|they)\b[^.;]{0,160}?(?:,|\band\b|\bthen\b) (?:then )?([a-z]{3,}ed|built|wrote|took|ran|"
    r"made|threw|kept|"
    r"chose|picked|found|put|gave|sent|went)\b"
)
_OWN_NOUN = re.compile(
    r"\b(?:my (?:call|decision|proposal|idea|part|piece|code|design|analysis|contribution|suggestion|fix|"
    r"script|model|"
    r"test|plan|pitch|argument|pull request|pr|version|side|half|share|bit|work|job|prototype|notebook|"
    r"patch|parity)|"
    r"of mine|what i (?:\w+)|i'm the one who|i was the one who|by me|me (?:and \w+ )?\w+ing|mine (?:was|"
    r"were|is))\b"
)


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


@lru_cache(maxsize=2048)
def acts(lower: str) -> Acts:
    """Count the acts of one sentence by who does them; terse notes without a subject are the speaker's own."""
    own = group = others = 0
    for match in _SUBJECT.finditer(lower):
        subject, verb = match.groups()
        if verb in NOT_AN_ACT and verb not in _TOOK:
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


RESPONSIBILITY: Final = re.compile(
    r"\b(?:"
    r"my (?:own |main |actual |first |only |whole |sole |one |initial |specific |formal |day )?(?:job|"
    r"role|task|part|"
    r"brief|goal|responsibilit\w+|remit|piece|assignment|mandate|scope|baby|problem|project|thesis|"
    r"signature|name|desk|"
    r"plate|area|side|turn|charge|ticket|mission|objective|target|aim|share|end|bit|topic|internship|"
    r"to own|to fix|"
    r"component|slice|half|deliverable|ownership|lane|turf|accountability|thing|pager|domain|workstream|"
    r"duty|duties|"
    r"portion|contribution|service|model|pipeline|system|stuff)"
    r"|i(?:'d| had| have)? (?:was|am|got|been|were|became|"
    r"ended up) (?:\w+ ){0,2}?(?:the (?:\w+ ){0,4}?(?:one|only|person|"
    r"owner|lead|engineer|scientist|guy|developer|responsible|dri|captain|intern|student|contact|modeller|"
    r"modeler|"
    r"maintainer|author|reviewer)|asked|responsible|tasked|in charge|accountable|assigned|given|hired|"
    r"brought|put on|"
    r"on the hook|handed|on (?:call|point|duty|the hook)|answerable|supposed|expected|leading|running|"
    r"owning|told|"
    r"appointed|nominated|made (?:the )?(?:owner|lead|responsible)|chosen|picked|to (?:build|fix|make|get|"
    r"find|deliver|"
    r"bring|reduce|improve|own|design|decide|ship|cut|keep|replace|work out|figure|deal|handle|run|lead)|"
    r"sole\w*|lead\w*|"
    r"tech lead|on it|looking after|charged)"
    r"|i(?:'m| was|'ve been) (?:responsible|on the hook|accountable|in charge|the owner|leading)"
    r"|i(?:'d|'ve)? (?:then |also |basically |kind of |kinda |sort of |personally |technically )?(?:owned|"
    r"own|led|lead|headed|"
    r"took (?:it |that |this )?(?:over|on)|take care|took care|inherited|volunteered|signed up|"
    r"signed (?:up )?for|"
    r"was to|took ownership|take ownership|looked after|look after|promised|committed to|put my hand up|"
    r"raised my hand|"
    r"picked it up|oversaw|stepped in|stepped up|spearheaded|answered for|answer for|said i'd|had until|"
    r"had (?:the|a|one|two|three|four|\w+) (?:\w+ ){0,4}?(?:part|side|piece|half|model|models|predictions|"
    r"pipeline|service|component|"
    r"job|task|pager|button|weeks?|months?|days?|sprint))"
    r"|(?:asked|wanted|told|expected|gave|left|handed|assigned|tasked|hired|needed|put|made|trusted|"
    r"picked|chose|brought|"
    r"got|paid|charged|nominated|appointed|stuck|give) (?:this |that |it |the \w+ )?(?:to |with |"
    r"for )?me\b(?! (?:that|about|why|how|if|whether|a lot|what)\b)"
    r"|(?:fell|came|was down|is down|landed|was passed|went|was given|was assigned|was handed|belonged|up|"
    r"was left|ended up|"
    r"dropped|reported|fell squarely|was entrusted) (?:\w+ )?(?:to|on|with|in|onto|into) (?:me\b|"
    r"my (?:lap|desk|plate|queue|hands|team))"
    r"|(?:it|that|this|which|was|were|is|are|part|stuff|one|piece|model|service|half|side|call|"
    r"decision) (?:was |were |is |are |all )?(?:mine|on me|my call|with me|my problem|my job|"
    r"my baby|up to me|my thing|my responsibility|my decision)\b"
    r"|mine to|mine (?:was|were|alone)|me, (?:alone|solo)|on my (?:own|plate|desk|shoulders|watch)|"
    r"as (?:the|a|an|our|their|its) (?:\w+ ){0,3}?(?:owner|lead|engineer|scientist|intern|student|"
    r"developer|dri|head|ic)\b|"
    r"(?:i|me) (?:\w+ ){0,5}?alone\b|, alone\b|alone on (?:it|this)|i (?:supply|provide|deliver|maintain|"
    r"maintained|look after|operate|take care)|(?:had|i'd) promised|my decision|wanted (?:\w+ )?from me|"
    r"said,? (?:okay,? |ok,? )?you (?:take|do|own|fix|get|have|bring|make)|"
    r"took (?:on )?the (?:\w+ ){1,2}(?:side|part|half|piece|end)|responsibility (?:\w+ )?(?:was|sat|lay|"
    r"is|rested) (?:with|on) me|(?:came in|joined|hired|brought on|started|worked|interned) as (?:a|an|"
    r"the)|nobody [^.;]{2,50}so i (?:did|took|said|picked|started)|(?:held|had|carried|with) the pager|"
    r"i (?:\w+ )?(?:had|needed) to (?:decide|get|find|bring|fix|deliver|make sure|reduce|cut|defend|ship|"
    r"build)\b|i (?:ran|did|had|owned|took|built) [^.;]{2,40}; |sole (?:engineer|owner|author|developer)|"
    r"accountable for|responsible for|solo project|"
    r"the (?:ask|task|goal|job|brief|assignment|mission) (?:for me|i (?:got|had|was given)|to me)|"
    r"had me (?:\w+)|"
    r"i (?:did|do|had|have|took|handled|owned|was on) (?:the|"
    r"all the) [\w -]{2,30}, (?:and )?(?:\w+) (?:did|do|does|had|has|took|handled|was on|owned)|"
    r"thesis (?:question|topic)|i (?:\w+ )?(?:work|worked) on (?:the|our) (?:\w+ ){1,4}and (?:i|my)|"
    r"i'd (?:been )?(?:promised|agreed|taken|inherited|owned|"
    r"volunteered|signed|built)"
    r")"
)
"""Where the speaker says what was theirs to answer for, in any of the ways people say it."""

GROUP_TASK: Final = re.compile(
    r"\b(?:we (?:were|had|needed|got)|our (?:task|goal|job|team|mission|mandate))\b"
)
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
    r"\b(?:thanks to|credit (?:to|goes)|with (?:help|the help) (?:from|of)|helped me|(?:she|he|they|"
    r"\w+) (?:did|built|wrote|"
    r"handled|took care of) the)\b"
)
