"""Files that were checked -> what makes their pages, for an audience.

What can be wrong with a file is found at once; the page itself is made when it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sustainrubric.check.file import needed_worksheet, with_rubric
from sustainrubric.instruments.shipped import newest_rubric
from sustainrubric.pages.environment import html_environment, markdown_environment
from sustainrubric.priorities.view import priorities_to_html, priorities_to_markdown, priorities_view
from sustainrubric.records.load import Loaded
from sustainrubric.records.priorities import Priorities
from sustainrubric.records.settings import agency_around
from sustainrubric.report.audience import assessment_for, keeps_notes, worksheet_for
from sustainrubric.report.charts import distribution_bar, heat_map, level_scale
from sustainrubric.report.view import Scored, view
from sustainrubric.report.view_parts import Report
from sustainrubric.yaml.comments import comments

if TYPE_CHECKING:
    from sustainrubric.instruments.rubric import Rubric
    from sustainrubric.pages.frame import Audience
    from sustainrubric.panel.report_section import PanelSection
    from sustainrubric.records.assessment import Assessment
    from sustainrubric.yaml.comments import Comment

_GAPS = re.compile(r"\n{3,}")


def priorities_text(loaded: Loaded, form: str) -> str:
    """The page in HTML or Markdown; definitions are those of the newest rubric.

    Raises:
        InvalidFile: the file has errors.
    """
    priorities = loaded.model_as(Priorities)
    around = agency_around(Path(loaded.file)) if priorities.agency is None else None
    view = priorities_view(priorities, around.name if around else "The agency", newest_rubric())
    return priorities_to_markdown(view) if form == "markdown" else priorities_to_html(view)


Make = Callable[[], str]


def assessment_page(loaded: Loaded, form: str, audience: Audience, previous: Loaded | None = None) -> Make:
    """The report of an assessment, beside an earlier round where there is one.

    Raises:
        InvalidFile: a file has errors, or is no assessment.
        WrongUsage: the earlier round cannot be set beside it.
    """
    _, assessment, rubric = with_rubric(loaded)
    earlier = _previous(previous, assessment, audience) if previous else None
    scored = scored_for(audience, assessment, rubric)
    said, body = notes_for(audience, loaded)
    panel = panel_for(audience, assessment, rubric)

    def make() -> str:
        shown = view(scored, rubric, comments=said, body=body, previous=earlier, panel=panel)
        return to_markdown(shown) if form == "markdown" else to_html(shown)

    return make


def worksheet_page(loaded: Loaded, form: str, audience: Audience, *, contacts: bool = False) -> Make:
    """As `assessment_page`, of a worksheet."""
    from sustainrubric.worksheet.inventory import take_stock
    from sustainrubric.worksheet.map import worksheet_to_html, worksheet_to_markdown
    from sustainrubric.worksheet.view import worksheet_view

    full, definition = needed_worksheet(loaded)
    worksheet = worksheet_for(audience, full)
    said, body = notes_for(audience, loaded)
    stock = take_stock(worksheet, definition)

    def make() -> str:
        shown = worksheet_view(worksheet, definition, stock, comments=said, body=body, contacts=contacts)
        return worksheet_to_markdown(shown) if form == "markdown" else worksheet_to_html(shown)

    return make


def priorities_page(loaded: Loaded, form: str) -> Make:
    """As `assessment_page`, of priorities, which hold nothing that an audience is not to see."""

    return lambda: priorities_text(loaded, form)


def scored_for(audience: Audience, assessment: Assessment, rubric: Rubric) -> Scored:
    from sustainrubric.rating.score import score

    return Scored(assessment_for(audience, assessment), score(assessment, rubric))


def panel_for(audience: Audience, assessment: Assessment, rubric: Rubric) -> PanelSection | None:
    """What the audience may see of how a panel came to its levels."""
    if not any(rating.decided for rating in assessment.ratings.values()):
        return None
    # Imported late: few assessments have a panel.
    from sustainrubric.panel.report_section import panel_section

    return panel_section(assessment, rubric, audience)


def notes_for(audience: Audience, loaded: Loaded) -> tuple[tuple[Comment, ...], str]:
    """The comments of a file and the text below it, where the audience may see them."""
    document = loaded.document
    return (tuple(comments(document)), document.body) if keeps_notes(audience) else ((), "")


def _previous(loaded: Loaded, assessment: Assessment, audience: Audience) -> Scored:
    """An earlier round, refused where its ratings cannot be set beside those of `assessment`."""
    from sustainrubric.base.errors import WrongUsage

    _, earlier, rubric = with_rubric(loaded)
    if earlier.reform.id != assessment.reform.id:
        raise WrongUsage(f"{loaded.file} is about the reform {earlier.reform.id}, not {assessment.reform.id}")
    if earlier.rubric != assessment.rubric:
        raise WrongUsage(f"{loaded.file} was rated by {earlier.rubric}, not {assessment.rubric}")
    return scored_for(audience, earlier, rubric)


def to_html(report: Report) -> str:
    environment = html_environment(bar=distribution_bar, scale=level_scale, heat_map=heat_map)
    return environment.get_template("report.html.j2").render(report=report)


def to_markdown(report: Report) -> str:
    text = markdown_environment().get_template("report.md.j2").render(report=report)
    return _GAPS.sub("\n\n", text).strip() + "\n"
