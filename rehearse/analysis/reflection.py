"""Lessons: what they took from it or would do differently, with or without the telling word (requirements 53, 54)."""

import re
from typing import Final

LESSON: Final = re.compile(
    r"\b(?:"
    r"i used to (?:think|believe|treat|trust|see|look|say|publish|count|start|assume|be|ask|judge|take)|"
    r"i (?:had )?(?:thought|believed) [^.;]{3,60} (?:is|was|were|are)|it's (?:asking|about|never|"
    r"somebody's|people)|"
    r"learn|learned|learnt|learning|learnings|lessons?|taught|teaches|takeaways?|take-aways?|moral of|"
    r"next time|another time|in hindsight|with hindsight|hindsight|looking back|in retrospect|"
    r"retrospectively|"
    r"(?:if|were) i (?:were |was |had |could |did )?(?:to )?(?:do|did|start|redo|again|it over)|do (?:it|"
    r"this|that) (?:all )?(?:again|over)|"
    r"i(?:'d| would| should|'d've)(?! (?:been|say\b|love|like|argue|guess|had|got|taken|already|promised|"
    r"built|never (?:checked|seen|had|asked|done|run|looked|tried|used|worked))\b)(?: have|'ve| now| also|"
    r" still| probably| definitely| rather| never| not| just| always| start| really| first| only| maybe|"
    r" a)? ?(?:\w+ )?"
    r"(?:do|done|start|started|ask|asked|check|checked|look|looked|put|spend|spent|write|written|measure|"
    r"measured|test|tested|talk|talked|push|pushed|"
    r"insist|insisted|begin|begun|budget|treat|treated|involve|involved|set|stop|stopped|trust|trusted|"
    r"try|tried|keep|kept|build|built|read|add|added|run|"
    r"use|used|make|made|get|gotten|go|gone|give|given|bring|brought|show|shown|tell|told|cut|drop|"
    r"dropped|change|changed|redo|skip|skipped|invest|"
    r"invested|pick|picked|take|fight|plan|planned|loop|include|included|define|defined|agree|agreed|fix|"
    r"fixed|call|called|sit|ship|shipped|label|"
    r"labelled|labeled|monitor|monitored|audit|audited|validate|validated|want|wanted|choose|chosen|lock|"
    r"locked|log|logged|collect|collected|pilot|"
    r"split|save|saved|raise|raised|freeze|frozen|hold|held|prototype|simplify|visit|watch|watched|"
    r"automate|document|question|reverse|expect|know|known|not)|"
    r"differently|should(?: ?'?ve| have|n't have|a)|shouldve|could(?:'ve| have) (?:saved|asked|caught|"
    r"known|avoided|seen|started|done|found|spotted|been)|woulda|"
    r"(?:i|we) (?:now|always|no longer|these days)|now (?:i|we|it's|every|the first|my|when)|"
    r"(?:since then|ever since|going forward|from then on|my rule since),? (?:i|we|no|every|my|nothing|"
    r"any|it's|all|a)\b(?!(?: have|'ve)? (?:been|moved|worked|joined|left|changed))|nowadays|these days|"
    r"from now on|my rule|"
    r"(?:i|we) (?:never|don't|do not|won't|try|make sure|start|begin|check|ask|write|test|look|insist|"
    r"treat|keep) [^.]{0,60}(?:anymore|any more|again|now|first|before|every|again without|until|unless|"
    r"up front|upfront)|"
    r"bottleneck|(?:real|actual|true|hard|hardest|main|biggest|underlying) (?:problem|issue|constraint|"
    r"cause|limit|challenge|part|work|reason|mistake|gap|lesson|risk|enemy) (?:\w+ )?(?:was|is|wasn't|"
    r"were|turned)|"
    r"(?:my|the|our|one) (?:real |big |biggest |main |own |first )?(?:mistake|error|blind spot|regret|"
    r"fault|misjudg\w+)|i (?:was|got it) wrong|wrong about|i (?:had )?(?:underestimated|overestimated|"
    r"assumed|regret|misjudged|overlooked|wish|"
    r"mistook|confused|forgot|neglected)|what i (?:took|take|missed|got wrong|would|underestimated|"
    r"did not|didn't|now|do now)|"
    r"(?:was|were|is) never (?:the|about|really)|(?:wasn't|isn't|weren't|was not|is not) (?:really |"
    r"actually |even )?(?:the|about the|a|our) (?:\w+ ){0,3}?(?:problem|bottleneck|model|issue|algorithm|"
    r"constraint|architecture|hard part|limit|point|question)|"
    r"it was never|never was|the (?:trick|thing|point|key|moral|rule|fix|truth) (?:is|was|about)|"
    r"turned out (?:that )?(?:the|it|my|our|i|we|to)|what (?:turned|changed|made|helped|limited|bit|hurt|"
    r"cost|killed|saved|mattered|worked|held) (?:it|us|me|the|them|most|here|\w+)|"
    r"changed (?:how|the way|what) (?:i|we)|made me (?:realise|realize|see|more|careful|think|suspicious|"
    r"rethink|humble)|i(?:'ve)? (?:realised|realized|came to|come to|found out|discovered|understood|"
    r"understand)|"
    r"i(?:'m| am| was| have been|'ve been|'d been) (?:\w+ )?(?:more careful|careful|slower to|quicker to|"
    r"wary|suspicious|sceptical|skeptical|less|treating|too)|that's (?:where|how|when|on) (?:i|me)|"
    r"before (?:i|we|anyone|anybody|you) (?:\w+ )?(?:touch|train|write|build|tune|ship|promise|trust|look|"
    r"start|fix|model|optimi[sz]e|open|code|launch)|habit|reminded me|reminder|rule of mine|rule (?:i|"
    r"for)|"
    r"(?:i|we) (?:sold|trusted|believed|took) (?:\w+ ){0,4}(?:too|more than|without)|(?:was|were|did|"
    r"spent|came|asked|looked|saw|noticed|started|moved|trusted|went) (?:[\w']+ ){0,3}?too (?:early|late|"
    r"long|much|soon|quickly|many)|not the other way|(?:much |far |way )?(?:earlier|sooner)\b|"
    r"backwards?|(?:easy|hard|boring|smaller|bigger|other) half|(?:on|up to) me to|even with|"
    r"hadn't expected|(?:a|the|my) surprise|surprised (?:me|us)|worth a (?:sprint|week|month|thousand|"
    r"hundred)|if (?:they|you|someone|anyone|somebody|people|it) \w+[^.]{0,40}, (?:i |we |you )?(?:ask|"
    r"check|look|stop|start|go|don't|do)|people (?:trust|read|believe|use|want|need|follow|remember|"
    r"forgive|pay|do|don't|will|only)|(?:one|a|an|the) (?:\w+ )?\w+ is (?:a|an|not|only|just|never|worth|"
    r"data|cheap|cheaper|nothing)\b(?! (?:great|big|real|huge))|(?:^|so |yes,? |,)(?:talk|sit|listen|walk|"
    r"go) (?:early|next|to|with)|the wrong way (?:round|around)|weak(?:est)? (?:part|spot|point|link)|"
    r"(?:on|in|from|at) (?:the )?(?:day one|first day|week one|first week|the very start)|(?:with|"
    r"the) [\w ]{3,30} first, then|in (?:the )?future i|costs? more than|beats|matters more|worth more|"
    r"you (?:have|need|got|gotta|can't|should|must|don't|never|only|cannot|want|check|ask|measure) |"
    r"(?:^|[,;:.] |that |to |is )(?:pick|check|measure|ask|decide|start|test|look|read|write|trust|talk|"
    r"agree|define|know|own|treat|never|always|listen|get|keep|don't|make|fix|do) (?:the|a|an|your|who|"
    r"what|with|to|about|at|it|people|for|on|that|every|before|early|first) [^.]{0,60}(?:before|first|"
    r"early|not|instead|than|always|never|early|until|every)|"
    r"if i(?:'d| had) |i wish|(?:start|begin) (?:small|simple|with|from)"
    r")\b"
)
GENERIC: Final = re.compile(
    r"\b(?:communication is (?:key|everything|important)|teamwork|team ?work makes|hard work|"
    r"stay(?:ing)? (?:agile|positive|flexible|focused|hungry)|believe in (?:yourself|the)|never give up|"
    r"trust (?:the process|your (?:gut|conviction|instinct))|think outside|attention to detail|"
    r"importance of (?:communication|collaboration|teamwork|planning|data|testing|good|being)|"
    r"work(?:ing)? together|keep learning|open mind|adapt(?:able|ability)?|changing world|"
    r"great experience|valuable experience|learned a lot|learnt a lot|grew a lot|perseverance|"
    r"resilien\w+)\b"
)
"""Lessons that fit any story (requirement 54)."""
_CHEER: Final = re.compile(
    r"\b(?:glad|(?:that's|thats) how i|runbook|success|confident|bonus|stars|open[- ]source|(?:got|was|were) hired|(?:is|are) used|(?:was|were|"
    r"been|is) (?:later )?(?:replaced|extended)|took over|working on|the team (?:will|is)|second phase|"
    r"now part|part of the (?:standard|product)|joined|since then|going forward|details?|explain (?:more|"
    r"the)|similar (?:work|projects?|things)|your company|here at|proud\w*|take on too much|i'd rather be|"
    r"(?:is|are|'s) (?:now )?with the \w+ team|great (?:to|that)|that's (?:it|the story|about it|all)|"
    r"still (?:runs?|running|in use|used|live)|moved (?:on|to)|praised|thanked|promot\w+|extended|"
    r"continu\w+|since been|presented|documented|shared|handed|it was (?:a )?(?:good|nice|great|cool|big)|"
    r"overall|happy with|satisf\w+|excited|exciting|grateful|thankful|bullish|enjoyed|fun|love|loved|"
    r"happy|looking forward|can't wait|honou?red|rewarding|pleasure|great (?:team|experience|project|"
    r"journey|opportunity)|"
    r"amazing (?:team|experience|journey)|thanks|kudos|shout|plan(?:ning)? to (?:extend|roll|scale|add|"
    r"expand)|next (?:step|phase|up|quarter)|roadmap|future|phase two|version two|v2|passion\w*|"
    r"interesting|congrat\w*)\b"
)


def lesson(lower: str, *, in_reflection: bool) -> bool:
    """Tell whether a sentence holds a lesson; in a reflection a plain rule of conduct is one too."""
    if LESSON.search(lower):
        return True
    if not in_reflection or _CHEER.search(lower):
        return False
    return bool(_PRESENT.search(lower) or _CONTRAST.search(lower) or _TELLING.search(lower))


_PRESENT: Final = re.compile(
    r"\b(?:i (?:\w+ly )?(?:do|check|ask|test|look|write|start|treat|trust|measure|keep|put|insist|run|"
    r"read|talk|begin|sit|build|demand|want|need|have|let|get|make|believe|budget|plot|slice|"
    r"validate|don't|won't|can't|never)|(?:is|are|isn't|aren't|has|have|means|needs|beats|costs|comes|"
    r"does|doesn't|don't|tells|lies|wins|matters) )\b"
)


_CONTRAST: Final = re.compile(
    r"\b(?:hides?|lies?|lie|late|all along|never|not|n't|wasn't|didn't|but|only|too|wrong|instead|first|"
    r"less|rather|nobody|without|until|none|should|could|cannot|can't|hardly|both|same)\b"
)


_TELLING: Final = re.compile(
    r"\b(?:i(?:'d| had|'ve| was| were| thought| took| saw| spent| lost| kept)|had to|where|why|day one|"
    r"week one|up front|upfront|needs?|takes?|makes?)\b|^(?!the |it |so |we |they |and )[a-z]+ (?:the|a|"
    r"an|your|with|for|it|who|what) "
)
"""What a lesson is told with when no telling word stands in it."""


def generic(lower: str) -> bool:
    """Tell whether a lesson would fit any story."""
    return bool(GENERIC.search(lower))
