"""Long results on a terminal: which commands show one screen of them, and the option that shows everything."""

from __future__ import annotations

from collections.abc import Sequence

NO_PAGER = "--no-pager"
"""May stand anywhere: no command has an option of that name, and who types it means the whole run."""

EVERYTHING = ("--all", "-v")

EVERYTHING_HELP = "Show everything on a terminal, not only the first screen."

READ = frozenset({
    "demo", "diff", "explain", "help", "history", "panel spread", "plan", "rubric diff", "rubric list",
    "rubric resolve", "rubric show", "schema", "score", "status", "trend", "validate",
})  # fmt: skip
"""Commands whose output people read."""

ONE_SCREEN = READ - {"demo", "explain", "help", "rubric resolve", "schema"}
"""Those that begin with the news, so that the first screen is enough for most; the others are read from end to end."""

TAKES_ALL = ONE_SCREEN - {"validate"} | {"demo"}
"""Those that are given `--all`; `validate` has one of its own, which also shows each problem by itself."""


def command_in(arguments: Sequence[str], known: frozenset[str]) -> str:
    """The command of `known` that a command line calls, empty where it is another one."""
    words = [argument for argument in arguments if argument not in (NO_PAGER, *EVERYTHING)]
    return next((name for name in (" ".join(words[:2]), " ".join(words[:1])) if name in known), "")


def without_everything(arguments: Sequence[str]) -> list[str]:
    """The command line without what is about the screen alone."""
    words = [argument for argument in arguments if argument != NO_PAGER]
    if not command_in(words, TAKES_ALL - {"demo"}):
        return words
    return [word for word in words if word not in EVERYTHING]


def is_for_pager(arguments: Sequence[str]) -> bool:
    """Whether the command only prints, so that a person may want to read it page by page."""
    if NO_PAGER in arguments or "--plain" in arguments:
        return False
    return bool(command_in(arguments, READ)) or {"-h", "--help"} & {*arguments} != set()


def is_one_screen(arguments: Sequence[str]) -> bool:
    """Whether a person is shown the first screen only, for want of a word that asks for more."""
    more = {"-h", "--help", "--verbose", *EVERYTHING} & {*arguments}
    return bool(command_in(arguments, ONE_SCREEN)) and not more
