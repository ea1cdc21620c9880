"""The line protocol between the app and the child process that holds the model: version 1.

One JSON object a line, UTF-8, at most `LINE_LIMIT` bytes, with `v` (the version) and `type` in each. The app
writes commands to the child's standard input, the child writes events to a descriptor of its own; both sides
validate what they read. Unknown fields are ignored, so that a newer side may say more; another `v` is refused.

    command   answered by
    load      progress… then ready or failed; the first line and no other
    feed      fed, or cancelled when a newer command came first; it is idle work that gives way
    generate  beat… delta… then done, cancelled or failed
    cancel    cancelled by the request it names; nothing when that is over

The child greets with hello. End of input means: exit.

Both processes load this before a model can be ready, and pydantic would take 70 ms of each. The first line stands in
`first_line.py`.
"""

from typing import Annotated, Final, Literal, TypeVar

from msgspec import DecodeError, Meta, Struct, to_builtins
from msgspec.json import Decoder, Encoder

from rehearse.interviewer.first_line import LINE_LIMIT, VERSION, ProtocolError

SEEDS: Final = 2**32
"""Seeds that llama.cpp tells apart."""

T = TypeVar("T")


class _Message(Struct, frozen=True, kw_only=True, tag_field="type", tag=str.lower):
    v: Literal[1] = VERSION


class Part(Struct, frozen=True, kw_only=True):
    """A piece of a prompt, tokenised on its own so that what stands before it never changes it.

    `special` says whether control tokens in the text count: true for the template's own pieces, never for what
    a person wrote. `keep` marks a boundary that later prompts are likely to share.
    """

    text: str
    special: bool = False
    keep: bool = False


class Frame(Struct, frozen=True, kw_only=True):
    """What a model's chat template puts around one system text and one user text."""

    before_system: str
    before_user: str
    after_user: str


class Sampling(Struct, frozen=True, kw_only=True):
    """How tokens are drawn; a temperature of 0 takes the likeliest."""

    temperature: Annotated[float, Meta(ge=0, le=2)] = 0.7
    top_k: Annotated[int, Meta(ge=0)] = 40
    top_p: Annotated[float, Meta(gt=0, le=1)] = 0.95
    min_p: Annotated[float, Meta(ge=0, le=1)] = 0.05
    seed: Annotated[int, Meta(ge=0, lt=SEEDS)] = 0


class Feed(_Message, frozen=True, kw_only=True):
    """Read a prompt ahead of time."""

    id: int
    parts: tuple[Part, ...]


class Generate(_Message, frozen=True, kw_only=True):
    """Go on from a prompt; with a `grammar` (GBNF, rule `root`) until its JSON value is complete.

    `reserve` is how many tokens of the context must be free for the reply; else the request fails before
    anything is read, and says how many tokens would be needed.
    """

    id: int
    parts: tuple[Part, ...]
    max_tokens: Annotated[int, Meta(ge=1, le=1 << 20)]
    reserve: Annotated[int, Meta(ge=1, le=1 << 20)] = 1
    sampling: Sampling = Sampling()
    grammar: str | None = None


class Cancel(_Message, frozen=True, kw_only=True):
    """Stop a request, running or waiting."""

    id: int


Command = Feed | Generate | Cancel


class Hello(_Message, frozen=True, kw_only=True):
    """The child is there; `binding` is the version of llama-cpp-python, empty when it is not installed."""

    pid: int
    binding: str


class Progress(_Message, frozen=True, kw_only=True):
    """How far loading is, from 0 to 1."""

    id: int
    fraction: float


class Ready(_Message, frozen=True, kw_only=True):
    """The model is loaded; `own_template` is false when it brought none and got a plain one.

    `name` and `size`, in bytes, are what its file says of itself.
    `rolls_back` is false for models whose memory cannot be cut back to a prefix (recurrent and hybrid ones).
    """

    id: int
    name: str = ""
    size: int = 0
    description: str
    context: int
    own_template: bool
    rolls_back: bool
    frame: Frame
    milliseconds: float


class Fed(_Message, frozen=True, kw_only=True):
    """A prompt was read ahead: how many tokens were known already, how many had to be read."""

    id: int
    reused: int
    evaluated: int
    milliseconds: float


class Beat(_Message, frozen=True, kw_only=True):
    """The request is being worked on: tokens of the prompt still to be read, tokens drawn so far."""

    id: int
    remaining: int
    drawn: int


class Delta(_Message, frozen=True, kw_only=True):
    """New text, whole characters only."""

    id: int
    text: str


class Done(_Message, frozen=True, kw_only=True):
    """The request is over: by the model's own end, by `max_tokens`, or because the context is full."""

    id: int
    reason: Literal["stop", "length", "context"]
    reused: int
    evaluated: int
    drawn: int
    first_token_milliseconds: float
    milliseconds: float


class Cancelled(_Message, frozen=True, kw_only=True):
    """The request was stopped; the next one starts from a consistent state."""

    id: int


class Failed(_Message, frozen=True, kw_only=True):
    """The request failed; `code` is one of `rehearse.interviewer.troubles.Code`, `detail` for the log."""

    id: int
    code: str
    detail: str = ""
    tokens: int = 0


Event = Hello | Progress | Ready | Fed | Beat | Delta | Done | Cancelled | Failed

_COMMAND: Final[Decoder[Command]] = Decoder(Command)
_EVENT: Final[Decoder[Event]] = Decoder(Event)
_ENCODER: Final = Encoder()


def write(message: Command | Event) -> bytes:
    """Give the line of a message; `ProtocolError` when it is too long.

    Lone surrogates, which UTF-8 cannot hold, become question marks.
    """
    try:
        line = _ENCODER.encode(message) + b"\n"
    except UnicodeEncodeError:
        line = _ENCODER.encode(_mended(to_builtins(message))) + b"\n"
    if len(line) > LINE_LIMIT:
        raise ProtocolError(f"a line of {len(line)} bytes")
    return line


def read_command(line: bytes) -> Command:
    """Read what the app said."""
    return _read(_COMMAND, line)


def read_event(line: bytes) -> Event:
    """Read what the child said."""
    return _read(_EVENT, line)


def _read(decoder: Decoder[T], line: bytes) -> T:
    if len(line) > LINE_LIMIT:
        raise ProtocolError(f"a line of {len(line)} bytes")
    try:
        return decoder.decode(line)
    except (DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ProtocolError(str(error)) from error


def _mended(value: object) -> object:
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    if isinstance(value, dict):
        return {key: _mended(held) for key, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [_mended(held) for held in value]
    return value
