"""What a model's chat template puts around the texts, found out once by rendering it with markers.

The texts themselves are never rendered: they are tokenised apart, so that a control token in a person's answer
stays text. Templates run in jinja's sandbox, as the binding sets it up.
"""

import json
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, NoReturn

from jinja2 import ext, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from rehearse.interviewer.protocol import Frame

PLAIN: Final = Frame(
    before_system="<|im_start|>system\n",
    before_user="<|im_end|>\n<|im_start|>user\n",
    after_user="<|im_end|>\n<|im_start|>assistant\n",
)
"""ChatML: what most models without a template of their own were shown in training."""

_SYSTEM: Final = "rehearse-system-text"
_USER: Final = "rehearse-user-text"
_THINK: Final = "<think>"
_CHANNEL: Final = "<|start|>assistant"
_MOST: Final = 16 * 1024
"""Letters of a frame; those of real templates have a few hundred."""
_SECONDS: Final = 2.0
_MEMORY: Final = 256 * 1024 * 1024
"""What rendering a template may take; a real one takes milliseconds and next to nothing."""


class _TooLongError(Exception):
    """A template that does not come to an end."""


def find_frame(template: str, begin: str, end: str) -> Frame | None:
    """Give the frame of a chat template, or None where it cannot be rendered; `begin` and `end` are BOS and EOS."""
    try:
        with _bounded():
            render = partial(_render, _compiled(template), begin, end)
            both = render([("system", _SYSTEM), ("user", _USER)])
            if both is not None and (frame := _cut(both)) is not None:
                return frame
            # Some templates know no system role: its text then opens the user's turn.
            alone = render([("user", f"{_SYSTEM}\n\n{_USER}")])
            return _cut(alone) if alone is not None else None
    except Exception:
        return None


@contextmanager
def _bounded() -> Iterator[None]:
    """Limit time and memory: a template is a program, and the sandbox keeps it from reaching out, not from going on.

    What no Python can interrupt, a power of huge numbers, is left to the app, which ends a child that is silent.
    """

    def stop(*_: object) -> None:
        raise _TooLongError

    held, most = resource.getrlimit(resource.RLIMIT_AS)
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, _SECONDS, _SECONDS)
    if (used := _address_space()) is not None:
        resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, most))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        resource.setrlimit(resource.RLIMIT_AS, (held, most))


def _address_space() -> int | None:
    """Give the bytes of address space in use; None where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return None


def _compiled(template: str) -> Any:
    """Compile a template as the binding does; its own class would load numpy and 0.1 s of what is not used here."""

    class Generation(ext.Extension):
        """Passes over the tag with which trainers mark what a model says."""

        tags = {"generation"}  # noqa: RUF012 (as declared by jinja2)

        def parse(self, parser: Any) -> list[nodes.Node]:
            parser.stream.skip(1)
            body: list[nodes.Node] = parser.parse_statements(("name:endgeneration",), drop_needle=True)
            return body

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[Generation, ext.loopcontrols]
    )
    environment.filters["tojson"] = partial(json.dumps, ensure_ascii=False)
    return environment.from_string(template)


def _render(template: Any, begin: str, end: str, turns: list[tuple[str, str]]) -> str | None:
    try:
        return str(
            template.render(
                messages=[{"role": role, "content": content} for role, content in turns],
                bos_token=begin,
                eos_token=end,
                add_generation_prompt=True,
                tools=[],
                functions=None,
                function_call=None,
                tool_choice=None,
                raise_exception=_refuse,
                strftime_now=_now,
                # The graded text is the reply alone: templates that can are told not to let the model think aloud.
                enable_thinking=False,
            )
        )
    except Exception:
        return None


def _refuse(message: str) -> NoReturn:
    raise ValueError(message)


def _now(form: str) -> str:
    return datetime.now().strftime(form)  # noqa: DTZ005 (the user's own calendar)


def _cut(rendered: str) -> Frame | None:
    if rendered.count(_SYSTEM) != 1 or rendered.count(_USER) != 1:
        return None
    before_system, rest = rendered.split(_SYSTEM)
    if _USER not in rest:
        return None
    before_user, after_user = rest.split(_USER)
    if len(before_system) + len(before_user) + len(after_user) > _MOST:
        return None
    return Frame(before_system=before_system, before_user=before_user, after_user=_answering(after_user))


def _answering(after: str) -> str:
    """Close a thought the template opens, and choose the channel that is meant for the reader."""
    opened = after.rstrip()
    if opened.endswith(_THINK):
        return f"{opened}\n\n</think>\n\n"
    if opened.endswith(_CHANNEL):
        return f"{opened}<|channel|>final<|message|>"
    return after
