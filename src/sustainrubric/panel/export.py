"""A spread as data, rows and Markdown; every format takes its numbers from here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from sustainrubric.base.escaping import inert
from sustainrubric.base.numbers import rounded, two_places
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.panel.spread import AgreementFigures, ElementSpread, Spread
from sustainrubric.panel.words import (
    CLASSES,
    HOW_WORDS,
    ballots_in,
    counts_words,
    figures_words,
    in_words,
    strip,
)

_CELLS = ("inadequate", "emerging", "strong", "exemplary", "not-applicable", "unknown")
CSV_HEADERS = (
    *("element", "title", "class", *_CELLS, "stood_back", "absent"),
    *(f"again_{level}" for level in _CELLS),
    *("proposed", "agreed", "how"),
)
TABLE_HEADERS = ("", "Class", "Votes", "Not applicable", "Unknown", "Left to others", "Proposed", "Agreed")


def spread_as_data(spread: Spread, called: Mapping[str, str], *, raters: bool) -> dict[str, Any]:
    """The whole spread; shares are of one, numbers rounded to two places.

    With `raters` each rater's lean and each pair's kappas are in it, under what they are `called`.
    """
    data = {
        **panel_as_data(spread),
        "missing": list(spread.missing),
        "rule": spread.rule,
        "units": spread.figures.units,
    }
    if raters:
        data["leans"] = [
            {"rater": called[each.rater], "lean": rounded(each.lean), "n": each.n, "alike": each.alike}
            for each in spread.leans
        ]
        data["pairs"] = [
            {
                "raters": [called[pair.first], called[pair.second]],
                "n": pair.n,
                "linear": rounded(pair.linear),
                "quadratic": rounded(pair.quadratic),
            }
            for pair in spread.pairs
        ]
    return data


def panel_as_data(spread: Spread) -> dict[str, Any]:
    """What the report's json says of a panel: counts and figures, nobody's vote."""
    return {
        "raters": len(spread.raters),
        "in": spread.inside,
        "elements": [_element_as_data(element) for element in spread.elements],
        **figures_as_data(spread.figures),
    }


def figures_as_data(figures: AgreementFigures) -> dict[str, Any]:
    """The figures with what they rest on."""
    interval = figures.interval
    return {
        "exact": rounded(figures.exact),
        "within_one": rounded(figures.within_one),
        "alpha": rounded(figures.alpha),
        "interval": [rounded(interval.low), rounded(interval.high)] if interval else None,
        "draws": interval.draws - interval.undefined if interval else None,
        "note": "; ".join(figures.notes),
    }


def _element_as_data(element: ElementSpread) -> dict[str, Any]:
    return {
        "id": element.id,
        "votes": dict(element.votes),
        "again": dict(element.again),
        "class": element.spread,
        "proposed": element.proposed,
        "agreed": element.agreed,
        "how": element.how,
    }


def waiting_as_data(spread: Spread) -> dict[str, Any]:
    """What is said before all ballots are in: how many, and whose are missing."""
    return {
        "raters": len(spread.raters),
        "in": spread.inside,
        "missing": list(spread.missing),
        "elements": None,
    }


def spread_to_csv(spread: Spread) -> str:
    """A row an element."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_HEADERS)
    for each in spread.elements:
        first = [each.votes.get(level, 0) for level in _CELLS]  # type: ignore[call-overload]
        again = [each.again.get(level, 0) for level in _CELLS]  # type: ignore[call-overload]
        row = [each.id, each.title, each.spread, *first, each.stood_back, each.absent, *again]
        writer.writerow([*row, each.proposed or "", each.agreed or "", each.how or ""])
    return out.getvalue()


def table_rows(spread: Spread, rubric: Rubric) -> Iterator[list[str]]:
    """A row an element for the terminal: counts by level, lowest first."""
    for each in spread.elements:
        votes = strip(each.votes, rubric)
        yield [
            each.id,
            CLASSES[each.spread],
            f"{votes}  then {strip(each.again, rubric)}" if each.again else votes,
            str(each.votes.get("not-applicable", 0) or ""),
            str(each.votes.get("unknown", 0) or ""),
            str(each.stood_back or ""),
            in_words(each.proposed),
            f"{in_words(each.agreed)} {HOW_WORDS[each.how]}" if each.how else "",
        ]


def lean_rows(spread: Spread, called: Mapping[str, str]) -> Iterator[list[str]]:
    """A row a rater: how far above or below the others, over how many elements."""
    for each in spread.leans:
        sign = "+" if each.lean is not None and each.lean > 0 else ""
        remark = "all levels the same" if each.alike else ""
        yield [called[each.rater], f"{sign}{two_places(each.lean)}", str(each.n), remark]


def pair_rows(spread: Spread, called: Mapping[str, str]) -> Iterator[list[str]]:
    """A row a pair of raters: its linear kappa, where there is one."""
    for each in spread.pairs:
        yield [f"{called[each.first]}, {called[each.second]}", two_places(each.linear), str(each.n)]


def spread_to_markdown(spread: Spread, rubric: Rubric, title: str) -> str:
    """The spread as a table in Markdown, with the figures below."""
    levels = " · ".join(level.name for level in rubric.levels)
    lines = [
        f"# {inert(title)}",
        "",
        f"{inert(ballots_in(spread))}. Counts are {inert(levels)}.",
        "",
        "| Element | Class | Votes | Proposed | Agreed |",
        "|---|---|---|---|---|",
    ]
    for each in spread.elements:
        beyond = {level: n for level, n in each.votes.items() if level not in rubric.points}
        votes = strip(each.votes, rubric) + (f"; {counts_words(beyond)}" if beyond else "")
        again = f"; then {strip(each.again, rubric)}" if each.again else ""
        agreed = f"{in_words(each.agreed)}, {HOW_WORDS[each.how]}" if each.how else ""
        title = f"{each.id} {inert(each.title)}"
        lines.append(
            f"| {title} | {CLASSES[each.spread]} | {votes}{again} | {in_words(each.proposed)} | {agreed} |"
        )
    return "\n".join([*lines, "", *(f"- {inert(line)}" for line in figures_words(spread.figures)), ""])
