"""What differs between two rubrics, as text, Markdown or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sustainrubric.base.escaping import inert
from sustainrubric.base.text import clean, one_line
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.rounds.changes import rewording
from sustainrubric.rounds.model import Changed

FORMATS = ("table", "json", "markdown")


def rubric_diff_text(old: Rubric, new: Rubric, form: str) -> str:
    """Every part that differs, with its words before and now."""
    changes = list(rewording(old, new))
    if form == "json":
        return _json(old, new, changes)
    return "\n".join(_markdown(old, new, changes) if form == "markdown" else _lines(old, new, changes))


def _lines(old: Rubric, new: Rubric, changes: Sequence[Changed[str]]) -> Iterator[str]:
    yield f"{old.reference} to {new.reference}: {_counted(changes)}"
    for change in changes:
        yield ""
        yield f"{one_line(change.id)}  {change.part} {_what(change)}"
        for sign, text in (("-", change.old), ("+", change.new)):
            for line in (clean(text) if text else "").splitlines():
                yield f"  {sign} {line}"


def _markdown(old: Rubric, new: Rubric, changes: Sequence[Changed[str]]) -> Iterator[str]:
    yield f"# {old.reference} to {new.reference}"
    yield ""
    yield f"{_counted(changes)[:1].upper()}{_counted(changes)[1:]}."
    for change in changes:
        yield ""
        yield f"## {inert(one_line(change.id))}: {change.part} {_what(change)}"
        for word, text in (("Before", change.old), ("Now", change.new)):
            if text:
                yield ""
                yield f"{word}: {' / '.join(inert(one_line(line)) for line in text.splitlines())}"


def _json(old: Rubric, new: Rubric, changes: Sequence[Changed[str]]) -> str:
    rows = [
        {
            "id": clean(change.id),
            "part": change.part,
            "change": _what(change),
            "old": clean(change.old) if change.old is not None else None,
            "new": clean(change.new) if change.new is not None else None,
        }
        for change in changes
    ]
    whole = {"old": old.reference, "new": new.reference, "changes": rows}
    return json.dumps(whole, indent=2, ensure_ascii=False)


def _what(change: Changed[str]) -> str:
    return "added" if change.old is None else "left out" if change.new is None else "reworded"


def _counted(changes: Sequence[Changed[str]]) -> str:
    counts = dict.fromkeys(("reworded", "added", "left out"), 0)
    for change in changes:
        counts[_what(change)] += 1
    return ", ".join(f"{count} {word}" for word, count in counts.items()) + " (parts)"
