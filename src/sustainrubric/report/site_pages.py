"""The pages that only a site has: its first page, and the rubric to link to."""

from __future__ import annotations

from dataclasses import dataclass

from sustainrubric.model.rubric import Rubric
from sustainrubric.report.framed_page import page_in_html
from sustainrubric.report.glossary import blocks
from sustainrubric.report.parts import Block, Step
from sustainrubric.report.portfolio import Portfolio
from sustainrubric.report.trend_picture import line
from sustainrubric.report.wording import steps_of


@dataclass(frozen=True, slots=True)
class RubricPage:
    """An instrument as a reference page; `rubric` is the instrument itself.

    `around` is what it says before and after the variables of each category.
    """

    title: str
    agency: str
    reform: str
    rubric: Rubric
    steps: tuple[Step, ...]
    around: tuple[tuple[tuple[Block, ...], tuple[Block, ...]], ...]
    introduction: tuple[tuple[str, tuple[Block, ...]], ...]
    glossary: tuple[tuple[str, tuple[Block, ...]], ...]


def portfolio_to_html(portfolio: Portfolio) -> str:
    return page_in_html("portfolio.html.j2", portfolio, line=line)


def rubric_to_html(rubric: Rubric) -> str:
    page = RubricPage(
        title=f"{rubric.title} {rubric.version}",
        agency=rubric.source.publisher,
        reform=rubric.title,
        rubric=rubric,
        steps=steps_of(rubric),
        around=tuple(
            (_blocks(one.variables_introduction), _blocks(one.variables_conclusion))
            for one in rubric.categories
        ),
        introduction=tuple((one.title, tuple(blocks(one.text))) for one in rubric.introduction),
        glossary=tuple((term.term, tuple(blocks(term.definition))) for term in rubric.glossary),
    )
    return page_in_html("rubric.html.j2", page)


def _blocks(text: str | None) -> tuple[Block, ...]:
    return tuple(blocks(text)) if text else ()
