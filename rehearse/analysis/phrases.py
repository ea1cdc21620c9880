"""Phrases that say nothing, and verbs that say little (requirement 49)."""

import re
from typing import Final

from rehearse.analysis.reading import Reading

EMPTY: Final = re.compile(
    r"\b(?:as (?:you|we all) know|of course|obviously|needless to say|it goes without saying|"
    r"at the end of the day|long story short|in any organi[sz]ation|"
    r"best practices?|(?:right|growth) mindset|generally speaking|if that makes sense|in these kinds? of|"
    r"funnily enough|everybody should|everyone should|"
    r"(?:very|really|super|extremely|incredibly|truly|absolutely) (?:important|proud|passionate|excited|"
    r"committed|intentional|dedicated|interesting|challenging|exciting|great|solid)|"
    r"passion\w*|synerg\w+|from (?:a|an) \w+ (?:standpoint|perspective|point of view)|"
    r"made sure (?:that )?(?:it|every\w+|we|all)|a lot of (?:time|effort|work|energy)|"
    r"which (?:was|is) (?:really |even |very |quite |obviously )*(?:great|good|better|nice|important|"
    r"amazing|not what)|big responsibility|felt heard|pretty visible|"
    r"across the board|in the whole|as a whole|holistic\w*|leverag\w+|world[- ]class|cutting[- ]edge|"
    r"state[- ]of[- ]the[- ]art|next[- ]level|game[- ]chang\w+|"
    r"textbook|heart of this|i would say that|what i(?:'d| would) call|in terms of|so to speak|"
    r"specifically|essentially|in a nutshell|overall|definitely|honestly)\b"
)
CONCRETE_VERB: Final = re.compile(
    r"\b(?:audited|reframed|benchmarked|instrumented|deployed|validated|measured|traced|relabell?ed|"
    r"labell?ed|profiled|split|dropped|removed|"
    r"replaced|rolled back|replayed|compared|sampled|calibrated|pruned|cached|retrained|built|wrote|"
    r"counted|proposed|chose|argued|shipped|plotted)\b"
)
VAGUE_VERB: Final = re.compile(
    r"\b(?:worked on|helped|handled|dealt with|was involved in|participated in|supported|contributed to|"
    r"looked into|took care of|did some|"
    r"assisted|facilitated|was part of|played a role)\b"
)


def empty_phrases(reading: Reading) -> int:
    """Count the different phrases that say nothing; sounds and fillers are delivery and not among them."""
    return len({match.group() for match in EMPTY.finditer(reading.lower)})


def vague_verbs(reading: Reading) -> tuple[str, ...]:
    """List the verbs a concrete one could replace, in the order told, at most three (requirement 49)."""
    return tuple(dict.fromkeys(match.group() for match in VAGUE_VERB.finditer(reading.lower)))[:3]
