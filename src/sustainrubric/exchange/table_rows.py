"""A file that was read -> its rows in each table; pure, and the same for every engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from sustainrubric.base.numbers import rounded
from sustainrubric.base.text import one_line
from sustainrubric.check.text import as_finding
from sustainrubric.rating.score import score
from sustainrubric.records.assessment import Assessment, Rating
from sustainrubric.report.audience import Secrets, assessment_for

if TYPE_CHECKING:
    from sustainrubric.exchange.table_schema import Cell
    from sustainrubric.instruments.rubric import Element, Rubric
    from sustainrubric.pages.frame import Audience
    from sustainrubric.rating.scorecard import ElementScore, Scorecard, Summary
    from sustainrubric.records.load import Loaded

Row = tuple["Cell", ...]
"""The cells of one row, in the order of its table's columns."""

TableRows = dict[str, list[Row]]
"""The rows of one file by the name of their table."""

PartTable = Literal["criteria", "look_fors"]
"""Tables whose rows say what was given of a part of the rubric, and hold no text of a user but the file's name."""

_ORDER = ("assessments", "elements", "criteria", "look_fors", "evidence", "actions", "scores")


def rows_of(
    loaded: Loaded,
    rubric: Rubric | None,
    audience: Audience = "team",
    secrets: Secrets = Secrets(),  # noqa: B008 - never changed
) -> tuple[Assessment | None, TableRows]:
    """The assessment of one file as its audience may see it, and its rows but for those of `part_rows`.

    A file of the wrong shape, or of another kind, has its problems only. The public gets no problems: they
    quote what the files say.
    """
    found: TableRows = {} if audience == "public" else {"problems": list(problem_rows(loaded))}
    assessment = loaded.model
    if not isinstance(assessment, Assessment) or rubric is None:
        return None, found
    scorecard = score(assessment, rubric)
    shown = assessment_for(audience, assessment, secrets)
    file = shown_name(loaded.file)
    return shown, {**_main_tables(file, shown, rubric, scorecard), **found}


def assessment_tables(file: str, shown: Assessment, rubric: Rubric, scorecard: Scorecard) -> TableRows:
    """The rows of one assessment as its audience may see it; `file` is what they call it by."""
    parts = {
        "criteria": [(file, *rest) for rest in part_rows("criteria", shown, rubric)],
        "look_fors": [(file, *rest) for rest in part_rows("look_fors", shown, rubric)],
    }
    rows = {**_main_tables(file, shown, rubric, scorecard), **parts}
    return {name: rows[name] for name in _ORDER}


def _main_tables(file: str, shown: Assessment, rubric: Rubric, scorecard: Scorecard) -> TableRows:
    return {
        "assessments": [_assessment_row(file, shown)],
        "elements": list(element_rows(file, shown, scorecard)),
        "evidence": list(_evidence_rows(file, shown, rubric)),
        "actions": list(_action_rows(file, shown, rubric)),
        "scores": list(_score_rows(file, scorecard)),
    }


def shown_name(file: str) -> str:
    """A file's name as the tables hold it: the same on every system."""
    return one_line(file.replace("\\", "/"))


def problem_rows(loaded: Loaded) -> Iterator[Row]:
    """The problems of one file, in the order of their places."""
    file = shown_name(loaded.file)
    for found in map(as_finding, loaded.problems):
        yield (
            file,
            found.location.line,
            found.location.column,
            found.code.value,
            found.severity.value,
            one_line(found.pointer),
            one_line(found.message),
        )


def element_rows(file: str, assessment: Assessment, scorecard: Scorecard) -> Iterator[Row]:
    """A row for each element of the rubric, in its order; `file` is the name to show."""
    head = (
        file,
        one_line(assessment.agency.name),
        _line(assessment.agency.state),
        one_line(assessment.reform.id),
        one_line(assessment.round.id),
        assessment.round.date.isoformat(),
        assessment.rubric,
    )
    for element in scorecard.elements:
        yield (
            *head,
            element.id,
            element.level if element.level is not None else element.given,
            element.derived,
            element.points,
            _weight(element, assessment),
            element.target,
            element.gap,
            element.level is not None,
            element.applicable,
        )


def _assessment_row(file: str, assessment: Assessment) -> Row:
    agency, reform, round_ = assessment.agency, assessment.reform, assessment.round
    return (
        file,
        one_line(agency.name),
        _line(agency.state),
        one_line(reform.id),
        one_line(reform.name),
        one_line(round_.id),
        round_.date.isoformat(),
        assessment.rubric,
    )


def part_rows(table: PartTable, assessment: Assessment, rubric: Rubric) -> Iterator[Row]:
    """The rows of criteria or look-fors without their first cell, the file: the rest is the same in many files."""
    for element, rating in _rated(assessment, rubric):
        if table == "criteria":
            levels = rating.criteria
            for number, criterion in element.criteria_by_number.items():
                level = levels.get(number)
                if level is not None:
                    yield element.id, criterion.id, level, rubric.points[level]
        else:
            sightings = rating.look_fors
            for number, look_for in element.look_fors_by_number.items():
                sighting = sightings.get(number)
                if sighting is not None:
                    yield element.id, look_for.id, sighting


def _evidence_rows(file: str, assessment: Assessment, rubric: Rubric) -> Iterator[Row]:
    for element, rating in _rated(assessment, rubric):
        for number, item in enumerate(rating.evidence, 1):
            day = item.date.isoformat() if item.date else None
            review = item.review_by.isoformat() if item.review_by else None
            what, where = one_line(item.what), _line(item.where)
            sensitive = "true" if item.sensitive else "false"
            yield file, element.id, number, what, where, day, sensitive, review


def _action_rows(file: str, assessment: Assessment, rubric: Rubric) -> Iterator[Row]:
    for element, rating in _rated(assessment, rubric):
        for number, action in enumerate(rating.actions, 1):
            yield (
                file,
                element.id,
                number,
                _line(action.id),
                one_line(action.what),
                _line(action.owner),
                action.due.isoformat() if action.due else None,
                action.status,
                rating.priority,
            )


def _score_rows(file: str, scorecard: Scorecard) -> Iterator[Row]:
    yield file, "overall", "overall", *_summary(scorecard.overall)
    for category in scorecard.categories:
        yield file, "category", category.id, *_summary(category.summary)
        for variable in category.variables:
            yield file, "variable", variable.id, *_summary(variable.summary)


def _summary(summary: Summary) -> Row:
    lower, upper = summary.bounds or (None, None)
    counts = summary.distribution
    return (
        *(counts.get(level, 0) for level in ("inadequate", "emerging", "strong", "exemplary")),
        summary.majority,
        _decimal(rounded(summary.mean)),
        _decimal(rounded(lower)),
        _decimal(rounded(upper)),
        summary.rated,
        summary.applicable,
        _decimal(rounded(summary.coverage)),
        _decimal(rounded(summary.percent_to_target)),
    )


def _rated(assessment: Assessment, rubric: Rubric) -> Iterator[tuple[Element, Rating]]:
    """The rated elements that the rubric has; `validate` tells of the others."""
    for element_id, element in rubric.elements.items():
        rating = assessment.ratings.get(element_id)
        if rating is not None:
            yield element, rating


def _weight(element: ElementScore, assessment: Assessment) -> str:
    given = assessment.weights.get(element.id, 1)
    return str(int(given)) if given == int(given) else repr(given)


def _decimal(number: float | None) -> str | None:
    return None if number is None else repr(number)


def _line(text: str | None) -> str | None:
    return None if text is None else one_line(text)
