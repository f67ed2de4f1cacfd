"""Which tests are left out on Windows, and why: they are about what only POSIX has, or about what Wine lacks.

A test says by itself what it uses, in its own lines and in those of its fixtures; what helpers hide is named below.
"""

from __future__ import annotations

import inspect
import os
import re
import shutil
from collections.abc import Callable
from functools import cache

import pytest

# What stands in a test's lines -> why it is left out.
USES = {
    r"symlink|make_dangling|make_loop": "symbolic links, which Windows lets administrators make only",
    r"mkfifo|make_pipe|SIGHUP|SIGKILL|preexec_fn|killpg|os\.fork\b|RLIMIT|getrusage|umask": "what POSIX alone has",
    r"chmod|fchown|st_mode|somebody_else|setxattr": "modes and owners of POSIX",
    r"/dev/|/proc/|/etc/": "files of POSIX systems",
    r"Person|ForkedTerminal|pexpect|pty": "a pseudo-terminal, which Windows has not",
    r"strace|sh\b.*-c|bash|zsh|fish": "programs of POSIX systems",
    r"XDG_|\"HOME\"": "the folders of a person as other systems have them",
    r"fcntl": "the locks of POSIX",
}
GIT = r"\bgit\(|\bgit\b.*init|repository\(|two_commits|\bcommit\(|scratch\."

# Part of a test's name -> why it is left out.
NAMES = {
    "tests/ci/": "services and shells that CI is tried with on Linux",
    "tests/editors/": "a language server that is started on Linux",
    "tests/pages/test_compiled_templates.py": "copies of a process, which Windows has not",
    "tests/test_wheel.py": "a wheel that is built and installed on Linux",
}


def reason_on_windows(item: pytest.Item) -> str | None:
    """Why a test is left out on Windows; None where it is not."""
    for part, reason in NAMES.items():
        if part in item.nodeid.replace("\\", "/"):
            return reason
    text = "\n".join(_lines(item))
    for pattern, reason in USES.items():
        if re.search(pattern, text):
            return reason
    if shutil.which("git") is None and re.search(GIT, text):
        return "git, which is not installed here"
    return None


def _lines(item: pytest.Item) -> list[str]:
    """The lines of a test, with its marks and values, and of the fixtures in this repository that it asks for."""
    found = [item.nodeid, repr(getattr(getattr(item, "callspec", None), "params", ""))]
    functions = [getattr(item, "function", None)]
    information = getattr(item, "_fixtureinfo", None)
    for definitions in getattr(information, "name2fixturedefs", {}).values():
        functions += [each.func for each in definitions]
    return [*found, *(_source(function) for function in functions if function is not None)]


@cache
def _source(function: Callable[..., object]) -> str:
    """The lines of a function of ours; asked once for all the cases of a test, as Wine reads slowly."""
    try:
        return inspect.getsource(function) if f"{os.sep}tests{os.sep}" in inspect.getfile(function) else ""
    except (OSError, TypeError):
        return ""
