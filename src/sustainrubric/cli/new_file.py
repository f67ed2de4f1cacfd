"""Make the first text of a new assessment, for `new` and for `assess` alike."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

from sustainrubric.cli.editor_line import editor_line
from sustainrubric.engine.plain import Plain, get, put
from sustainrubric.errors import Unreadable
from sustainrubric.files.ordered import in_order
from sustainrubric.files.packaged import instrument_versions, load_rubric
from sustainrubric.files.rewrite import Layout
from sustainrubric.files.save import write_new
from sustainrubric.files.settings import SettingsFinder
from sustainrubric.files.yaml_write import Writer, dump
from sustainrubric.model.assessment import Agency, Assessment
from sustainrubric.model.rubric import Rubric
from sustainrubric.report.skeleton import assessment_skeleton


def newest_rubric() -> Rubric:
    """The newest version of the Sustainability Rubric."""
    rubric = load_rubric(f"sustainability@{instrument_versions()['sustainability'][-1]}")
    assert rubric is not None
    return rubric


def write_assessment(file: Path, answers: Plain, rubric: Rubric) -> None:
    """Write a new assessment with what is known of it, and a place for every rating.

    Raises:
        RefusedToWrite: it is there already, or cannot be written.
    """
    known = {key: value for key, value in answers.items() if key != "ratings" and value}
    if isinstance(get(known, ("round", "date")), str):
        known = put(known, ("round", "date"), date.fromisoformat(known["round"]["date"]))
    layout = Layout(Assessment, {"ratings": tuple(rubric.elements), "weights": tuple(rubric.elements)})
    data = {"kind": "assessment", "format": 1, "rubric": rubric.reference, **known}
    head = dump(in_order(data, layout), layout)
    ratings = {key: rating_text(key, value, layout) for key, value in (answers.get("ratings") or {}).items()}
    text = editor_line(file, "assessment") + assessment_skeleton(head, rubric, ratings)
    write_new(file, text.encode("utf-8"))


def rating_text(element: str, rating: Any, layout: Layout) -> str:
    """One rating as it stands below `ratings:`."""
    rating = {"level": None, "rationale": None, **rating}
    fields = [key for key in ("level", "rationale") if rating[key] is None]
    text = Writer(layout).entry(
        element, {key: value for key, value in rating.items() if value is not None}, 2, ("ratings", element)
    )
    empty = "".join(f"    {key}:\n" for key in fields)
    head, _, rest = text.partition("\n")
    return f"  {head.strip()}\n{empty}{rest}\n" if rest else f"  {element}:\n{empty}"


def agency_around(file: Path) -> Agency | None:
    """The agency that the `sustain.yaml` which holds for a file names."""
    try:
        around = SettingsFinder().around(os.fspath(file))
    except Unreadable:
        return None
    return around.settings.agency if around is not None and around.settings is not None else None
