"""Priorities against the rubric's glossary: what cannot be (SR24x), what a strong plan lacks (SR34x)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.base.text import NearWords, quoted
from sustainrubric.priorities.check_target import check_target
from sustainrubric.priorities.stakeholders import check_stakeholders
from sustainrubric.priorities.theory import check_theory
from sustainrubric.records.priorities import Priorities, Strategy


class _Named(Protocol):
    @property
    def id(self) -> str: ...


def check_priorities(priorities: Priorities) -> list[Problem]:
    """Everything to be said of a file of priorities."""
    problems = [*_check_ids(priorities)]
    for index, goal in enumerate(priorities.goals):
        problems += check_target(goal, ("goals", index))
    problems += _check_reforms(priorities)
    problems += _check_strategies(priorities)
    problems += check_theory(priorities)
    problems += check_stakeholders(priorities.stakeholders)
    problems += _check_minimum(priorities)
    return problems


def _check_ids(priorities: Priorities) -> Iterator[Problem]:
    lists: tuple[tuple[str, Sequence[_Named]], ...] = (
        ("goals", priorities.goals),
        ("reforms", priorities.reforms),
        ("strategies", priorities.strategies),
    )
    for name, parts in lists:
        seen: set[str] = set()
        for index, part in enumerate(parts):
            if part.id in seen:
                message = f"{quoted(part.id)} stands twice among the {name}; give each an id of its own"
                yield Problem(Code.PRIORITY_ID_TWICE, message, (name, index, "id"))
            seen.add(part.id)


def _check_reforms(priorities: Priorities) -> Iterator[Problem]:
    goals = list(dict.fromkeys(goal.id for goal in priorities.goals))
    there, near = set(goals), NearWords(goals)
    for index, reform in enumerate(priorities.reforms):
        path: DocumentPath = ("reforms", index)
        if not reform.goals:
            message = "the reform serves no goal; name at least one of the goals by id under 'goals'"
            yield Problem(Code.REFORM_WITHOUT_GOAL, message, path)
        for place, goal in enumerate(reform.goals):
            if goal not in there:
                right = _right(goal, goals, near, "goals")
                message = f"there is no goal {quoted(goal)} in this file{right}"
                yield Problem(Code.UNKNOWN_GOAL, message, (*path, "goals", place))


def _check_strategies(priorities: Priorities) -> Iterator[Problem]:
    reforms = list(dict.fromkeys(reform.id for reform in priorities.reforms))
    there, near = set(reforms), NearWords(reforms)
    for index, strategy in enumerate(priorities.strategies):
        path: DocumentPath = ("strategies", index)
        if strategy.reform not in there:
            right = _right(strategy.reform, reforms, near, "reforms")
            message = f"there is no reform {quoted(strategy.reform)} in this file{right}"
            yield Problem(Code.UNKNOWN_REFORM, message, (*path, "reform"))
        yield from _check_strategy(strategy, path)


def _check_strategy(strategy: Strategy, path: DocumentPath) -> Iterator[Problem]:
    missing = [key for key, day in (("start", strategy.start), ("end", strategy.end)) if day is None]
    if missing:
        what = " and no ".join({"start": "beginning", "end": "end"}[key] for key in missing)
        message = f"the strategy has no {what}; write {' and '.join(f'{key}: YYYY-MM-DD' for key in missing)}"
        yield Problem(Code.STRATEGY_WITHOUT_TIME, message, path)
    elif strategy.start is not None and strategy.end is not None and strategy.end < strategy.start:
        message = f"the strategy ends before it has begun ({strategy.start}); set a later end"
        yield Problem(Code.END_NOT_AFTER_BEGINNING, message, (*path, "end"))
    if strategy.scale is None:
        message = (
            "the strategy does not say how it reaches scale; write under 'scale' how it gets to everybody"
        )
        yield Problem(Code.STRATEGY_WITHOUT_SCALE, message, path)


def _check_minimum(priorities: Priorities) -> Iterator[Problem]:
    """The glossary's minimum for a strong plan, as far as a part of it is missing altogether."""
    with_target = {goal.id for goal in priorities.goals if goal.target is not None}
    serving = {reform.id for reform in priorities.reforms if with_target.intersection(reform.goals)}
    parts = {
        "a priority goal with a target": bool(with_target),
        "a priority reform that serves it": bool(serving),
        "the strategies that make up the reform": any(s.reform in serving for s in priorities.strategies),
        "a theory of action": priorities.theory_of_action is not None,
    }
    missing = [name for name, there in parts.items() if not there]
    if missing:
        what = "all of it" if len(missing) == len(parts) else _listed(missing)
        message = f"at a minimum a strong plan has {_listed(parts)}; missing here: {what}"
        yield Problem(Code.PLAN_BELOW_MINIMUM, message)


def _right(word: str, known: Sequence[str], near: NearWords, nouns: str) -> str:
    """What would be right in the place of a name that there is not."""
    if not known:
        return f"; it has no {nouns} yet"
    return near.hint(word) or f"; it has {', '.join(map(quoted, known[:8]))}"


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
