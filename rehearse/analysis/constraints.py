"""The constraint radar: limits by kind (requirements 24, 63 and 77)."""

import re
from functools import lru_cache
from typing import Final

from rehearse.analysis.numbers import FRACTION, NUMBER

_SPAN: Final = rf"(?:{NUMBER}|{FRACTION}|a few|few|couple of|a couple of|one|an|a)"
_TIME: Final = (
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|sprints?|quarters?|semesters?|weekends?|millis\w*|"
    r"ms)"
)

KINDS: Final = {
    "latency": re.compile(
        r"\b(?:latenc\w+|milliseconds?|millis|\d+ ?ms|p9[59]|p50|throughput|qps|real[- ]?time|"
        r"response time|slow (?:to|at)|time ?outs?|too slow|inference (?:time|cost|speed|budget)|"
        r"(?:under|within|in|below) (?:a|one|two|three|half a|\d+|two hundred|\w+ hundred) (?:seconds?|ms|"
        r"milliseconds?)|lag|(?:tenth|fifth|half|quarter|third|fraction) of a second|half a second|"
        r"(?:answer\w*|decid\w*|respond\w*|reply|react\w*) (?:in|within|after|under|"
        r"inside) (?:\w+ ){0,4}?(?:seconds?|ms|minutes?)|too late for|fits? (?:in|on|into|the (?!negative|data|model|loss|residual|curve|gradient)|inside|"
        r"onto)\b)\b"
    ),
    "cost": re.compile(
        r"\b(?:budgets?|(?:serving|inference|compute|annotation|labell?ing|cloud|infra\w*|api|hardware|"
        r"running|licen[cs]e|training|token|call|gpu) costs?|costs? (?:us|too much|money|of (?:serving|"
        r"inference|running|labell?ing|annotation|compute|the cluster)|per|ceiling|limit|constraint|"
        r"target|cap)|cost[- ]sensitive|costly|expensive|pricey|cheap(?:er)?|no money|money|afford|"
        r"spend(?:ing)?|cloud bill|cloud bill|bills?|thousand (?:a|per) (?:year|month)|compute (?:budget|"
        r"bill|limit)|funding|(?:serving|inference|compute|annotation|labell?ing|cloud|gpu) (?:spend|"
        r"quota)|stipend|grant\b|cloud time|gpu hours|"
        r"\$\d|€\d|£\d|dollars?|euros?|bucks|credits|pay for|paid for)\b"
    ),
    "memory and hardware": re.compile(
        r"\b(?:memory|ram|quota|on-device|edge device|battery|bandwidth|offline|gpus?|cpus?|cpu-only|"
        r"kilobytes?|megabytes?|\d+ ?(?:kb|mb|gb)|microcontroller|raspberry|on (?:a |the |their |an? old |"
        r"cheap |hospital )?(?:\w+ )?(?:phones?|tablets?|chip)|(?:chip|phone|board|box|device) (?:is|was|"
        r"has|had|gets?|only|can't|could)|gigs?|no internet|without (?:a |any )?(?:connection|network|"
        r"internet|signal|wi-?fi)|no (?:connection|coverage)|once a (?:night|day)|no network|no wi-?fi|"
        r"internet|"
        r"no new hardware|(?:no|without (?:a )?) ?(?:graphics? cards?|gpu)|office pc|hardware (?:limit|budget|till|until|we had)|connectivity|no signal|old (?:box|"
        r"server|machine)|one (?:machine|server|gpu|box)|firmware|mainframe)\b"
    ),
    "privacy and law": re.compile(
        r"\b(?:privacy|gdpr|hipaa|pii|consent\w*|complian\w+|regulat\w+|legal(?:ly)?|lawyers?|auditors?|"
        r"anonymi[sz]\w+|de-?identif\w+|pseudonym\w+|retention|biometric|confidential\w*|"
        r"security review|data protection|personal data|not permitted|permitted to|in writing|"
        r"on our (?:own )?servers|(?:their|our|its|his) own (?:machines?|servers?|data ?cent(?:er|re)|"
        r"hardware)|on-?prem\w*|in-house|(?:hold|keep|store) (?:anybody's|anyone's|their|customer|patient|"
        r"user|personal)|ethics|irb|not allowed|weren't allowed|wasn't allowed|allowed to|may not|"
        r"must not|(?:would not|wouldn't|can't|cannot|must not|may not|not) (?:let|allow|permit|share|"
        r"release)\b|(?:would not|wouldn't|couldn't|can't|cannot|must not|may not|not|never) leave the|"
        r"couldn't leave|leave the (?:building|hospital|country|phone|site|device|premises)|"
        r"union|works council|contract|certif\w+|patient data|strip(?:ped)? the names|data policy|"
        r"permission|forbid\w*|forbade|banned|prohibit\w*|law|a fine|fines|fined)\b"
    ),
    "interpretability": re.compile(
        r"\b(?:interpretab\w+|explainab\w+|(?:must|had to|has to|have to|need to|needs to|needed to|can|"
        r"could|cannot|can't|to) explain\b|explain(?:ed)? (?:each|every|why|individual)|explanations?|"
        r"black[- ]box|audit trail|audit it|see why|understand why|know why|(?:read|see|check|point at|check off) (?:each|every) (?:coefficient|rule|reason|decision|weight|step)|reason codes?|"
        r"(?:justify|defend) (?:each|every|it|the|a)|readable|transparen\w+|human[- ]readable)\b"
    ),
    "labels": re.compile(
        r"\b(?:(?:annotation|labell?ing|annotator|label) (?:budget|costs?|hours?|time|capacity|team)|"
        r"(?:only|just|no|few|zero|without|hardly any|barely any|fewer than|less than|not enough|too few|"
        r"about|around|some|a handful of|limited) (?:\w+ ){0,3}"
        r"(?:labels?|labelled|labeled|examples?|data|annotators?|samples?|transcripts?|images|positives|"
        r"history|training data|records|cases)|(?:labels?|labell?ing|annotation|annotating) (?:was|were|"
        r"is|are|cost\w*|took|takes) (?:\w+ )?(?:expensive|slow|scarce|rare|costly|limited)|"
        r"scarce|scarcity|(?:more|any more|further|new) labels|(?:annotators?|labell?ers?|experts?|"
        r"nurses?|doctors?|moderators?|interns?) (?:\w+ )?(?:could|can|had|have) (?:\w+ )?(?:do|manage|"
        r"label|about|only|around|mark|time)|only so many|so many hours|data was (?:small|scarce|limited|"
        r"thin)|"
        r"(?:hours|minutes) of (?:transcription|annotation|labelling|labeling|doctor|expert|clinician)|"
        r"(?:doctor|expert|nurse|clinician|radiologist|specialist|lawyer)s?'? (?:time|hours)|"
        r"class imbalance)\b"
    ),
    "time": re.compile(
        rf"\b(?:before (?:the )?(?:\w+ )?(?:season|winter|summer|spring|autumn|fall|holidays?|exams?|"
        rf"elections?)|take[sn]? (?:\w+ ){0, 3}?(?:six|three|two|four|five|nine|twelve|eighteen|"
        rf"\d+) (?:months|weeks|years)|by the (?:weekly|next|monthly|first|quarterly|annual)|"
        rf"at the end of (?:the )?(?:harvest|"
        rf"season|term|semester|quarter|year|month|week)|deadlines?|time[- ]?box\w*|due (?:on|in|by)|"
        rf"before (?:peak|christmas|black friday|launch|"
        rf"the (?:launch|holiday|season|demo|freeze|audit|review|election|start|deadline|conference|"
        rf"weekend|end|next|school|exam|"
        rf"semester|new|board|release|first|quarter|contract|trade|winter|summer|harvest|rush|open\w*|"
        rf"go-?live|\w+ (?:season|launch|peak|deadline|freeze|rush|conference|release|audit|demo|"
        rf"review)))|in time (?:for|to)|"
        rf"(?:only|just|had|have|gave (?:me|us)|given|within|within the|left|inside|hard) (?:me |us |"
        rf"about |like |roughly |exactly |maybe |uh |um |only |just |had )?{_SPAN} {_TIME}(?! (?:ago|of|"
        rf"later|after))|"
        rf"{_SPAN} {_TIME} (?:left|until|till|til|before|to (?:go|fix|build|ship|deliver|get|show|find|"
        rf"make|do|decide)|budget|deadline|limit|max\w*|window|sprint|project|course|internship|away|"
        rf"out from)|{_SPAN}[- ]{_TIME}[- ](?:budget|deadline|limit|window|sprint|project|course|"
        rf"internship|cap|target|sla)|"
        r"by (?:the )?(?:friday|monday|tuesday|wednesday|thursday|the end|end of|christmas|launch|easter|"
        r"summer|spring|fall|autumn|winter|january|february|march|april|may|june|july|august|september|"
        r"october|november|december|next|black friday|q[1-4]|then)|"
        r"(?:had|have|only|until|till|til) (?:until|till|til) \w+|until (?:the )?(?:friday|monday|"
        r"christmas|launch|easter|summer|end of|demo)|(?:code |change |feature |holiday |"
        r"production )?freeze|no time|not enough time|(?:till|til|until|by) (?:\w+day|tomorrow|midnight|"
        r"noon|january|february|march|april|may|june|july|august|september|october|november|december)\b|"
        r"(?:grant|contract|funding|money|project|internship|pilot|lease|budget) (?:\w+ ){0,3}?(?:ended|"
        r"ends|ran out|gone|expired|runs out|had to start)|before (?:the |they |we |it |he |"
        r"she )?\w+ (?:leaves?|left|starts?|opens?|ships?|closes?|goes|arrives?|begins?)|(?:people|"
        r"persons?|engineers?|students?|of us) with (?:\w+ ){1,2}(?:weeks?|days?|months?)|ran out of time|"
        r"short on time|(?:days?|weeks?|months?|hours?) only|timeline|time pressure|tight|"
        r"(?:overnight|nightly) window|(?:nobody|no one|volunteers?|\w+ (?:don't|didn't|doesn't)) (?:had|"
        r"have|has) (?:the )?time|in a hurry|rush\w*|six-week|asap|time limit|turnaround|cut-?off)\b"
    ),
    "people and rights": re.compile(
        r"\b(?:out of reach|refus\w+ to|one (?:shot|chance|try|attempt) (?:at|to)|only chance|(?:two|"
        r"three|four) of us (?:for|on)|only the \w+ (?:\w+ )?(?:could|can|had|has|was)|(?:hired|employed|"
        r"paid|contracted) for|already (?:announced|promised|sold|told)|so no (?:cloud|api|gpu|server|"
        r"\w+)\b|(?:needs?|need|has|have|had) to (?:understand|read|see|grasp)|(?:asks?|asked|wants?|"
        r"wanted) (?:to know )?(?:why|a reason)|(?:was|were|is|are) all (?:i|we|they|you) (?:had|have|get|"
        r"got)|(?:can|could|would|may|"
        r"might) only|only (?:accept|sign|let|allow|take|trust|get|had|have|give|gave)|lets? (?:you|us|"
        r"me) (?:\w+ )?(?:call|have|run|do|use)|(?:wouldn't|would not|won't|can't|cannot|could not|"
        r"couldn't|refused to) (?:\w+ )?(?:give|let|pay|sign|accept|afford|stop|wait|have|allow|spend|"
        r"hire|buy|release|approve|support|retry|risk)|headcount|understaffed|short-?staffed|(?:only|"
        r"just) (?:me|two of us|one (?:engineer|person|annotator|developer|data)|two (?:people|engineers|"
        r"annotators)|three (?:people|engineers))|no (?:one|body) (?:else )?(?:had|could|would|to)|"
        r"nobody (?:would|to|could|had (?:the|any|time|a)\b)|"
        r"nobody (?:would've|would have|to|would) (?:\w+ )?maintain\w*|(?:keep|could) maintain\w*|"
        r"no access|couldn't (?:get|touch|change|use|access|retrain|see|move|add|ask|send|store)|"
        r"could not (?:get|touch|change|use|access|retrain|see|move|add|store)|can't (?:touch|change|use|"
        r"get|leave|send|store|add|ask|retrain|go over|exceed|be|have)|"
        r"cannot (?:be|have|touch|use|leave|exceed|send|store|afford)|not an option|off (?:the table|"
        r"limits)|out of the question|ruled out|read-?only|capacity|no budget|team of one|bus factor|"
        r"part-?time)\b"
    ),
    "limit": re.compile(
        rf"\b(?:must (?!have\b|admit|say|be honest|understand|know|explain)\w+|(?:nobody|no one|never|not|n't|doesn't|don't|"
        rf"can't) [^.;,]{0, 40}(?:more|longer) than|only (?:at|by|on|in|when|during|through|from) (?:the |"
        rf"a |an )?(?:night|day|weekend|week|month|site|hospital|phone|\w+day|evening|morning|harvest|"
        rf"test)|hard stop|chok\w+|(?:few|\d+|\w+) bytes|in the queue|audits?\b|only (?:about |some |"
        rf"like |maybe )?(?:{NUMBER})\b|limit(?:s|ed|ation|ing)?|cap(?:ped|"
        rf"s)?(?: at)?|constraints?|constrained|quotas?|ceiling|at most|no more than|no more\b(?! than)|"
        rf"that was it|nothing more|max(?:imum|ed)? (?:of|out|was|is|at)|maximum|hard (?:target|line|requirement|limit|cap)|"
        rf"must (?:not|stay|be|fit|run)|"
        rf"(?:had|has|have|needed|needs) to (?:stay|be (?!honest|careful|done)|fit|sit|run|work|keep|"
        rf"explain|finish|come|live|hold|remain|go|start|pass|answer|respond)|without (?:raising|"
        rf"increasing|adding|breaking|touching|storing|retraining|hurting|losing|changing|more|any|new|"
        rf"extra|hiring|slowing)|"
        rf"slas?|slos?|uptime|safety|bound(?:ed)?|no room|scarce|restrict\w*|"
        rf"threshold of (?:the )?(?:regulator|law)|rate limit\w*|guarantee[ds]?)\b"
    ),
}
"""Kinds of limits and the words that name one of them."""


@lru_cache(maxsize=2048)
def kinds(lower: str) -> tuple[str, ...]:
    """Name the kinds of limits a sentence speaks of."""
    return tuple(kind for kind, cue in KINDS.items() if cue.search(lower))
