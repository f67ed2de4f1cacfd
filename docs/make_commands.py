"""Make docs/commands.md from the commands themselves; run it when one of them changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sustainrubric.cli.command_tree import Command, CommandOption, command_tree
from sustainrubric.cli.help_examples import EXAMPLES
from sustainrubric.cli.help_page import SECTIONS, by_purpose, usage

TARGET = Path(__file__).with_name("commands.md")

_HEAD = """\
# Commands

<!-- Made by docs/make_commands.py from the commands; do not edit. -->

`sustain help COMMAND` shows the same in the terminal. The examples work in the folder that `sustain demo` makes.
"""


def commands_page() -> str:
    """The whole page: all commands, the options that several have, then each command with its examples."""
    root = command_tree()
    return "\n".join([_HEAD, *_overview(root), *_shared(root), *_commands(root)]) + "\n"


def _overview(root: Command) -> Iterator[str]:
    by_name = {command.name: command for command in root.commands}
    for title, names in SECTIONS.items():
        yield f"**{title}**\n"
        yield "| Command | What it does |\n| --- | --- |"
        for name in names:
            for command in by_name[name].all():
                if not command.commands:
                    link = f"#sustain-{command.path.replace(' ', '-')}"
                    yield f"| [{command.path}]({link}) | {_cell(command.summary)} |"
        yield ""


def _shared(root: Command) -> Iterator[str]:
    """The options that more than one command has, and whether they mean one thing in all of them."""
    found: dict[str, list[tuple[Command, CommandOption]]] = defaultdict(list)
    for command in root.all():
        for option in command.options:
            found[option.names[0]].append((command, option))
    yield "## Options that several commands have\n"
    yield "| Option | Value | What it means | In |\n| --- | --- | --- | --- |"
    for name, uses in sorted(found.items()):
        if len(uses) == 1 or name == "--help":
            continue
        meanings: dict[tuple[str, str], list[str]] = defaultdict(list)
        for command, option in uses:
            meanings[option.value, option.help].append(command.path or "sustain")
        for (value, text), paths in meanings.items():
            yield f"| `{name}` | {_code(value)} | {_cell(text)} | {', '.join(paths)} |"
    yield ""


def _commands(root: Command) -> Iterator[str]:
    for command in root.all():
        if not command.path or command.commands:
            continue
        yield f"## sustain {command.path}\n"
        yield f"{_cell(command.summary)}.\n"
        yield "```console"
        yield from (f"$ sustain {example.line}" for example in EXAMPLES.get(command.path, ()))
        yield "```\n"
        yield f"`{usage(command)}`\n"
        yield from (f"{_cell(paragraph)}\n" for paragraph in command.details)
        if command.arguments:
            yield "| Argument | |\n| --- | --- |"
            yield from (f"| `{argument.name}` | {_cell(argument.help)} |" for argument in command.arguments)
            yield ""
        yield "| Option | |\n| --- | --- |"
        for _, options in by_purpose(command.options):
            for option in options:
                names = ", ".join(f"`{name}`" for name in reversed(option.names))
                yield f"| {names} {_code(option.value)} | {_cell(option.text)} |"
        yield ""


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|") if text else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    TARGET.write_text(commands_page(), encoding="utf-8", newline="\n")
