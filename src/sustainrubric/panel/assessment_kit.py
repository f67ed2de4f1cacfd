"""The sheets of a meeting about an assessment, made from the team's own data. Pure and the same every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sustainrubric.base.phrase import own, phrase
from sustainrubric.instruments.rubric import Element, Rubric
from sustainrubric.pages.phrases import day_view
from sustainrubric.panel.ballot_page import instrument_credit
from sustainrubric.panel.kit_plan import KitPlan, meetings_of
from sustainrubric.panel.meeting import clock
from sustainrubric.panel.meeting_sheets import agenda, checklist, notes
from sustainrubric.panel.sheets import CardCriterion, ElementCard, Sheet, SheetBlock, SheetName, rows_or
from sustainrubric.panel.words import in_words
from sustainrubric.records.assessment import OPEN_STATUSES

READING = "about 75 minutes alone"
"""How long a ballot takes: the instrument has 10,587 words, which are 46 minutes of reading, and then one thinks."""


def sheets_of(plan: KitPlan) -> Iterator[Sheet]:
    """All sheets but the ballots, which are pages of their own."""
    makers: dict[SheetName, tuple[str, Callable[[KitPlan], Iterator[SheetBlock]]]] = {
        "invitation": ("Invitation", _invitation),
        "pre-read": ("Before the meeting", _pre_read),
        "cards": ("Element cards", _cards),
        "agenda": ("Agenda", agenda),
        "notes": ("Note sheet", notes),
        "wall-chart": ("Wall chart", _wall_chart),
        "checklist": ("Checklist", checklist),
    }
    for name, (heading, maker) in makers.items():
        yield Sheet(
            name=name,
            heading=heading,
            agency=plan.assessment.agency.name,
            subject=phrase(own(plan.assessment.reform.name), ", ", own(plan.assessment.round.id)),
            facts=_facts(plan),
            blocks=tuple(maker(plan)),
            credit=credit_of(plan.rubric),
        )


def credit_of(rubric: Rubric) -> str:
    """Whom the wording belongs to, as it stands on every sheet."""
    return f"{instrument_credit(rubric)} The sheet was made by sustainrubric."


def _facts(plan: KitPlan) -> tuple[str, ...]:
    assessment = plan.assessment
    when = [day_view(plan.day).long] if plan.day is not None else []
    return (own(assessment.reform.name), phrase("Round ", own(assessment.round.id)), *when)


def _when(plan: KitPlan) -> str:
    day = day_view(plan.day).long if plan.day is not None else "on a day to be set"
    return f"{day}, {clock(plan.start, 0)} to {clock(plan.start, plan.minutes)}"


def _invitation(plan: KitPlan) -> Iterator[SheetBlock]:
    assessment = plan.assessment
    count = len(meetings_of(plan))
    twice = "" if count == 1 else " There will be two meetings of this length; the second follows."
    yield SheetBlock(
        "text",
        text=phrase(
            "We look together at how well ",
            own(assessment.reform.name),
            " will last. You are asked to rate it, first by yourself and then with the others.",
        ),
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
            phrase("Save it, and send the file to ", plan.leader, ". Do not show it to the other raters."),
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
            (
                element,
                plan.rubric.elements[element].title,
                in_words(level),
                own(last.rationales.get(element, "")),
            )
            for element, level in last.levels.items()
            if element in plan.rubric.elements
        ]
        yield SheetBlock(
            "table",
            phrase("The last round, ", own(last.round)),
            headers=("", "Element", "Level", "Why"),
            rows=tuple(rows),
        )
    names = {member.id: member.name for member in assessment.team}
    titles = {each.id: f"{each.id} {each.title}" for each in plan.rubric.elements.values()}
    actions = [
        (
            titles.get(element, element),
            own(action.what),
            own(names.get(action.owner, action.owner)) if action.owner else "nobody yet",
            day_view(action.due).short if action.due else "no date",
        )
        for element, rating in assessment.ratings.items()
        for action in rating.actions
        if action.status in OPEN_STATUSES
    ]
    yield rows_or("Open actions", ("Element", "What", "Who", "Due"), actions, "No action is open.")
    evidence = [
        (
            titles.get(element, element),
            own(each.what),
            own(each.where),
            day_view(each.date).short if each.date else "",
        )
        for element, rating in assessment.ratings.items()
        for each in rating.evidence
    ]
    yield rows_or(
        "Evidence", ("Element", "What", "Where", "From"), evidence, "The file names no evidence yet."
    )


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
        last=phrase(in_words(said), ", in ", own(last.round)) if said and last is not None else "",
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
