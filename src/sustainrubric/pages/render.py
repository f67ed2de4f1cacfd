"""A page in the frame that all pages share, filled from a view."""

from __future__ import annotations

import re
from collections.abc import Callable

from sustainrubric.pages.environment import html_environment, markdown_environment
from sustainrubric.pages.palette import DARK, LIGHT

_GAPS = re.compile(r"\n{3,}")


def page_in_markdown(template: str, view: object) -> str:
    """The view is called `view`, and `report` in the templates of reports."""
    text = markdown_environment().get_template(template).render(view=view, report=view)
    return _GAPS.sub("\n\n", text).strip() + "\n"


def page_in_html(template: str, view: object, **drawn: Callable[..., str]) -> str:
    """The view is called `report`: the frame takes the names on the page from it."""
    found = html_environment(**drawn).get_template(template)
    return found.render(report=view, light=LIGHT, dark=DARK)
