"""Make docs/sustain.1 from the help of the commands; run it when one of them changes."""

from __future__ import annotations

from pathlib import Path

from sustainrubric import __version__
from sustainrubric.cli import command_files
from sustainrubric.cli.command_tree import command_tree

TARGET = Path(__file__).with_name("sustain.1")


def man_page() -> str:
    """The whole page."""
    return command_files.man_page(command_tree(), __version__)


if __name__ == "__main__":
    TARGET.write_text(man_page(), encoding="utf-8", newline="\n")
