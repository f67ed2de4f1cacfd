"""The plan of action as lines of text: folded for a terminal, one action a line for a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.report.plan_rows import ActionRow, PlaceRow, PlanView
from sustainrubric.report.rubric_text import Line

HEADERS = ("Group", "Due", "Status", "Id", "Owner", "Action", "From", "Standing")
PLACE_HEADERS = ("Place", "Element", "Title", "Reform", "Standing", "Why", "After the one before")


def opening(view: PlanView) -> Iterator[Line]:
    yield Line(f"{view.title} on {view.day.iso}: {view.sentence}")
    yield from (Line(remark) for remark in view.remarks)


def register(view: PlanView) -> Iterator[Line]:
    """Every action under its heading: what, by whom, and where it comes from."""
    if not view.groups:
        yield Line()
        yield Line("No action is planned.")
    for group in view.groups:
        yield Line()
        yield Line(f"{group.heading} ({len(group.rows)})")
        for row in group.rows:
            yield from _action(row)


def rows(view: PlanView) -> list[list[str]]:
    """The register as a table, one action a row."""
    return [
        [
            group.heading,
            row.due.iso if row.due else "no date",
            " ".join(filter(None, (row.status.lower(), f"({row.remark})" if row.remark else ""))),
            row.id,
            row.owner or "no owner",
            row.what,
            _from(row),
            row.standing,
        ]
        for group in view.groups
        for row in group.rows
    ]


def shortlist(view: PlanView, places: int) -> Iterator[Line]:
    """The first places, each with the reason for it."""
    yield Line("Where to act first")
    if not view.shortlist:
        yield Line("No rated element is below its target.")
    for row in view.shortlist[:places]:
        yield from _place(row)
    left = len(view.shortlist) - places
    if left > 0:
        yield Line()
        yield Line(f"{left} more below their targets; --places {len(view.shortlist)} shows all.")
    if view.shortlist_remark:
        yield Line(view.shortlist_remark)
    yield Line()
    yield Line("Ranked by, each counting only where all before it are equal:")
    yield from (Line(rule, f"  {number}. ") for number, rule in enumerate(view.rules, 1))


def place_rows(view: PlanView, places: int) -> list[list[str]]:
    return [
        [str(row.place), row.element, row.title, row.reform, row.standing, row.why, row.behind]
        for row in view.shortlist[:places]
    ]


def _action(row: ActionRow) -> Iterator[Line]:
    due = row.due.iso if row.due else "no date"
    yield Line(f"{row.id}  {row.what}", f"  {due:<10}  ")
    about = [row.owner or "no owner", row.status.lower()]
    if row.remark:
        about.append(row.remark)
    blank = " " * 14
    yield Line(f"{', '.join(about)}; {_from(row)}: {row.standing}".rstrip(": "), blank)


def _from(row: ActionRow) -> str:
    if row.part:
        return f"{row.of}, {row.part}"
    return f"{row.of}, {row.title}"


def _place(row: PlaceRow) -> Iterator[Line]:
    yield Line()
    yield Line(f"{row.element} {row.title} ({row.reform})", f"{row.place:>3}. ")
    yield Line(f"{row.standing}: {row.why}", " " * 5)
    if row.behind:
        yield Line(row.behind, " " * 5)
