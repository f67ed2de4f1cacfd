"""A command that changes a file waits for another process that is changing it, and loses nothing by it."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sustainrubric.base.errors import Unreadable
from sustainrubric.disk.lock import Locked
from sustainrubric.editing.user_file import open_for_session
from tests.ci.repositories import git
from tests.disk.processes import Other
from tests.disk.scratch import needs_git
from tests.person import Person
from tests.small import WORKSHEET

Seat = Callable[..., Person]
A_WHILE = 1.0
"""Seconds in which a command comes to its lock; where it needs longer, the test shows less and still holds."""


@pytest.fixture
def file(office: Path) -> Path:
    path = office / "w.yaml"
    path.write_text(WORKSHEET.replace("what: Draft a guide", "id: guide, what: Draft a guide"), "utf-8")
    return path


@pytest.fixture
def other(file: Path) -> Iterator[Other]:
    """Another process that is changing the file, and takes its time."""
    holder = Other(file, session=False)
    yield holder
    holder.kill()


def marking(file: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "sustainrubric", "plan", file.name, "--mark", "guide", "done"],
        cwd=file.parent,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.deep
def test_a_session_waits_for_a_change_that_is_under_way(file: Path, other: Other, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml", "--step", "1")
    time.sleep(A_WHILE)
    assert somebody.child.isalive()
    # What the other one wrote is what the session begins with.
    file.write_text(file.read_text("utf-8").replace("room 214", "room 9"), "utf-8")
    other.let_go()
    somebody.waits()
    somebody.types("Title III | Ann", "")
    assert "Five Thursdays in room 9." in somebody.types("")
    assert somebody.types_last("q") == 0
    assert "Ann" in file.read_text("utf-8")


@pytest.mark.deep
def test_a_session_that_waits_can_be_stopped(file: Path, other: Other, person: Seat) -> None:
    before = file.read_bytes()
    somebody = person("worksheet", "w.yaml")
    time.sleep(A_WHILE)
    somebody.child.send("\x03")
    assert somebody.ends() == 130
    assert file.read_bytes() == before


def test_a_session_does_not_wait_for_a_session(file: Path, person: Seat) -> None:
    first = Other(file, session=True)
    somebody = person("worksheet", "w.yaml")
    assert somebody.ends() == 4
    assert "is open in a session" in somebody.seen
    first.kill()


@needs_git
@pytest.mark.parametrize("command", [("worksheet", "w.yaml"), ("rate", "w.yaml", "1.A.i", "strong")])
def test_who_has_a_file_open_is_named_as_git_knows_them(
    file: Path, person: Seat, command: tuple[str, ...]
) -> None:
    git(file.parent, "init", "--quiet")
    git(file.parent, "config", "user.name", "M. Lopez\x1b[31m of the office")
    person("worksheet", "w.yaml").waits()
    second = person(*command)
    assert second.ends() == 4
    words = " ".join(second.seen.split())
    assert re.search(
        r"w\.yaml is open in a session \(M\. Lopez\S* of the office, process [0-9]+ on \S+, since 20", words
    )
    assert f" on {socket.gethostname()}, since " in words
    assert "wait until it ends there, work on another file, or rate in a copy" in words
    assert "sustain rate w.yaml --answers COPY" in words
    assert "\x1b[31m" not in second.raw


def test_without_git_the_system_names_them(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object, **__: object) -> None:
        raise Unreadable("git is not there")

    monkeypatch.setattr("sustainrubric.disk.git.ask", nothing)
    monkeypatch.setattr("getpass.getuser", lambda: "mlopez")
    with (
        open_for_session(str(file)),
        pytest.raises(Locked, match=r"\(mlopez, process "),
        open_for_session(str(file)),
    ):
        pass


@pytest.mark.deep
def test_marking_waits_for_a_change_that_is_under_way(file: Path, other: Other) -> None:
    waiting = marking(file)
    time.sleep(A_WHILE)
    assert waiting.poll() is None
    assert "status: done" not in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace("room 214", "room 9"), "utf-8")
    other.let_go()
    assert waiting.communicate()[1].startswith("guide is done (was planned)")
    assert waiting.returncode == 0
    text = file.read_text("utf-8")
    assert ("status: done" in text, "room 9" in text) == (True, True)


@pytest.mark.deep
def test_marking_marks_nothing_else_where_its_action_went_meanwhile(file: Path, other: Other) -> None:
    waiting = marking(file)
    time.sleep(2 * A_WHILE)
    theirs = file.read_text("utf-8").replace("id: guide, what: Draft a guide", "what: Another action")
    file.write_text(theirs, "utf-8")
    other.let_go()
    waiting.communicate()
    assert waiting.returncode in (2, 4)
    assert file.read_text("utf-8") == theirs
