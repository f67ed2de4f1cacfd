"""What moved between two rounds, as JSON in the shape product.md fixes, and more beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from sustainrubric.engine.rounding import rounded
from sustainrubric.model.assessment import Action, Evidence, TeamMember
from sustainrubric.model.clean import clean
from sustainrubric.model.rated_round import RatedRound
from sustainrubric.model.round_diff import Changed, ElementMove, Reading, Rollup, RoundDiff
from sustainrubric.model.scorecard import Summary
from sustainrubric.report.diff_words import headline

Item = TypeVar("Item")


def diff_to_json(diff: RoundDiff) -> str:
    return json.dumps(diff_as_dict(diff), indent=2, ensure_ascii=False)


def diff_as_dict(diff: RoundDiff) -> dict[str, Any]:
    return {
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
        "names": [
            {"name": change.part, "old": _maybe(change.old, _text), "new": _maybe(change.new, _text)}
            for change in diff.subject
        ],
    }


def _round(one: RatedRound) -> dict[str, Any]:
    assessment = one.assessment
    return {
        "name": clean(one.shown_name),
        "rubric": assessment.rubric,
        "agency": {"name": clean(assessment.agency.name), "state": _maybe(assessment.agency.state, clean)},
        "reform": {"id": clean(assessment.reform.id), "name": clean(assessment.reform.name)},
        "round": {"id": clean(assessment.round.id), "date": assessment.round.date.isoformat()},
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
        "mean": rounded(summary.mean),
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
            "id": clean(change.id),
            **({part: clean(change.part)} if part else {}),
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
    return clean(text)


def _evidence(item: Evidence) -> dict[str, Any]:
    day = item.date.isoformat() if item.date else None
    return {"what": clean(item.what), "where": _maybe(item.where, clean), "date": day}


def _action(action: Action | None) -> dict[str, Any] | None:
    if action is None:
        return None
    return {
        "id": _maybe(action.id, clean),
        "what": clean(action.what),
        "owner": _maybe(action.owner, clean),
        "due": action.due.isoformat() if action.due else None,
        "status": action.status,
    }


def _member(member: TeamMember) -> dict[str, Any]:
    return {"name": clean(member.name), "role": _maybe(member.role, clean)}
