"""The commands by name, each imported when it is called, and what stands before the name of one."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer

from sustainrubric import __version__

HELP = "Assess how well reforms will last."

SETTINGS: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    # Typer's own would write into the start-up files of somebody's shell; ours is `sustain completion`.
    "add_completion": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}

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
    "help": ("sustainrubric.cli.help", "show_help"),
    "textconv": ("sustainrubric.cli.textconv", "textconv"),
}

# For other programs to call, not for people: left out of the help.
HIDDEN = frozenset({"textconv"})


def root_options(
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version and stop.")] = False,
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Print long results at once, not page by page with $PAGER.")
    ] = False,
) -> None:
    """What `sustain` takes before the name of a command."""
    if version:
        from sustainrubric.terminal.console import write

        write(f"sustain {__version__}")
        raise typer.Exit


def command_named(name: str) -> Any:
    """The function of a command, or its Typer app."""
    module, attribute = COMMANDS[name]
    imported = import_module(module)
    # Commands that also start without typer import it for types only.
    vars(imported).setdefault("typer", typer)
    return getattr(imported, attribute)
