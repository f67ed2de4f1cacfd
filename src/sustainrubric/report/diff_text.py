"""A comparison of two rounds as lines of text, for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sustainrubric.model.clean import one_line
from sustainrubric.report.diff_parts import DiffView, MoveGroup, Section


class Line(NamedTuple):
    """A paragraph; `hang` is what stands before its first line, and how far the others are set in."""

    text: str = ""
    hang: str = ""

    def wrapped(self, width: int | None) -> str:
        """The paragraph folded to `width` columns, or on one line where there is no width."""
        if width is None:
            return f"{self.hang}{self.text}"
        # Folding takes a while to import, and a pipe needs none.
        from sustainrubric.report import rubric_text

        return rubric_text.Line(self.text, self.hang).wrapped(width)


ROLLUP_HEADERS = ("", "Compared", "Majority", "Mean", "Up", "Down")
ROLLUP_NUMBERS = frozenset({1, 4, 5})


def opening(view: DiffView) -> Iterator[Line]:
    """What is compared, and what moved in a sentence."""
    rounds = " → ".join(f"{one.name} ({one.day})" for one in (view.old, view.new))
    yield Line(f"{view.reform}: {rounds}")
    yield Line(view.agency)
    yield Line()
    yield Line(view.headline)
    yield from (Line(remark) for remark in view.remarks)


def rollup_rows(view: DiffView) -> list[list[str]]:
    """The roll-ups; ids say how deep each stands."""
    return [
        [row.name, row.compared, row.majority, row.mean, str(row.improved), str(row.declined)]
        for row in view.rollups
    ]


def details(view: DiffView, width: int | None) -> Iterator[Line]:
    """Element by element, and then what else changed."""
    for group in view.groups:
        yield Line()
        yield Line(f"{group.heading} ({len(group.rows)})")
        yield from _quiet(group) if group.quiet else _moves(group, width)
    for section in view.sections:
        yield Line()
        yield Line(f"{section.heading} ({len(section.rows)})")
        yield from _section(section)


def _moves(group: MoveGroup, width: int | None) -> Iterator[Line]:
    for row in group.rows:
        remark = f" ({row.remark})" if row.remark else ""
        yield Line(f"{row.words}{remark}: {row.title}", f"  {row.id:<8} ")
        if row.why:
            yield Line(_cut(one_line(row.why), width), " " * 11)


def _quiet(group: MoveGroup) -> Iterator[Line]:
    yield Line(", ".join(f"{row.id} {row.words}" for row in group.rows), "  ")


def _section(section: Section) -> Iterator[Line]:
    if not any(row.text for row in section.rows):
        yield Line(", ".join(row.id for row in section.rows), "  ")
        return
    for row in section.rows:
        yield Line(row.text, f"  {row.id:<8} ")


def _cut(text: str, width: int | None) -> str:
    """One line of a rationale; the whole of it stands in the other formats."""
    room = max(40, width - 11) if width else None
    return text if room is None or len(text) <= room else f"{text[: room - 1].rstrip()}…"
