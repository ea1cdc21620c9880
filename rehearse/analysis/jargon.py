"""Acronyms a listener has to decode: those not spelled out, by who listens (requirements 3 and 62)."""

import re
from collections.abc import Sequence
from typing import Final

from rehearse.domain.persona import Knowledge, Persona

_ACRONYM = re.compile(r"\b(?:[A-Z][A-Z0-9]{1,6}(?:-[A-Z0-9]+)?s?|[A-Z][a-z]?[A-Z]{1,4}[a-z]?)\b")
_COMMON: Final = frozenset(
    """
    AI AM API BSc CEO COVID CPU CSV CTO CV EU FAQ GPS GPU HR HTML ID IT JSON KPI ML MSc OK OKR PC PDF
    PhD PM PR QA SMS SQL TV UI UK URL US USA USB UX VP
    """.split()  # noqa: SIM905 (a list of quoted words reads worse)
)
_ML: Final = frozenset(
    """
    AB AUC BERT CNN EDA F1 GAN GBM GPT KNN LLM LSTM MAE MAPE MSE NDCG NLP OCR PCA PSI RAG RMSE RNN ROC
    SHAP SVM TFIDF TPU XGB
    """.split()  # noqa: SIM905 (a list of quoted words reads worse)
)
_SERVICES: Final = frozenset(
    """
    AWS CD CDN CI CICD DB DNS ETL GCP GRPC HTTP HTTPS IO JVM K8S KV LB MQ ORM OS P50 P95 P99 QPS RAM
    REST RPC RPS SDK SLA SLO SRE SSD SSH TCP TLS TTL VM
    """.split()  # noqa: SIM905 (a list of quoted words reads worse)
)
_PRODUCT: Final = frozenset(
    """
    AB ARR B2B B2C CAC CRM CTR DAU GMV LTV MAU MVP NPS ROI
    """.split()  # noqa: SIM905 (a list of quoted words reads worse)
)
"""Each as it is said of one; its plural is known with it."""
_FIELDS: Final = {Knowledge.ML: _ML, Knowledge.SERVICES: _SERVICES, Knowledge.PRODUCT: _PRODUCT}
"""The terms of each field (`domain/persona.py` says who knows which)."""
_EXPLAINED: Final = re.compile(
    r"\s{0,9}(?:\(|,? (?:which|that) (?:is|means|stands)|,? (?:meaning|i\.e\.) |"
    r",? or (?:\(|(?:how|what(?! (?:i|we|you|they)\b(?! (?:call|mean)))|whether|simply)\b|"
    r"the (?:share|rate|number of|part|percentage|average|time|measure)\b))"
)
"""What explains an acronym behind it; other words behind an "or" may be another choice, as in "or what we had": only
initials tell."""
_ALTERNATIVE: Final = re.compile(r",? or ")
_WORDS: Final = re.compile(r"[A-Za-z]+")
_SMALL: Final = frozenset({"a", "an", "and", "for", "in", "of", "on", "per", "the", "to"})
OVERLOAD: Final = 3
"""Undefined terms from which an answer is overloaded: more than one can be asked about, three get lost."""


def undefined_terms(text: str, persona: Persona) -> list[str]:
    """List the acronyms this listener does not know and the text does not spell out, in order of first use."""
    known = _COMMON | persona.terms | frozenset().union(*(_FIELDS[field] for field in persona.knows))
    told: dict[str, str] = {}
    explained: set[str] = set()
    for match in _ACRONYM.finditer(text):
        term = match.group()
        one = term.removesuffix("s")
        if one in explained or not known.isdisjoint({term, one, one.upper()}):
            continue
        if not _shouted(text, match):
            told.setdefault(one, term)
        if _spelled_out(one, text, match):
            explained.add(one)
    return [term for one, term in told.items() if one not in explained]


def _shouted(text: str, match: "re.Match[str]") -> bool:
    """Tell whether the word stands among other capitals: emphasis, not an acronym."""
    around = text[max(0, match.start() - 12) : match.start()] + text[match.end() : match.end() + 12]
    letters = [character for character in around if character.isalpha()]
    return len(letters) >= 6 and sum(character.isupper() for character in letters) > len(letters) * 0.7


def names(term: str, text: str) -> bool:
    """Tell whether a term stands in a text as a word of its own."""
    return re.search(rf"\b{re.escape(term)}\b", text) is not None


def _spelled_out(term: str, text: str, match: "re.Match[str]") -> bool:
    """Tell whether the words behind an acronym stand beside it, or it is explained with 'which is' and the like.

    Asked at each place, of what is near: however many acronyms a text has, it is read once.
    """
    if _EXPLAINED.match(text, match.end()):
        return True
    initials = re.sub(r"[^a-z]", "", term.lower())
    if len(initials) < 2:
        return False
    before = _WORDS.findall(text[max(0, match.start() - 120) : match.start()])
    if _initials(before[-len(initials) :]) == initials:
        return True
    behind = text[match.end() : match.end() + 120]
    if alternative := _ALTERNATIVE.match(behind):
        words = _WORDS.findall(behind[alternative.end() :])
        telling = [word for word in words if word not in _SMALL]
        return initials in (_initials(words[: len(initials)]), _initials(telling[: len(initials)]))
    return False


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0].lower() for word in words)
