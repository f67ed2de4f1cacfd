"""What a rating session shows beside its questions: the rubric's words, last time's, and the progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sustainrubric.cli.ask import Terminal, columns_side_by_side
from sustainrubric.cli.question_screen import SIDE_BY_SIDE
from sustainrubric.engine.plain import Plain, get
from sustainrubric.engine.progress import Progress, progress
from sustainrubric.engine.questions import Question
from sustainrubric.engine.rating_script import RatingScript
from sustainrubric.model.rubric import Element

ROOM_FOR_LOOK_FORS = 36
"""Lines from which the look-fors stand under the questions; on less they would push these away."""


@dataclass(frozen=True)
class RatingScreens:
    """The screens of a session that rates a rubric's elements."""

    script: RatingScript

    def section(self, terminal: Terminal, section: str, data: Plain) -> None:
        element = self.script.rubric.elements[section]
        sections = self.script.sections
        place = next(index for index, other in enumerate(sections) if other.id == section)
        terminal.say()
        _rule(terminal)
        terminal.say(f"{place + 1} of {len(sections)}  {sections[place].place}", style="dim")
        terminal.say(element.title, f"{element.id}  ", style="bold")
        self._last_time(terminal, section)
        terminal.say()
        terminal.say("Questions to consider", style="bold")
        for question in element.questions:
            terminal.say(question, "  - ")
        if not self.script.criteria:
            self._criteria(terminal, element)
        if terminal.height >= ROOM_FOR_LOOK_FORS:
            self.look_fors(terminal, element)
        else:
            terminal.say(f"{len(element.look_fors)} look-fors; l shows them", style="dim")

    def aside(self, terminal: Terminal, question: Question) -> None:
        self.look_fors(terminal, self.script.rubric.elements[question.section])

    def progress(self, data: Plain, section: str) -> str:
        now = progress(data, list(self.script.rubric.elements))
        return f"[{section}; {now.words}; ? help]"

    def look_fors(self, terminal: Terminal, element: Element) -> None:
        terminal.say()
        terminal.say("Look-fors", style="bold")
        for look_for in element.look_fors:
            terminal.say(look_for.text, f"  {look_for.number:<4}")

    def _criteria(self, terminal: Terminal, element: Element) -> None:
        """Every criterion at its four levels: side by side on a wide terminal, stacked on a narrow one."""
        levels = self.script.rubric.levels
        for criterion in element.criteria:
            terminal.say()
            terminal.say(criterion.name, f"Criterion {criterion.number}: ", style="bold")
            cells = [
                (level.name, criterion.descriptor(level.id) or f"({criterion.note})") for level in levels
            ]
            if not terminal.plain and terminal.width >= SIDE_BY_SIDE:
                terminal.show(columns_side_by_side(cells))
            else:
                for name, text in cells:
                    terminal.say(text, f"  {name:<11} ")

    def _last_time(self, terminal: Terminal, section: str) -> None:
        last = self.script.last_time
        if last is None or section not in last.levels:
            return
        said = last.rationales.get(section)
        terminal.say(f"{last.levels[section]}{f': {said}' if said else ''}", f"In {last.round}: ")


def show_summary(terminal: Terminal, script: RatingScript, data: Plain, file: str) -> None:
    """What a session ends with: what is missing, where it is weakest, and what to do next."""
    now = progress(data, list(script.rubric.elements))
    terminal.say()
    _rule(terminal)
    terminal.say(f"Saved in {file}: {now.words}.", style="bold")
    _list(terminal, "Not rated yet", now.open)
    _list(terminal, "Without a rationale", now.without_rationale)
    _list(terminal, "Weakest", _weakest(script, data, now))
    terminal.say()
    terminal.say("Next:")
    for command in (
        f"sustain validate {file}",
        f"sustain score {file}",
        f"sustain report {file} -o report.html",
    ):
        terminal.say(command, "  ")


def _weakest(script: RatingScript, data: Plain, now: Progress) -> list[str]:
    points = script.rubric.points
    rated = [(points[level], element_id) for element_id, level in now.levels.items() if level in points]
    lowest = min((worth for worth, _ in rated), default=None)
    elements = script.rubric.elements
    return [
        f"{element_id} {elements[element_id].title} ({get(data, ('ratings', element_id, 'level'))})"
        for worth, element_id in rated
        if worth == lowest
    ]


def _list(terminal: Terminal, title: str, items: Sequence[str]) -> None:
    if not items:
        return
    if all(len(item) < 10 for item in items):
        terminal.say(", ".join(items), f"{title}: ")
        return
    terminal.say(f"{title}:")
    for item in items:
        terminal.say(item, "  - ")


def _rule(terminal: Terminal) -> None:
    if not terminal.plain:
        from rich.rule import Rule

        terminal.show(Rule(style="dim"))
