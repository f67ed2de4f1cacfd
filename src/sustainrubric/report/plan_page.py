"""The plan of action as a page: Markdown for a repository, HTML for a browser."""

from __future__ import annotations

from sustainrubric.report.framed_page import page_in_html, page_in_markdown
from sustainrubric.report.plan_rows import PlanView


def plan_to_markdown(view: PlanView) -> str:
    return page_in_markdown("action_plan.md.j2", view)


def plan_to_html(view: PlanView) -> str:
    return page_in_html("action_plan.html.j2", view)
