"""What came of it: the best evidence of an outcome, and the sentence with the lesson (requirements 18, 50, 53)."""

from typing import Final

from rehearse.analysis import evidence, reflection
from rehearse.analysis.evidence import Evidence
from rehearse.analysis.hearing import Tell
from rehearse.analysis.reading import Reading
from rehearse.analysis.sentences import Sentence
from rehearse.domain.section import SECTIONS, Section

_A: Final = Section.ACTION
_R: Final = Section.RESULT
_L: Final = Section.REFLECTION


def outcome(reading: Reading) -> tuple[Evidence, Sentence | None]:
    """Say what the outcome stands on: the best evidence of the close, or of the end of the Action."""
    close = [claim for claim in reading.claims if claim.sentence.section in (_R, _L)]
    result = [claim for claim in close if claim.sentence.section is _R]
    action = [claim for claim in reading.claims if claim.sentence.section is _A]
    late = action[len(action) // 2 :]
    for kind in (Evidence.MEASURED, Evidence.CONCRETE):
        if found := _claimed(kind, result):
            return kind, found
    late = (
        [each for each in late if not evidence.activity(each.sentence.plain)] if reading.told_whole else late
    )
    strong = evidence.from_to if result else evidence.changed
    if found := _claimed(Evidence.MEASURED, [each for each in late if strong(each.sentence.plain)] + close):
        return Evidence.MEASURED, found
    if not result and (found := _claimed(Evidence.CONCRETE, late + close)):
        return Evidence.CONCRETE, found
    if reading.told_whole and (found := reading.first(evidence.from_to, *SECTIONS[1:])):
        return Evidence.MEASURED, found
    if found := _claimed(Evidence.VAGUE, close) or (None if result else _claimed(Evidence.VAGUE, late)):
        return Evidence.VAGUE, found
    heard = reading.hears(Tell.EFFECT)
    return (Evidence.CONCRETE, heard) if heard else (Evidence.NONE, None)


def _claimed(kind: Evidence, claims: list[evidence.Claim]) -> Sentence | None:
    return next((claim.sentence for claim in claims if claim.evidence is kind), None)


def lesson(reading: Reading) -> Sentence | None:
    """Give the sentence that holds the lesson, the last one first."""
    told = reading.sentences(_A, _R, _L)
    late = told[-max(2, len(told) // 3) :] if reading.told_whole else reading.sentences(_A)[-2:]
    near = {id(each) for each in late}
    for each in reversed(told):
        if (each.section in (_R, _L) or id(each) in near) and reflection.lesson(
            each.plain, in_reflection=each.section is _L
        ):
            return each
    return reading.hears(Tell.LESSON)
