"""What a migration did, as three lists: what is carried, what is to be confirmed, what is dropped or new."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sustainrubric.base.text import clean, one_line
from sustainrubric.migration.alignment import Row
from sustainrubric.migration.migrate import Migration

FORMATS = ("table", "json", "markdown")


@dataclass(frozen=True, slots=True)
class Moved:
    """One file that was migrated, or would be; `output` is "" where nothing is written.

    `comments` is how many of people's comments stay behind in the old file; `mapping` is the file of
    the mapping, "" where none was needed.
    """

    file: str
    output: str
    old: str
    new: str
    mapping: str
    migration: Migration
    comments: int


def lists_text(moved: Sequence[Moved], form: str) -> str:
    """The lists of all files in one of the formats."""
    if form == "json":
        objects = [_as_dict(each) for each in moved]
        return json.dumps(objects[0] if len(objects) == 1 else objects, indent=2, ensure_ascii=False)
    return "\n\n".join("\n".join(_lines(each, markdown=form == "markdown")) for each in moved)


def _lines(moved: Moved, *, markdown: bool) -> Iterator[str]:
    found = moved.migration
    target = f" -> {one_line(moved.output)}" if moved.output else " (nothing is written)"
    head = f"{one_line(moved.file)}{target}: {moved.old} to {moved.new}"
    yield f"## {_code(head)}" if markdown else head
    by = f", by {one_line(moved.mapping)}" if moved.mapping else ""
    yield from _section(
        f"Carried as they are ({len(found.carried)}){by}", map(_carried, found.carried), markdown
    )
    yield from _section(
        f"To be confirmed ({len(found.to_confirm)})", (_row(row, found) for row in found.to_confirm), markdown
    )
    yield from _section(
        f"Dropped ({len(found.dropped)})", (_row(row, found) for row in found.dropped), markdown
    )
    yield from _section(f"New ({len(found.new)})", (_row(row, found) for row in found.new), markdown)
    if found.unweighted:
        yield from _section("Weights not carried, to be set anew", found.unweighted, markdown)
    if moved.comments:
        comments = f"{moved.comments} comment{'s' if moved.comments != 1 else ''}"
        yield from (
            [
                "",
                f"{comments} stay behind, in the old file."
                if moved.comments > 1
                else f"{comments} stays behind, in the old file.",
            ]
        )


def _section(title: str, rows: Any, markdown: bool) -> Iterator[str]:
    rows = list(rows)
    yield ""
    yield f"### {title}" if markdown else f"{title}:" if rows else f"{title}."
    if markdown and rows:
        yield ""
    for row in rows:
        yield f"- {_code(row)}" if markdown else f"  {row}"


def _code(text: str) -> str:
    """Text with the signs of Markdown made inert."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#|!&~" else letter for letter in text)


def _carried(pair: tuple[str, str]) -> str:
    return pair[0] if pair[0] == pair[1] else f"{pair[0]} -> {pair[1]}"


def _row(row: Row, found: Migration) -> str:
    sides = " -> ".join(", ".join(side) for side in (row.sources, row.targets) if side)
    levels = dict.fromkeys(
        level for one in row.targets if (level := found.data.get("previous", {}).get("levels", {}).get(one))
    )
    was = f", was {', '.join(levels)}" if levels and row.sources else ""
    relation = f" ({row.relation}{was})" if row.sources and row.targets else ""
    why = one_line(row.why)
    return f"{sides}{relation}{f': {why}' if why else ''}"


def _as_dict(moved: Moved) -> dict[str, Any]:
    found = moved.migration
    return {
        "file": clean(moved.file),
        "output": clean(moved.output) or None,
        "from": moved.old,
        "to": moved.new,
        "mapping": clean(moved.mapping) or None,
        "carried": [{"from": old, "to": new} for old, new in found.carried],
        "to_confirm": [_row_as_dict(row) for row in found.to_confirm],
        "dropped": [_row_as_dict(row) for row in found.dropped],
        "new": [_row_as_dict(row) for row in found.new],
        "weights_not_carried": list(found.unweighted),
        "comments_left_behind": moved.comments,
    }


def _row_as_dict(row: Row) -> dict[str, Any]:
    return {
        "from": list(row.sources),
        "to": list(row.targets),
        "relation": row.relation,
        "why": clean(row.why) or None,
    }
