"""A model as those who let it speak see it: `ModelRuntime` behind it in the app, a script in tests."""

from collections.abc import AsyncGenerator
from typing import Protocol

from rehearse.interviewer.port import Readiness
from rehearse.interviewer.protocol import Delta, Done, Frame, Part, Sampling
from rehearse.interviewer.troubles import ModelTrouble


class Model(Protocol):
    """Something that reads prompts and goes on from them."""

    @property
    def name(self) -> str:
        """Give the name that is shown and stored."""
        ...

    @property
    def readiness(self) -> Readiness:
        """Say where the model stands."""
        ...

    @property
    def frame(self) -> Frame | None:
        """Give the chat template's frame; None while the model is not ready."""
        ...

    @property
    def trouble(self) -> ModelTrouble | None:
        """Say why there is no model, once that is known."""
        ...

    def feed(self, parts: tuple[Part, ...]) -> None:
        """Read a prompt ahead of time; returns at once."""
        ...

    def generate(
        self,
        parts: tuple[Part, ...],
        max_tokens: int,
        sampling: Sampling,
        *,
        grammar: str | None = None,
        reserve: int = 1,
    ) -> AsyncGenerator[Delta | Done, None]:
        """Go on from a prompt; `ModelTrouble` says why when that cannot be. Closing it stops the model."""
        ...
