"""Acronyms a listener has to decode: those not spelled out, by who listens (requirements 3 and 62)."""

import re
from typing import Final

from rehearse.domain.persona import Persona

_ACRONYM = re.compile(r"\b(?:[A-Z][A-Z0-9]{1,6}(?:-[A-Z0-9]+)?s?|[A-Z][a-z]?[A-Z]{1,4}[a-z]?)\b")
_COMMON: Final = frozenset(
    [
        "AI",
        "API",
        "APIs",
        "CEO",
        "CPU",
        "CSV",
        "CTO",
        "CV",
        "EU",
        "FAQ",
        "GPS",
        "GPU",
        "GPUs",
        "HR",
        "HTML",
        "ID",
        "IDs",
        "IT",
        "JSON",
        "KPI",
        "KPIs",
        "ML",
        "OK",
        "PC",
        "PDF",
        "PDFs",
        "PM",
        "PMs",
        "PR",
        "QA",
        "SMS",
        "SQL",
        "TV",
        "UI",
        "UK",
        "URL",
        "URLs",
        "US",
        "USA",
        "USB",
        "UX",
        "VP",
        "AM",
        "OKR",
        "OKRs",
        "COVID",
        "PhD",
        "MSc",
        "BSc",
    ]
)
_ML: Final = frozenset(
    [
        "AUC",
        "BERT",
        "CNN",
        "CNNs",
        "F1",
        "GAN",
        "GBM",
        "GPT",
        "KNN",
        "LLM",
        "LLMs",
        "LSTM",
        "LSTMs",
        "MAE",
        "MAPE",
        "MSE",
        "NDCG",
        "NLP",
        "OCR",
        "PCA",
        "PSI",
        "RAG",
        "RMSE",
        "RNN",
        "ROC",
        "SHAP",
        "SVM",
        "TFIDF",
        "TPU",
        "XGB",
        "AB",
        "EDA",
    ]
)
_SERVICES: Final = frozenset(
    [
        "AWS",
        "CDN",
        "CICD",
        "CI",
        "CD",
        "DB",
        "DNS",
        "ETL",
        "GCP",
        "GRPC",
        "HTTP",
        "HTTPS",
        "IO",
        "JVM",
        "K8S",
        "KV",
        "LB",
        "MQ",
        "ORM",
        "OS",
        "P50",
        "P95",
        "P99",
        "QPS",
        "RAM",
        "REST",
        "RPC",
        "RPS",
        "SDK",
        "SLA",
        "SLAs",
        "SLO",
        "SLOs",
        "SRE",
        "SSD",
        "SSH",
        "TCP",
        "TLS",
        "TTL",
        "VM",
        "VMs",
    ]
)
_PRODUCT: Final = frozenset(
    ["AB", "ARR", "CAC", "CRM", "CTR", "DAU", "LTV", "MAU", "MVP", "NPS", "ROI", "B2B", "B2C", "GMV"]
)
_FIELDS: Final = {"ml": _ML, "services": _SERVICES, "product": _PRODUCT}
"""The terms of each field (`domain/persona.py` says who knows which)."""
OVERLOAD: Final = 3
"""Undefined terms from which an answer is overloaded: more than one can be asked about, three get lost."""


def undefined_terms(text: str, persona: Persona) -> list[str]:
    """List the acronyms this listener does not know and the text does not spell out, in order of first use."""
    known = _COMMON | persona.terms | frozenset().union(*(_FIELDS[field] for field in persona.knows))
    found: dict[str, None] = {}
    for match in _ACRONYM.finditer(text):
        term = match.group()
        if term not in known and term.upper() not in known and not _shouted(text, match):
            found.setdefault(term)
    return [term for term in found if not _spelled_out(term, text)]


def _shouted(text: str, match: "re.Match[str]") -> bool:
    """Tell whether the word stands among other capitals: emphasis, not an acronym."""
    around = text[max(0, match.start() - 12) : match.start()] + text[match.end() : match.end() + 12]
    letters = [character for character in around if character.isalpha()]
    return len(letters) >= 6 and sum(character.isupper() for character in letters) > len(letters) * 0.7


def _spelled_out(term: str, text: str) -> bool:
    """Tell whether the words behind an acronym stand beside it, or it is explained with 'which is' and the like."""
    bare = re.escape(term)
    if re.search(
        rf"\b{bare}\b\s*(?:\(|,? (?:which|that) (?:is|means|stands)|,? (?:meaning|i\.e\.|or) )", text
    ):
        return True
    initials = re.sub(r"[^a-z]", "", term.lower().removesuffix("s"))
    for place in re.finditer(rf"\b{bare}\b", text):
        before = re.findall(r"[A-Za-z]+", text[max(0, place.start() - 120) : place.start()])[-len(initials) :]
        if initials and "".join(word[0].lower() for word in before) == initials:
            return True
    return False
