"""The sheets that are used in the meeting itself: the agenda, the note sheet, and what to do when."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from sustainrubric.panel.kit_plan import KitPlan, meetings_of
from sustainrubric.panel.meeting import AgendaItem
from sustainrubric.panel.sheets import ITEM_WORDS, NoteField, SheetBlock, timetables
from sustainrubric.panel.words import CLASS_MEANINGS, CLASSES, strip

_ITEM_WORDS = ITEM_WORDS | {"introduction": "How it works: the levels, the rule, who leads and does not vote"}


def agenda(plan: KitPlan) -> Iterator[SheetBlock]:
    def words(item: AgendaItem) -> tuple[str, str]:
        title = plan.rubric.elements[item.element].title if item.element else ""
        return f"{item.element} {title}" if item.element else _ITEM_WORDS[item.kind], item.remark

    meetings = meetings_of(plan)
    # Before all ballots are in, nothing is said of the votes.
    headers = ("What", "Votes") if plan.spread is not None else ("What",)
    tables = timetables(meetings, plan.start, headers, lambda item: words(item)[: len(headers)])
    for meeting, table in zip(meetings, tables, strict=True):
        yield table
        if meeting.is_tight:
            needed = (
                f"The elements would need {meeting.needed} minutes. Take more time, or leave some for later."
            )
            yield SheetBlock("text", text=needed)
    yield SheetBlock("text", title="Where the minutes come from", text=_where_from(plan))


def _where_from(plan: KitPlan) -> str:
    s = plan.settings
    if plan.spread is None:
        return (
            f"Not all ballots are in, so each criterion counts {s.criterion} minutes; where that is more than "
            "there is, there are two meetings. These minutes are our judgment, not a measured fact; kit in "
            "sustain.yaml sets your own. Make the kit anew when all ballots are in."
        )
    basis = (
        f"By the votes: split {s.split} minutes, {CLASSES['scope']} {s.scope}, adjacent {s.adjacent}, unanimous "
        f"without evidence {s.unanimous_without_evidence}, unanimous {s.unanimous}."
    )
    return (
        f"{basis} Where that is more than there is, all are cut down in proportion, to two thirds at most, and beyond "
        "that there are two meetings. These minutes are our judgment, not a measured fact; kit in sustain.yaml "
        "sets your own."
    )


def notes(plan: KitPlan) -> Iterator[SheetBlock]:
    spreads = {each.id: each for each in plan.spread.elements} if plan.spread is not None else {}
    levels = (*(level.name for level in plan.rubric.levels), "Unknown", "Not applicable")
    for element in plan.order:
        found = spreads.get(element)
        votes = ""
        if found is not None:
            votes = (
                f"{CLASSES[found.spread]} ({CLASS_MEANINGS[found.spread]}): {strip(found.votes, plan.rubric)}"
            )
        yield SheetBlock(
            "note",
            title=f"{element} {plan.rubric.elements[element].title}",
            text=votes,
            fields=(
                NoteField("Agreed level", levels),
                NoteField("How", ("Unanimous", "Consensus", "Two thirds", "Majority", "Chair")),
                NoteField("Second vote: how many gave each level", lines=1),
                NoteField("Rationale", lines=2),
                NoteField("Dissent", lines=1),
            ),
        )


def checklist(plan: KitPlan) -> Iterator[SheetBlock]:
    file = shlex.quote(plan.file)
    rater = plan.raters[0] if plan.raters else "r1"
    yield SheetBlock(
        "checks",
        title="Before",
        items=(
            "Name raters, facilitator and rule in the file: panel: {raters: [..], facilitator: .., rule: ..}",
            f"Make a ballot for each rater: sustain panel ballot {file} --rater {rater} -o {rater}.html",
            "Send the invitation and the ballot; mail gateways may strip .html, so zip it or use a shared folder",
            f"Put what comes back in place at once: sustain panel collect {file} BALLOT...",
            f"See who is missing: sustain panel spread {file}",
            f"Make the kit anew when all are in: sustain kit {file} -o kit --force",
            "Print the cards and the note sheet; hang up the wall chart; set a clock in sight",
        ),
    )
    yield SheetBlock(
        "checks",
        title="During",
        items=(
            "Say the rule before the first vote is shown",
            f"Take what all gave alike: sustain panel decide {file} --unanimous",
            f"Talk about the rest, the widest first: sustain panel decide {file}",
            "Let those at both ends speak first; ask what would change their mind",
            f"Vote again where it helps, alone: sustain panel card {file} --rater {rater} -o card.html, then "
            f"sustain panel vote {file} --rater {rater} --again",
            "Write down dissent in the words of those who hold it",
            "Keep the last minutes for the plan: what, who, by when",
        ),
    )
    yield SheetBlock(
        "checks",
        title="After",
        items=(
            f"Check it: sustain validate {file}",
            f"Make the report: sustain report {file} -o report.html",
            f"Make one list of actions: sustain plan {file}",
            "Decide what becomes of the ballots; the record holds counts and needs them no more",
        ),
    )
