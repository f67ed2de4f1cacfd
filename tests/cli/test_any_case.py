"""Ids, levels, kinds and the words of options are understood in any case, whatever command takes them."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result
from tests.copied_examples import copy_examples

Sustain = Callable[..., Result]

NEW = "assessments/literacy/2026-fall.yaml"
PANEL = "assessments/educator-evaluation/2026-fall.yaml"


@pytest.fixture
def agency(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = folder / "agency"
    copy_examples(here)
    monkeypatch.chdir(here)
    return here


@pytest.mark.parametrize(
    ("as_we_write_it", "in_another_case"),
    [
        ("explain SR301", "explain sr301"),
        ("rubric show 1.A.i", "rubric show 1.a.I"),
        ("rubric resolve jf-sustainability", "rubric resolve JF-Sustainability"),
        ("schema assessment", "schema Assessment"),
        (f"score {NEW} --format json", f"score {NEW} --format JSON"),
        ("plan --group-by owner --today 2027-01-01", "plan --group-by Owner --today 2027-01-01"),
        (
            f"panel spread {PANEL} --reveal --element 1.A.i",
            f"panel spread {PANEL} --reveal --element ' 1.a.I '",
        ),
        (
            f"panel ballot {PANEL} --rater rpatel --format yaml",
            f"panel ballot {PANEL} --rater RPatel --format YAML",
        ),
        (f"panel card {PANEL} --rater rpatel --reveal", f"panel card {PANEL} --rater RPATEL --reveal"),
        (f"report {NEW} -o - --audience public", f"report {NEW} -o - --audience Public"),
        ("completion bash", "completion Bash"),
        (f"validate {NEW} --min-level 1.A.i=strong", f"validate {NEW} --min-level 1.a.I=Strong"),
        ("validate --select SR3", "validate --select sr3"),
    ],
)
def test_capitals_make_no_difference(
    sustain: Sustain, agency: Path, as_we_write_it: str, in_another_case: str
) -> None:
    expected = sustain(*shlex.split(as_we_write_it), code=None)
    assert sustain(*shlex.split(in_another_case), code=None) == expected
    assert expected.code != 2


def test_parts_of_a_form_too(sustain: Sustain, agency: Path) -> None:
    sustain("form", NEW, "-o", "a.xlsx", "--only", "2.A")
    sustain("form", NEW, "-o", "b.xlsx", "--only", "2.a")
    assert (agency / "a.xlsx").read_bytes() == (agency / "b.xlsx").read_bytes()
