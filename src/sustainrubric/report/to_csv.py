"""A scorecard as CSV: a row for the whole, each category, variable and element."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from sustainrubric.model.clean import one_line
from sustainrubric.model.scorecard import Scorecard
from sustainrubric.report.to_json import scorecard_as_dict

_KEYS = (
    "level", "derived", "points", "weight", "target", "gap",
    "inadequate", "emerging", "strong", "exemplary",
    "majority", "mean", "lower_bound", "upper_bound", "lowest",
    "rated", "applicable", "coverage", "percent_to_target",
)  # fmt: skip
HEADERS = ("file", "agency", "reform", "round", "date", "part", "id", "title", *_KEYS)


def score_to_csv(scores: Sequence[tuple[str, Scorecard]]) -> str:
    """The same numbers as the JSON, one part of the rubric a row; empty where there is none."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADERS)
    for file, scorecard in scores:
        for row in _rows(scorecard_as_dict(file, scorecard)):
            writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue()


def safe_cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = one_line(value)
    return f"'{text}" if value[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text


def _rows(card: dict[str, object]) -> Iterator[list[object]]:
    agency, reform, round_ = (_as_dict(card[key]) for key in ("agency", "reform", "round"))
    head = [card["file"], agency["name"], reform["id"], round_["id"], round_["date"]]
    yield [*head, "overall", "", "", *_cells(_as_dict(card["overall"]))]
    for category in _as_list(card["categories"]):
        yield [*head, "category", category["id"], category["title"], *_cells(category)]
        for variable in _as_list(category["variables"]):
            yield [*head, "variable", variable["id"], variable["title"], *_cells(variable)]
            for element in _as_list(variable["elements"]):
                yield [*head, "element", element["id"], element["title"], *_cells(element)]


def _cells(part: dict[str, object]) -> Iterator[object]:
    """The values under `_KEYS`, with the nested ones of the JSON laid flat."""
    distribution = part.get("distribution")
    bounds = part.get("bounds")
    lowest = part.get("lowest")
    flat = {
        **part,
        **(distribution if isinstance(distribution, dict) else {}),
        "derived": {True: "yes", False: "no"}.get(part.get("derived") is True) if "derived" in part else None,
        "lower_bound": bounds[0] if isinstance(bounds, list) else None,
        "upper_bound": bounds[1] if isinstance(bounds, list) else None,
        "lowest": " ".join(lowest) if isinstance(lowest, list) else None,
    }
    return (flat.get(key) for key in _KEYS)


def _as_dict(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    return value


def _as_list(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value
