"""What `sustain validate` does, free of how its arguments were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sustainrubric.cli import problems as shown
from sustainrubric.cli.console import complain, note, write
from sustainrubric.cli.inspect import inspect_bytes
from sustainrubric.cli.progress import with_progress
from sustainrubric.errors import Unreadable
from sustainrubric.files.repository import candidates, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sustainrubric.model.problem import LocatedProblem

PROBLEMS_FOUND = 1


def run_validation(paths: Sequence[str], *, strict: bool, form: str) -> int:
    """Check files and folders, print what is wrong or weak, and give the exit code."""
    problems: list[LocatedProblem] = []
    count = unreadable = 0
    for candidate in with_progress(candidates(paths or ["."]), "checking"):
        try:
            file = read(candidate)
        except Unreadable as error:
            complain(str(error))
            unreadable += 1
            continue
        if file is not None:
            count += 1
            problems.extend(inspect_bytes(file.content, file.name).problems)
    problems.sort(key=lambda found: found.sort_key)
    if form == "json":
        write(shown.as_json(problems))
    else:
        for found in problems:
            write(shown.as_text(found))
        note(shown.summary(problems, count))
    if unreadable:
        return Unreadable.exit_code
    failed = strict or any(found.problem.code.severity == "error" for found in problems)
    return PROBLEMS_FOUND if problems and failed else 0
