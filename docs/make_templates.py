"""Make the table of fields in docs/templates.md from the code: python docs/make_templates.py"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sustainrubric.pages import parts
from sustainrubric.pages.frame import Frame, NavLink
from sustainrubric.pages.palette import LIGHT
from sustainrubric.panel import ballot_page, card, report_section, sheets
from sustainrubric.plan import view_parts as plan_parts
from sustainrubric.priorities import view as priorities_view
from sustainrubric.report import element_parts, view_parts
from sustainrubric.rounds import trend_view
from sustainrubric.rounds.diff_view import DiffView
from sustainrubric.site import data_files, grid, portfolio
from sustainrubric.site.rubric_page import RubricPage
from sustainrubric.worksheet import view_parts as worksheet_parts

PAGE = Path(__file__).with_name("templates.md")
BEGINNING = "<!-- From here on made by docs/make_templates.py -->\n"


def fields_text() -> str:
    """All views, their parts and fields, and the names of the colors."""
    lines = [BEGINNING]
    for template, view in VIEWS.items():
        lines += [f"\n## {template}\n", *_tables(view)]
    lines += ["\n## Colors\n", "Names for `colors` and `dark_colors`, as `frame().light.NAME`:\n"]
    return "\n".join([*lines, ", ".join(f"`{name}`" for name in LIGHT) + ".\n"])


PARTS: list[type] = [
    *(view_parts.Report, view_parts.CategoryView, view_parts.VariableView, element_parts.ElementView),
    *(
        parts.Standing,
        parts.Step,
        element_parts.CriterionView,
        element_parts.LookForView,
        element_parts.EvidenceView,
    ),
    *(element_parts.ActionView, parts.Scores, parts.Share, view_parts.Highlight, view_parts.Since),
    *(view_parts.NextSteps, view_parts.FirstPlace, view_parts.GoalLine),
    *(view_parts.PersonView, parts.Note, parts.DayView, parts.Term, parts.Block, view_parts.Instrument),
    *(report_section.PanelSection, report_section.PanelRow, report_section.PanelFigure),
]
VIEWS: dict[str, list[type]] = {
    "Every page: `frame()`": [Frame, NavLink],
    "report.html.j2, report.md.j2: `report`": PARTS,
    "summary.html.j2: `report`, the same as of the whole report": [],
    "diff.html.j2: `report`": [DiffView],
    "trend.html.j2: `report.trends`": [trend_view.TrendView, trend_view.TrendRow],
    "action_plan.html.j2: `report`": [plan_parts.PlanView, plan_parts.ActionRow, plan_parts.PlaceRow],
    "worksheet.html.j2: `report`": [worksheet_parts.WorksheetReport, worksheet_parts.Stage],
    "priorities.html.j2: `report`": [priorities_view.PrioritiesView],
    "portfolio.html.j2: `report`": [portfolio.Portfolio, portfolio.ReformRow, grid.Tile, portfolio.Link],
    "rubric.html.j2: `report`": [RubricPage],
    "data.html.j2: `report`": [data_files.DataPage, data_files.TableView, data_files.ColumnView],
    "card.html.j2: `report`": [card.CardView, card.CardRow, card.LevelCount, ballot_page.BallotLevel],
    "kit.html.j2: `report`": [sheets.Sheet, sheets.SheetBlock, sheets.ElementCard, sheets.NoteField],
}


def _tables(views: list[type]) -> Iterator[str]:
    for view in views:
        said = " ".join((view.__doc__ or "").split())
        yield f"### {view.__name__}\n"
        if said and not said.startswith(f"{view.__name__}("):
            yield f"{said}\n"
        yield "| Field | Holds |\n|---|---|"
        yield "\n".join(f"| `{name}` | {_kind(kind)} |" for name, kind in _fields(view)) + "\n"


def _fields(view: Any) -> Iterator[tuple[str, str]]:
    if dataclasses.is_dataclass(view):
        yield from ((field.name, str(field.type)) for field in dataclasses.fields(view))
    else:
        yield from ((name, str(view.__annotations__[name])) for name in view._fields)
    for name, value in vars(view).items():
        if isinstance(value, property) and value.fget:
            yield name, str(value.fget.__annotations__["return"])


def _kind(kind: str) -> str:
    """A type as a writer of templates reads it."""
    kind = kind.removeprefix("ForwardRef('").removesuffix("')")
    many = kind.startswith("tuple[") and kind.endswith(", ...]")
    kind = kind.removeprefix("tuple[").removesuffix(", ...]") if many else kind
    words = {"str": "text", "int": "number", "bool": "true or false", "Paragraphs": "list of text"}
    said = " or ".join(words.get(one, one) for one in kind.replace(" | None", " | nothing").split(" | "))
    return f"list of {said}" if many else said.replace("|", "\\|")


if __name__ == "__main__":
    head = PAGE.read_text(encoding="utf-8").split(BEGINNING)[0]
    PAGE.write_text(head + fields_text(), encoding="utf-8")
