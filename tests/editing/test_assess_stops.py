"""However a session is stopped, what was answered is saved, and the next start asks the same question."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.person import A_NEW_ONE, Person
from tests.small import HEAD

Seat = Callable[..., Person]

# Keys typed before the stop -> what the question is then, and what is in the file.
PLACES = [
    pytest.param([], "Criteria:", {}, id="at the first question"),
    pytest.param(["2 3 . . .", ""], "Rationale:", {"level": "emerging"}, id="in the middle"),
    pytest.param(
        ["j 3.C.iii", "s", "s", "s", "s", "s", "3 1"],
        "Actions:",
        {"target": "strong"},
        id="at the last question",
    ),
]


def ratings(file: Path) -> Any:
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return data.get("ratings") or {}


@pytest.fixture
def file(office: Path) -> Path:
    file = office / "a.yaml"
    file.write_text(HEAD, encoding="utf-8")
    return file


@pytest.fixture
def shell(office: Path) -> Iterator[Person]:
    """Somebody at a shell, which can suspend what it runs."""
    seated = Person(office, program=("bash", "--norc", "--noprofile", "-i"))
    yield seated
    seated.leaves()


def resumed(somebody: Person) -> str:
    """What a session that was left goes on with, past what it opens with where there are answers."""
    shown = somebody.waits()
    return somebody.types("") if "Enter goes on at" in shown else shown


def saved(file: Path) -> dict[str, Any]:
    return {key: value for rating in ratings(file).values() for key, value in rating.items()}


@pytest.mark.deep
@pytest.mark.parametrize("plain", [(), ("--plain",)], ids=["with readline", "plain"])
@pytest.mark.parametrize(("typed", "question", "there"), PLACES)
@pytest.mark.parametrize("keys", [pytest.param("\x03", id="Ctrl-C"), pytest.param("\x04", id="Ctrl-D")])
def test_item_47_a_key_that_stops(
    file: Path,
    person: Seat,
    plain: tuple[str, ...],
    typed: list[str],
    question: str,
    there: dict[str, Any],
    keys: str,
) -> None:
    somebody = person("assess", "a.yaml", *plain)
    somebody.waits()
    if typed:
        assert question in somebody.types(*typed)
    somebody.presses(keys)
    assert somebody.ends() == 130
    assert "Stopped; everything answered is saved. `sustain assess a.yaml` goes on here." in somebody.seen
    assert there.items() <= saved(file).items()
    assert question in resumed(person("assess", "a.yaml", *plain))


@pytest.mark.deep
@pytest.mark.parametrize(
    ("keys", "plain"),
    [
        pytest.param("4\x03", (), id="Ctrl-C on a half-typed line"),
        pytest.param("4\x03", ("--plain",), id="Ctrl-C on a half-typed line, plain"),
        # A terminal hands over the half-typed line at the first Ctrl-D, and the end of input at the next.
        pytest.param("\x01\x0b\x04", (), id="Ctrl-D on a line taken back"),
    ],
)
def test_item_47_a_half_typed_line_is_no_answer(
    file: Path, person: Seat, keys: str, plain: tuple[str, ...]
) -> None:
    somebody = person("assess", "a.yaml", *plain)
    somebody.waits()
    somebody.types("3=3")
    somebody.presses(keys)
    assert somebody.ends() == 130
    assert ratings(file) == {"1.A.i": {"criteria": {"3": "strong"}}}
    assert "Level:" in resumed(person("assess", "a.yaml", *plain))


def test_item_47_ctrl_d_on_a_half_typed_line_does_nothing_with_readline(file: Path, person: Seat) -> None:
    somebody = person("assess", "a.yaml")
    somebody.waits()
    somebody.presses("3=3\x04")
    assert "Level:" in somebody.types("")
    assert ratings(file) == {"1.A.i": {"criteria": {"3": "strong"}}}


@pytest.mark.deep
def test_item_47_q_ends_well(file: Path, person: Seat) -> None:
    somebody = person("assess", "a.yaml", program=A_NEW_ONE)
    somebody.waits()
    somebody.types("3=3")
    assert somebody.types_last("q") == 0
    assert "Saved. `sustain assess a.yaml` goes on here." in somebody.seen
    assert "Level:" in resumed(person("assess", "a.yaml"))


@pytest.mark.parametrize("keys", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_a_text_of_several_lines_outlives_a_stop(file: Path, person: Seat, keys: str) -> None:
    somebody = person("assess", "a.yaml", "--no-criteria")
    somebody.waits()
    somebody.types("3", '"""The first line.', "The second.")
    somebody.presses(keys)
    assert somebody.ends() == 130
    assert "What you typed last is kept" in somebody.seen
    assert "rationale" not in ratings(file)["1.A.i"]
    again = person("assess", "a.yaml", "--no-criteria")
    shown = resumed(again)
    assert "you typed: The first line.\n           The second.\n" in shown
    assert "Look-fors" in again.types("")
    assert ratings(file)["1.A.i"]["rationale"] == "The first line.\nThe second."


def test_a_stop_before_there_is_a_file_keeps_what_was_answered(office: Path, person: Seat) -> None:
    somebody = person("assess", "new.yaml")
    somebody.waits()
    somebody.types("Example", "EX")
    somebody.presses("\x03")
    assert somebody.ends() == 130
    assert "there is no file yet, and what you answered is kept" in somebody.seen
    assert "Which reform is rated?" in person("assess", "new.yaml").waits()


@pytest.mark.deep
@pytest.mark.parametrize("plain", [(), ("--plain",)], ids=["with readline", "plain"])
@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP"])
def test_item_48_a_signal_that_ends_is_as_ctrl_c(
    file: Path, person: Seat, number: str, plain: tuple[str, ...]
) -> None:
    somebody = person("assess", "a.yaml", *plain)
    somebody.waits()
    somebody.types("3=3")
    somebody.presses("4")
    somebody.child.expect("4")
    somebody.rests()
    somebody.signals(signal.Signals[number])
    assert somebody.ends() == 130
    assert ratings(file) == {"1.A.i": {"criteria": {"3": "strong"}}}
    assert "Level:" in resumed(person("assess", "a.yaml", *plain))


@pytest.mark.parametrize("plain", [(), ("--plain",)], ids=["with readline", "plain"])
def test_item_48_a_window_that_is_closed(file: Path, person: Seat, plain: tuple[str, ...]) -> None:
    somebody = person("assess", "a.yaml", *plain)
    somebody.waits()
    somebody.types("3=3")
    assert somebody.loses_the_window() == 130
    assert ratings(file) == {"1.A.i": {"criteria": {"3": "strong"}}}
    assert not list(file.parent.glob(".a.yaml*"))


@pytest.mark.deep
@pytest.mark.parametrize("plain", ["", "--plain"], ids=["with readline", "plain"])
def test_item_48_a_session_that_was_suspended_goes_on(file: Path, shell: Person, plain: str) -> None:
    shell.presses(f"{sys.executable} -m sustainrubric assess a.yaml {plain}\n")
    shell.waits()
    shell.types("3=3")
    shell.rests()
    shell.presses("\x1a")
    shell.child.expect("Stopped")
    shell.presses("fg\n2\n")
    shell.child.expect("Rationale:")
    assert ratings(file)["1.A.i"] == {"level": "emerging", "criteria": {"3": "strong"}}


@pytest.mark.parametrize("plain", [(), ("--plain",)], ids=["with readline", "plain"])
def test_item_48_a_window_made_small_in_mid_line(file: Path, person: Seat, plain: tuple[str, ...]) -> None:
    somebody = person("assess", "a.yaml", "--no-criteria", *plain)
    somebody.waits()
    somebody.types("3")
    somebody.presses("The first half of a long line, ")
    somebody.child.setwinsize(5, 20)
    somebody.presses("and the second half of it.\n")
    somebody.waits()
    assert ratings(file)["1.A.i"]["rationale"] == "The first half of a long line, and the second half of it."


def test_item_46_no_terminal_no_question(office: Path, sustain_process: Any) -> None:
    for given in (b"3\n" * 100, b""):
        done = sustain_process("assess", "a.yaml", given=given)
        assert done.returncode == 2
        assert b"sustain rate" in done.stderr
        assert done.stdout == b""


@pytest.mark.deep
def test_item_46_nor_where_standard_input_is_closed(tmp_path: Path, sustain_start: Any) -> None:
    done = sustain_start("assess", "a.yaml", preexec_fn=lambda: os.close(0), stdin=None)
    assert done.returncode == 2
    assert b"sustain rate" in done.stderr
