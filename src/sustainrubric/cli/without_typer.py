"""The plain forms of commands that programs start again and again, read without typer.

Pre-commit, CI and git start these for a file or two, and typer would be a fifth of their time. What is
not plain here is left to typer, which also words what is wrong with it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple


class PlainOption(NamedTuple):
    """An option that takes a value: the keyword it sets, and the values it may have, if not any."""

    keyword: str
    choices: tuple[str, ...] = ()


class Plain(NamedTuple):
    """A command's function, which takes the paths and these keywords; `paths` is how many there may be."""

    module: str
    function: str
    paths: range
    flags: Mapping[str, str] = {}
    options: Mapping[str, PlainOption] = {}


COMMANDS = {
    "validate": Plain(
        "sustainrubric.cli.validate",
        "run_validation",
        range(1_000_000),
        flags={
            "--strict": "strict",
            "--force": "force",
            "--verbose": "verbose",
            "--all": "verbose",
            "-v": "verbose",
        },
        options={
            "--format": PlainOption("form", ("text", "json", "github", "sarif", "junit")),
            "-o": PlainOption("output"),
            "--output": PlainOption("output"),
        },
    ),
    "diff": Plain(
        "sustainrubric.cli.diff",
        "run_diff",
        range(1, 3),
        flags={"--exit-code": "exit_code", "--any-reform": "any_reform", "--force": "force"},
        options={
            "--format": PlainOption("form", ("table", "json", "markdown", "html")),
            "--git": PlainOption("revisions"),
            "--mapping": PlainOption("mapping"),
            "-o": PlainOption("output"),
            "--output": PlainOption("output"),
        },
    ),
    "report": Plain(
        "sustainrubric.cli.report",
        "run_report",
        range(1, 2),
        flags={"--force": "force"},
        options={
            "--format": PlainOption("form", ("html", "markdown", "pdf", "docx")),
            "-o": PlainOption("output"),
            "--output": PlainOption("output"),
        },
    ),
    "textconv": Plain("sustainrubric.cli.textconv", "run_textconv", range(1, 2)),
}


def plain_call(arguments: list[str]) -> Callable[[], int] | None:
    """What to call for these arguments, or None for whatever typer should read."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        return None
    keywords = _from_environment(arguments[0], command)
    if keywords is None:
        return None
    paths: list[str] = []
    rest = iter(arguments[1:])
    for argument in rest:
        if argument in command.flags:
            keywords[command.flags[argument]] = True
        elif argument in command.options:
            option, value = command.options[argument], next(rest, None)
            if value is None or (option.choices and value not in option.choices):
                return None
            keywords[option.keyword] = value
        elif argument.startswith("-") and argument != "-":
            return None
        else:
            paths.append(argument)
    if len(paths) not in command.paths:
        return None
    return lambda: int(getattr(import_module(command.module), command.function)(paths, **keywords))


def _from_environment(name: str, command: Plain) -> dict[str, str | bool] | None:
    """What the environment sets; None where only typer can tell."""
    if not any(variable.startswith("SUSTAIN_") for variable in os.environ):
        return {}
    from sustainrubric.cli import variables

    if variables.others(name, [*command.flags, *command.options], COMMANDS):
        return None
    keywords: dict[str, str | bool] = {}
    for flag, keyword in command.flags.items():
        text = variables.value(name, flag)
        if text is not None:
            said = variables.yes_or_no(text)
            if said is None:
                return None
            keywords[keyword] = said
    for option, (keyword, choices) in command.options.items():
        text = variables.value(name, option) if option.startswith("--") else None
        if text is not None:
            if choices and text not in choices:
                return None
            keywords[keyword] = text
    return keywords
