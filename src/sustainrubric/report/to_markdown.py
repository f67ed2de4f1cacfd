"""A report as Markdown, for a git forge and for a plain editor."""

from __future__ import annotations

import re

from sustainrubric.report.environment import markdown_environment
from sustainrubric.report.parts import Report

_GAPS = re.compile(r"\n{3,}")


def render(report: Report) -> str:
    text = markdown_environment().get_template("report.md.j2").render(report=report)
    return _GAPS.sub("\n\n", text).strip() + "\n"
