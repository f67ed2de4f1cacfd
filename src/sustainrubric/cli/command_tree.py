"""The commands as data, read from the functions typer calls: for completion in shells and for the man page."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import typer

from sustainrubric.cli.command_names import COMMANDS, HELP, HIDDEN, command_named, root_options
from sustainrubric.cli.completion_words import Words, words_for
from sustainrubric.cli.long_output import EVERYTHING, EVERYTHING_HELP, TAKES_ALL
from sustainrubric.cli.old_spellings import old_spellings


@dataclass(frozen=True)
class CommandOption:
    """An option: all its spellings, the longest first; `value` is what its value is called, empty for a flag.

    `notes` say in words what its default and its bounds are, and whether it can be given again; `old` are the
    spellings it had before, which go on working.
    """

    names: tuple[str, ...]
    value: str
    help: str
    completes: Words | None = None
    notes: tuple[str, ...] = ()
    old: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The help with the notes."""
        return f"{self.help.rstrip('.')} ({'; '.join(self.notes)}).".strip() if self.notes else self.help


@dataclass(frozen=True)
class Argument:
    """A positional argument; the last one may `repeat`. `shown` is how a usage line writes it."""

    name: str
    help: str
    repeats: bool
    completes: Words | None = None
    shown: str = ""

    @property
    def is_optional(self) -> bool:
        return self.name.startswith("[")

    @property
    def bare_name(self) -> str:
        """The name without brackets and dots."""
        return self.name.replace("...", "").strip("[]. ")


@dataclass(frozen=True)
class Command:
    """A command, or a group of them; `path` is how it is typed after `sustain`, `help` has paragraphs."""

    path: str
    help: str
    options: tuple[CommandOption, ...] = ()
    arguments: tuple[Argument, ...] = ()
    commands: tuple[Command, ...] = ()

    @property
    def name(self) -> str:
        return self.path.rpartition(" ")[2]

    @property
    def summary(self) -> str:
        """The first sentence of the help, on one line and without its full stop."""
        return " ".join(self.help.partition("\n\n")[0].split()).partition(". ")[0].rstrip(".")

    @property
    def details(self) -> list[str]:
        """The paragraphs of the help after its first sentence, each on one line."""
        first, *others = self.help.split("\n\n")
        rest = " ".join(first.split()).partition(". ")[2]
        return [" ".join(text.split()) for text in (rest, *others) if text]

    @property
    def above(self) -> str:
        """How the group that holds it is typed."""
        return self.path.rpartition(" ")[0]

    @property
    def key(self) -> str:
        """Its path as a part of a variable's name."""
        return self.path.replace(" ", "_").replace("-", "_") or "all"

    @property
    def spellings(self) -> list[tuple[str, str]]:
        """Every spelling of every option, with its help."""
        return [(name, option.help) for option in self.options for name in option.names]

    @property
    def long_spellings(self) -> list[tuple[str, str]]:
        return [(name, text) for name, text in self.spellings if name.startswith("--")]

    @property
    def inner(self) -> list[tuple[str, str]]:
        """The names of its commands, with what each does."""
        return [(each.name, each.summary) for each in self.commands]

    def all(self) -> Iterator[Command]:
        """This one and all below it."""
        yield self
        for command in self.commands:
            yield from command.all()


def word_sets(root: Command) -> dict[str, Words]:
    """Every set of words that something in the tree is completed with, by name."""
    found: dict[str, Words] = {}
    for command in root.all():
        parts: list[CommandOption | Argument] = [*command.options, *command.arguments]
        for part in parts:
            words = part.completes
            while words is not None:
                found[words.name] = words
                words = words.then
    return found


_HELP = CommandOption(("--help", "-h"), "", "Show this help.")


def command_tree() -> Command:
    """All commands that the help lists."""
    options = _parameters("", root_options)[0]
    commands = (_command(name) for name in COMMANDS if name not in HIDDEN)
    return Command("", HELP, options, (), tuple(commands))


def command_at(path: str) -> Command:
    """The command that is typed so after `sustain`, also one that the help does not list."""
    top = _command(path.split()[0]) if path else command_tree()
    return next(command for command in top.all() if command.path == path)


def _command(name: str) -> Command:
    target = command_named(name)
    if not isinstance(target, typer.Typer):
        return _single(name, target)
    inner = (
        _single(f"{name} {info.name or info.callback.__name__}", info.callback)
        for info in target.registered_commands
        if info.callback is not None
    )
    return Command(name, str(target.info.help), (_HELP,), (), tuple(inner))


def _single(path: str, function: Callable[..., Any]) -> Command:
    options, arguments = _parameters(path, function)
    if path in TAKES_ALL - {"demo"}:
        # Taken away before the command is called: it is about the screen alone.
        options = (CommandOption(EVERYTHING, "", EVERYTHING_HELP), *options)
    return Command(path, inspect.getdoc(function) or "", options, arguments)


def _parameters(
    path: str, function: Callable[..., Any]
) -> tuple[tuple[CommandOption, ...], tuple[Argument, ...]]:
    options, arguments = [], []
    hints = get_type_hints(function, include_extras=True)
    for parameter in inspect.signature(function).parameters.values():
        kind, info = _split(hints[parameter.name])
        words = words_for(
            path, parameter.name, _choices(kind), is_path=_bare(kind) is Path, metavar=info.metavar
        )
        if isinstance(info, typer.models.ArgumentInfo):
            given = info.metavar or parameter.name.upper()
            name = given.strip(".")
            is_needed = parameter.default is inspect.Parameter.empty or given.startswith("[")
            shown = given if is_needed else f"[{given}]"
            repeats = get_origin(_bare(kind)) is list or "..." in name
            arguments.append(Argument(name, info.help or "", repeats, words, shown))
        else:
            options.append(_option(path, parameter, info, kind, words))
    return (*options, _HELP), tuple(arguments)


def _option(
    path: str, parameter: inspect.Parameter, info: typer.models.OptionInfo, kind: Any, words: Words | None
) -> CommandOption:
    is_flag = _bare(kind) is bool
    long = parameter.name.replace("_", "-")
    # In an annotation typer takes the first spelling for the default, and sorts that out when it is called.
    declared = [each for each in (info.default, *(info.param_decls or ())) if isinstance(each, str)]
    names = [spelling for each in declared for spelling in each.split("/") if spelling.startswith("-")]
    if not names:
        names = [f"--{long}", f"--no-{long}"] if is_flag else [f"--{long}"]
    old = old_spellings(path, names)
    names = [name for name in names if name not in old]
    names.sort(key=lambda each: not each.startswith("--"))
    value = "" if is_flag else info.metavar or "|".join(_choices(kind)) or "TEXT"
    notes = (*_notes(parameter.default, info, kind), *(f"{name} before" for name in old))
    return CommandOption(tuple(names), value, info.help or "", words, notes, old)


def _notes(default: Any, info: typer.models.OptionInfo, kind: Any) -> Iterator[str]:
    text = info.help or ""
    if get_origin(_bare(kind)) is list and "may be repeated" not in text:
        yield "may be repeated"
    shown = getattr(default, "value", default)
    # A flag is off, a list is empty, and what has to be worked out says so in its help.
    if isinstance(shown, str | int) and not isinstance(shown, bool) and "default" not in text.lower():
        yield f"default: {shown}"
    if info.min is not None and info.max is not None:
        yield f"{info.min:g} to {info.max:g}"
    elif info.min is not None:
        yield f"{info.min:g} or more"


def _split(hint: Any) -> tuple[Any, Any]:
    """The type of a parameter, and what typer is told of it."""
    assert get_origin(hint) is Annotated
    kind, info = get_args(hint)[:2]
    return kind, info


def _bare(kind: Any) -> Any:
    """A type without the None it may also be."""
    inner = [each for each in get_args(kind) if each is not type(None)]
    return inner[0] if type(None) in get_args(kind) else kind


def _choices(kind: Any) -> tuple[str, ...]:
    bare = _bare(kind)
    return tuple(_members(get_args(bare)[0] if get_origin(bare) is list else bare))


def _members(kind: Any) -> Iterator[str]:
    if isinstance(kind, type) and issubclass(kind, Enum):
        yield from (str(member.value) for member in kind)
