"""A file that was read -> its rows in each table; pure, and the same for every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from sustainrubric.base.numbers import rounded
from sustainrubric.base.text import one_line
from sustainrubric.check.text import as_finding
from sustainrubric.rating.score import score
from sustainrubric.records.assessment import Assessment, Rating
from sustainrubric.report.audience import Secrets, assessment_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from sustainrubric.exchange.table_schema import Cell
    from sustainrubric.instruments.rubric import Element, LevelId, Rubric
    from sustainrubric.pages.frame import Audience
    from sustainrubric.rating.scorecard import ElementScore, Scorecard, Summary
    from sustainrubric.records.load import Loaded

Row = tuple["Cell", ...]
"""The cells of one row, in the order of its table's columns."""

TableRows = dict[str, list[Row]]
"""The rows of one file by the name of their table."""

Tails = dict[str, list[tuple[str, ...]]]
"""Rows of one file by the name of their table, all text and without their first cell, which is the file."""

Rated = list[tuple["Element", Rating]]

CellText = Callable[[str], str]
"""How a text of a user becomes a cell."""

_ORDER = ("assessments", "elements", "criteria", "look_fors", "evidence", "actions", "scores")


def rows_of(
    loaded: Loaded,
    rubric: Rubric | None,
    audience: Audience = "team",
    secrets: Secrets = Secrets(),  # noqa: B008 - never changed
    text: CellText = one_line,
) -> tuple[TableRows, Tails]:
    """The rows of one file as its audience may see it.

    A file of the wrong shape, or of another kind, has its problems only. The public gets no problems: they
    quote what the files say.
    """
    found: TableRows = {} if audience == "public" else {"problems": list(problem_rows(loaded))}
    assessment = loaded.model
    if not isinstance(assessment, Assessment) or rubric is None:
        return found, {}
    scorecard = score(assessment, rubric)
    shown = assessment_for(audience, assessment, secrets)
    file = shown_name(loaded.file)
    return {**_main_tables(file, shown, scorecard), **found}, _tails(shown, rubric, scorecard, text)


def assessment_tables(file: str, shown: Assessment, rubric: Rubric, scorecard: Scorecard) -> TableRows:
    """The rows of one assessment as its audience may see it; `file` is what they call it by."""
    tails = _tails(shown, rubric, scorecard, one_line)
    rows: TableRows = {name: [(file, *rest) for rest in table] for name, table in tails.items()}
    rows |= _main_tables(file, shown, scorecard)
    return {name: rows[name] for name in _ORDER}


def _main_tables(file: str, shown: Assessment, scorecard: Scorecard) -> TableRows:
    return {
        "assessments": [_assessment_row(file, shown)],
        "elements": list(element_rows(file, shown, scorecard)),
    }


def _tails(shown: Assessment, rubric: Rubric, scorecard: Scorecard, text: CellText) -> Tails:
    rated = _rated(shown, rubric)
    points = {level: str(worth) for level, worth in rubric.points.items()}
    return {
        "criteria": _criteria(rated, points),
        "look_fors": _look_fors(rated),
        "evidence": list(_evidence(rated, text)),
        "actions": list(_actions(rated, text)),
        "scores": list(_scores(scorecard)),
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


def _rated(assessment: Assessment, rubric: Rubric) -> Rated:
    """The rated elements that the rubric has; `validate` tells of the others."""
    ratings = assessment.ratings
    return [(element, ratings[name]) for name, element in rubric.elements.items() if name in ratings]


def _criteria(rated: Rated, points: Mapping[LevelId, str]) -> list[tuple[str, ...]]:
    return [
        (element.id, criterion.id, level, points[level])
        for element, rating in rated
        if (levels := rating.criteria)
        for number, criterion in element.criteria_by_number.items()
        if (level := levels.get(number)) is not None
    ]


def _look_fors(rated: Rated) -> list[tuple[str, ...]]:
    return [
        (element.id, look_for.id, sighting)
        for element, rating in rated
        if (sightings := rating.look_fors)
        for number, look_for in element.look_fors_by_number.items()
        if (sighting := sightings.get(number)) is not None
    ]


def _evidence(rated: Rated, text: CellText) -> Iterator[tuple[str, ...]]:
    for element, rating in rated:
        for number, item in enumerate(rating.evidence, 1):
            yield (
                element.id,
                str(number),
                text(item.what),
                text(item.where) if item.where is not None else "",
                item.date.isoformat() if item.date is not None else "",
                "true" if item.sensitive else "false",
                item.review_by.isoformat() if item.review_by is not None else "",
            )


def _actions(rated: Rated, text: CellText) -> Iterator[tuple[str, ...]]:
    for element, rating in rated:
        for number, action in enumerate(rating.actions, 1):
            yield (
                element.id,
                str(number),
                text(action.id) if action.id is not None else "",
                text(action.what),
                text(action.owner) if action.owner is not None else "",
                action.due.isoformat() if action.due is not None else "",
                action.status,
                rating.priority or "",
            )


def _scores(scorecard: Scorecard) -> Iterator[tuple[str, ...]]:
    yield "overall", "overall", *_summary(scorecard.overall)
    for category in scorecard.categories:
        yield "category", category.id, *_summary(category.summary)
        for variable in category.variables:
            yield "variable", variable.id, *_summary(variable.summary)


def _summary(summary: Summary) -> tuple[str, ...]:
    lower, upper = summary.bounds or (None, None)
    counts = summary.distribution
    return (
        *(str(counts.get(level, 0)) for level in ("inadequate", "emerging", "strong", "exemplary")),
        summary.majority or "",
        _decimal(summary.mean),
        _decimal(lower),
        _decimal(upper),
        str(summary.rated),
        str(summary.applicable),
        _decimal(summary.coverage),
        _decimal(summary.percent_to_target),
    )


def _weight(element: ElementScore, assessment: Assessment) -> str:
    given = assessment.weights.get(element.id, 1)
    return str(int(given)) if given == int(given) else repr(given)


def _decimal(number: Fraction | None) -> str:
    return "" if number is None else repr(rounded(number))


def _line(text: str | None) -> str | None:
    return None if text is None else one_line(text)
