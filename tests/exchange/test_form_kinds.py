"""What a form is made by, of each kind of file: words as we write them, parts that are named, and its subject."""

from __future__ import annotations

import pytest

from sustainrubric.base.errors import Unreadable, WrongUsage
from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.check.file import inspect_bytes
from sustainrubric.exchange.form_kinds import (
    BallotKind,
    FormKind,
    check_subject,
    elements_below,
    kind_for,
    kind_of,
)
from sustainrubric.exchange.form_model import CellKey, ReadCell
from sustainrubric.exchange.import_form import ImportPlan, at_cells
from sustainrubric.exchange.merge import CellChange, ItemCell
from tests.panel.small_panel import assessment_of, rubric, votes_of
from tests.rating.build import small_rubric
from tests.small import RATED, WORKSHEET

OF = small_rubric([2, 1], [1])


def kinds() -> dict[str, FormKind]:
    few = rubric(1)
    return {
        "assessment": kind_of(inspect_bytes(RATED.encode(), "a.yaml")),
        "worksheet": kind_of(inspect_bytes(WORKSHEET.encode(), "w.yaml")),
        "ballot": BallotKind(
            assessment_of(votes_of(few, missing=("r1",))), few, "r1", {}, list(few.elements)
        ),
    }


WORDS = [
    # the kind, the column, what came back, what is taken for it
    ("assessment", "level", " not  applicable ", "Not applicable"),
    ("assessment", "level", "STRONG", "Strong"),
    ("assessment", "level", "quite strong", "quite strong"),
    ("assessment", "level", "", ""),
    ("assessment", "priority", "high", "High"),
    ("assessment", "status", "under-way", "Under way"),
    ("assessment", "rationale", "strong", "strong"),
    ("assessment", "owner", " mlopez ", "M. Lopez"),
    ("assessment", "owner", "somebody", "somebody"),
    ("assessment", "rationale", "mlopez", "mlopez"),
    ("ballot", "level", "strong", "Strong"),
    ("ballot", "level", "LEAVE TO OTHERS", "Leave to others"),
    ("ballot", "level", " ", " "),
    ("ballot", "rationale", "strong", "strong"),
]


@pytest.mark.parametrize(("kind", "column", "text", "taken"), WORDS)
def test_a_word_of_a_list_is_taken_however_it_was_typed(
    kind: str, column: str, text: str, taken: str
) -> None:
    assert kinds()[kind].written_as_ours(CellKey("Ratings", "1.A.i", column), text) == taken


@pytest.mark.parametrize(
    ("row", "text", "taken"),
    [
        ("supports/1/evidence", " YES ", "yes"),
        ("supports/1/evidence", "perhaps", "perhaps"),
        ("supports/1/steps", "select ,plan,", "select, plan"),
        ("supports/1/what", "YES", "YES"),
        ("supports/1/what", "a,b", "a,b"),
        ("process/select/steps/1/evidence", "YES", "YES"),
        ("process/select/steps/1/name", "a,b", "a,b"),
        ("actions/1/status", "Under way", "under-way"),
        ("actions/1/what", "Under way", "Under way"),
        ("actions/1/status", " ", " "),
    ],
)
def test_a_word_of_a_worksheet_is_taken_where_it_is_one(row: str, text: str, taken: str) -> None:
    assert kinds()["worksheet"].written_as_ours(CellKey("Step", row, "answer"), text) == taken


@pytest.mark.parametrize(
    ("kind", "row", "item"),
    [
        ("assessment", "1.A.i#12", ItemCell("1.A.i#", 12, "")),
        ("assessment", "1.A.i", None),
        ("assessment", "7", None),
        ("assessment", "new-1", None),
        ("worksheet", "organize/participants/2/role", ItemCell("organize/participants/", 2, "/role")),
        ("worksheet", "context/gaps/10", ItemCell("context/gaps/", 10, "")),
        ("worksheet", "process/select/steps/1/name", ItemCell("process/select/steps/", 1, "/name")),
        ("worksheet", "answers/map/x", None),
        ("worksheet", "communication", None),
        ("ballot", "1.A.1#1", None),
    ],
)
def test_a_cell_of_an_item_says_which(kind: str, row: str, item: ItemCell | None) -> None:
    assert kinds()[kind].item_of(CellKey("Ratings", row, "due")) == item


def test_the_cells_of_the_evidence_of_an_element_belong_together() -> None:
    for kind, named in (("assessment", True), ("ballot", True), ("worksheet", False)):
        units = {
            column: kinds()[kind].unit_of(CellKey("Ratings", "1.A.1", column))
            for column in ("level", "rationale", "evidence_what", "evidence_where", "evidence_date")
        }
        assert units == {column: "1.A.1" if named and "evidence" in column else None for column in units}
    assert kinds()["assessment"].unit_of(CellKey("Actions", "1.A.i", "evidence_what")) is None


@pytest.mark.parametrize(
    ("only", "elements"),
    [
        ([], ["1.A.1", "1.A.2", "1.B.1", "2.A.1"]),
        (["1.A.2"], ["1.A.2"]),
        (["1.B"], ["1.B.1"]),
        (["2", "1.A"], ["1.A.1", "1.A.2", "2.A.1"]),
    ],
)
def test_parts_are_taken_in_the_order_of_the_rubric(only: list[str], elements: list[str]) -> None:
    assert elements_below(OF, only) == elements


def test_a_part_that_is_not_there_is_told() -> None:
    with pytest.raises(WrongUsage, match=r"no element, variable or category '1\.C'"):
        elements_below(OF, ["1.A", "1.C"])
    for more in ({"only": ["1"]}, {"actions": True}):
        with pytest.raises(WrongUsage, match="are for assessments; this is a worksheet"):
            kind_of(inspect_bytes(WORKSHEET.encode(), "w.yaml"), **more)


def test_a_form_that_came_back_has_the_parts_that_went_out() -> None:
    loaded = inspect_bytes(RATED.encode(), "a.yaml")
    for actions in ("yes", "no"):
        made = kind_for(loaded, {"elements": "1.A.i 9.Z.9 1.B.i", "actions": actions}).form()
        assert [row.id for row in made.sheets[0].rows] == ["1.A.i", "1.B.i"]
        assert [sheet.title for sheet in made.sheets] == ["Ratings", "Actions"][: 1 + (actions == "yes")]
        assert made.about["elements"] == "1.A.i 1.B.i"
    of_worksheet = inspect_bytes(WORKSHEET.encode(), "w.yaml")
    assert kind_for(of_worksheet, {}).form() == kind_of(of_worksheet).form()


SUBJECT = {
    "kind": "assessment",
    "instrument": "a@1.0.0",
    "agency": "A",
    "reform": "r",
    "round": "1",
    "version": "1",
}


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("kind", "is of the kind 'x', and a.yaml of the kind 'assessment'"),
        ("instrument", "is of the instrument 'x', and a.yaml of the instrument 'a@1.0.0'"),
        ("agency", "is of the agency 'x', and a.yaml of the agency 'A'"),
        ("reform", "is about the reform 'x', and a.yaml about the reform 'r'"),
        ("round", "is of the round 'x', and a.yaml of the round '1'"),
    ],
)
def test_a_form_about_something_else_is_told_by_what_differs(key: str, words: str) -> None:
    with pytest.raises(Unreadable, match=f"^f.xlsx: {words}$"):
        check_subject("f.xlsx", {**SUBJECT, key: "x"}, "a.yaml", SUBJECT)
    check_subject("f.xlsx", {**SUBJECT, "version": "2"}, "a.yaml", SUBJECT)


@pytest.mark.parametrize(
    ("path", "cell"),
    [
        (("ratings", "1.A.1", "level"), "G2"),
        (("ratings", "1.A.1", "rationale"), "H2"),
        (("ratings", "1.A.1", "target"), "H2"),
        (("ratings", "1.A.2", "level"), "G3"),
        (("ratings", "1.A.2", "actions", 0, "due"), "E9"),
        (("weights",), "H2"),
    ],
)
def test_a_problem_of_the_file_is_told_at_the_cell_that_brought_it(path: DocumentPath, cell: str) -> None:
    places = {
        "H2": CellKey("Ratings", "1.A.1", "rationale"),
        "G2": CellKey("Ratings", "1.A.1", "level"),
        "G3": CellKey("Ratings", "1.A.2", "level"),
        "E9": CellKey("Actions", "1.A.2#1", "due"),
    }
    changes = tuple(CellChange(key, "set", "", "", "x") for key in places.values())
    cells = {key: ReadCell("x", int(name[1]), ord(name[0]) - 64, name) for name, key in places.items()}
    found = at_cells("f.xlsx", ImportPlan(changes, cells, {}, ()), [Problem(Code.WRONG_TYPE, "no", path)])
    (problem,) = found.problems
    assert problem.problem.message == f"({cell}) no"
    assert (problem.location.line, problem.location.column) == (int(cell[1]), ord(cell[0]) - 64)
