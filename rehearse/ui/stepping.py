"""One choice after the other, as a key steps through them."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def following(choices: Sequence[T], present: T, distance: int = 1) -> T:
    """Give the choice that stands so far behind the present one; the first comes after the last."""
    return choices[(choices.index(present) + distance) % len(choices)]
