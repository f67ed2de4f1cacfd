"""`sustain help`: the help of a command, by its name."""

from __future__ import annotations

from typing import Annotated

import typer

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.terminal.console import write


def show_help(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COMMAND]...", help="A command, such as score, or panel vote."),
    ] = None,
) -> None:
    """Show what a command does, with examples."""
    # Imported late: the tree imports all commands, this one too.
    from sustainrubric.cli.command_tree import command_tree
    from sustainrubric.cli.help_page import help_page

    command = command_tree()
    for word in words or []:
        below = {inner.name: inner for inner in command.commands}
        if word not in below:
            typed = quoted(" ".join(words or []))
            raise WrongUsage(f"there is no command {typed}{_near(word, list(below))}")
        command = below[word]
    write(help_page(command))


def _near(word: str, known: list[str]) -> str:
    from sustainrubric.instruments.explanations import explanation

    if explanation(word.upper()) is not None:
        return f"; `sustain explain {word.upper()}` says what that problem means"
    return did_you_mean(word, known) or "; `sustain help` lists the commands"
