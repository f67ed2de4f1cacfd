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
        ("id: literacy, name: Early literacy standards", "id: Literacy, name: Reading", "SR330"),
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


def told_at_once(folder: Path, sustain: Sustain, *heads: str) -> list[str]:
    for number, head in enumerate(heads):
        (folder / f"{number}.yaml").write_text(head.replace("2026-fall", f"{2026 + number}-fall"))
    return lines(sustain("validate"))


def test_of_many_files_those_that_differ_from_the_most_are_told_and_one_of_the_most(
    folder: Path, sustain: Sustain
) -> None:
    other = HEAD.replace("id: literacy", "id: reading")
    third = HEAD.replace("id: literacy", "id: books")
    end = "; write it alike everywhere, or they are taken for two"
    assert told_at_once(folder, sustain, other, HEAD, HEAD, third, HEAD) == [
        f"0.yaml:5:14: warning SR330 the reform is 'reading' here and 'literacy' in 1.yaml{end}",
        f"1.yaml:5:14: warning SR330 the reform is 'literacy' here and 'reading' in 0.yaml{end}",
        f"3.yaml:5:14: warning SR330 the reform is 'books' here and 'literacy' in 1.yaml{end}",
    ]


@pytest.mark.parametrize(
    ("names", "states", "told"),
    [
        (("Example Department", "Exemple Department"), ("EX", "EX"), True),
        (("Example Department", "Exemple Department"), ("EX", ""), True),
        (("Example Department", "Exemple Department"), ("", "OT"), True),
        (("Example Department", "Exemple Department"), ("EX", "ex"), True),
        (("Example Department", "Exemple Department"), ("EX", "OT"), False),
        (("Example Department", "Office of Standards"), ("EX", "EX"), False),
        (("Department A", "Department B"), ("", ""), True),
        (("Dept AB", "Dept CD"), ("", ""), False),
    ],
)
def test_which_agencies_are_taken_for_one(
    names: tuple[str, str], states: tuple[str, str], told: bool, folder: Path, sustain: Sustain
) -> None:
    line = next(line for line in HEAD.splitlines() if line.startswith("agency:"))
    heads = [
        HEAD.replace(line, f"agency: {{name: {name}{f', state: {state}' if state else ''}}}")
        for name, state in zip(names, states, strict=True)
    ]
    found = told_at_once(folder, sustain, *heads)
    assert [one.split()[2] for one in found] == ["SR331"] * (2 * told)


def test_three_files_of_one_round_name_each_other(folder: Path, sustain: Sustain) -> None:
    for number in range(3):
        (folder / f"{number}.yaml").write_text(HEAD)
    end = "too; keep one of the files, or give each round an id of its own"
    assert lines(sustain("validate")) == [
        f"{number}.yaml:6:13: warning SR334 the round '2026-fall' of 'literacy' stands in {others} {end}"
        for number, others in enumerate(["1.yaml and 2.yaml", "0.yaml and 2.yaml", "0.yaml and 1.yaml"])
    ]


def test_files_named_one_by_one_are_held_together_too_and_standard_input_is_not(
    folder: Path, sustain: Sustain
) -> None:
    for name in ("a.yaml", "b.yaml"):
        (folder / name).write_text(HEAD)
    (folder / "left.txt").write_text(HEAD)
    assert sustain("validate", "a.yaml").out == ""
    assert len(lines(sustain("validate", "a.yaml", "b.yaml"))) == 2
    assert sustain("validate", "a.yaml", "-", stdin=HEAD.encode()).out == ""
