"""What no message may say: an option that its command does not have, or words of the libraries underneath.

Every run of `sustain` in a test is held to it; see `conftest.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

OPTION = re.compile(r"(?<![\w<!-])--[a-z][a-z-]*[a-z](?![\w-])")

# Another program's, named in a hint: `git config --global ...`.
OTHERS = re.compile(r"`?\b(?:git|gh|pip|python|pipx)\b[^`\n]*")

OF_LIBRARIES = re.compile(
    r"Value error,|Input should be|Field required|Extra inputs are|validation error|pydantic|\[type="
    r"|while (?:scanning|parsing)|could not (?:find|determine)|mapping values are not allowed|expected <\w|found '\S+'"
    r"|Invalid value for|No such option|No such command|Missing (?:argument|option)|Possible options|Got unexpected"
    r"|Traceback|UserWarning|yaml\.(?:scanner|parser)|Errno|Expecting value|is not a valid (?:integer|int|float|uuid)"
)

_COMMAND = re.compile(r"\bsustain ((?:[a-z]+[ `]?){1,2})([^`\n]*)")


@cache
def options_by_command() -> dict[str, frozenset[str]]:
    """The options of each command by its words; of groups as of their commands together."""
    from sustainrubric.cli.command_tree import command_tree

    found = {}
    for command in command_tree().all():
        inside = [command, *command.commands]
        found[command.path] = frozenset(
            name for each in inside for option in each.options for name in (*option.names, *option.old)
        ) | {"--help"}
    found["rubric show"] = found.get("rubric show", frozenset())
    return found


def command_of(words: Sequence[str]) -> str:
    """The command that a command line calls, of its one or two words."""
    known = options_by_command()
    two = " ".join(words[:2])
    return two if two in known else words[0] if words and words[0] in known else ""


def wrong_words(arguments: Sequence[str], said: str) -> list[str]:
    """What the messages of a run should not say; what the user typed may be told again."""
    typed = " ".join(arguments)
    lines = OTHERS.sub("", said).splitlines()
    found = [word for line in lines for word in OF_LIBRARIES.findall(line) if word not in typed]
    return found + [
        word for line in lines for word in _unknown(line, command_of(arguments)) if word not in typed
    ]


def _unknown(line: str, command: str) -> Iterator[str]:
    """Options that a line names and the command it names, or the one that runs, does not have."""
    known = options_by_command()
    for named in _COMMAND.finditer(line):
        other = command_of(named[1].replace("`", " ").split())
        if other:
            yield from (option for option in OPTION.findall(named[0]) if option not in known[other])
            line = line.replace(named[0], "")
    own = known.get(command, frozenset[str]())
    yield from (option for option in OPTION.findall(line) if command and option not in own)
