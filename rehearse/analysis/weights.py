"""What was learnt from labelled answers (`make train`): numbers for each feature, read from a file once."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

Weights = Mapping[str, Sequence[float]]


@cache
def learnt(file: str) -> Weights:
    """Read the weights that lie beside the rules as FILE.json."""
    weights: dict[str, list[float]] = json.loads(
        files("rehearse.analysis").joinpath(f"{file}.json").read_text("utf-8")
    )
    return weights
