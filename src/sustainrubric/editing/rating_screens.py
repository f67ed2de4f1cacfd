"""What a rating session shows beside its questions, and what it ends with."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sustainrubric.editing.screens import HelpWords
from sustainrubric.editing.status_screen import show_status
from sustainrubric.instruments.rubric import Element, Rubric
from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.forms import Question
from sustainrubric.interview.marks import Grid, MarkList
from sustainrubric.rating import element_questions
from sustainrubric.rating.completeness import progress
from sustainrubric.rating.element_questions import descriptor_words
from sustainrubric.rating.element_status import Pace, counts, element_statuses
from sustainrubric.rating.head_questions import SETUP
from sustainrubric.rating.script import RatingScript
from sustainrubric.terminal.grid_screen import show_grid, show_mark_list
from sustainrubric.terminal.prompts import BOLD, Terminal

_AT_MOST = 8
"""Elements listed one by one; more of them are a matter for `sustain score`."""


@dataclass(frozen=True)
class RatingScreens:
    """The screens of a session that rates a rubric's elements; with a `pace`, of one that has to end in time."""

    script: RatingScript
    pace: Pace | None = None

    def section(self, terminal: Terminal, section: str, data: Plain) -> None:
        """An element as it is begun: where we are, what was said last time, what to talk about."""
        if section == SETUP:
            terminal.rule()
            terminal.say("The assessment itself: agency, reform, round and team", style=BOLD)
            terminal.say("The last question leads back to where you were.")
            return
        self._heading(terminal, section)

    def whole(self, terminal: Terminal, section: str, data: Plain) -> None:
        """All that the rubric says of an element."""
        if section == SETUP:
            self.section(terminal, section, data)
            return
        element = self._heading(terminal, section)
        terminal.say()
        show_grid(terminal, self._grid(element, data), self._marks(element, data))
        self._look_fors(terminal, element, data)

    def aside(self, terminal: Terminal, question: Question, data: Plain) -> None:
        """The look-fors of the element."""
        if question.section == SETUP:
            terminal.warn("there is no list here; j and an element goes to one")
            return
        self._look_fors(terminal, self.script.rubric.elements[question.section], data)

    def descriptors(self, terminal: Terminal, question: Question, data: Plain) -> None:
        """The criteria of the element at every level."""
        if question.section == SETUP:
            terminal.warn("there are no descriptors here; j and an element goes to one")
            return
        element = self.script.rubric.elements[question.section]
        terminal.say()
        show_grid(terminal, self._grid(element, data), self._marks(element, data))

    def overview(self, terminal: Terminal, data: Plain) -> None:
        """Where each element stands."""
        show_status(terminal, element_statuses(self.script.rubric, data, self.script.elements))

    def progress(self, data: Plain, section: str, width: int) -> str:
        """One line: where we are, how far, and what time is left."""
        now = counts(self.script.rubric, data)
        left = self._left(data)
        long = [now.words, *([self.pace.words(left)] if self.pace is not None else [])]
        short = [now.short_words, *([self.pace.short_words(left)] if self.pace is not None else [])]
        lines = [
            f"[{'; '.join([section, *parts, *told])}]" for parts in (long, short) for told in (["? help"], [])
        ]
        return next((line for line in lines if len(line) <= width), lines[-1])

    def help_words(self) -> HelpWords:
        """What the help says of the commands of a rating."""
        return HelpWords("status; or j 2.A, j team, j setup", "the look-fors; descriptors")

    def notes(self, question: Question, data: Plain) -> Sequence[str]:
        """The question, the level and what the rubric says of it, for whoever writes the reason."""
        if question.section == SETUP:
            return [question.title]
        element = self.script.rubric.elements[question.section]
        given = get(data, ("ratings", element.id, "level"))
        level = next((each for each in self.script.rubric.levels if each.id == given), None)
        notes = [
            f"{element.id}  {element.title}",
            question.title,
            f"Level: {given}" if given else "No level yet",
        ]
        if level is not None:
            notes += [
                f"{criterion.number} {criterion.name}: {descriptor_words(criterion, level.id)}"
                for criterion in element.criteria
            ]
        return notes

    def _left(self, data: Plain) -> int:
        """How many elements of this session have no level yet."""
        return sum(not get(data, ("ratings", each, "level")) for each in self.script.elements)

    def _heading(self, terminal: Terminal, section: str) -> Element:
        element = self.script.rubric.elements[section]
        sections = [each for each in self.script.sections if not each.aside]
        number = next(index for index, other in enumerate(sections, 1) if other.id == section)
        terminal.rule()
        terminal.say(f"{number} of {len(sections)}  {sections[number - 1].place}")
        terminal.say(f"{element.id}  {element.title}", style=BOLD)
        for words, said in self._last_time(section):
            terminal.say(said, words)
        terminal.say("Questions to consider (d shows the descriptors, l the look-fors)", style=BOLD)
        for question in element.questions:
            terminal.say(question, "  - ")
        return element

    def _last_time(self, section: str) -> Iterator[tuple[str, str]]:
        last = self.script.last_time
        if last is not None and section in last.levels:
            rationale = last.rationales.get(section)
            yield f"In {last.round}: ", f"{last.levels[section]}{f'. {rationale}' if rationale else ''}"

    def _look_fors(self, terminal: Terminal, element: Element, data: Plain) -> None:
        question = element_questions.look_fors(element, get(data, ("ratings", element.id)) or {})
        assert isinstance(question.form, MarkList)
        terminal.say()
        terminal.say("Look-fors", style=BOLD)
        show_mark_list(terminal, question.form, question.current or {})

    def _grid(self, element: Element, data: Plain) -> Grid:
        form = self.script.criteria_question(element, data).form
        assert isinstance(form, Grid)
        return form

    def _marks(self, element: Element, data: Plain) -> Plain:
        return get(data, ("ratings", element.id, "criteria")) or {}


def show_summary(terminal: Terminal, rubric: Rubric, data: Plain, file: str) -> None:
    """The end of a session on the screen."""
    now = progress(data, rubric)
    terminal.rule()
    terminal.say(f"{file} is saved: {counts(rubric, data).words}.", style=BOLD)
    _ids(terminal, "No level yet", [each for each in rubric.elements if not _level(data, each)])
    _ids(terminal, "Unknown", now.unknown)
    _ids(terminal, "Without a rationale", now.without_rationale)
    if now.weakest:
        elements = [f"{element}  {rubric.elements[element].title}" for element in now.weakest]
        _list(terminal, f"Weakest ({now.levels[now.weakest[0]]}):", elements)
    _list(terminal, "Next:", next_commands(file))


def next_commands(file: str) -> list[str]:
    """What to run after a session."""
    name = shlex.quote(file)
    report = shlex.quote(os.path.splitext(file)[0] + ".html")
    return [f"sustain validate {name}", f"sustain score {name}", f"sustain report {name} -o {report}"]


def _level(data: Plain, element: str) -> object:
    return get(data, ("ratings", element, "level"))


def _ids(terminal: Terminal, title: str, elements: Sequence[str]) -> None:
    if elements:
        terminal.say(", ".join(elements), f"{title}: ")


def _list(terminal: Terminal, title: str, items: Sequence[str]) -> None:
    terminal.say()
    terminal.say(title, style=BOLD)
    for item in items[:_AT_MOST]:
        terminal.say(item, "  ")
    if len(items) > _AT_MOST:
        terminal.say(f"and {len(items) - _AT_MOST} more", "  ")
