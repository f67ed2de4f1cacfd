"""What `sustain new worksheet` does, and the first text of a worksheet that a session begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sustainrubric.cli.days import day_given
from sustainrubric.cli.editor_line import editor_line
from sustainrubric.cli.inspect import inspect, needed_worksheet
from sustainrubric.cli.new_file import agency_around
from sustainrubric.errors import WrongUsage
from sustainrubric.files.packaged import instrument_versions, load_worksheet_definition
from sustainrubric.files.save import write_new
from sustainrubric.files.worksheet_layout import worksheet_layout
from sustainrubric.files.yaml_write import dump
from sustainrubric.model.worksheet_definition import WorksheetDefinition
from sustainrubric.report.worksheet_skeleton import worksheet_skeleton

INSTRUMENT = "lea-process"

# What is true a year later as it was; gaps, priorities and actions are named anew, or were closed.
_CARRIED = ("organize", "context", "process", "supports")


class Known(NamedTuple):
    """What the command line says of a new worksheet."""

    agency: str | None = None
    state: str | None = None
    day: str | None = None


def newest_definition() -> WorksheetDefinition:
    """The newest version of the LEA-process worksheet."""
    definition = load_worksheet_definition(f"{INSTRUMENT}@{instrument_versions()[INSTRUMENT][-1]}")
    assert definition is not None
    return definition


def make(file: Path, known: Known, previous: Path | None) -> Iterator[str]:
    """Write a new worksheet; gives what to tell the person.

    Raises:
        WrongUsage: the agency is neither given nor known from elsewhere.
        RefusedToWrite: the file is there already, or cannot be written.
    """
    day = day_given("--date", known.day) or date.today()
    if previous is None:
        agency = _agency(file, known)
        write_worksheet(file, agency, day)
    else:
        _carry(file, previous, day)
    yield f"wrote {file}, dated {day}" + ("" if known.day else " (--date sets another day)")
    yield f"fill it in with an editor, or with: sustain worksheet {file}"


def write_worksheet(file: Path, agency: dict[str, str], day: date) -> None:
    """Write an empty worksheet.

    Raises:
        RefusedToWrite: it is there already, or cannot be written.
    """
    definition = newest_definition()
    head = _head(definition, agency, day)
    text = worksheet_skeleton(dump(head, worksheet_layout(definition)), definition)
    write_new(file, (editor_line(file, "worksheet") + text).encode("utf-8"))


def _head(definition: WorksheetDefinition, agency: object, day: date) -> dict[str, object]:
    return {
        "kind": "worksheet",
        "format": 1,
        "worksheet": definition.reference,
        "agency": agency,
        "date": day,
    }


def _agency(file: Path, known: Known) -> dict[str, str]:
    around = agency_around(file)
    name = known.agency or (around.name if around else None)
    state = known.state or (around.state if around and not known.agency else None)
    if name is None:
        raise WrongUsage(f"--agency is needed (or use `sustain worksheet {file}`, which asks)")
    return {"name": name, **({"state": state} if state else {})}


def _carry(file: Path, previous: Path, day: date) -> None:
    """A worksheet that begins with what the last one says of people, process and supports."""
    loaded = inspect(str(previous))
    worksheet, definition = needed_worksheet(loaded)
    data = loaded.document.data
    head = _head(definition, worksheet.agency.model_dump(exclude_none=True), day)
    carried = {key: data[key] for key in _CARRIED if data.get(key)}
    text = editor_line(file, "worksheet") + dump({**head, **carried}, worksheet_layout(definition))
    write_new(file, text.encode("utf-8"))
