"""Look at many files, each by itself, in this process or in several; what they say comes in one order."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import NamedTuple

from sustainrubric.cli.agreement import Agreement
from sustainrubric.cli.inspect import inspect_bytes
from sustainrubric.cli.problems import as_finding
from sustainrubric.errors import Unreadable
from sustainrubric.files.load import STANDARD_INPUT, Loaded
from sustainrubric.files.repository import Candidate, read
from sustainrubric.model.finding import Excerpt, Finding
from sustainrubric.model.gates import Gates
from sustainrubric.model.problem import LocatedProblem

_ENOUGH = 200
"""Files from which on more processes than one save time."""

_MOST = 8
_LONG_LINE = 200
_BEFORE, _WIDTH = 60, 160


class Looked(NamedTuple):
    """What one file says; `whole` where nothing kept us from looking at all of it.

    `unreadable` is why the file could not be opened, where it could not.
    """

    file: str
    findings: tuple[Finding, ...] = ()
    whole: bool = True
    unreadable: str | None = None


def look_at_all(
    candidates: Sequence[Candidate], gates: Gates | None, agreement: Agreement, jobs: int
) -> Generator[Looked | None]:
    """`look_at` for each of them, in their order, in `jobs` processes (0: as many as help)."""
    workers = min(jobs or _useful(len(candidates)), len(candidates))
    if workers <= 1:
        return (look_at(candidate, gates, agreement) for candidate in candidates)
    # Imported late: most checks are of a few files.
    from sustainrubric.cli.spreading import spread

    return spread(candidates, gates, agreement, workers)


def look_at(candidate: Candidate, gates: Gates | None, agreement: Agreement) -> Looked | None:
    """Everything to be said of one file; None where it is not ours."""
    try:
        file = read(candidate)
    except Unreadable as error:
        return Looked(candidate.name, unreadable=str(error))
    if file is None:
        return None
    loaded = agreement.checked(inspect_bytes(file.content, file.name))
    whole = loaded.model is not None and not loaded.document.problems
    if gates is not None and whole:
        loaded = _through(loaded, gates)
    return Looked(file.name, tuple(_finding(found, loaded) for found in loaded.problems), whole)


def is_local(candidate: Candidate) -> bool:
    """Whether only this process can read it."""
    return candidate.name == STANDARD_INPUT


def _useful(files: int) -> int:
    if files < _ENOUGH:
        return 1
    import os

    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(available, _MOST)


def _through(loaded: Loaded, gates: Gates) -> Loaded:
    """An assessment held to the gates; other kinds of file have nothing they could be about."""
    from sustainrubric.engine.gates import check_gates
    from sustainrubric.files.packaged import load_rubric
    from sustainrubric.model.assessment import Assessment

    if not isinstance(loaded.model, Assessment):
        return loaded
    rubric = load_rubric(loaded.model.rubric)
    return loaded.with_problems(check_gates(loaded.model, rubric, gates)) if rubric is not None else loaded


def _finding(found: LocatedProblem, loaded: Loaded) -> Finding:
    location = found.location
    if loaded.kind == "ballot":
        # A line of a ballot may hold the level somebody gave, and nobody is to read that before all have voted.
        return as_finding(found, Excerpt("", 0))
    text = loaded.document.source.line(location.line)
    caret = location.column - 1
    if len(text) > _LONG_LINE:
        cut = max(0, caret - _BEFORE)
        text, caret = text[cut : cut + _WIDTH], caret - cut
    return as_finding(found, Excerpt(text, caret))
