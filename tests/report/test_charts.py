"""The pictures say what the numbers say."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.pages.svg import number, wrapped
from sustainrubric.report.charts import WIDTH, distribution_bar, heat_map, level_scale
from sustainrubric.report.view_parts import Report
from tests.report.reports import element_of, example, rated


@pytest.fixture(scope="module")
def report() -> Report:
    return example()


def words(svg: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg).iter("text")]


def test_a_bar_counts_every_level_and_what_is_not_rated(report: Report) -> None:
    svg = distribution_bar(report.overall, "bar", "all elements")
    assert words(svg) == ["1", "11 Emerging", "5", "1", "1"]
    widths = [float(width) for width in re.findall(r'width="([0-9.]+)%" height="42"', svg)]
    assert sum(widths) == pytest.approx(100, abs=0.05)
    assert (
        "1 element Inadequate, 11 elements Emerging, 5 elements Strong, 1 element Exemplary, 1 not rated"
        in svg
    )


def test_a_bar_of_nothing_is_empty() -> None:
    scores = rated("  1.A.i: {level: not-applicable, rationale: No.}\n").categories[0].variables[0].scores
    assert words(distribution_bar(scores, "bar", "nothing")) == []


def test_a_scale_names_every_level_and_marks_target_and_last_round(report: Report) -> None:
    svg = level_scale(element_of(report, "3.B.i"), report.steps, "2025-fall")
    assert sorted(words(svg)) == ["2025-fall", "Emerging", "Exemplary", "Inadequate", "Strong", "Target"]
    assert svg.count("reached") == 2
    assert "target Strong, 1 level below target; in round 2025-fall Strong." in svg


def test_a_scale_without_a_level_fills_nothing(report: Report) -> None:
    svg = level_scale(element_of(report, "1.B.ii"), report.steps, "")
    assert svg.count('class="step open"') == 4
    assert "reached" not in svg


def test_a_long_name_of_a_round_does_not_leave_the_picture(report: Report) -> None:
    svg = level_scale(element_of(report, "1.A.i"), report.steps, "W" * 200)
    assert "W" * 17 + "…" in words(svg)


def test_the_heat_map_has_every_element_with_its_level_as_a_word(report: Report) -> None:
    for category in report.categories:
        for variable in category.variables:
            shown = words(heat_map(variable, report.steps))
            names = [element.standing.name for element in variable.elements]
            assert [word for word in shown if word in names] == names
            assert all(element.id in shown for element in variable.elements)


def test_marks_count_the_level_without_color(report: Report) -> None:
    svg = heat_map(report.categories[0].variables[0], report.steps)
    assert len(re.findall(r'class="pip pip-strong"', svg)) == 3
    assert len(re.findall(r'class="pip empty pip-strong"', svg)) == 1


def test_arrows_say_what_moved(report: Report) -> None:
    svg = heat_map(report.categories[0].variables[0], report.steps)
    assert "1.A.i Align the policy agenda with priority reforms: Strong (up)" in svg
    assert svg.count("<polygon") == 1


def test_pictures_escape_what_they_are_given(report: Report) -> None:
    element = replace(element_of(report, "3.B.i"), title='"><script>')
    variable = replace(report.categories[0].variables[0], title="</title><script>&")
    for svg in (
        level_scale(element, report.steps, "</svg><script>"),
        heat_map(variable, report.steps),
        distribution_bar(report.overall, 'a"b', "<script>"),
    ):
        assert "<script" not in svg
        assert ElementTree.fromstring(svg).attrib["role"] == "img"


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=14)), st.integers(8, 30))
def test_wrapped_lines_hold_every_word_and_keep_to_the_limit(pieces: list[str], limit: int) -> None:
    lines = wrapped(" ".join(pieces), limit)
    assert " ".join(lines).split() == pieces
    assert all(len(line) <= limit or " " not in line for line in lines)


def test_titles_have_room_beside_their_tiles(report: Report) -> None:
    for variable in (variable for category in report.categories for variable in category.variables):
        tiles = re.findall(
            r'<rect x="([0-9.]+)" y="[0-9.]+" width="([0-9.]+)"[^>]* rx="4"', heat_map(variable, report.steps)
        )
        assert {float(x) + float(width) < WIDTH for x, width in tiles} == {True}


def test_lengths_are_written_short() -> None:
    assert [number(1.0), number(1.25), number(33.333333), number("5%")] == ["1", "1.25", "33.33", "5%"]
