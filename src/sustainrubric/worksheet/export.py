"""A worksheet, counted, for other programs and for a page: JSON, CSV and Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sustainrubric.base.escaping import inert
from sustainrubric.base.machine_formats import as_data, csv_text, json_text, one_or_all
from sustainrubric.base.text import clean
from sustainrubric.worksheet.model import Coverage, Inventory
from sustainrubric.worksheet.text import TextTable, inventory_tables, sentences

HEADERS = (
    "file", "agency", "date", "part", "id", "title",
    "filled", "places", "process", "process_with_evidence", "supports", "supports_with_evidence", "evidence",
    "gaps", "text", "taken_up_by",
)  # fmt: skip

Counted = Sequence[tuple[str, Inventory]]
"""Files, each with what its worksheet adds up to."""


def inventory_as_dict(file: str, inventory: Inventory) -> dict[str, Any]:
    """Shares are of one, rounded to two places, half up; paths begin with `/` and count rows from 0."""
    whole = {
        "file": file,
        "worksheet": inventory.worksheet,
        "agency": {
            "name": inventory.agency.name,
            "state": inventory.agency.state or None,
        },
        "date": inventory.date,
        "completeness": [
            {
                "id": step.id,
                "number": step.number,
                "title": step.title,
                "filled": step.filled,
                "places": step.places,
                "share": step.share,
                "open": step.open,
            }
            for step in inventory.steps
        ],
        "coverage": [_coverage(row) for row in inventory.coverage],
        "counts": dict(inventory.counts),
        "gaps": [
            {
                "label": gap.label,
                "step": gap.step,
                "place": gap.place,
                "text": gap.text,
                "taken_up": bool(gap.taken_up_by),
                "taken_up_by": [inventory.priorities[index] for index in gap.taken_up_by],
            }
            for gap in inventory.gaps
        ],
    }
    data: dict[str, Any] = as_data(whole)
    return data


def inventories_to_csv(counted: Counted) -> str:
    """One row a step, a recommended step and a gap; empty where a column says nothing of it."""
    rows = []
    for file, inventory in counted:
        head = {"file": file, "agency": inventory.agency.name, "date": inventory.date.isoformat()}
        rows += [[{**head, **row}.get(key) for key in HEADERS] for row in _rows(inventory)]
    return csv_text(HEADERS, rows)


def inventory_to_markdown(inventory: Inventory) -> str:
    """The tables of the terminal, under a heading that names agency and day."""
    lines = [f"## {inert(clean(inventory.agency.name))}: LEA-process worksheet, {inventory.date}", ""]
    lines += [" ".join(sentences(inventory)), ""]
    for table in inventory_tables(inventory):
        lines += [f"### {table.title}", "", *_table(table), ""]
    return "\n".join(lines)


def inventories_to_json(counted: Counted, *, several: bool = False, missing: Sequence[str] = ()) -> str:
    """One object for one file, a list of objects for `several`; each names the `missing` files, if there are any."""
    left_out = {"missing": list(missing)} if missing else {}
    objects = [inventory_as_dict(file, inventory) | left_out for file, inventory in counted]
    return json_text(objects if several else one_or_all(objects))


def _coverage(row: Coverage) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "process": row.process,
        "process_with_evidence": row.process_with_evidence,
        "supports": row.supports,
        "supports_with_evidence": row.supports_with_evidence,
        "evidence": row.evidence,
        "gaps": row.gaps,
    }


def _rows(inventory: Inventory) -> Iterator[dict[str, object]]:
    for step in inventory.steps:
        yield {
            "part": "step", "id": step.id, "title": step.title, "filled": step.filled, "places": step.places,
            "text": " ".join(step.open),
        }  # fmt: skip
    for row in inventory.coverage:
        counts = _coverage(row)
        yield {"part": "coverage", "title": counts.pop("name"), **counts}
    for gap in inventory.gaps:
        areas = "; ".join(inventory.priorities[index] for index in gap.taken_up_by)
        yield {"part": "gap", "id": gap.label, "title": gap.place, "text": gap.text, "taken_up_by": areas}


def _table(table: TextTable) -> Iterator[str]:
    if not table.rows:
        yield "None."
        return
    yield _row(table.headers)
    yield _row(["---:" if place in table.numbers else "---" for place in range(len(table.headers))])
    yield from (_row([inert(clean(cell)) for cell in row]) for row in table.rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
