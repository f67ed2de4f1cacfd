"""What `sustain panel vote` does: one rater's ballot as a session at the terminal."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from sustainrubric.check.file import needed_assessment
from sustainrubric.disk.save import kept_if_changed
from sustainrubric.editing.ballots import own_ballot_file, rater_named
from sustainrubric.editing.loop import Session
from sustainrubric.editing.progress_kept import ProgressKept, left_at
from sustainrubric.editing.rating_session import chosen_elements
from sustainrubric.editing.screens import Screens
from sustainrubric.editing.session_run import check_terminal, conclude
from sustainrubric.editing.user_file import UserFile, open_for_session
from sustainrubric.instruments.rubric import Element
from sustainrubric.interview import interview
from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.forms import Question
from sustainrubric.panel.scripts import DecideScript, VoteScript
from sustainrubric.panel.skeleton import ballot_head
from sustainrubric.panel.sources import panel_of
from sustainrubric.rating.element_questions import descriptor_words
from sustainrubric.terminal.interrupts import stops_on_signals
from sustainrubric.terminal.prompts import BOLD, Terminal
from sustainrubric.terminal.question_screen import show_levels
from sustainrubric.yaml.writer import dump


def run_vote(file: str, rater: str, *, again: bool, only: tuple[str, ...], plain: bool) -> int:
    """Hold the vote; 0 when it ended or was left with q, 130 when it was stopped.

    Raises:
        WrongUsage: the panel names no such rater, or there is no terminal.
    """
    check_terminal("panel vote", "`sustain panel ballot` makes a ballot to fill in")
    _, assessment, rubric = needed_assessment(file)
    rater = rater_named(panel_of(assessment, file), rater, file)
    script = VoteScript(
        rubric, chosen_elements(rubric, {}, only, unrated=False), "again" if again else "ratings"
    )
    ballot = own_ballot_file(file, rater)
    terminal = Terminal(plain=plain)
    command = f"sustain panel vote {shlex.quote(file)} --rater {rater}{' --again' if again else ''}"
    empty = dump(ballot_head(assessment, rater)).encode("utf-8")
    with stops_on_signals(), kept_if_changed(ballot, empty), open_for_session(ballot) as opened:
        terminal.say(f"{assessment.reform.name}, {assessment.round.id}, ballot of {rater}.")
        terminal.say("Nobody else's vote is shown. Type ? for help, q to save and quit.")
        return _hold(opened, script, terminal, ballot, command)


def _hold(opened: UserFile, script: VoteScript, terminal: Terminal, ballot: str, command: str) -> int:
    memory = f"{ballot}#{script.key}"
    place = left_at(memory)
    state = interview.start(script, opened.data, place.position)
    standing = ProgressKept(terminal, script, opened, memory, state, place.drafts)
    session = Session(standing, VoteScreens(script))

    def sum_up() -> None:
        left = [each.id for each in script.sections if script.vote(each.id, session.data) is None]
        terminal.rule()
        terminal.say(f"{ballot} is saved.", style=BOLD)
        terminal.say(f"Without a vote: {', '.join(left)}" if left else "Every element has a vote.")

    session.sum_up = sum_up
    return conclude(session, command)


@dataclass(frozen=True)
class VoteScreens(Screens):
    """What a vote shows beside its questions: the rubric's words, and one's own answers."""

    script: VoteScript

    def section(self, terminal: Terminal, section: str, data: Plain) -> None:
        """An element as it is begun, with its four levels."""
        element = heading(terminal, self.script, section)
        if self.script.key == "again":
            self._first_vote(terminal, section, data)
        show_criteria(terminal, element, [level.id for level in self.script.rubric.levels], self.script)

    def whole(self, terminal: Terminal, section: str, data: Plain) -> None:
        """All that the rubric says of an element."""
        self.section(terminal, section, data)
        self._look_fors(terminal, self.script.rubric.elements[section])

    def aside(self, terminal: Terminal, question: Question, data: Plain) -> None:
        """The look-fors of the element."""
        self._look_fors(terminal, self.script.rubric.elements[question.section])

    def descriptors(self, terminal: Terminal, question: Question, data: Plain) -> None:
        """The criteria of the element at every level."""
        element = self.script.rubric.elements[question.section]
        show_criteria(terminal, element, [level.id for level in self.script.rubric.levels], self.script)

    def overview(self, terminal: Terminal, data: Plain) -> None:
        """The elements with one's own votes."""
        for section in self.script.sections:
            vote = self.script.vote(section.id, data) or "-"
            terminal.say(f"{vote:<14} {section.title}", f"  {section.id:<8}")

    def progress(self, data: Plain, section: str, width: int) -> str:
        """One line: where we are, and how far."""
        voted = sum(self.script.vote(each.id, data) is not None for each in self.script.sections)
        return f"[{section}; {voted} of {len(self.script.sections)} voted; ? help]"

    def _first_vote(self, terminal: Terminal, section: str, data: Plain) -> None:
        said = get(data, ("ratings", section)) or {}
        if said.get("level"):
            why = f". {said['rationale']}" if said.get("rationale") else ""
            terminal.say(f"{said['level']}{why}", "Your first vote: ")

    def _look_fors(self, terminal: Terminal, element: Element) -> None:
        terminal.say()
        terminal.say("Look-fors", style=BOLD)
        for look_for in element.look_fors:
            terminal.say(look_for.text, f"  {look_for.number:<4}")


def heading(terminal: Terminal, script: VoteScript | DecideScript, section: str) -> Element:
    """Where we are: the element, its place and its questions."""
    element = script.rubric.elements[section]
    sections = script.sections
    number = next(index for index, other in enumerate(sections, 1) if other.id == section)
    terminal.rule()
    terminal.say(f"{number} of {len(sections)}  {sections[number - 1].place}")
    terminal.say(f"{element.id}  {element.title}", style=BOLD)
    terminal.say()
    for question in element.questions:
        terminal.say(question, "  - ")
    return element


def show_criteria(
    terminal: Terminal, element: Element, levels: list[str], script: VoteScript | DecideScript
) -> None:
    """Every criterion at some of the levels, next to each other where there is room."""
    shown = [level for level in script.rubric.levels if level.id in levels]
    for criterion in element.criteria:
        terminal.say()
        terminal.say(f"Criterion {criterion.number}: {criterion.name}", style=BOLD)
        cells = [(level.name, descriptor_words(criterion, level.id)) for level in shown]
        show_levels(terminal, cells, numbered=False)
