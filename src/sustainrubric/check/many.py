"""Check many files, each by itself, in this process or in several; the results come in one order."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sustainrubric.base.problem import Excerpt, Finding, LocatedProblem
from sustainrubric.check.agreement import Agreement
from sustainrubric.check.file import inspect_bytes
from sustainrubric.check.gates import Gates
from sustainrubric.check.text import as_finding
from sustainrubric.records.find import Candidate
from sustainrubric.records.instrument_finder import InstrumentFinder
from sustainrubric.records.load import Loaded
from sustainrubric.records.read_folder import Unread, opened
from sustainrubric.yaml.source import STANDARD_INPUT

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

_ENOUGH = 200
"""Files from which on more processes than one save time."""

_MOST = 8

_LONG_LINE = 200

_BEFORE, _WIDTH = 60, 160

_MOST_ON_WINDOWS = 61
"""Windows waits for no more processes at once."""

_ROUNDS = 8
"""How often each process comes back for more: files differ in size."""


class CheckContext(NamedTuple):
    """What lies around the files looked at, and is read once: their priorities and their instruments."""

    agreement: Agreement
    finder: InstrumentFinder


class Subject(NamedTuple):
    """What an assessment is about: the agency, the reform and the round."""

    agency: str
    state: str
    reform: str
    reform_name: str
    round: str


class FileFindings(NamedTuple):
    """What one file says; `whole` where nothing kept us from looking at all of it.

    `unreadable` is why the file could not be opened, where it could not. `subject` is what an assessment is
    about, for the folder as a whole.
    """

    file: str
    findings: tuple[Finding, ...] = ()
    whole: bool = True
    unreadable: str | None = None
    subject: Subject | None = None


def look_at_all(
    candidates: Sequence[Candidate], gates: Gates | None, around: CheckContext, jobs: int
) -> Generator[FileFindings | None]:
    """`look_at` for each of them, in their order, in `jobs` processes (0: as many as speed it up)."""
    workers = min(jobs or _useful(len(candidates)), len(candidates))
    if workers <= 1:
        return (look_at(candidate, gates, around) for candidate in candidates)
    return spread(candidates, gates, around, workers)


def look_at(candidate: Candidate, gates: Gates | None, around: CheckContext) -> FileFindings | None:
    """Everything to be said of one file; None where it is not ours."""
    file = opened(candidate)
    if isinstance(file, Unread):
        return FileFindings(candidate.name, unreadable=file.why)
    if file is None:
        return None
    loaded = around.agreement.checked(inspect_bytes(file.content, file.name, around.finder))
    whole = loaded.model is not None and not loaded.document.problems
    if gates is not None and whole:
        loaded = _through(loaded, gates)
    findings = tuple(finding_in(found, loaded) for found in loaded.problems)
    return FileFindings(file.name, findings, whole, subject=subject_of(loaded, around.finder))


def subject_of(loaded: Loaded, finder: InstrumentFinder) -> Subject | None:
    """None for what is no sound assessment; the agency as it is called now."""
    from sustainrubric.records.assessment import Assessment

    one = loaded.model
    if not isinstance(one, Assessment):
        return None
    agency = finder.agencies.known(loaded.file, one.agency)
    return Subject(agency.name, agency.state, one.reform.id, one.reform.name, one.round.id)


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
    from sustainrubric.check.gates import check_gates
    from sustainrubric.records.assessment import Assessment

    if not isinstance(loaded.model, Assessment):
        return loaded
    rubric = loaded.instruments.rubric(loaded.model.rubric)
    return loaded.with_problems(check_gates(loaded.model, rubric, gates)) if rubric is not None else loaded


def finding_in(found: LocatedProblem, loaded: Loaded) -> Finding:
    """A problem with the line it stands in."""
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


_held: list[tuple[Gates | None, CheckContext]] = []


def spread(
    candidates: Sequence[Candidate], gates: Gates | None, around: CheckContext, workers: int
) -> Generator[FileFindings | None]:
    """`look_at` for each of them, in their order."""
    # Imported late: most checks are of a few files.
    import gc
    from concurrent.futures import ProcessPoolExecutor

    # What is loaded once here need not be loaded in each process.
    gc.freeze()
    here = {candidate: look_at(candidate, gates, around) for candidate in candidates if is_local(candidate)}
    there = [candidate for candidate in candidates if candidate not in here]
    size = max(1, len(there) // (workers * _ROUNDS))
    shares = [there[start : start + size] for start in range(0, len(there), size)]
    with ProcessPoolExecutor(min(workers, _MOST_ON_WINDOWS), _context(), _prepare, (gates, around)) as pool:
        answers = pool.map(_look_at_share, shares)
        try:
            looked = (each for share in answers for each in share)
            for candidate in candidates:
                yield here[candidate] if candidate in here else next(looked)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _context() -> BaseContext:
    """Processes that begin as a copy of this one, where the system can: they have nothing left to import."""
    import multiprocessing

    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    return multiprocessing.get_context(method)


def _prepare(gates: Gates | None, around: CheckContext) -> None:
    """What a process needs for all its shares; what it learns of a folder's priorities it keeps."""
    import signal

    _held.append((gates, around))
    # Ctrl-C reaches every process of the terminal; only the first one says something about it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _look_at_share(share: Sequence[Candidate]) -> list[FileFindings | None]:
    gates, around = _held[-1]
    return [look_at(candidate, gates, around) for candidate in share]
