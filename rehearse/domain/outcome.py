"""What a drill came to beside its critique: in a word, in a line and in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a special drill as the history keeps it.

    `good` is None where nothing passes or fails. `measures` holds only what was measured.
    """

    word: str
    text: str
    good: bool | None = None
    measures: Mapping[str, float] = field(default_factory=dict)
