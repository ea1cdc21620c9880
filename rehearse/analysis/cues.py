"""What gives a meaning away in a sentence: patterns by what they show. A cue opens a question, the rules decide.

Patterns are matched against lower-case text with straight apostrophes. They hold no nested repetition, so that
matching takes time linear in the text.
"""

import re
from typing import Final


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(patterns) + r")\b")


RESPONSIBILITY: Final = _any(
    r"my (?:own |main )?(?:job|role|task|part|brief|goal|responsibility|remit|piece|assignment|mandate)",
    r"i (?:was|am|got|had been|'d been) (?:the (?:one|only|person|owner|lead|engineer)|asked|responsible|tasked|"
    r"in charge|accountable|assigned|given|hired|brought in|put on|on the hook|handed)",
    r"i(?:'m| was) on the hook",
    r"i (?:owned|own|led|lead|ran|headed|took over|took on|inherited|volunteered|signed up|had to|needed to)",
    r"(?:asked|wanted|told|expected|gave|left|handed) me",
    r"(?:it )?(?:fell|came|was up|was down) to me",
    r"(?:it|that|this|which) was (?:mine|on me|my call)",
    r"mine to",
    r"sole (?:engineer|owner|author)",
)
OUTCOME: Final = _any(
    r"(?:fell|falls|dropped|drops|rose|went (?:from|up|down|live|back)|increased|decreased|reduced|improved|cut|"
    r"saved|grew|gained|lifted|raised|doubled|halved|tripled|shrank|declined|recovered|climbed|jumped)",
    r"(?:came|went|got|is|are|was|were|brought \w+|stayed|held) (?:down|up|back|below|under|above|steady|at) ",
    r"(?:fewer|faster|quicker|cheaper|shorter|lower|higher) \w+",
    r"no longer",
    r"(?:stopped|started|kept) (?:\w+ing|having|using)",
    r"(?:still|now) (?:in use|use|uses|using|run|runs|running|rely|relies)",
    r"(?:adopted|accepted|merged|published|approved|signed off|rolled out|went live|shipped|launched|deployed)",
    r"(?:the|our) (?:result|outcome|effect|upshot)",
    r"in the end",
    r"(?:we|i) (?:ended up|got|reached|hit|met|beat|missed|lost|won)",
    r"as a result",
    r"complaints?",
)
VAGUE: Final = _any(
    r"(?:worked|went|turned out|performed|did) (?:really |very |quite |pretty |so |super )?(?:well|great|nicely|fine|"
    r"smoothly|good|amazing)",
    r"(?:big|huge|great|massive|major|total|real|overall|enormous|tremendous) "
    r"(?:success|improvement|impact|difference|win|boost|value|hit)",
    r"(?:much|way|a lot|significantly|noticeably|substantially|dramatically|considerably|greatly|really|vastly|"
    r"hugely|drastically) (?:better|improved|faster|more|increased|reduced|happier)",
    r"(?:improved|increased|reduced|boosted|helped|grew) (?:\w+ ){0,4}(?:a lot|significantly|substantially|"
    r"dramatically|considerably|greatly|massively|noticeably)",
    r"(?:every(?:one|body)|stakeholders|the (?:team|business|client|customers?|management|leadership)|they|people) "
    r"(?:was|were|is|are) (?:really |very |quite |super |all )?(?:happy|pleased|satisfied|impressed|excited|thrilled)",
    r"(?:positive|good|great|nice) (?:feedback|results?|outcomes?|impact|reception)",
    r"(?:a|was a) success",
    r"(?:made|had|has) (?:a|an) (?:big |huge |real |great |positive )?(?:impact|difference)",
    r"added (?:a lot of )?value",
)
LESSON: Final = _any(
    r"(?:learn|learned|learnt|lesson|lessons|taught|takeaway|moral)",
    r"next time",
    r"(?:in|with) hindsight",
    r"looking back",
    r"(?:i|we)(?:'d| would| should)(?: have|'ve)? (?:\w+ )?(?:do|done|start|started|ask|asked|check|checked|look|"
    r"looked|put|spend|spent|write|written|measure|measured|test|tested|talk|talked|push|pushed|insist|insisted|"
    r"begin|begun|budget|treat|involve|involved|set|stop|stopped|trust|trusted|try|tried|keep|kept|build|built|"
    r"read|add|added|run|spend|never|rather|now|first|not)",
    r"differently",
    r"(?:since then|these days|ever since|from then on|nowadays|now) (?:i|we)",
    r"i (?:now|always|never|no longer|still) \w+",
    r"(?:realised|realized|turned out) (?:that )?(?:the|it|my|our|i|we)",
    r"bottleneck",
    r"(?:my|the|our) (?:real )?mistake",
    r"should(?:'ve| have)",
    r"underestimated|overestimated|i regret|what i took",
)
REASON: Final = _any(
    r"because|so (?:i|we|it)|since (?:the|it|we|our|that|they)|so that|in order to|given (?:that|the|our)|due to|"
    r"the (?:reason|idea|point|logic) (?:was|being|is)|which (?:meant|means)|otherwise|as (?:it|that|the) would"
)
OPTION: Final = _any(
    r"(?:instead of|rather than|as opposed to|over (?:a|an|the) \w+ \w*)",
    r"(?:considered|weighed|compared|debated|looked at|thought about|thought of|toyed with|ruled out|rejected|"
    r"decided against|turned down|discarded|dropped the idea|parked|shelved)",
    r"(?:option|options|alternative|alternatives|candidates|approaches)",
    r"(?:could|might) have (?:\w+ )?(?:used|gone|built|taken|moved|trained|added|kept|bought|done|tried)",
    r"(?:chose|choose|picked|opted|settled on|went with|decided (?:to|on|that)|stuck with|kept the)",
    r"(?:versus|vs|either)",
)
GIVEN_UP: Final = _any(
    r"(?:gave|give|giving|given) up",
    r"(?:at the (?:cost|expense|price) of|in exchange|in return for|sacrific\w+|traded|trading)",
    r"(?:cost|costs|costing) (?:us|me|the|about|around|a|some|two|three)",
    r"(?:accepted|accepting|lived with|live with|paid for (?:it|that) (?:with|by|in)|lost (?:a|some|about|the|two))",
    r"(?:but|though|although|even though|while|whereas) (?:\w+ ){0,6}(?:slower|worse|higher|lower|less|more|longer|"
    r"doubled|expensive|harder|latency|cost|accuracy|recall|precision)",
    r"would have (?:\w+ )?(?:cost|taken|doubled|needed|meant|broken|delayed|added|made|been)",
    r"worth (?:it|the|a|more|less)",
    r"(?:not|never) worth",
)
DATA: Final = _any(
    r"labels?|labell?ed|labell?ing|relabell?ed|relabel|annotat\w+|mislabell?ed|ground truth",
    r"leak(?:age|ed|ing|s)?|bias(?:ed)?|imbalance\w*|skew(?:ed)?|drift(?:ed|ing)?|outliers?|duplicates?|duplicated",
    r"missing (?:values?|data|rows|fields)|null(?:s| values)?|stale|noisy|dirty|incomplete|corrupt\w*",
    r"(?:data|dataset|training set|sample|samples|samplings?|splits?|hold-?out|validation set|test set|features?)",
    r"audit(?:ed|ing)?|slices?|segments?|cohorts?|distributions?",
)
DATA_ISSUE: Final = _any(
    r"relabell?ed|relabel|mislabell?ed|label (?:noise|quality|errors?|issues?)|wrong labels?|bad labels?|labels? "
    r"(?:was|were|are|disagreed|had)",
    r"leak(?:age|ed|ing|s)?|bias(?:ed)?|imbalance\w*|skew(?:ed)?|drift(?:ed|ing)?|outliers?|duplicates?|duplicated",
    r"missing (?:values?|data|rows|fields|labels)|nulls?|stale|noisy|dirty|incomplete|corrupt\w*",
    r"disagree\w*|inconsistent\w*|inconsistenc\w+|contaminat\w+|under-?represented|unrepresentative",
    r"audit(?:ed|ing)?",
)
CONSTRAINT: Final = _any(
    r"latency|milliseconds?|\d+ ?ms|p9[59]|throughput|budget|cost(?:s|ly)?|expensive|cheap(?:er)?|memory|gpus?|cpu",
    r"privacy|gdpr|hipaa|pii|consent|compliance|regulat\w+|legal|audit trail|interpretab\w+|explainab\w+|explain (?:it|"
    r"each|every|why)",
    r"deadline|(?:only|just) (?:had )?(?:\w+ ){0,2}(?:days?|weeks?|hours?|months?|people|engineers?|gpu|machine|"
    r"labels?|annotators?)|before the|in time for|by (?:friday|monday|the end of|christmas|launch)|freeze",
    r"could(?:n't| not)|not allowed|weren't allowed|was not allowed|limit(?:ed|s)?|cap(?:ped)?|constraints?|quota",
    r"battery|on-device|offline|bandwidth|edge|legacy|(?:annotation|labell?ing) (?:budget|cost|hours)|sla|uptime|"
    r"staff|understaffed|headcount|safety",
)
DEPLOYMENT: Final = _any(
    r"deploy\w*|production|prod|ship(?:ped|ping|s)?|launch(?:ed|es|ing)?|roll(?:ed)? ?out|rollout|rolled (?:it )?back|"
    r"rollback|roll back|canary|shadow(?: mode)?|live|serving|serve[ds]?|endpoint|a/b|ab test|monitor\w*|alerts?|"
    r"dashboard|on-?call|traffic|pilot|release[ds]?|integrat\w+|in use"
)
MONITORING: Final = _any(
    r"monitor\w*|dashboards?|alert(?:s|ing|ed)?|alarms?|watch(?:ed|ing)?|tracked|tracking",
    r"roll(?:ed)? (?:it |that |the \w+ )?back|rollback|kill switch|canary|shadow(?: mode)?",
    r"(?:after|since|once|weeks? after|months? after|following) (?:the )?(?:launch|release|rollout|deploy\w*|"
    r"go-live|it (?:was|went) live|we (?:shipped|launched|went live))",
    r"on-?call|post-?mortem|incident|followed up|checked (?:back|in|again)|(?:weekly|monthly|daily) (?:check|review|"
    r"report|audit)|(?:first|next) (?:few )?(?:weeks?|months?) (?:of|in|after)|drift",
)
STAKEHOLDER: Final = _any(
    r"pm|product (?:manager|owner|team|lead)|stakeholders?|customers?|clients?|users?|support|sales|marketing|legal|"
    r"ops|operations|clinicians?|doctors?|nurses?|analysts?|designers?|backend|platform team|infra\w*|data engineer\w*|"
    r"(?:my|our) (?:manager|lead|professor|supervisor|advisor|mentor|boss|tutor)|management|leadership|finance|"
    r"farmers?|drivers?|merchants?|sellers?|teammates?|colleagues?|reviewers?|annotators?|agents?"
)
OBJECTIVE: Final = _any(
    r"(?:so that|because|meant|means|meaning) (?:\w+ ){0,3}(?:customers?|users?|people|patients?|drivers?|merchants?|"
    r"agents?|clinicians?|doctors?|analysts?|support|sales|the business|buyers?|sellers?|students?|farmers?)",
    r"(?:business|product|company|clinical|user|customer|real|actual|true) (?:goal|objective|problem|need|question|"
    r"pain|metric|kpi|value|cost|outcome)s?",
    r"revenue|churn|retention|conversion|complaints?|refunds?|chargebacks?|fraud losses|waste|downtime|returns|"
    r"escalat\w+|queue|backlog|waiting times?|cancellations?|tickets?|bookings?|sales|margin|overtime|stock-?outs?",
    r"(?:what|the thing) (?:they|people|users?|customers?|the business|support|we) (?:really |actually )?"
    r"(?:wanted|needed|cared about|care about)",
    r"(?:was|were) (?:losing|drowning|waiting|complaining|paying|leaving|spending|wasting|missing)",
    r"(?:reframed|redefined|the (?:real|actual) (?:problem|question))",
)
BLOCKER: Final = _any(
    r"block(?:ed|er|ers|ing)?|stuck|bottleneck|waiting (?:for|on)|unblock\w*|couldn't get|no access|pushback|pushed "
    r"back|resist\w+|refused|disagree\w*|sceptic\w+|skeptic\w+|broke|broken|failed|kept (?:failing|crashing|breaking)|"
    r"crash\w*|conflict\w*|objected|worried|nobody (?:owned|knew)|obstacle|hurdle|problem was|trouble|the catch|stalled"
)
ACT: Final = _any(
    r"i (?:\w+ly |then |also |first |just |personally |eventually |finally )?(?:built|wrote|rewrote|led|owned|designed|"
    r"decided|chose|picked|proposed|set up|ran|trained|retrained|audited|measured|benchmarked|instrumented|deployed|"
    r"validated|reframed|debugged|traced|found|fixed|added|removed|dropped|replaced|moved|changed|convinced|argued|"
    r"asked|sat|talked|met|split|labelled|labeled|relabelled|relabeled|checked|compared|tested|tried|kept|made|took|"
    r"turned|stopped|started|pushed|pulled|presented|showed|shipped|rolled|wrote up|read|looked|went|profiled|tuned|"
    r"simplified|reduced|cut|limited|wired|scripted|sampled|plotted|reproduced|noticed|suggested|negotiated|drafted|"
    r"documented|created|implemented|developed|analysed|analyzed|collected|cleaned|coded|rebuilt|insisted|agreed|"
    r"called|froze|reverted|said|told|put|gave|used|worked out|figured out|mapped|wanted|switched|picked up|spent)",
    r"my (?:call|decision|proposal|idea|part|code|design|analysis|contribution|job|role|piece)",
    r"i(?:'m| was) the (?:one|person|only)",
)
STEP: Final = _any(
    r"(?:and )?then|after (?:that|this)|next|afterwards|finally|later|first(?:ly)?|second(?:ly)?|third(?:ly)?|"
    r"subsequently|once (?:that|this|it) was|the (?:next|following) (?:day|week|month|step)|step"
)
FAILURE: Final = _any(
    r"fail(?:ed|ure|ing|s)?|mistakes?|wrong(?:ly)?|my fault|on me|i missed|we missed|i broke|we broke|broke|"
    r"should(?:'ve| have)|assum(?:ed|ption|ptions)|underestimated|overlooked|didn't (?:work|check|notice|ask|test|see|"
    r"look|think|realise|realize|catch|tell)|did not (?:work|check|notice|ask|test|see|look|think|realise|realize)|"
    r"ignored|worse|regress\w+|incident|outage|rolled (?:it )?back|reverted|bug|embarrass\w*|i forgot|too late|"
    r"cancelled|killed|never (?:checked|asked|shipped|tested|noticed|used)|nobody used|lost|misread|misjudged|blew"
)
DISGUISE: Final = _any(
    r"(?:cared?|care|caring|worked?|working|work) too (?:much|hard)|perfectionis\w+|too (?:dedicated|committed|"
    r"passionate|ambitious|thorough|detail-oriented|good|helpful|careful)|(?:never|not|haven't|don't|can't|no) "
    r"(?:really |actually )?(?:had|have|think of|recall|failed|fail|failures?)|high standards"
)
SCALE: Final = _any(
    r"(?:millions?|billions?) of (?:users|customers|requests|transactions|people|dollars|rows|records|events|euros)",
    r"\d+ ?(?:m|million|billion|bn) (?:users|customers|requests|dollars|euros|transactions)",
    r"(?:saved|generated|earned|made) (?:the )?(?:company|business|university|hospital|industry)?\s?(?:about |over |"
    r"around )?[$€£]\d",
    r"(?:enterprise|company-wide|global|worldwide|industry)[- ](?:scale|grade|wide|level|ready|leading)",
    r"revolutioni\w+|state[- ]of[- ]the[- ]art production|transformed the (?:company|industry|business)|"
    r"(?:fortune|global) (?:500|100)",
)
ML: Final = _any(
    r"models?|ml|ai|machine learning|neural|classif\w+|regress(?:ion|or)\w*|train(?:ed|ing)?|retrain\w*|predict\w*|"
    r"features?|embeddings?|inference|accuracy|precision|recall|f1|auc|dataset|data|labels?|labell?ed|experiments?|a/b|"
    r"baseline|recommender|ranking|forecast\w*|llm|prompts?|retrieval|transformer|bert|xgboost|lightgbm|clustering|"
    r"detector|drift|fine-?tun\w+|evaluation|metric|score[ds]?"
)
METHOD: Final = _any(
    r"(?:attention|self-attention|gradient descent|backprop\w*|softmax|sigmoid|loss function|cross-entropy|kernel|"
    r"convolution\w*|hyperparameters?|regulari[sz]ation|dropout|learning rate|optimi[sz]er|adam|embedding dimension|"
    r"latent|posterior|bayesian|variational|contrastive|encoder|decoder|layers?|heads?|matrix|eigen\w+|entropy)",
    r"works by|is computed|is defined as|the formula|mathematically|the algorithm",
)
HEDGE: Final = _any(
    r"kind of|sort of|i guess|i think|i mean|you know|maybe|probably|basically|actually|like|or something|"
    r"and stuff|and everything|or whatever|more or less|somehow"
)
OFFER: Final = _any(
    r"(?:happy|glad) to (?:go|get|dig|talk|walk|share|say)|can go (?:deeper|into)|if (?:you(?:'d| would)? like|"
    r"useful|helpful|you want)|i can (?:explain|expand|walk|go)|more detail"
)
