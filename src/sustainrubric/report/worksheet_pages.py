"""The report of a worksheet as one HTML page, and as Markdown."""

from __future__ import annotations

import re

from sustainrubric.report.environment import html_environment, markdown_environment
from sustainrubric.report.palette import DARK, LIGHT
from sustainrubric.report.worksheet_map import coverage_picture
from sustainrubric.report.worksheet_parts import WorksheetReport

_GAPS = re.compile(r"\n{3,}")


def worksheet_to_html(report: WorksheetReport) -> str:
    template = html_environment(coverage=coverage_picture).get_template("worksheet.html.j2")
    return template.render(report=report, light=LIGHT, dark=DARK)


def worksheet_to_markdown(report: WorksheetReport) -> str:
    text = markdown_environment().get_template("worksheet.md.j2").render(report=report)
    return _GAPS.sub("\n\n", text).strip() + "\n"
