"""Limits on the templates of others where no process can be a copy of this one: on Windows they are filled in here.

A thread looks on, and has what takes too much stop with an error that names its place. What does not even listen, as
one huge operation does not, ends the whole command. Memory is looked at twenty times a second, not held by the system.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from types import TracebackType

from sustainrubric.base.errors import InvalidTemplate

_PAUSE = 0.05


class Watch(threading.Thread):
    """Looks on while a page is made: `with Watch(...)`, in the thread that makes it.

    `seconds` are of computing time, `megabytes` what the page may take beyond what the program has already;
    `too_long` and MemoryError are raised in that thread.
    """

    def __init__(self, seconds: float, megabytes: int, too_long: type[Exception]) -> None:
        super().__init__(daemon=True)
        self._watched = threading.get_ident()
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._stopped = False
        self._seconds, self._too_long = seconds, too_long
        self._end = time.process_time() + seconds
        self._most = memory_used() + megabytes * 1_000_000

    def __enter__(self) -> Watch:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._over.set()
            if self._stopped and error is None:
                # It was stopped in the moment in which it was ready; that must not reach what comes next.
                _raise_in(self._watched, None)
        self.join()

    def run(self) -> None:
        while not self._over.wait(_PAUSE):
            with self._lock:
                if self._over.is_set():
                    return
                reason = self._reason()
                if reason is not None and not self._stopped:
                    self._stopped = True
                    _raise_in(self._watched, reason)
                elif time.process_time() > self._end + self._seconds:
                    os.write(2, b"sustain: a template was stopped: it takes too long or too much memory\n")
                    os._exit(InvalidTemplate.exit_code)

    def _reason(self) -> type[Exception] | None:
        if time.process_time() > self._end:
            return self._too_long
        return MemoryError if memory_used() > self._most else None


def _raise_in(thread: int, error: type[Exception] | None) -> None:
    """Have `error` raised in another thread, or, for None, one that has not been raised yet forgotten."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), None if error is None else ctypes.py_object(error)
    )


if sys.platform == "win32":

    class _Counters(ctypes.Structure):
        _fields_ = [
            ("cb", ctypes.c_ulong),
            ("PageFaultCount", ctypes.c_ulong),
            *(
                (name, ctypes.c_size_t)
                for name in ("PeakWorkingSetSize", "WorkingSetSize", "a", "b", "c", "d")
            ),
            ("PagefileUsage", ctypes.c_size_t),
            ("PeakPagefileUsage", ctypes.c_size_t),
        ]

    def memory_used() -> int:
        """Bytes that this process has taken; 0 where the system does not say."""
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        counters = _Counters(cb=ctypes.sizeof(_Counters))
        process = ctypes.c_void_p(kernel.GetCurrentProcess())
        known = kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.cb)
        return max(counters.WorkingSetSize, counters.PagefileUsage) if known else 0

else:

    def memory_used() -> int:
        """Bytes that this process has taken; 0 where the system does not say."""
        try:
            with open("/proc/self/statm", encoding="ascii") as stream:
                return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:
            return 0
