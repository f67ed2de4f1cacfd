"""The sheets of a meeting about the LEA-process worksheet: nobody votes there, so there are no ballots."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sustainrubric.base.phrase import joined, own, phrase
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.pages.credits import month_words
from sustainrubric.pages.phrases import day_view
from sustainrubric.panel.meeting import AgendaItem, Meeting, Need, clock, plan_meetings
from sustainrubric.panel.sheets import (
    ITEM_WORDS,
    ElementCard,
    NoteField,
    Sheet,
    SheetBlock,
    SheetName,
    rows_or,
    timetables,
)
from sustainrubric.records.assessment import OPEN_STATUSES
from sustainrubric.records.settings import KitMinutes
from sustainrubric.records.worksheet import Worksheet

_STEP_MINUTES = 6
"""Minutes that each question of a step counts; our judgment."""
_ITEM_WORDS = ITEM_WORDS | {"introduction": "How it works: the steps, and who writes"}


@dataclass(frozen=True, slots=True)
class WorksheetKit:
    """What a kit of a worksheet is made for; `start` counts minutes of the day."""

    file: str
    worksheet: Worksheet
    definition: WorksheetDefinition
    minutes: int
    start: int
    settings: KitMinutes
    day: date | None = None

    @property
    def titles(self) -> dict[str, str]:
        """The steps that are talked about, by id."""
        return {step.id: step.title for step in self.definition.steps}


def worksheet_sheets(kit: WorksheetKit) -> Iterator[Sheet]:
    """All sheets, but for ballots.

    Raises:
        TooShort: there is not a minute for each step.
    """
    makers: dict[SheetName, tuple[str, Callable[[WorksheetKit], Iterator[SheetBlock]]]] = {
        "invitation": ("Invitation", _invitation),
        "pre-read": ("Before the meeting", _pre_read),
        "cards": ("Step cards", _cards),
        "agenda": ("Agenda", _agenda),
        "notes": ("Note sheet", _notes),
        "wall-chart": ("Wall chart", _wall_chart),
        "checklist": ("Checklist", _checklist),
    }
    source, title = kit.definition.source, _title(kit)
    for name, (heading, maker) in makers.items():
        yield Sheet(
            name=name,
            heading=heading,
            agency=kit.worksheet.agency.name,
            subject=title,
            facts=(title, *([day_view(kit.day).long] if kit.day is not None else [])),
            blocks=tuple(maker(kit)),
            credit=f"{title}, version {kit.definition.version}. {source.publisher}, "
            f"{month_words(source.published)}. {source.rights} The sheet was made by sustainrubric.",
        )


def _title(kit: WorksheetKit) -> str:
    """The title of the worksheet; one that we supplied stands in brackets in its definition."""
    return kit.definition.title.strip("[]")


def _meetings(kit: WorksheetKit) -> list[Meeting]:
    needs = [
        Need(step.id, _STEP_MINUTES * max(1, len(step.questions)), str(step.number))
        for step in kit.definition.steps
    ]
    return plan_meetings(needs, kit.minutes, kit.settings)


def _invitation(kit: WorksheetKit) -> Iterator[SheetBlock]:
    day = day_view(kit.day).long if kit.day is not None else "on a day to be set"
    people = [own(person.name) for person in kit.worksheet.organize.participants]
    yield SheetBlock("text", text=kit.definition.purpose)
    yield SheetBlock(
        "table",
        title="When and what",
        headers=("", ""),
        rows=(
            ("When", f"{day}, {clock(kit.start, 0)} to {clock(kit.start, kit.minutes)}"),
            ("What", _title(kit)),
            ("Who", joined(", ", people) or "to be named"),
        ),
    )
    documents = [
        phrase(own(each.title), *((" (", own(each.why), ")") if each.why else ()))
        for each in kit.worksheet.organize.documents
    ]
    yield SheetBlock("list", title="Please bring", items=tuple(documents) or (kit.definition.materials,))


def _pre_read(kit: WorksheetKit) -> Iterator[SheetBlock]:
    names = kit.definition.process_names
    rows = [
        (names.get(name, name), own(step.name), own(step.evidence))
        for name, part in kit.worksheet.process.items()
        for step in part.steps
    ]
    headers = ("Step", "What districts do", "Use of evidence")
    yield rows_or("What is mapped so far", headers, rows, "Nothing is mapped yet.")
    actions = [
        (own(each.what), own(each.owner) or "nobody yet", day_view(each.due).short if each.due else "no date")
        for each in kit.worksheet.actions
        if each.status in OPEN_STATUSES
    ]
    yield rows_or("Open actions", ("What", "Who", "Due"), actions, "No action is open.")


def _cards(kit: WorksheetKit) -> Iterator[SheetBlock]:
    for step in kit.definition.steps:
        questions = tuple(question.text for question in step.questions)
        card = ElementCard(str(step.number), step.title, step.overview, questions or (step.instructions,))
        yield SheetBlock("card", card=card)


def _agenda(kit: WorksheetKit) -> Iterator[SheetBlock]:
    def words(item: AgendaItem) -> tuple[str]:
        return (kit.titles[item.element] if item.element else _ITEM_WORDS[item.kind],)

    yield from timetables(_meetings(kit), kit.start, ("What",), words)
    yield SheetBlock("text", "How long the source says it takes", kit.definition.time)


def _notes(kit: WorksheetKit) -> Iterator[SheetBlock]:
    for step in kit.definition.steps:
        yield SheetBlock(
            "note",
            title=f"{step.number}. {step.title}",
            fields=(
                NoteField("What was said", lines=4),
                NoteField("Gaps", lines=2),
                NoteField("What, who, by when", lines=2),
            ),
        )


def _wall_chart(kit: WorksheetKit) -> Iterator[SheetBlock]:
    headers = ("", "Step", "What districts do", "Use of evidence", "Our support", "Gaps")
    rows = tuple(
        (str(number), name, "", "", "", "")
        for number, name in enumerate(kit.definition.process_names.values(), 1)
    )
    yield SheetBlock("wall", headers=headers, rows=rows)


def _checklist(kit: WorksheetKit) -> Iterator[SheetBlock]:
    file = shlex.quote(kit.file)
    yield SheetBlock(
        "checks",
        title="Before",
        items=(
            "Name the participants and the documents in the file",
            "Send the invitation and what to read",
            "Print the cards, the note sheet and the wall chart",
        ),
    )
    yield SheetBlock(
        "checks",
        title="During",
        items=(
            f"Write into the file as you talk: sustain worksheet {file}",
            "Ask for an example before a gap is written down",
            "Keep the last minutes for the plan: what, who, by when",
        ),
    )
    yield SheetBlock(
        "checks",
        title="After",
        items=(
            f"Check it: sustain validate {file}",
            f"See what is covered: sustain score {file}",
            f"Make the report: sustain report {file} -o report.html",
        ),
    )
