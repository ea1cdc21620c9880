"""The console script: global options, the commands by name, and the full-screen app when none is given."""

import os
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

import click

from rehearse.cli.commands import LazyGroup, examples
from rehearse.cli.output import guard, let_go
from rehearse.errors import RehearseError
from rehearse.offline import seal

_LONGEST: Final = 300
"""Letters of an error that nobody foresaw, as its sentence repeats them."""
WITHOUT_SETTINGS: Final = frozenset({"completion", "config"})
"""Commands that must run whatever stands in the settings."""
WITHOUT_LOG: Final = frozenset({"completion", "config", "paths", "personas", "questions"})
"""Commands that open neither a database nor a model: they have nothing to log, and do not wait 30 ms for it."""


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # 35 ms that no other command needs

        click.echo(f"rehearse {version('rehearse')}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(""),
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
    from rehearse.compose import early_start, set_up, set_up_demo

    if demo and data_dir is not None:
        raise click.UsageError("--demo has a folder of its own; leave out --data-dir.")
    app, early = ctx.invoked_subcommand is None, None
    if app:
        from rehearse.cli.running import check_terminal, run_app

        check_terminal()
        early = None if demo else ctx.with_resource(closing(early_start(data_dir)))
    if demo:
        from rehearse.demo.folder import demo_folder

        ctx.obj = set_up_demo(ctx.with_resource(demo_folder()), packs, seed, debug=debug)
    else:
        defaults = ctx.invoked_subcommand in WITHOUT_SETTINGS
        ctx.obj = set_up(data_dir, packs, seed, debug=debug, defaults=defaults)
    if ctx.invoked_subcommand not in WITHOUT_LOG:
        from rehearse.logs import start_logging

        start_logging(ctx.obj.paths.log, debug=debug)
    if app:
        run_app(ctx.obj, early=early)


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
        if isinstance(error, OSError):
            let_go()  # what could not be written is not tried again at the end
        click.echo(f"rehearse: {_sentence(error)}", err=True)
        sys.exit(1)


def _sentence(error: Exception) -> str:
    """Say on one line, and not on a whole page, what went wrong."""
    if isinstance(error, RehearseError):
        return " ".join(str(error).split())
    if isinstance(error, OSError) and error.strerror and error.filename is None:
        return f"The output cannot be written: {error.strerror}."
    return f"Something went wrong ({repr(error)[:_LONGEST]}); rehearse --debug COMMAND says where."
