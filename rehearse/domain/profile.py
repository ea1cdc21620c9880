"""The profile: experience, target, resume and job description, and what is read from them on this machine."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from rehearse.domain.critique import Probe
from rehearse.domain.facts import Fact, FactKind, FactLine, Standing, check_facts, facts_in
from rehearse.domain.question import Question
from rehearse.domain.text import clean, count_words, one_line
from rehearse.domain.vocabulary import Competency, Experience, ProbeTopic

MOST_CLAIMS: Final = 5
"""Claims of a resume that become questions; more would crowd out the packs."""
MOST_TERMS: Final = 12
"""Terms of the job that a model is told."""
MOST_TEXT: Final = 60_000
"""Characters of a resume or a job description that are kept: some twenty pages."""
PACK: Final = "From your resume"

_TERMS: Final = (
    "A/B test", "active learning", "airflow", "annotation", "anomaly detection", "AWS", "Azure", "batch inference",
    "bayesian", "BERT", "causal inference", "CI/CD", "classification", "computer vision", "CUDA", "data pipeline",
    "data quality", "databricks", "dbt", "deep learning", "distillation", "distributed training", "docker", "drift",
    "edge", "embeddings", "ETL", "evaluation", "experimentation", "fairness", "feature store", "fine-tuning",
    "forecasting", "fraud", "GCP", "GPU", "gradient boosting", "information retrieval", "JAX", "kafka", "kubernetes",
    "labeling", "latency", "LLM", "LoRA", "MLflow", "MLOps", "monitoring", "NLP", "on-device", "ONNX",
    "personalization", "privacy", "prompt", "python", "pytorch", "quantization", "RAG", "ranking", "ray",
    "real-time", "recommendation", "reinforcement learning", "RLHF", "sagemaker", "scala", "scikit-learn", "search",
    "segmentation", "semantic search", "snowflake", "spark", "speech", "SQL", "streaming", "synthetic data",
    "tensorflow", "terraform", "time series", "transformers", "triton", "vector database", "vertex", "XGBoost",
)  # fmt: skip
"""Terms of the trade that resumes and job descriptions are compared by."""
_TERM: Final = re.compile(
    r"(?<![\w-])((?a:"
    + "|".join(re.escape(term) for term in sorted(_TERMS, key=len, reverse=True))
    + r"))s?(?![\w-])",
    re.IGNORECASE,
)
"""Of ASCII alone: ı and ſ are an i and an s for a pattern, and no spelling of a term."""
_SPELT: Final = {term.lower(): term for term in _TERMS}

_ASKS: Final = {
    Competency.MODEL_IMPROVEMENT: r"improv\w+|experiment\w*|a/b|offline (?:metric|evaluation)\w*|ranking|accuracy",
    Competency.BAD_DATA: r"data quality|label\w*|annotation\w*|data pipelines?|missing data|noisy",
    Competency.ACCURACY_VS_LATENCY: r"latency|real[- ]time|throughput|scal\w+|efficien\w+|cost|quanti[sz]\w+|on-device",
    Competency.DEPLOYMENT: r"deploy\w*|production|monitor\w*|mlops|on[- ]call|reliab\w+|ci/cd|rollback\w*|serving",
    Competency.INFLUENCE: r"stakeholder\w*|cross[- ]functional|influenc\w+|mentor\w*|communicat\w+|product managers?",
    Competency.FAILURE: r"post-?mortems?|resilien\w+|learn from|failures?|feedback",
    Competency.AMBIGUITY: r"ambigu\w+|ownership|autonom\w+|self-starter|0 to 1|zero to one|fast-paced|independent\w*",
}
"""What a text says where a competency is wanted."""
_CUES: Final = {each: re.compile(rf"(?<!\w)(?:{cues})(?!\w)", re.IGNORECASE) for each, cues in _ASKS.items()}

_BULLET: Final = re.compile(r"^\s*(?:[-*•–·▪]|\d{1,2}[.)])?\s*")
_SHORTEST_CLAIM: Final = 5
_LONGEST_CLAIM: Final = 40
"""Words of a line of the resume that can be asked about: headings are shorter, paragraphs longer."""
_FOR_CLAIM: Final = {
    ProbeTopic.OWNERSHIP: "Which part of that was yours alone?",
    ProbeTopic.METRIC: "How and where was that figure measured, and what was it before?",
    ProbeTopic.TRADEOFF: "What did you rule out on the way, and what did your choice cost?",
}


@dataclass(frozen=True)
class Profile:
    """What users say of themselves and of the job; everything may be left out. Nothing of it leaves the machine."""

    experience: Experience | None = None
    role: str = ""
    company: str = ""
    interview_date: date | None = None
    resume: str = ""
    job: str = ""

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """List the terms of the trade in the resume."""
        return terms_in(self.resume)

    @cached_property
    def wanted_terms(self) -> tuple[str, ...]:
        """List the terms of the trade in the job description."""
        return terms_in(self.job)

    @property
    def missing_terms(self) -> tuple[str, ...]:
        """List what the job asks for and the resume does not name."""
        return tuple(term for term in self.wanted_terms if term not in self.terms)

    @cached_property
    def weights(self) -> Mapping[Competency, float]:
        """Say how much the job asks about each competency: from 1, where it says nothing, to 2 for the most asked."""
        counts = {each: len(cue.findall(self.job)) for each, cue in _CUES.items()}
        most = max(counts.values())
        return {each: 1 + count / most if most else 1.0 for each, count in counts.items()}

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """List the lines of the resume with a figure that can be asked about, those with a measured unit first."""
        lines = (_BULLET.sub("", line).strip() for line in self.resume.splitlines())
        fitting = [line for line in lines if _SHORTEST_CLAIM <= count_words(line) <= _LONGEST_CLAIM]
        told = [
            line
            for line in dict.fromkeys(fitting)
            if any(fact.kind is FactKind.NUMBER for fact in facts_in(line))
        ]
        return tuple(sorted(told, key=lambda line: not _measured(line))[:MOST_CLAIMS])

    @cached_property
    def numbers(self) -> tuple[Fact, ...]:
        """List the numbers of the resume."""
        return tuple(fact for fact in facts_in(self.resume) if fact.kind is FactKind.NUMBER)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Make questions of the claims, to be asked among those of the packs."""
        return tuple(
            Question(
                id=f"resume-{number}",
                text=f"Your resume says “{claim.rstrip('.')}”. Take me through it: what did you decide, and why that?",
                competency=asked_about(claim),
                probes=_FOR_CLAIM,
                pack=PACK,
            )
            for number, claim in enumerate(self.claims, start=1)
        )

    @property
    def briefing(self) -> str:
        """Write what an interviewer may know of the candidate, in a line or two; empty when nothing was said."""
        target = " at ".join(one_line(each)[:60] for each in (self.role, self.company) if each.strip())
        parts = (
            f"The candidate's experience: {self.experience.value}." if self.experience else "",
            f"The role: {target}." if target else "",
            f"The job asks for: {', '.join(self.wanted_terms[:MOST_TERMS])}." if self.wanted_terms else "",
        )
        return " ".join(filter(None, parts))


def terms_in(text: str) -> tuple[str, ...]:
    """List the terms of the trade in a text, in the order of their first use."""
    return tuple(dict.fromkeys(_SPELT[match[1].lower()] for match in _TERM.finditer(text)))


def asked_about(text: str) -> Competency:
    """Give the competency that a text speaks of most; improving a model where it speaks of none."""
    counts = {each: len(cue.findall(text)) for each, cue in _CUES.items()}
    best = max(counts, key=lambda each: counts[each])
    return best if counts[best] else Competency.MODEL_IMPROVEMENT


def contradictions(profile: Profile, said: str) -> tuple[FactLine, ...]:
    """List the numbers of the resume that were told otherwise, each with what was said (requirement 99).

    Which of the two is true is for the user to say: they are asked about, and no rating knows of them.
    """
    if not profile.numbers or not said.strip():
        return ()
    return check_facts(profile.numbers, said).of(Standing.MOVED)


def asked_first(lines: Sequence[FactLine]) -> tuple[Probe, ...]:
    """Make questions of contradictions, to be asked in these very words before any other."""
    return tuple(
        Probe(
            ProbeTopic.METRIC,
            f"Your resume says {line.fact.text}, and you said {line.found}. Which of the two is it, and where "
            "does the other come from?",
            line.found,
            exact=True,
        )
        for line in lines[:1]
    )


def kept_text(text: str) -> str:
    """Give a resume or a job description as it is kept: without control characters, cut to what is kept."""
    return clean(text)[:MOST_TEXT]


def _measured(line: str) -> bool:
    return any(fact.kind is FactKind.NUMBER and fact.unit for fact in facts_in(line))
