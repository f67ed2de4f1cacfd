"""Answers in words, as short as they would be typed: for an undo, which names what it took back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from sustainrubric.interview.forms import Choice, Question
from sustainrubric.interview.marks import Choices, Grid, MarkList
from sustainrubric.interview.rows import Table
from sustainrubric.interview.state import Script, State

_MOST_SIGNS = 60


def taken_back(script: Script, undone: State, now: State) -> str:
    """What an undo changed: `1.A.i Level: Strong, and Emerging again`; empty where that cannot be found."""
    here = undone.position or now.position
    sections = sorted(
        (each.id for each in script.sections), key=lambda id_: here is None or id_ != here.section
    )
    for section in sections:
        before = {question.id: question for question in script.questions(section, now.data)}
        pairs = ((each, before.get(each.id)) for each in script.questions(section, undone.data))
        changed = [
            f"{_heading(question)}: {_changed(question, earlier.current)}"
            for question, earlier in pairs
            if earlier is not None and earlier.current != question.current
        ]
        if changed:
            return f"{section} {'; '.join(changed)}"
    return ""


def answer_words(form: Any, value: Any) -> str:
    """A value as it would be typed, on one line and not too long."""
    if value in (None, [], {}):
        return "nothing"
    if isinstance(form, Choice):
        return next((option.label for option in form.options if option.value == value), str(value))
    if isinstance(form, Grid):
        numbers = {option.value: str(number) for number, option in enumerate(form.options, 1)}
        return " ".join(numbers.get(value.get(row.id, ""), ".") for row in form.rows)
    if isinstance(form, MarkList):
        return _marks(form, value)
    if isinstance(form, Choices):
        return " ".join(str(value[key]) for key, _ in form.parts if key in value)
    if isinstance(form, Table):
        return _short("; ".join(row_words(row, form) for row in value))
    return _short(str(value))


def row_words(row: Any, form: Table) -> str:
    """A row as it would be typed."""
    if not isinstance(row, dict):
        return str(row)
    parts = [column.shown(row) for column in form.columns]
    while parts and not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def _changed(question: Question, earlier: Any) -> str:
    form, undone = question.form, question.current
    if isinstance(form, Table) and isinstance(undone, Sequence) and isinstance(earlier or [], Sequence):
        gone = [row for row in undone if row not in (earlier or [])]
        if gone:
            return answer_words(form, gone)
    again = f", and {answer_words(form, earlier)} again" if earlier not in (None, [], {}) else ""
    return f"{answer_words(form, undone)}{again}"


def _marks(form: MarkList, value: Mapping[str, str]) -> str:
    """`seen 1 3, partly 2`."""
    places = {option.value: number for number, option in enumerate(form.options, 1)}
    order = [mark for mark, _ in form.words]
    marked = sorted(
        ((mark, places[each]) for each, mark in value.items() if each in places),
        key=lambda pair: (order.index(pair[0]) if pair[0] in order else len(order), pair[1]),
    )
    groups = groupby(marked, key=lambda pair: pair[0])
    return ", ".join(f"{mark} {' '.join(str(place) for _, place in pairs)}" for mark, pairs in groups)


def _heading(question: Question) -> str:
    return _short(question.title.partition(":")[0])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SIGNS else f"{line[: _MOST_SIGNS - 3]}..."
