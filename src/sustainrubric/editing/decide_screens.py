"""What a team sees while it walks the discussion list with `sustain panel decide`."""

from __future__ import annotations

from dataclasses import dataclass

from sustainrubric.editing.screens import Screens
from sustainrubric.editing.vote_session import heading, show_criteria
from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.forms import Question
from sustainrubric.panel.scripts import DecideScript
from sustainrubric.panel.sources import PanelFiles
from sustainrubric.panel.spread import Spread
from sustainrubric.panel.words import CLASS_MEANINGS, CLASSES, counts_words, in_words
from sustainrubric.rating.votes import levels_only
from sustainrubric.terminal.prompts import BOLD, DIM, Terminal


@dataclass(frozen=True)
class DecideScreens(Screens):
    """What the discussion shows: how the votes lie, the reasons without names, the levels in question."""

    script: DecideScript
    files: PanelFiles
    spread: Spread

    def section(self, terminal: Terminal, section: str, data: Plain) -> None:
        """An element as its discussion begins."""
        element = heading(terminal, self.script, section)
        found = next(each for each in self.spread.elements if each.id == section)
        terminal.say()
        terminal.say(f"{CLASSES[found.spread]}: {CLASS_MEANINGS[found.spread]}", style=BOLD)
        terminal.say(counts_words(found.votes), "  First vote: ")
        if found.again:
            terminal.say(counts_words(found.again), "  Second vote: ")
        missing = [(found.stood_back, "stood back"), (found.absent, "without a vote")]
        beside = ", ".join(f"{count} {words}" for count, words in missing if count)
        if beside:
            terminal.say(beside, "  Beside them: ", style=DIM)
        self._reasons(terminal, section)
        levels = self._in_question(section)
        if levels:
            show_criteria(terminal, element, levels, self.script)

    def whole(self, terminal: Terminal, section: str, data: Plain) -> None:
        """The element with all four levels."""
        element = heading(terminal, self.script, section)
        show_criteria(terminal, element, [level.id for level in self.script.rubric.levels], self.script)

    def descriptors(self, terminal: Terminal, question: Question, data: Plain) -> None:
        """The criteria of the element at every level."""
        element = self.script.rubric.elements[question.section]
        show_criteria(terminal, element, [level.id for level in self.script.rubric.levels], self.script)

    def aside(self, terminal: Terminal, question: Question, data: Plain) -> None:
        """The look-fors of the element."""
        terminal.say()
        terminal.say("Look-fors", style=BOLD)
        for look_for in self.script.rubric.elements[question.section].look_fors:
            terminal.say(look_for.text, f"  {look_for.number:<4}")

    def overview(self, terminal: Terminal, data: Plain) -> None:
        """The discussion list with what was decided."""
        classes = {each.id: CLASSES[each.spread] for each in self.spread.elements}
        for section in self.script.sections:
            is_decided = get(data, ("ratings", section.id, "decided")) is not None
            level = get(data, ("ratings", section.id, "level")) if is_decided else "-"
            terminal.say(f"{classes[section.id]:<10} {level:<14} {section.title}", f"  {section.id:<8}")

    def progress(self, data: Plain, section: str, width: int) -> str:
        """One line: where we are, and how far."""
        return f"[{section}; {self.script.decided(data)} of {len(self.script.sections)} decided; ? help]"

    def _reasons(self, terminal: Terminal, section: str) -> None:
        votes = self.script.votes[section]
        order = [*self.script.rubric.points, "not-applicable", "unknown"]
        said = [(level, votes.said(rater)) for rater, level in votes.now.items()]
        reasons = [(level, rating.rationale) for level, rating in said if rating and rating.rationale]
        # By level and wording: the order of the raters would tell whose reason it is.
        for level, reason in sorted(reasons, key=lambda each: (order.index(each[0]), each[1])):
            terminal.say(reason, f"  - {in_words(level)}: ")

    def _in_question(self, section: str) -> list[str]:
        """The levels that somebody gave, and those between them."""
        points = self.script.rubric.points
        worth = [points[level] for level in levels_only(self.script.votes[section].now.values())]
        if not worth:
            return []
        return [level for level, at in points.items() if min(worth) <= at <= max(worth)]
