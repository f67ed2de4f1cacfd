"""Which tests are left out on Windows, and why: test by test, for what only POSIX has or what Wine lacks.

Three ways, each as narrow as can be. A helper that does what Windows cannot (`make_pipe`, `Person`, `git` where there
is none) leaves out the test that called it, and so does a link that Windows does not let us make. The other tests are
named below, one by one. With `--left-out-too` the named ones run as well, and one that passes there fails the run:
so the list cannot grow too long.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

LEFT_OUT: dict[str, tuple[str, ...]] = {}
"""Why -> the tests, as `file::test` or `file::test[case]` below tests/."""


def reason_on_windows(nodeid: str) -> str | None:
    """Why a test is left out on Windows; None where it is not."""
    name = nodeid.replace("\\", "/").removeprefix("tests/")
    return _REASONS.get(name) or _REASONS.get(name.partition("[")[0])


_REASONS = {name: reason for reason, names in LEFT_OUT.items() for name in names}


def leave_out_where_links_cannot_be_made() -> None:
    """Have `os.symlink`, and what calls it, leave out the test where the system lets us make no links."""
    real = os.symlink

    def symlink(source: Path | str, target: Path | str, *rest: Any, **options: Any) -> None:
        try:
            real(source, target, *rest, **options)
        except OSError as error:
            if getattr(error, "winerror", None) is None:
                raise
            pytest.skip("this Windows lets us make no symbolic links")

    os.symlink = symlink  # type: ignore[assignment]


def leave_out_where_pools_do_not_end() -> None:
    """Have a pool of processes leave out its test under Wine 8, where one does its work and then does not end."""
    from concurrent.futures import ProcessPoolExecutor

    def leave_out(self: ProcessPoolExecutor, *rest: Any, **options: Any) -> None:
        pytest.skip("a pool of processes does its work under Wine 8, and then does not end")

    if "WINEPREFIX" in os.environ:
        ProcessPoolExecutor.__init__ = leave_out  # type: ignore[method-assign]
