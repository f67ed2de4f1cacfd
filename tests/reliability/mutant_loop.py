"""A plugin of pytest that, in the place of running the tests, tries changes of the code with them.

`mutants.py` starts it, once for the quick tests and once, with `MUTANTS_DEEP`, for those marked `deep`. All tests are
collected once. They run in a copy of this process, which shows which of them come to which line; then each change is
made in another copy, in the functions that are loaded there, and the tests that come to its line run, the quickest
first. What no function holds is left to `mutants.py`.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import pickle
import resource
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import NoReturn

import coverage
import pytest
from _pytest.runner import runtestprotocol

SOURCE = Path(__file__).resolve().parents[2] / "src" / "sustainrubric"
SECONDS = 600
"""That the tests of one change may take, or thirty times what they took without it where that is more.

A loaded machine is no reason to call it noticed.
"""

SPARE = 15
"""Seconds of computing by which they may take longer than without the change."""

MOST_MEMORY = 6_000_000_000

Lines = dict[str, dict[int, list[str]]]


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Keep the quick tests, with the cases that `make test` leaves out of long tables, or else only the deep ones."""
    deep = {id(item) for item in items if item.get_closest_marker("deep")}
    yield
    wanted = "MUTANTS_DEEP" in os.environ
    items[:] = [item for item in items if (id(item) in deep) is wanted]


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Try each change of the list that `MUTANTS` names; what became of it is written beside it."""
    if "MUTANTS" not in os.environ:
        return None
    asked = Path(os.environ["MUTANTS"])
    lines, seconds = _learned(session.items) if session.items else ({}, {})
    items = {item.nodeid: item for item in session.items if item.nodeid in seconds}
    answers = []
    for file, line, source in json.loads(asked.read_text(encoding="utf-8")):
        names = {name for name in lines.get(str(SOURCE / file), {}).get(line, []) if name in items}
        at_line = sorted(names, key=lambda name: seconds[name])
        answers.append(
            _tried(file, source, [items[name] for name in at_line], sum(seconds[name] for name in at_line))
        )
    asked.with_suffix(".answers").write_text(json.dumps(answers), encoding="utf-8")
    return True


def _learned(items: Iterable[pytest.Item]) -> tuple[Lines, dict[str, float]]:
    """Which tests come to which line, and the seconds of each test that passes."""
    read, write = os.pipe()
    if os.fork() == 0:
        os.close(read)
        _learn(items, write)
    os.close(write)
    with os.fdopen(read, "rb") as stream:
        lines, seconds = pickle.load(stream)
    os.wait()
    return lines, seconds


def _learn(items: Iterable[pytest.Item], write: int) -> NoReturn:
    measured = coverage.Coverage(data_file=None, source=[str(SOURCE)], config_file=False, messages=False)
    measured.start()
    seconds = {}
    for item in items:
        measured.switch_context(item.nodeid)
        began = time.process_time()
        if _passes(item):
            seconds[item.nodeid] = time.process_time() - began
    measured.stop()
    data = measured.get_data()
    lines = {file: data.contexts_by_lineno(file) for file in data.measured_files()}
    with os.fdopen(write, "wb") as stream:
        pickle.dump((lines, seconds), stream)
    os._exit(0)


def _passes(item: pytest.Item) -> bool:
    return not any(report.failed for report in runtestprotocol(item, nextitem=None, log=False))


def _tried(file: str, source: str, items: list[pytest.Item], seconds: float) -> str:
    """`noticed`, `left`, or `unknown` where the change is in no function that can be exchanged."""
    if not items:
        return "unknown"
    child = os.fork()
    if child == 0:
        _try(file, source, items, seconds)
    deadline = time.monotonic() + max(SECONDS, 30 * seconds)
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            break
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.02)
    code = os.waitstatus_to_exitcode(status)
    return {0: "left", 3: "unknown"}.get(code, "noticed")


def _try(file: str, source: str, items: list[pytest.Item], seconds: float) -> NoReturn:
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    limit = int(time.process_time() + seconds) + SPARE
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    with contextlib.suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    code = 1
    try:
        # Commands load much of the code late, so that no test has done so yet.
        importlib.import_module("sustainrubric." + file.removesuffix(".py").replace("/", "."))
        if not _exchanged(str(SOURCE / file), source):
            code = 3
        elif all(map(_passes, items)):
            code = 0
    finally:
        os._exit(code)


def _exchanged(path: str, source: str) -> bool:
    """Put the changed code into the functions that are loaded; whether there was one to put it into."""
    gc.unfreeze()
    new = {_name(code): code for code in _codes(compile(source, path, "exec", dont_inherit=True))}
    found = False
    for function in _functions():
        code = function.__code__
        if code.co_filename != path or _name(code) not in new:
            continue
        changed = new[_name(code)]
        if changed.co_freevars == code.co_freevars and changed != code:
            function.__code__ = changed
            found = True
    return found


def _name(code: CodeType) -> tuple[str, int]:
    # A change may not move lines: two functions of one name are told apart by theirs.
    return code.co_qualname, code.co_firstlineno


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


def _functions() -> Iterator[FunctionType]:
    for found in gc.get_objects():
        if isinstance(found, FunctionType):
            yield found
