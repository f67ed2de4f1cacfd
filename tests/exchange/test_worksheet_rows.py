"""Rows of a worksheet that came back: new ones close up, emptied ones go, and words mean what they meant."""

from __future__ import annotations

from typing import Any

import pytest

from sustainrubric.base.problem import Code
from sustainrubric.exchange.assessment_answers import Answers
from sustainrubric.exchange.form_model import CellKey
from sustainrubric.exchange.merge import CellChange
from sustainrubric.exchange.worksheet_form import path_of, worksheet_answers
from sustainrubric.instruments.shipped import load_worksheet_definition

DATA: dict[str, Any] = {
    "organize": {"participants": [{"name": "A"}, {"name": "B", "role": "Lead"}]},
    "process": {"select": {"steps": [{"name": "Choose"}], "gaps": ["Time"]}},
    "supports": [{"what": "Review", "evidence": True, "steps": ["select"]}],
    "priorities": [{"area": "One", "takes_up": ["Time"]}],
}


def taken(**cells: str) -> Answers:
    """The data after cells came back, each named by its row, with _ in the place of /."""
    definition = load_worksheet_definition("lea-process@1.0.0")
    assert definition is not None
    texts = {CellKey("Step", row.replace("_", "/").replace("supports/gaps", "supports_gaps"), "answer"): text
             for row, text in cells.items()}  # fmt: skip
    changes = [CellChange(key, "set" if text else "cleared", "", "x", text) for key, text in texts.items()]
    kept = CellChange(CellKey("Step", "communication", "answer"), "kept", "", "", "not taken")
    return worksheet_answers(DATA, [*changes, kept], {**texts, kept.key: "not taken"}, definition)


def part(answers: Answers, row: str) -> Any:
    found: Any = answers.data
    for each in path_of(row):
        found = found.get(each) if isinstance(found, dict) else found[each]
    return found


ROWS: dict[str, tuple[dict[str, str], str, Any]] = {
    "nothing": ({}, "organize/participants", DATA["organize"]["participants"]),
    "a row after two empty ones": (
        {"organize_participants_5_role": "Guest"}, "organize/participants",
        [{"name": "A"}, {"name": "B", "role": "Lead"}, {"role": "Guest"}],
    ),
    "two rows, the last first": (
        {"organize_participants_4_name": "D", "organize_participants_3_name": "C"}, "organize/participants",
        [{"name": "A"}, {"name": "B", "role": "Lead"}, {"name": "C"}, {"name": "D"}],
    ),
    "a row that is emptied": (
        {"organize_participants_1_name": ""}, "organize/participants", [{"name": "B", "role": "Lead"}]
    ),
    "one emptied and one new": (
        {"organize_participants_1_name": "", "organize_participants_3_name": "C"}, "organize/participants",
        [{"name": "B", "role": "Lead"}, {"name": "C"}],
    ),
    "a part that is emptied": (
        {"organize_participants_2_role": ""}, "organize/participants", [{"name": "A"}, {"name": "B"}]
    ),
    "a row deep in the file": (
        {"process_select_steps_2_name": "Buy"}, "process/select/steps", [{"name": "Choose"}, {"name": "Buy"}]
    ),
    "a text of a list": ({"process_select_gaps_2": "Money"}, "process/select/gaps", ["Time", "Money"]),
    "a text after an empty one": ({"process_select_gaps_3": "Money"}, "process/select/gaps", ["Time", "Money"]),
    "an emptied text of a list": (
        {"process_select_gaps_1": "", "process_select_gaps_2": "Money"}, "process/select/gaps", ["Money"]
    ),
    "a list of a process that says nothing yet": (
        {"process_plan_gaps_1": "Time"}, "process/plan/gaps", ["Time"]
    ),
    "a list that is not there": ({"supports_gaps_1": "Time"}, "supports_gaps", ["Time"]),
    "what no cell asks about": ({"priorities_1_why": "So."}, "priorities",
                                [{"area": "One", "takes_up": ["Time"], "why": "So."}]),
    "no": ({"supports_1_evidence": " No "}, "supports/1/evidence", False),
    "steps": ({"supports_1_steps": " select,, plan"}, "supports/1/steps", ["select", "plan"]),
    "evidence of a process is text": (
        {"process_select_steps_1_evidence": "Yes"}, "process/select/steps/1/evidence", "Yes"
    ),
    "a text of a question": ({"answers_map_x": "\nOne\n\nTwo\n"}, "answers/map/x", "One\n\nTwo"),
    "a text in blanks": ({"organize_logistics": " \n "}, "organize/logistics", None),
}  # fmt: skip


@pytest.mark.parametrize("case", ROWS)
def test_rows_are_where_they_belong(case: str) -> None:
    cells, row, expected = ROWS[case]
    answers = taken(**cells)
    assert answers.problems == []
    assert part(answers, row) == expected
    assert "communication" not in answers.data


def test_a_list_of_which_nothing_is_left_goes() -> None:
    emptied = taken(
        organize_participants_1_name="", organize_participants_2_name="", organize_participants_2_role=""
    )
    assert "participants" not in emptied.data.get("organize", {})
    assert "gaps" not in taken(process_select_gaps_1="").data["process"]["select"]


def test_what_was_not_touched_is_not_written() -> None:
    answers = taken(organize_participants_3_name="C")
    assert {path for path, _ in answers.written} == {("organize", "participants")}
    assert taken().written == []
    assert taken().data == DATA


@pytest.mark.parametrize(
    ("row", "text", "code", "words"),
    [
        ("actions_1_due", "soon", Code.NOT_A_DATE, "'soon'"),
        ("actions_1_status", "under", Code.NOT_A_CHOICE,
         "'under' is not one of planned, under-way, done, dropped"),
        ("supports_1_evidence", "perhaps", Code.NOT_A_CHOICE, "'perhaps' is not one of yes, no"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told(row: str, text: str, code: Code, words: str) -> None:
    answers = taken(**{row: text})
    ((key, found, message),) = answers.problems
    assert (key.row, found) == (row.replace("_", "/"), code)
    assert message.startswith(words)
    assert answers.data == DATA


def test_rows_count_from_one_in_a_form_and_from_nothing_in_a_file() -> None:
    assert path_of("organize/participants/2/role") == ("organize", "participants", 1, "role")
    assert path_of("context/gaps/10") == ("context", "gaps", 9)
    assert path_of("communication") == ("communication",)
