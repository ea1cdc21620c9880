"""The evidence ledger: what each claim of a result stands on (requirements 18, 50, 51, 52, 63 and 74)."""

import re
from functools import lru_cache
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rehearse.analysis.matching import found
from rehearse.analysis.ownership import acts
from rehearse.analysis.numbers import FIGURE, FRACTION, NUMBER, PERCENT, UNIT, has_number
from rehearse.analysis.sentences import Sentence, Telling
from rehearse.domain.critique import FigureQuote
from rehearse.domain.section import Section

_CLOSE: Final = (Section.RESULT, Section.REFLECTION)
_QUANTITY: Final = rf"(?:{FRACTION}|{NUMBER}) ?-?(?:{UNIT}\b|%)?"
_STRONG_CHANGE: Final = (
    r"(?:fell|falls|dropped|drops?|rose|grew|climbed|jumped|shrank|shrunk|declined|decreased|increased|increase|reduced|reducing|reduction|improved|"
    r"improvement|improves|cut|cuts|cutting|saved|saves|saving|gained|gain|lifted|lift|raised|sank|slid|slipped|trimmed|slashed|lowered|boosted|recovered|"
    r"shaved|knocked|halved|halves|doubled|doubles|crept|bumped|brought|won back|dropping|falling|rising|fallen|risen|decrease|uplift|drop of)"
)
_WEAK_CHANGE: Final = (
    r"(?:(?:came|come|comes|went|go|goes|gone|got|get|gets|is|are|was|were|brought|stayed|stays|held|holds|settled|landed|moved|sits|sat|hovers|hovered|been|now|took|takes|"
    r"kept|keeps|remained|reached|hit|beat|passed|stabili[sz]ed|it's|that's|down|up|back) (?:(?!released|rolled|opened|shown|exposed|given|sent|reviewed|presented|asked|limited)\w+ ){0,2}?(?:down|up|back|at|to|under|below|above|around|about|over|near|only|less|from|within|for|steady|flat|just|like|somewhere|in|out at))"
)
FROM_TO: Final = re.compile(
    rf"\bfrom (?:\w+[ -]){{0,5}}?{_QUANTITY}[^.;]{{0,60}}?\b(?:to|down to|up to|into) (?:\w+[ -]){{0,4}}?(?:{_QUANTITY}|one|zero|none|nothing|almost|nearly|under|below)"
)
_CHANGE_BY: Final = re.compile(
    rf"\b{_STRONG_CHANGE} (?:(?!in\b|after\b|within\b|over\b|during\b)[\w'-]+ ){{0,6}}?(?:{_QUANTITY})(?! (?:meetings?|slides|teams?|people in)\b)"
)
_STATE: Final = re.compile(rf"\b{_WEAK_CHANGE} (?:\w+ ){{0,1}}?(?:{_QUANTITY})")
_COMPARED: Final = re.compile(
    rf"\b(?:{_QUANTITY} (?:\w+ ){{0,2}}?(?:lower|higher|fewer|better|faster|cheaper|slower|reduction|drop|increase|improvement|shorter|longer|smaller|gain|lift|"
    rf"saved|instead of|compared (?:to|with)|versus|vs)|(?:{PERCENT}|{FRACTION}|{NUMBER} ?(?:x|times|ms|minutes?|hours?|euros?|dollars?)) (?:\w+ )?(?:more|less|worse))\b(?! than planned)"
)
_BEFORE_AFTER: Final = re.compile(
    rf"(?:\b(?:used to (?:be|take|get|have|need|cost|run)|compared (?:to|with)|instead of|down from|up from|before it was|it (?:was|had been))|, (?:was|were|from|versus|vs|against)|\((?:was|from|vs)) "
    rf"(?:\w+ ){{0,3}}?{_QUANTITY}"
)
_HALVED: Final = re.compile(
    r"\b(?:halved|halves|doubled|doubles|tripled|quadrupled|halving|doubling|(?:cut|reduced|dropped|fell|down|went down|shrank) (?:\w+ ){0,5}(?:in|by|to) (?:about |roughly |nearly |almost )?(?:half|a third|a quarter|"
    r"a fifth)|twice (?:as|the)|half as|(?:a|one) (?:third|fifth|quarter|tenth) (?:lower|less|fewer|cheaper|faster|more|higher)|(?:to|by|is|was) (?:about |roughly |nearly |almost )?(?:a|one) (?:third|fifth|quarter|tenth|half) of what|"
    r"order of magnitude|ten ?fold|two ?fold|\d+-?fold|\d+x)\b"
)
_LEVEL: Final = re.compile(
    rf"(?:\b{PERCENT}|\b{NUMBER} ?percent|\b0?\.\d+|\b{FRACTION}\b|\b\d+(?:\.\d+)? ?(?:ms|milliseconds?|seconds?|x|%|f1|auc|points?)\b|"
    rf"\b{NUMBER} (?:of|out of) (?:the |our |those |every )?(?:{NUMBER}|them|\w+s)\b|[$€£]\d|\bonly {NUMBER}\b|\b{NUMBER} (?:\w+ )?(?:a|per|each|every) (?:day|week|month|night|year|hour|shift|run|quarter)\b|"
    rf"\b(?:accuracy|precision|recall|latency|error|f1|auc|mape|rmse|wer|click-through|conversion|p9[59]|score|rate) (?:\w+ ){{0,4}}?{NUMBER})"
)
_DURATION: Final = re.compile(rf"^(?:{NUMBER}|a|an|few|couple of) ?-?(?:days?|weeks?|months?|years?|sprints?|quarters?)\b")
_SETTING: Final = re.compile(
    r"\b(?:services|librar\w+|teams|tests|prs|commits|files|years?(?: old| of experience| ago)?|people|engineers?|students?|person|team of|members|of us|employees|founded|"
    r"headcount|parameters?|layers?|epochs?|images?|rows?|samples?|records?|documents?|dataset|data set|training set|users in|"
    r"stores|countries|markets|meetings?|slides|pages)\b"
)
_NOTHING_LEFT: Final = re.compile(
    r"\b(?:(?:went|fell|dropped|down|came down|shrank|close) to (?:\w+ )?(?:nothing|zero|none)|no (?:difference|change|effect|movement|measurable|gain|improvement|loss)\b|(?:stayed|stays|remained|is|was|were|are) (?:\w+ )?(?:where it was|flat|unchanged|the same|silent|quiet)|without (?:a|any|one|a single) (?:finding|complaint|incident|rollback|page|error|hitch|call|escalation)|since [^.;]{3,40} (?:one|two|three|no|a single|zero|few)\b|zero|none|not (?:one|a single)|no (?:more |new |further |wrong |missed |false |late |such |single |\w+ )?(?:\w+ )?(?:since|so far|after that|anymore|any more|"
    r"incidents?|complaints?|outages?|rollbacks?|regressions?|pages|escalations?|tickets)|never (?:again|came back|happened|happens|had|once)|"
    r"(?:hasn't|haven't|hasnt|didn't|did not|has not|have not) (?:[\w']+ ){0,6}(?:since|again|so far|once|come back|happened|broken|paged|moved|repeat\w*))\b"
)
CONCRETE: Final = re.compile(
    r"\b(?:fewer|no longer|(?<!\bi )(?<!\bwe )(?:stopped|quit|ceased)\b(?! there)|any more|anymore|without (?:having|needing|anyone|anybody|a human|us|me) |"
    r"(?:on|at|the) (?:the )?first (?:try|time|call|attempt)|on their own|by themselves|adopted|adopts|renewed|"
    r"(?:is|are|it's|they're|that's|'s|'re|was|were) (?:still |now |actually |really |all |already )+(?:in use|using|used|running|live|on\b|in production|in prod|deployed|built on|part of|"
    r"the (?:default|standard|template|baseline|norm)|gone|clean|mandatory|required|caught|read|opened|trusted|relying|able|asking|doing)|(?:is|are|was|were|went|been|had been|put|kept) (?:in use|used by|used in|in daily use|used every)|"
    r"became (?:the|a|our|part)|(?:stayed|stays|stay) with us|(?:installed|bought|extended|kept) it|in (?:the|their|her|his|a) (?:paper|thesis|textbook|guideline|handbook|contract)|(?:agreed|agree) with \d|(?:it|we|they|that|check|model|system) (?:\w+ )?(?:found|finds) (?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|about|some|roughly|another)|(?:fell|dropped|shrank|improved|rose) (?:\w+ )?enough|(?:passed|passes) (?:\w+ )?(?:without|first|the)|(?:queue|backlog|inbox|list) (?:\w+ )?(?:empt\w+|is clear|clears|cleared|is gone)|before (?:that|it|then),? (?:we|it|they|there|i) (?:had|was|were|took|needed|got)|(?:he|she|they) signed|times in (?:ten|\d+)|(?:is|are) (?:the|our) (?:default|standard|norm)|still (?:use|uses|using|run|runs|on|in use|live|there|open|works|rely|relies|running|reads?|opens?|holds?|holding)|"
    r"(?:now|today|since|every (?:day|week|month|morning)|these days) (?:\w+ ){0,3}?(?:use|uses|rely|relies|read|reads|check|checks|open|opens|trust|trusts|get|gets|see|sees|can|"
    r"searches|search|decide|start|starts|begin|begins|goes|go|come|comes|take|takes|spend|spends|ask|asks|call|calls|book|work|works|run|runs)|"
    r"(?:they|users|customers|clients?|agents|drivers|doctors|nurses|planners|analysts|teams?|people|support|ops|editors|the \w+s) (?:\w+ )?(?:use|uses|used|rely on|relies on|relied on|started using|kept using|switched|adopted|stopped|quit|prefer\w*|trust\w*|open|opens|read|reads|copied|picked it up)|"
    r"asked (?:for (?:it|the|a|more|us)|us to|me to|if they|whether they|to (?:have|keep|use|get))|switched (?:over|to it|to the|back|all)|kept (?:it|using|the (?:contract|client|customer|account|model|old))|keep (?:using|it)|rolled (?:it )?out (?:to|in|across) (?:all|the other|every|two|three|four|\d|more|another)|"
    r"went (?:back to|away|quiet|silent|unnoticed)|(?:is|was|were|are) gone|disappeared|vanished|(?:it|project|that|this|pilot|was|were|got) (?:was |were )?(?:cancelled|canceled)|"
    r"(?:other|two|three|four|second|another|every|\d+) (?:other |more )?(?:teams?|squads?|groups?|labs?|departments?|clinics?|hospitals?|stores?|regions?|countries|clients?|customers?|sites?|markets?) (?:\w+ )?(?:use|uses|used|copied|adopted|"
    r"picked|took|asked|signed|joined|run|followed|now|wanted|switched|reuse\w*|since)|picked (?:it )?up by|copied (?:it|the|our|my)|(?:could|can) (?:now |finally |again )(?:\w+ )?\w+|could finally|finally (?:could|got|had|went|able|trusted)|reached a human|"
    r"passed (?:the )?(?:review|audit|inspection|acceptance|certification)|(?:\w+'s (?:group|team|lab)|group|lab|department) (?:\w+ )?(?:uses?|adopted)|as (?:their|its|our|the) standard|(?:won|lost) (?:the|a|that|two|one) (?:client|customer|contract|deal|account|award|bid)|closed (?:their|its) \w+|mentioned (?:it|the)|"
    r"(?:has|have|had|it|check|gate|alert|test|they|we|that) (?:since |already |also )?(?:caught|stopped|blocked|flagged|prevented) (?:the|a|an|two|three|four|one|it|\d|\w+)|muting|instead of (?:\w+ing|waiting)|"
    r"came back|come back|went home|on time (?:for|again|since)|has been (?:running|live|stable|quiet|in)|have been (?:running|using|quiet)|been (?:running|live|stable) (?:since|for|ever)|held (?:up|through|for|since)|survived|recovered|back to normal|"
    r"got (?:their|its|it|them) (?:\w+ )?(?:back|again|faster|sooner|on time)|days? (?:early|earlier|ahead)|weeks? (?:early|earlier|ahead)|in time (?:for|and)|before (?:the )?deadline|threw (?:it|the)|(?:was|were|got|is) (?:\w+ )?(?:lost|wasted|ruined|thrown away|spoilt|spoiled|repeated|redone)|had to be (?:redone|repeated|thrown|withdrawn|cancelled)|reverted to|(?:nobody|no one|none of them|nobody's|never) (?:\w+ )?(?:complained|noticed|used|opened|called|asked|touched|had to|has to|needed)|"
    r"worse (?:than|for)|killed the|shut (?:it )?down|was (?:scrapped|cancelled|abandoned|dropped|pulled|rejected|shelved)|pulled (?:it|the (?:model|feature|plug))|(?:turned|switched) (?:it )?off)\b"
)
"""An effect that a bystander could have seen."""
_STRONG: Final = (
    r"(?:huge|massive|great|tremendous|enormous|big|major|significant|substantial|dramatic|amazing|fantastic|incredible|"
    r"outstanding|excellent|awesome|wonderful|impressive|remarkable|phenomenal|stellar|strong|solid|nice|positive|good|real|"
    r"considerable|noticeable|meaningful|tangible|clear|overall|lasting|game-?changing|measurable|super|terrific|brilliant|"
    r"exceptional|unprecedented|immense|profound|material)"
)
VAGUE: Final = re.compile(
    r"(?:\b(?:"
    r"(?:work|works|worked|working|went|go|goes|turned out|performed|performs|did|landed|came out|came together|paid off|ran|behaved|received|scaled|doing|was received|ended) (?:\w+ ){0,2}?"
    r"(?:well|great|nicely|fine|smoothly|good|amazing\w*|beautifully|perfectly|successfully|fantastic\w*|better|brilliantly|wonderfully|flawlessly|big|over)|"
    rf"{_STRONG} (?:\w+ )?(?:success|improvements?|impact|difference|win|wins|boost|value|hit|result|results|outcomes?|feedback|reception|"
    r"gains?|progress|uplift|effect|benefits?|change|leap|step|jump|adoption|engagement|increase|reduction|savings?|momentum|response|experience|performance|numbers|growth|efficienc\w+|achievement|traction|"
    r"story|shift|contribution)|"
    r"(?:much|way|a lot|lot|so much|far|significantly|noticeably|substantially|dramatically|considerably|greatly|really|vastly|hugely|drastically|"
    r"clearly|massively|tremendously|just|generally|visibly|markedly|exponentially) (?:\w+ )?(?:better|improv\w+|faster|increas\w+|reduc\w+|happier|more|smoother|quicker|easier|"
    r"higher|lower|stronger|cleaner|appreciated|fewer|less)|"
    r"(?:improved|increased|reduced|boosted|helped|grew|rose|went up|went down|dropped|benefited|benefitted|decreased|changed|accelerated|elevated|enhanced|streamlined|transformed|enabled|got better|picked up|moved) (?:\w+ ){0,4}"
    r"(?:a lot|significantly|substantially|dramatically|considerably|greatly|massively|noticeably|tremendously|drastically|hugely|"
    r"immensely|across the board|nicely|quite a bit|big time|everything|everyone|overall|a ton|by a lot|like crazy)|"
    r"(?:dramatically|significantly|substantially|considerably|greatly|massively|noticeably|tremendously|drastically|vastly|measurably|meaningfully) \w+|"
    r"(?:every(?:one|body)|stakeholders?|the (?:whole |entire )?(?:team|business|client|customers?|management|leadership|company|organi[sz]ation|board|room|department|people|users|exec\w*|product|support|sales)|they|people|"
    r"customers?|users?|leadership|management|my (?:manager|boss|lead|director)|clients?|executives?|execs|all|all of us|folks) (?:\w+ )?(?:was|were|is|are|seemed|felt|got|loved|liked|love|enjoyed|noticed|appreciated|praised|have been|has been|really) (?:\w+ )?"
    r"(?:really |very |quite |super |all |so |extremely |pretty |absolutely |genuinely |visibly |over the )*(?:happy|happier|pleased|satisfied|impressed|excited|thrilled|delighted|it|positive|"
    r"proud|grateful|moon|great|blown away|relieved|enthusiastic|on board|our|the)|"
    r"(?:absolutely |really |totally |all )?(?:loved|raved about|adored) (?:it|the|how|what|this|that)|"
    r"(?:a|an|was a|quite a|such a|complete|total|full|resounding|runaway|truly|kind of a|the) (?:big |huge |real |great |true |total |complete |resounding |major |overall |commercial |\w+ )?(?:success|win|hit|game-?changer|breakthrough|triumph|milestone|step change|step-change|"
    r"game changer|showcase|flagship|lighthouse|north star)|"
    r"(?:made|make|makes|had|has|have|having|with|create\w*|deliver\w*|drove|driving|drive|bring\w*|brought|unlock\w*|added|add|generat\w+|provid\w+|saw|seen) (?:a |an |some |so much |a lot of |lots of |real |the |tremendous |significant |huge |great |enormous |\w+ )?(?:big |huge |real |great |positive |lasting |significant |business |massive |actual |customer |strategic |\w+ )?"
    r"(?:impact|difference|value|benefits?|wins?|improvements?|momentum|synerg\w+)|"
    r"night and day|took off|takes off|took it to (?:the|another)|next level|next-level|whole new level|through the roof|off the charts|moved the needle|move the needle|game-?changer|world-class|best-in-class|"
    r"more (?:robust|reliable|efficient|accurate|stable|engaged|engaging|performant|scalable|personali[sz]ed|relevant|agile|data-driven|mature|confident|productive|trust)|well received|well-received|positively|successful(?:ly)?|success|"
    r"(?:very|really|quite|extremely|super|so|pretty|totally|absolutely) (?:\w+ly )?(?:successful|happy|positive|good|well|great|useful|helpful|valuable|impressive|strong|promising|proud|solid|encouraging|pleased|impactful|nice|effective|better)|"
    r"(?:got|became|was|is|were|are|felt|looked|seemed|been|gets) (?:\w+ ){0,2}?(?:better|smoother|great|amazing|faster|stronger|happier|healthier|awesome|fantastic|excellent|incredible|good|perfect|fine|improved|easier|quicker|more \w+|less \w+|successful)|"
    r"went up|went down|right direction|trend(?:ed|ing)? (?:up|down|well)|looks? (?:good|great|promising|better)|improved|improvement|improvements|better results|good results|great results|exceeded (?:all )?(?:expectations|our|the)|paid off|"
    r"impactful|value-add|valuable|transformative|transformation\w*|revolution\w+|kudos|shout-?outs?|praise[ds]?|positive|congratulat\w+|applause|thrilled|delighted|"
    r"in (?:a )?(?:much |way |far )?(?:better|good|great) (?:place|shape|position|spot)"
    r")\b)"
)
_UNKNOWN: Final = re.compile(
    r"\b(?:(?:don't|didn't|do not|did not|never|couldn't|can't|haven't|wasn't able to) (?:really |actually |even |ever |get to )?(?:know|measure\w*|check\w*|hear\w*|find out|found out|see (?:the|any|how|what|it)|track\w*|look\w* at)|"
    r"no (?:numbers?|figures?|results?|measurements?|idea|data)(?: yet)?|too early|not yet|yet to|(?:can't|cannot|couldn't) (?:\w+ )?(?:say|tell)|"
    r"moved (?:on|to (?:another|a different|the \w+ team))|left (?:the )?(?:company|team|before)|hand(?:ed|ing)? (?:it )?(?:over|off)|handover|rotat\w+|another team took|"
    r"in the pipeline|under review|pending|on the roadmap|in progress|ongoing)\b"
)
_PLANNED: Final = re.compile(
    r"\b(?:will|would|should|shall|going to|gonna|plan(?:ned|s|ning)? (?:to|for|is)|expect(?:ed|s|ing)?|hop(?:e|ed|es|ing) (?:to|for|that)|aim(?:ed|s|ing)? (?:to|for|at)|supposed to|about to|to be (?:evaluated|measured|decided|tested|launched|rolled)|project(?:ed|ion)|estimat(?:e|ed) (?:it|that|to)|"
    r"target(?: is| was|ing)?|goal (?:is|was)|next (?:quarter|month|year|phase|sprint|step)|could (?:save|cut|reduce|bring|lead|mean)|potential(?:ly)?|can (?:save|cut|reduce|lead))\b"
)


_COUNTED: Final = re.compile(
    rf"\b(?:{NUMBER}|{FRACTION}) (?:\w+ ){{0,2}}?(?:alarms?|returns?|pages?|complaints?|calls?|errors?|cases?|tickets?|hits?|misses|orders?|frauds?|defects?|"
    r"sensors?|bugs?|incidents?|percent|points?|euros?|dollars?|clients?|customers?|clinics?|stores?|sites?|farmers?|planners?|"
    r"contracts?|reviews?|detections?|trips?|stops?|rows|times)\b"
)
_GOT: Final = re.compile(r"\b(?:we|i) (?:\w+ )?(?:got|get|saw|see|went|save|saved|cut|have|had|need|needed|spend|reached|hit|lost|won|kept|ended)\b")
_PROCESS: Final = re.compile(
    r"\b(?:(?:project|sprint|migration|team|report|document|deck|talk|demo|workshop|meeting|presentation|phase|evaluation|architecture|pipeline|"
    r"design|code|pull request|notebook|thesis|survey|experiment|work|retro) (?:\w+ ){0,2}?(?:lasted|took|was|were|is|has|had|consists?|runs|went|ended|finished|covers?|contains?|used|with)|"
    r"(?:released|rolled out|shown|exposed|opened|sent|presented|submitted|reviewed|uploaded|scheduled|implemented|documented|merged|moved) (?:\w+ )?(?:to|by|at|on|in|for|with|behind|as)\b|"
    r"(?:gave|give|held|had|presented|showed|collected) (?:\w+ ){0,3}?(?:demo|talk|workshop|presentation|feedback|meeting|meetings|questions)|planned|lasted)\b"
)
_PEOPLE_ACT: Final = re.compile(
    r"\b(?:he|she|they|nobody|no one|people|everyone|(?:the|our|their|his|her|two|three|four|five|both|all|most|some|other|many|several|its) (?:\w+ )?"
    r"(?:users?|customers?|clients?|agents?|drivers?|doctors?|nurses?|midwi(?:fe|ves)|planners?|analysts?|teachers?|farmers?|advisors?|dispatchers?|adjusters?|operators?|editors?|"
    r"reviewers?|moderators?|librarians?|technicians?|physicians?|buyers?|sellers?|merchants?|guests?|riders?|patients?|lawyers?|auditors?|regulators?|"
    r"posts?|clinics?|wards?|hospitals?|stores?|stations?|desks?|shoppers?|tenants?|callers?|viewers?|readers?|crews?|shifts?|breeders?|owners?)) "
    r"(?!was|were|is|are|seemed?|said|says|clapped|thanked|loved|liked|felt|had|has|have|will|would|asked|told|gave|discuss\w*|agree\w*|decid\w*|plan\w*|talk\w*|me[et]t\w*|review\w*|present\w*|want\w*|think\w*|thought|need\w*|know\w*|knew|mention\w*|listen\w*|attend\w*|nod\w*|join\w*|then|now (?:has|have)|could|can|might|may|should|really|all|also|that|who|and|of|in|at|on|to)\w+"
)


class Evidence(StrEnum):
    """What an outcome stands on."""

    MEASURED = "measured"
    CONCRETE = "concrete"
    VAGUE = "vague"
    NONE = "none"


@lru_cache(maxsize=2048)
def changed(lower: str) -> bool:
    """Tell whether a quantity of change is told: from/to, by, compared with, halved."""
    if found(FROM_TO, lower) or found(_HALVED, lower) or found(_COMPARED, lower):
        return True
    return any(not _SETTING.search(match.group()) for match in _CHANGE_BY.finditer(lower))


@lru_cache(maxsize=2048)
def from_to(lower: str) -> bool:
    """Tell whether a before and an after are told, or a halving."""
    return bool(found(FROM_TO, lower) or found(_HALVED, lower))


def measured(sentence: Sentence) -> bool:
    """Tell whether a sentence holds a figure that can be a result; years, team and data sizes are none."""
    lower = sentence.plain
    if found(_PLANNED, lower) and not found(FROM_TO, lower):
        return False
    if changed(lower):
        return True
    if sentence.section not in _CLOSE or not has_number(lower) or activity(lower):
        return False
    if found(_LEVEL, lower) or found(_BEFORE_AFTER, lower) or found(_COUNTED, lower):
        return True
    return any(not _SETTING.search(lower[match.start() : match.end() + 20]) for match in _STATE.finditer(lower))


@lru_cache(maxsize=2048)
def activity(lower: str) -> bool:
    """Tell whether a sentence tells what was done, not what came of it: an outcome's subject is not I or the project."""
    done = acts(lower)
    return bool(done.own or done.group) and not found(_GOT, lower) or found(_PROCESS, lower)


def concrete(sentence: Sentence) -> bool:
    """Tell whether a sentence tells an effect that a bystander could have seen (requirement 52)."""
    lower = sentence.plain
    if found(_PLANNED, lower) or found(_UNKNOWN, lower):
        return bool(found(_NOTHING_LEFT, lower))
    if found(CONCRETE, lower) or found(_NOTHING_LEFT, lower):
        return True
    return (
        sentence.section is Section.RESULT
        and found(_PEOPLE_ACT, lower)
        and not activity(lower)
        and not found(VAGUE, lower)
    )


def vague(sentence: Sentence) -> str | None:
    """Give the vague words of a sentence as they stand; None when there are none."""
    match = VAGUE.search(sentence.lower)
    if match is None or len(sentence.lower) != len(sentence.text):
        return None
    return sentence.text[match.start() : match.end()]


def unknown(sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of what is to come, was not measured, or was handed over."""
    return bool(found(_UNKNOWN, sentence.plain) or found(_PLANNED, sentence.plain))


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of the result and what it stands on; slots are verbatim or None (requirement 51)."""

    sentence: Sentence
    evidence: Evidence
    before: str | None = None
    after: str | None = None
    unit: str | None = None
    where: str | None = None


_WHERE: Final = re.compile(
    r"\b(?:over (?:the )?(?:\w+ ){0,3}(?:weeks?|months?|days?|quarters?)|in (?:production|the a/b test|an a/b test|the pilot|the experiment|live traffic)|"
    r"on (?:the )?(?:held-?out|hold-?out|test|validation|backtest|live|same)[\w -]{0,24}|measured (?:on|in|at|by|over) [\w' -]{3,40}|"
    r"(?:per|a) (?:day|week|month|year|quarter)|within (?:\w+ ){1,2}(?:days?|weeks?|months?)|in the (?:first|following|next) [\w ]{3,20}|"
    r"by hand|march over february|quarter over quarter|year over year|in \w+ (?:trial|test|split))\b"
)


def claim(sentence: Sentence) -> Claim:
    """Read one sentence as a claim of a result."""
    if measured(sentence):
        matches = [match for match in FIGURE.finditer(sentence.text) if match.group().strip()]
        figures_ = [match.group().strip() for match in matches]
        unit = next((u for f in figures_ if (u := re.sub(r"^[$€£]?[\d,.]+[ -]?", "", f)) and u != f), None)
        where = _WHERE.search(sentence.lower)
        return Claim(
            sentence,
            Evidence.MEASURED,
            before=figures_[0] if len(figures_) > 1 else None,
            after=figures_[1] if len(figures_) > 1 else (figures_[0] if figures_ else None),
            unit=unit,
            where=sentence.text[where.start() : where.end()] if where else None,
        )
    if concrete(sentence):
        return Claim(sentence, Evidence.CONCRETE)
    if found(VAGUE, sentence.lower):
        return Claim(sentence, Evidence.VAGUE)
    return Claim(sentence, Evidence.NONE)


def figures(telling: Telling) -> tuple[FigureQuote, ...]:
    """List every number of the answer as it stands, with its unit and section."""
    listed = []
    for sentence in telling.sentences:
        for match in FIGURE.finditer(sentence.text):
            text = match.group().strip(" ,.-")
            if text.lower() in ("one", "a one", "half", ""):
                continue
            digits = re.match(r"[$€£]?[\d,.]+", text)
            unit = text[digits.end() :].strip(" -") if digits else (text.split()[-1] if " " in text else "")
            listed.append(FigureQuote(text, unit or (text[0] if text[0] in "$€£" else ""), sentence.section))
    return tuple(listed)
