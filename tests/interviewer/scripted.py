"""A model that says what a test wrote down, in small pieces, and remembers what it was asked."""

from collections.abc import AsyncGenerator, Callable, Sequence

from rehearse.interviewer.port import Readiness, Stage
from rehearse.interviewer.protocol import Delta, Done, Frame, Part, Sampling
from rehearse.interviewer.troubles import ModelTrouble

FRAME = Frame(before_system="<s>", before_user="<u>", after_user="<a>")
DONE = Done(
    id=1, reason="stop", reused=0, evaluated=0, drawn=0, first_token_milliseconds=0.0, milliseconds=0.0
)

Reply = str | ModelTrouble | Callable[[], str]


class ScriptedModel:
    """Replies in turn; a trouble is raised, after the text before it."""

    def __init__(self, *replies: Reply | Sequence[Reply], ready: bool = True) -> None:
        self.replies = list(replies)
        self.frame: Frame | None = FRAME if ready else None
        self.trouble: ModelTrouble | None = None
        self.readiness = Readiness(Stage.READY if ready else Stage.LOADING, "Model")
        self.name = "Model"
        self.fed: list[tuple[Part, ...]] = []
        self.asked: list[str] = []
        self.parts: list[tuple[Part, ...]] = []
        self.grammars: list[str | None] = []
        self.seeds: list[int] = []
        self.closed = 0

    def feed(self, parts: tuple[Part, ...]) -> None:
        self.fed.append(parts)

    async def generate(
        self,
        parts: tuple[Part, ...],
        max_tokens: int,  # noqa: ARG002 (the port's)
        sampling: Sampling,
        *,
        grammar: str | None = None,
        reserve: int = 1,  # noqa: ARG002
    ) -> AsyncGenerator[Delta | Done, None]:
        self.parts.append(parts)
        self.asked.append("".join(part.text for part in parts))
        self.grammars.append(grammar)
        self.seeds.append(sampling.seed)
        reply = self.replies.pop(0)
        over = False
        try:
            for one in [reply] if isinstance(reply, str | ModelTrouble) or callable(reply) else reply:
                if isinstance(one, ModelTrouble):
                    over = True
                    raise one
                text = one() if callable(one) else one
                for place in range(0, len(text), 3):
                    yield Delta(id=1, text=text[place : place + 3])
            over = True
            yield DONE
        finally:
            self.closed += not over
