"""An agency's priorities -> what their page says, and the page in HTML and Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sustainrubric.base.phrase import listed_phrase, own, phrase
from sustainrubric.base.text import DASH, clean, counted, listed, one_line
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.pages.credits import month_words
from sustainrubric.pages.notes import blocks, paragraphs
from sustainrubric.pages.parts import Block, Term
from sustainrubric.pages.phrases import day_view
from sustainrubric.pages.render import page_in_html, page_in_markdown
from sustainrubric.pages.timeline import YearRange, time_span, year_range
from sustainrubric.priorities.goal_progress import TargetProgress, goal_anchor, progress_to_target
from sustainrubric.priorities.picture import target_path
from sustainrubric.priorities.stakeholders import stakeholder_view, support_sentence
from sustainrubric.priorities.theory import unnamed
from sustainrubric.priorities.view_parts import GoalView, LevelRow, PrioritiesView, ReformView, StrategyView
from sustainrubric.priorities.words import (
    FOOTINGS,
    STANDINGS,
    LevelWords,
    difference_words,
    standing_sentence,
    words_of,
    working,
)
from sustainrubric.rating.score import exact
from sustainrubric.records.priorities import Goal, Priorities, Reform, Strategy, Target

GROUP = "Terms Referring to SEA Priorities"
"""The part of the rubric's glossary that the page quotes."""


def priorities_view(priorities: Priorities, agency: str, rubric: Rubric) -> PrioritiesView:
    """Decide all that the page says; `agency` is the name for a file that has none."""
    named = own(priorities.agency.name) if priorities.agency is not None else agency
    goals = tuple(_goal(goal, priorities, index) for index, goal in enumerate(priorities.goals))
    bounds = [day for one in priorities.strategies for day in (one.start, one.end) if day]
    years = year_range(bounds)
    stakeholders = tuple(map(stakeholder_view, priorities.stakeholders))
    return PrioritiesView(
        title="Priorities",
        agency=named,
        reform="Priorities",
        sentence=_sentence(goals),
        goals=goals,
        reforms=tuple(_reform(reform, priorities, years) for reform in priorities.reforms),
        years=years,
        theory=tuple(_lines(priorities.theory_of_action)),
        left_out=_left_out(priorities),
        support=support_sentence(stakeholders),
        stakeholders=stakeholders,
        definitions=tuple(
            Term(term.term, tuple(blocks(term.definition))) for term in rubric.glossary if term.group == GROUP
        ),
        source=tuple(_source(rubric)),
    )


def _lines(text: str | None) -> Iterator[str]:
    """The paragraphs of a text, which a folded one parts by single line breaks."""
    for paragraph in paragraphs(text):
        yield from (line.strip() for line in paragraph.splitlines() if line.strip())


def _sentence(goals: Sequence[GoalView]) -> str:
    if not goals:
        return "No goal is set yet."
    parts = [
        f"{sum(goal.key == key for goal in goals)} {words.lower()}"
        for key, words in (*STANDINGS.items(), ("no-path", "without a whole target"))
        if any(goal.key == key for goal in goals)
    ]
    return f"{counted(len(goals), 'goal')}: {listed(parts)}."


def _goal(goal: Goal, priorities: Priorities, index: int) -> GoalView:
    progress = progress_to_target(goal)
    target = goal.target or Target()
    reforms = [own(reform.name) for reform in priorities.reforms_of(goal.id)]
    return GoalView(
        anchor=goal_anchor(index),
        name=one_line(goal.name),
        metric=_metric(target),
        aim=_aim(target),
        key=progress.standing if progress else "no-path",
        standing=STANDINGS[progress.standing] if progress else "No target to measure by",
        sentence=standing_sentence(progress)
        if progress
        else "The target has no baseline and end to go between.",
        rows=tuple(_rows(progress)) if progress else (),
        working=tuple(working(progress)) if progress else (),
        reforms=listed_phrase(reforms),
        picture=target_path(progress, f"{goal_anchor(index)}-path") if progress else "",
    )


def _metric(target: Target) -> str:
    if not target.metric:
        return "No metric is named"
    return phrase(own(target.metric), " (", own(target.unit), ")") if target.unit else own(target.metric)


def _aim(target: Target) -> str:
    """`From 48.2 on May 15, 2024, to 62 by May 15, 2030`, as far as it is known."""
    points = [point.level for point in (target.baseline, target.end) if point and point.level is not None]
    say = LevelWords(map(exact, points))
    parts = []
    for point, verb, preposition in ((target.baseline, "from", "on"), (target.end, "to", "by")):
        if point is not None and point.level is not None:
            day = f" {preposition} {day_view(point.date).long}" if point.date else ""
            parts.append(f"{verb} {say(exact(point.level))}{day}")
    aim = ", ".join(parts)
    return f"{aim[:1].upper()}{aim[1:]}"


def _rows(progress: TargetProgress) -> Iterator[LevelRow]:
    """Path and measurements together, in the order of their days."""
    say = words_of(progress)
    knots = {knot.date: knot for knot in progress.path}
    readings = {reading.date: reading for reading in progress.measured}
    for day in sorted({*knots, *readings}):
        knot, reading = knots.get(day), readings.get(day)
        path = knot.level if knot else reading.expected if reading else None
        standing = ""
        if reading is not None:
            standing = FOOTINGS[reading.footing].capitalize()
            if reading.ahead is not None:
                standing += f", {difference_words(reading, progress)}"
        yield LevelRow(
            day=day_view(day),
            what=knot.name.capitalize() if knot else "Measurement",
            path=say(path) if path is not None else DASH,
            measured=say(reading.level) if reading is not None else DASH,
            standing=standing or DASH,
        )


def _reform(reform: Reform, priorities: Priorities, years: YearRange | None) -> ReformView:
    names = {goal.id: own(goal.name) for goal in priorities.goals}
    return ReformView(
        name=one_line(reform.name),
        goals=listed_phrase([names.get(goal, one_line(goal)) for goal in reform.goals]),
        strategies=tuple(_strategy(one, years) for one in priorities.strategies_of(reform.id)),
    )


def _strategy(strategy: Strategy, years: YearRange | None) -> StrategyView:
    days = [day_view(day).short if day else "open" for day in (strategy.start, strategy.end)]
    return StrategyView(
        name=one_line(strategy.name),
        time=" to ".join(days),
        place=years.span(strategy.start, strategy.end) if years else None,
        scale=one_line(strategy.scale or ""),
    )


def _left_out(priorities: Priorities) -> str:
    """What the theory of action does not name, as a reader may want to know."""
    if priorities.theory_of_action is None:
        return ""
    parts: list[Goal | Reform | Strategy] = [
        *priorities.goals,
        *priorities.reforms,
        *priorities.strategies,
    ]
    return listed_phrase([own(part.name) for part in unnamed(priorities.theory_of_action, parts)])


def _source(rubric: Rubric) -> Iterator[Block]:
    source = rubric.source
    identifier = f" ({source.identifier})" if source.identifier else ""
    yield Block(
        "text",
        (
            f"The definitions are quoted from the glossary of {rubric.title}: {rubric.subtitle}, "
            f"{source.publisher}, {month_words(source.published)}{identifier}; version {rubric.version}.",
        ),
    )
    yield from (Block("text", (clean(text),)) for text in (source.rights, source.citation) if text)


def priorities_to_markdown(view: PrioritiesView) -> str:
    return page_in_markdown("priorities.md.j2", view)


def priorities_to_html(view: PrioritiesView) -> str:
    return page_in_html("priorities.html.j2", view, span=time_span)
