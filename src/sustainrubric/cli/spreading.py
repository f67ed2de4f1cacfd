"""Files shared out among processes."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor

from sustainrubric.cli.agreement import Agreement
from sustainrubric.cli.looking import Looked, is_local, look_at
from sustainrubric.files.repository import Candidate
from sustainrubric.model.gates import Gates

_MOST = 61
"""Windows waits for no more processes at once."""

_ROUNDS = 8
"""How often each process comes back for more: files differ in size."""

_held: list[tuple[Gates | None, Agreement]] = []


def spread(
    candidates: Sequence[Candidate], gates: Gates | None, agreement: Agreement, workers: int
) -> Generator[Looked | None]:
    """`look_at` for each of them, in their order."""
    # What is loaded once here need not be loaded in each process.
    gc.freeze()
    here = {
        candidate: look_at(candidate, gates, agreement) for candidate in candidates if is_local(candidate)
    }
    there = [candidate for candidate in candidates if candidate not in here]
    size = max(1, len(there) // (workers * _ROUNDS))
    shares = [there[start : start + size] for start in range(0, len(there), size)]
    with ProcessPoolExecutor(min(workers, _MOST), _context(), _prepare, (gates, agreement)) as pool:
        answers = pool.map(_look_at_share, shares)
        try:
            looked = (each for share in answers for each in share)
            for candidate in candidates:
                yield here[candidate] if candidate in here else next(looked)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _context() -> multiprocessing.context.BaseContext:
    """Processes that begin as a copy of this one, where the system can: they have nothing left to import."""
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    return multiprocessing.get_context(method)


def _prepare(gates: Gates | None, agreement: Agreement) -> None:
    """What a process needs for all its shares; what it learns of a folder's priorities it keeps."""
    _held.append((gates, agreement))
    # Ctrl-C reaches every process of the terminal; only the first one says something about it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _look_at_share(share: Sequence[Candidate]) -> list[Looked | None]:
    gates, agreement = _held[-1]
    return [look_at(candidate, gates, agreement) for candidate in share]
