"""Answers kept outside of a file, taken once more."""

from __future__ import annotations

from sustainrubric.interview.answers import Rejected, Value
from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.rows import Table
from sustainrubric.interview.state import Script


def taken_again(script: Script, kept: Plain) -> Plain:
    """Of answers kept outside of a file, those that their questions would take if they were typed now."""
    data: Plain = {}
    for section in script.sections:
        for question in script.questions(section.id, data):
            value = get(kept, question.path)
            outcome: Value | Rejected | None = None
            if isinstance(question.form, Table):
                outcome = _rows_again(question.form, value)
            elif isinstance(value, str) and value.strip():
                outcome = question.form.parse(value, None)
            if isinstance(outcome, Value):
                data = question.answered(data, outcome.value)
    return data


def _rows_again(table: Table, kept: object) -> Value:
    rows = [table.row_of(row) for row in (kept if isinstance(kept, list) else ()) if isinstance(row, dict)]
    return Value([row.value for row in rows if isinstance(row, Value)])
