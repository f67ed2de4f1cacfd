"""`sustain completion`: a completion script for a shell; it starts no program of ours."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated

import typer


class Shell(StrEnum):
    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")],
) -> None:
    """Print a script that completes commands, options, element ids, levels and codes in a shell.

    How to load it stands at its top, and in docs/completion.md.
    """
    from sustainrubric.cli.command_files import completion_script
    from sustainrubric.cli.command_tree import command_tree
    from sustainrubric.cli.completion_raters import with_raters
    from sustainrubric.terminal.console import write_data

    write_data(completion_script(shell, with_raters(command_tree(), os.curdir)))
