"""Shared fixtures: the command line in a temporary folder, and golden files."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest

import tests.profiles  # noqa: F401 - the profiles of hypothesis have to be known before one is asked for
from tests import forked
from tests.forked import speaks_to_python
from tests.not_on_windows import (
    leave_out_where_links_cannot_be_made,
    leave_out_where_pools_do_not_end,
    reason_on_windows,
    write_as_other_systems_do,
)
from tests.said import wrong_words

if TYPE_CHECKING:
    from tests.person import Person

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"


# Thousands of tests are collected and stay to the end. Python would look through all of them, again and again,
# for what nobody refers to any more: a tenth of the time of all quick tests.
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files; read the diff")
    parser.addoption(
        "--left-out-too", action="store_true", help="on Windows: also what is left out there; has to fail"
    )


if os.name == "nt":
    leave_out_where_links_cannot_be_made()
    leave_out_where_pools_do_not_end()
    write_as_other_systems_do()


# Of a table of more than LONG_TABLE cases the quick tests try every third; the others are deep.
LONG_TABLE = 12
EVERY = 3


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    tables: dict[str, list[pytest.Item]] = {}
    for item in items:
        tables.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for cases in tables.values():
        if len(cases) > LONG_TABLE:
            for number, item in enumerate(cases):
                if number % EVERY:
                    item.add_marker(pytest.mark.deep)
    if os.name == "nt":
        _leave_out_on_windows(config, items)


def _leave_out_on_windows(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out_too = config.getoption("--left-out-too")
    for item in items:
        reason = reason_on_windows(item.nodeid)
        if reason:
            item.add_marker(
                pytest.mark.xfail(reason=reason, strict=True)
                if left_out_too
                else pytest.mark.skip(reason=reason)
            )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    seed = terminalreporter.config.getoption("--hypothesis-seed")
    if seed is not None:
        terminalreporter.write_line(f"examples of hypothesis: the same again with --hypothesis-seed={seed}")


@dataclass
class Result:
    """What a run of the command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def sustain(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run `sustain` in this process, in a temporary folder; success is expected unless told otherwise."""

    def run(*arguments: str, code: int | None = 0, stdin: bytes = b"", encoding: str = "utf-8") -> Result:
        from sustainrubric.cli.main import main

        out, err = _Captured(encoding), _Captured(encoding)
        monkeypatch.setattr(sys, "argv", ["sustain", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        exit_code = 0
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main()
            except SystemExit as stop:
                exit_code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        result = Result(exit_code, out.text(), err.text())
        print(f"$ sustain {' '.join(arguments)}\n{result.out}{result.err}-> {exit_code}")
        assert wrong_words(arguments, result.err) == []
        if code is not None:
            assert exit_code == code, result.err or result.out
        return result

    return run


@pytest.fixture
def sustain_process(folder: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run `sustain` as a process of its own, for what only a process shows: pipes, signals, crashes.

    The process is a copy of one that has imported `sustain`; `sustain_start` is for what a new one shows.
    The streams are open files, or else the process reads `given` and writes into pipes.
    """

    def run(
        *arguments: str, env: Mapping[str, str] | None = None, given: bytes = b"", **streams: IO[Any] | int
    ) -> subprocess.CompletedProcess[bytes]:
        assert not speaks_to_python(env or {}), "only a new interpreter reads these variables"
        if os.name == "nt":
            # No process is a copy of another there.
            options: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
            options |= {} if "stdin" in streams else {"input": given}
            command = [sys.executable, "-m", "sustainrubric", *arguments]
            return subprocess.run(command, env={**os.environ, **(env or {})}, check=False, **options)
        numbers = {
            name: stream if isinstance(stream, int) else stream.fileno() for name, stream in streams.items()
        }
        return forked.run(arguments, Path.cwd(), {**os.environ, **(env or {})}, given=given, **numbers)

    return run


@pytest.fixture
def sustain_start(folder: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run `sustain` in a new interpreter, for what only a start shows: imports, locales, hash seeds."""

    def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
        options.setdefault("capture_output", True)
        environment = {**os.environ, **options.pop("env", {})}
        command = [sys.executable, "-m", "sustainrubric", *arguments]
        return subprocess.run(command, env=environment, check=False, timeout=120, **options)

    return run


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder to work in; what a session remembers lies outside of it."""
    folder = tmp_path / "office"
    folder.mkdir()
    return folder


@pytest.fixture
def person(office: Path) -> Iterator[Callable[..., Person]]:
    """Seat somebody at a terminal: `person("assess", "a.yaml")`."""
    if os.name == "nt":
        # Before the test has begun anything that somebody would have to end.
        pytest.skip("a pseudo-terminal, which Windows does not have")
    from tests.person import Person

    people: list[Person] = []

    def seated(*arguments: str, **options: Any) -> Person:
        people.append(Person(office, *arguments, **options))
        return people[-1]

    yield seated
    for each in people:
        if not hasattr(each.child, "closed") or not each.child.closed:
            print(each.seen[-3000:])
        each.leaves()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with `tests/golden/NAME`, or rewrite that file under --update-golden."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert path.is_file(), f"there is no golden file {name}; make it with --update-golden"
        assert text == path.read_bytes().decode("utf-8")

    return compare


class _Captured(io.TextIOWrapper):
    """Standard output or error of a run in this process."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="")

    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        # Formats for machines are UTF-8, whatever the encoding of the stream.
        return buffer.getvalue().decode("utf-8")
