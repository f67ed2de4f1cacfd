"""However a worksheet session is stopped, what was answered is saved, and the next start goes on there."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.terminal import Person
from tests.small import WORKSHEET_HEAD

Seat = Callable[..., Person]


@pytest.fixture
def begun(office: Path) -> Path:
    file = office / "w.yaml"
    file.write_text(WORKSHEET_HEAD, encoding="utf-8")
    return file


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda n: n.name)
def test_a_signal_that_ends(begun: Path, person: Seat, number: int) -> None:
    somebody = person("worksheet", "w.yaml")
    somebody.waits()
    somebody.types("Title I | Ann")
    somebody.rests()
    somebody.signals(number)
    assert somebody.ends() == 130
    stopped = "Stopped; everything answered is saved. `sustain worksheet w.yaml` goes on here."
    assert stopped in " ".join(somebody.seen.split())
    assert "Title I | Ann" in person("worksheet", "w.yaml").waits()


@pytest.mark.parametrize("plain", [(), ("--plain",)], ids=["with readline", "plain"])
@pytest.mark.parametrize(("there", "typed"), [(True, "Title I | Ann"), (False, "Example")])
def test_a_window_that_is_closed(
    begun: Path, person: Seat, plain: tuple[str, ...], there: bool, typed: str
) -> None:
    if not there:
        begun.unlink()
    somebody = person("worksheet", "w.yaml", *plain)
    somebody.waits()
    somebody.types(typed)
    assert somebody.loses_the_window() == 130
    assert ("Title I | Ann" if there else "Its state") in person("worksheet", "w.yaml").waits()


@pytest.mark.parametrize("keys", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_a_key_before_there_is_a_file_keeps_what_was_answered(office: Path, person: Seat, keys: str) -> None:
    somebody = person("worksheet", "w.yaml")
    somebody.waits()
    somebody.types("Example")
    somebody.presses(keys)
    assert somebody.ends() == 130
    assert "Stopped; there is no file yet, and what you answered is kept." in somebody.seen
    assert not (office / "w.yaml").exists()
    assert "Its state, abbreviated" in person("worksheet", "w.yaml").waits()
