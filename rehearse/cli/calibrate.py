"""`rehearse calibrate`: how far rules and model can be trusted, on answers whose order is known."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.progress import loading, progress
from rehearse.cli.storing import opened_store
from rehearse.compose import Setup
from rehearse.domain.text import json_text
from rehearse.errors import RehearseError

if TYPE_CHECKING:
    from rehearse.interviewer.calibration import Calibration


@click.command()
@click.option("--model", "wanted", help="A GGUF file or the name of a model; without it the one in use.")
@click.option("--rules", "rules_only", is_flag=True, help="Leave the model out.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_obj
def calibrate(setup: Setup, wanted: str | None, rules_only: bool, as_json: bool) -> None:
    """Put answers of known order to the rules and to a model, and say how often each is right.

    With a model this takes as long as some forty critiques; the result is stored for the model.
    """
    from rehearse.analysis.engine import critique
    from rehearse.interviewer.calibration import calibrate as run
    from rehearse.interviewer.shelf import model_to_use

    found = None if rules_only else model_to_use(setup.paths, wanted)
    if wanted is not None and found is None:
        raise RehearseError(f"There is no model {wanted}.")
    if found is not None and found.trouble is not None:
        raise RehearseError(f"{found.file}: {found.trouble}")
    if found is None:
        if not rules_only:
            click.echo("rehearse: no model was found; the rules alone.", err=True)
        result = run(critique)
    else:
        result = _with_model(setup, found.file)
    with opened_store(setup) as store:
        disputed = store.remarks.disputed()
    if as_json:
        counts = {flaw.value: times for flaw, times in disputed.items()}
        click.echo(json_text(result.model_dump(mode="json") | {"disputed": counts}))
        return
    click.echo(_page(result))
    if disputed:
        listed = ", ".join(f"{flaw.label} {times}×" for flaw, times in disputed.items())
        click.echo(f"You disputed: {listed}. Disputed findings are in no trend.")


def _with_model(setup: Setup, file: Path) -> "Calibration":
    from rehearse.analysis.engine import critique as by_rules
    from rehearse.interviewer.calibration import calibrate as run
    from rehearse.interviewer.calibration import store_calibration
    from rehearse.interviewer.settings import runtime_settings
    from rehearse.interviewer.troubles import ModelTrouble
    from rehearse.interviewer.unattended import UnattendedModel

    try:
        settings = runtime_settings(setup.paths, setup.config.model)
        with ExitStack() as stack:
            with progress("Loading") as show:
                model = stack.enter_context(UnattendedModel(file, settings, loading(show)))
            with progress("Critiques") as show:
                result = run(by_rules, model.critique, lambda done, of: show(done / of))
                show(1.0)
    except ModelTrouble as trouble:
        raise RehearseError(f"{file}: {trouble}") from trouble
    result = result.model_copy(update={"file": str(file), "size": file.stat().st_size})
    try:
        store_calibration(setup.paths.data, result)
    except OSError as error:
        click.echo(f"rehearse: the result cannot be stored: {error.strerror or error}.", err=True)
    return result


def _page(result: "Calibration") -> str:
    lines = [f"rules   {result.rules.text}"]
    if result.model is not None:
        lines.append(f"model   {result.model.text}")
        agreement = (
            "not measured" if result.agreement is None else f"{result.agreement:.0%}".replace("%", " %")
        )
        lines.append(f"        {result.name}: flaws in common between two runs: {agreement}")
        lines.append(f"        quotes dropped because nobody said them: {result.dropped_quotes}")
        if result.unusable:
            lines.append(f"        critiques that could not be used: {result.unusable}")
    return "\n".join(lines)
