"""`sustain panel decide` is killed at every one of its saves, just before the file is there and just after."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sustainrubric.disk import system
from sustainrubric.editing.decide import hold_decisions
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.load import load
from tests.panel.round import begin, put

pytestmark = pytest.mark.deep

ELEMENTS = 19
ANSWERS = "2\nThe joint budget convinced us.\nTwo of us hold another.\n" * ELEMENTS + "\n"
QUITS = ["q"] * 5
SAVES = 3 * ELEMENTS
Saved = Callable[[int, bool], None]
"""What is called around each save of the assessment: its number from 1, and whether the file is there."""


def decide(file: Path, typed: str, saved: Saved) -> int:
    """Hold the session in a process of its own, at a terminal; gives how it ended, as `os.waitpid` does."""
    import pty  # Which Windows does not have.

    ours, theirs = pty.openpty()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _hold(file, theirs, saved)
    os.close(theirs)
    # Where it asks more than it should, it is left rather than waited for.
    lines = iter([*typed.splitlines(), *QUITS])
    while _waits(ours):
        os.write(ours, f"{next(lines)}\n".encode())
    os.close(ours)
    return os.waitpid(child, 0)[1]


def _waits(ours: int) -> bool:
    """Read until it waits for a line; False where it has ended."""
    shown = b""
    while not shown.endswith(b"\n> "):
        try:
            shown += os.read(ours, 65_536)
        except OSError:
            return False
    return True


def _hold(file: Path, terminal: int, saved: Saved) -> None:
    code = 1
    try:
        move, count = system.move, 0

        def counted(source: Path, target: Path) -> None:
            nonlocal count
            if target.name != file.name:
                return move(source, target)
            count += 1
            saved(count, False)
            move(source, target)
            return saved(count, True)

        system.move = counted
        sys.stdin = open(terminal, encoding="utf-8", closefd=False)  # noqa: SIM115 - lives as long as the process
        sys.stdout = open(terminal, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        code = hold_decisions(str(file), date(2026, 10, 14), plain=True)
    finally:
        os._exit(code)


def dies_at(number: int, *, is_there: bool) -> Saved:
    def saved(count: int, there: bool) -> None:
        if (count, there) == (number, is_there):
            os.kill(os.getpid(), signal.SIGKILL)

    return saved


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "office").mkdir()
    file = begin(tmp_path / "office", "r1", "r2")
    put(tmp_path / "office", r1="1" * ELEMENTS, r2="4" * ELEMENTS)
    return file


def test_the_file_is_the_old_or_the_new_one_and_the_session_goes_on(file: Path, tmp_path: Path) -> None:
    begun = file.read_bytes()
    copies = tmp_path / "copies"
    copies.mkdir()

    def keep(count: int, there: bool) -> None:
        if there:
            (copies / str(count)).write_bytes(file.read_bytes())

    assert decide(file, ANSWERS, keep) == 0
    versions = [begun, *((copies / str(number)).read_bytes() for number in range(1, SAVES + 1))]
    assert len(list(copies.iterdir())) == SAVES
    assert len(set(versions)) == SAVES + 1
    # Each session dies at its first save; the next one is at the question where that one was.
    file.write_bytes(begun)
    _forget(tmp_path / "state")
    for number, answer in enumerate(ANSWERS.splitlines()[:SAVES], 1):
        for is_there in (False, True):
            # What was saved just before the end is shown again, and Enter keeps it.
            typed = answer if is_there or number == 1 else f"\n{answer}"
            status = decide(file, typed, dies_at(1, is_there=is_there))
            assert os.WIFSIGNALED(status), number
            assert file.read_bytes() == versions[number if is_there else number - 1]
            model = load(str(file)).model
            assert isinstance(model, Assessment)
    assert decide(file, "\n", lambda count, there: None) == 0
    assert file.read_bytes() == versions[-1]
    assert sorted(each.name for each in file.parent.iterdir()) == ["a.ballots", "a.yaml"]


def _forget(state: Path) -> None:
    for kept in state.rglob("*"):
        if kept.is_file():
            kept.unlink()
