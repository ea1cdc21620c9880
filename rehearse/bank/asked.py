"""The questions of real interviews as a question pack of the user's own."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from rehearse.domain.interview import AskedQuestion, Interview
from rehearse.domain.text import one_line
from rehearse.domain.vocabulary import Competency, ProbeTopic
from rehearse.files import own_folder, write_file

FILE: Final = "real-interviews.toml"
"""The pack's file in the user's folder of packs; it is written anew whenever an interview is noted down."""
TITLE: Final = "Asked in real interviews"
_PROBES: Final = {
    ProbeTopic.OWNERSHIP: "Which part of that was your own decision?",
    ProbeTopic.TRADEOFF: "What did you rule out, and what did that cost?",
    ProbeTopic.METRIC: "What was measured before and after, and where?",
}
_MORE: Final = {
    Competency.BAD_DATA: (ProbeTopic.DATA, "How did you find out what was wrong with the data?"),
    Competency.DEPLOYMENT: (ProbeTopic.MONITORING, "What did you watch after the release?"),
    Competency.FAILURE: (ProbeTopic.FAILURE, "What in it was your own doing?"),
    Competency.INFLUENCE: (ProbeTopic.STAKEHOLDER, "Who was against it, and what changed their mind?"),
    Competency.AMBIGUITY: (ProbeTopic.CONTEXT, "What was unclear, and who could have told you?"),
    Competency.ACCURACY_VS_LATENCY: (ProbeTopic.CONSTRAINT, "Which limit decided it?"),
    Competency.MODEL_IMPROVEMENT: (ProbeTopic.LESSON, "Where was the bottleneck in the end?"),
}


def write_pack(folder: Path, interviews: Iterable[Interview]) -> Path | None:
    """Write every question once; without any the pack is taken away. `OSError` when that cannot be."""
    file = folder / FILE
    asked = {question.text: question for interview in interviews for question in interview.questions}
    if not asked:
        file.unlink(missing_ok=True)
        return None
    write_file(own_folder(folder) / FILE, "\n".join(_lines(asked.values())).encode())
    return file


def _lines(asked: Iterable[AskedQuestion]) -> Iterator[str]:
    yield "# Written by rehearse from your interviews; change them there, not here."
    yield "format = 1"
    yield f"title = {_quoted(TITLE)}"
    for number, question in enumerate(asked, start=1):
        yield ""
        yield "[[question]]"
        yield f'id = "asked-{number}"'
        yield f"text = {_quoted(question.text)}"
        yield f'competency = "{question.competency.value}"'
        yield ""
        yield "[question.probes]"
        topic, probe = _MORE[question.competency]
        for each, text in {**_PROBES, topic: probe}.items():
            yield f"{each.value} = {_quoted(text)}"
    yield ""


def _quoted(text: str) -> str:
    """Write a TOML string; everything that is not plain ASCII or that TOML reads is escaped."""
    line = one_line(text)
    return '"' + "".join(c if " " <= c <= "~" and c not in '"\\' else f"\\U{ord(c):08x}" for c in line) + '"'
