"""The pages of comparisons and trends: whole, well-formed and inert, whatever people write."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from sustainrubric.instruments.shipped import load_rubric
from sustainrubric.pages.phrases import steps_of
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.load import load_bytes
from sustainrubric.rounds.diff import diff
from sustainrubric.rounds.diff_view import diff_view
from sustainrubric.rounds.model import RatedRound
from sustainrubric.rounds.page import diff_to_html, diff_to_markdown, trends_to_html, trends_to_markdown
from sustainrubric.rounds.picture import columns
from sustainrubric.rounds.trend import trend
from sustainrubric.rounds.trend_view import TrendColumn, trend_view
from tests.report.hostile import ATTACKS, hostile
from tests.report.reports import LITERACY
from tests.report.test_to_html import Page
from tests.report.test_to_markdown import structure, tokens_of

KINDS = ("diff", "trend")


def round_of(text: str) -> RatedRound:
    assessment = load_bytes(text.encode(), "a.yaml").model_as(Assessment)
    rubric = load_rubric(assessment.rubric)
    assert rubric is not None
    return RatedRound(assessment, rubric)


def both(attack: str) -> tuple[RatedRound, RatedRound]:
    """Two rounds with the attack in every text; in the second a level, a target and an action moved."""
    text = hostile(attack)
    moved = text.replace("level: strong", "level: emerging").replace("target: exemplary", "target: strong")
    return round_of(text), round_of(moved.replace(", owner: m,", ", owner: n,").replace("id: m,", "id: n,"))


def html(kind: str, rounds: tuple[RatedRound, RatedRound]) -> str:
    if kind == "diff":
        return diff_to_html(diff_view(diff(*rounds)), rounds[1].rubric)
    return trends_to_html([trend_view(trend(rounds))])


def markdown(kind: str, rounds: tuple[RatedRound, RatedRound]) -> str:
    if kind == "diff":
        return diff_to_markdown(diff_view(diff(*rounds)))
    return trends_to_markdown([trend_view(trend(rounds))])


@pytest.mark.deep
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_changes_nothing_but_the_text_of_a_page(attack: str, kind: str) -> None:
    calm, page = Page(html(kind, both("calm"))), Page(html(kind, both(attack)))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in calm.elements]
    assert [sorted(attributes) for _, attributes in page.elements] == [
        sorted(attributes) for _, attributes in calm.elements
    ]
    assert not page.open


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_keeps_the_structure_of_markdown(attack: str, kind: str) -> None:
    calm, tokens = (tokens_of(markdown(kind, both(text))) for text in ("calm", attack))
    assert structure(tokens) == structure(calm)
    assert [token.tag for token in tokens if token.type == "link_open"] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_format_lets_a_control_character_out(attack: str, kind: str) -> None:
    text = html(kind, both(attack)) + markdown(kind, both(attack))
    assert not [character for character in text if character in "\x1b\x07\r\x9b\u202e"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_loads_nothing_and_names_what_it_refers_to(kind: str) -> None:
    rounds = tuple(round_of((LITERACY / f"{year}-fall.yaml").read_text("utf-8")) for year in (2025, 2026))
    page = Page(html(kind, rounds))  # type: ignore[arg-type]
    assert not page.open
    assert not {"script", "img", "iframe"} & {tag for tag, _ in page.elements}
    assert [link["href"].partition(",")[0] for link in page.all("link")] == ["data:image/svg+xml"]
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert set(attributes.get("aria-labelledby", "").split()) <= set(ids)
    assert page.all("svg")[0]["role"] == "img" if kind == "trend" else True
    levels = [int(tag[1]) for tag, _ in page.elements if tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert max(levels) <= 3


def test_the_numbers_of_the_picture_stand_in_its_description() -> None:
    rounds = [round_of((LITERACY / f"{year}-fall.yaml").read_text("utf-8")) for year in (2025, 2026)]
    text = trends_to_html([trend_view(trend(rounds))])
    assert "2025-fall: 3 inadequate, 12 emerging, 4 strong, 0 exemplary, 0 not rated; 2026-fall: 1" in text


@pytest.mark.parametrize("rounds", [1, 3, 9, 25])
def test_columns_show_every_number_and_an_element_is_as_high_in_each(rounds: int) -> None:
    steps = steps_of(load_rubric("sustainability@1.0.0"))  # type: ignore[arg-type]
    shown = [
        TrendColumn(f"r{place}", (1, 11, place % 3, 1), 2 if place % 2 else 0) for place in range(rounds)
    ]
    drawn = ElementTree.fromstring(columns(shown, steps, 1))
    numbers = [
        int((one.text or "").split()[0]) for one in drawn.iter("text") if "count" in one.get("class", "")
    ]
    assert numbers == [count for column in shown for count in (*column.counts, column.unrated) if count]
    bars = list(drawn.iter("rect"))
    heights = {
        round((float(bar.get("height", 0)) + 1) / count, 1) for bar, count in zip(bars, numbers, strict=True)
    }
    assert len(heights) == 1
    assert min(heights) >= 14
    words = {(one.text or "").split()[1] for one in drawn.iter("text") if "count" in one.get("class", "")}
    assert len({word for word in words if word not in ("not", "–")}) == (4 if rounds > 1 else 3)
