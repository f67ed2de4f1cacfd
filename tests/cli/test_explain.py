"""`sustain explain` shows what a problem means, and lists all there are."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from sustainrubric.instruments.explanations import all_codes
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.conftest import Result

    Sustain = Callable[..., Result]


def test_a_page_is_plain_text_with_its_example_indented(sustain: Sustain) -> None:
    lines = sustain("explain", "SR301").out.splitlines()
    assert lines[:2] == ["SR301: Strong or exemplary without evidence (warning)", "=" * 53]
    assert "    ratings:" in lines
    assert "How to mend it" in lines
    assert not [line for line in lines if line.startswith(("#", "```", " \t")) or len(line) > 100]


def test_the_page_on_the_terminal_is_the_same_every_time(
    sustain: Sustain, golden: Callable[[str, str], None]
) -> None:
    golden("explain-sr301.txt", sustain("explain", "SR301").out)


@pytest.mark.parametrize("spelling", ["sr301", "Sr301", "301"])
def test_a_code_may_be_spelled_in_small_letters_or_as_a_number(spelling: str, sustain: Sustain) -> None:
    assert sustain("explain", spelling).out == sustain("explain", "SR301").out


@pytest.mark.parametrize("code", all_codes())
def test_every_code_can_be_explained(code: str, sustain: Sustain) -> None:
    assert sustain("explain", code).out.startswith(f"{code}: ")


def test_without_a_code_all_are_listed_by_family(sustain: Sustain) -> None:
    listing = sustain("explain").out
    assert listing == sustain("explain", "list").out
    assert "The file says something weak (warnings)\n\n  SR301  Strong or" in listing
    assert [line.split()[0] for line in listing.splitlines() if line.startswith("  ")] == all_codes()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("SR3100", "there is no code 'SR3100'; did you mean SR310?; `sustain explain` lists them all"),
        ("diary", "there is no code 'diary'; `sustain explain` lists them all"),
        ("../x", "there is no code '../x'; `sustain explain` lists them all"),
        ("\x1b[31m", "there is no code '\\x1b[31m'; `sustain explain` lists them all"),
    ],
)
def test_an_unknown_code_is_wrong_usage(code: str, message: str, sustain: Sustain) -> None:
    result = sustain("explain", code, code=2)
    assert result.err == f"sustain: {message}\n"
    assert result.out == ""


def test_headings_are_bold_on_a_terminal(sustain: Sustain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr("sustainrubric.terminal.console.is_terminal", lambda: True)
    assert "\x1b[1mHow to mend it\x1b[0m" in sustain("explain", "SR301").out


def test_the_page_in_docs_is_made_from_the_same_source() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_problems.py"))["problems_page"]()
    assert (ROOT / "docs" / "problems.md").read_text(encoding="utf-8") == made, "run docs/make_problems.py"
