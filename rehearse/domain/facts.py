"""The facts of a story (numbers, names, roles) against what was told: which held, which moved, which is missing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import dropwhile
from math import prod
from typing import Final

from rehearse.domain.section import SECTIONS
from rehearse.domain.story import Field, Story
from rehearse.domain.text import words

SHARED: Final = 2
"""Content words that two sentences must share before different facts in them are set side by side: with one, any two
sentences about a model would do."""
MOST: Final = 300
"""Facts of a text that are looked at: one with more is a table, not a telling, and comparing it would take long."""
_STEM: Final = 5
"""Letters by which content words are compared, so that ticket meets tickets and misrouted misroutes."""

_SMALL: Final = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES: Final = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_VALUES: Final = (
    {word: float(value) for value, word in enumerate(_SMALL)}
    | {word: 20.0 + 10 * place for place, word in enumerate(_TENS)}
    | _SCALES
    | {"half": 0.5}
)
_NUMBER_WORD: Final = "|".join(sorted(_VALUES.keys() - {"half"}, key=len, reverse=True))
"""Half is a number of its own only beside one of these."""
_SCALE: Final = "|".join(_SCALES)
_UNITS: Final = {
    "%": ("%", "percent", "per cent", "pct", "percentage point", "percentage points", "points", "point"),
    "ms": ("ms", "millisecond", "milliseconds", "millis"),
    "s": ("s", "sec", "secs", "second", "seconds"),
    "min": ("min", "mins", "minute", "minutes"),
    "h": ("h", "hour", "hours"),
    "day": ("day", "days"),
    "week": ("week", "weeks"),
    "month": ("month", "months"),
    "year": ("year", "years"),
    "kb": ("kb", "kilobytes"),
    "mb": ("mb", "megabytes"),
    "gb": ("gb", "gigabytes"),
    "times": ("x", "times"),
    "$": ("dollar", "dollars", "bucks"),
    "€": ("euro", "euros"),
    "£": ("pound", "pounds"),
}
_UNIT_OF: Final = {spelt: unit for unit, spellings in _UNITS.items() for spelt in spellings}
_UNIT: Final = "|".join(re.escape(each) for each in sorted(_UNIT_OF, key=len, reverse=True))
AND_A_HALF: Final = rf"(?: and a half\b(?!-(?!(?:{_UNIT}|{_SCALE})\b))(?! (?:of|were|are)\b))"
"""Behind digits; "2 and a half of the rest" and "2 and a half-finished one" are lists."""
PART_OF: Final = (
    r"(?<!first )(?<!second )(?<!third )(?<!fourth )(?<!last )(?<!this )(?<!next )(?<!other )"
    r"(?:three quarters|(?:a |one )?quarter|half) of a " + rf"(?=(?:{_SCALE})\b)"
)
"""A part of a number in words, but no third quarter of a million-dollar project."""
_NUMBER: Final = re.compile(
    r"(?<![\w.])(?<![A-Za-z]-)(?P<coin>[$€£])?(?:(?P<digits>\d[\d,]{0,15}(?:\.\d{1,9})?)"
    rf"(?P<half>{AND_A_HALF})?(?:(?P<scale>(?:k|m|bn)(?![A-Za-z])|(?:[ -](?:{_SCALE})\b){{1,2}})"
    r"(?P<more> and a half\b(?! of\b))?)?"
    r"(?!\d|(?:st|nd|rd|th)\b)"
    rf"|(?P<part>{PART_OF})?"
    rf"(?P<words>(?:(?:half[ -]a[ -]|a half )(?=(?:{_SCALE})\b))?"
    rf"(?:{_NUMBER_WORD})(?:(?: and |[ -])(?:{_NUMBER_WORD}|a half)\b){{0,6}})\b)"
    rf"(?:[ -]?(?P<unit>{_UNIT})(?!\w))?",
    re.IGNORECASE,
)
_PARTS: Final = {"half": 0.5, "quarter": 0.25, "quarters": 0.75}
"""By the word before "of"."""
_WRITTEN_SCALES: Final = _SCALES | {"k": 1e3, "m": 1e6, "bn": 1e9}
_NAME: Final = re.compile(r"(?<![\w-])[A-Z][\w+-]*(?: [A-Z][\w+-]*)*")
_COMMON: Final = frozenset(
    words("I I'm I've I'd AI API APIs CPU CPUs GPU GPUs KPI LLM LLMs ML OK PM PMs QA SLA SQL UI UX")
)
"""Capitals that name nothing of one story; a job among them is read as a role."""
_HEADS: Final = (
    "teams? leads? managers? engineers? scientists? analysts? designers? directors? heads? owners? researchers? "
    "annotators? nurses? doctors? radiologists? lawyers? interns? agents? reviewers? professors? supervisors?"
).replace(" ", "|")
_QUALIFIERS: Final = (
    "account|ads|applied|backend|clinical|customer|data|design|engineering|finance|fraud|front-?end|growth|infra|"
    "infrastructure|junior|legal|machine learning|marketing|ml|operations|ops|payments|platform|privacy|product|"
    "program|project|qa|research|review|risk|sales|search|security|senior|site|sole|staff|support|tech|team"
)
_ROLE: Final = re.compile(rf"\b(?:(?:{_QUALIFIERS}) ){{0,2}}(?:{_HEADS})\b|\bpms?\b", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+|\n+")
_CONTENT: Final = re.compile(r"[^\W\d_]{4,}")
_EMPTY_WORDS: Final = frozenset(
    words(
        "about after again because been before could does doing down each even every from have here into just like "
        "made many more most much only other over same should some such than that their them then there these they "
        "this those told took until very went were what when where which while will with would your"
    )
)


class FactKind(StrEnum):
    """What kind of thing must not change from telling to telling."""

    NUMBER = "number"
    NAME = "name"
    ROLE = "role"


class Standing(StrEnum):
    """What became of a fact in a telling."""

    TOLD = "told"
    MOVED = "moved"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it was said, and the content words around it; `value` and `unit` only for a number."""

    kind: FactKind
    text: str
    about: frozenset[str]
    value: float | None = None
    unit: str = ""

    def told_by(self, said: "Fact") -> bool:
        """Tell whether something said is this fact: 0.34 is 0.342 told shortly, and a unit may be left out."""
        if self.kind is not said.kind:
            return False
        if self.value is None or said.value is None:
            return _plain(self.text) == _plain(said.text)
        agree = said.unit in (self.unit, "") or (not self.unit and self.near(said))
        return agree and (self.value == said.value or _rounds(said, self) or _rounds(self, said))

    def near(self, other: "Fact") -> bool:
        """Tell whether two facts are told of the same thing."""
        enough = min(SHARED, len(self.about))
        return bool(enough) and len(self.about & other.about) >= enough


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact of the story and its standing; `found` is what stands in its place when it moved."""

    fact: Fact
    standing: Standing
    found: str | None = None


@dataclass(frozen=True, slots=True)
class FactCheck:
    """A telling against the known facts; `new` are facts that only the telling has."""

    lines: tuple[FactLine, ...]
    new: tuple[Fact, ...] = ()

    def of(self, standing: Standing) -> tuple[FactLine, ...]:
        """List the facts that stand so."""
        return tuple(line for line in self.lines if line.standing is standing)

    @property
    def holds(self) -> bool:
        """Tell whether no fact moved; a missing one is a choice of the teller."""
        return not self.of(Standing.MOVED)


def facts_in(text: str) -> tuple[Fact, ...]:
    """List the numbers, names and roles of a text, each once, sentence by sentence."""
    return _once(fact for sentence in _SENTENCE.split(text) for fact in _of_sentence(sentence))


def story_facts(story: Story) -> tuple[Fact, ...]:
    """List a story's facts, each once: its figures first, then its fields and its spine."""
    lines = [
        *(story.fields.get(each, "") for each in Field),
        *(line for section in SECTIONS for line in story.spine.get(section, ())),
    ]
    said = (fact for line in lines for fact in facts_in(line))
    return _once([*_measured(story), *said])


def check_facts(known: Sequence[Fact], text: str) -> FactCheck:
    """Hold a telling against known facts.

    A fact that is not told has moved when the telling has another of its kind (a number also of its unit) in a
    sentence about the same thing; otherwise it is missing. Nothing here says which of the two is true.
    """
    said = facts_in(text)
    new = [fact for fact in said if not any(other.told_by(fact) for other in known)]
    lines = []
    for fact in known:
        if any(fact.told_by(other) for other in said):
            lines.append(FactLine(fact, Standing.TOLD))
        elif instead := _instead_of(fact, new):
            new.remove(instead)
            lines.append(FactLine(fact, Standing.MOVED, instead.text))
        else:
            lines.append(FactLine(fact, Standing.MISSING))
    return FactCheck(tuple(lines), tuple(new))


def _measured(story: Story) -> Iterator[Fact]:
    for metric in story.metrics:
        about = _about(f"{metric.what} {metric.where}")
        for slot in (metric.before, metric.after):
            yield from _numbers(f"{slot} {metric.unit}".strip(), about)


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    kept: dict[tuple[FactKind, object, str], Fact] = {}
    for fact in facts:
        kept.setdefault(
            (fact.kind, fact.value if fact.value is not None else _plain(fact.text), fact.unit), fact
        )
        if len(kept) == MOST:
            break
    return tuple(kept.values())


def _of_sentence(sentence: str) -> Iterator[Fact]:
    about = _about(sentence)
    yield from _numbers(sentence, about)
    for match in _NAME.finditer(sentence):
        parts = match.group().split()
        if match.start() == 0 and sum(letter.isupper() for letter in parts[0]) < 2:
            parts = parts[1:]  # only the beginning of a sentence
        parts = list(dropwhile(lambda part: part in _COMMON or len(part) < 2, parts))
        if parts:
            name = " ".join(parts)
            yield Fact(FactKind.NAME, name, about - _about(name))
    for match in _ROLE.finditer(sentence):
        role = match.group()
        if role.lower() not in ("team", "teams", "lead", "leads", "head", "heads", "agent", "agents"):
            yield Fact(FactKind.ROLE, role, about - _about(role))


def _numbers(text: str, about: frozenset[str]) -> Iterator[Fact]:
    return reversed(list(_numbers_backwards(text, about)))


def _numbers_backwards(text: str, about: frozenset[str]) -> Iterator[Fact]:
    unit, follower = "", len(text)
    for match in reversed(list(_NUMBER.finditer(text))):
        value = _value(match)
        own = _UNIT_OF.get((match["unit"] or "").lower(), "") or match["coin"] or ""
        # "from 11 to 4 %": the unit is said once for both
        unit = own or (unit if text[match.end() : follower].strip() in ("to", "-", "–") else "")
        follower = match.start()
        if not (match["words"] and value < 2):  # "one" is a pronoun as often as a number
            yield Fact(FactKind.NUMBER, match.group(), about, value, unit)


def _value(match: re.Match[str]) -> float:
    if match["words"]:
        return _PARTS.get((match["part"] or "").lower().partition(" of")[0].rpartition(" ")[2], 1) * _spelt(
            match["words"]
        )
    scales = re.split(r"[ -]", (match["scale"] or "").lower())
    digits = float(match["digits"].replace(",", "")) + (0.5 if match["half"] or match["more"] else 0)
    return digits * prod(_WRITTEN_SCALES.get(each, 1) for each in scales)


def _spelt(said: str) -> float:
    """Give the value of number words: two hundred and three is 203."""
    total = part = 0.0
    scale = 1.0
    for word in re.split(r"[ -]", said.lower()):
        if word == "half" and not part:
            part = _VALUES[word] * scale  # a million and a half
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in _SCALES:
            scale = _SCALES[word]
            total, part = total + (part or 1) * scale, 0
        else:
            part += _VALUES.get(word, 0)
    return total + part


def _about(sentence: str) -> frozenset[str]:
    found = (word.lower() for word in _CONTENT.findall(sentence))
    return frozenset(word[:_STEM] for word in found if word not in _EMPTY_WORDS and word not in _VALUES)


def _instead_of(fact: Fact, candidates: Iterable[Fact]) -> Fact | None:
    fitting = [
        other
        for other in candidates
        if other.kind is fact.kind and other.unit == fact.unit and fact.near(other)
    ]
    return max(
        fitting,
        key=lambda other: (len(fact.about & other.about), -abs((fact.value or 0) - (other.value or 0))),
        default=None,
    )


def _plain(text: str) -> str:
    plain = text.casefold().replace("-", "")
    return {"pm": "product manager", "pms": "product manager"}.get(plain, plain.removesuffix("s"))


def _rounds(short: Fact, exact: Fact) -> bool:
    """Tell whether one number is the other with fewer decimals."""
    if short.value is None or exact.value is None:
        return False
    decimals = len(f"{short.value:.10f}".rstrip("0").split(".")[1])
    return short.value != 0 and round(exact.value, decimals) == short.value
