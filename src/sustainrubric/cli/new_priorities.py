"""What `sustain new priorities` does: what is known of agency and reforms, and a place for all else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sustainrubric.cli.editor_line import editor_line
from sustainrubric.cli.new_file import agency_around, newest_rubric
from sustainrubric.errors import Unreadable
from sustainrubric.files.load import load_bytes
from sustainrubric.files.repository import candidates, read
from sustainrubric.files.rewrite import Layout
from sustainrubric.files.save import write_new
from sustainrubric.files.yaml_write import Writer, dump
from sustainrubric.model.assessment import Assessment
from sustainrubric.model.priorities import Priorities
from sustainrubric.report.priorities_skeleton import priorities_skeleton


def make(file: Path, agency: str | None, state: str | None) -> Iterator[str]:
    """Write a new file of priorities, with the reforms that assessments beside it are about.

    Raises:
        RefusedToWrite: it is there already, or cannot be written.
    """
    reforms = _reforms_around(file.parent)
    head = dump({"kind": "priorities", "format": 1, **_agency(file, agency, state)}, Layout(Priorities))
    text = editor_line(file, "priorities") + priorities_skeleton(head, _rows(reforms), newest_rubric())
    write_new(file, text.encode("utf-8"))
    yield f"wrote {file}"
    if reforms:
        found = "1 reform" if len(reforms) == 1 else f"{len(reforms)} reforms"
        yield f"it has {found} that assessments beside it are about; name the goals they serve"
    yield f"fill it in with an editor; sustain validate {file} says what is missing"


def _agency(file: Path, name: str | None, state: str | None) -> dict[str, Any]:
    around = agency_around(file) if name is None else None
    name, state = name or (around.name if around else None), state or (around.state if around else None)
    if name is None:
        return {}
    return {"agency": {"name": name, **({"state": state} if state else {})}}


def _reforms_around(folder: Path) -> dict[str, str]:
    """The names of the reforms that assessments in a folder are about, by id; the newest name counts."""
    found: list[Assessment] = []
    for candidate in candidates([str(folder)]):
        try:
            file = read(candidate)
        except Unreadable:
            continue
        model = load_bytes(file.content, file.name).model if file is not None else None
        if isinstance(model, Assessment):
            found.append(model)
    found.sort(key=lambda assessment: assessment.round.date)
    return {assessment.reform.id: assessment.reform.name for assessment in found}


def _rows(reforms: dict[str, str]) -> str:
    writer = Writer(Layout(Priorities))
    rows = [{"id": id_, "name": name, "goals": []} for id_, name in sorted(reforms.items())]
    return "".join(
        f"  -{writer.item(row, 2, ('reforms', index), in_one_line=True)}\n" for index, row in enumerate(rows)
    )
