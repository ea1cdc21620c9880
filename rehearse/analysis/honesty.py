"""The honesty guard: claims of scale above the stated level of experience (requirements 98, 99)."""

import re
from functools import lru_cache
from typing import Final

STUDENT: Final = re.compile(
    r"\b(?:class(?:room)? project|course ?work|course project|my (?:\w+ )?class\b|semester|capstone|"
    r"bachelor'?s?|master'?s? (?:thesis|project)|thesis|homework|university (?:project|course)|college|"
    r"kaggle|hackathon|term paper|professor|lab project|student project|final project|bootcamp|mooc)\b"
)
BOAST: Final = re.compile(
    r"\b(?:(?:seven|eight|nine|ten)[- ]figure|enterprise\w*|(?:bank|hospital|military|medical|commercial|"
    r"investor|consumer|professional|government)[- ]grade|superior to|across the (?:globe|world|industry)|"
    r"around the (?:globe|world)|billions|(?:company|industry|organi[sz]ation|world|nation|city|"
    r"market)[- ]?wide|worldwide|planet[- ]scale|hyper-?scale\w*|web[- ]scale|internet[- ]scale|(?:global|"
    r"google|netflix|amazon|facebook|uber|city|fortune|massive|planetary|industrial)[- ](?:scale|grade|"
    r"level)|at scale|global (?:scale|platform|rollout|deployment|impact|"
    r"users|customers|audience)|mission[- ]critical|production[- ](?:grade|ready|scale|class)|"
    r"industry[- ](?:leading|standard|grade|changing|first)|battle[- ]tested|world[- ]class|"
    r"state[- ]of[- ]the[- ]art|next[- ]gen\w*|cutting[- ]edge|best[- ]in[- ]class|"
    r"revolutioni[sz]\w+|disrupt\w*|transform(?:s|ed|ing|ative)? (?:the |an |entire |how |"
    r"\w+ )?(?:industry|company|companies|business\w*|market|sector|healthcare|education|support|retail|"
    r"operations|field|world)|fortune (?:\w+ )?(?:500|100|five|one|companies)|"
    r"any (?:company|business|hospital|metro|bank|enterprise|organi[sz]ation|industry|city|retailer|store|"
    r"fortune)|(?:c[- ]level|c-suite|board[- ]level|executive) (?:stakeholder|buy|sponsor|audience)\w*|"
    r"head of (?:ml|ai|data|machine)|chief (?:ai|ml|data|scientist|architect)|de facto|cto|ceo of|"
    r"commercial(?:ly|i[sz]e\w*)? (?:\w+ )?(?:ready|viable|product|success|deploy\w*)|(?:compete|competes|"
    r"competing|on par|rival\w*|comparable|same level|up there|next to|better than|beats?|beating|"
    r"outperform\w*|ahead of) (?:\w+ ){0,2}?(?:with |what )?(?:google|amazon|netflix|uber|tesla|meta|"
    r"facebook|openai|gpt-?4|industry|big tech|faang|spotify|microsoft|apple|commercial|state of the art)|"
    r"(?:google|netflix|amazon|uber|tesla|spotify)[- ](?:grade|style|level|scale|quality|like)|24/7|"
    r"99\.9+|five nines|five-nines|zero[- ]downtime|multi[- ]region|fault[- ]tolerant|"
    r"horizontally scal\w+|auto-?scal\w+|infinitely|unlimited|massively|saving (?:the )?(?:company|"
    r"hospital|university|industry|world)|saved? (?:\w+ )?lives|save (?:the )?(?:industry|companies|"
    r"company)|startup valuation|"
    r"out of the box|extrapolat\w+|game-?chang\w+|unicorn|patent\w*|platform (?:that|which|for) (?:serves|"
    r"powers|the (?:whole|entire))|entire (?:industry|market|company|organi[sz]ation|university|city|"
    r"country)|rolled out to (?:all|every|the whole)|whole (?:industry|country|city|market))\b"
)
MODEST: Final = re.compile(
    r"\b(?:just|only|nobody (?:used|uses|runs)|not (?:in )?production|never (?:ran|went|deployed|left)|"
    r"class project|toy|small|tiny|wouldn't|would not|not claim\w*|don't claim|no claim|"
    r"for (?:a )?(?:grade|credit)|on my laptop|not (?:real|a real|enterprise|at)|far from|if (?:it|this|"
    r"we) (?:ever|were)|far too|can't say|cannot say|don't know (?:if|whether|how)|i(?:'d| would) not|"
    r"not something|dataset|data set|rows|images|reviews|sentences|records|samples|"
    r"wiki\w*|public|open[- ]source|benchmark|download\w*|corpus|pairs|tokens|parameters|ratings|trips)\b"
)
"""Words beside a large number that keep it modest: the size of a public data set is no claim."""


LARGE: Final = re.compile(
    r"(?:"
    r"(?:hundreds of |tens of |several )?(?:millions?|billions?|trillions?) (?:of |in |a |per |active |"
    r"daily |monthly |\w+ ){0,2}?(?:users?|customers?|requests?|queries|transactions?|people|dollars|"
    r"euros|subscribers?|riders?|revenue|patients?|savings?|lives|downloads?|shoppers|consumers|students|"
    r"per (?:year|day)|a year|year|day|saved|productivity|companies|tickets|businesses|viewers)|"
    r"[$€£] ?\d+(?:\.\d+)? ?(?:m|mm|million|bn|billion|b)\b|\d+ ?(?:m|million|billion|"
    r"bn) (?:\w+ )?(?:users|customers|requests|dollars|euros|transactions|people|queries|in savings|"
    r"savings|a year|per year|per day)"
    r")"
)
"""Numbers of a large scale; a claim unless modest words stand beside them."""


@lru_cache(maxsize=2048)
def claimed(lower: str) -> bool:
    """Tell whether a sentence claims a scale above a student's project."""
    return bool(BOAST.search(lower)) or bool(LARGE.search(lower) and not MODEST.search(lower))
