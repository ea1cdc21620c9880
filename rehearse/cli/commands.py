"""The commands by name: where each is defined, what it says of itself in a list, and examples for its help.

A command is imported when it is called, so that `--help`, `--version` and completing a name stay fast.
"""

import importlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from rehearse.cli.output import let_go

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

INTERRUPTED: Final = 130
"""The status of a command that was stopped with ctrl+c, as shells count it."""

# command | where it is defined, and the first sentence of its help
COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "backup": (
        "rehearse.cli.exchange:backup",
        "Copy the database, also while the app runs; without FILE into backups/ of the data folder.",
    ),
    "calibrate": (
        "rehearse.cli.calibrate:calibrate",
        "Put answers of known order to the rules and to a model, and say how often each is right.",
    ),
    "card": (
        "rehearse.cli.card:card",
        "Show one page for the last quarter of an hour: five openings, the numbers, the holes.",
    ),
    "compare": (
        "rehearse.cli.compare:compare",
        "Hold two attempts against each other, the earlier one first; rehearse history lists their ids.",
    ),
    "completion": (
        "rehearse.cli.completion:completion",
        "Write the script with which bash, zsh or fish completes commands, options, ids and names.",
    ),
    "config": ("rehearse.cli.config:config", "Show, check and edit the settings."),
    "critique": (
        "rehearse.cli.critique:critique",
        "Critique an answer: JSON in, JSON out; plain text is read as one answer.",
    ),
    "debrief": (
        "rehearse.cli.mock:debrief",
        "Write the debrief of a mock interview, of the latest one without an ID, as Markdown.",
    ),
    "doctor": (
        "rehearse.cli.doctor:doctor",
        "Say what is there and what is missing; status 1 when something must be mended.",
    ),
    "drill": (
        "rehearse.cli.drill:drill",
        "Answer one question, or take a special drill: in the app, or line by line with --plain.",
    ),
    "export": (
        "rehearse.cli.exchange:export_attempts",
        "Write finished attempts, oldest first: all of them, or those that fit every option.",
    ),
    "history": ("rehearse.cli.history:history", "List finished attempts, newest first; `show` reads one."),
    "import": (
        "rehearse.cli.exchange:import_attempts",
        "Read a JSON export; what is here already stays as it is, so a file can be read twice.",
    ),
    "interviews": (
        "rehearse.cli.interviews:interviews",
        "Note down real interviews; the questions asked become a pack of your own.",
    ),
    "mock": ("rehearse.cli.mock:mock", "Take a mock interview: in the app, or line by line with --plain."),
    "models": ("rehearse.cli.models:models", "List, check, choose and measure GGUF models."),
    "paths": ("rehearse.cli.paths:paths", "Show where database, settings, packs and log lie."),
    "personas": (
        "rehearse.cli.personas:personas",
        "List the personas with what they know and how long they listen; a broken file of your own is named.",
    ),
    "plan": (
        "rehearse.cli.plan:plan",
        "Say what to rehearse today: a quarter of an hour at most, unless set otherwise; free choice stays.",
    ),
    "profile": (
        "rehearse.cli.profile:profile",
        "Say who you are and which job it is; nothing of it leaves this machine.",
    ),
    "questions": ("rehearse.cli.questions:questions", "List the questions, or check a pack of your own."),
    "restore": (
        "rehearse.cli.exchange:restore",
        "Put a backup in the place of the database; the one that was there gets another name.",
    ),
    "stories": ("rehearse.cli.stories:stories", "Keep the stories your answers are made of."),
    "trends": (
        "rehearse.cli.trends:trends",
        "Tell what changes from attempt to attempt, which flaws come back, and how far your own ratings lie off.",
    ),
}

# command | what to type; a command whose own help has examples is left out
EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "": (
        "rehearse                                   the app",
        "rehearse --demo                            the app with sample data",
        "rehearse mock --questions 3                a mock interview",
        "rehearse critique answer.txt               a critique without a screen",
    ),
    "backup": ("rehearse backup", "rehearse backup ~/usb/rehearse.db"),
    "calibrate": ("rehearse calibrate --rules", "rehearse calibrate --model ~/models/qwen.gguf"),
    "card": ("rehearse card", "rehearse card | lp"),
    "compare": ("rehearse compare 12 17", "rehearse compare 12 17 --json | jq .gone"),
    "completion": (
        'eval "$(rehearse completion bash)"',
        "rehearse completion fish > ~/.config/fish/completions/rehearse.fish",
    ),
    "config check": ("rehearse config check",),
    "config edit": ("rehearse config edit", "VISUAL='code --wait' rehearse config edit"),
    "config show": (
        "rehearse config show",
        "rehearse config show screen",
        "rehearse config show --keys keys.typed",
    ),
    "debrief": ("rehearse debrief", "rehearse debrief 3 --json"),
    "doctor": ("rehearse doctor", "rehearse doctor --prove-offline"),
    "export": (
        "rehearse export --since 2026-11-01 --output report.md",
        "rehearse export --format json --output everything.jsonl",
        "rehearse export --format csv --competency failure | column -ts,",
    ),
    "history": (
        "rehearse history --competency failure",
        "rehearse history --search 'drift flaw:rambling'",
        "rehearse history --json | jq -r .critique.next_fix",
    ),
    "history show": ("rehearse history show", "rehearse history show 17 | less"),
    "import": (
        "rehearse import everything.jsonl",
        "ssh laptop rehearse export --format json | rehearse import -",
    ),
    "interviews list": ("rehearse interviews list",),
    "interviews remove": ("rehearse interviews remove 2",),
    "models bench": ("rehearse models bench ~/models/qwen.gguf",),
    "models check": ("rehearse models check --load ~/models/qwen.gguf",),
    "models list": ("rehearse models list", "rehearse models list --json | jq -r .file"),
    "models use": ("rehearse models use qwen", "rehearse models use --none", "rehearse models use --auto"),
    "paths": ("rehearse paths", 'cd "$(rehearse paths --json | jq -r .questions)"'),
    "personas": ("rehearse personas",),
    "plan": ("rehearse plan", "rehearse plan --days 7 --date 2026-12-01"),
    "profile job": ("rehearse profile job posting.txt",),
    "profile resume": ("rehearse profile resume cv.md",),
    "profile set": ("rehearse profile set --role 'ML Engineer' --date 2026-12-01",),
    "profile show": ("rehearse profile show",),
    "profile wipe": ("rehearse profile wipe",),
    "questions check": ("rehearse questions check", "rehearse questions check my-pack.toml"),
    "questions list": (
        "rehearse questions list --competency influence",
        "rehearse questions list --json | jq -r .id",
    ),
    "restore": ("rehearse restore ~/usb/rehearse.db",),
    "stories archive": ("rehearse stories archive old-router",),
    "stories check": ("rehearse stories check",),
    "stories export": ("rehearse stories export > stories.md",),
    "stories import": (
        "rehearse stories import stories.md",
        "rehearse stories export | rehearse stories import -",
    ),
    "stories list": ("rehearse stories list",),
    "stories new": ("rehearse stories new > story.md",),
    "stories restore": ("rehearse stories restore old-router",),
    "stories show": (
        "rehearse stories show ticket-router --angle failure",
        "rehearse stories show ticket-router > story.md",
    ),
    "stories versions": ("rehearse stories versions ticket-router",),
    "trends": ("rehearse trends --competency failure", "rehearse trends --since 2026-11-01"),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Name all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command and give it its examples."""
        if name not in COMMANDS:
            return None
        target, _ = COMMANDS[name]
        module, attribute = target.split(":")
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{target} is not a command")
        for path, each in _with_commands(name, command):
            if path in EXAMPLES:
                each.epilog = examples(path)
        return command

    # A reader that has gone, as behind `| head -1`, ends a command in peace, its help too.

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the global options."""
        try:
            return super().make_context(*args, **extra)
        except BrokenPipeError:
            let_go()
            raise SystemExit(0) from None

    def invoke(self, ctx: click.Context) -> object:
        """Call a command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            let_go()
            ctx.exit(0)
        except KeyboardInterrupt:
            click.echo(err=True)
            ctx.exit(INTERRUPTED)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands by their first sentences, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list["CompletionItem"]:
        """Complete the name of a command, without importing any, or an option."""
        from click.shell_completion import CompletionItem

        options = click.Command.shell_complete(self, ctx, incomplete)
        named = [
            CompletionItem(name, help=summary)
            for name, (_, summary) in sorted(COMMANDS.items())
            if name.startswith(incomplete)
        ]
        return [*named, *options]


def examples(path: str) -> str:
    """Write the examples of a command as they stand below its help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in EXAMPLES[path])


def _with_commands(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _with_commands(f"{path} {name}", below)
