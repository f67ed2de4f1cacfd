"""The beginning of a worksheet that is not there yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sustainrubric.cli.ask import Terminal
from sustainrubric.cli.new_file import agency_around
from sustainrubric.cli.new_worksheet import write_worksheet
from sustainrubric.cli.setup_session import Setup, hold_setup
from sustainrubric.engine.plain import Plain, get
from sustainrubric.engine.typed import Value, parse_day
from sustainrubric.engine.worksheet_setup import WorksheetSetup, is_complete
from sustainrubric.files.writable import check_writable


def begin(file: Path, terminal: Terminal, today: date) -> int | None:
    """Write a new worksheet, after asking whose it is where no settings say so.

    Gives an exit code where that was not brought to an end.

    Raises:
        RefusedToWrite: there cannot be such a file; the answers are kept.
    """
    check_writable(file)
    agency = agency_around(file)
    if agency is not None:
        write_worksheet(file, agency.model_dump(exclude_none=True), today)
        terminal.say(f"Wrote {file} for {agency.name}, dated {today}; every answer is saved there.")
        return None
    setup = Setup(
        WorksheetSetup(today),
        is_complete,
        lambda data: write_worksheet(file, data["agency"], _day(data)),
        command="worksheet",
        kind="worksheet",
        needed="An agency and a day",
    )
    return hold_setup(setup, file, terminal)


def _day(data: Plain) -> date:
    """The day as it was answered now, or as it was kept from before."""
    kept = get(data, ("date",))
    parsed = parse_day(str(kept))
    day: date = parsed.value if isinstance(parsed, Value) else kept
    return day
