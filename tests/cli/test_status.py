"""`sustain status`: a row an element of a file, a line a reform of a folder, and the files that cannot be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conftest import ROOT, Result
from tests.small import HEAD, RATED, WORKSHEET

Sustain = Callable[..., Result]

DAY = ("--today", "2027-01-20")
MORE = """    look_fors: {L1: seen}
    evidence: [{what: Law, date: 2026-01-01}, {what: Agenda}]
    target: strong
    priority: high
    actions:
      - {what: Convene, due: 2027-03-01, owner: mlopez}
      - {what: Ask, due: 2027-01-19, owner: mlopez}
      - {what: Publish, due: 2026-11-01, owner: mlopez, status: done}
  1.B.i: {level: not-applicable, rationale: Nobody has it.}
  1.B.ii: {criteria: {1: strong}}
"""


def put(folder: Path, text: str = RATED + MORE, name: str = "a.yaml") -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def data(sustain: Sustain, *arguments: str, code: int = 0) -> Any:
    return json.loads(sustain("status", *arguments, *DAY, "--format", "json", code=code).out)


def test_a_file_has_a_row_for_each_element(folder: Path, sustain: Sustain) -> None:
    put(folder)
    (found,) = data(sustain, "a.yaml")["files"]
    assert (found["all_elements"], found["applicable"], found["rated"], found["levels"]) == (19, 18, 2, 2)
    assert (found["rationales"], found["evidence"], found["targets"]) == (2, 1, 1)
    assert (found["open_actions"], found["overdue_actions"]) == (2, 1)
    rows = {row["id"]: row for row in found["elements"]}
    assert len(rows) == 19
    assert rows["1.A.i"] == {
        "id": "1.A.i", "title": "Align the policy agenda with priority reforms", "level": "emerging",
        "derived": False, "criteria": 0, "all_criteria": 5, "look_fors": 1, "all_look_fors": 8,
        "rationale": True, "evidence": 2, "target": "strong", "priority": "high", "actions": 3,
        "open_actions": 2, "overdue_actions": 1, "missing": [],
    }  # fmt: skip
    assert rows["1.B.i"]["missing"] == []
    assert (rows["1.B.ii"]["level"], rows["1.B.ii"]["derived"]) == ("strong", True)
    assert "level" in rows["1.B.ii"]["missing"]
    assert len(rows["2.A.i"]["missing"]) == 7


def test_the_table_says_the_same_in_words(folder: Path, sustain: Sustain) -> None:
    put(folder)
    lines = sustain("status", "a.yaml", *DAY).out.splitlines()
    assert lines[0] == "Status on 2027-01-20"
    assert lines[3] == (
        "2 of 19 have a level, 2 a reason, 1 evidence; 2 of 18 rated (11%); 1 of 2 open actions overdue."
    )
    rows = {line.split()[0]: line for line in lines[6:]}
    assert len(rows) == 19
    assert "3 (1 overdue, 2 open)" in rows["1.A.i"]
    assert "strong (derived)" in rows["1.B.ii"]
    assert rows["2.A.i"].endswith("everything")


ONE = (
    "  {id}: {{level: emerging, rationale: Why., criteria: {{1: emerging}}, look_fors: {{L1: seen}}, "
    "evidence: [{{what: Law}}], target: {target}, actions: [{{what: Ask, due: {due}}}]}}\n"
)


def test_what_needs_attention_comes_first(folder: Path, sustain: Sustain) -> None:
    put(
        folder,
        HEAD
        + "ratings:\n"
        + ONE.format(id="1.A.i", target="emerging", due="2027-03-01")
        + ONE.format(id="2.A.i", target="strong", due="2027-03-01")
        + ONE.format(id="2.A.ii", target="exemplary", due="2027-03-01")
        + ONE.format(id="3.D.iii", target="strong", due="2027-01-19"),
    )
    out = sustain("status", "a.yaml", *DAY).out
    order = [line.split()[0] for line in out.splitlines()[6:25]]
    assert order[:3] == ["3.D.iii", "1.B.i", "1.B.ii"], "late, then missing in the rubric's order"
    assert order[-3:] == ["2.A.ii", "2.A.i", "1.A.i"], "furthest below target, and what is fine last"
    ids = [row["id"] for row in data(sustain, "a.yaml")["files"][0]["elements"]]
    assert ids[:2] == ["1.A.i", "1.B.i"], "programs find the rubric's order"


def test_reforms_that_need_attention_come_first(folder: Path, sustain: Sustain) -> None:
    put(folder, HEAD.replace("id: literacy, name: Early", "id: a, name: Nothing"), "a.yaml")
    rated = HEAD + "ratings:\n" + ONE.format(id="1.A.i", target="strong", due="LATER")
    put(
        folder,
        rated.replace("id: literacy, name: Early", "id: b, name: Some").replace("LATER", "2027-03-01"),
        "b.yaml",
    )
    put(
        folder,
        rated.replace("id: literacy, name: Early", "id: c, name: Late").replace("LATER", "2027-01-19"),
        "c.yaml",
    )
    out = sustain("status", *DAY).out
    assert [line.split()[0] for line in out.splitlines()[3:6]] == ["Late", "Nothing", "Some"]


def test_a_folder_has_a_line_for_the_newest_round_of_each_reform(folder: Path, sustain: Sustain) -> None:
    put(folder)
    put(folder, (RATED + MORE).replace("2026-fall, date: 2026", "2025-fall, date: 2025"), "old.yaml")
    put(folder, HEAD.replace("id: literacy, name: Early", "id: data, name: Late"), "x/data.yaml")
    put(folder, WORKSHEET, "w.yaml")
    found = data(sustain)
    assert found["files"] == []
    assert [(one["reform"], one["round"], one["rated"]) for one in found["reforms"]] == [
        ("literacy", "2026-fall", 2),
        ("data", "2026-fall", 0),
    ]
    first, second = found["reforms"]
    assert (first["open_actions"], first["overdue_actions"]) == (2, 1)
    assert second["missing"]["level"] == 19
    header, *rows = sustain("status", *DAY).out.splitlines()[2:]
    assert header.split()[:4] == ["Reform", "Round", "Date", "Rated"]
    assert "2 of 18" in rows[0]
    assert "0 of 19" in rows[1]


def test_the_numbers_are_those_of_score_and_plan(sustain: Sustain) -> None:
    examples = ROOT / "examples"
    plan = json.loads(sustain("plan", str(examples), *DAY, "--format", "json").out)["actions"]
    for one in data(sustain, str(examples))["reforms"]:
        overall = json.loads(sustain("score", one["file"], "--format", "json").out)["overall"]
        assert (one["rated"], one["applicable"]) == (overall["rated"], overall["applicable"])
        states = [action["state"] for action in plan if action["reform"] == one["reform"]]
        assert one["overdue_actions"] == states.count("overdue")
        assert one["open_actions"] == sum(state in ("overdue", "due", "undated") for state in states)


def test_what_cannot_be_read_is_told_and_the_others_are_shown(folder: Path, sustain: Sustain) -> None:
    put(folder)
    put(folder, HEAD + "ratings: [", "b.yaml")
    for arguments, code in ((["a.yaml", "b.yaml"], 3), ([".", "--partial"], 0)):
        run = sustain("status", *arguments, *DAY, code=code)
        assert "b.yaml:9:11: error SR001" in run.err
        assert "Not whole: 1 file could not be read, and its rounds are missing: b.yaml." in run.out
        assert "Early literacy standards" in run.out
    found = data(sustain, ".", "nowhere.yaml", "--partial", code=3)
    assert found["not_read"] == ["nowhere.yaml", "b.yaml"]
    assert len(found["reforms"]) == 1


def test_an_error_that_leaves_the_ratings_readable_is_told(folder: Path, sustain: Sustain) -> None:
    put(folder, (RATED + MORE).replace("1.B.ii", "9.Z"))
    run = sustain("status", "a.yaml", *DAY, code=3)
    assert "error SR203" in run.err
    assert "1.A.i" in run.out


def test_what_has_no_status_is_said(folder: Path, sustain: Sustain) -> None:
    run = sustain("status", code=3)
    assert (run.out, ".: no assessment was found there" in run.err) == ("", True)
    put(folder, WORKSHEET, "w.yaml")
    assert (
        "w.yaml: a worksheet, not an assessment; `sustain score`" in sustain("status", "w.yaml", code=3).err
    )
    put(folder, (ROOT / "examples" / "priorities.yaml").read_text(encoding="utf-8"), "p.yaml")
    assert "p.yaml: this is no assessment" in sustain("status", "p.yaml", code=3).err
    assert "--today: 'soon' is not a day" in sustain("status", "--today", "soon", code=2).err


def test_standard_input_has_a_status(folder: Path, sustain: Sustain) -> None:
    run = sustain("status", "-", *DAY, "--format", "json", stdin=RATED.encode())
    assert json.loads(run.out)["files"][0]["file"] == "<stdin>"
