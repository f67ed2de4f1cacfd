"""The page of an agency's priorities, from a file that was inspected."""

from __future__ import annotations

from pathlib import Path

from sustainrubric.cli.new_file import agency_around, newest_rubric
from sustainrubric.files.load import Loaded
from sustainrubric.model.priorities import Priorities
from sustainrubric.report.priorities_page import priorities_to_html, priorities_to_markdown
from sustainrubric.report.priorities_view import priorities_view


def priorities_page(loaded: Loaded, form: str) -> str:
    """The page in HTML or Markdown; definitions are those of the newest rubric.

    Raises:
        InvalidFile: the file has errors.
    """
    priorities = loaded.model_as(Priorities)
    around = agency_around(Path(loaded.file)) if priorities.agency is None else None
    view = priorities_view(priorities, around.name if around else "The agency", newest_rubric())
    return priorities_to_markdown(view) if form == "markdown" else priorities_to_html(view)
