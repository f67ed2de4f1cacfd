"""Which tests are left out on Windows, and why: test by test, for what only POSIX has or what Wine lacks.

Three ways, each as narrow as can be. A helper that does what Windows cannot (`make_pipe`, `Person`, `git` where there
is none) leaves out the test that called it, and so does a link that Windows does not let us make. The other tests are
named below, one by one. With `--left-out-too` the named ones run as well, and one that passes there fails the run:
so the list cannot grow too long.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

LEFT_OUT: dict[str, tuple[str, ...]] = {
    "a file of POSIX systems: /dev/full, /dev/zero": (
        "cli/test_diff.py::test_item_56_a_closed_pipe_is_quiet_and_a_full_disk_is_said",
        "cli/test_hostile_input.py::test_item_26_endless_standard_input_is_read_up_to_the_limit",
        "cli/test_hostile_input.py::test_item_56_a_full_disk_is_an_error_and_told",
    ),
    "a socket among files, which Windows does not have": (
        "cli/test_hostile_input.py::test_what_is_no_file_is_told_at_once[item-26-socket-validate]",
        "cli/test_hostile_input.py::test_what_is_no_file_is_told_at_once[item-26-socket-score]",
        "yaml/test_text_source.py::test_a_socket_is_no_file",
    ),
    "a name that no file of Windows can have": (
        "cli/test_hostile_input.py::test_item_54_a_file_name_that_would_steer_a_terminal_is_shown_as_escapes",
        "cli/test_hostile_input.py::test_item_71_files_of_strange_names_are_read_after_two_dashes",
        "cli/test_hostile_input.py::test_item_71_a_name_that_is_no_utf8_is_read_and_shown",
        "disk/test_drives.py::test_a_backslash_in_a_name_stays_where_it_is_no_separator",
    ),
    "a shell of POSIX systems": ("cli/test_hostile_input.py::test_item_56_a_closed_stream_is_no_crash",),
    "the folder that one is in cannot be removed on Windows": (
        "cli/test_boundary.py::test_a_folder_that_is_gone_is_said_to_be",
    ),
}
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
        # Wine 8 says that it made one. pytest asks for links, too, and does without.
        if not os.path.islink(target) and (_is_test(1) or _is_test(2)):
            pytest.skip("this Windows lets us make no symbolic links")

    os.symlink = symlink  # type: ignore[assignment]


def _is_test(depth: int) -> bool:
    """Whether what is so many calls further up is a test or one of its helpers."""
    return str(sys._getframe(depth + 1).f_globals.get("__name__", "")).startswith("tests.")


def leave_out_where_pools_do_not_end() -> None:
    """Have a pool of processes leave out its test under Wine 8, where one does its work and then does not end."""
    from concurrent.futures import ProcessPoolExecutor

    def leave_out(self: ProcessPoolExecutor, *rest: Any, **options: Any) -> None:
        pytest.skip("a pool of processes does its work under Wine 8, and then does not end")

    if "WINEPREFIX" in os.environ:
        ProcessPoolExecutor.__init__ = leave_out  # type: ignore[method-assign]


def write_as_other_systems_do() -> None:
    """Have tests write and read texts in UTF-8 and with LF where they say nothing else, as they do on other systems.

    The code that is tested gets no such help.
    """
    for name in ("read_text", "write_text"):
        _help_tests(name)


def _help_tests(name: str) -> None:
    real = getattr(Path, name)

    def helped(self: Path, *arguments: Any, **options: Any) -> Any:
        if _is_test(1):
            if len(arguments) == (name == "write_text"):
                options.setdefault("encoding", "utf-8")
            if name == "write_text":
                options.setdefault("newline", "\n")
        return real(self, *arguments, **options)

    setattr(Path, name, helped)
