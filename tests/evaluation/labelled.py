"""The labelled answers: read from disk, split into hands to tune on and fresh ones to measure on."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from rehearse.cli.contract import AnswerInput
from rehearse.domain.answer import Answer
from rehearse.domain.persona import SHIPPED
from rehearse.domain.section import SECTIONS

FOLDER: Final = Path(__file__).parents[1] / "data" / "labelled"
FRESH: Final = "efg"
"""Hands that are only measured on."""
Item = dict[str, Any]


def items() -> list[Item]:
    """Read every labelled answer, in the order of the files."""
    found = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        found += [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return found


def listed(kind: str) -> list[Item]:
    """Read the pairs or the repeats of every hand."""
    found: list[Item] = []
    for path in sorted(FOLDER.glob(f"*.{kind}.json")):
        for place, item in enumerate(json.loads(path.read_text("utf-8"))):
            found.append({**item, "key": f"{path.name}-{place}"})
    return found


def held_out(key: str) -> bool:
    """Tell whether an answer, pair or repeat is of a hand that came when the engine was done."""
    return key.removeprefix("hand_")[0] in FRESH


def half(found: Iterable[Item], which: str, field: str = "id") -> list[Item]:
    """Keep the hands to tune on, "tune", the fresh ones, "held", or "all"."""
    return [item for item in found if which == "all" or held_out(item[field]) == (which == "held")]


def answer(item: Item) -> Answer:
    """Give the answer without its labels, checked as the command line checks it."""
    fields = {key: value for key, value in item.items() if key in AnswerInput.model_fields}
    return AnswerInput.model_validate({"id": "x", **fields}).answer(SHIPPED)


def joined(item: Item) -> Answer:
    """Give the same answer as one text without sections or seconds."""
    fields = {key: value for key, value in item.items() if key not in ("sections", "seconds", "text")}
    if "text" in item:
        return answer({**fields, "text": item["text"]})
    parts = [item["sections"].get(section.value, "").strip() for section in SECTIONS]
    return answer({**fields, "text": " ".join(part for part in parts if part)})


def letters(item: Item) -> str | None:
    """Give the section letter of each character of the joined text; None where the sections are not known."""
    if "segments" in item["labels"]:
        return "".join(each["label"] * len(each["text"]) for each in item["labels"]["segments"])
    if "text" in item:
        return None
    parts = [(item["sections"].get(section.value, "").strip(), section.letter) for section in SECTIONS]
    filled = [(text, letter) for text, letter in parts if text]
    return " ".join(letter * len(text) for text, letter in filled) if len(filled) >= 4 else None
