"""Sessions for screen readers and simple terminals: no escape byte, every choice a numbered line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.person import Person
from tests.small import HEAD

Seat = Callable[..., Person]

WAYS = [
    pytest.param(("--plain",), {}, id="--plain"),
    pytest.param((), {"TERM": "dumb"}, id="TERM=dumb"),
    pytest.param((), {"NO_COLOR": "1"}, id="NO_COLOR"),
    pytest.param((), {"ACCESSIBLE": "1"}, id="ACCESSIBLE"),
]


@pytest.fixture
def file(office: Path) -> Path:
    file = office / "a.yaml"
    file.write_text(HEAD, encoding="utf-8")
    return file


def element(somebody: Person) -> None:
    """A whole element with help, look-fors, an overview, a refused answer, back and undo."""
    somebody.waits()
    somebody.types(
        "?", "??", "d", "l", "j", "9", "2*", "b", "3*", "u", "2*", "", '"""', "Why.", '"""', "1, part 2"
    )
    somebody.types("+ Minutes | here | 2026-08-01", "remove 1", "", "3 1", "Convene | N. N.", "y")
    assert somebody.types_last("q") == 0


@pytest.mark.deep
@pytest.mark.parametrize("columns", [20, 60])
@pytest.mark.parametrize(("options", "env"), WAYS)
def test_item_52_no_escape_byte_and_no_line_redrawn(
    file: Path, person: Seat, options: tuple[str, ...], env: dict[str, str], columns: int
) -> None:
    somebody = person("assess", "a.yaml", *options, env=env, size=(24, columns))
    element(somebody)
    assert "\x1b" not in somebody.raw
    assert "\x08" not in somebody.raw
    assert re.search(r"\r(?!\r*\n)", somebody.raw) is None
    assert "Saved." in somebody.seen


@pytest.mark.parametrize("columns", [20, 60, 120])
def test_item_52_every_choice_is_a_numbered_line_that_fits(file: Path, person: Seat, columns: int) -> None:
    somebody = person(
        "assess", "a.yaml", "--plain", "--only", "1.A.i", "--criteria", "each", size=(24, columns)
    )
    shown = somebody.waits()
    assert numbers(shown) == ["1", "2", "3", "4"]
    shown = somebody.types("s all")
    assert numbers(shown) == ["1", "2", "3", "4", "5", "6"]
    shown = somebody.types("1 | So.")
    assert numbers(shown) == [str(number) for number in range(1, 9)]
    shown = somebody.types("", "")
    assert re.findall(r"^ {4}(\d)  \S", shown, re.MULTILINE) == ["1", "2", "3", "4", "1", "2", "3"]
    assert all(len(line) < max(columns, 22) for line in shown.splitlines() if not line.startswith(">"))


def numbers(shown: str) -> list[str]:
    question = shown[shown.rindex("\n\n") :]
    return re.findall(r"^ {2,3}(\d)  \S", question, re.MULTILINE)


def test_plain_says_all_that_the_other_one_says(file: Path, person: Seat) -> None:
    def words(*options: str, **more: Any) -> list[str]:
        somebody = person("assess", "a.yaml", "--only", "1.A.i", *options, **more)
        shown = somebody.waits()
        assert somebody.types_last("q") == 0
        return re.findall(r"[\w'-]+", shown)

    assert words("--plain") == words()


@pytest.mark.deep
def test_a_locale_without_such_signs_gets_none(file: Path, person: Seat) -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    somebody = person("assess", "a.yaml", env=env, size=(300, 120))
    shown = somebody.waits()
    assert somebody.raw.isascii()
    assert "1 Inadequate" in shown
    assert " | 2 Emerging" in shown
    somebody.types("", "1")
    assert "not text in the terminal's encoding" in somebody.types("Z\u00fcrich")
