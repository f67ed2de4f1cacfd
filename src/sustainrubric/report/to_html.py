"""A report as one HTML page: nothing to load, nothing that runs."""

from __future__ import annotations

from functools import cache

from sustainrubric.report.charts import distribution_bar, level_scale
from sustainrubric.report.environment import Environment, html_environment
from sustainrubric.report.heat_map import heat_map
from sustainrubric.report.palette import DARK, LIGHT
from sustainrubric.report.parts import Report


def render(report: Report) -> str:
    template = _environment().get_template("report.html.j2")
    return template.render(report=report, light=LIGHT, dark=DARK)


@cache
def _environment() -> Environment:
    # Compiling the templates takes five times as long as filling them in.
    return html_environment(bar=distribution_bar, scale=level_scale, heat_map=heat_map)
