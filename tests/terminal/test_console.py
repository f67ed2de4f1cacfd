"""What is printed, on terminals of any width and elsewhere."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pexpect
import pytest

from sustainrubric.rating import score_table
from sustainrubric.terminal import console
from tests.conftest import ROOT
from tests.forked import ForkedTerminal

STYLES = re.compile("\x1b\\[[0-9;]*m")
EXAMPLE = ROOT / "examples" / "assessments" / "literacy" / "2026-fall.yaml"


def test_a_plain_table_is_aligned_and_has_no_trailing_space() -> None:
    text = console.plain_table([["Name", "No"], ["a", "1"], ["long one", "22"]], frozenset({1}))
    assert text == "Name      No\na          1\nlong one  22"


@pytest.mark.parametrize("width", [60, 80, 100, 116, 120, 140, 165, 200])
def test_a_table_on_a_terminal_is_never_wider_than_it(width: int) -> None:
    shown = STYLES.sub("", on_terminal(f"score --all {EXAMPLE}", width))
    tables = [line for line in shown.splitlines() if re.match(r"(Overall|\d|─)", line)]
    assert len(tables) > 30
    assert max(map(len, tables)) <= width
    assert "Coverage" in shown


def test_a_terminal_too_narrow_for_a_table_gets_a_cell_a_line() -> None:
    shown = on_terminal(f"score --all {EXAMPLE}", 40)
    assert "Overall\n" in shown
    assert "  Coverage: 95%\n" in shown


def test_a_wide_terminal_shows_every_column() -> None:
    shown = on_terminal(f"score {EXAMPLE}", 200)
    assert all(header in shown for header in score_table.ROLLUP_HEADERS)
    assert "Left out" not in shown


def test_a_narrow_terminal_says_what_it_leaves_out() -> None:
    assert "Left out for want of room: Bounds, To target, Lowest" in on_terminal(f"score {EXAMPLE}", 80)


def test_a_dumb_terminal_gets_no_escape() -> None:
    assert "\x1b" not in on_terminal(f"score {EXAMPLE}", 120, TERM="dumb")


def on_terminal(arguments: str, width: int, **environment: str) -> str:
    """What `sustain` shows on a terminal of a width."""
    env = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", **environment}
    # rich reads COLUMNS before it asks the terminal.
    env.pop("COLUMNS", None)
    child = ForkedTerminal(arguments.split(), Path.cwd(), env, (50, width), 60)
    child.expect(pexpect.EOF)
    child.close()
    return str(child.before).replace("\r\n", "\n")
