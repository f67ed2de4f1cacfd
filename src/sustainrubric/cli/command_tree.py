"""The commands as data, read from the functions typer calls: for completion in shells and for the man page."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import typer

from sustainrubric.cli.app import COMMANDS, HIDDEN, app, command_named
from sustainrubric.instruments.catalog import SHIPPED
from sustainrubric.instruments.explanations import all_codes, explanation
from sustainrubric.instruments.rubric import LevelId, Rubric
from sustainrubric.instruments.rubric_parts import parts_of
from sustainrubric.records.assessment import RatingLevel
from sustainrubric.records.instrument_finder import InstrumentFinder
from sustainrubric.records.load import KINDS

FILES, FOLDERS = "files", "folders"
"""What is completed by the shell itself."""

_PATHS = ("FILE", "PATH", "OUT", "PREVIOUS", "ANSWERS", "NEW")


@dataclass(frozen=True)
class Words:
    """What a value is completed with: a named set of words, each with what it stands for.

    `then` is the set for what follows a `=` in the same value.
    """

    name: str
    words: tuple[tuple[str, str], ...] = ()
    then: Words | None = None


@dataclass(frozen=True)
class CommandOption:
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
    options: tuple[CommandOption, ...] = ()
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
        parts: list[CommandOption | Argument] = [*command.options, *command.arguments]
        for part in parts:
            words = part.completes
            while words is not None:
                found[words.name] = words
                words = words.then
    return found


def words_for(
    path: str, parameter: str, choices: tuple[str, ...], *, is_path: bool, metavar: str | None
) -> Words | None:
    """The words for a parameter of a command; None where there are none to offer."""
    if choices:
        return Words("_".join([*path.split(), parameter]), tuple((choice, "") for choice in choices))
    known = _known(os.getcwd()).get(parameter)
    if known is not None:
        return known
    shown = (metavar or "").strip("[].").split("]")[0]
    if "DIR" in shown:
        return Words(FOLDERS)
    return Words(FILES) if is_path or any(word in shown for word in _PATHS) else None


@lru_cache(maxsize=1)
def _known(folder: str) -> dict[str, Words]:
    """The sets of words by the name of the parameter that takes them; own instruments are those of `folder`."""
    own = _own_rubrics(folder)
    elements = Words("elements", tuple(_elements(own)))
    levels = Words("levels", tuple((level, "") for level in get_args(LevelId)))
    codes = Words("codes", tuple((code, _title(code)) for code in all_codes()))
    parts = Words("parts", tuple(_parts(own)))
    references = [*SHIPPED.references("rubric"), *SHIPPED.references("worksheet-definition")]
    references = sorted(references) + [rubric.reference for rubric in own]
    return {
        "element": elements,
        "level": Words("rating_levels", tuple((level, "") for level in get_args(RatingLevel))),
        "target": levels,
        "min_level": Words("elements_at", elements.words, levels),
        "only": parts,
        "words": parts,
        "code": codes,
        "select": codes,
        "ignore": codes,
        "kind": Words("kinds", tuple((kind, "") for kind in KINDS)),
        "reference": Words("instruments", tuple((reference, "") for reference in references)),
        "priority": Words("priority", (("high", ""), ("medium", ""), ("low", ""))),
    }


def _own_rubrics(folder: str) -> list[Rubric]:
    """The agency's own rubrics that are in order."""
    # Any name will do: what counts is the folder.
    own = InstrumentFinder().own_around(os.path.join(folder, "sustain.yaml"))
    found = (own.rubric(reference) for reference in own.own_references("rubric"))
    return [rubric for rubric in found if rubric is not None]


def _elements(own: Sequence[Rubric]) -> Iterable[tuple[str, str]]:
    """The elements of the newest rubric of ours with their titles, and of own ones the ids alone.

    The words stand in a script for a shell, and a title that a stranger wrote has no place there.
    """
    rubric = _rubric()
    ours = {key: element.title for key, element in rubric.elements.items()}
    others = (key for each in own for key in each.elements if key not in ours)
    return [*ours.items(), *((key, "") for key in dict.fromkeys(others))]


def _rubric() -> Rubric:
    rubric = SHIPPED.rubric(SHIPPED.newest("sustainability") or "")
    assert rubric is not None
    return rubric


def _parts(own: Sequence[Rubric]) -> Iterable[tuple[str, str]]:
    found: dict[str, str] = {}
    for rubric in (_rubric(), *own):
        for part in parts_of(rubric):
            if part.kind in ("category", "variable", "element"):
                found.setdefault(part.id, "")
    for category in _rubric().categories:
        found[category.id] = category.title
        for variable in category.variables:
            found[variable.id] = variable.title
            found |= {element.id: element.title for element in variable.elements}
    return found.items()


def _title(code: str) -> str:
    page = explanation(code)
    return page.title if page is not None else ""


_HELP = CommandOption(("--help",), "", "Show this message and exit.")


def command_tree() -> Command:
    """All commands that the help lists."""
    assert app.registered_callback is not None
    assert app.registered_callback.callback is not None
    options = _parameters("", app.registered_callback.callback)[0]
    commands = (_command(name) for name in COMMANDS if name not in HIDDEN)
    return Command("", str(app.info.help), options, (), tuple(commands))


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
            name = (info.metavar or parameter.name.upper()).strip(".")
            arguments.append(
                Argument(name, info.help or "", get_origin(_bare(kind)) is list or "..." in name, words)
            )
        else:
            options.append(_option(parameter.name, info, kind, words))
    return (*options, _HELP), tuple(arguments)


def _option(name: str, info: typer.models.OptionInfo, kind: Any, words: Words | None) -> CommandOption:
    is_flag = _bare(kind) is bool
    long = name.replace("_", "-")
    # In an annotation typer takes the first spelling for the default, and sorts that out when it is called.
    declared = [each for each in (info.default, *(info.param_decls or ())) if isinstance(each, str)]
    names = [spelling for each in declared for spelling in each.split("/") if spelling.startswith("-")]
    if not names:
        names = [f"--{long}", f"--no-{long}"] if is_flag else [f"--{long}"]
    value = "" if is_flag else info.metavar or "|".join(_choices(kind)) or long.upper()
    return CommandOption(
        tuple(sorted(names, key=lambda each: not each.startswith("--"))), value, info.help or "", words
    )


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
