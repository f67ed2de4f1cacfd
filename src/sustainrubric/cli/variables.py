"""Options from the environment: SUSTAIN_FORMAT for every command, SUSTAIN_SCORE_FORMAT for one.

The names are worked out from the commands themselves; the command line counts before both, and the
longer name before the shorter. What is written into people's files, and leave to replace one, are typed
each time: a variable would do it again on every run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

PREFIX = "SUSTAIN_"

_OURS = frozenset({"SUSTAIN_DEBUG"})

_YES = frozenset({"1", "true", "t", "yes", "y", "on"})

_NO = frozenset({"0", "false", "f", "no", "n", "off"})

_TYPED = frozenset(
    {"--force", "--lose-changes", "--in-place", "--mark", "--set", "--edit", "--move", "--remove"}
)


def variables(path: str, option: str) -> list[str]:
    """The variables that set an option (`--format`) of a command (`score`, `new assessment`)."""
    name = option.lstrip("-").replace("-", "_").upper()
    return [f"{PREFIX}{_name(path)}_{name}", f"{PREFIX}{name}"]


def is_typed(path: str, option: str) -> bool:
    """Whether an option counts only where somebody types it."""
    is_answer = path == "rate" and option != "--backup"
    return is_answer or option in _TYPED or option.startswith("--add-")


def connect(command: Any, path: str) -> None:
    """Let the environment set the options of a command of typer's, and of those below it."""
    for param in command.params:
        longest = max(param.opts, key=len)
        is_option = param.param_type_name == "option" and param.name != "help"
        if is_option and not param.envvar and not is_typed(path, longest):
            old = [name for name in param.opts if name.startswith("--") and name != longest]
            param.envvar = [name for each in (longest, *old) for name in variables(path, each)]
            # Said once in the help of all, not at each option.
            param.show_envvar = False
            param.get_error_hint = partial(_hint, param.get_error_hint, param.envvar)
    for name, inner in getattr(command, "commands", {}).items():
        connect(inner, f"{path} {name}")


def value(path: str, option: str) -> str | None:
    """What the environment says for an option, None where nothing."""
    if is_typed(path, option):
        return None
    return next((found for name in variables(path, option) if (found := os.environ.get(name))), None)


def yes_or_no(text: str) -> bool | None:
    """The value of a flag; None for what is neither."""
    word = text.strip().lower()
    return True if word in _YES else False if word in _NO else None


def others(path: str, options: Iterable[str], commands: Iterable[str]) -> bool:
    """Whether something is set that may be for this command and is none of `options`."""
    ours = {name for option in options for name in variables(path, option)}
    elsewhere = tuple(f"{PREFIX}{_name(command)}_" for command in commands if command != path)
    return any(
        name.startswith(PREFIX) and found and name not in ours | _OURS and not name.startswith(elsewhere)
        for name, found in os.environ.items()
    )


def _name(path: str) -> str:
    return path.replace("-", "_").replace(" ", "_").upper()


def _hint(hint: Callable[..., str], names: Sequence[str], *context: object) -> str:
    """What an error calls an option; with the variable it was set by, where it may have been.

    Typer 0.26 hands over the context of the call; later ones do not.
    """
    told = [name for name in names if os.environ.get(name)]
    said = hint(*context)
    return f"{said} (the variable {' or '.join(told)})" if told else said
