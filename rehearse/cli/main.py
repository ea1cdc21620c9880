"""The console script: global options, the commands by name, and the full-screen app when none is given."""

import importlib
import os
import sys
from pathlib import Path
from typing import Final

import click

from rehearse.cli.output import guard
from rehearse.errors import RehearseError
from rehearse.offline import seal

# command | where it is defined; imported only when it is called, so that `--version` stays fast
COMMANDS: Final = {
    "backup": "rehearse.cli.exchange:backup",
    "calibrate": "rehearse.cli.calibrate:calibrate",
    "card": "rehearse.cli.card:card",
    "compare": "rehearse.cli.compare:compare",
    "config": "rehearse.cli.config:config",
    "critique": "rehearse.cli.critique:critique",
    "debrief": "rehearse.cli.mock:debrief",
    "doctor": "rehearse.cli.doctor:doctor",
    "export": "rehearse.cli.exchange:export_attempts",
    "history": "rehearse.cli.history:history",
    "interviews": "rehearse.cli.interviews:interviews",
    "mock": "rehearse.cli.mock:mock",
    "import": "rehearse.cli.exchange:import_attempts",
    "models": "rehearse.cli.models:models",
    "paths": "rehearse.cli.paths:paths",
    "personas": "rehearse.cli.personas:personas",
    "plan": "rehearse.cli.plan:plan",
    "profile": "rehearse.cli.profile:profile",
    "questions": "rehearse.cli.questions:questions",
    "restore": "rehearse.cli.exchange:restore",
    "stories": "rehearse.cli.stories:stories",
    "trends": "rehearse.cli.trends:trends",
}

_LONGEST: Final = 300


WITHOUT_SETTINGS: Final = frozenset({"config"})
"""Commands that must run whatever stands in the settings."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Name all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name].split(":")
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[name]} is not a command")
        return command


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # 35 ms that no other command needs

        click.echo(f"rehearse {version('rehearse')}")
        ctx.exit()


@click.group(
    cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep database, settings and log in this folder.",
)
@click.option(
    "--questions",
    "packs",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Read this question pack, or all packs of this folder, too. May be given more than once.",
)
@click.option("--seed", type=int, help="Make the choice of questions and wordings repeatable.")
@click.option(
    "--demo", is_flag=True, help="Use sample data in a temporary folder; nothing of yours is read or written."
)
@click.option("--debug", is_flag=True, help="Show tracebacks, and log more.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version.",
)
@click.pass_context
def cli(  # noqa: PLR0913, PLR0917 (one argument an option)
    ctx: click.Context,
    data_dir: Path | None,
    packs: tuple[Path, ...],
    seed: int | None,
    demo: bool,
    debug: bool,
) -> None:
    """Rehearse behavioural interview answers against the clock, offline. Without a command: the app."""
    from tempfile import TemporaryDirectory

    from rehearse.compose import set_up, set_up_demo

    if demo and data_dir is not None:
        raise click.UsageError("--demo has a folder of its own; leave out --data-dir.")
    if demo:
        folder = ctx.with_resource(TemporaryDirectory(prefix="rehearse-demo-"))
        ctx.obj = set_up_demo(Path(folder), packs, seed, debug=debug)
    else:
        defaults = ctx.invoked_subcommand in WITHOUT_SETTINGS
        ctx.obj = set_up(data_dir, packs, seed, debug=debug, defaults=defaults)
    if ctx.invoked_subcommand is None:
        from rehearse.cli.running import run_app

        run_app(ctx.obj)


def main() -> None:
    """Run a command; whatever goes wrong is one sentence on standard error and exit status 1."""
    seal()
    os.umask(0o077)  # whatever is written is for its owner alone, the log's next file and an export too
    guard()
    try:
        cli(standalone_mode=True)
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        click.echo(f"rehearse: {_sentence(error)}", err=True)
        sys.exit(1)


def _sentence(error: Exception) -> str:
    """Say on one line, and not on a whole page, what went wrong."""
    if isinstance(error, RehearseError):
        return " ".join(str(error).split())
    return f"Something went wrong ({repr(error)[:_LONGEST]}); rehearse --debug COMMAND says where."
