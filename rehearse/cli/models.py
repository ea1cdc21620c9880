"""`rehearse models`: the models on this machine; checking, choosing and measuring them. Nothing is downloaded."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rehearse.cli.loading import loaded, usable
from rehearse.cli.progress import busy
from rehearse.compose import Setup
from rehearse.domain.text import in_bytes, json_text
from rehearse.errors import RehearseError
from rehearse.interviewer.port import NONE_FOUND
from rehearse.paths import bundled_models

if TYPE_CHECKING:
    from rehearse.interviewer.discovery import FoundModel
    from rehearse.interviewer.gguf import ModelFacts


@click.group()
def models() -> None:
    """List, check, choose and measure GGUF models."""


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object a line.")
@click.pass_obj
def list_models(setup: Setup, as_json: bool) -> None:
    """List the models on this machine, and what suits its memory."""
    from rehearse.interviewer.catalogue import advice, machine_memory
    from rehearse.interviewer.shelf import model_to_use, models_of

    found = models_of(setup.paths)
    used = model_to_use(setup.paths)
    if as_json:
        for model in found:
            click.echo(json_text(_record(model, used)))
        return
    for model in found:
        click.echo(_line(model, used))
    if not found:
        click.echo(NONE_FOUND)
    click.echo(f"\n{advice(bundled_models() / 'catalogue.toml', machine_memory())}")


@models.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--load", is_flag=True, help="Load it too, in a process of its own.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_obj
def check(setup: Setup, file: Path, load: bool, as_json: bool) -> None:
    """Say what a GGUF file is and whether it can be used here."""
    from rehearse.interviewer.preflight import available_memory, describe
    from rehearse.interviewer.preflight import check as check_memory
    from rehearse.interviewer.troubles import ModelTrouble

    try:
        facts, free = describe(file), available_memory()
        if not as_json:
            click.echo("\n".join(_page(facts, free)))
        check_memory(file)
    except ModelTrouble as trouble:
        raise RehearseError(f"{file}: {trouble}") from trouble
    ready = None
    if load:
        with loaded(setup, file) as model:
            ready = model.runtime.ready
    if as_json:
        told = facts._asdict() | {"file": str(file), "free": free}
        click.echo(json_text(told | ({"loaded_ms": ready.milliseconds} if ready else {})))
        return
    if ready is not None:
        click.echo(f"loaded        {ready.description}, in {ready.milliseconds / 1000:.1f} s")
    click.echo("This model can be used.")


def _page(facts: "ModelFacts", free: int | None) -> Iterator[str]:
    yield f"name          {facts.name or 'not given'}"
    yield f"architecture  {facts.architecture}"
    yield f"quantisation  {facts.quantisation or 'not given'}"
    yield f"context       {facts.context or 'not given'} tokens"
    yield f"template      {'its own' if facts.has_template else 'none: a plain one is used'}"
    yield f"size          {in_bytes(facts.size)}"
    have = f", {in_bytes(free)} are free" if free is not None else ""
    yield f"memory        needs about {in_bytes(facts.needs)}{have}"


@models.command()
@click.argument("name", required=False)
@click.option(
    "--none", "nothing", is_flag=True, help="Let the built-in interviewer ask, whatever models there are."
)
@click.option("--auto", is_flag=True, help="Forget the choice: the largest model of your own that fits asks.")
@click.pass_obj
def use(setup: Setup, name: str | None, nothing: bool, auto: bool) -> None:
    """Choose a model by file or name; it is loaded when the app starts."""
    from rehearse.interviewer.choice import choose_model, forget_choice

    if [name is not None, nothing, auto].count(True) != 1:
        raise click.UsageError("Give the name of a model, --none or --auto.")
    found = usable(setup, name) if name is not None else None
    try:
        if auto:
            forget_choice(setup.paths.data)
        else:
            choose_model(setup.paths.data, found.file if found else None)
    except OSError as error:
        raise RehearseError(f"The choice cannot be written: {error.strerror or error}.") from error
    if auto:
        click.echo("The choice is forgotten; the largest model of your own that fits asks from now on.")
    elif found is None:
        click.echo("The built-in interviewer asks from now on, whatever models there are.")
    else:
        click.echo(f"{found.name} plays the interviewer from now on.")


@models.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_obj
def bench(setup: Setup, file: Path, as_json: bool) -> None:
    """Measure how fast a model reads and speaks on this machine."""
    import asyncio

    from rehearse.interviewer.settings import runtime_settings
    from rehearse.interviewer.troubles import ModelTrouble
    from rehearse.interviewer.unattended import measure

    try:
        with busy("Loading and measuring"):
            speed = asyncio.run(measure(file, runtime_settings(setup.paths, setup.config.model)))
    except ModelTrouble as trouble:
        raise RehearseError(f"{file}: {trouble}") from trouble
    click.echo(json_text(asdict(speed)) if as_json else speed.text)


def _line(model: "FoundModel", used: "FoundModel | None") -> str:
    mark = "*" if used is not None and used.file == model.file and not used.trouble else " "
    what = str(model.trouble)
    if model.facts is not None:
        facts = model.facts
        context = f"{facts.context // 1024}k context" if facts.context else "context unknown"
        what = f"{facts.architecture} {facts.quantisation}, {in_bytes(facts.size)}, {context}"
    return f"{mark} {model.name}\n    {what}\n    {model.source}: {model.file}"


def _record(model: "FoundModel", used: "FoundModel | None") -> dict[str, Any]:
    facts = model.facts
    return {
        "name": model.name,
        "file": str(model.file),
        "source": model.source,
        "used": used is not None and used.file == model.file and not used.trouble,
        "architecture": facts.architecture if facts else None,
        "quantisation": facts.quantisation if facts else None,
        "size": facts.size if facts else None,
        "context": facts.context if facts else None,
        "trouble": str(model.trouble) if model.trouble else None,
    }
