"""The plan of action as lines of text: folded for a terminal, one action a line for a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.instruments.show import TextLine
from sustainrubric.plan.view_parts import ActionRow, PlaceRow, PlanView

HEADERS = ("Group", "Due", "Status", "Id", "Owner", "Action", "From", "Standing")

PLACE_HEADERS = ("Place", "Element", "Title", "Reform", "Standing", "Why", "After the one before")


def opening(view: PlanView) -> Iterator[TextLine]:
    yield TextLine(f"{view.title} on {view.day.iso}: {view.sentence}")
    yield from (TextLine(remark) for remark in view.remarks)


def credit_lines(view: PlanView) -> Iterator[TextLine]:
    """Whose words the instruments are, at the end."""
    for line in view.credits:
        yield TextLine()
        yield TextLine(line)


def missing(view: PlanView) -> Iterator[TextLine]:
    if view.missing:
        yield TextLine(view.missing)


def register(view: PlanView) -> Iterator[TextLine]:
    """Every action under its heading: what, by whom, and where it comes from."""
    if not view.groups:
        yield TextLine()
        yield TextLine("No action is planned.")
    for group in view.groups:
        yield TextLine()
        yield TextLine(f"{group.heading} ({len(group.rows)})")
        for row in group.rows:
            yield from _action(row, named=not view.names_nobody)


def table(view: PlanView) -> list[list[str]]:
    """The register as a table with its headers, one action a row; where it names nobody, without owners and ids."""
    whole = [list(HEADERS), *_rows(view)]
    if not view.names_nobody:
        return whole
    left_out = [HEADERS.index(name) for name in ("Id", "Owner")]
    return [[cell for place, cell in enumerate(row) if place not in left_out] for row in whole]


def _rows(view: PlanView) -> list[list[str]]:
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


def shortlist(view: PlanView, places: int) -> Iterator[TextLine]:
    """The first places, each with the reason for it."""
    yield TextLine("Where to act first")
    if not view.shortlist:
        yield TextLine("No rated element is below its target.")
    for row in view.shortlist[:places]:
        yield from _place(row)
    left = len(view.shortlist) - places
    if left > 0:
        yield TextLine()
        yield TextLine(f"{left} more below their targets; --places {len(view.shortlist)} shows all.")
    if view.shortlist_remark:
        yield TextLine(view.shortlist_remark)
    yield TextLine()
    yield TextLine("Ranked by, each counting only where all before it are equal:")
    yield from (TextLine(rule, f"  {number}. ") for number, rule in enumerate(view.rules, 1))


def place_rows(view: PlanView, places: int) -> list[list[str]]:
    return [
        [str(row.place), row.element, row.title, row.reform, row.standing, row.why, row.behind]
        for row in view.shortlist[:places]
    ]


def _action(row: ActionRow, *, named: bool) -> Iterator[TextLine]:
    due = row.due.iso if row.due else "no date"
    yield TextLine(f"{row.id}  {row.what}".lstrip(), f"  {due:<10}  ")
    about = [*([row.owner or "no owner"] if named else []), row.status.lower()]
    if row.remark:
        about.append(row.remark)
    blank = " " * 14
    yield TextLine(f"{', '.join(about)}; {_from(row)}: {row.standing}".rstrip(": "), blank)


def _from(row: ActionRow) -> str:
    if row.part:
        return f"{row.of}, {row.part}"
    return f"{row.of}, {row.title}"


def _place(row: PlaceRow) -> Iterator[TextLine]:
    yield TextLine()
    yield TextLine(f"{row.element} {row.title} ({row.reform})", f"{row.place:>3}. ")
    yield TextLine(f"{row.standing}: {row.why}", " " * 5)
    if row.behind:
        yield TextLine(row.behind, " " * 5)
