"""What `validate` says of a folder as a whole: the same round twice, one thing under two names, files overlooked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result
from tests.small import HEAD

Sustain = Callable[..., Result]


def lines(result: Result) -> list[str]:
    return [line for line in result.out.splitlines() if line]


def test_a_copied_file_is_told_at_both_places(folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text(HEAD)
    (folder / "a (conflicted copy).yaml").write_text(HEAD)
    told = lines(sustain("validate"))
    assert [line.split(" warning ")[0] for line in told] == ["a (conflicted copy).yaml:6:13:", "a.yaml:6:13:"]
    assert all("SR334 the round" in line for line in told)
    assert "stands in a.yaml too" in told[0]


def test_many_copies_are_told_of_in_few_words(folder: Path, sustain: Sustain) -> None:
    for number in range(30):
        (folder / f"{number:02}.yaml").write_text(HEAD)
    told = lines(sustain("validate"))
    assert len(told) == 20
    assert "stands in 01.yaml, 02.yaml, 03.yaml and 26 more too" in told[0]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("id: literacy", "id: Literacy", "SR330"),
        ("id: literacy", "id: early-literacy", "SR330"),
        ("Example Department of Education", "Example Dept. of Education", "SR331"),
        ("Example Department of Education", "Example  Department of education", "SR331"),
    ],
)
def test_one_thing_under_two_names_is_a_warning_at_both(
    old: str, new: str, code: str, folder: Path, sustain: Sustain
) -> None:
    assert old in HEAD
    (folder / "a.yaml").write_text(HEAD)
    (folder / "b.yaml").write_text(HEAD.replace(old, new).replace("2026-fall", "2027-fall"))
    told = lines(sustain("validate"))
    assert [line.partition(":")[0] for line in told] == ["a.yaml", "b.yaml"]
    assert all(f" warning {code} " in line for line in told)


def test_two_agencies_of_two_states_are_two(folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text(HEAD)
    (folder / "b.yaml").write_text(
        HEAD.replace("Example Department", "Exemple Department").replace("EX", "OT")
    )
    assert sustain("validate").out == ""


@pytest.mark.parametrize("name", ["a.yaml.txt", "a.txt", "a.yaml~", "a", "a.yaml.bak", "a.YAML.orig"])
def test_a_file_of_ours_that_nobody_looks_at_is_told(name: str, folder: Path, sustain: Sustain) -> None:
    (folder / name).write_text(HEAD)
    (folder / "notes.txt").write_text("kind of nice\n")
    assert f"{name}:1:1: warning SR332 " in sustain("validate").out
    assert "notes.txt" not in sustain("validate").out


def test_nothing_checked_is_not_green(folder: Path, sustain: Sustain) -> None:
    assert "nothing was checked" in sustain("validate").err
    sustain("validate", "--strict", code=1)
    sustain("validate", "--min-coverage", "80", code=1)


def test_a_share_below_one_percent_is_asked_about(folder: Path, sustain: Sustain) -> None:
    assert "write 90 for that share" in sustain("validate", "--min-coverage", "0.9", code=2).err


def test_the_share_shown_never_reaches_the_gate_that_it_does_not_pass(folder: Path, sustain: Sustain) -> None:
    levels = "".join(f"  {element}: {{level: unknown}}\n" for element in ["1.A.i", "1.B.i"])
    rated = "".join(f"  {element}: {{level: emerging}}\n" for element in ["1.B.ii", "2.A.i"])
    (folder / "a.yaml").write_text(HEAD + "ratings:\n" + levels + rated)
    out = sustain("validate", "--min-coverage", "10.6", code=1).out
    assert "2 of 19 applicable elements are rated (10.5%); at least 10.6% is asked for" in out


def test_the_same_finding_in_many_elements_is_one_line_and_v_shows_all(
    folder: Path, sustain: Sustain
) -> None:
    elements = ["1.A.i", "1.B.i", "2.A.i"]
    rated = "".join(f"  {one}: {{level: emerging, evidence: [{{what: A}}]}}\n" for one in elements)
    (folder / "a.yaml").write_text(HEAD + "ratings:\n" + rated)
    folded = [line for line in lines(sustain("validate")) if "SR303" in line]
    assert len(folded) == 1
    assert folded[0].startswith("a.yaml:10:18: warning SR303 ")
    assert folded[0].endswith("(3 elements: 1.A.i, 1.B.i, 2.A.i)")
    each = [line for line in lines(sustain("validate", "-v")) if "SR303" in line]
    assert [line.split("SR303 ")[1][:6] for line in each] == ["1.A.i:", "1.B.i:", "2.A.i:"]


def test_one_spelling_of_a_name_is_one_name(folder: Path, sustain: Sustain) -> None:
    team = "team: [{id: lo\u0301pez, name: L\u00f3pez}]\n"
    action = "ratings: {1.A.i: {actions: [{what: A, owner: l\u00f3pez, due: 2027-03-01}]}}\n"
    head = HEAD.partition("team:")[0]
    (folder / "a.yaml").write_text(head + team + action, encoding="utf-8")
    assert sustain("validate").out == ""
