"""However a worksheet session is stopped, what was answered is saved, and the next start goes on there."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.person import Person
from tests.small import WORKSHEET_HEAD

Seat = Callable[..., Person]


@pytest.fixture
def begun(office: Path) -> Path:
    file = office / "w.yaml"
    file.write_text(WORKSHEET_HEAD, encoding="utf-8")
    return file


@pytest.mark.deep
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_that_ends(begun: Path, person: Seat, number: str) -> None:
    somebody = person("worksheet", "w.yaml")
    somebody.waits()
    somebody.types("Title I | Ann")
    somebody.rests()
    somebody.signals(signal.Signals[number])
    assert somebody.ends() == 130
    stopped = "Stopped; everything answered is saved. `sustain worksheet w.yaml` goes on here."
    assert stopped in " ".join(somebody.seen.split())
    again = person("worksheet", "w.yaml")
    assert "Enter goes on at organize (participants)" in again.waits()
    assert "Title I | Ann" in again.types("")


@pytest.mark.deep
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
    again = person("worksheet", "w.yaml").waits()
    assert ("Enter goes on at organize (participants)" if there else "Its state") in again


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


DRAFT = "We plan by the cycle\nand by the budget"


@pytest.fixture
def typed(begun: Path, person: Seat) -> Path:
    """A worksheet at whose second step somebody was stopped in the middle of a text."""
    somebody = person("worksheet", "w.yaml")
    somebody.waits()
    somebody.types("j 2", *f'"""{DRAFT}'.split("\n"))
    somebody.presses("\x03")
    assert somebody.ends() == 130
    return begun


def drafted(shown: str) -> bool:
    return "you typed: We plan by the cycle\n           and by the budget" in shown


@pytest.mark.deep
@pytest.mark.parametrize(
    "options", [("--step", "1"), ("--phase", "evidence"), ()], ids=["another step", "the second pass", "all"]
)
def test_a_text_left_in_the_middle_outlives_other_work(
    typed: Path, person: Seat, options: tuple[str, ...]
) -> None:
    meanwhile = person("worksheet", "w.yaml", *options)
    meanwhile.waits()
    meanwhile.types(*([] if options else ["j organize"]))
    meanwhile.types("Title I | Ann" if "--phase" not in options else "Needs assessment", "j")
    meanwhile.presses("\x03")
    assert meanwhile.ends() == 130
    again = person("worksheet", "w.yaml")
    again.waits()
    assert drafted(again.types("j framework"))
    again.types("")
    assert again.types_last("q") == 0
    assert "and by the budget" in typed.read_text(encoding="utf-8")


@pytest.mark.deep
def test_two_texts_left_in_the_middle_are_both_kept(typed: Path, person: Seat) -> None:
    other = person("worksheet", "w.yaml")
    other.waits()
    other.types("j communication", '"""A letter')
    other.presses("\x04")
    assert other.ends() == 130
    again = person("worksheet", "w.yaml")
    assert "you typed: A letter" in again.waits()
    assert drafted(again.types("j framework"))


@pytest.mark.deep
def test_a_text_left_in_the_middle_is_dropped_on_request(typed: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml")
    assert drafted(somebody.waits())
    assert "you typed" not in somebody.types("remove")
    assert somebody.types_last("q") == 0
    assert "you typed" not in person("worksheet", "w.yaml").waits()
    assert "We plan" not in typed.read_text(encoding="utf-8")
