"""One file -> the lines it adds to each table; many files in several processes."""

from __future__ import annotations

import csv
import gc
import hashlib
import io
import multiprocessing
import os
import signal
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

from sustainrubric.check.file import inspect_bytes
from sustainrubric.exchange.table_rows import rows_of
from sustainrubric.exchange.table_schema import TABLES, Cell
from sustainrubric.pages.frame import Audience
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.find import Candidate
from sustainrubric.records.instrument_finder import InstrumentFinder
from sustainrubric.records.read_folder import Unread, could_be, opened
from sustainrubric.report.audience import Secrets

_MOST = 8
_SHARE = 125
"""Files that a process takes at once."""

_FORMULA_STARTS = frozenset("=+-@")
_PLAIN_TABLES = frozenset({"criteria", "look_fors", "scores"})


class HowToWrite(NamedTuple):
    """`guard` keeps spreadsheets from taking text for a formula: an apostrophe before it.

    `secrets` are left out for the public, also where another file shows them.
    """

    audience: Audience = "team"
    guard: bool = True
    secrets: Secrets = Secrets()


class Tabulated(NamedTuple):
    """What one file adds: its text in each table, and how many lines that is.

    `size` in bytes and `modified` in nanoseconds are those of the file before it was read.
    `unreadable` is why it could not be opened; `broken` says that it is an assessment, as far as it
    tells, that is too broken to have rows of its own.
    """

    name: str
    size: int = 0
    modified: int = 0
    digest: str = ""
    lines: dict[str, str] = {}  # noqa: RUF012 - never changed
    counts: tuple[int, ...] = ()
    broken: bool = False
    unreadable: str | None = None


def tabulate_all(candidates: Sequence[Candidate], how: HowToWrite, jobs: int) -> Generator[Tabulated]:
    """`tabulate` for each of them, in their order, in `jobs` processes."""
    if jobs <= 1 or len(candidates) <= _SHARE:
        finder = InstrumentFinder()
        return (tabulate(candidate, how, finder) for candidate in candidates)
    return _in_processes(candidates, how, jobs)


def tabulate(candidate: Candidate, how: HowToWrite, finder: InstrumentFinder) -> Tabulated:
    """Read one file; what is not ours, or cannot be opened, adds nothing."""
    size, modified = _size_and_time(candidate.name)
    file = opened(candidate)
    if isinstance(file, Unread):
        return Tabulated(candidate.name, counts=_NONE, unreadable=file.why)
    if file is None:
        return Tabulated(candidate.name, size, modified, counts=_NONE)
    loaded = inspect_bytes(file.content, file.name, finder)
    assessment = loaded.model
    rubric = loaded.instruments.rubric(assessment.rubric) if isinstance(assessment, Assessment) else None
    rows = rows_of(loaded, rubric, how.audience, how.secrets)
    return Tabulated(
        candidate.name,
        size,
        modified,
        hashlib.sha256(file.content).hexdigest(),
        {
            name: _csv_text(table, how.guard, is_plain=name in _PLAIN_TABLES)
            for name, table in rows.items()
            if table
        },
        tuple(len(rows.get(name, ())) for name in TABLES),
        broken=rubric is None and could_be(loaded, file.content, ("assessment",)),
    )


_NONE = tuple(0 for _ in TABLES)


def _size_and_time(name: str) -> tuple[int, int]:
    # Taken first: a file that is changed while we read it is read again next time.
    try:
        status = os.stat(name)
    except (OSError, ValueError):
        return 0, 0
    return status.st_size, status.st_mtime_ns


def csv_line(cells: Sequence[Cell]) -> str:
    """One line of a table, as `tabulate` writes them."""
    return _csv_text([tuple(cells)], guard=False)


def _csv_text(rows: Sequence[Sequence[Cell]], guard: bool, *, is_plain: bool = False) -> str:
    """The lines of rows; `is_plain` says that no cell but the first holds text of a user, or true or false."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if is_plain and not (guard and str(rows[0][0])[:1] in _FORMULA_STARTS):
        writer.writerows(rows)
        return out.getvalue()
    starts = _FORMULA_STARTS if guard else frozenset[str]()
    # One expression without a call: there are thousands of cells in a file.
    writer.writerows(
        [
            (f"'{cell}" if cell[:1] in starts else cell)
            if cell.__class__ is str
            else ("true" if cell is True else "false" if cell is False else cell)
            for cell in row
        ]
        for row in rows
    )
    return out.getvalue()


def _in_processes(candidates: Sequence[Candidate], how: HowToWrite, jobs: int) -> Generator[Tabulated]:
    # What is loaded once here need not be loaded in each process.
    gc.freeze()
    shares = [candidates[start : start + _SHARE] for start in range(0, len(candidates), _SHARE)]
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(min(jobs, len(shares)), context, _leave_interrupts) as pool:
        answers = pool.map(_tabulate_share, shares, [how] * len(shares))
        try:
            for share in answers:
                yield from share
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; only the first one says something about it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _tabulate_share(share: Sequence[Candidate], how: HowToWrite) -> list[Tabulated]:
    finder = InstrumentFinder()
    return [tabulate(candidate, how, finder) for candidate in share]


def useful_processes() -> int:
    """How many processes help on this machine."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(available, _MOST)
