"""One file -> the lines it adds to each table; many files in several processes."""

from __future__ import annotations

import csv
import gc
import hashlib
import io
import multiprocessing
import os
import signal
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from typing import NamedTuple

from sustainrubric.base.text import one_line
from sustainrubric.check.file import inspect_bytes
from sustainrubric.exchange.table_rows import rows_of, shown_name
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
_ABOUT_THE_FILE = 7
"""Cells of a row of elements that are the same in all rows of a file; the rest is the same in many files."""


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
    rows, tails = rows_of(loaded, rubric, how.audience, how.secrets, _guarded if how.guard else _quoted)
    counts = {name: len(table) for name, table in rows.items()}
    counts |= {name: len(table) for name, table in tails.items()}
    elements = rows.pop("elements", [])
    lines = {name: _csv_text(table, how.guard) for name, table in rows.items() if table}
    head = _head((shown_name(loaded.file),), how.guard)
    # Joined here: a file has hundreds of these rows, and to write each with `csv` takes ten times as long.
    lines |= {name: _joined(head, map(",".join, table)) for name, table in tails.items() if table}
    if elements:
        lines["elements"] = _joined(
            _head(elements[0][:_ABOUT_THE_FILE], how.guard),
            [_tail(row[_ABOUT_THE_FILE:]) for row in elements],
        )
    return Tabulated(
        candidate.name,
        size,
        modified,
        hashlib.sha256(file.content).hexdigest(),
        lines,
        tuple(counts.get(name, 0) for name in TABLES),
        broken=rubric is None and could_be(loaded, file.content, ("assessment",)),
    )


@lru_cache(maxsize=10_000)
def _tail(cells: tuple[Cell, ...]) -> str:
    """The last cells of a line; of an element there are few different ones in many files."""
    return _csv_text([cells], False).rstrip("\n")


def _head(cells: tuple[Cell, ...], guard: bool) -> str:
    """The first cells of lines, up to the comma after them."""
    return _csv_text([(*cells, None)], guard).rstrip("\n")


def _joined(head: str, tails: Iterable[str]) -> str:
    """Lines that begin alike."""
    return head + f"\n{head}".join(tails) + "\n"


def _quoted(text: str) -> str:
    """A text as a cell, written as `csv` writes it."""
    shown = text if text.isprintable() else one_line(text)
    return '"' + shown.replace('"', '""') + '"' if "," in shown or '"' in shown else shown


def _guarded(text: str) -> str:
    """As `_quoted`, of a text that a spreadsheet must not take for a formula."""
    shown = text if text.isprintable() else one_line(text)
    if shown[:1] in _FORMULA_STARTS:
        shown = f"'{shown}"
    return '"' + shown.replace('"', '""') + '"' if "," in shown or '"' in shown else shown


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
    return _csv_text([tuple(cells)], False)


def _csv_text(rows: Sequence[Sequence[Cell]], guard: bool) -> str:
    """The lines of rows of a table."""
    out = io.StringIO()
    starts = _FORMULA_STARTS if guard else frozenset[str]()
    csv.writer(out, lineterminator="\n").writerows(
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
