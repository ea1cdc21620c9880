"""Templates rendered as the binding's own class renders them, which takes too long to load."""

from typing import Any

import pytest
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from rehearse.interviewer.worker.frame import _compiled, _render
from tests.native.models import CHATML

TURNS = [("system", "Be “brief”."), ("user", "A question\nof two lines")]
TEMPLATES = {
    "ChatML": CHATML,
    "its own tokens": "{{ bos_token }}{% for m in messages %}{{ m.role }}: {{ m.content }}{{ eos_token }}{% endfor %}",
    "white space": "{% for m in messages %}\n  {% if m.content %}\n  {{ m.content }}\n  {% endif %}\n{% endfor %}\n",
    "a mark of trainers": "{% for m in messages %}{% generation %}{{ m.content }}{% endgeneration %}{% endfor %}",
    "a loop left": "{% for m in messages %}{{ m.content }}{% break %}{% endfor %}{{ tools|length }}{{ functions }}",
    "JSON": "{{ messages|tojson }}{{ messages[0]|tojson(indent=2) }}{{ tool_choice|tojson }}",
    "no thinking": "{% if enable_thinking is defined and enable_thinking %}<think>{% endif %}{{ messages[0].content }}",
    "the day": "{{ strftime_now('%Y') }}{{ messages[1].content }}",
    "refuses a system text": "{% if messages[0].role == 'system' %}{{ raise_exception('no') }}{% endif %}",
    "reaches out": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
}


def by_the_binding(template: str) -> str | None:
    formatter: Any = Jinja2ChatFormatter(template=template, bos_token="<s>", eos_token="</s>")
    messages = [{"role": role, "content": content} for role, content in TURNS]
    try:
        return str(formatter(messages=messages, tools=[], enable_thinking=False).prompt)
    except Exception:
        return None


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_is_rendered_as_by_the_binding(kind: str) -> None:
    rendered = _render(_compiled(TEMPLATES[kind]), "<s>", "</s>", TURNS)
    assert rendered == by_the_binding(TEMPLATES[kind])
    assert (rendered is None) == (kind in {"refuses a system text", "reaches out"})
