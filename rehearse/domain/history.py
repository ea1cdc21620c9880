"""Which attempts a person asks for: words to search, and filters such as persona:recruiter or after:2026-11-01."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from rehearse.domain.day import day_in
from rehearse.domain.exercise import Kind
from rehearse.domain.vocabulary import Coaching, Competency, Flaw, Mode


class Engine(StrEnum):
    """Who judged: the rules alone, or a model beside them."""

    RULES = "rules"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which attempts to list; None and empty leave everything in.

    `search` is free text: every word of it must occur, the last may be begun. `after` and `before` are days, both
    counted in, by the user's own calendar.
    """

    competency: Competency | None = None
    question_key: str | None = None
    search: str = ""
    persona: str | None = None
    story: str | None = None
    mode: Mode | None = None
    coaching: Coaching | None = None
    kind: Kind | None = None
    engine: Engine | None = None
    flaw: Flaw | None = None
    tag: str | None = None
    after: date | None = None
    before: date | None = None
    ids: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """Say in a line what is asked for."""
        named = [(name, getattr(self, name)) for name in FILTERS if getattr(self, name) is not None]
        said = [getattr(value, "label", f"{name}:{value}") for name, value in named]
        said += ["one question"] if self.question_key else []
        said += [f"“{self.search.strip()}”"] if self.search.strip() else []
        return "  ·  ".join(said)


def _one_of(values: type[StrEnum]) -> Callable[[str], Any]:
    def read(word: str) -> Any:
        wanted = word.lower().replace("-", "_")
        found = [each for each in values if each.value == wanted] or [
            each for each in values if each.value.startswith(wanted)
        ]
        if not found:
            raise ValueError(f"{values.__name__.lower()} is one of {', '.join(values)}.")
        return found[0]

    return read


def _as_it_is(word: str) -> str:
    return word.lower()


FILTERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "competency": _one_of(Competency),
    "persona": _as_it_is,
    "story": _as_it_is,
    "mode": _one_of(Mode),
    "kind": _one_of(Kind),
    "engine": _one_of(Engine),
    "flaw": _one_of(Flaw),
    "tag": _as_it_is,
    "after": day_in,
    "before": day_in,
}
"""The filters by name; each reads its word or says in a sentence what would be right."""
_FILTER: Final = re.compile(rf"(?<!\S)((?ai:{'|'.join(FILTERS)})):(\S*)")
"""Of ASCII alone: ı and ſ are an i and an s for a pattern, and no name of a filter."""


def asked_for(text: str, within: HistoryFilter) -> tuple[HistoryFilter, str]:
    """Read a search line; give the filter, and a sentence about the first word that cannot be read, else "".

    What the line does not name stays as it is in `within`. A filter that is only begun, as in `flaw:`, is passed over.
    """
    changes: dict[str, Any] = {}
    problem = ""
    for match in _FILTER.finditer(text):
        name, word = match[1].lower(), match[2]
        if not word:
            continue
        try:
            changes[name] = FILTERS[name](word)
        except ValueError as error:
            problem = problem or f"{name}:{word} cannot be read: {error}"
    return replace(within, search=_FILTER.sub(" ", text), **changes), problem
