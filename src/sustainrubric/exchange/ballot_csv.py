"""The table that KoboToolbox or ODK gives of a ballot's submissions -> the ballots in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sustainrubric.base.errors import Unreadable
from sustainrubric.base.text import one_line, quoted, tidied
from sustainrubric.exchange.xlsform import level_question, question_name, rater_names
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.records.assessment import Assessment
from sustainrubric.yaml.writer import dump

_RATER_HEADS = ("rater", "who are you?", "your id")
_TIME_HEADS = ("_submission_time", "submissiondate", "end")
_WHY = "Why?"
_MOST_ROWS = 10_000


class CollectedBallots(NamedTuple):
    """The ballots of a table, by rater, as the text of their files; and what should be told of it."""

    texts: dict[str, str]
    warnings: tuple[str, ...]


def ballots_in_csv(
    content: bytes, name: str, assessment: Assessment, rubric: Rubric, head: Mapping[str, object]
) -> CollectedBallots:
    """Read a table of submissions; `head` is what every ballot of this assessment begins with but its rater.

    Columns go by the last part of their names, after `/` or `-`, or by their labels; levels and raters
    by name or label. Of several submissions of one rater the newest counts.

    Raises:
        Unreadable: it is no such table.
    """
    rows = _rows(content, name)
    columns = _columns(rows[0], rubric)
    if "rater" not in columns or len(columns) < 2:
        raise Unreadable(
            f"{name}: has no column for the rater, or none for a level; export all columns as CSV"
        )
    raters = {
        word.lower(): rater for rater, label in rater_names(assessment).items() for word in (rater, label)
    }
    found: dict[str, tuple[str, dict[str, dict[str, str]]]] = {}
    warnings = []
    for number, row in enumerate(rows[1:], 2):
        typed = _cell(row, columns["rater"])
        if not typed:
            continue
        rater = raters.get(typed.lower(), typed)
        time = _cell(row, columns["time"]) if "time" in columns else ""
        if rater in found:
            warnings.append(f"{name}: {one_line(rater)} sent more than one ballot; the newest counts")
            if time < found[rater][0]:
                continue
        found[rater] = (time, _ratings(row, columns, rubric, f"{name}: line {number}"))
    texts = {
        rater: dump({**head, "rater": rater, "ratings": ratings}) for rater, (_, ratings) in found.items()
    }
    return CollectedBallots(texts, tuple(dict.fromkeys(warnings)))


def _rows(content: bytes, name: str) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name}: is not UTF-8 text; export it as CSV in UTF-8") from error
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if row]
    except csv.Error as error:
        raise Unreadable(f"{name}: is no CSV; export it again as CSV in UTF-8") from error
    if not rows or len(rows) > _MOST_ROWS:
        raise Unreadable(
            f"{name}: holds {len(rows)} lines; a table of ballots has at least one and at most {_MOST_ROWS}"
        )
    return rows


def _columns(heads: Sequence[str], rubric: Rubric) -> dict[str, int]:
    """The place of each column by what it holds: rater, time, an element, or an element and `why`."""
    names = {question_name(element): element for element in rubric.elements}
    labels = {level_question(element).lower(): element.id for element in rubric.elements.values()}
    columns: dict[str, int] = {}
    element = ""
    for place, head in enumerate(heads):
        whole = head.strip()
        last = re.split(r"[/-]", whole)[-1].strip()
        if whole.lower() in _RATER_HEADS or last.lower() in _RATER_HEADS:
            columns.setdefault("rater", place)
        elif last.lower() in _TIME_HEADS:
            columns.setdefault("time", place)
        elif last in names or whole.lower() in labels:
            element = names.get(last) or labels[whole.lower()]
            columns.setdefault(element, place)
        elif last.removesuffix("_why") in names and last.endswith("_why"):
            columns.setdefault(f"{names[last.removesuffix('_why')]} why", place)
        elif _WHY in (whole, last) and element:
            columns.setdefault(f"{element} why", place)
    return columns


def _ratings(
    row: Sequence[str], columns: Mapping[str, int], rubric: Rubric, where: str
) -> dict[str, dict[str, str]]:
    words: dict[str, str] = {level.name.lower(): level.id for level in rubric.levels}
    words |= {level.id: level.id for level in rubric.levels}
    words |= {"not applicable": "not-applicable", "not-applicable": "not-applicable", "unknown": "unknown"}
    ratings: dict[str, dict[str, str]] = {}
    for element in rubric.elements:
        rating: dict[str, str] = {}
        typed = _cell(row, columns.get(element, -1))
        if typed:
            if typed.lower() not in words:
                raise Unreadable(f"{where}: {quoted(typed)} for {element} is not a level")
            rating["level"] = words[typed.lower()]
        why = tidied(_cell(row, columns.get(f"{element} why", -1)))
        if why:
            rating["rationale"] = why
        if rating:
            ratings[element] = rating
    return ratings


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if 0 <= place < len(row) else ""
