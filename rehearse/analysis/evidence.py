"""The evidence ledger: what each claim of a result stands on (requirements 18, 50, 51, 52, 63 and 74)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rehearse.analysis.numbers import FIGURE, FRACTION, NUMBER, PERCENT, UNIT, has_number
from rehearse.analysis.sentences import Sentence, Telling
from rehearse.domain.critique import FigureQuote
from rehearse.domain.section import Section

_CLOSE: Final = (Section.RESULT, Section.REFLECTION)
_QUANTITY: Final = rf"(?:{FRACTION}|{NUMBER}) ?-?(?:{UNIT}\b|%)?"
_CHANGED: Final = (
    r"(?:fell|fall|dropped|drop|drops|rose|rise|went|goes|gone|grew|climbed|jumped|shrank|shrunk|declined|decreased|increased|"
    r"reduced|improved|cut|saved|saves|saving|gained|lifted|raised|sank|slid|slipped|came|come|brought|got|moved|bumped|down|up|"
    r"trimmed|slashed|lowered|boosted|pushed|pulled|recovered|shaved|knocked|lost|won|added|earned|doubled|crept|"
    r"reduction|improvement|increase|decrease|drop of|lift|gain|hit|reached|beat|settled|landed|stabili[sz]ed|ended|stayed|held|"
    r"steady|flat|back|under|below|above|over)"
)
FROM_TO: Final = re.compile(
    rf"\bfrom (?:\w+[ -]){{0,5}}?{_QUANTITY}[^.;]{{0,60}}?\b(?:to|down to|up to|into) (?:\w+[ -]){{0,4}}?(?:{_QUANTITY}|zero|none|nothing|almost|nearly|under|below)"
)
_CHANGE_BY: Final = re.compile(rf"\b{_CHANGED} (?:\w+[ -]){{0,6}}?(?:{_QUANTITY})")
_COMPARED: Final = re.compile(
    rf"\b{_QUANTITY} (?:\w+ ){{0,3}}?(?:lower|higher|fewer|less|more|better|faster|cheaper|slower|reduction|drop|increase|"
    r"improvement|shorter|longer|smaller|down|up|off|gain|lift|saved|instead of|compared (?:to|with)|versus|vs|against|before|"
    r"worse|of what)\b"
)
_BEFORE_AFTER: Final = re.compile(
    rf"\b(?:it (?:was|used to be|had been)|used to (?:be|take|get|have)|was|were|against|versus|vs|compared (?:to|with)|instead of|down from|up from|before it was|"
    rf"from) (?:\w+ ){{0,3}}?{_QUANTITY}(?:[^.;]{{0,40}}\b(?:before|earlier|previously|prior|baseline|until then|the (?:spring|year|month|week|quarter) before)\b)?"
)
_HALVED: Final = re.compile(
    r"\b(?:halved|doubled|tripled|quadrupled|halving|doubling|(?:cut|reduced|dropped|fell|down|went down|shrank) (?:\w+ ){0,5}(?:in|by|to) (?:about |roughly |nearly |almost )?(?:half|a third|a quarter|"
    r"a fifth)|twice (?:as|the)|half (?:as|the|of)|(?:a|one) (?:third|fifth|quarter|tenth) (?:lower|less|fewer|of|as|cheaper|faster|more|higher)|"
    r"order of magnitude|ten ?fold|two ?fold|\d+-?fold|\d+x)\b"
)
_LEVEL: Final = re.compile(
    rf"\b(?:is|was|are|were|at|to|of|under|below|above|over|around|about|with|for|got|hit|reached|only|in|within|every|had|has|took|takes|caught|scored|came out at|"
    rf"stayed|held|=|:|,) ?(?:about |around |roughly |just |only |under |over |like |maybe |some |nearly |almost |the )?(?:{PERCENT}|{FRACTION}|{NUMBER} ?{UNIT}\b|0?\.\d+|\d[\d,.]*)"
)
_SETTING: Final = re.compile(
    r"\b(?:years?(?: old| of experience| ago)?|people|engineers?|students?|person|team of|members|of us|employees|founded|"
    r"headcount|parameters?|layers?|epochs?|images?|rows?|samples?|records?|documents?|dataset|data set|training set|users in|"
    r"stores|countries|markets|meetings?|slides|pages)\b"
)
_NOTHING_LEFT: Final = re.compile(
    r"\b(?:zero|none|not (?:one|a single)|no (?:more |new |further |wrong |missed |false |late |such |single |\w+ )?(?:\w+ )?(?:since|so far|after that|anymore|any more|"
    r"incidents?|complaints?|outages?|rollbacks?|regressions?|pages|escalations?|tickets)|never (?:again|came back|happened|happens|had|once)|"
    r"(?:hasn't|haven't|hasnt|didn't|did not|has not) (?:\w+ ){0,3}(?:since|again|so far|once|come back|happened|broken|paged|moved|repeat\w*))\b"
)
CONCRETE: Final = re.compile(
    r"\b(?:fewer|no longer|stopped|stops|quit|ceased|gave up \w+ing|any more|anymore|without (?:having|needing|anyone|anybody|a human|us|me|\w+ing)|"
    r"(?:on|at|the) (?:the )?first (?:try|time|call|attempt)|on their own|by themselves|adopted|adopts|signed (?:off|in|up|the|a)|"
    r"(?:is|are|was|were|it's|they're|that's|'s|'re) (?:still |now |actually |really |all |already )*(?:in use|using|used|running|live|on\b|in production|in prod|deployed|built on|part of|"
    r"the (?:default|standard|template|baseline|norm)|gone|back|clean|mandatory|required|caught|read|opened|trusted|down|up|open|"
    r"relying|able|asking|doing|being)|still (?:use|uses|using|run|runs|running|on|in|live|there|open|works?|rely|relies|running)|"
    r"(?:now|today|since|every (?:day|week|month|morning)|these days) (?:\w+ ){0,3}?(?:use|uses|run|runs|rely|relies|read|reads|check|checks|open|opens|trust|trusts|get|gets|see|sees|can|"
    r"searches|search|decide|know|start|starts|begin|goes|go|come|comes|take|takes|spend|spends|ask|asks|call|book|work|works)|"
    r"asked (?:for|us|me|if|to|whether)|switched|merged|accepted|published|approved|renewed|became (?:the|a|our)|"
    r"kept (?:it|using|the (?:contract|client|customer|account|model))|keep (?:using|it)|rolled (?:it )?out (?:to|in|across)|went (?:back to|away|live|out|quiet|to (?:production|prod))|cancelled|canceled|"
    r"(?:other|two|three|four|second|another|every|\d+) (?:\w+ )?(?:teams?|squads?|groups?|labs?|departments?|clinics?|hospitals?|stores?|regions?|countries|clients?|customers?|sites?) (?:\w+ )?(?:use|uses|used|copied|adopted|"
    r"picked|took|asked|signed|joined|run|followed|now|wanted|have|are|moved|switched|reuse\w*)|picked (?:it )?up by|copied (?:it|the|our|my)|"
    r"launched|shipped|deployed (?:in|to|on)|released|turned (?:it )?(?:on|off|back on)|rolled back|switched off|pulled (?:it|the)|shut (?:it )?down|killed|(?:could|can) (?:now |finally )?(?:\w+ )?(?:see|find|trust|read|run|open|use|"
    r"search|explain|tell|answer|plan|sleep|reach|go home|work|decide|close|handle|book|do)|reached a human|found its way|passed (?:the )?(?:review|audit|inspection|acceptance|certification)|"
    r"(?:won|lost) (?:the|a|that|two|one)|closed (?:the|their|its)|got (?:the|a|its|their) (?:\w+ )?(?:back|approved|funded|extended|sign-?off|budget|slot|second)|mentioned|quoted|"
    r"caught (?:the|a|two|three|four|one|it|\d|\w+ (?:bad|wrong))|found (?:two|three|four|five|\d)|has (?:caught|stopped|blocked|flagged|found|prevented)|spotted|prevented|blocked|muting|overrid\w+|overrul\w+|"
    r"complaints?|came back|come back|left (?:us|the)|sign-?off|in time|on time|before (?:the )?(?:deadline|peak|launch|season))\b"
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
    r"improved|improvement|improvements|better results|good results|great results|exceeded (?:all )?(?:expectations|our|the)|paid off|"
    r"impactful|value-add|valuable|transformative|transformation\w*|revolution\w+|kudos|shout-?outs?|praise[ds]?|positive|congratulat\w+|applause|thrilled|delighted|"
    r"in (?:a )?(?:much |way |far )?(?:better|good|great) (?:place|shape|position|spot)"
    r")\b)"
)
_UNKNOWN: Final = re.compile(
    r"\b(?:(?:will|would|should|going to|gonna|plan(?:ned|s)? to|expect(?:ed|s)? to|hope(?:d|s)? to|aim(?:ed|s)? to|supposed to|about to|to be (?:evaluated|measured|decided|tested|launched|rolled)|"
    r"once it) (?:\w+ )?(?:\w+)|(?:don't|didn't|do not|did not|never|couldn't|can't|haven't|wasn't able to) (?:\w+ )?(?:know|measure\w*|check\w*|hear\w*|follow\w*|find out|found out|see|track\w*|look\w*)|"
    r"no (?:numbers?|figures?|results?|measurements?|idea|data)(?: yet)?|too early|next (?:quarter|month|year|phase|sprint)|not yet|yet to|"
    r"moved (?:on|to)|left (?:the )?(?:company|team|before)|hand(?:ed)? (?:it )?(?:over|off)|handover|rotat\w+|somebody else|another team took|"
    r"in the pipeline|under review|waiting (?:for|on)|pending|on the roadmap|in progress|ongoing|continu\w+)\b"
)


class Evidence(StrEnum):
    """What an outcome stands on."""

    MEASURED = "measured"
    CONCRETE = "concrete"
    VAGUE = "vague"
    NONE = "none"


def changed(lower: str) -> bool:
    """Tell whether a quantity of change is told: from/to, by, compared with, halved."""
    if FROM_TO.search(lower) or _HALVED.search(lower) or _COMPARED.search(lower):
        return True
    return bool(_CHANGE_BY.search(lower)) and not _SETTING.search(lower)


def measured(sentence: Sentence) -> bool:
    """Tell whether a sentence holds a figure that can be a result; years, team and data sizes are none."""
    lower = sentence.plain
    if changed(lower):
        return True
    if (
        sentence.section in _CLOSE
        and has_number(lower)
        and (_LEVEL.search(lower) or _BEFORE_AFTER.search(lower))
    ):
        return not (_SETTING.search(lower) and not re.search(PERCENT, lower))
    return False


def concrete(sentence: Sentence) -> bool:
    """Tell whether a sentence tells an effect that a bystander could have seen (requirement 52)."""
    lower = sentence.plain
    return bool(CONCRETE.search(lower) or _NOTHING_LEFT.search(lower))


def vague(sentence: Sentence) -> str | None:
    """Give the vague words of a sentence as they stand; None when there are none."""
    match = VAGUE.search(sentence.lower)
    if match is None or len(sentence.lower) != len(sentence.text):
        return None
    return sentence.text[match.start() : match.end()]


def unknown(sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of what is to come, was not measured, or was handed over."""
    return bool(_UNKNOWN.search(sentence.plain))


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
        found = [match for match in FIGURE.finditer(sentence.text) if match.group().strip()]
        figures_ = [match.group().strip() for match in found]
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
    if VAGUE.search(sentence.lower):
        return Claim(sentence, Evidence.VAGUE)
    return Claim(sentence, Evidence.NONE)


def figures(telling: Telling) -> tuple[FigureQuote, ...]:
    """List every number of the answer as it stands, with its unit and section."""
    found = []
    for sentence in telling.sentences:
        for match in FIGURE.finditer(sentence.text):
            text = match.group().strip(" ,.-")
            if text.lower() in ("one", "a one", "half", ""):
                continue
            digits = re.match(r"[$€£]?[\d,.]+", text)
            unit = text[digits.end() :].strip(" -") if digits else (text.split()[-1] if " " in text else "")
            found.append(FigureQuote(text, unit or (text[0] if text[0] in "$€£" else ""), sentence.section))
    return tuple(found)
