"""The branches of a shell's `case` that say what comes next; bash and zsh write them alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sustainrubric.report.command_tree import FILES, FOLDERS, Command, Words

Reference = Callable[[Words], str]
"""How a shell names a set of words that the script holds."""


def value_cases(root: Command, reference: Reference) -> Iterator[str]:
    """What the value of each option is, and what follows a `=` in it."""
    for command in root.all():
        for option in command.options:
            if option.value:
                spellings = "|".join(f'"{command.path} {name}"' for name in option.names)
                yield f"        {spellings}) what={_what(option.completes, reference)} ;;"
            then = option.completes.then if option.completes is not None else None
            if then is not None:
                spellings = "|".join(f'"{command.path} {name}="' for name in option.names)
                yield f"        {spellings}) what={_what(then, reference)} ;;"


def argument_cases(
    root: Command, reference: Reference, sub_commands: Callable[[Command], str]
) -> Iterator[str]:
    """What each argument is, by its place."""
    for command in root.all():
        if command.commands:
            yield f'        "{command.path} "[0-9]*) what={sub_commands(command)} ;;'
        for position, argument in enumerate(command.arguments):
            count = "[0-9]*" if argument.repeats else f'"{position}"'
            yield f'        "{command.path} "{count}) what={_what(argument.completes, reference)} ;;'


def _what(words: Words | None, reference: Reference) -> str:
    if words is None:
        return '""'
    return f"@{words.name}" if words.name in (FILES, FOLDERS) else reference(words)
