"""How commands that hold commands are made and listed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import typer
from typer.core import TyperGroup

SETTINGS: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    # Typer's own would write into the start-up files of somebody's shell; ours is `sustain completion`.
    "add_completion": False,
}

_WHOLE = 200
"""Characters of the first sentence of a command's help that are enough for all of it."""


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
