"""What a comparison says of rubrics, weights and subjects that differ."""

from __future__ import annotations

import json

import pytest

from sustainrubric.rounds.diff import diff
from sustainrubric.rounds.diff_view import diff_view
from sustainrubric.rounds.export import diff_to_json
from sustainrubric.rounds.model import RoundDiff
from sustainrubric.rounds.page import diff_to_html, diff_to_markdown
from sustainrubric.rounds.text import details, news, opening, table
from sustainrubric.rounds.trend import trend
from sustainrubric.rounds.trend_view import trend_view
from tests.rounds.rounds import later, round_of, second_version

OLD = round_of({"1.A.1": "emerging", "1.A.2": "strong"}, weights={"1.A.1": 2})
NEW = round_of(
    {
        "1.A.1": "strong",
        "1.A.3": "strong",
        "2.A.1": {"actions": [{"what": "a", "owner": "m", "due": "2026-01-01"}]},
    },
    second_version(),
    reform={"id": "other", "name": "Other"},
    weights={"1.A.1": 0.5},
)


@pytest.fixture(scope="module")
def found() -> RoundDiff:
    return diff(OLD, NEW)


def text_of(found: RoundDiff) -> list[str]:
    view = diff_view(found)
    return [line.wrapped(None) for line in (*opening(view), *news(view, None), *details(view))]


@pytest.mark.parametrize(
    "line",
    [
        "These are not two rounds of one reform: the reforms differ: 'literacy' and 'other'.",
        "1 weight changed, which by itself can move a majority level or a mean.",
        "The rubric changed from Small, version 1.0.0 to Small, version 2.0.0 (1 part added, 6 removed, 1 reworded); "
        "only elements that are equal in both are compared.",
        "  1.A.2    strong → not in this rubric (removed from the rubric): Element 1.A.2",
        "  1.A.3    not in this rubric → strong (added to the rubric): Element 1.A.3",
        "  1.A.1    2 → 0.5",
        "  rubric   Small, version 1.0.0 → Small, version 2.0.0",
        "  reform name Literacy → Other",
        "  1.B.1.2  criterion reworded",
        "  1.A.3    element added",
        "Actions overdue (1)",
        "  2.A.1    a (m, due Jan 1, 2026, planned)",
    ],
)
def test_it_is_said_in_the_table(line: str, found: RoundDiff) -> None:
    assert line in text_of(found)


def test_the_words_before_and_after_stand_in_the_pages(found: RoundDiff) -> None:
    view = diff_view(found)
    for page in (diff_to_markdown(view), diff_to_html(view, NEW.rubric)):
        assert "before: c Inadequate: d Emerging: d Strong: d Exemplary: d" in page
        assert "now: c Inadequate: d Emerging: d Strong: other words Exemplary: d" in page
        assert "Not in this rubric" in page or "not in this rubric" in page


def test_the_json_lists_every_part_that_differs(found: RoundDiff) -> None:
    data = json.loads(diff_to_json(found))
    parts = {(entry["id"], entry["part"]): (entry["old"], entry["new"]) for entry in data["rubric"]}
    assert parts["1.A.3", "element"][0] is None
    assert parts["1.A.2.L1", "look-for"] == ("l", None)
    assert data["weights"] == [{"id": "1.A.1", "old": 2, "new": 0.5}]
    assert {entry["name"] for entry in data["names"]} == {"reform", "reform name", "rubric"}


def test_a_rationale_rewritten_at_the_same_level_and_a_vanished_action_are_said() -> None:
    action = {"what": "Convene", "owner": "m"}
    old = round_of({"1.A.1": {"level": "strong", "rationale": "x", "actions": [action]}})
    lines = text_of(diff(old, later({"1.A.1": {"level": "strong", "rationale": "y"}})))
    assert lines[lines.index("Rationales rewritten, level unchanged (1)") + 1] == "  1.A.1"
    assert "  1.A.1    Convene (m, planned, no longer in the file)" in lines


def test_actions_that_stay_as_they_were_are_counted_and_their_elements_named_once() -> None:
    given = {
        "1.A.1": {"actions": [{"what": "a"}, {"what": "b"}]},
        "1.A.2": {"actions": [{"what": "c"}]},
    }
    found = diff(round_of(given), later(given))
    lines = text_of(found)
    assert lines[lines.index("Actions carried on as they were (3)") + 1] == "  1.A.1, 1.A.2"
    assert "Actions carried on as they were (3)</summary>\n\n1.A.1, 1.A.2\n" in diff_to_markdown(
        diff_view(found)
    )
    page = diff_to_html(diff_view(found), NEW.rubric)
    _, _, told = page.partition("<summary>Actions carried on as they were: 3</summary>")
    assert told.partition("</ul>")[0].count("<li>") == 2
    assert [each["kind"] for each in json.loads(diff_to_json(found))["actions"]] == ["carried"] * 3


def test_an_action_whose_words_changed_says_both() -> None:
    old = round_of({"1.A.1": {"actions": [{"what": "Convene", "id": "x"}]}})
    lines = text_of(
        diff(old, later({"1.A.1": {"actions": [{"what": "Meet", "id": "x", "due": "2028-01-01"}]}}))
    )
    assert "  1.A.1    Convene → Meet (due none → Jan 1, 2028, planned)" in lines


def test_a_trend_over_two_rubrics_says_so_and_shows_what_one_lacks_as_a_gap() -> None:
    view = trend_view(trend([OLD, NEW]))
    assert (
        "The rubrics differ (Small, version 1.0.0; Small, version 2.0.0); only elements that are equal are compared."
        in view.remarks
    )
    rows = {row[0]: row[1:] for row in table(view, unicode=False)}
    assert rows["1.A.2 Element 1.A.2"] == ["3.", "strong", "not in this rubric", "removed from the rubric"]
    assert table(view, unicode=False, width=80)[0] == ["", "Trend", "Last", "Change"]


def test_a_trend_of_one_point_says_that_there_is_nothing_to_compare() -> None:
    view = trend_view(trend([OLD]))
    assert view.headline == "There is one point, 2026-fall, and nothing to compare it with yet."


def test_a_rationale_is_cut_to_the_width_of_the_terminal_and_whole_where_there_is_none() -> None:
    why = "w" * 200
    view = diff_view(
        diff(
            round_of({"1.A.1": {"level": "strong"}}),
            later({"1.A.1": {"level": "emerging", "rationale": why}}),
        )
    )
    for width, length in ((60, 60), (80, 80), (20, 51), (300, 211), (211, 211), (210, 210)):
        shown = [each for each in news(view, width) if "www" in each.text]
        assert [len(each.hang) + len(each.text) for each in shown] == [length]
        assert shown[0].text.endswith("…") is (length < 211)
    assert [each.text for each in news(view, None) if "www" in each.text] == [why]


@pytest.mark.parametrize(("width", "columns"), [(None, 5), (200, 5), (100, 5), (99, 4), (20, 4)])
def test_where_there_is_little_room_the_first_level_of_a_trend_is_left_out(
    width: int | None, columns: int
) -> None:
    rows = table(trend_view(trend([OLD, NEW])), unicode=False, width=width)
    assert {len(row) for row in rows} == {columns}
