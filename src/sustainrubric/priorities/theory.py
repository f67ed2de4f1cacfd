"""Whether the theory of action connects goals, reforms and strategies: by name, or by id in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sustainrubric.base.problem import Code, Problem
from sustainrubric.base.text import normalized, quoted
from sustainrubric.records.priorities import Goal, Priorities, Reform, Strategy

_SHOWN = 5


def check_theory(priorities: Priorities) -> Iterator[Problem]:
    """One problem for each kind of part that the theory of action leaves unnamed."""
    if priorities.theory_of_action is None:
        return
    for nouns, parts in (
        (("goal", "goals"), priorities.goals),
        (("reform", "reforms"), priorities.reforms),
        (("strategy", "strategies"), priorities.strategies),
    ):
        left_out = unnamed(priorities.theory_of_action, parts)
        if left_out:
            names = ", ".join(quoted(part.name) for part in left_out[:_SHOWN])
            more = f" and {len(left_out) - _SHOWN} more" if len(left_out) > _SHOWN else ""
            message = (
                f"the theory of action does not name the {nouns[len(left_out) > 1]} {names}{more}; "
                f"connect each by its name, or by its id in brackets: {quoted(f'[{left_out[0].id}]')}"
            )
            yield Problem(Code.THEORY_NAMES_NOT, message, ("theory_of_action",))


def unnamed(theory: str, parts: Sequence[Goal | Reform | Strategy]) -> list[Goal | Reform | Strategy]:
    """The parts that a theory of action does not name."""
    text = normalized(theory)
    return [part for part in parts if not _names(text, part)]


def _names(text: str, part: Goal | Reform | Strategy) -> bool:
    if f"[{normalized(part.id)}]" in text:
        return True
    name = normalized(part.name)
    # Whole words only: a goal "Read" is not named by "ready".
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
