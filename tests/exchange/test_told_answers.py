"""What cannot be taken from a form of an assessment or a worksheet: the whole message, its cell, and its code."""

from __future__ import annotations

from typing import Any

import pytest

from sustainrubric.base.problem import Code
from sustainrubric.exchange.assessment_answers import Answers, with_answers
from sustainrubric.exchange.assessment_form import ACTIONS, RATINGS, assessment_form
from sustainrubric.exchange.form_model import CellKey
from sustainrubric.exchange.merge import CellChange
from tests.panel.small_panel import rubric
from tests.rating.build import small_assessment

OF = rubric(2)
ONE, TWO = OF.elements
LAW = {"what": "Law", "where": "binder", "date": "2026-01-02", "sensitive": True}
ASK = {"what": "Ask", "owner": "m", "due": "2027-01-31", "status": "under-way", "id": "x"}
DATA: dict[str, Any] = {
    "team": [{"id": "m", "name": "M. Lopez"}, {"id": "k", "name": "K. Bauer"}],
    "ratings": {
        ONE: {
            "level": "strong",
            "evidence": [LAW, {"what": "List"}, {"what": "Notes"}],
            "actions": [ASK, {"what": "Tell"}],
        }
    },
}


def taken(*changes: tuple[str, str, str], clearing: bool = False) -> Answers:
    """What the file says after cells came back, each as its row, column and text."""
    form = assessment_form(small_assessment(DATA["ratings"], team=DATA["team"]), DATA, OF, actions=True)
    texts = form.values()
    found = []
    for row, column, text in changes:
        key = CellKey(ACTIONS if "#" in row or row.startswith("new-") else RATINGS, row, column)
        found.append(CellChange(key, "set" if text else "cleared", texts[key], texts[key], text))
        texts[key] = text
    return with_answers(DATA, found, texts, OF, clearing=clearing)


LEVELS = "Inadequate, Emerging, Strong, Exemplary"
TOLD: dict[str, tuple[tuple[str, str, str], tuple[str, str], Code, str]] = {
    "no level": (
        (ONE, "level", "7"), (ONE, "level"), Code.NOT_A_CHOICE,
        f"'7' is not a level; it is one of {LEVELS}, Not applicable, Unknown",
    ),
    "a near level": (
        (ONE, "level", "Strongish"), (ONE, "level"), Code.NOT_A_CHOICE,
        "'Strongish' is not a level; did you mean strong?",
    ),
    "no target": (
        (ONE, "target", "Unknown"), (ONE, "target"), Code.NOT_A_CHOICE,
        f"'Unknown' is not a level; it is one of {LEVELS}",
    ),
    "no priority": (
        (ONE, "priority", "urgent"), (ONE, "priority"), Code.NOT_A_CHOICE,
        "'urgent' is not a priority; it is one of High, Medium, Low",
    ),
    "no status": (
        (f"{ONE}#1", "status", "maybe"), (f"{ONE}#1", "status"), Code.NOT_A_CHOICE,
        "'maybe' is not a status; it is one of Planned, Under way, Done, Dropped",
    ),
    "no day of evidence": (
        (ONE, "evidence_date", "2026-01-02\n\nsoon"), (ONE, "evidence_date"), Code.NOT_A_DATE, "line 3: 'soon'",
    ),
    "no what of evidence": (
        (ONE, "evidence_what", "Law\n\nNotes"), (ONE, "evidence_what"), Code.MISSING_KEY, "2 pieces",
    ),
    "a where without a what": (
        (ONE, "evidence_where", "a\nb\nc\nd"), (ONE, "evidence_what"), Code.MISSING_KEY, "line 4: the what is missing",
    ),
    "one gone": (
        (ONE, "evidence_what", "Law\nList"), (ONE, "evidence_what"), Code.MISSING_KEY,
        "1 piece of evidence is gone; --allow-clearing removes it",
    ),
    "two gone": (
        (ONE, "evidence_what", "Law"), (ONE, "evidence_what"), Code.MISSING_KEY,
        "2 pieces of evidence are gone; --allow-clearing removes them",
    ),
    "no day of an action": ((f"{ONE}#2", "due", "soon"), (f"{ONE}#2", "due"), Code.NOT_A_DATE, "'soon'"),
    "a stranger": (
        (f"{ONE}#1", "owner", "Zoe"), (f"{ONE}#1", "owner"), Code.UNKNOWN_TEAM_MEMBER, "'Zoe'"
    ),
    "an action without words": (
        ("new-3", "due", "2027-01-01"), ("new-3", "element"), Code.UNKNOWN_ELEMENT,
        "the action belongs to no element: ''; choose one from the list",
    ),
    "an action of a near element": (
        ("new-3", "element", "1.A.11"), ("new-3", "element"), Code.UNKNOWN_ELEMENT,
        "the action belongs to no element: '1.A.11'; did you mean 1.A.1?",
    ),
    "a new action without words": (
        ("new-3", "element", ONE), ("new-3", "action"), Code.MISSING_KEY, "the what is missing"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TOLD)
def test_what_cannot_be_taken_is_told_with_its_cell(case: str) -> None:
    change, place, code, words = TOLD[case]
    changes = [change, ("new-3", "due", "2027-01-01")] if case == "a new action without words" else [change]
    if case == "no what of evidence":
        words = "line 2: the what is missing"
        changes.append((ONE, "evidence_where", "binder\nshelf"))
    answers = taken(*changes)
    ((key, found, message),) = answers.problems
    assert ((key.row, key.column), found) == (place, code)
    assert (
        message.startswith(words) if code in (Code.NOT_A_DATE, Code.UNKNOWN_TEAM_MEMBER) else message == words
    )
    assert answers.data == DATA
    assert answers.written == []


def test_what_is_no_conflict_and_not_kept_is_taken_and_nothing_else() -> None:
    key = CellKey(RATINGS, ONE, "rationale")
    for fate, expected in (("set", "New"), ("cleared", "New"), ("kept", None), ("conflict", None)):
        change = CellChange(key, fate, "", "", "New")  # type: ignore[arg-type]
        answers = with_answers(DATA, [change], {key: "New"}, OF, clearing=False)
        assert answers.data["ratings"][ONE].get("rationale") == expected


def test_what_was_taken_is_listed_place_by_place() -> None:
    answers = taken(
        (ONE, "rationale", "\n So\n\nit is \n"), (ONE, "level", ""), (TWO, "priority", " low "), clearing=True
    )
    assert answers.problems == []
    assert answers.written == [
        (("ratings", ONE, "rationale"), " So\n\nit is"),
        (("ratings", ONE, "level"), None),
        (("ratings", TWO, "priority"), "low"),
    ]
    assert "level" not in answers.data["ratings"][ONE]


def test_lines_of_evidence_belong_together_and_its_keys_have_their_order() -> None:
    answers = taken(
        (ONE, "evidence_what", "Law\nList\nNotes\n\nMinutes"),
        (ONE, "evidence_where", "binder\n\n shelf \n\nhall\n"),
        (ONE, "evidence_date", "2026-01-02\n2026-02-03"),
    )
    assert answers.problems == []
    found = answers.data["ratings"][ONE]["evidence"]
    assert [[(key, str(value)) for key, value in item.items()] for item in found] == [
        [("what", "Law"), ("where", "binder"), ("date", "2026-01-02"), ("sensitive", "True")],
        [("what", "List"), ("date", "2026-02-03")],
        [("what", "Notes"), ("where", "shelf")],
        [("what", "Minutes"), ("where", "hall")],
    ]
    assert found[0]["date"] == "2026-01-02"


def test_a_part_of_an_action_may_go_and_what_has_no_column_stays() -> None:
    gone = taken((f"{ONE}#1", "due", ""), (f"{ONE}#1", "owner", "K. Bauer"), clearing=True)
    assert gone.data["ratings"][ONE]["actions"] == [
        {"what": "Ask", "owner": "k", "status": "under-way", "id": "x"}, {"what": "Tell"}
    ]  # fmt: skip
    plain = taken((f"{ONE}#2", "due", "2027-05-01"))
    assert [(key, str(value)) for key, value in plain.data["ratings"][ONE]["actions"][1].items()] == [
        ("what", "Tell"), ("due", "2027-05-01"),
    ]  # fmt: skip


def test_an_action_that_is_not_there_any_more_is_put_at_the_end() -> None:
    key = CellKey(ACTIONS, f"{ONE}#9", "action")
    texts = {key: "Again", key._replace(column="owner"): "M. Lopez"}
    answers = with_answers(DATA, [CellChange(key, "set", "", "", "Again")], texts, OF, clearing=False)
    assert answers.data["ratings"][ONE]["actions"][2:] == [{"what": "Again"}]


def test_new_actions_go_to_the_element_named_once() -> None:
    cells = [("new-1", "element", f" {TWO} "), ("new-1", "action", "New"), ("new-1", "status", "done")]
    answers = taken(*cells)
    assert answers.data["ratings"][TWO]["actions"] == [{"what": "New", "status": "done"}]
    there = taken(("new-2", "element", ONE), ("new-2", "action", "Tell"))
    assert there.already == {"new-2"}
    assert there.written == []
    other = taken(("new-2", "element", ONE), ("new-2", "action", "Tell"), ("new-2", "owner", "M. Lopez"))
    assert other.already == set()
    assert len(other.data["ratings"][ONE]["actions"]) == 3
