"""Step 3 in a report: the recommended steps with the agency's own, the gaps, and the picture; and the whole page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sustainrubric.base.text import one_line
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.pages.environment import html_environment, markdown_environment
from sustainrubric.pages.notes import Notes
from sustainrubric.pages.palette import DARK, LIGHT
from sustainrubric.pages.svg import number, picture, rect, text
from sustainrubric.records.worksheet import EvidenceReview, MappedStep, Worksheet
from sustainrubric.worksheet.model import Coverage, Inventory, shade_of
from sustainrubric.worksheet.text import some
from sustainrubric.worksheet.view_parts import GapLine, MapRow, OwnStep, WorksheetReport

WIDTH = 360

_NAMES, _HEAD, _ROW, _CELL, _HIGH = 92, 26, 46, 82, 38

_COLUMNS = ("Process", "Supports", "Evidence")

_GAPS = re.compile(r"\n{3,}")


def gap_lines(inventory: Inventory, notes: Notes) -> tuple[GapLine, ...]:
    """Every gap, in the worksheet's order."""
    return tuple(
        GapLine(
            label=gap.label,
            place=gap.place,
            text=one_line(gap.text),
            taken_up_by=tuple(one_line(inventory.priorities[index]) for index in gap.taken_up_by),
            notes=notes.take(*gap.path),
        )
        for gap in inventory.gaps
    )


def map_rows(
    worksheet: Worksheet, definition: WorksheetDefinition, gaps: Sequence[GapLine], notes: Notes
) -> Iterator[MapRow]:
    for step in definition.process:
        mapped = worksheet.process.get(step.id, MappedStep())
        own = tuple(
            OwnStep(
                name=one_line(item.name),
                evidence=one_line(item.evidence or ""),
                review=_reviewed(item.evidence_review),
                notes=notes.take("process", step.id, "steps", index),
            )
            for index, item in enumerate(mapped.steps)
        )
        yield MapRow(
            id=step.id,
            name=step.name,
            text=step.text,
            steps=own,
            gaps=tuple(gap for gap in gaps if gap.place == step.id),
            notes=notes.take("process", step.id),
        )


def coverage_picture(rows: Sequence[Coverage]) -> str:
    """The recommended steps against process, supports and evidence: a number in each cell, a shade by its share.

    Of process steps and supports it is the share of all; of evidence, of what covers the step.
    """
    process, supported = (sum(getattr(row, part) for row in rows) for part in ("process", "supports"))
    shapes = [
        text(_NAMES + (_CELL + 6) * place + _CELL / 2, 16, name, "matrix-head middle")
        for place, name in enumerate(_COLUMNS)
    ]
    for index, row in enumerate(rows):
        shapes += _row(row, _HEAD + index * _ROW, process, supported)
    high = _HEAD + len(rows) * _ROW
    return picture(
        "coverage",
        "What covers the recommended steps",
        "; ".join(map(_words, rows)) + ".",
        f'class="matrix" viewBox="0 0 {WIDTH} {number(high)}" width="{WIDTH}" height="{number(high)}"',
        shapes,
    )


def _row(row: Coverage, y: float, process: int, supported: int) -> Iterator[str]:
    yield text(0, y + _HIGH / 2 + 4.5, row.name, "matrix-name")
    everything = row.process + row.supports
    cells = (
        (row.process, process, str(row.process)),
        (row.supports, supported, str(row.supports)),
        (row.evidence, everything, f"{row.evidence} of {everything}" if everything else "0"),
    )
    for place, (count, whole, words) in enumerate(cells):
        shade = shade_of(count, whole)
        x = _NAMES + (_CELL + 6) * place
        yield rect(x + 1, y + 1, _CELL - 2, _HIGH - 2, f"fill-{shade}", 4)
        yield text(x + _CELL / 2, y + _HIGH / 2 + 5, words, f"on-{shade} middle")


def _words(row: Coverage) -> str:
    return (
        f"{row.name}: {some(row.process, 'process step')}, {some(row.supports, 'support')}, "
        f"{row.evidence} of these {row.process + row.supports} use evidence"
    )


def _reviewed(review: EvidenceReview | None) -> tuple[str, ...]:
    given = review or EvidenceReview()
    return tuple(one_line(getattr(given, key) or "") for key in EvidenceReview.model_fields)


def worksheet_to_html(report: WorksheetReport) -> str:
    template = html_environment(coverage=coverage_picture).get_template("worksheet.html.j2")
    return template.render(report=report, light=LIGHT, dark=DARK)


def worksheet_to_markdown(report: WorksheetReport) -> str:
    text = markdown_environment().get_template("worksheet.md.j2").render(report=report)
    return _GAPS.sub("\n\n", text).strip() + "\n"
