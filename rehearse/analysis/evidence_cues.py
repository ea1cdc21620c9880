"""What gives an outcome away: change, level, effect, praise, plan. Lower-case text, no nested repetition."""

import re
from typing import Final

from rehearse.analysis.matching import cue
from rehearse.analysis.numbers import CURRENCY, FRACTION, MEASURE, NUMBER, PERCENT, UNIT
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
CLAUSE_END: Final = re.compile(
    rf"[,;:(–—](?!\d)|\b(?:and(?! (?:{NUMBER}|a half)(?!\w))|then|after|before|which|that|who|while|when|where|as|once|"
    r"so|but|because|since|until|if|though|although|i|we|he|she|they|it|was|were|is|are|sent|shown|given|told|thanks|due|"
    rf"{STRONG_CHANGE})\b|\bby \w+ing\b|\b\w+ing (?=(?:{NUMBER}|it|them|the|a|an|our|their|this|these|every|all)\b)|"
    r"(?<!\d )(?<!-)\b(?!hundred\b)\w+[^e\W]ed\b|\b\w+[^e\W]ed (?:by|to)\b"
)
"""Where what is said with one verb gives way to the next; the word in "12 shared machines" is no verb."""
STATE: Final = re.compile(rf"\b{WEAK_CHANGE} (?:\w+ ){{0,1}}?(?:{QUANTITY})")
COMPARED: Final = re.compile(
    rf"\b(?:{QUANTITY} (?:\w+ ){{0,2}}?(?:lower|higher|fewer|better|faster|cheaper|slower|reduction|drop|"
    rf"increase|improvement|shorter|longer|smaller|gain|lift|"
    rf"saved|instead of|compared (?:to|with)|versus|vs)|(?:{PERCENT}|{FRACTION}|{NUMBER} ?(?:x|times|ms|"
    rf"minutes?|hours?|{CURRENCY})) (?:\w+ )?(?:more|less|worse))\b(?! than planned)"
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
_NO_NOUN: Final = (
    r"(?!(?:in|on|at|for|and|or|with|after|within|than|to|from|by|per|a|is|was|has|this|vs|versus|less|"
    r"across)\b)"
)
_YEAR: Final = (
    rf"(?:19|20)\d\d\b(?![.,]\d| ?-?(?:{MEASURE}\b|%)| (?:out )?of\b|"
    r" (?:a|an|per|each|every) (?:second|minute|hour|shift|day|night|week|month|quarter|year|run)\b)"
)
_NOT_COUNTED: Final = (
    rf"(?! (?!(?:i|we|he|she|it|they|the|our|my|their|its|all|most)\b){_NO_NOUN}(?:[\w-]+ {_NO_NOUN})?\w+s\b)"
)
"""No things behind it that it counts: "by 2000 tickets" tells how many, "by 2021 our tickets" when."""
WHEN: Final = re.compile(
    rf"\b(?:{STRONG_CHANGE} by {_YEAR}(?! (?:to|by|from)\b)|(?P<time>"
    r"(?:in|within|after|since|during|over|by)(?: the (?:first|last|next|following))? "
    rf"{NUMBER}[ -](?:days?|weeks?|months?|quarters?|years?)\b|"
    r"(?:(?:in|since|until|till|before|after|during|early|mid|late|jan(?:uary)?|feb(?:ruary)?|march|april|may|june|"
    r"july|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|q[1-4])|"
    r"(?:(?:end|start|beginning|middle|half|quarter|spring|summer|autumn|fall|winter)(?: of)?)) "
    rf"{_YEAR}|by {_YEAR}{_NOT_COUNTED}|(?:the|our|my) {_YEAR}{_NOT_COUNTED}(?= [a-z])))"
)
"""When it was or how long it took: a figure of time that is no result. What "dropped by 2000" tells is no time."""
YEARS: Final = re.compile(
    rf"\b(?:from|between) (?P<first>{_YEAR}) (?:to|and|until|till|through) "
    rf"(?P<last>{_YEAR}(?:(?<=^from \d{{4}} to \d{{4}})|{_NOT_COUNTED}))"
)
"""Ends of a span of years, if something else is told; at its beginning a sentence has not said yet what it counts."""
SIZE: Final = re.compile(
    rf"\b(?:on|of|for|across|among|over) (?:(?:the|our|all|these|some|about) )?(?P<size>{NUMBER}) "
    rf"(?!{MEASURE}\b|%){_NO_NOUN}(?:[\w-]+ {_NO_NOUN})?\w+s\b"
)
"""How many things were worked on or measured on: "on 4,000 held-out tickets"."""
SETTING: Final = cue("evidence_cues", "setting")
NOTHING_LEFT: Final = cue("evidence_cues", "nothing left")
CONCRETE: Final = cue("evidence_cues", "concrete")
"""An effect that a bystander could have seen."""
VAGUE: Final = cue("evidence_cues", "vague", strong=cue("evidence_cues", "strong").pattern)
UNKNOWN: Final = cue("evidence_cues", "unknown")
PLANNED: Final = cue("evidence_cues", "planned")


COUNTED: Final = re.compile(
    rf"\b(?:{NUMBER}|{FRACTION}) (?:\w+ ){{0,2}}?(?:alarms?|returns?|pages?|complaints?|calls?|errors?|"
    rf"cases?|tickets?|hits?|misses|orders?|frauds?|defects?|"
    rf"sensors?|bugs?|incidents?|percent|points?|{CURRENCY}|clients?|customers?|clinics?|stores?|"
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
