"""The line protocol between the app and the child process that holds the model: version 1.

One JSON object a line, UTF-8, at most `LINE_LIMIT` bytes, with `v` (the version) and `type` in each. The app
writes commands to the child's standard input, the child writes events to a descriptor of its own; both sides
validate what they read. Unknown fields are ignored, so that a newer side may say more; another `v` is refused.

    command   answered by
    load      progress… then ready or failed; the first line and no other, in the pipe when the child starts; it
              stands in `first_line.py`, which loads no pydantic
    feed      fed, or cancelled when a newer command came first; it is idle work that gives way
    generate  beat… delta… then done, cancelled or failed
    cancel    cancelled by the request it names; nothing when that is over

The child greets with hello. End of input means: exit.
"""

from typing import Annotated, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from rehearse.interviewer.first_line import LINE_LIMIT, VERSION

SEEDS: Final = 2**32
"""Seeds that llama.cpp tells apart."""

T = TypeVar("T")


class ProtocolError(ValueError):
    """A line that is too long, no JSON, of another version, or not a message; the text says which."""


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    v: Literal[1] = VERSION


class Part(BaseModel):
    """A piece of a prompt, tokenised on its own so that what stands before it never changes it.

    `special` says whether control tokens in the text count: true for the template's own pieces, never for what
    a person wrote. `keep` marks a boundary that later prompts are likely to share.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    special: bool = False
    keep: bool = False


class Frame(BaseModel):
    """What a model's chat template puts around one system text and one user text."""

    model_config = ConfigDict(frozen=True)

    before_system: str
    before_user: str
    after_user: str


class Sampling(BaseModel):
    """How tokens are drawn; a temperature of 0 takes the likeliest."""

    model_config = ConfigDict(frozen=True)

    temperature: float = Field(default=0.7, ge=0, le=2)
    top_k: int = Field(default=40, ge=0)
    top_p: float = Field(default=0.95, gt=0, le=1)
    min_p: float = Field(default=0.05, ge=0, le=1)
    seed: int = Field(default=0, ge=0, lt=SEEDS)


class Feed(_Message):
    """Read a prompt ahead of time."""

    type: Literal["feed"] = "feed"
    id: int
    parts: tuple[Part, ...]


class Generate(_Message):
    """Go on from a prompt; with a `grammar` (GBNF, rule `root`) until its JSON value is complete.

    `reserve` is how many tokens of the context must be free for the reply; else the request fails before
    anything is read, and says how many tokens would be needed.
    """

    type: Literal["generate"] = "generate"
    id: int
    parts: tuple[Part, ...]
    max_tokens: int = Field(ge=1, le=1 << 20)
    reserve: int = Field(default=1, ge=1, le=1 << 20)
    sampling: Sampling = Sampling()
    grammar: str | None = None


class Cancel(_Message):
    """Stop a request, running or waiting."""

    type: Literal["cancel"] = "cancel"
    id: int


Command = Feed | Generate | Cancel


class Hello(_Message):
    """The child is there; `binding` is the version of llama-cpp-python, empty when it is not installed."""

    type: Literal["hello"] = "hello"
    pid: int
    binding: str


class Progress(_Message):
    """How far loading is, from 0 to 1."""

    type: Literal["progress"] = "progress"
    id: int
    fraction: float


class Ready(_Message):
    """The model is loaded; `own_template` is false when it brought none and got a plain one.

    `name` and `size`, in bytes, are what its file says of itself.
    `rolls_back` is false for models whose memory cannot be cut back to a prefix (recurrent and hybrid ones).
    """

    type: Literal["ready"] = "ready"
    id: int
    name: str = ""
    size: int = 0
    description: str
    context: int
    own_template: bool
    rolls_back: bool
    frame: Frame
    milliseconds: float


class Fed(_Message):
    """A prompt was read ahead: how many tokens were known already, how many had to be read."""

    type: Literal["fed"] = "fed"
    id: int
    reused: int
    evaluated: int
    milliseconds: float


class Beat(_Message):
    """The request is being worked on: tokens of the prompt still to be read, tokens drawn so far."""

    type: Literal["beat"] = "beat"
    id: int
    remaining: int
    drawn: int


class Delta(_Message):
    """New text, whole characters only."""

    type: Literal["delta"] = "delta"
    id: int
    text: str


class Done(_Message):
    """The request is over: by the model's own end, by `max_tokens`, or because the context is full."""

    type: Literal["done"] = "done"
    id: int
    reason: Literal["stop", "length", "context"]
    reused: int
    evaluated: int
    drawn: int
    first_token_milliseconds: float
    milliseconds: float


class Cancelled(_Message):
    """The request was stopped; the next one starts from a consistent state."""

    type: Literal["cancelled"] = "cancelled"
    id: int


class Failed(_Message):
    """The request failed; `code` is one of `rehearse.interviewer.troubles.Code`, `detail` for the log."""

    type: Literal["failed"] = "failed"
    id: int
    code: str
    detail: str = ""
    tokens: int = 0


Event = Hello | Progress | Ready | Fed | Beat | Delta | Done | Cancelled | Failed

_COMMAND: Final[TypeAdapter[Command]] = TypeAdapter(Annotated[Command, Field(discriminator="type")])
_EVENT: Final[TypeAdapter[Event]] = TypeAdapter(Annotated[Event, Field(discriminator="type")])


def write(message: Command | Event) -> bytes:
    """Give the line of a message; `ProtocolError` when it is too long.

    Lone surrogates, which UTF-8 cannot hold, become question marks.
    """
    try:
        line = message.model_dump_json().encode() + b"\n"
    except ValueError:
        line = message.model_validate(_mended(message.model_dump())).model_dump_json().encode() + b"\n"
    if len(line) > LINE_LIMIT:
        raise ProtocolError(f"a line of {len(line)} bytes")
    return line


def read_command(line: bytes) -> Command:
    """Read what the app said."""
    return _read(_COMMAND, line)


def read_event(line: bytes) -> Event:
    """Read what the child said."""
    return _read(_EVENT, line)


def _read(adapter: TypeAdapter[T], line: bytes) -> T:
    if len(line) > LINE_LIMIT:
        raise ProtocolError(f"a line of {len(line)} bytes")
    try:
        return adapter.validate_json(line)
    except ValueError as error:
        first = str(error).splitlines()
        raise ProtocolError(" ".join(part.strip() for part in first[:3])) from error


def _mended(value: object) -> object:
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    if isinstance(value, dict):
        return {key: _mended(held) for key, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [_mended(held) for held in value]
    return value
