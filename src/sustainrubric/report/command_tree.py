"""The commands as data, for what is made from them: completion in shells, the man page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

FILES, FOLDERS = "files", "folders"
"""What is completed by the shell itself."""


@dataclass(frozen=True)
class Words:
    """What a value is completed with: a named set of words, each with what it stands for.

    `then` is the set for what follows a `=` in the same value.
    """

    name: str
    words: tuple[tuple[str, str], ...] = ()
    then: Words | None = None


@dataclass(frozen=True)
class Option:
    """An option: all its spellings, the longest first; `value` is what its value is called, empty for a flag."""

    names: tuple[str, ...]
    value: str
    help: str
    completes: Words | None = None


@dataclass(frozen=True)
class Argument:
    """A positional argument; the last one may `repeat`."""

    name: str
    help: str
    repeats: bool
    completes: Words | None = None


@dataclass(frozen=True)
class Command:
    """A command, or a group of them; `path` is how it is typed after `sustain`, `help` has paragraphs."""

    path: str
    help: str
    options: tuple[Option, ...] = ()
    arguments: tuple[Argument, ...] = ()
    commands: tuple[Command, ...] = ()

    @property
    def name(self) -> str:
        return self.path.rpartition(" ")[2]

    @property
    def summary(self) -> str:
        """The first sentence of the help, on one line and without its full stop."""
        return " ".join(self.help.partition("\n\n")[0].split()).rstrip(".")

    def all(self) -> Iterator[Command]:
        """This one and all below it."""
        yield self
        for command in self.commands:
            yield from command.all()


def word_sets(root: Command) -> dict[str, Words]:
    """Every set of words that something in the tree is completed with, by name."""
    found: dict[str, Words] = {}
    for command in root.all():
        parts: list[Option | Argument] = [*command.options, *command.arguments]
        for part in parts:
            words = part.completes
            while words is not None:
                found[words.name] = words
                words = words.then
    return found
