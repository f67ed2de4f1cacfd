"""The commands as data, read from the functions that typer calls: nothing is said twice."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import typer

from sustainrubric.cli.app import COMMANDS, HIDDEN, app
from sustainrubric.cli.words import words_for
from sustainrubric.report.command_tree import Argument, Command, Option, Words

_HELP = Option(("--help",), "", "Show this message and exit.")


def command_tree() -> Command:
    """All commands that the help lists."""
    assert app.registered_callback is not None
    assert app.registered_callback.callback is not None
    options = _parameters("", app.registered_callback.callback)[0]
    commands = (_command(name) for name in COMMANDS if name not in HIDDEN)
    return Command("", str(app.info.help), options, (), tuple(commands))


def _command(name: str) -> Command:
    module, attribute = COMMANDS[name]
    target = getattr(import_module(module), attribute)
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


def _parameters(path: str, function: Callable[..., Any]) -> tuple[tuple[Option, ...], tuple[Argument, ...]]:
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


def _option(name: str, info: typer.models.OptionInfo, kind: Any, words: Words | None) -> Option:
    is_flag = _bare(kind) is bool
    long = name.replace("_", "-")
    # In an annotation typer takes the first spelling for the default, and sorts that out when it is called.
    declared = [each for each in (info.default, *(info.param_decls or ())) if isinstance(each, str)]
    names = [spelling for each in declared for spelling in each.split("/") if spelling.startswith("-")]
    if not names:
        names = [f"--{long}", f"--no-{long}"] if is_flag else [f"--{long}"]
    value = "" if is_flag else info.metavar or "|".join(_choices(kind)) or long.upper()
    return Option(
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
