"""Reports for tests, made from assessments as text."""

from __future__ import annotations

from sustainrubric.instruments.shipped import load_rubric
from sustainrubric.rating.score import score
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.load import load_bytes
from sustainrubric.report.element_parts import ElementView
from sustainrubric.report.since import Scored
from sustainrubric.report.view import view
from sustainrubric.report.view_parts import Report
from sustainrubric.yaml.comments import comments
from tests.conftest import ROOT
from tests.small import HEAD

LITERACY = ROOT / "examples" / "assessments" / "literacy"


def report_of(text: str, previous: str | None = None, file: str = "a.yaml") -> Report:
    """The view of an assessment, with an earlier round where one is given."""
    loaded = load_bytes(text.encode(), file)
    assessment = loaded.model_as(Assessment)
    rubric = load_rubric(assessment.rubric)
    assert rubric is not None
    earlier = None
    if previous is not None:
        model = load_bytes(previous.encode(), "p.yaml").model_as(Assessment)
        earlier = Scored(model, score(model, rubric))
    return view(
        Scored(assessment, score(assessment, rubric)),
        rubric,
        comments=comments(loaded.document),
        body=loaded.document.body,
        previous=earlier,
    )


def rated(ratings: str, head: str = HEAD) -> Report:
    """The view of ratings written as they stand below `ratings:`."""
    return report_of(f"{head}ratings:\n{ratings}")


def element_of(report: Report, element_id: str) -> ElementView:
    return next(element for element in report.elements if element.id == element_id)


def example() -> Report:
    """The example's second round of literacy, with the first one before it."""
    return report_of(
        (LITERACY / "2026-fall.yaml").read_text(encoding="utf-8"),
        (LITERACY / "2025-fall.yaml").read_text(encoding="utf-8"),
    )
