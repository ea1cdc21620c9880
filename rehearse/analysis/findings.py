"""The flaws, one rule each: what was seen or is absent, in whose words, and what to do about it."""

from collections.abc import Callable
from typing import Final

from rehearse.analysis import cues, delivery, evidence, repetition
from rehearse.analysis.jargon import OVERLOAD, undefined_terms
from rehearse.analysis.reading import Reading
from rehearse.analysis.sentences import Sentence
from rehearse.domain.budget import GRACE, WORD_GRACE, Budget
from rehearse.domain.critique import Finding
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import Competency, Experience, Flaw, Mode

SETUP_LIMIT: Final = 0.35
ACTION_FLOOR: Final = 0.40
"""Shares from the definitions of the flaws set-up too long and thin action."""
SHORT: Final = 25
"""Words below which an answer is too short for its shares to mean anything."""
RAMBLING: Final = 0.09
"""Share of weighted fillers and hedges in a stretch from which it rambles."""
WE_ALONE: Final = 4
"""Sentences with 'we' and hardly an 'I' that acts, from which the speaker's part is unclear."""

Rule = Callable[[Reading], Finding | None]


def missing_result(reading: Reading) -> Finding | None:
    """No outcome is told in any section (requirement 18)."""
    close = reading.sentences(Section.RESULT, Section.REFLECTION)
    where = (
        close if reading.sentences(Section.RESULT) else reading.sentences(Section.ACTION, Section.REFLECTION)
    )
    if any(map(evidence.outcome, where)) or _vague(reading):
        return None
    return Finding(
        Flaw.MISSING_RESULT,
        Section.RESULT,
        None,
        "The answer ends without saying what came of it.",
        "Close with one effect: a figure before and after, or a change that somebody outside could have seen.",
    )


def vague_impact(reading: Reading) -> Finding | None:
    """An outcome is claimed and nothing shows it (requirements 52 and 74)."""
    told = _vague(reading)
    if told is None:
        return None
    close = reading.sentences(Section.RESULT, Section.REFLECTION) or reading.sentences(Section.ACTION)
    if any(evidence.measured(each) or evidence.concrete(each) for each in close):
        return None
    sentence, words = told
    return Finding(
        Flaw.VAGUE_IMPACT,
        sentence.section,
        words,
        "It praises the outcome without showing it.",
        "Put what was measured in its place: the figure before, the figure after, the unit, and where you read it.",
    )


def _vague(reading: Reading) -> tuple[Sentence, str] | None:
    for sentence in reversed(reading.sentences(Section.ACTION, Section.RESULT, Section.REFLECTION)):
        if words := evidence.vague(sentence):
            return sentence, words
    return None


def missing_reflection(reading: Reading) -> Finding | None:
    """No lesson and nothing they would do differently, in any section (requirement 53)."""
    if reading.has(cues.LESSON):
        return None
    return Finding(
        Flaw.MISSING_REFLECTION,
        Section.REFLECTION,
        None,
        "Nothing says what you took from it or would do differently.",
        "Add one line: what the bottleneck really was, or what you do differently since.",
    )


def no_tradeoff(reading: Reading) -> Finding | None:
    """No option weighed, nothing given up, no why behind a choice (requirements 2 and 60)."""
    if any(reading.has(cue) for cue in (cues.GIVEN_UP, cues.OPTION)) or reading.has(
        cues.REASON, Section.ACTION
    ):
        return None
    return Finding(
        Flaw.NO_TRADEOFF,
        Section.ACTION,
        None,
        "No option is weighed and nothing is given up.",
        "Name one thing you could have done, why you did not, and what your choice cost.",
    )


def team_language(reading: Reading) -> Finding | None:
    """One cannot tell what the speaker did (requirements 64 and 73)."""
    we = [each for each in reading.sentences() if " we " in f" {each.lower}" or each.lower.startswith("our ")]
    if len(we) < WE_ALONE or reading.times(cues.ACT) > 1 or reading.times(cues.RESPONSIBILITY) > 1:
        return None
    acted = next((each for each in we if each.section is Section.ACTION), we[0])
    return Finding(
        Flaw.TEAM_LANGUAGE,
        acted.section,
        acted.quote,
        f"{len(we)} sentences say what we did; hardly one says what you did.",
        "Keep the credit, and say which part was yours: I decided, I built, I convinced.",
    )


def jargon_overload(reading: Reading) -> Finding | None:
    """Undefined acronyms piled up for this listener (requirements 3 and 62)."""
    terms = undefined_terms(reading.answer.whole, reading.answer.persona)
    if len(terms) < OVERLOAD:
        return None
    where = next(each for each in reading.sentences() if any(term in each.text for term in terms))
    return Finding(
        Flaw.JARGON_OVERLOAD,
        where.section,
        where.quote,
        f"A {reading.answer.persona.label} has to decode {', '.join(terms[:6])}.",
        "Say each in plain words at its first use, or leave it out.",
    )


def model_only(reading: Reading) -> Finding | None:
    """Only the model: no data, deployment or stakeholder content (requirement 72)."""
    if any(reading.has(cue) for cue in (cues.DATA, cues.DEPLOYMENT, cues.STAKEHOLDER)) or not reading.has(
        cues.ML
    ):
        return None
    return Finding(
        Flaw.MODEL_ONLY,
        Section.ACTION,
        None,
        "The answer speaks of the model alone: no data, no deployment, nobody else.",
        "Say what the data was like, where the model ran, and who used or questioned it.",
    )


def no_constraint(reading: Reading) -> Finding | None:
    """No limit of any kind anywhere (requirement 77)."""
    if reading.has(cues.CONSTRAINT):
        return None
    return Finding(
        Flaw.NO_CONSTRAINT,
        Section.ACTION,
        None,
        "No limit shaped the work: no latency, cost, privacy, people or deadline.",
        "Name the limit that ruled something out, with its number if it had one.",
    )


def hidden_failure(reading: Reading) -> Finding | None:
    """Asked about a failure, none is admitted, or a strength is dressed up as one (requirement 76)."""
    if reading.answer.competency is not Competency.FAILURE:
        return None
    disguise = reading.first(cues.DISGUISE)
    if disguise is None and reading.has(cues.FAILURE):
        return None
    return Finding(
        Flaw.HIDDEN_FAILURE,
        disguise.section if disguise else Section.SITUATION,
        disguise.quote if disguise else None,
        "The question asks for a failure and none of yours is admitted.",
        "Say in the first sentences what went wrong by your doing, then what you changed.",
    )


def setup_too_long(reading: Reading) -> Finding | None:
    """Situation and Task well over 20 % (requirements 14 and 27)."""
    share = reading.measures.share
    if share is None or share.setup <= SETUP_LIMIT or reading.measures.total_words < SHORT:
        return None
    return Finding(
        Flaw.SETUP_TOO_LONG,
        Section.SITUATION,
        None,
        f"The set-up takes {share.setup:.0%} of the answer; 20 % is enough.",
        "Cut the background to two or three sentences: product, problem, your part.",
    )


def thin_action(reading: Reading) -> Finding | None:
    """The Action is well under half (requirement 16)."""
    share = reading.measures.share
    if share is None or share.action >= ACTION_FLOOR or reading.measures.total_words < SHORT:
        return None
    return Finding(
        Flaw.THIN_ACTION,
        Section.ACTION,
        None,
        f"The Action takes {share.action:.0%} of the answer; it should take about 60 %.",
        "Move the words to what you decided: what you found, what you ruled out, what you chose and why.",
    )


def rambling(reading: Reading) -> Finding | None:
    """Fillers, hedges and repetition dominate a stretch (requirement 1)."""
    worst, density = None, 0.0
    told = reading.sentences()
    for place in range(len(told)):
        stretch = told[place : place + 4]
        words = sum(each.words for each in stretch)
        if words < 30:
            continue
        lower = " ".join(each.lower for each in stretch)
        loose = delivery.weight(delivery.fillers(lower)) + len(cues.HEDGE.findall(lower))
        if loose / words > density:
            worst, density = stretch[0], loose / words
    if worst is None or density < RAMBLING:
        return None
    return Finding(
        Flaw.RAMBLING,
        worst.section,
        worst.quote,
        f"From here on, {density:.0%} of the words are fillers and hedges.",
        "Say it in two sentences: what you found, what you did.",
    )


def overclaiming(reading: Reading) -> Finding | None:
    """A course, lab or student project told with enterprise-scale claims (requirement 99)."""
    if reading.answer.experience is Experience.PRODUCTION:
        return None
    claim = reading.first(cues.SCALE)
    if claim is None:
        return None
    return Finding(
        Flaw.OVERCLAIMING,
        claim.section,
        claim.quote,
        f"That is a large claim for {reading.answer.experience.value}; it will be asked about.",
        "Say what was really measured and on how much; a modest true figure convinces more.",
    )


def no_task(reading: Reading) -> Finding | None:
    """Their own responsibility is stated nowhere (requirement 15)."""
    if reading.has(cues.RESPONSIBILITY):
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
    steps = [each for each in reading.sentences(Section.ACTION) if cues.STEP.search(each.lower)]
    decided = reading.times(cues.REASON, Section.ACTION) + reading.times(cues.GIVEN_UP, Section.ACTION)
    if len(steps) < 4 or decided > 1:
        return None
    return Finding(
        Flaw.TIMELINE_STORY,
        Section.ACTION,
        steps[0].quote,
        f"{len(steps)} sentences tell what came next; at most one tells why.",
        "Tell the two decisions that mattered, each with its reason, and drop the steps between.",
    )


def over_time(reading: Reading) -> Finding | None:
    """The answer or a section ran over its budget, beyond the grace (requirement 1)."""
    answer, budget = reading.answer, Budget(reading.answer.target)
    if answer.mode is Mode.SPOKEN and answer.seconds:
        used = {section: answer.seconds.get(section, 0.0) for section in SECTIONS}
        planned = {section: budget.seconds(section) for section in SECTIONS}
        over, unit = sum(used.values()) > answer.target + GRACE, "s"
    else:
        used = {section: float(reading.measures.words.get(section, 0)) for section in SECTIONS}
        planned = {section: float(budget.words(section)) for section in SECTIONS}
        over, unit = sum(used.values()) > budget.target_words * (1 + WORD_GRACE), " words"
    if not over:
        return None
    worst = max(SECTIONS, key=lambda section: used[section] - planned[section])
    return Finding(
        Flaw.OVER_TIME,
        worst,
        None,
        f"{sum(used.values()):.0f}{unit} against {sum(planned.values()):.0f}{unit}; the {worst.label} ran over most: "
        f"{used[worst]:.0f} against {planned[worst]:.0f}.",
        f"Take a third out of the {worst.label}.",
    )


def rehearsed_wording(reading: Reading) -> Finding | None:
    """Wording and rhythm repeat an earlier answer beyond shared facts (requirement 78)."""
    text = reading.answer.whole
    scored = [(repetition.overlap(text, earlier), earlier) for earlier in reading.answer.previous]
    most, earlier = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
    if most < repetition.REHEARSED:
        return None
    passage = repetition.shared_passage(earlier, (each.quote for each in reading.sentences()))
    return Finding(
        Flaw.REHEARSED_WORDING,
        next((each.section for each in reading.sentences() if each.quote == passage), None),
        passage,
        f"{most:.0%} of the wording stands in an earlier answer of yours too.",
        "Keep the facts and tell it from another end: start with the decision, or with what went wrong.",
    )


def could_be_any_engineer(reading: Reading) -> Finding | None:
    """Nothing about data, experiments or a model in production (requirement 5)."""
    if reading.has(cues.ML):
        return None
    return Finding(
        Flaw.COULD_BE_ANY_ENGINEER,
        Section.ACTION,
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
    thin_action,
    setup_too_long,
    no_task,
    timeline_story,
    overclaiming,
    no_constraint,
    missing_reflection,
    jargon_overload,
    rambling,
    over_time,
    rehearsed_wording,
)
"""All rules, those that cost an interview most first."""


def find(reading: Reading) -> tuple[Finding, ...]:
    """Give every flaw that holds, the weightiest first."""
    return tuple(finding for rule in RULES if (finding := rule(reading)) is not None)
