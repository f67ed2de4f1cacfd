"""What a form changes, as lines for people and as data for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sustainrubric.base.text import clean, one_line
from sustainrubric.exchange.import_form import ImportPlan
from sustainrubric.exchange.merge import CellChange

_LONG = 160


def import_lines(plan: ImportPlan) -> Iterator[str]:
    """A line a change; a conflict has its three texts below it."""
    if not plan.changes:
        yield "no changes"
    for change in plan.changes:
        place = f"{change.key.row} {change.key.column.replace('_', ' ')} ({plan.cells[change.key].name})"
        if change.fate == "conflict":
            yield f"{place}: changed in the form and in the file"
            yield f"  went out:  {_short(change.base)}"
            yield f"  file now:  {_short(change.ours)}"
            yield f"  came back: {_short(change.theirs)}"
        elif change.fate == "kept":
            yield f"{place}: emptied in the form, stays {_short(change.ours)}; --allow-clearing removes it"
        elif change.fate == "cleared":
            yield f"{place}: {_short(change.ours)} is removed"
        else:
            yield f"{place}: {_short(change.ours)} -> {_short(change.theirs)}"


def import_json(form: str, file: str, plan: ImportPlan, *, written: bool) -> str:
    """The changes with their texts whole; `written` says whether they are in the file now."""
    changes = [_as_dict(change, plan) for change in plan.changes]
    data = {"form": clean(form), "file": clean(file), "written": written, "changes": changes}
    return json.dumps(data, indent=2, ensure_ascii=False)


def _as_dict(change: CellChange, plan: ImportPlan) -> dict[str, object]:
    cell = plan.cells[change.key]
    return {
        "cell": clean(cell.name),
        "line": cell.line,
        "column": cell.column,
        "row": clean(change.key.row),
        "answer": clean(change.key.column),
        "fate": change.fate,
        "base": clean(change.base),
        "ours": clean(change.ours),
        "theirs": clean(change.theirs),
    }


def _short(text: str) -> str:
    shown = one_line(text)
    if not shown:
        return "(empty)"
    return shown if len(shown) <= _LONG else f"{shown[: _LONG - 1]}…"
