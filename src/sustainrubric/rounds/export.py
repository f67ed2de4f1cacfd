"""What moved between rounds, and trends, as JSON in the shape product.md fixes; a trend as CSV too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any, TypeVar

from sustainrubric.base.machine_formats import as_data, csv_text, json_text, one_or_all
from sustainrubric.rating.scorecard import Summary
from sustainrubric.records.assessment import Action, Evidence, TeamMember
from sustainrubric.rounds.model import (
    Changed,
    ElementMove,
    ElementSeries,
    RatedRound,
    Reading,
    Rollup,
    RollupSeries,
    RoundDiff,
    Trend,
)
from sustainrubric.rounds.words import headline, span_headline

HEADERS = (
    "agency", "reform", "part", "id", "title", "name", "round", "date",
    "level", "derived", "points", "majority", "mean", "rated", "applicable", "coverage",
    "compared", "compared_majority", "compared_mean", "author", "subject",
)  # fmt: skip

Item = TypeVar("Item")


def diff_to_json(diff: RoundDiff) -> str:
    return json_text(diff_as_dict(diff))


def diff_as_dict(diff: RoundDiff) -> dict[str, Any]:
    whole = {
        "old": _round(diff.old),
        "new": _round(diff.new),
        "headline": headline(diff),
        "differs": not diff.is_empty,
        "summary": dict(diff.overall.counts),
        "overall": _rollup(diff.overall),
        "categories": [
            {
                "id": category.rollup.id,
                "title": category.rollup.title,
                **_rollup(category.rollup),
                "variables": [{"id": v.id, "title": v.title, **_rollup(v)} for v in category.variables],
            }
            for category in diff.categories
        ],
        "elements": [_element(element) for element in diff.elements],
        "rationales": _changes(diff.rationales, _text),
        "targets": _changes(diff.targets, _text),
        "priorities": _changes(diff.priorities, _text),
        "agreed": _changes(diff.decisions, _text),
        "criteria": _changes(diff.criteria, _text, "criterion"),
        "look_fors": _changes(diff.look_fors, _text, "look_for"),
        "evidence": _changes(diff.evidence, _evidence),
        "actions": [
            {"id": move.id, "kind": move.kind, "old": _action(move.old), "new": _action(move.new)}
            for move in diff.actions
        ],
        "team": _changes(diff.team, _member),
        "weights": _changes(diff.weights, _number),
        "rubric": _changes(diff.wording, _text, "part"),
        "names": [{"name": change.part, "old": change.old, "new": change.new} for change in diff.subject],
    }
    data: dict[str, Any] = as_data(whole)
    return data


def _round(one: RatedRound) -> dict[str, Any]:
    assessment = one.assessment
    return {
        "name": one.shown_name,
        "rubric": assessment.rubric,
        "agency": {"name": assessment.agency.name, "state": assessment.agency.state},
        "reform": {"id": assessment.reform.id, "name": assessment.reform.name},
        "round": {"id": assessment.round.id, "date": assessment.round.date},
    }


def _rollup(rollup: Rollup) -> dict[str, Any]:
    return {
        "elements": rollup.elements,
        "compared": rollup.compared,
        "summary": dict(rollup.counts),
        "old": _summary(rollup.old),
        "new": _summary(rollup.new),
    }


def _summary(summary: Summary) -> dict[str, Any]:
    """Of the elements rated in both rounds only."""
    return {
        "distribution": dict(summary.distribution),
        "majority": summary.majority,
        "mean": summary.mean,
    }


def _element(move: ElementMove) -> dict[str, Any]:
    return {
        "id": move.id,
        "title": move.title,
        "old": _word(move.old),
        "new": _word(move.new),
        "change": move.change,
        "kind": move.kind,
        "reason": move.reason,
        "old_derived": bool(move.old and move.old.derived),
        "new_derived": bool(move.new and move.new.derived),
    }


def _word(reading: Reading | None) -> str | None:
    return reading.word if reading else None


def _changes(
    changes: Sequence[Changed[Item]], show: Callable[[Item], Any], part: str = ""
) -> list[dict[str, Any]]:
    return [
        {
            "id": change.id,
            **({part: change.part} if part else {}),
            "old": _maybe(change.old, show),
            "new": _maybe(change.new, show),
        }
        for change in changes
    ]


def _maybe(item: Item | None, show: Callable[[Item], Any]) -> Any:
    return None if item is None else show(item)


def _number(weight: Fraction | int) -> float:
    return weight if isinstance(weight, int) else float(weight)


def _text(text: str) -> str:
    return text


def _evidence(item: Evidence) -> dict[str, Any]:
    return {"what": item.what, "where": item.where, "date": item.date}


def _action(action: Action | None) -> dict[str, Any] | None:
    if action is None:
        return None
    return {
        "id": action.id,
        "what": action.what,
        "owner": action.owner,
        "due": action.due,
        "status": action.status,
    }


def _member(member: TeamMember) -> dict[str, Any]:
    return {"name": member.name, "role": member.role}


def trends_to_json(trends: Sequence[Trend]) -> str:
    """One object for one reform, a list of objects for several."""
    return json_text(one_or_all([trend_as_dict(trend) for trend in trends]))


def trends_to_csv(trends: Sequence[Trend]) -> str:
    # A table has no other place to say what could not be read.
    missing = [_missing(file) for file in trends[0].missing] if trends else []
    rows = (row for trend in trends for row in _csv_rows(trend_as_dict(trend)))
    return csv_text(HEADERS, chain(missing, rows))


def _missing(file: str) -> list[str]:
    said = {"part": "missing", "title": "NOT WHOLE: this file could not be read", "name": file}
    return [said.get(header, "") for header in HEADERS]


def trend_as_dict(trend: Trend) -> dict[str, Any]:
    whole = {
        "agency": {"name": trend.agency.name},
        "reform": {"id": trend.reform.id, "name": trend.reform.name},
        "headline": span_headline(trend),
        "missing": list(trend.missing),
        "rounds": [
            {
                "name": point.name,
                "round": point.round,
                "date": point.day,
                "rubric": point.rubric,
                "agreed": point.agreed,
                "author": point.author or None,
                "subject": point.message or None,
            }
            for point in trend.points
        ],
        "steps": [dict(step) for step in trend.steps],
        "summary": dict(trend.span.overall.counts),
        "overall": _trend_rollup(trend.overall),
        "categories": [
            {
                "id": category.rollup.id,
                "title": category.rollup.title,
                **_trend_rollup(category.rollup),
                "variables": [
                    {
                        "id": variable.rollup.id,
                        "title": variable.rollup.title,
                        **_trend_rollup(variable.rollup),
                        "elements": [_trend_element(element) for element in variable.elements],
                    }
                    for variable in category.variables
                ],
            }
            for category in trend.categories
        ],
    }
    data: dict[str, Any] = as_data(whole)
    return data


def _trend_rollup(series: RollupSeries) -> dict[str, Any]:
    """`series` is over what is rated in each round, `steady` over the elements rated in all of them."""
    return {
        "series": [_trend_summary(summary) if summary else None for summary in series.summaries],
        "steady": {
            "elements": series.steady_elements,
            "majority": [summary.majority for summary in series.steady],
            "mean": [summary.mean for summary in series.steady],
        },
    }


def _trend_summary(summary: Summary) -> dict[str, Any]:
    return {
        "majority": summary.majority,
        "mean": summary.mean,
        "rated": summary.rated,
        "applicable": summary.applicable,
        "coverage": summary.coverage,
        "distribution": dict(summary.distribution),
    }


def _trend_element(series: ElementSeries) -> dict[str, Any]:
    return {
        "id": series.id,
        "title": series.title,
        "kind": series.kind,
        "change": series.change,
        "levels": [reading.word if reading else None for reading in series.readings],
        "derived": [bool(reading and reading.derived) for reading in series.readings],
        "points": list(series.points),
        "breaks": [{"round": place, "reason": reason} for place, reason in series.breaks.items()],
    }


def _csv_rows(trend: dict[str, Any]) -> Iterator[list[object]]:
    head = [trend["agency"]["name"], trend["reform"]["id"]]
    for index, point in enumerate(trend["rounds"]):
        beside = [point["name"], point["round"], point["date"]]
        for part, entry in _parts(trend):
            what = (part, entry.get("id", ""), entry.get("title", ""))
            yield [*head, *what, *beside, *_cells(entry, index), point["author"], point["subject"]]


def _parts(trend: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "overall", trend["overall"]
    for category in trend["categories"]:
        yield "category", category
        for variable in category["variables"]:
            yield "variable", variable
            yield from (("element", element) for element in variable["elements"])


def _cells(entry: dict[str, Any], index: int) -> list[object]:
    if "levels" in entry:
        derived = "yes" if entry["derived"][index] else "no"
        return [entry["levels"][index], derived, entry["points"][index], *[None] * 8]
    summary, steady = entry["series"][index] or {}, entry["steady"]
    keys = ("majority", "mean", "rated", "applicable", "coverage")
    beside = (steady["elements"], steady["majority"][index], steady["mean"][index])
    return [None, None, None, *(summary.get(key) for key in keys), *beside]
