"""What the screens are given to work with; made in the composition root, replaced in tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rehearse.bank.library import Library
from rehearse.config import Config
from rehearse.domain.answer import Answer
from rehearse.domain.clock import Clock
from rehearse.domain.critique import Critique
from rehearse.domain.vocabulary import Signal
from rehearse.interviewer.port import Interviewer
from rehearse.storage.port import Store

Anchors = Mapping[Signal, Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Services:
    """Everything with an effect. `open_store` and `open_library` may take long and run off the event loop."""

    open_store: Callable[[], Store]
    open_library: Callable[[], Library]
    critique: Callable[[Answer], Critique]
    interviewer: Interviewer
    clock: Clock
    config: Config
    seed: int
    anchors: Callable[[], Anchors] = field(default=dict)
