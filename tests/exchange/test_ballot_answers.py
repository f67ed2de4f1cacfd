"""A rater's ballot as a form, and what came back in it: votes, what is left to others, and what is no vote."""

from __future__ import annotations

from typing import Any

import pytest

from sustainrubric.base.errors import WrongUsage
from sustainrubric.exchange.assessment_answers import Answers
from sustainrubric.exchange.ballot_form import ballot_answers, ballot_form
from sustainrubric.exchange.form_model import CellKey
from sustainrubric.exchange.make_form import form_format
from sustainrubric.exchange.merge import merge
from tests.panel.small_panel import assessment_of, rubric, votes_of
from tests.rating.build import small_assessment

OF = rubric(3)
ONE, TWO, THREE = OF.elements
DATA: dict[str, Any] = {
    "stands_back": [TWO],
    "ratings": {
        ONE: {"level": "strong", "rationale": "So.", "evidence": [{"what": "Law", "sensitive": True}]}
    },
}
TEAM = [{"id": "k", "name": "K. Bauer"}]


def assessment(**panel: Any) -> Any:
    found = assessment_of(votes_of(OF, missing=("r1", "m")), team=TEAM)
    assert found.panel is not None
    return found.model_copy(update={"panel": found.panel.model_copy(update=panel)})


def answered(cells: dict[str, str], *, clearing: bool = False) -> Answers:
    """The ballot after these cells came back, each named by the number of its element and its column."""
    ours = ballot_form(assessment(), DATA, OF, "r1").values()
    rows = {"one": ONE, "two": TWO, "three": THREE}
    theirs = {}
    for name, text in cells.items():
        row, _, column = name.partition("_")
        theirs[CellKey("Ratings", rows[row], column)] = text
    assert set(theirs) <= set(ours)
    changes = list(merge(ours, ours, theirs, clearing=clearing))
    return ballot_answers(DATA, changes, {**ours, **theirs}, OF, clearing=clearing)


def rated(**changes: Any) -> dict[str, Any]:
    found = {**DATA["ratings"][ONE], **changes}
    return {key: value for key, value in found.items() if value is not None}


CASES: dict[str, tuple[dict[str, str], list[str] | None, dict[str, Any]]] = {
    "nothing": ({}, [TWO], {ONE: rated()}),
    "a vote": ({"three_level": "Emerging"}, [TWO], {ONE: rated(), THREE: {"level": "emerging"}}),
    "another vote": ({"one_level": "Unknown"}, [TWO], {ONE: rated(level="unknown")}),
    "one more left": ({"three_level": "Leave to others"}, [TWO, THREE], {ONE: rated()}),
    "a vote that is left now": ({"one_level": "Leave to others"}, [TWO, ONE], {ONE: rated(level=None)}),
    "two that are left now": (
        {"three_level": "Leave to others", "one_level": "Leave to others"}, [TWO, ONE, THREE], {ONE: rated(level=None)}
    ),
    "what was left is voted on": ({"two_level": "Strong"}, None, {ONE: rated(), TWO: {"level": "strong"}}),
    "one left and one voted on": (
        {"two_level": "Strong", "three_level": "Leave to others"}, [THREE], {ONE: rated(), TWO: {"level": "strong"}}
    ),
    "left, with a reason": (
        {"three_level": "Leave to others", "three_rationale": "They know."},
        [TWO, THREE],
        {ONE: rated(), THREE: {"rationale": "They know."}},
    ),
    "emptied": ({"one_level": "", "two_level": ""}, [TWO], {ONE: rated()}),
    "evidence": (
        {"one_evidence_where": "binder"}, [TWO],
        {ONE: rated(evidence=[{"what": "Law", "where": "binder", "sensitive": True}])},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_came_back_is_the_ballot(case: str) -> None:
    cells, left, ratings = CASES[case]
    answers = answered(cells)
    assert answers.problems == []
    assert answers.data.get("stands_back") == left
    assert answers.data["ratings"] == ratings
    assert (("stands_back",) in [path for path, _ in answers.written]) is (left != [TWO])


def test_what_was_emptied_goes_where_that_is_allowed() -> None:
    answers = answered({"one_level": "", "one_rationale": ""}, clearing=True)
    assert answers.data["ratings"][ONE] == rated(level=None, rationale=None)
    assert answers.data["stands_back"] == [TWO]


def test_no_problem_says_what_stands_in_a_cell() -> None:
    answers = answered({"three_level": "Great", "three_evidence_where": "binder"})
    told = {key.column: message for key, _, message in answers.problems}
    words = "Inadequate, Emerging, Strong, Exemplary, Not applicable, Unknown, Leave to others"
    assert told["level"] == f"this is not a level; it is one of {words}"
    assert told["evidence_what"] == "line 1: the what is missing"
    assert len(told) == 2


def test_a_ballot_shows_what_its_rater_said_and_nothing_of_the_team() -> None:
    made = ballot_form(assessment(), DATA, OF, "r1", elements=[ONE, TWO], version="7")
    (sheet,) = made.sheets
    assert sheet.is_secret
    assert [column.key for column in sheet.columns][-5:] == [
        "level", "rationale", "evidence_what", "evidence_where", "evidence_date",
    ]  # fmt: skip
    assert [(row.id, row.cells["level"]) for row in sheet.rows] == [(ONE, "Strong"), (TWO, "Leave to others")]
    levels = next(column for column in sheet.columns if column.key == "level")
    assert levels.choices[-3:] == ("Not applicable", "Unknown", "Leave to others")
    assert {key: made.about[key] for key in ("kind", "rater", "elements", "version", "form")} == {
        "kind": "ballot",
        "rater": "r1",
        "elements": f"{ONE} {TWO}",
        "version": "7",
        "form": "1",
    }
    assert made.heading.startswith("Ballot of r1: ")
    assert [row.id for row in ballot_form(assessment(), DATA, OF, "r1").sheets[0].rows] == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("leader", "name"), [("k", "K. Bauer"), ("z", "z"), (None, "the person who leads the meeting")]
)
def test_a_ballot_says_to_whom_it_goes(leader: str | None, name: str) -> None:
    paragraphs = ballot_form(assessment(facilitator=leader), DATA, OF, "r1").paragraphs
    assert paragraphs[-1] == f"When you are done, save the file and send it to {name}, and to nobody else."
    assert len(paragraphs) == 5


def test_a_ballot_without_a_panel_goes_to_who_leads_the_meeting() -> None:
    paragraphs = ballot_form(small_assessment({}), {}, OF, "r1").paragraphs
    assert "send it to the person who leads the meeting, and to nobody else" in paragraphs[-1]


@pytest.mark.parametrize(
    ("asked", "output", "form"),
    [
        (None, "a.xlsx", "xlsx"),
        (None, "a.docx", "docx"),
        (None, "a", "xlsx"),
        ("docx", "a.DOCX", "docx"),
        ("xlsx", "a.xlsx", "xlsx"),
        ("xlsform", "a.xlsx", "xlsform"),
    ],
)
def test_the_name_of_a_form_says_its_format(asked: str | None, output: str, form: str) -> None:
    assert form_format(asked, output) == form


@pytest.mark.parametrize(
    ("asked", "output", "suffix"), [("docx", "a.xlsx", ".docx"), ("xlsform", "a", ".xlsx")]
)
def test_a_name_that_does_not_fit_is_told(asked: str, output: str, suffix: str) -> None:
    with pytest.raises(WrongUsage, match=f"'{output}': a form as {asked} is a file that ends with {suffix}"):
        form_format(asked, output)
