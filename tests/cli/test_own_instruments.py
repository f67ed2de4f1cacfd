"""An agency's own rubric, from its first line to an assessment that comes back from it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sustainrubric.check.file import inspect_bytes
from sustainrubric.records.instrument_finder import InstrumentFinder
from tests.small import NEW_ELEMENT, OWN_RUBRIC_HEAD

if TYPE_CHECKING:
    from tests.conftest import Result

    Sustain = Callable[..., Result]

SETTINGS = "kind: settings\nformat: 1\nagency: {name: Jefferson State Department of Education, state: JF}\n"
CHANGES = f"""\
leave_out: [2.B.ii]
reword:
  1.A.i: {{title: Align ours}}
add:
{NEW_ELEMENT}"""
RATED = """\
kind: assessment
format: 1
rubric: {rubric}
agency: {{name: Jefferson State Department of Education, state: JF}}
reform: {{id: literacy, name: Early literacy}}
round: {{id: 2026-fall, date: 2026-10-15}}
ratings:
  1.A.i:
    level: strong          # as the council said
    rationale: All sign.
    evidence: [{{what: Agenda, date: 2026-08-01}}]
    actions: [{{what: Publish, due: 2027-01-01}}]
    look_fors: {{L1: seen}}
  1.B.i: {{level: emerging, rationale: Two of five.}}
  2.B.ii: {{level: strong, rationale: Everywhere., look_fors: {{L1: seen}}, evidence: [{{what: Visits}}]}}
"""
MAPPING = """\
kind: mapping
format: 1
from: sustainability@1.0.0
to: ours@1.0.0
rows:
  - {from: [2.B.ii], to: [], relation: none, why: Left to the regions.}
  - {from: [], to: [3.D.iv], relation: none, why: New.}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an agency with an own rubric, in which the commands run."""
    (tmp_path / "sustain.yaml").write_text(SETTINGS)
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / "ours.yaml").write_text(OWN_RUBRIC_HEAD + CHANGES)
    (tmp_path / "instruments" / "way.yaml").write_text(MAPPING)
    (tmp_path / "a.yaml").write_text(RATED.format(rubric="sustainability@1.0.0"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_is_listed_shown_resolved_and_compared(folder: Path, sustain: Sustain) -> None:
    assert "ours@1.0.0" in sustain("rubric", "list").out
    assert "Align ours" in sustain("rubric", "show", "1.A.i", "--rubric", "ours").out
    whole = sustain("rubric", "resolve", "ours").out
    assert "Reform Support Network" in whole
    (folder / "whole.yaml").write_text(whole.replace("id: ours\n", "id: whole\n", 1))
    assert sustain("validate", "whole.yaml").out == ""
    changes = json.loads(sustain("rubric", "diff", "sustainability", "ours", "--format", "json").out)[
        "changes"
    ]
    assert {"id": "3.D.iv", "part": "element"}.items() <= changes[-3].items()


def test_every_command_takes_an_assessment_of_it(folder: Path, sustain: Sustain) -> None:
    (folder / "b.yaml").write_text(RATED.format(rubric="ours@1.0.0").replace("2.B.ii:", "3.D.iv:"))
    assert "SR2" not in sustain("validate", "b.yaml", code=None).out
    assert "Keep the record" in sustain("score", "b.yaml").out
    sustain("rate", "b.yaml", "2.A.i", "emerging", "--rationale", "So it is.")
    assert "no element '2.B.ii'" in sustain("rate", "b.yaml", "2.B.ii", "emerging", code=2).err
    sustain("report", "b.yaml", "-o", "b.md")
    page = (folder / "b.md").read_text(encoding="utf-8")
    assert re.search(r"Draft instrument: .*, version 1\.0\.0 is not released", page)
    assert "It rests on Sustainability Rubric" in page
    assert "3.D.iv" in sustain("schema", "assessment", "--rubric", "ours").out
    assert "3.D.iv" in sustain("completion", "bash").out
    assert "Publish" in sustain("plan", "b.yaml").out


def test_a_release_is_frozen(folder: Path, sustain: Sustain) -> None:
    sustain("rubric", "release", "ours")
    assert "SR26" not in sustain("validate", code=None).out
    assert "released already" in sustain("rubric", "release", "ours").err
    (folder / "instruments" / "ours.yaml").write_text(
        OWN_RUBRIC_HEAD + CHANGES.replace("Align ours", "Align all")
    )
    assert "instruments/ours.yaml:4:10: error SR261" in sustain("validate", code=1).out
    sustain("rubric", "release", "ours", code=4)
    (folder / "instruments" / "ours.yaml").unlink()
    assert "instruments/LOCK.yaml" in sustain("validate", "instruments", code=1).out


def test_a_file_goes_there_and_back(folder: Path, sustain: Sustain) -> None:
    told = json.loads(sustain("migrate", "a.yaml", "--to", "ours", "--format", "json").out)
    assert told["carried"] == [{"from": "1.B.i", "to": "1.B.i"}]
    assert [row["from"] for row in told["to_confirm"]] == [["1.A.i"]]
    assert [row["from"] for row in told["dropped"]] == [["2.B.ii"]]
    assert "SR2" not in sustain("validate", told["output"], code=None).out
    overall = json.loads(sustain("score", told["output"], "--format", "json").out)["overall"]
    assert overall["rated"] == 1
    assert "nothing to do" in sustain("migrate", told["output"], "--to", "ours").err
    sustain("migrate", told["output"], "--back", "-o", "back.yaml")
    old, new = (inspect_bytes((folder / name).read_bytes(), name) for name in ("a.yaml", "back.yaml"))
    assert new.document.data == old.document.data


def test_an_edit_that_would_be_lost_is_told_and_kept(folder: Path, sustain: Sustain) -> None:
    sustain("migrate", "a.yaml", "--to", "ours", "-o", "b.yaml")
    sustain("rate", "b.yaml", "1.A.i", "emerging", "--rationale", "Anew.")
    assert (
        "the rating of 1.A.i was changed"
        in sustain("migrate", "b.yaml", "--back", "-o", "c.yaml", code=1).err
    )
    assert not (folder / "c.yaml").exists()
    sustain("migrate", "b.yaml", "--back", "-o", "c.yaml", "--lose-changes")
    back = (folder / "c.yaml").read_text(encoding="utf-8")
    assert "All sign." in back
    sustain("migrate", "b.yaml", "--back", "-o", "c.yaml", "--lose-changes", code=4)
    # The old spelling.
    sustain("migrate", "b.yaml", "--back", "-o", "c.yaml", "--force")
    assert (folder / "c.yaml").read_text(encoding="utf-8") == back


def test_a_mapping_between_other_rubrics_is_refused(folder: Path, sustain: Sustain) -> None:
    wrong = MAPPING.replace("to: ours@1.0.0", "to: other@1.0.0")
    (folder / "wrong.yaml").write_text(wrong)
    refused = sustain("migrate", "a.yaml", "--to", "ours", "--mapping", "wrong.yaml", code=3)
    assert "wrong.yaml:4:5: error SR265" in refused.err
    assert sorted(path.name for path in folder.glob("*.yaml")) == ["a.yaml", "sustain.yaml", "wrong.yaml"]


def test_rounds_are_compared_where_elements_are_equal(folder: Path, sustain: Sustain) -> None:
    later = RATED.format(rubric="ours@1.0.0").replace("2.B.ii:", "3.D.iv:").replace("2026", "2027")
    (folder / "b.yaml").write_text(later)
    found = json.loads(sustain("diff", "a.yaml", "b.yaml", "--format", "json").out)
    kinds = {element["id"]: (element["kind"], element["reason"]) for element in found["elements"]}
    assert kinds["1.B.i"] == ("unchanged", None)
    assert kinds["1.A.i"] == ("not_comparable", "reworded")
    trend = json.loads(sustain("trend", "a.yaml", "b.yaml", "--format", "json").out)
    elements = trend["categories"][0]["variables"][0]["elements"]
    assert elements[0]["breaks"] == [{"round": 1, "reason": "reworded"}]


def test_two_folders_with_one_id_do_not_know_of_each_other(tmp_path: Path) -> None:
    finder = InstrumentFinder()
    for name, gone in (("north", "2.B.ii"), ("south", "1.A.i")):
        (tmp_path / name / "instruments").mkdir(parents=True)
        (tmp_path / name / "sustain.yaml").write_text(SETTINGS)
        (tmp_path / name / "instruments" / "ours.yaml").write_text(OWN_RUBRIC_HEAD + f"leave_out: [{gone}]\n")
    for name, gone in (("north", "2.B.ii"), ("south", "1.A.i")) * 2:
        rubric = finder.around(str(tmp_path / name / "a.yaml")).rubric("ours@1.0.0")
        assert rubric is not None
        assert gone not in rubric.elements
        assert len(rubric.elements) == 18


HOSTILE = "<script>alert(1)</script> {{ 7*7 }} \\e[31m =cmd|' /C calc'!A0 `x` [y](javascript:z)"


def test_the_texts_of_a_strangers_rubric_are_inert(folder: Path, sustain: Sustain) -> None:
    changes = CHANGES.replace("title: Keep the record", f'title: "{HOSTILE}"')
    (folder / "instruments" / "ours.yaml").write_text(OWN_RUBRIC_HEAD + changes)
    (folder / "b.yaml").write_text(RATED.format(rubric="ours@1.0.0").replace("2.B.ii:", "3.D.iv:"))
    sustain("report", "b.yaml", "-o", "b.html")
    page = (folder / "b.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert "{{ 7*7 }}" in page
    for command in (
        ["score", "b.yaml"],
        ["rubric", "show", "3.D.iv", "--rubric", "ours"],
        ["rubric", "resolve", "ours"],
    ):
        assert "\x1b" not in sustain(*command).out
    assert "alert" not in sustain("completion", "zsh").out


@pytest.mark.parametrize("extends", ["ours@1.0.0", "second@1.0.0"])
def test_a_circle_is_told_at_its_place(folder: Path, sustain: Sustain, extends: str) -> None:
    (folder / "instruments" / "ours.yaml").write_text(
        OWN_RUBRIC_HEAD.replace("sustainability@1.0.0", extends)
    )
    second = OWN_RUBRIC_HEAD.replace("id: ours", "id: second").replace("sustainability@1.0.0", "ours@1.0.0")
    (folder / "instruments" / "second.yaml").write_text(second)
    assert "instruments/ours.yaml:5:10: error SR260" in sustain("validate", "instruments", code=1).out


def test_an_own_worksheet_is_filled_and_reported(folder: Path, sustain: Sustain) -> None:
    head = OWN_RUBRIC_HEAD.replace("kind: rubric", "kind: worksheet-definition").replace(
        "id: ours", "id: our-ws"
    )
    text = head.replace("sustainability@1.0.0", "lea-process@1.0.0") + "leave_out: [context.products]\n"
    (folder / "instruments" / "ws.yaml").write_text(text)
    assert sustain("validate", "instruments/ws.yaml").out == ""
    sustain("new", "worksheet", "w.yaml", "--worksheet", "our-ws")
    assert "worksheet: our-ws@1.0.0" in (folder / "w.yaml").read_text(encoding="utf-8")
    sustain("report", "w.yaml", "-o", "w.md")
    assert "WestEd" in (folder / "w.md").read_text(encoding="utf-8")
