"""The table that KoboToolbox or ODK gives of a ballot's submissions -> the ballots in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sustainrubric.base.cells import OPEN_QUOTE, TableCell, read_cells
from sustainrubric.base.problem import Code
from sustainrubric.base.text import did_you_mean, listed, one_line, quoted, tidied
from sustainrubric.exchange.xlsform import level_question, question_name, rater_names
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.records.assessment import Assessment
from sustainrubric.yaml.source import TextSource, WrongPart
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
    source: TextSource, assessment: Assessment, rubric: Rubric, head: Mapping[str, object]
) -> CollectedBallots:
    """Read a table of submissions; `head` is what every ballot of this assessment begins with but its rater.

    Columns go by the last part of their names, after `/` or `-`, or by their labels; levels and raters
    by name or label. Of several submissions of one rater the newest counts.

    Raises:
        InvalidFile: it is no such table, or holds what is no level; carries every problem found, each at its cell.
    """
    rows = _rows(source)
    columns = _columns([cell.text for cell in rows[0]], rubric)
    if "rater" not in columns or len(columns) < 2:
        message = "there is no column for the rater, or none for a level; export all columns as CSV"
        raise source.invalid([WrongPart(rows[0][0].offset, Code.MISSING_KEY, message)])
    raters = {
        word.lower(): rater for rater, label in rater_names(assessment).items() for word in (rater, label)
    }
    found: dict[str, tuple[str, dict[str, dict[str, str]]]] = {}
    warnings = []
    wrong: list[WrongPart] = []
    words = _level_words(rubric)
    for row in rows[1:]:
        typed = _text(row, columns["rater"])
        ratings = _ratings(row, columns, rubric, words, wrong)
        if not typed:
            if ratings:
                at = source.location(row[0].offset)
                warnings.append(f"{at.file}:{at.line}:{at.column}: this row names no rater and is left out")
            continue
        rater = raters.get(typed.lower(), typed)
        time = _text(row, columns["time"]) if "time" in columns else ""
        if rater in found:
            warnings.append(f"{source.file}: {one_line(rater)} sent more than one ballot; the newest counts")
            if time < found[rater][0]:
                continue
        found[rater] = (time, ratings)
    if wrong:
        raise source.invalid(wrong)
    texts = {
        rater: dump({**head, "rater": rater, "ratings": ratings}) for rater, (_, ratings) in found.items()
    }
    return CollectedBallots(texts, tuple(dict.fromkeys(warnings)))


def _rows(source: TextSource) -> list[list[TableCell]]:
    head = source.text.partition("\n")[0]
    rows, open_quote = read_cells(source.text, ";" if head.count(";") > head.count(",") else ",")
    if open_quote is not None:
        raise source.invalid([WrongPart(open_quote, Code.WRONG_TYPE, OPEN_QUOTE)])
    if not rows:
        raise source.invalid([WrongPart(0, Code.WRONG_TYPE, "the table is empty; export all columns as CSV")])
    if len(rows) > _MOST_ROWS:
        message = f"the table has {len(rows)} lines; a table of ballots has at most {_MOST_ROWS}"
        raise source.invalid([WrongPart(0, Code.TOO_LARGE, message)])
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


def _level_words(rubric: Rubric) -> dict[str, str]:
    """The ids of levels, and of the two words for no level, by what a table calls them, in small letters."""
    words = {level.name.lower(): level.id for level in rubric.levels}
    words |= {level.id.lower(): level.id for level in rubric.levels}
    return words | {
        "not applicable": "not-applicable",
        "not-applicable": "not-applicable",
        "unknown": "unknown",
    }


def _ratings(
    row: Sequence[TableCell],
    columns: Mapping[str, int],
    rubric: Rubric,
    words: Mapping[str, str],
    wrong: list[WrongPart],
) -> dict[str, dict[str, str]]:
    """What a row says of each element; adds to `wrong` what it holds that is no level."""
    ratings: dict[str, dict[str, str]] = {}
    for element in rubric.elements:
        rating: dict[str, str] = {}
        place = columns.get(element, -1)
        typed = _text(row, place)
        if typed.lower() in words:
            rating["level"] = words[typed.lower()]
        elif typed:
            hint = (
                did_you_mean(typed.lower(), words)
                or f"; it is one of {listed(list(dict.fromkeys(words.values())))}"
            )
            wrong.append(
                WrongPart(
                    row[place].offset,
                    Code.NOT_A_CHOICE,
                    f"{quoted(typed)} for {element} is not a level{hint}",
                )
            )
        why = tidied(_text(row, columns.get(f"{element} why", -1)))
        if why:
            rating["rationale"] = why
        if rating:
            ratings[element] = rating
    return ratings


def _text(row: Sequence[TableCell], place: int) -> str:
    return row[place].text.strip() if 0 <= place < len(row) else ""
