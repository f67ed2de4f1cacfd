"""The app: the commands by name, imported when called, how groups of them are listed, and the one error boundary."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, get_type_hints

import typer
from typer.core import TyperGroup
from typer.main import get_command

from sustainrubric.cli.beside import refuse_without_effect
from sustainrubric.cli.boundary import boundary
from sustainrubric.cli.command_names import COMMANDS, HELP, HIDDEN, SETTINGS, command_named, root_options
from sustainrubric.cli.help_page import help_of, show_help_pages
from sustainrubric.cli.one_file import take_the_one_file
from sustainrubric.cli.variables import connect


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


class Commands(TyperGroup):
    """The group of all commands; builds only the one that is called."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return [name for name in COMMANDS if name not in HIDDEN]

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            self.commands[cmd_name] = _build(cmd_name)
        return self.commands[cmd_name]

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        return help_of("", ctx)

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        # Typer suggests a close name from the commands built so far, so build them for a wrong one.
        if args and args[0] not in COMMANDS:
            for name in COMMANDS:
                self.get_command(ctx, name)
        return super().resolve_command(ctx, args)

    def make_context(self, *arguments: Any, **settings: Any) -> Any:
        with boundary():
            return super().make_context(*arguments, **settings)

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        with boundary():
            code = super().invoke(ctx)
            if isinstance(code, int) and code:
                raise typer.Exit(code)
            return code


app = typer.Typer(
    cls=Commands,
    help=HELP,
    no_args_is_help=True,
    **SETTINGS,
)

app.callback()(root_options)


def run(arguments: Sequence[str]) -> None:
    """Run one command and end the process with its exit code."""
    get_command(app)(args=list(arguments), prog_name="sustain")


def _build(name: str) -> Any:
    target = command_named(name)
    _take_words_in_any_case(target)
    if not isinstance(target, typer.Typer):
        single = typer.Typer(**SETTINGS)
        single.command(name)(target)
        target = single
    command = get_command(target)
    command.name = name
    connect(command, name)
    take_the_one_file(command, name)
    refuse_without_effect(command, name)
    show_arguments_as_written(command)
    show_help_pages(command, name)
    return command


def _take_words_in_any_case(target: Any) -> None:
    """Let options that take one of some words take them in any case, in a command or a group of them."""
    commands = target.registered_commands if isinstance(target, typer.Typer) else [target]
    for command in commands:
        function = getattr(command, "callback", command)
        # Written as text, annotations would be made anew when typer reads them.
        function.__annotations__ = get_type_hints(function, include_extras=True)
        for hint in function.__annotations__.values():
            for info in getattr(hint, "__metadata__", ()):
                if isinstance(info, typer.models.ParameterInfo):
                    info.case_sensitive = False
