"""What users say of their own answer before they see its critique, and how far the two lie apart (requirement 89)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

HEAD: Final = "Before you read the critique: would your answer convince someone that you can operate …"
OVERALL: Final = "… and all in all, from 1 to 5?"
ALIKE: Final = 0.5
"""Difference on the scale of 1 to 5 within which the two agree: the critique is no finer than that."""


class Check(StrEnum):
    """One part of the last check: would the answer convince someone that you can operate …"""

    PRODUCTION = "in production"
    IMPERFECT_DATA = "with imperfect data"
    CONSTRAINTS = "under constraints"


@dataclass(frozen=True, slots=True)
class SelfRating:
    """The three parts as the user answered them, and the whole answer from 1 to 5; what was skipped is absent."""

    checks: Mapping[Check, bool] = field(default_factory=dict)
    overall: int | None = None

    def __post_init__(self) -> None:
        """Refuse a rating outside the scale."""
        if self.overall is not None and not 1 <= self.overall <= 5:
            raise ValueError(f"a rating is 1 to 5, not {self.overall}")

    @property
    def empty(self) -> bool:
        """Tell whether everything was skipped."""
        return not self.checks and self.overall is None

    def above(self, overall: float | None) -> float | None:
        """Give by how much the user rated the answer higher than the critique; None when either is missing."""
        if self.overall is None or overall is None:
            return None
        return round(self.overall - overall, 1)

    def beside(self, overall: float | None, *, hide_scores: bool) -> str:
        """Say what the user said all in all, and how far the critique is from it."""
        above = self.above(overall)
        rated = "You rated it" if hide_scores else f"You rated it {self.overall}"
        if above is None or overall is None:
            return f"{rated}; the critique has no total to compare."
        if abs(above) <= ALIKE:
            how = "about as the critique does"
        else:
            by = "" if hide_scores else f"{abs(above):.1f} "
            how = f"{by}{'above' if above > 0 else 'below'} the critique"
        return f"{rated}, {how}." if hide_scores else f"{rated}, the critique {overall:.1f}: {how}."
