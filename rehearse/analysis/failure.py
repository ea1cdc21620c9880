"""A failure asked for: is it named, is it the speaker's, is it a strength in disguise (requirements 61, 65, 76)."""

import re
from typing import Final

ASKED: Final = re.compile(
    r"\b(?:fail\w*|(?:your|own|a|you made) (?:\w+ )?mistakes?|mistakes? (?:you|of yours)|you (?:\w+ )?(?:got|were|did|call\w+|broke|missed|regret) (?:\w+ )?(?:wrong|badly)|did not work|didn't work|wrong (?:call|assumption|decision)|regret\w*|messed up|screwed up|flop\w*)\b"
)
OWNED: Final = re.compile(
    r"\b(?:my (?:\w+ )?(?:validation|split|test|code|threshold|metric|model|design|plan|estimate|baseline|query|script|evaluation|monitoring|decision|number) (?:\w+ )?(?:was (?:\w+ )?(?:flawed|wrong|broken|bad|off|leaky|useless|too)|only|leaked|missed|never|hid|ignored)|i(?:'d| had)? (?:\w+ ){1,4}(?:wrong|wrongly|incorrectly|badly)\b|i(?:'d| had)? (?:picked|chosen|used|built|made|set|written) (?:\w+ ){1,3}that (?:leaked|broke|failed|missed|hid)|(?:my|was my|were my) (?:own )?(?:mistake|fault|error|bad|miss|doing|oversight|failure|responsibility|assumption|blind spot|negligence|bug|wrong call|misjudg\w+|sloppiness|laziness|impatience|shortcut|change)|(?:that|this|it|one|which|was|is|all|'s|squarely|partly|entirely) (?:one's |one is )?on me|on me,|"
    r"i (?:\w+ ){0,2}?(?:missed|forgot|broke|botched|blew|failed|screwed|messed|underestimated|overestimated|overlooked|ignored|neglected|misread|misjudged|misunderstood|assumed|rushed|skipped|regret|mis\w+ed|got (?:it|that|this|the \w+) wrong|"
    r"was (?:\w+ )?(?:wrong|too|careless|lazy|naive|sloppy|overconfident|stubborn|in a hurry|mistaken|the one who|so sure|convinced|certain|sure)|did(?:n't| not) (?:\w+ )?(?:check|spot|stop|catch|raise|flag|ask|test|look|validate|think|verify|notice|see|read|catch|tell|realise|realize|listen|bother|measure|talk|know|plan|do|want|question|have|warn|watch|monitor|write|push)|"
    r"had(?:n't| not| never) (?:\w+ )?\w+|never (?:\w+ )?(?:spotted|checked|asked|tested|looked|questioned|validated|thought|verified|talked|read|measured|noticed|told|bothered|did|got|set)|should(?:'ve| have|a|n't have| not have)|could(?:'ve| have)|picked the (?:wrong|split|metric)|picked (?:the|a) wrong|chose (?:the|a) wrong|trusted|"
    r"overfit\w*|leaked|shipped (?:it )?(?:too|without|a|the|with)|caused|pushed (?:it|the) (?:too|without)|took (?:it )?down|deleted|mixed up|left (?:it|the|a)|let (?:it|that|the)|spent (?:\w+ ){1,4}(?:on|before|for nothing|building)|wasted|built the wrong|built something|optimi[sz]ed (?:for )?the wrong|told (?:\w+ ){1,4}(?:ready|wrong)|"
    r"sat on|waited too|promised|launched|burned|burnt|confused|went ahead|signed off|kept (?:it|that|quiet)|thought (?:it|more|that|the|i|we))|got burned|we were wrong|i own that|i owned that|i take (?:the )?(?:blame|responsibility)|my name (?:is|was) on|"
    r"(?:and|but|i'd) never (?:looked|checked|asked|tested|thought|questioned|saw|talked|read|measured)|(?:was|were|is) in my|(?:caused|broken|introduced) by (?:me|my)|because i (?:wanted|was|did|had|thought|assumed|didn't)|i knew [^.;]{2,60}(?:nothing|anyway|still|but)|skip(?:ped)? the|i (?:\w+ )?(?:underrated|overrated|misled|ought to have|pushed straight|went straight)|(?:stupid|foolish|dumb|naive|silly|careless|sloppy) (?:of me|,|mistake)|it was (?:stupid|foolish|dumb|naive|silly|careless|sloppy)|(?:no user|nobody|no one) (?:saw|used|needed|wanted|asked)|(?:didn't|did not) dare|could not defend|couldn't defend|the thing i got wrong|i had (?:judged|measured|trained|tuned|validated|tested|built|assumed|trusted|chosen|believed)|what i (?:got wrong|missed|did wrong|had wrong|didn't)|wrong (?:of me|call on my)|own(?:ed)? (?:the|that|this|my) (?:mistake|failure|error|miss)|blame(?:d)? myself|i'm the one who|i was the one who|nobody'?s fault but (?:mine|my)|no excuse|embarrass\w*|my test|wrong and it was)\b"
)
NAMED: Final = re.compile(
    r"\b(?:fail(?:ed|ure|ures|ing|s)?|mistakes?|wrong(?:ly)?|broke|broken|worse|regress\w+|incidents?|outages?|rolled (?:it |that |the \w+ )?back|reverted|bug|too late|cancell?ed|killed|nobody used|no one used|lost|flopp\w+|didn't work|did not work|never (?:shipped|used|worked|made)|"
    r"dropped|complain\w*|garbage|useless|burned|missed|underperform\w*|pulled|shut (?:it )?down|scrapped|shelved|backfired|collapsed|crashed|blew up|bad)\b"
)
DISGUISE: Final = re.compile(
    r"\b(?:if i have (?:a|one|any) (?:fault|flaw|weakness|failing)|my (?:\w+ )?(?:weakness|fault|failure|flaw|failing|mistake) (?:\w+ )?(?:is|was|might be|may be|would be|being) (?:probably |maybe |perhaps |just )?(?:that )?(?:i|being|my|to)?\s?(?:really |always |just |often |sometimes )?(?:car\w+|say yes|don't let|can't let|work\w*|am too|was too|tend|trust\w*|expect\w*|want\w*|push\w*|too|give|help\w*|over-?deliver\w*|aim\w*)|don't let go|just too (?:early|good|advanced|new|fast)|(?:some|people|others) (?:\w+ ){0,2}?(?:would|might|may|could) (?:\w+ )?(?:call|say|see)|everything was (?:done |set up )?(?:correct\w*|right|fine|properly)|(?:done|did|handled) (?:\w+ )?correctly|(?:car(?:e|ed|ing)|work(?:ed|ing|s)?|trust(?:ed|ing)?|giv(?:e|ing)|gave|push(?:ed|ing)?|aim(?:ed|ing)?|expect(?:ed|ing)?|tr(?:y|ied|ying)) (?:\w+ )?(?:too|so) (?:much|hard|high|many|deeply|people)|trust people too much|too (?:much )?(?:of a )?(?:dedicated|committed|passionate|ambitious|thorough|detail[- ]oriented|helpful|careful|perfectionist|"
    r"honest|driven|invested|hard-?working|fast for|good|advanced|innovative|forward|early for|visionary|generous|diligent|conscientious|modest|nice|loyal)|perfectionis\w+|ahead of (?:the|its|their|my|our) (?:market|time|curve|industry|field)|high(?:er)? standards|standards (?:\w+ )?(?:too )?high|set the bar|"
    r"(?:take|took|taking|taken) on too much|(?:never|not|haven't|hasn't|don't|can't|didn't|wouldn't|hardly) (?:\w+ ){0,5}?(?:failed|fail|failures?|failing|failure)\b|no (?:real )?failures?|(?:wouldn't|would not|don't|not|never) (?:\w+ )?(?:call|say|see|consider|describe|think|really)[^.;]{0,50}?\bfail(?:ure|ed|s)?\b|too persistent|stubborn about quality|stick with it|"
    r"(?:did|got) everything (?:right|correctly)|everything (?:was |i did was )?(?:right|by the book|on our side|correct) on|nothing (?:\w+ )?(?:wrong|i could|we could|i would|to do)|(?:wasn't|was not|isn't|is not|not) (?:\w+ )?(?:my|our) (?:fault|model|mistake|side|problem|team)|"
    r"if (?:i|anything)(?: (?:have|had) to| must)? ?(?:name|pick|call|choose)?[^.]{0,20}(?:failure|weakness)|"
    r"(?:not|wasn't|weren't) (?:\w+ )?ready for|biggest strength|turned (?:it )?into (?:a|one|our|my) (?:\w+ )?(?:success|strength|win|strongest)|actually (?:a|my) (?:success|strength|win)|"
    r"out of (?:my|our) (?:control|hands)|bad luck|unlucky|expect less of|market (?:wasn't|was not)|blessing in disguise)\b"
)
BLAME: Final = re.compile(
    r"\b(?:(?:didn't|did not|doesn't|never) (?:\w+ )?(?:do (?:its|their|his|her) (?:job|part|work)|understand the)|trusting others|(?:same|more) (?:dedication|effort|commitment) (?:from|of) others|(?:business|marketing|sales|product|vendor|it|infra|data|legal|customer|client|management|team) (?:side |team |people |folks |guys )?(?:just |simply |really )?(?:didn't|couldn't|wouldn't|did not|failed to|never)|blamed?|(?:the|their|his|her) (?:\w+ )?(?:fault|failure was|mistake)|dropped the ball|(?:they|others|people|the \w+) (?:just |simply )?(?:didn't|couldn't|wouldn't|did not|weren't|don't|never) (?:\w+ )?(?:understand|get it|ready|keep up|appreciate|see|listen|deliver|follow|write|do their|have the)|"
    r"(?:couldn't|could not|couldn't've|nobody could) have (?:\w+ )?(?:known|seen|predicted|done|foreseen|prevented))\b"
)
"""The failure handed to others; it hides one only where nothing of one's own is admitted."""
FIXED: Final = re.compile(
    r"\b(?:fixed|corrected|rolled back|reverted|switched (?:it )?off|redid|rebuilt|relabel\w*|retrained|patched|replaced|restored|called|stopped)\b"
)
CAUSE: Final = re.compile(
    r"\b(?:because|cause|turned out|traced|root cause|reason|due to|since|found (?:that|out)|it was|came from|the problem was)\b"
)
GUARD: Final = re.compile(
    r"\b(?:test|tests|alert|check|gate|review(?:er)?|checklist|monitor\w*|guard\w*|now (?:i|we)|always|never again|second (?:test|reviewer)|before (?:every|each|any)|contract|validation|runbook|post-?mortem|dashboard|has to pass|must pass)\b"
)
