"""The page of an agency's priorities: Markdown for a repository, HTML for a browser."""

from __future__ import annotations

from sustainrubric.report.framed_page import page_in_html, page_in_markdown
from sustainrubric.report.priorities_view import PrioritiesView


def priorities_to_markdown(view: PrioritiesView) -> str:
    return page_in_markdown("priorities.md.j2", view)


def priorities_to_html(view: PrioritiesView) -> str:
    return page_in_html("priorities.html.j2", view)
