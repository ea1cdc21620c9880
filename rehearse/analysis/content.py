"""What an answer is about beside the model: data, deployment, people, the objective (requirements 5 to 10, 48, 72)."""

import re
from functools import lru_cache
from typing import Final

from rehearse.analysis.ownership import acts

ML: Final = re.compile(
    r"\b(?:(?<!business )(?<!data )(?<!pricing )models?|ml|machine learning|neural|classifiers?|"
    r"classif(?:y|ied|ies|ication)|regressors?|trained|(?:re-?|pre-?|fine-?)train\w*|training (?:data|set|"
    r"run|job|example\w*|sample\w*)|predict\w*|"
    r"embeddings?|inference|accuracy|precision|recall|f1|auc|roc|datasets?|training (?:data|set)|test set|"
    r"held-?out|hold-?out|validation set|a/b|ab tests?|baselines?|recommend(?:er|ation|ations)|"
    r"re-?rank\w*|ranker|rankings?|forecast\w*|"
    r"llms?|gpt\w*|bert\w*|rag|retriev\w+|transformers?|xgboost|lightgbm|gradient[- ]boost\w*|"
    r"random forests?|logistic|cluster(?:ing|ed)|detector|detection|detectors|drift|fine-?tun\w+|"
    r"hyper-?parameters?|overfit\w*|"
    r"labell?ed|annotat\w+|mislabel\w*|relabel\w*|ground truth|features? (?:store|pipeline|engineering)|"
    r"lstm|cnn|convnet|conv net|resnet|yolo|ocr|asr|nlp|nlu|speech|false (?:positives?|negatives?|alarms?|"
    r"accepts?|wakes?)|"
    r"anomal\w+|uplift|propensity|churn|segmentation|tokeni[sz]\w*|backtest\w*|cross-validat\w*|"
    r"leak(?:age)|error rate|mae|mape|rmse|wer|tf-?idf|softmax|recogni[sz]er|scor(?:ing|er)|risk score|"
    r"computer vision|sentiment|outliers?|"
    r"bandits?|reinforcement|experiments?|prompts?|chatbot|shadow mode|feature importance|simulat\w+|"
    r"demand (?:planning|prediction)|estimator|imput\w+|sampl(?:ed|ing|es)|statistic\w+|"
    r"confidence interval|notebooks?)\b"
)
WEAK_ML: Final = re.compile(
    r"\b(?:data|features?|scores?|metrics?|algorithms?|ai|labels?|translat\w+|captions?|transcri\w+|"
    r"summar\w+|assistant|bots?|"
    r"personali[sz]\w+|search|suggest\w+|voice|vision|cameras?|images?|photos?|pictures?|recordings?|"
    r"detect\w*|recogni\w+|match(?:ing|er)|"
    r"estimat\w+|geocod\w*|misses|gps|sensors?|spam|fraud|intent|misroute\w*|distribution|split by|random split|unknown|"
    r"decoder|vectors?|probabilit\w+|"
    r"thresholds?|counted|by hand|false \w+|nets?|perception|training|trained|unseen|never used before|"
    r"error|predicts?)\b"
)
"""Words of an application or of data work: two different ones tell as much as one term of the trade."""
DATA_ISSUE: Final = re.compile(
    r"\b(?:labels?\b(?! smoothing)|verified|definition of|hand-\w+|re-?label\w*|mislabel\w*|label(?:s|"
    r"ling|ing)? (?:noise|quality|errors?|issues?|was|were|are|is|disagreed|had|meant|came|definition|"
    r"inconsisten\w+)|(?:wrong|bad|noisy|stale|missing|dirty|inconsistent|weak|late|delayed|proxy|few|"
    r"positive) (?:labels?|timestamps?|rows|records|"
    r"values|fields|ids|annotations?|entries|data|features?|columns?|units?)|leak(?:age|ed|ing|y|s)?|"
    r"(?<!label )bias(?:ed|es)?\b(?!-variance)|imbalance\w*|skew(?:ed|ing)?|drift(?:ed|ing)?|outliers?|"
    r"duplicates?|duplicated|de-?dup\w*|double[- ]count\w*|"
    r"missing(?:ness)?|nulls?|empty|blank|stale|noisy|noise|dirty|incomplete|corrupt\w*|zeros?|garbage|"
    r"malformed|disagree\w*|inconsisten\w+|contaminat\w+|under-?represented|unrepresentative|"
    r"over-?represented|selection effect|censor\w*|survivor\w*|"
    r"audit(?:ed|ing)?|(?:by|per|split by|across) (?:time|store|site|user|customer|patient|speaker|"
    r"segment|group|brand|region|country|device|cohort|slice|language|field|class|author|week)|slices?|"
    r"slicing|cohorts?|(?:train|training)[- /](?:and |vs |to )?(?:test|serving|serve)|random split|"
    r"time split|"
    r"distribution(?:s|al)? ?(?:shift\w*)?|mismatch\w*|time ?zones?|encod(?:ed|ing) (?:bug|error|issue)|"
    r"wrong unit|default values?|impute\w*|ground truth|"
    r"(?:checked|looked at|read|listened to|went through|pulled|reviewed|hand-?checked|opened|inspected|"
    r"sampled|watched|graded|counted|compared|labelled|labeled|plotted|annotated) (?:\w+ ){0,3}?(?:\d+|"
    r"hundred|fifty|forty|twenty|thirty|sixty|eighty|ninety|two|three|four|five|traces|rows|examples|"
    r"samples|errors|cases|logs|"
    r"transcripts|images|chats|tickets|misses|calls|records|complaints|lectures|recordings|predictions|"
    r"the data|the labels|the errors|the misses|documents)|by hand|manually|clean(?:ed|ing)|filtered|"
    r"stratif\w+|feedback loop|cold start|sparse|schema|"
    r"(?:recorded|logged|tagged|tapped|typed|entered|filled|marked|coded|stored|captured|"
    r"scanned) (?:\w+ )?(?:when|at|wrong|late|twice|differently|as|only|by|in)|(?:left|leave|leaving|held|"
    r"hold|holding|kept|keep|keeping|set|put) (?:\w+ ){0,4}?(?:out|back|apart|aside|outside)\b|new months|"
    r"unseen|never (?:used|seen|touched) |didn't touch|not used in training|by (?:eye|ear)|coin|"
    r"(?:listened|looked|went|sat|walked) (?:to|at|through|with) (?:\w+ ){0,4}?(?:\w+s|them|it|data)\b|"
    r"(?:collected|recorded|photographed|filmed|gathered|mark|marked|marks|redrawn|drawn|drew|named|"
    r"graded|renamed|typed) (?:\w+ ){0,3}?(?:\w+s|them|it|blind)\b|"
    r"why (?:they|it|these|those) (?:are|were|is|was) missing|(?:dropped|removed|threw|throw|thrown|cut|"
    r"excluded|took) (?:\w+ ){0,3}?(?:rows?|out|away|samples?|examples?|duplicates?|records?|donor|images|"
    r"pictures|photos|frames|half)|(?:training|test) (?:pictures|photos|images|files|months|set|data|"
    r"recordings|frames|clips|table)|"
    r"(?:same|real|raw|old|other|wet|night|live) (?:pictures|photos|images|recordings|clips|frames|data|"
    r"footage|readings|chats)|annotators?|annotation|labell?ers?|data quality|quality of the data|"
    r"weren't (?:recorded|logged|labelled)|never (?:recorded|logged|labelled))\b"
)
DATA: Final = re.compile(
    r"\b(?:data|datasets?|labels?|labell?ed|labell?ing|annotat\w+|samples?|sampling|splits?|logs|records|"
    r"rows|columns?|transcripts|images|training set|tables?|fields?|timestamps?|csv|events?|traces?|"
    r"recordings?|history|features? (?:store|pipeline|from|were|was))\b"
)
DEPLOYMENT: Final = re.compile(
    r"\b(?:deploy\w*|blue-green|went out|go-live|production|prod|ship(?:ped|ping|s)?|launch(?:ed|es|ing)?|"
    r"roll(?:ed|ing)?[- ]?out|rollouts?|roll(?:ed)? (?:it |that |the \w+ )?back|rollbacks?|canary|"
    r"shadow(?: mode|ed)?|(?:went|go|going|goes|put|is|was|been|it|live) live|live (?:traffic|test|data|"
    r"in|on|for|since|users|system)|"
    r"serving|served|serves|endpoints?|a/b|ab tests?|monitor\w*|alert(?:s|ing|ed)?|dashboards?|on-?call|"
    r"pager|paged|traffic|pilot(?:ed|s)?|releas(?:e|ed|es|ing)|feature flag|behind (?:a|the) (?:flag|"
    r"switch)|in use|uptime|latency|p9[59]|"
    r"integrat\w+|turn(?:ed|ing)? (?:it|that|them|this) (?:on|off)|switch(?:ed)? (?:it |that )?(?:on|off)|"
    r"(?:nightly|daily|weekly|hourly) (?:job|run|batch|retrain\w*|refresh\w*)|cron|containers?|docker|"
    r"kubernetes|cluster|api|on the (?:device|phone|chip)|fallback|"
    r"fall ?back|kill switch|cach(?:e|ed|ing)|infra\w*|backend|firmware|app store|in the app|incident|"
    r"outage|regression test)\b"
)
MONITORING: Final = re.compile(
    r"\b(?:monitor\w*|dashboards?|alert(?:s|ing|ed)?|alarms?|(?:watch|watched|watching|tracked|tracking|"
    r"track|follow|followed|plot|graph) (?:\w+ ){0,6}?(?:after|every|each|daily|weekly|monthly|"
    r"for (?:\w+ )?(?:days|weeks|months|\w+ (?:days|weeks|months))|per|since|once|live|drift|rate|count|"
    r"error|latency|"
    r"click\w*|overrides?|first|following|the|it)|keep (?:a|an|watching|looking|checking|track)|"
    r"kept (?:looking|watching|checking|an eye|tracking|track|measuring|a)|an eye on|keep an eye|"
    r"rolled? (?:it |that |the \w+ |this |them )?back|rollbacks?|kill switch|canary|shadow(?: mode|ed)?|"
    r"(?:after|since|following) (?:the )?(?:launch|release|rollout|roll-out|deploy\w*|go-?live|it (?:was|"
    r"went) live|we (?:shipped|launched|went live)|that (?:launched|shipped))|"
    r"(?:weeks?|months?|days?) after (?:the )?(?:launch|release|rollout|it|we|that|go)|on-?call|pager|"
    r"post-?mortem|incident|follow(?:ed)?[- ]up|check(?:ed|s)? (?:back|in|again|it every)|(?:weekly|"
    r"monthly|daily|nightly|morning|quarterly) (?:check|review|report|audit|plot|sample|look|email|job|"
    r"mail|count|test|digest|sync|read|graph|chart|number)s?|(?:every|each|once a|per|twice a) (?:morning|"
    r"day|week|month|monday|tuesday|wednesday|thursday|friday|night|quarter|evening|sunday)|(?:first|next|"
    r"following) (?:few |two |three |four |six |eight |couple of )?(?:weeks?|months?|days?) (?:of|in|"
    r"after|live|we|i)|"
    r"drift(?:ed|ing|s)?|regress\w*|i get (?:an|a|the|it|mail|paged|pinged)|i still (?:get|read|check|"
    r"look|watch|run|see|sample)|pings? me|gate|guardrails?|health check|nightly test|retrain\w* (?:every|"
    r"each|weekly|monthly|when|if|trigger\w*)|"
    r"(?:silent|silently|dark|parallel|side by side) (?:\w+ ){0,3}(?:weeks?|days?|with|next|run)|"
    r"still (?:on|live|running|holds|holding|in use)|has (?:stopped|caught|held|flagged)|"
    r"sample (?:of )?\w+ (?:\w+ )?(?:every|each|a week|a month)|a/b (?:test|ran))\b"
)
LIVE: Final = re.compile(
    r"\b(?:deployed|production|prod|shipped|launch(?:ed)?|rolled (?:it )?out|rollout|live|released|pilot|"
    r"in use|turned (?:it )?on|switched (?:it )?on|a/b|users?|canary|served|serving|uses? it|on-?call)\b"
)
STAKEHOLDER: Final = re.compile(
    r"\b(?:pms?|product (?:manager|owner|team|lead|people|folks|side)|(?:with|from|by|and|told|asked|"
    r"convinced) product\b(?! \w)|product (?:wanted|asked|said|agreed|was|were|had)|stakeholders?|"
    r"support (?:team|lead|leads|agents?|people|folks|staff)|(?:the |with |from |and )(?:sales|marketing|"
    r"legal|ops|operations|finance|compliance|security|support|editorial|platform|infra|firmware|design|"
    r"privacy|risk|fraud|logistics|procurement|qa|hr)\b|c[a-z]o\b|s?vps?\b|steerco|workshops?|"
    r"clinicians?|doctors?|nurses?|physicians?|radiologists?|analysts?|designers?|backend (?:team|"
    r"engineers?|folks|people|guys|dev\w*|side)|platform team|infra\w* (?:team|folks|guys|people|side|"
    r"engineers?)|data (?:engineers?|scientists?|team|engineering|platform)|sre\w*|devops|"
    r"(?:my|our|the|her|his|their) (?:\w+ )?(?:manager|lead|professor|supervisor|advisor|adviser|mentor|"
    r"boss|tutor|director|cto|ceo|vp|head|client|customer|partner|teammate|colleague|labmate|co-?founder|"
    r"founder|teacher|buyers?|planners?|dispatchers?|agents?|reviewers?|annotators?|"
    r"underwriters?|adjusters?|drivers?|operators?|editors?|merchants?|farmers?|moderators?|teachers?|"
    r"archivist|librarians?|pharmacists?|volunteers?|technicians?|mechanics?|foreman|plant|warehouse|"
    r"depot|store managers?|controllers?|lawyers?|regulator|auditors?)|"
    r"management|leadership|executives?|(?:category|store|account|project|program|engineering|hotel|plant|"
    r"depot|ops|sales|warehouse) managers?|merchandis\w+|merch lead|subject matter experts?|"
    r"domain experts?|experts?|teammates?|colleagues?|labmates?|interns?|"
    r"(?<!\w)(?:she|he|her|his|him)\b|(?!scientist|specialist\b)\w{3,}(?:ists?|icians?|arians?|ogists?)\b|"
    r"gardeners?|breeders?|midwi(?:fe|ves)|shepherds?|agronomists?|patients? |owners?\b|the (?:boss|jury|"
    r"board|council|bureau|ministry|clinic|hospital|station|office|reserve|warden|farmers?|workers?|staff|"
    r"people|folks|girls|guys)\b|two (?:nurses|doctors|engineers|teams|colleagues|support leads)|"
    r"(?:called|asked|showed|told|met|convinced|persuaded|talked to|talked with|sat with|sat down with|"
    r"paired with|worked with|spoke to|spoke with|met with|interviewed|phoned|"
    r"walked) (?:\w+ ){0,4}?(?:team|folks|people|guys|lead|side|owner|manager|users?|customers?|[a-z]+'s)|"
    r"with (?:the )?(?:\w+ )?(?:team|folks|guys|people|lead|owner)|(?:\w+'s) team|signed off|sign-?off|"
    r"buy-?in|agreed with|disagreed)\b"
)
NAMED: Final = re.compile(
    r"(?<![.!?] )(?<!^)\b(?:[A-Z][a-z]{2,})(?:'s)? (?:wanted|said|asked|agreed|handled|built|argued|"
    r"signed|took|had|owned|from|on the|and I|could|thought|pointed|told|helped|did|filmed)\b"
)
OBJECTIVE: Final = re.compile(
    r"\b(?:(?:business|product|company|clinical|user|customer|real|actual|true|underlying|commercial|"
    r"end) (?:goal|objective|problem|need|question|pain|metric|kpi|value|cost|outcome|impact|case)s?|"
    r"revenue|churn\w*|retention|conversions?|complain\w*|refunds?|chargebacks?|fraud(?: losses)?|"
    r"waste\w*|downtime|returns|returned|"
    r"escalat\w+|queues?|backlogs?|wait(?:ing|ed|s)?(?: times?)?|cancell?ations?|cancell?(?:ed|ing)?|"
    r"bookings?|sales|margins?|overtime|stock-?outs?|out of stock|late deliver\w+|deliver(?:y|ies) (?:was|"
    r"were|late)|misrout\w*|handle time|mistrust\w*|trust(?:ed)?|safety|unsafe|injur\w+|died|fines?|fined|"
    r"penalt\w+|churning|"
    r"(?:what|the thing) (?:they|people|users?|customers?|the business|support|we) (?:\w+ )?(?:wanted|"
    r"needed|cared about|care about|meant)|"
    r"(?:was|were|is|are|kept|keep|started) (?:\w+ )?(?:losing|drowning|waiting|complaining|paying|"
    r"leaving|spending|wasting|missing|throwing|dying|overpaying|muting|ignoring|quitting|turning|calling|"
    r"losing|talking over|giving up|burning|guessing|abandoning|blocking|rejecting)|"
    r"(?:reframed|redefined|re-framed|the (?:real|actual|true) (?:problem|question|goal|issue|objective))|"
    r"(?:so that|so|because|meant|means|meaning|which) (?:\w+ ){0,3}(?:customers?|users?|people|patients?|"
    r"drivers?|merchants?|agents?|clinicians?|doctors?|analysts?|buyers?|sellers?|students?|farmers?|"
    r"nurses?|shoppers?|riders?|teachers?|planners?|"
    r"kids|families|tenants|callers?|guests?|passengers?)|(?:customers?|users?|people|patients?|drivers?|"
    r"merchants?|agents?|clinicians?|doctors?|buyers?|sellers?|students?|farmers?|nurses?|shoppers?|"
    r"riders?|planners?|dispatchers?|adjusters?|analysts|listeners|viewers|readers|teachers|operators|"
    r"editors|technicians|volunteers|callers|guests|passengers|"
    r"speakers|tenants|folks|moderators|librarians|archivists|underwriters|sites|stores|clinics|hospitals|"
    r"warehouses|families) (?:\w+ ){0,3}?(?:were|was|had|have|got|get|kept|couldn't|could not|can't|would|"
    r"need\w*|wait\w*|complain\w*|lost|left|gave|stopped|threw|ran|call\w*|spen[dt]\w*|saw|drowned|"
    r"ignored|quit|return\w*|talked|mark\w*|did|do|don't|didn't|see|never|hate\w*|use|used|read|search\w*|"
    r"trust\w*|type\w*)|"
    r"instead of (?:taps|clicks|accuracy|likes|views)|(?:optimi[sz]ed?|optimi[sz]ing) (?:for|the wrong)|"
    r"pain point|(?:cost|costs|costing) (?:us|them|the (?:company|business|team|client))|lost (?:money|"
    r"orders|customers)|what (?:it|that) cost|hours? (?:a|per|every) (?:day|week)|(?:at|per) (?:peak|"
    r"night)|too (?:late|slow|often)|deadline|contract)\b"
)
CHECKED: Final = re.compile(
    r"\b(?:validat\w+|held-?out|hold-?out|test (?:set|split|week|month)|cross-?validat\w*|a/b|ab test\w*|"
    r"backtest\w*|back-test\w*|compar(?:ed|ison|ing)|baselines?|slices?|by hand|sanity|parity|unit tests?|"
    r"tested|spot[- ]check\w*|checked|verified|reproduc\w+|confidence|bootstrap|interval|significan\w+|"
    r"double[- ]check\w*|ablation|control group|benchmark\w*|simulat\w+|shadow|replay\w*|re-?ran|"
    r"second (?:test|reviewer|annotator)|blind|graded|counted|measured)\b"
)
BLOCKER: Final = re.compile(
    r"\b(?:block(?:ed|er|ers|ing)?|stuck|bottleneck|wait(?:ing|ed) (?:for|on)|unblock\w*|couldn't|"
    r"could not|no access|push-?back|pushed back|resist\w*|refus\w+|disagree\w*|scept\w+|skept\w+|broke|"
    r"broken|failed|fail(?:s|ing)|crash\w*|conflict\w*|object(?:ed|ion|ions)|worried|nobody (?:owned|knew|"
    r"had|would|wanted)|"
    r"no one|obstacle|hurdle|problem was|trouble\w*|the catch|stall\w*|wrong|bug|missing|didn't (?:want|"
    r"trust|have|work|agree|exist)|wouldn't|too (?:slow|big|expensive|late|few|small)|hard(?:est)? part|"
    r"tricky|messy|mess|awful|unclear|vague|ambiguous|confus\w+|argued|suspicious|said no|hesitat\w*|"
    r"unhappy|angry|overfit\w*|"
    r"outage|incident|out of (?:memory|stock|time)|ran out|dead with|only had|not enough|disput\w*|fought|"
    r"reluctant|turned out|complain\w*|down\b|regress\w*|spike[ds]?|dropp\w+|worse)\b"
)
METHOD: Final = re.compile(
    r"\b(?:(?:self-|multi-head |cross-)?attention|gradients? (?:descent|flow)|back-?prop\w*|softmax|"
    r"sigmoid|loss function|cross-entropy|kernels?|convolution\w*|hyper-?parameters?|regulari[sz]\w+|"
    r"dropout|learning rates?|optimi[sz]ers?|adam|sgd|embedding (?:dimension|size)|latent|posterior|prior|"
    r"bayesian|"
    r"variational|contrastive|encoders?|decoders?|layers?|heads?|matri(?:x|ces)|eigen\w+|entropy|"
    r"nonlinear\w*|non-linear\w*|vectors?|tokens?|weights|logits?|batch norm\w*|residual|epochs?|"
    r"derivative|converge\w*|objective function|likelihood|kl|cosine|quer(?:y|ies),? keys?|"
    r"keys and values|"
    r"works by|is computed|are computed|is defined as|the formula|equation|mathematically|the algorithm|"
    r"basically learns|learns (?:to|a|the)|what (?:it|that) does is|the way (?:it|that) works|the math|"
    r"theorem|dot product|squared|log of|sum of|ensemble|trees?|split gain|boosting|bagging|quantiz\w+|"
    r"distill\w+)\b"
)
EXPLAINS: Final = re.compile(
    r"\b(?:works by|is computed|are computed|is defined|the formula|equation|mathematically|the math|"
    r"what (?:it|that|this) does is|the way (?:it|that|this|attention|\w+) works|"
    r"learns (?:to|a|the)|is (?:basically |essentially |a |an )(?:\w+ ){0,4}(?:that|which|where|of)|"
    r"(?:maps|projects|multiplies|multiply|computes?|minimi[sz]es|maximi[sz]es|weights?|averages|encodes|"
    r"embeds|captures) (?:the|a|each|every|to|it|all|how)|stands for|essentially|in other words|"
    r"so (?:each|every) )\b"
)
OFFER: Final = re.compile(
    r"\b(?:(?:happy|glad) to (?:go|get|dig|talk|walk|share|say|explain|expand)|can go (?:deeper|into)|"
    r"(?:if|in case) (?:you(?:'d| would)?(?: like| want|'re interested| care)|useful|helpful|it helps|"
    r"that's useful)|i can (?:explain|expand|walk|go|say more|tell)|more detail|let me know if|stop me|"
    r"ask me about)\b"
)
CHIPS: Final = {
    "label inconsistency": re.compile(
        r"\b(?:label\w* (?:disagree\w*|inconsisten\w*|noise|errors?)|mislabel\w*|relabel\w*|"
        r"annotators? disagree\w*|inconsistent labels?)\b"
    ),
    "baseline first": re.compile(
        r"\b(?:baseline|simple (?:model|rule|version) first|start(?:ed)? (?:simple|small|with a (?:simple|"
        r"rule|linear|logistic)))\b"
    ),
    "feature pipeline": re.compile(
        r"\b(?:feature (?:store|pipeline)|features? (?:were|was|came|stale)|stale features?|"
        r"training-serving|parity)\b"
    ),
    "serving with infrastructure": re.compile(r"\b(?:infra\w*|platform team|backend|serving|sre)\b"),
    "quality monitoring": re.compile(r"\b(?:drift|monitor\w*|dashboards?|alerts?)\b"),
    "slice-level evaluation": re.compile(
        r"\b(?:slices?|segments?|cohorts?|per (?:store|class|region|language|brand|field|group|site|user|"
        r"country|speaker)|by (?:brand|store|segment|region|speaker|language|field|group|class)|"
        r"not (?:just|only) the average)\b"
    ),
    "label aligned with the business": re.compile(
        r"\b(?:(?:redefin\w+|re-?defined|changed|aligned?|rewrote|agreed on) (?:\w+ ){0,3}(?:labels?|"
        r"target|definition|metric)|label definition|what counts as|optimi[sz]e for)\b"
    ),
    "profiled end to end": re.compile(
        r"\b(?:profil\w+|end[- ]to[- ]end|timestamps? around|traced|whole (?:pipeline|system|path)|"
        r"instrument\w+|flame ?graph|tracing)\b"
    ),
}
"""Useful ML content (requirements 48, 57, 58, 59): a chip lights up when it is there; absence is never an error."""


@lru_cache(maxsize=2048)
def explains(lower: str) -> bool:
    """Tell whether a sentence teaches a method: three of its words, or one told as a definition; own acts do not."""
    words = len({match.group() for match in METHOD.finditer(lower)})
    if acts(lower).own:
        return False
    return words > 2 or (words > 0 and bool(EXPLAINS.search(lower)))
