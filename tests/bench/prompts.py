"""The prompts of the benches: a long answer as the interviewer and the coach read it, and a model file to read them."""

import re
import sys
from pathlib import Path

from rehearse.domain.persona import Persona
from rehearse.interviewer.prompting import PromptId, prompt, question_parts, tail_parts, told_parts
from rehearse.interviewer.protocol import Frame, Part
from tests import builders
from tests.bench import shaped
from tests.bench.kept import kept, source_of

SHAPE = "0.5b"
QUESTION = builders.question().text
LONG = {section: f"{text} " * 2 for section, text in builders.ANSWER.items()}
FOLLOW_UP = ("Task: follow-up, tradeoff.", "You said “kept the small model”. ")
CRITIQUE = ("Flaws found: no_tradeoff, missing_reflection\nTask: critique.", "")


def model() -> Path:
    """Give a model file in the shape of a 0.5B one, kept between runs: some 300 MB."""
    recipe = f"{SHAPE} {source_of(shaped, sys.modules[__name__])} {_words()}"
    return kept("shaped.gguf", recipe, lambda file: shaped.shaped_model(file, SHAPE, _words()))


def told(frame: Frame, sections: int = 5) -> tuple[Part, ...]:
    """Give what is read ahead once so many sections are told."""
    heard = dict(list(LONG.items())[:sections])
    return (*question_parts(frame, QUESTION, Persona.HIRING_MANAGER), *told_parts(heard))


def asking(frame: Frame, task: str, lead: str) -> tuple[Part, ...]:
    """Give the whole prompt of a task."""
    return (*told(frame), *tail_parts(frame, task, lead))


def _words() -> list[str]:
    texts = [prompt(which).text for which in PromptId] + list(LONG.values()) + [QUESTION]
    texts += [FOLLOW_UP[0], CRITIQUE[0], "system user assistant answer section"]
    return sorted({word for text in texts for word in re.findall(r"[A-Za-z]+", text)})
