"""Files that were inspected -> what makes their pages, for an audience.

What can be wrong with a file is found at once; the page itself is made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sustainrubric.cli.inspect import needed_worksheet, with_rubric
from sustainrubric.engine.audience import assessment_for, keeps_notes, worksheet_for
from sustainrubric.files.comments import comments
from sustainrubric.report.view import Scored, view

if TYPE_CHECKING:
    from sustainrubric.files.comments import Comment
    from sustainrubric.files.load import Loaded
    from sustainrubric.model.assessment import Assessment
    from sustainrubric.model.audience import Audience
    from sustainrubric.model.rubric import Rubric

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

    def make() -> str:
        if form == "markdown":
            from sustainrubric.report.to_markdown import render
        else:
            from sustainrubric.report.to_html import render
        return render(view(scored, rubric, comments=said, body=body, previous=earlier))

    return make


def worksheet_page(loaded: Loaded, form: str, audience: Audience, *, contacts: bool = False) -> Make:
    """As `assessment_page`, of a worksheet."""
    from sustainrubric.engine.worksheet_analysis import take_stock
    from sustainrubric.report.worksheet_pages import worksheet_to_html, worksheet_to_markdown
    from sustainrubric.report.worksheet_view import worksheet_view

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
    from sustainrubric.cli import priorities_report

    return lambda: priorities_report.priorities_page(loaded, form)


def scored_for(audience: Audience, assessment: Assessment, rubric: Rubric) -> Scored:
    from sustainrubric.engine.score import score

    return Scored(assessment_for(audience, assessment), score(assessment, rubric))


def notes_for(audience: Audience, loaded: Loaded) -> tuple[tuple[Comment, ...], str]:
    """The comments of a file and the text below it, where the audience may see them."""
    document = loaded.document
    return (tuple(comments(document)), document.body) if keeps_notes(audience) else ((), "")


def _previous(loaded: Loaded, assessment: Assessment, audience: Audience) -> Scored:
    """An earlier round, refused where its ratings cannot be set beside those of `assessment`."""
    from sustainrubric.errors import WrongUsage

    _, earlier, rubric = with_rubric(loaded)
    if earlier.reform.id != assessment.reform.id:
        raise WrongUsage(f"{loaded.file} is about the reform {earlier.reform.id}, not {assessment.reform.id}")
    if earlier.rubric != assessment.rubric:
        raise WrongUsage(f"{loaded.file} was rated by {earlier.rubric}, not {assessment.rubric}")
    return scored_for(audience, earlier, rubric)
