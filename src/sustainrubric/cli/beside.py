"""Options that have no effect beside others, or without others: refused, never ignored.

What the environment sets is a habit, not a wish for this one run: beside an option that was typed it
gives way without a word.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sustainrubric.base.errors import WrongUsage

if TYPE_CHECKING:
    import typer


class NoEffect(NamedTuple):
    """`option` has no effect beside any of `beside`, save with one of the values in `but`.

    Both are spelled as the longest name of the option, or as the argument is called: `KIND`.
    """

    option: str
    beside: tuple[str, ...]
    why: str
    but: tuple[str, ...] = ()


class Needs(NamedTuple):
    """`option` has no effect without one of `needed`."""

    option: str
    needed: tuple[str, ...]


_MADE = (
    "--add-participant", "--add-document", "--add-process", "--add-gap", "--add-support", "--add-priority",
    "--add-action", "--set", "--edit", "--move", "--remove",
)  # fmt: skip
_CARRIED = "the new file has that of the one it is made from"
_NOT_ASKED = "nothing is asked then"
_NOT_SHOWN = "no plan is shown then"

RULES: dict[str, tuple[NoEffect | Needs, ...]] = {
    "new assessment": tuple(
        NoEffect(option, ("--from",), _CARRIED)
        for option in ("--agency", "--state", "--reform", "--reform-id")
    ),
    "new worksheet": tuple(NoEffect(option, ("--from",), _CARRIED) for option in ("--agency", "--state")),
    "worksheet": tuple(NoEffect(option, _MADE, _NOT_ASKED) for option in ("--step", "--phase", "--plain")),
    "score": (
        NoEffect("--format", ("--show-work",), "the work is shown as text", but=("table",)),
        Needs("--force", ("--output",)),
    ),
    "plan": (
        *(
            NoEffect(option, ("--mark",), _NOT_SHOWN)
            for option in ("--format", "--group-by", "--open", "--overdue", "--shortlist", "--places", "--today",
                           "--output", "--force", "--partial", "--audience", "--strict")
        ),
        *(
            NoEffect(option, ("--shortlist",), "it is about places, not about actions")
            for option in ("--group-by", "--open", "--overdue", "--today")
        ),
        NoEffect("--open", ("--overdue",), "what is overdue is open"),
        Needs("--places", ("--shortlist",)),
        Needs("--force", ("--output",)),
        Needs("--strict", ("--audience",)),
    ),
    **{path: (Needs("--force", ("--output",)),) for path in ("status", "validate", "panel spread")},
    "diff": (Needs("--strict", ("--audience",)),),
    "trend": (Needs("--force", ("--output",)), Needs("--strict", ("--audience",))),
    "report": (Needs("--strict", ("--audience",)),),
    "export": (Needs("--strict", ("--audience",)),),
    "history": (Needs("--force", ("--output",)),),
    "migrate": (Needs("--lose-changes", ("--back",)),),
    "schema": (Needs("--output", ("KIND",)), Needs("--force", ("--output",))),
}  # fmt: skip


def refuse_without_effect(command: Any, path: str) -> None:
    """Have a command of typer's, and those below it, refuse options that would have no effect."""
    if RULES.get(path):
        command.invoke = partial(_invoke, command.invoke, RULES[path])
    for name, inner in getattr(command, "commands", {}).items():
        refuse_without_effect(inner, f"{path} {name}")


def _invoke(invoke: Callable[[Any], Any], rules: tuple[NoEffect | Needs, ...], context: typer.Context) -> Any:
    names = {_spelling(param): param for param in context.command.params}
    given = {name for name, param in names.items() if _is_given(context, param)}
    typed = {name for name in given if _is_typed(context, names[name])}
    for rule in rules:
        if rule.option not in given:
            continue
        others = given.intersection(rule.beside if isinstance(rule, NoEffect) else rule.needed)
        if isinstance(rule, Needs):
            if rule.option in typed and not others:
                raise WrongUsage(f"{rule.option} has no effect without {' or '.join(rule.needed)}")
        elif others and str(context.params[names[rule.option].name]) not in rule.but:
            if rule.option in typed and others & typed:
                raise WrongUsage(f"{rule.option} has no effect beside {min(others & typed)}: {rule.why}")
            for name in [rule.option] if others & typed or rule.option not in typed else others:
                context.params[names[name].name] = names[name].get_default(context)
    return invoke(context)


def _spelling(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar or param.name)
    return str(max(param.opts, key=len))


def _is_given(context: typer.Context, param: Any) -> bool:
    source = context.get_parameter_source(param.name)
    return source is not None and source.name in ("COMMANDLINE", "ENVIRONMENT")


def _is_typed(context: typer.Context, param: Any) -> bool:
    source = context.get_parameter_source(param.name)
    return source is not None and source.name == "COMMANDLINE"
