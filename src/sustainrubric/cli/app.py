"""The app: the commands by name, imported when called, how groups of them are listed, and the one error boundary."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from sustainrubric import __version__
from sustainrubric.cli.beside import refuse_without_effect
from sustainrubric.cli.boundary import boundary
from sustainrubric.cli.variables import connect

SETTINGS: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    # Typer's own would write into the start-up files of somebody's shell; ours is `sustain completion`.
    "add_completion": False,
}

_WHOLE = 200
"""Characters of the first sentence of a command's help that are enough for all of it."""

# Name -> module and what it holds: a function, or a Typer app with commands of its own.
COMMANDS = {
    "demo": ("sustainrubric.cli.demo", "demo"),
    "init": ("sustainrubric.cli.init", "init"),
    "new": ("sustainrubric.cli.new", "app"),
    "assess": ("sustainrubric.cli.assess", "assess"),
    "worksheet": ("sustainrubric.cli.worksheet", "worksheet"),
    "rate": ("sustainrubric.cli.rate", "rate"),
    "panel": ("sustainrubric.cli.panel", "app"),
    "kit": ("sustainrubric.cli.kit", "kit"),
    "validate": ("sustainrubric.cli.validate", "validate"),
    "fmt": ("sustainrubric.cli.fmt", "fmt"),
    "explain": ("sustainrubric.cli.explain", "explain"),
    "status": ("sustainrubric.cli.status", "status"),
    "score": ("sustainrubric.cli.score", "score"),
    "diff": ("sustainrubric.cli.diff", "diff"),
    "trend": ("sustainrubric.cli.trend", "trend"),
    "history": ("sustainrubric.cli.history", "history"),
    "plan": ("sustainrubric.cli.plan", "plan"),
    "report": ("sustainrubric.cli.report", "report"),
    "export": ("sustainrubric.cli.export", "export"),
    "form": ("sustainrubric.cli.form", "form"),
    "import": ("sustainrubric.cli.import_", "import_form"),
    "rubric": ("sustainrubric.cli.rubric", "app"),
    "migrate": ("sustainrubric.cli.migrate", "migrate"),
    "schema": ("sustainrubric.cli.schema", "schema"),
    "completion": ("sustainrubric.cli.completion", "completion"),
    "textconv": ("sustainrubric.cli.textconv", "textconv"),
}

# As `sustain --help` lists them: by what somebody is about to do.
SECTIONS: dict[str, list[str]] = {
    "Begin": ["demo", "init", "new"],
    "Fill in": ["assess", "worksheet", "rate", "panel", "kit"],
    "Check": ["validate", "explain", "fmt"],
    "See where it stands": ["status", "score", "report", "plan", "diff", "trend", "history"],
    "Hand over": ["form", "import", "export"],
    "Look up, set up": ["rubric", "migrate", "schema", "completion"],
}

# For other programs to call, not for people: left out of the help.
HIDDEN = frozenset({"textconv"})


class Group(TyperGroup):
    """Lists its commands with whole sentences: Click cuts them off in the middle."""

    def sections(self, ctx: typer.Context) -> Iterator[tuple[str, list[str]]]:
        """The names of the commands to list, under headings."""
        yield "Commands", self.list_commands(ctx)

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """One first column for all sections, so that they read as one list."""
        sections = list(self.sections(ctx))
        width = max(len(name) for _, names in sections for name in names)
        for title, names in sections:
            rows = [(name.ljust(width), self._sentence(ctx, name)) for name in names]
            with formatter.section(title):
                formatter.write_dl(rows)

    def _sentence(self, ctx: typer.Context, name: str) -> str:
        command = self.get_command(ctx, name)
        return command.get_short_help_str(_WHOLE) if command is not None else ""


def show_arguments_as_written(command: Any) -> None:
    """Let the usage lines of a command, and of those below it, name arguments as we write them.

    Newer versions of typer put brackets of their own around ours: `[[PATH]...]...`.
    """
    for param in command.params:
        if param.param_type_name == "argument" and param.metavar:
            given = param.metavar
            shown = given if param.required or given.startswith("[") else f"[{given}]"
            param.get_usage_pieces = partial(_pieces, shown)
    for inner in getattr(command, "commands", {}).values():
        show_arguments_as_written(inner)


def _pieces(shown: str, _: typer.Context) -> list[str]:
    return [shown]


class Commands(Group):
    """The group of all commands; builds only the one that is called."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return [name for name in COMMANDS if name not in HIDDEN]

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            self.commands[cmd_name] = _build(cmd_name)
        return self.commands[cmd_name]

    def sections(self, ctx: typer.Context) -> Iterator[tuple[str, list[str]]]:
        return iter(SECTIONS.items())

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        # Typer suggests a close name from the commands built so far, so build them for a wrong one.
        if args and args[0] not in COMMANDS:
            for name in COMMANDS:
                self.get_command(ctx, name)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        with boundary():
            code = super().invoke(ctx)
            if isinstance(code, int) and code:
                raise typer.Exit(code)
            return code


app = typer.Typer(
    cls=Commands,
    help="Assess how well reforms will last.",
    epilog="Options can be set in the environment, too: SUSTAIN_FORMAT for all commands, "
    "SUSTAIN_SCORE_FORMAT for one. What changes files is typed: --force, answers, rows.",
    no_args_is_help=True,
    **SETTINGS,
)


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version and stop.")] = False,
) -> None:
    if version:
        sys.stdout.write(f"sustain {__version__}\n")
        raise typer.Exit


def run(arguments: Sequence[str]) -> None:
    """Run one command and end the process with its exit code."""
    get_command(app)(args=list(arguments), prog_name="sustain")


def command_named(name: str) -> Any:
    """The function of a command, or its Typer app."""
    module, attribute = COMMANDS[name]
    imported = import_module(module)
    # Commands that also start without typer import it for types only.
    vars(imported).setdefault("typer", typer)
    return getattr(imported, attribute)


def _build(name: str) -> Any:
    target = command_named(name)
    if not isinstance(target, typer.Typer):
        single = typer.Typer(**SETTINGS)
        single.command(name)(target)
        target = single
    command = get_command(target)
    command.name = name
    connect(command, name)
    refuse_without_effect(command, name)
    show_arguments_as_written(command)
    return command
