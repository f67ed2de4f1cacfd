"""The sheets of a meeting about an assessment, made from the team's own data. Pure and the same every time."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sustainrubric.instruments.rubric import Element, Rubric
from sustainrubric.panel.ballot_page import instrument_credit
from sustainrubric.panel.decisions import discussion_order, has_evidence
from sustainrubric.panel.meeting import Meeting, Need, clock, minutes_by_class, plan_meetings
from sustainrubric.panel.sheets import CardCriterion, ElementCard, NoteField, Sheet, SheetBlock, SheetName
from sustainrubric.panel.spread import Spread
from sustainrubric.panel.words import CLASS_MEANINGS, CLASSES, in_words, strip
from sustainrubric.rating.votes import ElementVotes
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.settings import KitMinutes

READING = "about 75 minutes alone"
"""How long a ballot takes: the instrument has 10,587 words, which are 46 minutes of reading, and then one thinks."""
_OPEN_STATUSES = ("planned", "under-way")
_ITEM_WORDS = {
    "opening": "Opening: why we are here, who is in the room",
    "introduction": "How it works: the levels, the rule, who leads and does not vote",
    "pause": "Break",
    "reserve": "Reserve, for what needs longer",
    "plan": "The plan: what follows, who does it, by when",
}


@dataclass(frozen=True, slots=True)
class KitPlan:
    """What a kit is made for: `raters` get a ballot each; `spread` only where all ballots are in."""

    file: str
    assessment: Assessment
    rubric: Rubric
    raters: tuple[str, ...]
    minutes: int
    start: int
    settings: KitMinutes
    day: date | None = None
    spread: Spread | None = None
    votes: Mapping[str, ElementVotes] | None = None

    @property
    def leader(self) -> str:
        """Who leads, by name where the team has one."""
        panel = self.assessment.panel
        if panel is None or panel.facilitator is None:
            return "the person who leads the meeting"
        names = {member.id: member.name for member in self.assessment.team}
        return names.get(panel.facilitator, panel.facilitator)

    @property
    def order(self) -> list[str]:
        """The elements as they are talked about: by the votes where all are in, else as in the rubric."""
        if self.spread is None or self.votes is None:
            return list(self.rubric.elements)
        return discussion_order(self.spread.elements, self.votes, self.rubric)


def meetings_of(plan: KitPlan) -> list[Meeting]:
    """The meetings that the elements need.

    Raises:
        TooShort: there is not a minute for each element.
    """
    # Before the votes are in nobody knows what could be cut short.
    by_votes = plan.spread is not None
    return plan_meetings(list(_needs(plan)), plan.minutes, plan.settings, may_shrink=by_votes)


def sheets_of(plan: KitPlan) -> Iterator[Sheet]:
    """All sheets but the ballots, which are pages of their own."""
    makers: dict[SheetName, tuple[str, Callable[[KitPlan], Iterator[SheetBlock]]]] = {
        "invitation": ("Invitation", _invitation),
        "pre-read": ("Before the meeting", _pre_read),
        "cards": ("Element cards", _cards),
        "agenda": ("Agenda", _agenda),
        "notes": ("Note sheet", _notes),
        "wall-chart": ("Wall chart", _wall_chart),
        "checklist": ("Checklist", _checklist),
    }
    for name, (heading, maker) in makers.items():
        yield Sheet(
            name=name,
            heading=heading,
            agency=plan.assessment.agency.name,
            subject=f"{plan.assessment.reform.name}, {plan.assessment.round.id}",
            facts=_facts(plan),
            blocks=tuple(maker(plan)),
            credit=credit_of(plan.rubric),
        )


def credit_of(rubric: Rubric) -> str:
    """Whom the wording belongs to, as it stands on every sheet."""
    return f"{instrument_credit(rubric)} The sheet was made by sustainrubric."


def _facts(plan: KitPlan) -> tuple[str, ...]:
    assessment = plan.assessment
    when = [plan.day.isoformat()] if plan.day is not None else []
    return (assessment.reform.name, f"Round {assessment.round.id}", *when)


def _needs(plan: KitPlan) -> Iterator[Need]:
    categories = {
        element.id: category.id
        for category in plan.rubric.categories
        for variable in category.variables
        for element in variable.elements
    }
    spreads = {each.id: each for each in plan.spread.elements} if plan.spread is not None else {}
    for element in plan.order:
        found = spreads.get(element)
        if found is None or plan.votes is None:
            minutes = plan.settings.criterion * len(plan.rubric.elements[element].criteria)
            yield Need(element, max(1, minutes), categories[element])
        else:
            evidence = has_evidence(plan.votes[element])
            minutes = minutes_by_class(found.spread, has_evidence=evidence, minutes=plan.settings)
            yield Need(element, minutes, categories[element], CLASSES[found.spread])


def _when(plan: KitPlan) -> str:
    day = plan.day.isoformat() if plan.day is not None else "on a day to be set"
    return f"{day}, {clock(plan.start, 0)} to {clock(plan.start, plan.minutes)}"


def _invitation(plan: KitPlan) -> Iterator[SheetBlock]:
    assessment = plan.assessment
    count = len(meetings_of(plan))
    twice = "" if count == 1 else " There will be two meetings of this length; the second follows."
    yield SheetBlock(
        "text",
        text=f"We look together at how well {assessment.reform.name} will last. You are asked to rate it, first "
        "by yourself and then with the others.",
    )
    yield SheetBlock(
        "table",
        title="When and what",
        headers=("", ""),
        rows=(
            ("When", f"{_when(plan)}.{twice}"),
            ("What", f"{plan.rubric.title}: {len(plan.rubric.elements)} elements, four levels"),
            ("Who leads", plan.leader),
            ("Raters", ", ".join(plan.raters) or "to be named"),
        ),
    )
    yield SheetBlock(
        "numbers",
        title="Before you come",
        items=(
            "Open your ballot. It is one page that works without a network, on a computer or a phone.",
            f"Read, choose a level for each element, and say why in a sentence. Take {READING}.",
            f"Save it, and send the file to {plan.leader}. Do not show it to the other raters.",
            "Bring what shows how things are: documents, figures, minutes.",
        ),
    )
    yield SheetBlock(
        "text",
        title="What happens with your ballot",
        text="Nobody sees a level before all ballots are in. Then the group sees how many gave each level, not who. "
        "The meeting talks about what you see differently, and records what it agrees, with the reasons. Ballots of "
        "a public body may be public records.",
    )


def _pre_read(plan: KitPlan) -> Iterator[SheetBlock]:
    assessment = plan.assessment
    last = assessment.previous
    if last is None:
        yield SheetBlock("text", title="The last round", text="The file carries nothing of an earlier round.")
    else:
        rows = [
            (element, plan.rubric.elements[element].title, in_words(level), last.rationales.get(element, ""))
            for element, level in last.levels.items()
            if element in plan.rubric.elements
        ]
        yield SheetBlock(
            "table",
            f"The last round, {last.round}",
            headers=("", "Element", "Level", "Why"),
            rows=tuple(rows),
        )
    names = {member.id: member.name for member in assessment.team}
    actions = [
        (
            element,
            action.what,
            names.get(action.owner or "", action.owner or "nobody yet"),
            str(action.due or "no date"),
        )
        for element, rating in assessment.ratings.items()
        for action in rating.actions
        if action.status in _OPEN_STATUSES
    ]
    yield _rows_or("Open actions", ("", "What", "Who", "Due"), actions, "No action is open.")
    evidence = [
        (element, each.what, each.where or "", str(each.date or ""))
        for element, rating in assessment.ratings.items()
        for each in rating.evidence
    ]
    yield _rows_or("Evidence", ("", "What", "Where", "From"), evidence, "The file names no evidence yet.")


def _rows_or(
    title: str, headers: tuple[str, ...], rows: Sequence[tuple[str, ...]], nothing: str
) -> SheetBlock:
    if not rows:
        return SheetBlock("text", title, nothing)
    return SheetBlock("table", title, headers=headers, rows=tuple(rows))


def _cards(plan: KitPlan) -> Iterator[SheetBlock]:
    for category in plan.rubric.categories:
        for variable in category.variables:
            for element in variable.elements:
                place = f"{category.id} {category.title} › {variable.id} {variable.title}"
                yield SheetBlock("card", card=_card(element, place, plan))


def _card(element: Element, place: str, plan: KitPlan) -> ElementCard:
    levels = plan.rubric.levels
    last = plan.assessment.previous
    said = last.levels.get(element.id) if last is not None else None
    return ElementCard(
        id=element.id,
        title=element.title,
        place=place,
        questions=element.questions,
        levels=tuple(level.name for level in levels),
        criteria=tuple(
            CardCriterion(
                f"{criterion.number}. {criterion.name}",
                tuple(criterion.descriptor(level.id) or criterion.note or "–" for level in levels),
            )
            for criterion in element.criteria
        ),
        look_fors=tuple(look_for.text for look_for in element.look_fors),
        last=f"{in_words(said)}, in {last.round}" if said and last is not None else "",
    )


def _agenda(plan: KitPlan) -> Iterator[SheetBlock]:
    meetings = meetings_of(plan)
    for number, meeting in enumerate(meetings, 1):
        title = f"Meeting {number} of {len(meetings)}" if len(meetings) > 1 else "The meeting"
        rows = [
            (
                clock(plan.start, item.start),
                str(item.minutes),
                _item_words(item.element, item.kind, plan),
                item.remark,
            )
            for item in meeting.items
        ]
        end = (clock(plan.start, meeting.minutes), str(meeting.minutes), "End; minutes in all", "")
        yield SheetBlock("table", title, headers=("Time", "Minutes", "What", "Votes"), rows=(*rows, end))
        if meeting.is_tight:
            needed = (
                f"The elements would need {meeting.needed} minutes. Take more time, or leave some for later."
            )
            yield SheetBlock("text", text=needed)
    yield SheetBlock("text", title="Where the minutes come from", text=_where_from(plan))


def _item_words(element: str, kind: str, plan: KitPlan) -> str:
    return f"{element} {plan.rubric.elements[element].title}" if element else _ITEM_WORDS[kind]


def _where_from(plan: KitPlan) -> str:
    s = plan.settings
    if plan.spread is None:
        return (
            f"Not all ballots are in, so each criterion counts {s.criterion} minutes; where that is more than "
            "there is, there are two meetings. These minutes are our judgment, not a measured fact; `kit:` in "
            "sustain.yaml sets your own. Make the kit anew when all ballots are in."
        )
    basis = (
        f"By the votes: split {s.split} minutes, {CLASSES['scope']} {s.scope}, adjacent {s.adjacent}, unanimous "
        f"without evidence {s.unanimous_without_evidence}, unanimous {s.unanimous}."
    )
    return (
        f"{basis} Where that is more than there is, all are cut down in proportion, to two thirds at most, and beyond "
        "that there are two meetings. These minutes are our judgment, not a measured fact; `kit:` in sustain.yaml "
        "sets your own."
    )


def _notes(plan: KitPlan) -> Iterator[SheetBlock]:
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


def _wall_chart(plan: KitPlan) -> Iterator[SheetBlock]:
    yield SheetBlock(
        "text",
        text="A dot for each vote. Hang it up when all ballots are in, or let raters stick dots at once.",
    )
    levels = tuple(level.name for level in plan.rubric.levels)
    rows = tuple(
        (element.id, element.title, *("" for _ in levels)) for element in plan.rubric.elements.values()
    )
    yield SheetBlock("wall", headers=("", "Element", *levels), rows=rows)


def _checklist(plan: KitPlan) -> Iterator[SheetBlock]:
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
