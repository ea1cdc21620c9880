"""What is to be said of an attempt beside its critique: its story's facts, its wording, and its special drill."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from rehearse.domain.angle_drill import Take, Telling, judge_take, locked_facts
from rehearse.domain.attempt import Attempt
from rehearse.domain.comparison import Comparison, compare
from rehearse.domain.exercise import Kind
from rehearse.domain.facts import FactCheck, FactLine, Standing, check_facts, story_facts
from rehearse.domain.interruption import resumption
from rehearse.domain.ledger import DecisionMeter, Ledgers, Verdict
from rehearse.domain.outcome import Outcome
from rehearse.domain.profile import Profile, contradictions
from rehearse.domain.section import Section
from rehearse.domain.setup_drill import IN_A_ROW, SetupTake, passed, streak
from rehearse.domain.text import percent
from rehearse.domain.vocabulary import Mode
from rehearse.domain.wording import Overlap, Wording, wording

TICK: Final = "ticked: "
"""What the measure of a box that a speaker ticked is called by."""


@dataclass(frozen=True, slots=True)
class Around:
    """What was told before an attempt, oldest first.

    `takes` are the earlier ones of the same drill and story, or of the same round; `before` is what it says again;
    `tellings` are earlier texts of the same kind, over all stories; `profile` is what the user says of themselves.
    """

    takes: tuple[Attempt, ...] = ()
    before: Attempt | None = None
    tellings: tuple[str, ...] = ()
    profile: Profile = field(default_factory=Profile)


@dataclass(frozen=True, slots=True)
class Review:
    """Everything beside the critique; what does not apply, or was not measured, is None."""

    facts: FactCheck | None = None
    resume: tuple[FactLine, ...] = ()
    wording: Wording | None = None
    setup: SetupTake | None = None
    good_takes: int = 0
    meter: DecisionMeter | None = None
    take: Take | None = None
    comparison: Comparison | None = None
    outcome: Outcome | None = None


def review(attempt: Attempt, ledgers: Ledgers, around: Around, overlap: Overlap) -> Review:
    """Say what there is to say of an attempt beside its critique."""
    text = attempt.whole
    kind = attempt.exercise.kind
    told = wording(text, around.tellings, overlap) if kind is not Kind.SECTION else None
    common = Review(facts=_facts(attempt), wording=told, resume=contradictions(around.profile, attempt.whole))
    match kind:
        case Kind.SETUP:
            return _setup(attempt, ledgers, around, common)
        case Kind.ACTION:
            return _action(ledgers, common)
        case Kind.ANGLES:
            return _angles(attempt, around, common, overlap)
        case Kind.INTERRUPTION:
            return _interrupted(attempt, common)
        case Kind.SECTION if around.before is not None:
            return _again(attempt, around.before, common)
        case _:
            return common


def ticked(outcome: Outcome | None) -> frozenset[str]:
    """List the boxes that a speaker ticked."""
    measures = outcome.measures if outcome else {}
    return frozenset(name.removeprefix(TICK) for name in measures if name.startswith(TICK))


def with_ticks(outcome: Outcome, names: Iterable[str]) -> Outcome:
    """Give an outcome with other boxes ticked."""
    kept = {name: value for name, value in outcome.measures.items() if not name.startswith(TICK)}
    return Outcome(
        outcome.word,
        outcome.text,
        outcome.good,
        kept | {f"{TICK}{name}": 1.0 for name in sorted(names)},
    )


def _facts(attempt: Attempt) -> FactCheck | None:
    if attempt.story is None or not attempt.whole.strip():
        return None
    return check_facts(story_facts(attempt.story.story), attempt.whole)


def _setup(attempt: Attempt, ledgers: Ledgers, around: Around, common: Review) -> Review:
    spoken = attempt.mode is Mode.SPOKEN and attempt.measured
    seconds = sum(attempt.seconds.values()) if spoken else None
    own = ticked(attempt.outcome)
    take = SetupTake(ledgers.opening, seconds, own, attempt.budget)
    earlier = [bool(each.outcome and each.outcome.good) for each in around.takes]
    takes = [*earlier, take.good]
    row = streak(takes)
    word = "passed" if passed(takes) else "good take" if take.good else "not yet"
    told = f"{min(row, IN_A_ROW)} of {IN_A_ROW} good takes in a row."
    outcome = Outcome(
        word,
        " ".join((told, *take.remarks)),
        take.good,
        {"words": take.opening.words, "sentences": take.opening.sentences, "good takes in a row": row}
        | ({"seconds": seconds} if seconds is not None else {})
        | {f"{TICK}{name}": 1.0 for name in sorted(own)},
    )
    return replace(common, setup=take, good_takes=row, outcome=outcome)


def _action(ledgers: Ledgers, common: Review) -> Review:
    meter = ledgers.decisions
    if not meter.sentences:
        outcome = Outcome("not judged", "Nothing was written down, so no sentence was judged.")
        return replace(common, outcome=outcome)
    outcome = Outcome(
        str(meter.verdict),
        f"{percent(meter.deciding)} of the sentences decide, {percent(meter.stepping)} only say what came next, "
        f"{percent(meter.explaining)} explain.",
        meter.verdict is Verdict.DECISION_STORY,
        {
            "deciding": meter.deciding,
            "in time": meter.stepping,
            "explaining": meter.explaining,
        },
    )
    return replace(common, meter=meter, outcome=outcome)


def _angles(attempt: Attempt, around: Around, common: Review, overlap: Overlap) -> Review:
    earlier = [each.whole for each in around.takes]
    story = attempt.story.story if attempt.story else None
    take = judge_take(attempt.whole, locked_facts(story, earlier[0] if earlier else ""), earlier, overlap)
    told = len({each.angle for each in (*around.takes, attempt)})
    measures = {"prompts told": float(told)}
    if take.wording is not None and take.emphasis is not None:
        measures |= {"same wording": take.wording, "same emphasis": take.emphasis}
    moved = len(take.facts.of(Standing.MOVED))
    text = f"Prompt {told} of {attempt.exercise.prompts}: {_TELLING[take.telling]}"
    good = None if take.telling is Telling.NOT_JUDGED else take.telling is Telling.FLEXIBLE
    outcome = Outcome(str(take.telling), text, good, measures | {"facts moved": float(moved)})
    return replace(common, take=take, facts=take.facts, outcome=outcome)


_TELLING: Final = {
    Telling.FLEXIBLE: "the facts hold, the wording and the weight are new.",
    Telling.FACTS_MOVED: "a fact moved; both versions stand side by side.",
    Telling.SAME_WORDS: "the facts hold, but the words are those of an earlier telling.",
    Telling.SAME_WEIGHT: "other words, but the same things are weighed as before.",
    Telling.NOT_JUDGED: "nothing to compare it with yet.",
}


def _interrupted(attempt: Attempt, common: Review) -> Review:
    cut = attempt.cut
    if cut is None:
        text = "The Action ended before the interviewer could cut in; the moment lies later in its budget."
        return replace(common, outcome=Outcome("not interrupted", text))
    action = attempt.texts.get(Section.ACTION, "")
    after = action[len(cut.before) :] if action.startswith(cut.before) else ""
    back = resumption(cut, after, attempt.budget)
    measures = {"interrupted at": cut.at, "result in budget": float(back.reached_result)}
    if back.seconds is not None:
        measures["seconds to resume"] = back.seconds
    if back.repeated is not None:
        measures["words repeated"] = float(back.repeated)
    said = (
        f"Went on after {back.seconds:.0f} s" if back.seconds is not None else "Time to go on not measured",
        f"{back.repeated} words said again" if back.repeated is not None else "repetition not measured",
        f"Result {'' if back.reached_result else 'not '}reached in budget",
    )
    word = "back in time" if back.reached_result else "no result in time"
    outcome = Outcome(word, f"{', '.join(said)}.", back.reached_result, measures)
    return replace(common, outcome=outcome)


def _again(attempt: Attempt, before: Attempt, common: Review) -> Review:
    compared = compare(before, attempt, attempt.told[0])
    outcome = Outcome(
        f"{attempt.told[0].label} again",
        compared.findings.text,
        measures={f"findings {name}": len(found) for name, found in compared.findings.named.items()},
    )
    return replace(common, comparison=compared, outcome=outcome)
