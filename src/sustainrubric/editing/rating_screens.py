"""What a rating session shows beside its questions, and what it ends with."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sustainrubric.instruments.rubric import Element, Rubric
from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.forms import Question
from sustainrubric.rating.completeness import progress
from sustainrubric.rating.script import RatingScript, descriptor_words
from sustainrubric.terminal.prompts import BOLD, Terminal
from sustainrubric.terminal.question_screen import show_levels

_AT_MOST = 8
"""Elements listed one by one; more of them are a matter for `sustain score`."""


@dataclass(frozen=True)
class RatingScreens:
    """The screens of a session that rates a rubric's elements."""

    script: RatingScript

    def section(self, terminal: Terminal, section: str, data: Plain) -> None:
        """An element as it is begun: where we are, what was said last time, what to talk about."""
        element = self.script.rubric.elements[section]
        with terminal.held() as look_fors:
            self._look_fors(terminal, element)
        with terminal.held() as heading:
            self._heading(terminal, section)
        at_once = terminal.plain or len(heading) + len(look_fors) < terminal.height
        self._heading(
            terminal, section, "" if at_once else f" (l shows the {len(element.look_fors)} look-fors)"
        )
        if not self.script.criteria:
            self._criteria(terminal, element)
        if at_once:
            terminal.show(look_fors)

    def whole(self, terminal: Terminal, section: str, data: Plain) -> None:
        """All that the rubric says of an element."""
        element = self._heading(terminal, section)
        self._criteria(terminal, element)
        self._look_fors(terminal, element)

    def aside(self, terminal: Terminal, question: Question, data: Plain) -> None:
        """The look-fors of the element."""
        self._look_fors(terminal, self.script.rubric.elements[question.section])

    def overview(self, terminal: Terminal, data: Plain) -> None:
        """The elements with the levels they have."""
        room = terminal.width - 26
        for section in self.script.sections:
            level = get(data, ("ratings", section.id, "level")) or "-"
            title = section.title
            if len(title) > room and not terminal.plain:
                title = f"{title[: room - 3]}..."
            terminal.say(f"{level:<14} {title}", f"  {section.id:<8}")

    def progress(self, data: Plain, section: str) -> str:
        """One line: where we are, and how far."""
        now = progress(data, self.script.rubric)
        return f"[{section}; {now.words}; ? help]"

    def _heading(self, terminal: Terminal, section: str, aside: str = "") -> Element:
        element = self.script.rubric.elements[section]
        sections = self.script.sections
        number = next(index for index, other in enumerate(sections, 1) if other.id == section)
        terminal.rule()
        terminal.say(f"{number} of {len(sections)}  {sections[number - 1].place}")
        terminal.say(f"{element.id}  {element.title}", style=BOLD)
        for words, said in self._last_time(section):
            terminal.say()
            terminal.say(said, words)
        terminal.say()
        terminal.say(f"Questions to consider{aside}", style=BOLD)
        for question in element.questions:
            terminal.say(question, "  - ")
        return element

    def _last_time(self, section: str) -> Iterator[tuple[str, str]]:
        last = self.script.last_time
        if last is not None and section in last.levels:
            rationale = last.rationales.get(section)
            yield f"In {last.round}: ", f"{last.levels[section]}{f'. {rationale}' if rationale else ''}"

    def _criteria(self, terminal: Terminal, element: Element) -> None:
        """Every criterion at its four levels."""
        for criterion in element.criteria:
            terminal.say()
            terminal.say(f"Criterion {criterion.number}: {criterion.name}", style=BOLD)
            cells = [
                (level.name, descriptor_words(criterion, level.id)) for level in self.script.rubric.levels
            ]
            show_levels(terminal, cells, numbered=False)

    def _look_fors(self, terminal: Terminal, element: Element) -> None:
        terminal.say()
        terminal.say("Look-fors", style=BOLD)
        for look_for in element.look_fors:
            terminal.say(look_for.text, f"  {look_for.number:<4}")


def show_summary(terminal: Terminal, rubric: Rubric, data: Plain, file: Path) -> None:
    """The end of a session on the screen."""
    now = progress(data, rubric)
    terminal.rule()
    terminal.say(f"{file} is saved: {now.words}.", style=BOLD)
    _ids(terminal, "Not rated yet", now.open)
    _ids(terminal, "Unknown", now.unknown)
    _ids(terminal, "Without a rationale", now.without_rationale)
    if now.weakest:
        elements = [f"{element}  {rubric.elements[element].title}" for element in now.weakest]
        _list(terminal, f"Weakest ({now.levels[now.weakest[0]]}):", elements)
    _list(terminal, "Next:", next_commands(file))


def next_commands(file: Path) -> list[str]:
    """What to run after a session."""
    name = shlex.quote(str(file))
    report = shlex.quote(str(file.with_suffix(".html")))
    return [f"sustain validate {name}", f"sustain score {name}", f"sustain report {name} -o {report}"]


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
