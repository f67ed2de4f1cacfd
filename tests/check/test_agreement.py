"""Assessments and worksheets are checked against the priorities of their folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric.records.priorities_around import PrioritiesAround
from tests.conftest import Result
from tests.small import HEAD, WORKSHEET_HEAD

Sustain = Callable[..., Result]

PRIORITIES = """\
kind: priorities
format: 1
goals: [{id: reading, name: Reading}]
reforms: [{id: litercy, name: Literacy, goals: [reading]}]
"""


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("argument", [".", "assessments/a.yaml"])
def test_a_reform_that_the_priorities_do_not_have_is_found_with_its_place(
    folder: Path, sustain: Sustain, argument: str
) -> None:
    put(folder / "sustain.yaml", "kind: settings\nformat: 1\n")
    put(folder / "priorities.yaml", PRIORITIES)
    put(folder / "assessments" / "a.yaml", HEAD)
    result = sustain("validate", argument, code=1)
    assert (
        "assessments/a.yaml:5:14: error SR247 'literacy' is not a reform of priorities.yaml; "
        "did you mean litercy?\n" in result.out
    )


def test_the_folder_given_needs_no_settings(folder: Path, sustain: Sustain) -> None:
    put(folder / "x" / "priorities.yaml", PRIORITIES)
    put(folder / "x" / "assessments" / "a.yaml", HEAD)
    assert "SR247" in sustain("validate", "x", code=1).out
    assert "SR247" not in sustain("validate", "x/assessments/a.yaml").out


@pytest.mark.parametrize(
    "priorities",
    ["kind: priorities\nformat: 1\nreforms:\n", "kind: priorities\nformat: 1\nreforms: [oops\n", None],
    ids=["no reform yet", "out of order", "none"],
)
def test_priorities_that_cannot_tell_say_nothing(
    folder: Path, sustain: Sustain, priorities: str | None
) -> None:
    put(folder / "a.yaml", HEAD)
    if priorities is not None:
        put(folder / "priorities.yaml", priorities)
    assert "SR247" not in sustain("validate", ".", code=None).out


def test_two_files_of_priorities_hold_together(folder: Path, sustain: Sustain) -> None:
    put(folder / "p.yaml", PRIORITIES)
    put(folder / "q.yaml", PRIORITIES.replace("litercy", "literacy"))
    put(folder / "a.yaml", HEAD)
    assert "SR247" not in sustain("validate", "a.yaml", code=None).out


def test_beside_a_file_that_cannot_be_read_no_name_is_called_unknown(folder: Path, sustain: Sustain) -> None:
    put(folder / "p.yaml", PRIORITIES)
    put(folder / "q.yaml", "kind: priorities\nformat: 1\nreforms: [oops\n")
    put(folder / "a.yaml", HEAD)
    assert "SR247" not in sustain("validate", "a.yaml", code=None).out


def test_a_misshapen_assessment_is_checked_as_far_as_it_goes(folder: Path, sustain: Sustain) -> None:
    put(folder / "p.yaml", PRIORITIES)
    put(folder / "a.yaml", f"{HEAD}weights: [1]\n")
    put(folder / "b.yaml", HEAD.replace("id: literacy, name", "name"))
    out = sustain("validate", ".", code=1).out
    assert [line.split(":")[0] for line in out.splitlines() if "SR247" in line] == ["a.yaml"]


def test_priorities_are_read_once_for_a_folder(
    folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sustainrubric.records.priorities_around import read_priorities

    read: list[str] = []

    def counted(path: str) -> bytes | None:
        read.append(path)
        return read_priorities(path)

    monkeypatch.setattr("sustainrubric.check.agreement.read_priorities", counted)
    put(folder / "priorities.yaml", PRIORITIES)
    for number in range(5):
        put(folder / f"{number}.yaml", HEAD)
    assert sustain("validate", ".", code=1).out.count("SR247") == 5
    assert read == ["priorities.yaml"]


def test_many_files_in_several_processes_say_the_same(folder: Path, sustain: Sustain) -> None:
    put(folder / "priorities.yaml", PRIORITIES)
    for number in range(6):
        put(folder / str(number) / "a.yaml", HEAD)
    one = sustain("validate", ".", "--jobs", "1", code=1).out
    assert sustain("validate", ".", "--jobs", "2", code=1).out == one
    assert one.count("SR247") == 6


def test_standard_input_belongs_to_no_folder(folder: Path, sustain: Sustain) -> None:
    put(folder / "priorities.yaml", PRIORITIES)
    assert "SR247" not in sustain("validate", "-", stdin=HEAD.encode()).out


def test_each_process_looks_for_the_priorities_of_a_folder_once(
    folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder / "sustain.yaml", "kind: settings\nformat: 1\n")
    for number in range(64):
        put(folder / "assessments" / f"{number}.yaml", HEAD.replace("2026-fall", f"round-{number}"))
    log = folder / "log.txt"
    look = PrioritiesAround._look

    def noted(self: PrioritiesAround, place: str, *, relative: bool) -> tuple[str, ...]:
        with log.open("a", encoding="utf-8") as stream:
            stream.write("looked\n")
        return look(self, place, relative=relative)

    monkeypatch.setattr(PrioritiesAround, "_look", noted)
    sustain("validate", "--jobs", "2", ".", code=None)
    assert 1 <= log.read_text(encoding="utf-8").count("looked") <= 2


@pytest.mark.parametrize(
    ("reforms", "words"),
    [
        (1, "there is 'r0'"),
        (2, "there are 'r0', 'r1'"),
        (8, "there are 'r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7'"),
        (9, "there are 'r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7', ..."),
    ],
)
def test_where_no_name_is_near_the_first_ones_are_named(
    reforms: int, words: str, folder: Path, sustain: Sustain
) -> None:
    rows = "".join(f"  - {{id: r{number}, name: R{number}}}\n" for number in range(reforms))
    put(folder / "priorities.yaml", f"kind: priorities\nformat: 1\nreforms:\n{rows}")
    put(folder / "a.yaml", HEAD)
    found = sustain("validate", "--select", "SR247", code=1).out
    assert found == f"a.yaml:5:14: error SR247 'literacy' is not a reform of priorities.yaml; {words}\n"


def test_each_reform_and_goal_of_a_worksheet_is_looked_for(folder: Path, sustain: Sustain) -> None:
    put(folder / "priorities.yaml", PRIORITIES)
    put(folder / "p2.yaml", PRIORITIES.replace("reading", "writing").replace("litercy", "numeracy"))
    areas = (
        "priorities:\n  - {area: A, reforms: [litercy, writing], goals: [reading, xyz]}\n"
        "  - {area: B, goals: [writing, literacy]}\n"
    )
    put(folder / "w.yaml", WORKSHEET_HEAD + areas)
    end = "of p2.yaml and priorities.yaml; there are"
    assert sustain("validate", "--select", "SR247", code=1).out.splitlines() == [
        f"w.yaml:7:34: error SR247 'writing' is not a reform {end} 'numeracy', 'litercy'",
        f"w.yaml:7:61: error SR247 'xyz' is not a goal {end} 'writing', 'reading'",
        f"w.yaml:8:32: error SR247 'literacy' is not a goal {end} 'writing', 'reading'",
    ]
