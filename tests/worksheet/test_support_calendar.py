"""The calendar of supports: months as people write them, by recommended step."""

from __future__ import annotations

import pytest

from sustainrubric.instruments.shipped import load_worksheet_definition
from sustainrubric.records.load import load_bytes
from sustainrubric.records.worksheet import Worksheet
from sustainrubric.worksheet.inventory import take_stock
from sustainrubric.worksheet.model import shade_of
from sustainrubric.worksheet.support_calendar import SupportCalendar, support_calendar
from sustainrubric.worksheet.timing import months_of
from tests.small import WORKSHEET_HEAD


def calendar(supports: str) -> SupportCalendar | None:
    worksheet = load_bytes(f"{WORKSHEET_HEAD}supports:\n{supports}".encode(), "w.yaml").model_as(Worksheet)
    definition = load_worksheet_definition(worksheet.worksheet)
    assert definition is not None
    return support_calendar(worksheet, definition, take_stock(worksheet, definition).coverage)


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("July", [7]),
        ("September and October", [9, 10]),
        ("December to March", [12, 1, 2, 3]),
        ("2026-10-15", [10]),
        ("All year", list(range(1, 13))),
        ("monthly", list(range(1, 13))),
        ("Phase 2", []),
        ("", []),
    ],
)
def test_the_months_that_a_time_names(words: str, months: list[int]) -> None:
    assert list(months_of(words)) == months


def test_steps_by_month_beginning_where_the_list_begins() -> None:
    found = calendar(
        "  - {when: July, what: A, steps: [inform]}\n"
        "  - {when: December to January, what: B, steps: [inform, plan]}\n"
        "  - {when: Phase 2, what: C, steps: [plan]}\n"
    )
    assert found is not None
    assert found.months[0] == "Jul"
    rows = {row.name: row for row in found.rows}
    assert [cell.count for cell in rows["Inform"].cells] == [1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    assert [rows[name].undated for name in ("Inform", "Plan")] == [0, 1]
    assert found.has_undated
    assert "Inform in 9 months" in found.words


def test_without_a_month_there_is_no_calendar() -> None:
    assert calendar("  - {when: Phase 2, what: C, steps: [plan]}\n") is None


@pytest.mark.parametrize(
    ("count", "whole", "shade"),
    [
        (0, 8, "none"),
        (1, 8, "share-1"),
        (2, 8, "share-1"),
        (3, 8, "share-2"),
        (7, 8, "share-4"),
        (8, 8, "share-4"),
    ],
)
def test_a_shade_follows_the_share(count: int, whole: int, shade: str) -> None:
    assert shade_of(count, whole) == shade
