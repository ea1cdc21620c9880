"""The flaws, one rule each: what was seen or is absent, in whose words, and what to do about it."""

from collections.abc import Callable, Sequence
from typing import Final

from rehearse.analysis import (
    constraints,
    content,
    decisions,
    evidence,
    failure,
    honesty,
    ownership,
    shape,
)
from rehearse.analysis.evidence import Evidence
from rehearse.analysis.hearing import Tell
from rehearse.analysis.jargon import OVERLOAD, names, undefined_terms
from rehearse.analysis.outcomes import lesson, outcome
from rehearse.analysis.reading import Reading
from rehearse.analysis.sentences import Sentence
from rehearse.domain.critique import Finding
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.text import listed, percent
from rehearse.domain.vocabulary import Competency, Experience, Flaw

METHOD_WORDS: Final = 2
"""Different words of method from which an answer can be about the model alone."""

Rule = Callable[[Reading], Finding | None]
_A, _R, _L = Section.ACTION, Section.RESULT, Section.REFLECTION


def missing_result(reading: Reading) -> Finding | None:
    """No outcome is told in any section (requirement 18)."""
    if outcome(reading)[0] is not Evidence.NONE:
        return None
    return Finding(
        Flaw.MISSING_RESULT,
        _R,
        None,
        "The answer ends without saying what came of it.",
        "Close with one effect: a figure before and after, or a change that somebody outside could have "
        "seen.",
    )


def vague_impact(reading: Reading) -> Finding | None:
    """An outcome is claimed and nothing shows it (requirements 52 and 74)."""
    kind, sentence = outcome(reading)
    if kind is not Evidence.VAGUE or sentence is None:
        return None
    return Finding(
        Flaw.VAGUE_IMPACT,
        sentence.section,
        evidence.vague(sentence) or sentence.quote,
        "It praises the outcome without showing it.",
        "Put what was measured in its place: the figure before, the figure after, the unit, and where you "
        "read it.",
    )


def missing_reflection(reading: Reading) -> Finding | None:
    """No lesson and nothing they would do differently, in any section (requirement 53)."""
    if lesson(reading) is not None:
        return None
    return Finding(
        Flaw.MISSING_REFLECTION,
        _L,
        None,
        "Nothing says what you took from it or would do differently.",
        "Add one line: what the bottleneck really was, or what you do differently since.",
    )


def no_tradeoff(reading: Reading) -> Finding | None:
    """No option weighed, nothing given up, no why behind a choice (requirements 2 and 60)."""
    told = SECTIONS[1:] if reading.told_whole else (Section.TASK, _A)
    because = told[:3] if reading.told_whole else (_A,)
    seen = reading.has(decisions.weighed, *told) or reading.has(decisions.reasoned, *because)
    if (seen and not reading.hears_nothing_of(Tell.CHOICE)) or reading.hears(Tell.CHOICE):
        return None
    return Finding(
        Flaw.NO_TRADEOFF,
        _A,
        None,
        "No option is weighed and nothing is given up.",
        "Name one thing you could have done, why you did not, and what your choice cost.",
    )


def team_language(reading: Reading) -> Finding | None:
    """One cannot tell what the speaker did (requirements 64 and 73)."""
    acts = reading.acts[_A] + reading.acts[_R]
    hidden = acts.group + acts.nobody
    if hidden < 3 or acts.own > 1 or acts.own * 4 > hidden:
        return None
    seen = next(
        (each for each in reading.sentences(_A, _R) if ownership.acts(each.plain).group),
        None,
    ) or next((each for each in reading.sentences(_A, _R) if ownership.acts(each.plain).nobody), None)
    return Finding(
        Flaw.TEAM_LANGUAGE,
        seen.section if seen else _A,
        seen.quote if seen else None,
        f"{hidden} acts are told of “we” or of nobody, {acts.own or 'none'} of you.",
        "Keep the credit, and say which part was yours: I decided, I built, I convinced.",
    )


def jargon_overload(reading: Reading) -> Finding | None:
    """Undefined acronyms piled up for this listener (requirements 3 and 62), else a method explained at length."""
    return _undefined(reading) or _lecture(reading)


def _undefined(reading: Reading) -> Finding | None:
    terms = undefined_terms(reading.answer.whole, reading.answer.persona)
    if len(terms) < OVERLOAD:
        return None
    where = next((each for each in reading.sentences() if names(terms[0], each.text)), None)
    return Finding(
        Flaw.JARGON_OVERLOAD,
        where.section if where else None,
        where.quote if where else None,
        f"A {reading.answer.persona.name} has to decode {', '.join(terms[:6])}.",
        "Say each in plain words at its first use, or leave it out.",
    )


def _lecture(reading: Reading) -> Finding | None:
    where, share = lecture(reading)
    if where is None or share < reading.answer.persona.lecture:
        return None
    return Finding(
        Flaw.JARGON_OVERLOAD,
        where.section,
        where.quote,
        f"{percent(share)} of the Action explains how a method works; it is about what you decided.",
        "Give the method one sentence, and say what you chose over what, and why.",
    )


def lecture(reading: Reading) -> tuple[Sentence | None, float]:
    """Give the first sentence that explains a method, and the share of the Action's words in such sentences."""
    told = reading.sentences(_A)
    explaining = [each for each in told if content.explains(each.plain)]
    total = sum(each.words for each in told)
    return (explaining[0] if explaining else None), sum(each.words for each in explaining) / max(1, total)


def model_only(reading: Reading) -> Finding | None:
    """Only the model: no data, deployment or stakeholder content (requirement 72)."""
    if not reading.has(content.ML):
        return None
    told = reading.sentences(*SECTIONS[1:])
    method = {match.group() for each in told for match in content.METHOD.finditer(each.plain)}
    beside = {
        match.group(): each.verbatim(*match.span())
        for each in told
        for cue in (content.DATA_ISSUE, content.DEPLOYMENT, content.STAKEHOLDER)
        for match in cue.finditer(each.plain)
    }
    bare = not beside and not reading.has(content.DATA, *SECTIONS[1:])
    mostly_method = len(method) >= METHOD_WORDS and (len(beside) < 2 or len(beside) * 3 < len(method))
    if not bare and not mostly_method:
        return None
    return Finding(
        Flaw.MODEL_ONLY,
        _A,
        None,
        _only_model(sorted(beside.values(), key=str.lower), bare=bare),
        "Say what the data was like, where the model ran, and who used or questioned it.",
    )


def _only_model(beside: Sequence[str], *, bare: bool) -> str:
    if bare:
        return "The answer speaks of the model alone: no data, no deployment, nobody else."
    if not beside:
        return (
            "The answer is about methods: it names data, but no problem with it, no deployment, nobody else."
        )
    named = listed([f"“{words}”" for words in beside])
    return f"The answer is about methods: of data, deployment and other people it says only {named}."


def no_constraint(reading: Reading) -> Finding | None:
    """No limit of any kind anywhere (requirement 77)."""
    if any(constraints.kinds(each.plain) for each in reading.sentences()) or reading.hears(Tell.LIMIT):
        return None
    return Finding(
        Flaw.NO_CONSTRAINT,
        _A,
        None,
        "No limit shaped the work: no latency, cost, privacy, people or deadline.",
        "Name the limit that ruled something out, with its number if it had one.",
    )


def hidden_failure(reading: Reading) -> Finding | None:
    """Asked about a failure, none is admitted, or a strength is dressed up as one (requirement 76)."""
    if reading.answer.competency is not Competency.FAILURE and not failure.ASKED.search(reading.asked):
        return None
    owned = reading.times(failure.OWNED)
    disguise = reading.first(failure.DISGUISE)
    if disguise is None and owned < 2:
        disguise = reading.first(failure.BLAME)
    if disguise is None and owned:
        return None
    return Finding(
        Flaw.HIDDEN_FAILURE,
        disguise.section if disguise else Section.SITUATION,
        disguise.quote if disguise else None,
        "The question asks for a failure and none of yours is admitted.",
        "Say in the first sentences what went wrong by your doing, then what you changed.",
    )


def overclaiming(reading: Reading) -> Finding | None:
    """A course, lab or student project told with enterprise-scale claims (requirement 99)."""
    student = reading.answer.experience is not Experience.PRODUCTION or reading.has(honesty.STUDENT)
    if not student:
        return None
    claims = [each for each in reading.sentences() if honesty.claimed(each.plain)]
    if not claims:
        return None
    claim = claims[0]
    level = reading.answer.experience
    of_what = "a student project" if level is Experience.PRODUCTION else level.value
    return Finding(
        Flaw.OVERCLAIMING,
        claim.section,
        claim.quote,
        f"That is a large claim for {of_what}; it will be asked about.",
        "Say what was really measured and on how much; a modest true figure convinces more.",
    )


def no_task(reading: Reading) -> Finding | None:
    """Their own responsibility is stated nowhere (requirement 15)."""
    stated = reading.has(ownership.RESPONSIBILITY) or reading.has(
        ownership.ROLE, Section.SITUATION, Section.TASK
    )
    if stated or reading.hears(Tell.TASK):
        return None
    return Finding(
        Flaw.NO_TASK,
        Section.TASK,
        None,
        "Nowhere does it say what you were accountable for.",
        "One sentence before the Action: what was yours to solve, and by when or under which limit.",
    )


def timeline_story(reading: Reading) -> Finding | None:
    """The Action is a diary of steps with hardly a decision and its reason (requirement 19)."""
    told = reading.sentences(_A)
    steps = sum(len(decisions.STEP.findall(each.plain)) for each in told)
    decided = sum(decisions.decides(each.plain) for each in told)
    if steps < 4 or decided * 2 > steps:
        return None
    first = next(each for each in told if decisions.STEP.search(each.plain))
    return Finding(
        Flaw.TIMELINE_STORY,
        _A,
        first.quote,
        f"{steps} steps tell what came next; {decided or 'none'} of the sentences tells why.",
        "Tell the two decisions that mattered, each with its reason, and drop the steps between.",
    )


def could_be_any_engineer(reading: Reading) -> Finding | None:
    """Nothing about data, experiments or a model in production (requirement 5)."""
    strong = {match.group().rstrip("s") for match in content.ML.finditer(reading.lower)}
    weak = {match.group().rstrip("s") for match in content.WEAK_ML.finditer(reading.lower)} - strong
    if strong or len(weak) > 1:
        return None
    return Finding(
        Flaw.COULD_BE_ANY_ENGINEER,
        _A,
        None,
        "Nothing in it is about data, experiments or a model; any software engineer could have told it.",
        "Add what made it machine learning: the data, how you validated, how the model behaved once it ran.",
    )


RULES: Final[tuple[Rule, ...]] = (
    hidden_failure,
    missing_result,
    could_be_any_engineer,
    model_only,
    team_language,
    vague_impact,
    no_tradeoff,
    shape.thin_action,
    shape.setup_too_long,
    no_task,
    timeline_story,
    overclaiming,
    no_constraint,
    missing_reflection,
    jargon_overload,
    shape.rambling,
    shape.over_time,
    shape.rehearsed_wording,
)
"""All rules, those that cost an interview most first."""


def find(reading: Reading) -> tuple[Finding, ...]:
    """Give every flaw that holds, the weightiest first."""
    return tuple(finding for rule in RULES if (finding := rule(reading)) is not None)
