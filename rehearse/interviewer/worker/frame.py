"""What a model's chat template puts around the texts, found out once by rendering it with markers.

The texts themselves are never rendered: they are tokenised apart, so that a control token in a person's answer
stays text. Templates run in jinja's sandbox, as the binding sets it up.
"""

from typing import Any, Final

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


def find_frame(template: str, begin: str, end: str) -> Frame | None:
    """Give the frame of a chat template, or None where it cannot be rendered; `begin` and `end` are BOS and EOS."""
    try:
        from llama_cpp.llama_chat_format import Jinja2ChatFormatter  # noqa: PLC0415 (jinja2 only when needed)

        formatter = Jinja2ChatFormatter(template=template, eos_token=end, bos_token=begin)
    except Exception:
        return None
    both = _render(formatter, [("system", _SYSTEM), ("user", _USER)])
    if both is not None and (frame := _cut(both)) is not None:
        return frame
    # Some templates know no system role: its text then opens the user's turn.
    alone = _render(formatter, [("user", f"{_SYSTEM}\n\n{_USER}")])
    return _cut(alone) if alone is not None else None


def _render(formatter: Any, turns: list[tuple[str, str]]) -> str | None:
    messages = [{"role": role, "content": content} for role, content in turns]
    try:
        # The graded text is the reply alone: templates that can are told not to let the model think aloud.
        return str(formatter(messages=messages, tools=[], enable_thinking=False).prompt)
    except Exception:
        return None


def _cut(rendered: str) -> Frame | None:
    if rendered.count(_SYSTEM) != 1 or rendered.count(_USER) != 1:
        return None
    before_system, rest = rendered.split(_SYSTEM)
    if _USER not in rest:
        return None
    before_user, after_user = rest.split(_USER)
    return Frame(before_system=before_system, before_user=before_user, after_user=_answering(after_user))


def _answering(after: str) -> str:
    """Close a thought the template opens, and choose the channel that is meant for the reader."""
    opened = after.rstrip()
    if opened.endswith(_THINK):
        return f"{opened}\n\n</think>\n\n"
    if opened.endswith(_CHANNEL):
        return f"{opened}<|channel|>final<|message|>"
    return after
