"""A report as one HTML page: nothing to load, nothing that runs."""

from __future__ import annotations

from sustainrubric.report.charts import distribution_bar, level_scale
from sustainrubric.report.environment import html_environment
from sustainrubric.report.heat_map import heat_map
from sustainrubric.report.parts import Report


def render(report: Report) -> str:
    environment = html_environment(bar=distribution_bar, scale=level_scale, heat_map=heat_map)
    return environment.get_template("report.html.j2").render(report=report)
