"""The plan of action in every format says the same, whatever people write in it."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from sustainrubric.plan.export import ACTION_KEYS, plan_to_csv, plan_to_json, shortlist_to_csv
from sustainrubric.plan.model import ActionPlan
from sustainrubric.plan.text import opening, register, shortlist, table
from sustainrubric.plan.view import plan_to_html, plan_to_markdown, plan_view
from tests.plan.plans import assessment, made, worksheet
from tests.report.hostile import ATTACKS
from tests.report.test_to_markdown import structure, tokens_of

RATING = {"level": "emerging", "target": "strong", "priority": "high", "criteria": {"1": "emerging"}}


def example(what: str = "Write the plan") -> ActionPlan:
    row = {"what": what, "owner": what, "due": "2026-12-01"}
    one = assessment({"1.A.1": [row, {"what": f"{what} 2"}]}, ratings={"1.A.1": RATING})
    step = {"what": what, "step": "select", "resources": what, "owner": what}
    areas = [{"area": what, "takes_up": [what]}]
    return made(one, worksheet([step], process={"select": {"gaps": [what]}}, priorities=areas))


def test_json_holds_every_action_the_counts_and_the_whole_shortlist() -> None:
    found = json.loads(plan_to_json(example(), None, open_only=False))
    assert [action["state"] for action in found["actions"]] == ["overdue", "undated", "undated"]
    assert set(found["actions"][0]) == set(ACTION_KEYS)
    assert found["counts"] == {
        "overdue": 1, "due": 0, "undated": 2, "left-out": 0, "done": 0, "dropped": 0,
    }  # fmt: skip
    assert [place["element"] for place in found["shortlist"]] == ["1.A.1"]


def test_groups_stand_beside_the_actions_in_json_and_csv() -> None:
    found = json.loads(plan_to_json(example(), "month", open_only=False))
    assert [action["group"] for action in found["actions"]] == ["2026-12", "No due date", "No due date"]
    read = list(csv.DictReader(io.StringIO(plan_to_csv(example(), "month", open_only=False))))
    assert [row["group"] for row in read] == ["2026-12", "No due date", "No due date"]


@pytest.mark.parametrize("what", ["=1+1", "+A1", "-2", "@SUM(A1)", 'a,b;c\n"d"', "\t=1", *ATTACKS])
def test_no_cell_of_the_csv_is_a_formula_and_every_row_has_all_cells(what: str) -> None:
    for text in (plan_to_csv(example(what), None, open_only=False), shortlist_to_csv(example(what))):
        table = list(csv.reader(io.StringIO(text)))
        assert {len(row) for row in table} == {len(table[0])}
        assert not [cell for row in table for cell in row if cell[:1] in tuple("=+-@\t\r\n")]
        # Where a semicolon parts cells, text is still in quotation marks.
        assert not [line for line in text.splitlines() if line[:1] not in '"0123456789']


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_keeps_its_structure(attack: str) -> None:
    def of(what: str) -> list[str]:
        return structure(tokens_of(plan_to_markdown(plan_view(example(what)))))

    assert of(attack) == of("harmless")


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(" ".join([tag, *(name for name, _ in attrs)]))


@pytest.mark.parametrize("attack", ATTACKS)
def test_html_keeps_its_structure(attack: str) -> None:
    def of(what: str) -> list[str]:
        return _Tags(plan_to_html(plan_view(example(what)))).found

    assert of(attack) == of("harmless")


def test_the_table_has_one_line_an_action_and_the_folded_text_names_all() -> None:
    view = plan_view(example(ATTACKS[3]))
    assert len(table(view)[1:]) == 3
    assert not [cell for row in table(view)[1:] for cell in row if "\n" in cell or "\x1b" in cell]
    text = "\n".join(line.wrapped(60) for line in (*opening(view), *register(view)))
    for row in table(view)[1:]:
        assert row[3] in text


def test_the_terminal_folds_at_its_width() -> None:
    view = plan_view(example("word " * 60))
    for width in (80, 120):
        lines = [part for line in register(view) for part in line.wrapped(width).split("\n")]
        assert max(map(len, lines)) <= width


def test_the_shortlist_shows_so_many_places_and_counts_the_others() -> None:
    source = assessment(ratings={"1.A.1": RATING, "1.A.2": RATING, "1.B.1": RATING})
    text = "\n".join(line.wrapped(None) for line in shortlist(plan_view(made(source)), 2))
    assert re.findall(r"^ +(\d+)\. (\S+) Element", text, re.MULTILINE) == [("1", "1.A.1"), ("2", "1.A.2")]
    assert "1 more below their targets; --places 3 shows all." in text
    assert "  1. the wider gap to the target, in levels" in text


def test_what_is_over_can_be_left_out_of_every_format() -> None:
    found = made(assessment({"1.A.1": [{"what": "over", "status": "done"}, {"what": "open"}]}))
    assert [row[5] for row in table(plan_view(found, open_only=True))[1:]] == ["open"]
    read: Any = json.loads(plan_to_json(found, None, open_only=True))
    assert [action["what"] for action in read["actions"]] == ["open"]


def test_an_empty_plan_says_so() -> None:
    view = plan_view(made(assessment()))
    assert "No action is planned." in "\n".join(line.text for line in register(view))
    assert "No action is planned." in plan_to_markdown(view)
    assert "No action is planned." in plan_to_html(view)
