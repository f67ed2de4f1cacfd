"""The data beside the pages of a site: tables as `sustain export` writes them, and an index for programs.

They are made of what the pages are made of, so that an audience gets no more from them than from the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sustainrubric.base.machine_formats import as_data, csv_text, json_text
from sustainrubric.base.text import counted
from sustainrubric.exchange.table_rows import Row, assessment_tables
from sustainrubric.exchange.table_schema import TABLES
from sustainrubric.pages.render import page_in_html
from sustainrubric.report.make import Make
from sustainrubric.site import names
from sustainrubric.site.reform import ReformPages

_LEFT_OUT = frozenset({"problems"})
"""A table that is about the files and not about the reforms."""


@dataclass(frozen=True, slots=True)
class ColumnView:
    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of the data: `href` leads to the file."""

    href: str
    name: str
    description: str
    rows: str
    columns: tuple[ColumnView, ...]


@dataclass(frozen=True, slots=True)
class DataPage:
    """The page about the data; its frame takes `title`, `agency` and `reform` as those of every page."""

    title: str
    agency: str
    reform: str
    index: str
    tables: tuple[TableView, ...]


def data_files(reforms: Sequence[ReformPages], agency: str, day: str) -> Iterator[tuple[str, Make]]:
    """The tables, the index and the page that says what is in them."""
    tables = _tables(reforms)
    yield names.DATA, partial(_page, tables, agency)
    for name, rows in tables.items():
        headers = TABLES[name].names
        yield names.table_file(name), partial(csv_text, headers, [list(map(_cell, row)) for row in rows])
    yield names.SITE_DATA, partial(_index, reforms, agency, day)


def _tables(reforms: Sequence[ReformPages]) -> dict[str, list[Row]]:
    """All rows; a round is called by the address of its page, and not by its file."""
    found: dict[str, list[Row]] = {name: [] for name in TABLES if name not in _LEFT_OUT}
    for reform in reforms:
        for page, one in reform.round_pages():
            rated = one.rated
            rows = assessment_tables(page, rated.assessment, rated.rubric, one.scored.scorecard)
            for name, inside in rows.items():
                found[name] += inside
    return found


def _cell(value: object) -> object:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else value


def _page(tables: Mapping[str, Sequence[Row]], agency: str) -> str:
    shown = tuple(
        TableView(
            href=f"{name}.csv",
            name=f"{name}.csv",
            description=TABLES[name].description,
            rows=counted(len(rows), "row"),
            columns=tuple(ColumnView(one.name, one.type, one.description) for one in TABLES[name].columns),
        )
        for name, rows in tables.items()
    )
    page = DataPage("Data", agency, "Data of this site", names.SITE_DATA.rpartition("/")[2], shown)
    return page_in_html("data.html.j2", page)


def _index(reforms: Sequence[ReformPages], agency: str, day: str) -> str:
    whole: dict[str, Any] = {
        "agency": agency,
        "as_of": day,
        "pages": {"first": names.INDEX, "plan": names.PLAN},
        "tables": {name: f"{name}.csv" for name in TABLES if name not in _LEFT_OUT},
        "reforms": [
            {
                "id": reform.latest.reform.id,
                "name": reform.latest.reform.name,
                "agency": reform.latest.agency.name,
                "actions": names.actions_page(reform.place),
                "trend": names.trend_page(reform.place) if len(reform.rounds) > 1 else None,
                "rounds": [
                    {
                        "id": one.rated.assessment.round.id,
                        "date": one.rated.assessment.round.date,
                        "rubric": one.rated.rubric.reference,
                        "page": page,
                        "overall": one.scored.scorecard.overall,
                    }
                    for page, one in reform.round_pages()
                ],
            }
            for reform in reforms
        ],
    }
    return json_text(as_data(whole)) + "\n"
