"""What gives an outcome away: change, level, effect, praise, plan. Lower-case text, no nested repetition."""

import re
from typing import Final

from rehearse.analysis.matching import cue
from rehearse.analysis.numbers import FRACTION, MEASURE, NUMBER, PERCENT, UNIT
from rehearse.domain.section import Section

CLOSE: Final = (Section.RESULT, Section.REFLECTION)
QUANTITY: Final = rf"(?:{FRACTION}|{NUMBER}) ?-?(?:{UNIT}\b|%)?"
STRONG_CHANGE: Final = (
    r"(?:fell|falls|dropped|drops?|rose|grew|climbed|jumped|shrank|shrunk|declined|decreased|increased|"
    r"increase|reduced|reducing|reduction|improved|"
    r"improvement|improves|cut|cuts|cutting|saved|saves|saving|gained|gain|lifted|lift|raised|sank|slid|"
    r"slipped|trimmed|slashed|lowered|boosted|recovered|"
    r"shaved|knocked|halved|halves|doubled|doubles|crept|bumped|brought|won back|dropping|falling|rising|"
    r"fallen|risen|decrease|uplift|drop of)"
)
WEAK_CHANGE: Final = (
    r"(?:(?:came|come|comes|went|go|goes|gone|got|get|gets|is|are|was|were|brought|stayed|stays|held|"
    r"holds|settled|landed|moved|sits|sat|hovers|hovered|been|now|took|takes|"
    r"kept|keeps|remained|reached|hit|beat|passed|stabili[sz]ed|it's|that's|down|up|back) (?:(?!released|"
    r"rolled|opened|shown|exposed|given|sent|reviewed|presented|asked|limited)\w+ ){0,2}?(?:down|up|back|"
    r"at|to|under|below|above|around|about|over|near|only|less|from|within|for|steady|flat|just|like|"
    r"somewhere|in|out at))"
)
FROM_TO: Final = re.compile(
    rf"\bfrom (?:\w+[ -]){{0,5}}?(?P<before>{QUANTITY})[^.;]{{0,60}}?\b(?:to|down to|up to|"
    rf"into) (?:\w+[ -]){{0,4}}?(?P<after>{QUANTITY}|one|zero|none|nothing|"
    rf"(?:almost|nearly|under|below)(?: {QUANTITY})?)"
)
CHANGE_BY: Final = re.compile(
    rf"\b{STRONG_CHANGE} (?:(?!in\b|after\b|within\b|over\b|"
    rf"during\b)[\w'-]+ ){{0,6}}?(?P<after>{QUANTITY})(?! (?:meetings?|slides|teams?|people in)\b)"
)
CHANGE_TO: Final = re.compile(
    rf"\b(?:by|to) (?:(?:about|around|roughly|nearly|almost|over|under|below|up|to|at|least|more|less|than|"
    rf"only|just|some|another) ){{0,3}}(?P<after>{QUANTITY})"
)
"""How much a change came to; what stands between it and its verb may be another figure: "12 services by 30 percent"."""
STATE: Final = re.compile(rf"\b{WEAK_CHANGE} (?:\w+ ){{0,1}}?(?:{QUANTITY})")
COMPARED: Final = re.compile(
    rf"\b(?:{QUANTITY} (?:\w+ ){{0,2}}?(?:lower|higher|fewer|better|faster|cheaper|slower|reduction|drop|"
    rf"increase|improvement|shorter|longer|smaller|gain|lift|"
    rf"saved|instead of|compared (?:to|with)|versus|vs)|(?:{PERCENT}|{FRACTION}|{NUMBER} ?(?:x|times|ms|"
    rf"minutes?|hours?|euros?|dollars?)) (?:\w+ )?(?:more|less|worse))\b(?! than planned)"
)
BEFORE_AFTER: Final = re.compile(
    rf"(?:\b(?:used to (?:be|take|get|have|need|cost|run)|compared (?:to|with)|instead of|down from|"
    rf"up from|before it was|it (?:was|had been))|, (?:was|were|from|versus|vs|against)|\((?:was|from|"
    rf"vs)|\bagainst|\b(?:when|where|while) (?:it|they|the (?:old|previous|former)(?: \w+){{0,4}}) (?:was|were|had|got|"
    rf"did)) "
    rf"(?:\w+ ){{0,3}}?(?P<before>{QUANTITY})"
)
HALVED: Final = cue("evidence_cues", "halved")
LEVEL: Final = re.compile(
    rf"(?:\b{PERCENT}|\b{NUMBER} ?percent|\b0?\.\d+|\b{FRACTION}\b|\b\d+(?:\.\d+)? ?(?:ms|milliseconds?|"
    rf"seconds?|x|%|f1|auc|points?)\b|"
    rf"\b{NUMBER} (?:of|out of) (?:the |our |those |every )?(?:{NUMBER}|them|(?!us\b|years\b)\w+s)\b|[$€£]\d|"
    rf"\bonly {NUMBER}\b|\b{NUMBER} (?:\w+ )?(?:a|per|each|every) (?:day|week|month|night|year|hour|shift|"
    rf"run|quarter)\b|"
    rf"\b(?:accuracy|precision|recall|latency|error|f1|auc|mape|rmse|wer|click-through|conversion|p9[59]|"
    rf"score|rate) (?:\w+ ){{0,4}}?{NUMBER})"
)
WHEN: Final = re.compile(
    r"\b(?:in|within|after|since|during|over|by)(?: the (?:first|last|next|following))? "
    rf"(?:(?:19|20)\d\d\b|{NUMBER}[ -](?:days?|weeks?|months?|quarters?|years?)\b)"
)
"""When it was or how long it took: a figure of time that is no result."""
YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NO_NOUN: Final = (
    r"(?!(?:in|on|at|for|and|or|with|after|within|than|to|from|by|per|a|is|was|has|this|vs|versus|less|"
    r"across)\b)"
)
SIZE: Final = re.compile(
    rf"\b(?:on|of|for|across|among|over) (?:(?:the|our|all|these|some|about) )?(?P<size>{NUMBER}) "
    rf"(?!{MEASURE}\b|%){_NO_NOUN}(?:[\w-]+ {_NO_NOUN})?\w+s\b"
)
"""How many things were worked on or measured on: "on 4,000 held-out tickets"."""
SETTING: Final = cue("evidence_cues", "setting")
NOTHING_LEFT: Final = cue("evidence_cues", "nothing left")
CONCRETE: Final = cue("evidence_cues", "concrete")
"""An effect that a bystander could have seen."""
STRONG: Final = (
    r"(?:huge|massive|great|tremendous|enormous|big|major|significant|substantial|dramatic|amazing|"
    r"fantastic|incredible|"
    r"outstanding|excellent|awesome|wonderful|impressive|remarkable|phenomenal|stellar|strong|solid|nice|"
    r"positive|good|real|"
    r"considerable|noticeable|meaningful|tangible|clear|overall|lasting|game-?changing|measurable|super|"
    r"terrific|brilliant|"
    r"exceptional|unprecedented|immense|profound|material)"
)
VAGUE: Final = re.compile(
    r"(?:\b(?:"
    r"(?:work|works|worked|working|went|go|goes|turned out|performed|performs|did|landed|came out|"
    r"came together|paid off|ran|behaved|received|scaled|doing|was received|ended) (?:\w+ ){0,2}?"
    r"(?:well|great|nicely|fine|smoothly|good|amazing\w*|beautifully|perfectly|successfully|fantastic\w*|"
    r"better|brilliantly|wonderfully|flawlessly|big|over)|"
    rf"{STRONG} (?:\w+ )?(?:success|improvements?|impact|difference|win|wins|boost|value|hit|result|"
    rf"results|outcomes?|feedback|reception|"
    r"gains?|progress|uplift|effect|benefits?|change|leap|step|jump|adoption|engagement|increase|"
    r"reduction|savings?|momentum|response|experience|performance|numbers|growth|efficienc\w+|achievement|"
    r"traction|"
    r"story|shift|contribution)|"
    r"(?:much|way|a lot|lot|so much|far|significantly|noticeably|substantially|dramatically|considerably|"
    r"greatly|really|vastly|hugely|drastically|"
    r"clearly|massively|tremendously|just|generally|visibly|markedly|exponentially) (?:\w+ )?(?:better|"
    r"improv\w+|faster|increas\w+|reduc\w+|happier|more|smoother|quicker|easier|"
    r"higher|lower|stronger|cleaner|appreciated|fewer|less)|"
    r"(?:improved|increased|reduced|boosted|helped|grew|rose|went up|went down|dropped|benefited|"
    r"benefitted|decreased|changed|accelerated|elevated|enhanced|streamlined|transformed|enabled|"
    r"got better|picked up|moved) (?:\w+ ){0,4}"
    r"(?:a lot|significantly|substantially|dramatically|considerably|greatly|massively|noticeably|"
    r"tremendously|drastically|hugely|"
    r"immensely|across the board|nicely|quite a bit|big time|everything|everyone|overall|a ton|by a lot|"
    r"like crazy)|"
    r"(?:dramatically|significantly|substantially|considerably|greatly|massively|noticeably|tremendously|"
    r"drastically|vastly|measurably|meaningfully) \w+|"
    r"(?:every(?:one|body)|stakeholders?|the (?:whole |entire )?(?:team|business|client|customers?|"
    r"management|leadership|company|organi[sz]ation|board|room|department|people|users|exec\w*|product|"
    r"support|sales)|they|people|"
    r"customers?|users?|leadership|management|my (?:manager|boss|lead|director)|clients?|executives?|"
    r"execs|all|all of us|folks) (?:\w+ )?(?:was|were|is|are|seemed|felt|got|loved|liked|love|enjoyed|"
    r"noticed|appreciated|praised|have been|has been|really) (?:\w+ )?"
    r"(?:really |very |quite |super |all |so |extremely |pretty |absolutely |genuinely |visibly |"
    r"over the )*(?:happy|happier|pleased|satisfied|impressed|excited|thrilled|delighted|it|positive|"
    r"proud|grateful|moon|great|blown away|relieved|enthusiastic|on board|our|the)|"
    r"(?:absolutely |really |totally |all )?(?:loved|raved about|adored) (?:it|the|how|what|this|that)|"
    r"(?:a|an|was a|quite a|such a|complete|total|full|resounding|runaway|truly|kind of a|the) (?:big |"
    r"huge |real |great |true |total |complete |resounding |major |overall |commercial |\w+ )?(?:success|"
    r"win|hit|game-?changer|breakthrough|triumph|milestone|step change|step-change|"
    r"game changer|showcase|flagship|lighthouse|north star)|"
    r"(?:made|make|makes|had|has|have|having|with|create\w*|deliver\w*|drove|driving|drive|bring\w*|"
    r"brought|unlock\w*|added|add|generat\w+|provid\w+|saw|seen) (?:a |an |some |so much |a lot of |"
    r"lots of |real |the |tremendous |significant |huge |great |enormous |\w+ )?(?:big |huge |real |"
    r"great |positive |lasting |significant |business |massive |actual |customer |strategic |\w+ )?"
    r"(?:impact|difference|value|benefits?|wins?|improvements?|momentum|synerg\w+)|"
    r"night and day|took off|takes off|took it to (?:the|another)|next level|next-level|whole new level|"
    r"through the roof|off the charts|moved the needle|move the needle|game-?changer|world-class|"
    r"best-in-class|"
    r"more (?:robust|reliable|efficient|accurate|stable|engaged|engaging|performant|scalable|"
    r"personali[sz]ed|relevant|agile|data-driven|mature|confident|productive|trust)|well received|"
    r"well-received|positively|successful(?:ly)?|success|"
    r"(?:very|really|quite|extremely|super|so|pretty|totally|absolutely) (?:\w+ly )?(?:successful|happy|"
    r"positive|good|well|great|useful|helpful|valuable|impressive|strong|promising|proud|solid|"
    r"encouraging|pleased|impactful|nice|effective|better)|"
    r"(?:got|became|was|is|were|are|felt|looked|seemed|been|gets) (?:\w+ ){0,2}?(?:better|smoother|great|"
    r"amazing|faster|stronger|happier|healthier|awesome|fantastic|excellent|incredible|good|perfect|fine|"
    r"improved|easier|quicker|more \w+|less \w+|successful)|"
    r"went up|went down|right direction|trend(?:ed|ing)? (?:up|down|well)|looks? (?:good|great|promising|"
    r"better)|improved|improvement|improvements|better results|good results|great results|"
    r"exceeded (?:all )?(?:expectations|our|the)|paid off|"
    r"impactful|value-add|valuable|transformative|transformation\w*|revolution\w+|kudos|shout-?outs?|"
    r"praise[ds]?|positive|congratulat\w+|applause|thrilled|delighted|"
    r"in (?:a )?(?:much |way |far )?(?:better|good|great) (?:place|shape|position|spot)"
    r")\b)"
)
UNKNOWN: Final = cue("evidence_cues", "unknown")
PLANNED: Final = cue("evidence_cues", "planned")


COUNTED: Final = re.compile(
    rf"\b(?:{NUMBER}|{FRACTION}) (?:\w+ ){{0,2}}?(?:alarms?|returns?|pages?|complaints?|calls?|errors?|"
    rf"cases?|tickets?|hits?|misses|orders?|frauds?|defects?|"
    r"sensors?|bugs?|incidents?|percent|points?|euros?|dollars?|clients?|customers?|clinics?|stores?|"
    r"sites?|farmers?|planners?|"
    r"contracts?|reviews?|detections?|trips?|stops?|rows|times)\b"
)
GOT: Final = re.compile(
    r"\b(?:we|i) (?:\w+ )?(?:got|get|saw|see|went|save|saved|cut|have|had|need|needed|spend|reached|hit|"
    r"lost|won|kept|ended)\b"
)
PROCESS: Final = cue("evidence_cues", "process")
PEOPLE_ACT: Final = re.compile(
    r"\b(?:he|she|they|nobody|no one|people|everyone|policy|finance|legal|marketing|sales|ops|operations|support|"
    r"management|compliance|procurement|security|(?:no|not one|not a single) (?:\w+ ){0,2}?\w+|"
    r"(?:the|our|their|his|her|two|three|four|five|both|all|most|some|other|many|several|its) (?:\w+ )?"
    r"(?:users?|customers?|clients?|agents?|drivers?|doctors?|nurses?|midwi(?:fe|ves)|planners?|analysts?|"
    r"teachers?|farmers?|advisors?|dispatchers?|adjusters?|operators?|editors?|"
    r"reviewers?|moderators?|librarians?|technicians?|physicians?|buyers?|sellers?|merchants?|guests?|"
    r"riders?|patients?|lawyers?|auditors?|regulators?|"
    r"posts?|clinics?|wards?|hospitals?|stores?|stations?|desks?|shoppers?|tenants?|callers?|viewers?|"
    r"readers?|crews?|shifts?|breeders?|owners?)) "
    r"(?!was|were|is|are|seemed?|said|says|clapped|thanked|loved?|loves|liked?|likes|felt|enjoy\w*|"
    r"appreciat\w*|had|has|have|will|would|asked|"
    r"told|gave|discuss\w*|agree\w*|decid\w*|plan\w*|talk\w*|me[et]t\w*|review\w*|present\w*|want\w*|"
    r"think\w*|thought|need\w*|know\w*|knew|mention\w*|listen\w*|attend\w*|nod\w*|join\w*|then|now (?:has|"
    r"have)|could|can|might|may|should|really|all|also|that|who|and|of|in|at|on|to)\w+"
)


WHERE: Final = cue("evidence_cues", "where")
SPEAKER: Final = re.compile(r"\b(?:i|we|my|me|our)\b")
"""Terse notes leave the speaker out: "Tested on new people, it got 8 of 10 right" tells a result."""
