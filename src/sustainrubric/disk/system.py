"""What systems do differently with files and processes, in one place, so that nobody else asks which one this is.

Windows has no owners, no links that a flag could refuse to follow, no syncing of folders; and there a file that
another program has open cannot be replaced.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
NO_WAIT = getattr(os, "O_NONBLOCK", 0)
BINARY = getattr(os, "O_BINARY", 0)
"""Without it Windows writes CR LF for LF."""

PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between tries: a virus scanner or an indexer lets go of a file soon, Excel does not."""

LONGEST_PATH = 259
"""Characters; Windows takes longer ones only where long paths were switched on."""

# Denied as a program has it open, shared by nobody, a part of it locked.
_IN_USE = frozenset({5, 32, 33})
_DEVICES = frozenset(
    {
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        *(f"{d}{n}" for d in ("com", "lpt") for n in "123456789¹²³"),
    }
)


def is_windows() -> bool:
    return os.name == "nt"


def user_id() -> int | None:
    """Who runs us; None on a system whose files have no owner by number."""
    return os.geteuid() if hasattr(os, "geteuid") else None


def is_in_use(error: OSError) -> bool:
    """Whether Windows says that another program has the file open."""
    return getattr(error, "winerror", None) in _IN_USE


def move(source: Path, target: Path) -> None:
    """Put `source` in the place of `target`; waits a moment for a program that has it open.

    Raises:
        OSError: it cannot be moved; `is_in_use` where another program still has it open.
    """
    _patiently(os.replace, source, target)


def move_if_free(source: Path, target: Path) -> None:
    """As `move`, on Windows, but never over a file that is there; only Windows can do that by renaming.

    Raises:
        FileExistsError: something has that name.
    """
    _patiently(os.rename, source, target)


def _patiently(call: Callable[[Path, Path], None], source: Path, target: Path) -> None:
    for pause in PAUSES:
        try:
            return call(source, target)
        except OSError as error:
            if not is_in_use(error):
                raise
        time.sleep(pause)
    return call(source, target)


def is_too_long(path: Path) -> bool:
    """Whether Windows may take no file of this path, be it there or not."""
    return is_windows() and len(os.path.abspath(path)) > LONGEST_PATH


def words_for(error: OSError) -> str | None:
    """What only Windows says, in words; None where the error's own say it."""
    if is_in_use(error) and error.filename2 is not None and os.path.isdir(error.filename2):
        return "it is a folder"
    if is_in_use(error):
        return (
            "another program has it open, or you may not write there; "
            "close it in Excel, the editor or wherever it is open, and try again"
        )
    if isinstance(error.filename, str) and is_too_long(Path(error.filename)):
        return (
            f"its path has more than {LONGEST_PATH} characters, which is what Windows takes; "
            "use a shorter name, or a folder nearer to the drive"
        )
    if is_windows() and error.errno == errno.EINVAL:
        return 'Windows takes no file of this name; leave out < > : " | ? *'
    return None


def is_device_name(name: str) -> bool:
    """Whether Windows takes a file of this name for a device, whatever follows its first dot."""
    return name.split(".")[0].rstrip(" ").lower() in _DEVICES


def takes_escapes(stream: TextIO) -> bool:
    """Whether the terminal of a stream takes escape sequences; has an old console of Windows take them if it can."""
    return sys.platform != "win32" or _console_takes_escapes(stream)


def is_running(pid: int) -> bool:
    """Whether there is a process of this number; True where the system does not say."""
    if sys.platform == "win32":
        return _is_running_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


if sys.platform == "win32":

    def _is_running_on_windows(pid: int) -> bool:
        # os.kill(pid, 0) would send Ctrl-C there.
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        query, still_active, access_denied = 0x1000, 259, 5
        handle = kernel.OpenProcess(query, False, pid)
        if not handle:
            return ctypes.get_last_error() == access_denied
        code = ctypes.c_ulong()
        known = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return not known or code.value == still_active

    def _console_takes_escapes(stream: TextIO) -> bool:
        import ctypes
        import msvcrt

        kernel = ctypes.WinDLL("kernel32")
        processes_escapes = 0x4
        mode = ctypes.c_ulong()
        try:
            handle = ctypes.c_void_p(msvcrt.get_osfhandle(stream.fileno()))
        except OSError:
            # What is kept for a pager is no console, either.
            return False
        if not kernel.GetConsoleMode(handle, ctypes.byref(mode)):
            # A terminal that is no console: that of Git for Windows, or of ssh.
            return True
        return bool(
            mode.value & processes_escapes or kernel.SetConsoleMode(handle, mode.value | processes_escapes)
        )
