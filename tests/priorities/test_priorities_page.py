"""The page of priorities: the path drawn, the working shown, the definitions quoted and credited."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from sustainrubric.instruments.shipped import load_rubric
from sustainrubric.priorities.goal_progress import progress_to_target
from sustainrubric.priorities.picture import target_path
from sustainrubric.priorities.view import (
    priorities_to_html,
    priorities_to_markdown,
    priorities_view,
)
from sustainrubric.priorities.view_parts import PrioritiesView
from sustainrubric.priorities.words import LevelWords, working
from sustainrubric.records.load import load, load_bytes
from sustainrubric.records.priorities import Priorities
from tests.conftest import ROOT
from tests.plan.test_plan_formats import _Tags
from tests.priorities.test_progress_to_target import progress
from tests.report.hostile import ATTACKS
from tests.report.test_to_markdown import structure, tokens_of


def view_of(priorities: Priorities) -> PrioritiesView:
    rubric = load_rubric("sustainability@1.0.0")
    assert rubric is not None
    return priorities_view(priorities, "The agency", rubric)


@pytest.fixture(scope="module")
def example() -> PrioritiesView:
    return view_of(load(str(ROOT / "examples" / "priorities.yaml")).model_as(Priorities))


def test_the_example_reads_as_it_did(example: PrioritiesView, golden: Callable[[str, str], None]) -> None:
    golden("priorities.md", priorities_to_markdown(example))
    golden("priorities.html", priorities_to_html(example))


def test_the_example_has_one_goal_on_track_and_one_behind(example: PrioritiesView) -> None:
    assert example.sentence == "2 goals: 1 on track and 1 behind."
    assert example.goals[0].sentence == (
        "Behind: 51.1 on May 15, 2026, where the path stands at 52.0; 0.9 below the path."
    )


def test_the_working_can_be_followed_by_hand() -> None:
    first, second = working(progress(40, 60, ("2026-01-01", 50), ("2029-01-01", 60)))
    assert first == (
        "Jan 1, 2026: the path stands at 40 + 20 x 731/1461 days = 50.01, between the baseline of Jan 1, 2024 "
        "and the target of Jan 1, 2028; measured 50, 0.01 below the path: behind."
    )
    assert second == (
        "Jan 1, 2029: the path stands at 60, the target of Jan 1, 2028, as that day is past; "
        "measured 60, just on the path: on track."
    )


def test_where_less_is_better_above_the_path_is_behind() -> None:
    found = progress(20, 10, ("2028-01-01", 11))
    lines = list(working(found))
    assert lines[0] == "Lower is better, as the target lies below the baseline."
    assert lines[1].endswith("measured 11, 1 above the path: behind.")


def test_the_picture_is_named_and_says_all_its_numbers_in_words() -> None:
    interim = [{"date": "2026-01-01", "level": 52.5}]
    svg = target_path(progress(48, 62, ("2025-01-01", 49), interim=interim), "goal-1-path")
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    description = root.findtext("desc") or ""
    for words in (
        "baseline 48.0 on Jan 1, 2024",
        "interim level 52.5",
        "target 62.0",
        "49.0 on Jan 1, 2025, behind",
    ):
        assert words in description


@pytest.mark.parametrize(
    ("start", "end", "measured"),
    [(1, 2, []), (0, 1e12, [("2026-01-01", -1e12)]), (5, 4, [("1900-01-01", 9), ("9999-12-31", 1)])],
    ids=["nothing measured", "far out", "at the ends of time"],
)
def test_everything_drawn_lies_inside_the_picture(
    start: float, end: float, measured: list[tuple[str, float]]
) -> None:
    root = ElementTree.fromstring(target_path(progress(start, end, *measured), "p"))
    _, _, width, height = map(float, (root.get("viewBox") or "").split())
    for shape in root.iter():
        x, y = shape.get("cx") or shape.get("x"), shape.get("cy") or shape.get("y")
        if x and y:
            assert 0 <= float(x) <= width
            assert 0 <= float(y) <= height


def test_levels_have_the_decimals_of_the_longest_written_one() -> None:
    from fractions import Fraction

    say = LevelWords([62, Fraction("48.2")])
    assert [say(62), say(Fraction("48.2")), say(Fraction(121, 3)), say(-1234567)] == [
        "62.0", "48.2", "40.33", "-1,234,567.0",
    ]  # fmt: skip
    assert say(Fraction(1, 3000)) == "less than 0.01"


def hostile(text: str) -> Priorities:
    quoted = json.dumps(text)
    lines = f"""\
kind: priorities
format: 1
agency: {{name: {quoted}}}
goals:
  - id: g
    name: {quoted}
    target:
      metric: {quoted}
      unit: {quoted}
      baseline: {{date: 2024-01-01, level: 1}}
      end: {{date: 2028-01-01, level: 2}}
      measurements: [{{date: 2025-01-01, level: 1}}]
reforms: [{{id: r, name: {quoted}, goals: [g]}}]
strategies: [{{id: s, reform: r, name: {quoted}, scale: {quoted}}}]
theory_of_action: nothing at all
"""
    return load_bytes(lines.encode(), "p.yaml").model_as(Priorities)


@pytest.mark.parametrize("attack", ATTACKS)
def test_both_formats_keep_their_structure(attack: str) -> None:
    evil, good = view_of(hostile(attack)), view_of(hostile("harmless"))
    assert _Tags(priorities_to_html(evil)).found == _Tags(priorities_to_html(good)).found
    assert structure(tokens_of(priorities_to_markdown(evil))) == structure(
        tokens_of(priorities_to_markdown(good))
    )


def test_the_definitions_are_those_of_the_glossary_and_credited(example: PrioritiesView) -> None:
    text = priorities_to_markdown(example)
    assert [term.term for term in example.definitions][:3] == ["Priority goal", "Target", "Priority reform"]
    assert "Reform Support Network" in text
    assert "public domain" in text or "rights" in text.lower()


def test_a_goal_without_a_whole_target_is_said_and_not_drawn() -> None:
    model = Priorities.model_validate(
        {"kind": "priorities", "format": 1, "goals": [{"id": "g", "name": "G", "target": {"metric": "m"}}]}
    )
    view = view_of(model)
    assert progress_to_target(model.goals[0]) is None
    assert view.sentence == "1 goal: 1 without a whole target."
    assert "<svg" not in priorities_to_html(view)


@pytest.mark.parametrize(
    ("target", "aim"),
    [
        ({}, ""),
        ({"baseline": {"level": 48.2}}, "From 48.2"),
        ({"baseline": {"date": "2024-05-15"}}, ""),
        ({"end": {"level": 62}}, "To 62"),
        ({"end": {"date": "2030-05-15"}}, ""),
        ({"baseline": {"date": "2024-05-15", "level": 48.2}}, "From 48.2 on May 15, 2024"),
        ({"end": {"date": "2030-05-15", "level": 62}}, "To 62 by May 15, 2030"),
        ({"baseline": {"level": 48.2}, "end": {"date": "2030-05-15"}}, "From 48.2"),
        ({"baseline": {"date": "2024-05-15"}, "end": {"level": 62}}, "To 62"),
    ],
)
def test_a_target_that_is_half_known_is_said_as_far_as_it_is(target: dict[str, object], aim: str) -> None:
    goals = [{"id": "g", "name": "G", "target": {"metric": "m", **target}}]
    priorities = Priorities.model_validate({"kind": "priorities", "format": 1, "goals": goals})
    (goal,) = view_of(priorities).goals
    assert goal.aim == aim
    assert (goal.key, goal.rows, goal.picture) == ("no-path", (), "")
