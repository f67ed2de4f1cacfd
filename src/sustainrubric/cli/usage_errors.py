"""What cannot be understood of a command line, in our words: the library's change from version to version."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sustainrubric.base.text import did_you_mean, listed, quoted

EXIT_CODE = 2

_TYPED = re.compile(r"'([^']*)'")
_EXTRA = re.compile(r"\(([^()]*)\)$")
_COUNT = re.compile(r"requires (an|[0-9]+) argument")
_VARIABLE = re.compile(r"\bSUSTAIN_\w+")
_LOWER = ("greater", ">=", ">")
# Older versions of typer say `1<=x<=9`, newer ones the bound that was passed.
_LEAST = re.compile(r"(-?[0-9]+)<=?x")
_BOUND = re.compile(r"(greater|less|[<>]=?)(?: than)?(?: or equal to)? ?(-?[0-9]+)")


def is_usage_error(error: Exception) -> bool:
    """Whether typer raised it about the words of a command line."""
    return (
        type(error).__module__.startswith("typer.")
        and hasattr(error, "format_message")
        and hasattr(error, "ctx")
    )


def usage_words(error: Any) -> str:
    """What is wrong, and what would be right: `--format: 'xml' is not one of table, json`."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return f"there is no option {error.option_name}{_near(error)}"
    if kind == "MissingParameter":
        return f"{_name(error)} is missing"
    if kind == "BadOptionUsage":
        return _wrong_use(error)
    if kind == "BadParameter":
        return f"{_name(error)}: {_wrong_value(error)}"
    typed = _TYPED.search(error.message)
    if "command" in error.message and typed is not None and error.ctx is not None:
        known = error.ctx.command.list_commands(error.ctx)
        return f"there is no command {quoted(typed[1])}{did_you_mean(typed[1], known)}"
    extra = _EXTRA.search(error.message)
    if extra is not None:
        return f"{quoted(extra[1])} is one word too many; put text of several words in quotation marks"
    return str(error.message).rstrip(".")


def all_that_is_wrong(error: Any, arguments: Sequence[str]) -> list[str]:
    """What is wrong, and what else is wrong with the same command line: the library stops at the first."""
    return list(dict.fromkeys([usage_words(error), *_others(error, arguments)]))


def _others(error: Any, arguments: Sequence[str]) -> Iterator[str]:
    """Options that the command does not have, and values that are not among those an option takes."""
    path = error.ctx.command_path.partition(" ")[2] if error.ctx is not None else ""
    if not path:
        return
    # Imported late: most command lines are right.
    from sustainrubric.cli.command_tree import command_at

    options = {name: one for one in command_at(path).options for name in (*one.names, *one.old)}
    rest = iter(arguments[len(path.split()) :])
    for word in rest:
        name, sign, value = word.partition("=")
        option = options.get(name)
        if option is None and name.startswith("--") and name != "--":
            yield f"there is no option {name}{did_you_mean(name, [each for each in options if each[:2] == '--'])}"
        elif option is not None and option.value:
            value = value if sign else next(rest, "")
            choices = option.value.split("|") if "|" in option.value else []
            if choices and value.lower() not in choices:
                yield f"{name}: {quoted(value)} is not one of {', '.join(choices)}{did_you_mean(value, choices)}"


def usage_lines(error: Any) -> str:
    """How the command is called, and where that is said at length; nothing where the command is not known."""
    if error.ctx is None:
        return ""
    return f"{error.ctx.get_usage()}\n`{error.ctx.command_path} -h` says what each of these is"


def _near(error: Any) -> str:
    known = (
        [name for param in error.ctx.command.params for name in param.opts] if error.ctx is not None else []
    )
    return did_you_mean(error.option_name, [name for name in known if name.startswith("--")])


def _name(error: Any) -> str:
    param = error.param
    variable = _VARIABLE.search(error.format_message())
    if variable is not None:
        return variable.group()
    if param is None:
        return str(error.param_hint or "a value").strip("'")
    if param.param_type_name == "argument":
        return str(param.metavar or param.name).replace("...", "").strip("[]")
    return str(max(param.opts, key=len))


def _wrong_use(error: Any) -> str:
    count = _COUNT.search(error.message)
    if count is None:
        return f"{error.option_name} takes no value"
    what = "a value" if count[1] == "an" else f"{count[1]} values"
    return f"{error.option_name} takes {what}, written after it"


def _wrong_value(error: Any) -> str:
    words = _TYPED.findall(error.message)
    if len(words) > 1:
        typed, *choices = words
        return f"{quoted(typed)} is not one of {', '.join(choices)}{did_you_mean(typed, choices)}"
    bounds = [f"at least {number}" for number in _LEAST.findall(error.message)]
    bounds += [
        f"at {'least' if sign in _LOWER else 'most'} {number}"
        for sign, number in _BOUND.findall(error.message)
    ]
    if bounds or "integer" in error.message:
        return f"write a whole number{' of ' + listed(bounds) if bounds else ''}"
    if "boolean" in error.message:
        return "write 1 for yes, or 0 for no"
    return "this value cannot be used here"
