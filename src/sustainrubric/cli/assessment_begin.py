"""The beginning of an assessment that is not there yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sustainrubric.cli.ask import Terminal
from sustainrubric.cli.new_file import agency_around, newest_rubric, write_assessment
from sustainrubric.cli.setup_session import Setup, hold_setup
from sustainrubric.engine.setup_script import SetupScript, is_complete
from sustainrubric.files.writable import check_writable


def begin(file: Path, terminal: Terminal, today: date) -> int | None:
    """Ask what a new assessment is about, and write it; an exit code where that was not brought to an end.

    Raises:
        RefusedToWrite: there cannot be such a file; the answers are kept.
    """
    check_writable(file)
    agency = agency_around(file)
    setup = Setup(
        SetupScript(agency.name if agency else None, agency.state if agency else None, today),
        is_complete,
        lambda data: write_assessment(file, data, newest_rubric()),
        command="assess",
        kind="assessment",
        needed="An agency, a reform and a round",
    )
    return hold_setup(setup, file, terminal)
