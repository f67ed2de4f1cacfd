"""The report of a worksheet: everything that was filled in, contacts only when they are asked for."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from markdown_it import MarkdownIt

from sustainrubric.check.file import needed_worksheet
from sustainrubric.records.load import Loaded
from sustainrubric.worksheet.inventory import take_stock
from sustainrubric.worksheet.map import coverage_picture, worksheet_to_html, worksheet_to_markdown
from sustainrubric.worksheet.view import worksheet_view
from sustainrubric.yaml.comments import comments
from tests.report.hostile import ATTACKS
from tests.report.hostile_worksheet import hostile_worksheet
from tests.small import WORKSHEET, WORKSHEET_HEAD
from tests.worksheets import EXAMPLE, inspected, stock


def page(text: str, form: str, *, contacts: bool = False) -> str:
    return of_file(inspected(text), form, contacts=contacts)


def of_file(loaded: Loaded, form: str, *, contacts: bool = False) -> str:
    worksheet, definition = needed_worksheet(loaded)
    view = worksheet_view(
        worksheet,
        definition,
        take_stock(worksheet, definition),
        comments=comments(loaded.document),
        body=loaded.document.body,
        contacts=contacts,
    )
    return worksheet_to_markdown(view) if form == "markdown" else worksheet_to_html(view)


@pytest.mark.parametrize(("form", "suffix"), [("html", "html"), ("markdown", "md")])
def test_the_example_is_reported_as_before(
    form: str, suffix: str, golden: Callable[[str, str], None]
) -> None:
    golden(f"worksheet.{suffix}", page(EXAMPLE.read_text(encoding="utf-8"), form))


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_contacts_are_shown_only_when_asked_for(form: str) -> None:
    contacts = ("aferraro@example.gov", "rpatel@example.gov")
    assert not any(contact in page(WORKSHEET, form) for contact in contacts)
    assert all(contact in page(WORKSHEET, form, contacts=True) for contact in contacts)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_everything_that_was_filled_in_is_in_the_report(form: str) -> None:
    """Each text that the file holds, but for the contacts."""
    shown = plain(page(WORKSHEET, form))
    said = re.findall(
        r"(?:[{,\[] ?|: |- )(?:\w+: )?([A-Z][^:{}\[\],\n]{3,})", WORKSHEET.partition("organize")[2]
    )
    assert len(said) > 40
    assert [text for text in said if text.strip() not in shown] == []


FULL = (
    "process: {select: {steps: [{name: Choose}], gaps: [First gap, Second gap]}}\n"
    "priorities: [{area: Lists, takes_up: [First gap], goals: [grad-rate], reforms: [early-warning]}]\n"
    "actions: [{what: Draft it, step: select, status: dropped}]\n"
)


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_what_a_priority_serves_and_an_action_improves_is_shown(form: str) -> None:
    shown = plain(page(f"{WORKSHEET_HEAD}{FULL}", form))
    assert "Serves the goal grad-rate, and the reform early-warning" in shown.replace(" ,", ",")
    action = re.search(r"Draft it (.{,40})Dropped|Draft it (.{,60})no owner", shown)
    assert action is not None
    assert "Select" in action.group()
    assert "1 priority takes up 1 of them" in shown


def test_two_gaps_of_one_step_are_two_lines_of_their_cell() -> None:
    assert "| First gap<br>Second gap |" in page(f"{WORKSHEET_HEAD}{FULL}", "markdown")


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_an_empty_worksheet_says_what_is_not_filled_in(form: str) -> None:
    text = page(WORKSHEET_HEAD, form)
    assert text.count("Not filled in yet") == 9
    assert "0 of 5 steps of the worksheet are filled" in text


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_the_credit_and_the_citation_stand_at_the_foot(form: str) -> None:
    foot = plain(page(WORKSHEET, form))[-1400:]
    assert "from WestEd" in foot
    assert "permitted with attribution to WestEd" in foot
    assert "San Francisco: WestEd." in foot


def test_the_picture_holds_the_numbers_of_the_table() -> None:
    rows = stock(
        "process: {plan: {steps: [{name: a, evidence: b}, {name: c}]}}\n"
        "supports: [{what: x, steps: [plan]}]\n"
    ).coverage
    drawn = coverage_picture(rows)
    assert re.findall(r">(\d+|\d+ of \d+)</text>", drawn) == ["0"] * 6 + ["2", "1", "1 of 3"] + ["0"] * 6
    assert "Plan: 2 process steps, 1 support, 1 of these 3 use evidence" in drawn
    assert drawn.count("fill-none") == 12


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_people_wrote_stays_text_in_html(attack: str) -> None:
    text = page(hostile_worksheet(attack), "html", contacts=True)
    calm = page(hostile_worksheet("calm"), "html", contacts=True)
    tags = re.compile(r"<(/?[a-z][a-z0-9]*)")
    assert set(tags.findall(text)) == set(tags.findall(calm))
    assert not re.search(r"<[^>]*\son\w+=", text)


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_people_wrote_keeps_the_tables_of_markdown_whole(attack: str) -> None:
    reader = MarkdownIt("commonmark").enable("table")

    def shape(text: str) -> list[str]:
        kinds = [token.type for token in reader.parse(page(text, "markdown", contacts=True))]
        return [kind for kind in kinds if kind != "inline" and not kind.startswith("paragraph")]

    assert shape(hostile_worksheet(attack)) == shape(hostile_worksheet("calm"))


def test_the_text_below_a_front_matter_is_a_note() -> None:
    from sustainrubric.check.file import inspect_bytes

    loaded = inspect_bytes(f"---\n{WORKSHEET_HEAD}---\nMinutes of the first meeting.\n".encode(), "a.md")
    assert "Minutes of the first meeting." in of_file(loaded, "markdown")
