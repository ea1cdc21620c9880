"""Decisions in an answer: options, reasons, what was given up, steps in time (requirements 2, 17 to 25, 44, 45, 60)."""

import re
from functools import lru_cache
from typing import Final

REASON: Final = re.compile(
    r"(?:^why (?!did you|do you)[^?]{3,60}\?|\b(?:(?:takes?|took|costs?|needs?|needed|had no|has no|"
    r"was too|were too|is too|are too|only|not|n't|never|nobody) [^.;]{2,60}, so (?:i|we)\b|"
    r"enough (?:that|for)|because (?!my standards\b)|'?cause|cuz|bc|since (?!then\b|that\b|last\b|"
    r"launch\b|\d|day\b|the (?:launch|release|rollout|start)\b)|so that|so (?:we|i|it|they|nobody|no one|"
    r"the \w+) (?:wouldn't|didn't have|don't have|couldn't|would not|never)|in order (?:to|not)|"
    r"given (?:that|our|how|my|the (?:\w+ )?(?:time|budget|limits?|deadline|size|cost|amount|data|constraints?))|due to|"
    r"so (?:i|we) (?:just |only |simply )?(?:used|took|chose|dropped|kept|went (?:for|with)|picked|proposed|settled|stuck|"
    r"stayed|limited|capped|skipped|left|decided|swapped|switched|asked for)\b|no[ -]brainer|"
    r"the (?:reason|idea|point|logic|thinking|argument|catch|thought|theory|bet) (?:was|being|is|behind)|"
    r"my (?:reasoning|thinking|bet|logic|argument|"
    r"rationale|view|worry|concern|point|theory|guess) (?:was|being|is)|otherwise|reason(?:s|ed|ing)?|"
    r"that's why|which is why|"
    r"for (?:a|one|two|that|this) (?:simple )?reasons?|why (?:i|we|not)|in case|to (?:avoid|keep|protect|"
    r"stay|save|be able|make sure|prevent|rule out|"
    r"see (?:if|whether))|would(?:n't| not|'ve| have)? (?:\w+ )?(?:have |'ve )?(?:cost|taken|doubled|"
    r"needed|meant|broken|delayed|leaked|"
    r"been|moved|solved|fixed|changed|bought|saved|helped|caught|missed|hidden|required|eaten|blown|lost|chased|killed|made|added|hurt|worked|let|"
    r"given|hit)|"
    r"as (?:it|that|they|the \w+|most|our|these|those|this) (?:was|were|is|are|would|had|has|could|can)|"
    r"for the sake of|rationale|"
    r"the (?:\w+ )?(?:risk|danger|worry|concern) (?:was|being|is)|i (?:figured|reckoned|judged|reasoned|"
    r"argued|was worried|worried|preferred))\b)"
)
OPTION: Final = re.compile(
    r"\b(?:(?:could|can|might) (?:either )?\w+ [^.;]{3,60} or \w+|(?:would|could|"
    r"might) be (?:the )?(?:safest|best|nicer|ideal|faster|easier|better|cheaper|"
    r"simplest|cleanest|quicker|safer|ideal)|on the one hand|back and forth|reflex|i bet (?:on|that)|"
    r"(?:left|leave) (?:the |those |these )?(?:\w+ ){1,3}to (?:a human|the \w+|people|humans|them|hand)|"
    r"(?:isn't|is not|wasn't) \w+, (?:it's|it is|it was|but)|instead(?: of)?|rather than|rather have|"
    r"(?:had|were|have|saw) (?:two|three)(?: of them)?[:,]|so (?:the |a )?(?:\w+ ){1,3}(?:was|were) out\b|"
    r"off the table|the (?:\w+ )?(?:fast|slow|cheap|heavy|light|expensive|big|bigger|small|smaller|simple|fancy|clever|"
    r"dumb|plain) one\b|"
    r"as opposed to|in favou?r of|favou?red|preferr?ed|prefer|"
    r"(?:'d|would|had) rather|rather be|(?:sounds?|sounded|looks?|looked|is|was|'s) (?:nice|nicer|"
    r"prettier|tempting|fancier|elegant|cleverer|smarter|sexier|cooler|attractive|easier|quicker|simpler|"
    r"cheaper),|(?:dropped|left|kept|picked|chose|took|shipped|cut|used|skipped|set|moved|stopped|froze|"
    r"limited|capped|swapped) [^.;,]{3,60}, (?:the|it|one|a|they|that|nobody|we|no|you|there|which|"
    r"its?) (?:\w+ ){0,4}?(?:can't|couldn't|cannot|shouldn't|won't|wouldn't|needs?|needed|takes|took|"
    r"costs?|had no|has no|have no|were too|was too|is too|are too|don't|didn't|doesn't)\b|(?:wanted|"
    r"argued for|preferred|suggested|asked for|liked|favoured|favored) [^,.;]{2,50}[,;] (?:but |and |"
    r"so )?(?:i|we) (?:\w+ )?(?:wanted|argued|preferred|suggested|proposed|asked|insisted|said|kept|"
    r"pushed|took)|(?:first|second|other|another|my) (?:idea|thought|plan|instinct|impulse) (?:was|is|"
    r"had been)|plan [ab]\b|threw (?:\w+ )?away|torn between|not the (?:best|biggest|fastest|smartest|"
    r"fanciest|newest|latest|most|prettiest)|(?:below|above|beyond) that\b|won by (?:a|one|two|half)|"
    r"(?:chose|picked|took|went with|selected) (?:\w+ ){1,5}(?:over|because|since|cause|as|for its|"
    r"even though|not the|and not)|"
    r"i could(?:'ve| have) (?!been\b)(?:\w+ )?\w+|(?:could|might|can)(?: have|'ve|a)? (?:\w+ )?(?:used|gone|built|taken|moved|trained|added|kept|"
    r"bought|done|tried|just|"
    r"fine-?tuned|switched|thrown|dropped|waited|shipped|hired|asked|force|use|go|build|take|wait|retrain|"
    r"relabel|buy)|coulda|"
    r"(?:(?<!things )considered|weighed|weighing|debated|toyed with|ruled out|ruled (?:it|that|them|this) out|rejected|"
    r"decided against|turned (?:it|that|them|this)? ?down|discarded|parked|shelved|vetoed|said no|"
    r"passed on|walked away from|"
    r"tempted|tempting|thought about|did think about|thought of|argued (?:for|against|about|that)|"
    r"pushed for|"
    r"pushed back|killed the idea|scrapped|backed out|declined|refused|resisted|skipped|held off|put off|"
    r"postponed)|"
    r"(?:option|alternative|alternatives|choices?|two ways|three ways|(?:two|three|four|couple of|several|"
    r"few) (?:options|ways|ideas|"
    r"choices|roads|paths|routes|directions|approaches|alternatives|candidates|fixes|answers))|options|"
    r"either \w+|or (?:else )?(?:just|we could|i could|you could|wait|you)|whether (?:to|we|i)|"
    r"the (?:obvious|easy|easier|quick|cheap|cheaper|safe|safer|other|fancy|fancier|alternative|tempting|"
    r"boring|simple|simpler|standard|usual|textbook|smart|lazy|clean|cleaner|proper|"
    r"natural|default|first) (?:\w+ )?(?:way|one|option|thing|fix|answer|move|choice|spend|solution|route|"
    r"path|road|idea|approach|model|version)|"
    r"compared|versus|vs\.?|against (?:a|the|each other|xgboost|lightgbm)|next to each other|head to head|"
    r"side by side|won (?:because|since|on|by)|"
    r"(?:one|first|second|two|other) (?:was|is|would be|being) to|not (?:a|the|an|by|just|on) \w+ (?:but|"
    r",)|"
    r"(?:didn't|did not|do not|don't) (?:want|go|use|take|need|bother|touch|do|try|build|buy|retrain|ship|"
    r"trust)|chose not|decided not|"
    r"good enough|(?:is|was|were) enough|nobody (?:minds?|minded|cares?|cared|needs|needed|looks) |"
    r"let's not|(?:twice|half|three times|ten times|double) the (?:price|cost|size|latency|time|memory|"
    r"compute)|made (?:\w+ ){1,4}(?:slower|harder|bigger|heavier|longer)|stuck with|stayed with|"
    r"stick with|stay with|settled (?:on|for)|opted|went with|go with|i kept (?:the|it)|we kept (?:the|"
    r"it)|"
    r"took the (?:\w+ )?(?:smaller|simpler|slower|older|cheaper|boring|second|first)|good enough|"
    r"(?:simpler|cheaper|faster|slower|safer|easier|harder|smaller|heavier|lighter|quicker|messier|"
    r"cleaner|uglier|fancier|bigger|worse|better|"
    r"stronger|weaker|less \w+|more \w+) (?:\w+ )?(?:than|but|,? though|,? yet)|than (?:a|the|to|re\w+|"
    r"train\w*|build\w*|buy\w*|wait\w*))\b"
)
GIVEN_UP: Final = re.compile(
    r"\b(?:took the hit|(?:gain|win|get|gained|won) [^.;]{2,30} (?:and|but) (?:lose|lost|pay|wait)|"
    r"let (?:\w+ ){1,2}go\b|(?:gave|give|giving|given) (?:that |this |it |the \w+ |some \w* ?|a \w+ |"
    r"up )?up|giving up|"
    r"at the (?:cost|expense|price) of|in exchange|in return for|sacrific\w+|trad(?:ed|ing) (?:a|an|some|"
    r"the|off|away|that|it|\w+ for)|"
    r"(?:it |that |which |this |and |we |i |choice )(?:also |does |did |still )?(?:cost|costs|costing|"
    r"costed) (?:us|me|the|about|around|a|some|two|three|battery|more|"
    r"\d|an|up|roughly|nearly|almost|one|four|five)|costing (?:us|me|\w+)|the (?:price|cost|downside|"
    r"flip side|catch|drawback|con|trade-?off|tradeoff) (?:was|is|being|:|of (?:this|that|it))|"
    r"(?:i|we) (?:\w+ )?(?:accepted|accept|lived with|live with|can live with|could live with|paid for|"
    r"took that|take that|ate|swallowed|"
    r"lost|lose|gave away|was fine with|were fine with|was ok with|were ok with|conceded|tolerated|"
    r"bit the bullet)|accepting|accepted (?:a|the|that|some|slightly)|"
    r"worth (?:it|the|a|more|less|that)|not worth|wasn't worth|isn't worth|never worth|knowing (?:it|that|"
    r"we|i|full)|"
    r"(?:but|though|although|even though|while|whereas|yet|however) (?:\w+ ){0,7}?(?:slower|worse|higher|"
    r"lower|less|longer|"
    r"doubled|expensive|harder|costs?|cheaper|weaker|miss(?:es|ed)?|loses?|lost|drop(?:s|ped)?|"
    r"less accurate|stale|overfit\w*|"
    r"slow|fails?|failed|couldn't|can't|cannot|wouldn't|nobody|too \w+|never)|"
    r"which (?:means|meant|wastes?|costs?|loses?|cost|hurt|hurts)|(?:a bit|slightly|somewhat|a little|"
    r"much|way|far) (?:slower|worse|less|lower|more expensive|staler|weaker|dumber|uglier)|"
    r"(?:slower|less accurate|worse|staler) (?:but|and)|"
    r"at a (?:small |slight |real )?(?:cost|loss|price|penalty)|points? (?:of )?(?:\w+ )?(?:lower|worse|"
    r"less|behind)|"
    r"(?:isn't|is not|'s not|wasn't|was not) perfect|compromis\w+|the smaller evil|lesser evil|bought (?:us|me)|in (?:trade|return)|balanc(?:e|ed|"
    r"ing) (?:\w+ ){1,4}against|(?:worse|slower|weaker|poorer|blinder) (?:in|on|for|at|when|with)|"
    r"hurts? (?:the|us|a|our|recall|precision|accuracy)|which (?:i|we) (?:could|can) (?:defend|accept|"
    r"live)|(?:it|that|this|which|and) means? (?:we|i|you|they|a|the|that|some|no|new|"
    r"it) (?:\w+ )?(?:miss|lose|can't|cannot|wait|pay|skip|never|lost|won't|needs?|get)\w*|"
    r"can(?:'t| not|not|never| never) (?:re-?derive|go back|undo|re-?\w+)|redo\b)"
)
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
THEN: Final = re.compile(r"\b(?:then|after that|afterwards|next|finally|and after)\b")


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


@lru_cache(maxsize=2048)
def given_up(lower: str) -> bool:
    """Tell whether something is given up for something."""
    return bool(GIVEN_UP.search(stated(lower)))
