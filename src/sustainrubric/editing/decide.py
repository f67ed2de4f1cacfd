"""What `sustain panel decide` does: record what the team agrees, at once or along the discussion list."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import date
from typing import cast

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.editing.loop import Session
from sustainrubric.editing.progress_kept import ProgressKept, left_at
from sustainrubric.editing.rating_session import assessment_in
from sustainrubric.editing.screens import Screens
from sustainrubric.editing.session_run import check_terminal, conclude
from sustainrubric.editing.user_file import UserFile, open_for_session, save_once
from sustainrubric.editing.vote_session import heading, show_criteria
from sustainrubric.interview import interview
from sustainrubric.interview.answers import Rejected, stored_text
from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.forms import Question
from sustainrubric.panel.decisions import (
    Decision,
    agreed_by_all,
    discussion_order,
    how_by_rule,
    with_decision,
)
from sustainrubric.panel.scripts import DecideScript
from sustainrubric.panel.sources import PanelFiles, panel_of, read_ballots
from sustainrubric.panel.spread import Spread, panel_spread
from sustainrubric.panel.words import CLASS_MEANINGS, CLASSES, ballots_in, counts_words, in_words
from sustainrubric.rating.edit import element_named
from sustainrubric.rating.votes import levels_only
from sustainrubric.records.assessment import DecidedHow, RatingLevel
from sustainrubric.terminal.console import note
from sustainrubric.terminal.interrupts import stops_on_signals
from sustainrubric.terminal.prompts import BOLD, DIM, Terminal


@dataclass(frozen=True)
class DecideOptions:
    """One `sustain panel decide` as it was typed."""

    element: str | None
    level: str | None
    rationale: str | None
    dissent: str | None
    how: str | None
    day: date
    unanimous: bool = False
    reveal: bool = False
    plain: bool = False


def run_decide(file: str, options: DecideOptions) -> int:
    """Record one decision, all unanimous ones, or hold the session; gives the exit code.

    Raises:
        WrongUsage: it cannot be recorded so; nothing was written.
        InvalidFile, Unreadable, RefusedToWrite: as for every file that is changed.
    """
    one = options.element is not None
    said = [options.level, options.rationale, options.dissent, options.how]
    if options.unanimous and (one or any(said)):
        raise WrongUsage("--unanimous takes whole elements; leave the element and the other options out")
    if one and options.level is None:
        raise WrongUsage(
            "name the level that the team agreed on, or leave the element out for the whole list"
        )
    if not one and any(said):
        raise WrongUsage("name the element that this is about")
    if one or options.unanimous:
        with open_for_session(file, session=False) as opened:
            return _record(opened, file, options)
    check_terminal("panel decide", "name an element and a level, or use --unanimous")
    terminal = Terminal(plain=options.plain)
    with stops_on_signals(), open_for_session(file) as opened:
        return _talk(opened, file, terminal, options)


def _files(opened: UserFile, file: str, options: DecideOptions) -> tuple[PanelFiles, Spread]:
    """The panel, with all its ballots in, or levels asked for in spite of that."""
    assessment, rubric = assessment_in(opened)
    files = PanelFiles(file, assessment, rubric, panel_of(assessment, file), read_ballots(file))
    spread = panel_spread(assessment, files.votes, rubric)
    if not spread.is_complete and not options.reveal:
        raise WrongUsage(f"{ballots_in(spread)}; decide when all are, or go on without them with --reveal")
    return files, spread


def _record(opened: UserFile, file: str, options: DecideOptions) -> int:
    files, spread = _files(opened, file, options)
    if options.unanimous:
        return _record_unanimous(opened, files, spread, options.day)
    data = _decided(opened.data, files, options)
    before = {found.problem for found in opened.errors}
    for found in opened.meant(data).problems:
        if found.problem.code.severity == "error" and found.problem not in before:
            raise WrongUsage(f"{found.problem.message}; nothing was written")
    for line in save_once(opened, data):
        note(line)
    return 0


def _record_unanimous(opened: UserFile, files: PanelFiles, spread: Spread, day: date) -> int:
    data = opened.data
    votes = files.votes.by_id
    taken = agreed_by_all(spread.elements)
    for element in taken:
        assert element.proposed is not None
        note(f"{element.id}  {element.title}: {counts_words(element.again or element.votes)}")
        decision = Decision(element.proposed, "unanimous", day)
        data = with_decision(data, decision, votes[element.id], files.rubric)
    for line in save_once(opened, data) if taken else ():
        note(line)
    left = sum(not element.is_decided for element in spread.elements) - len(taken)
    note(f"{len(taken)} elements taken as all voted; {left} are left to talk about")
    return 0


def _decided(data: Plain, files: PanelFiles, options: DecideOptions) -> Plain:
    rubric = files.rubric
    element = element_named(rubric, options.element or "")
    if isinstance(element, Rejected):
        raise WrongUsage(element.reason)
    known = (*rubric.points, "unknown", "not-applicable")
    level = "-".join((options.level or "").casefold().split())
    if level not in known:
        hint = did_you_mean(level, known)
        raise WrongUsage(f"{quoted(options.level or '')} is not one of {', '.join(known)}{hint}")
    rationale, dissent = (_said(text) for text in (options.rationale, options.dissent))
    votes = files.votes.by_id[element]
    how = cast("DecidedHow", options.how) if options.how else how_by_rule(level, votes, files.panel.rule)
    if not votes.now and options.how != "chair":
        raise WrongUsage(f"nobody voted on {element}; add --how chair if the chair sets the level")
    if how == "unanimous" and set(votes.now.values()) != {level}:
        raise WrongUsage(f"not all votes on {element} are {level}; leave --how out, or name another")
    decision = Decision(cast("RatingLevel", level), how, options.day, rationale, dissent)
    return with_decision(data, decision, votes, rubric)


def _said(typed: str | None) -> str | None:
    stored = stored_text(typed) if typed is not None else None
    if isinstance(stored, Rejected):
        raise WrongUsage(f"{stored.reason}; nothing was written")
    return stored


def _talk(opened: UserFile, file: str, terminal: Terminal, options: DecideOptions) -> int:
    files, spread = _files(opened, file, options)
    votes = files.votes.by_id
    order = discussion_order(spread.elements, votes, files.rubric)
    script = DecideScript(files.rubric, order, votes, files.panel.rule, options.day)
    memory = f"{file}#decide"
    place = left_at(memory)
    state = interview.start(script, opened.data, place.position)
    standing = ProgressKept(terminal, script, opened, memory, state, place.drafts)
    session = Session(standing, DecideScreens(script, files, spread))
    terminal.say(f"{files.assessment.reform.name}, {files.assessment.round.id}: {ballots_in(spread)}.")
    terminal.say("The widest spread comes first. Type ? for help, q to save and quit.")

    def sum_up() -> None:
        terminal.rule()
        terminal.say(f"{file} is saved: {script.decided(session.data)} of {len(order)} decided.", style=BOLD)
        terminal.say(f"sustain report {shlex.quote(file)} -o report.html", "Next: ")

    reveal = " --reveal" if options.reveal else ""
    session.sum_up = sum_up
    return conclude(session, f"sustain panel decide {shlex.quote(file)}{reveal}")


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
