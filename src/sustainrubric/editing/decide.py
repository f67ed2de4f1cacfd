"""What `sustain panel decide` does: record what the team agrees, at once or along the discussion list."""

from __future__ import annotations

import shlex
from datetime import date
from typing import cast

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.editing.decide_screens import DecideScreens
from sustainrubric.editing.loop import Session
from sustainrubric.editing.progress_kept import ProgressKept, left_at
from sustainrubric.editing.rating_session import assessment_in
from sustainrubric.editing.session_run import check_terminal, conclude
from sustainrubric.editing.user_file import UserFile, open_for_session, save_once
from sustainrubric.interview import interview
from sustainrubric.interview.answers import Rejected, stored_text
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
from sustainrubric.panel.words import ballots_in, counts_words
from sustainrubric.rating.edit import element_named
from sustainrubric.rating.votes import ElementVotes
from sustainrubric.records.assessment import DecidedHow, RatingLevel
from sustainrubric.terminal.console import note
from sustainrubric.terminal.interrupts import stops_on_signals
from sustainrubric.terminal.prompts import BOLD, Terminal


def decide_one(
    file: str,
    element: str,
    level: str,
    day: date,
    *,
    rationale: str | None = None,
    dissent: str | None = None,
    how: str | None = None,
    reveal: bool = False,
) -> int:
    """Record what the team agreed on for one element; gives the exit code.

    Args:
        file: the assessment.
        element: the id of the element.
        level: the level as it was typed, or `unknown` or `not applicable`.
        day: the day of the meeting.
        rationale: why, in the team's words.
        dissent: what those say who see it differently.
        how: how it was agreed; by the panel's rule where there is none.
        reveal: whether to go on although a ballot is missing.

    Raises:
        WrongUsage: it cannot be recorded so; nothing was written.
        InvalidFile, Unreadable, RefusedToWrite: as for every file that is changed.
    """
    with open_for_session(file, session=False) as opened:
        files, _ = _files(opened, file, reveal=reveal)
        votes, agreed = _agreed(files, element, level, how)
        decision = Decision(agreed[0], agreed[1], day, _said(rationale), _said(dissent))
        data = with_decision(opened.data, decision, votes, files.rubric)
        before = {found.problem for found in opened.errors}
        for found in opened.meant(data).problems:
            if found.problem.code.severity == "error" and found.problem not in before:
                raise WrongUsage(f"{found.problem.message}; nothing was written")
        for line in save_once(opened, data):
            note(line)
    return 0


def decide_unanimous(file: str, day: date, *, reveal: bool = False) -> int:
    """Record all elements on which two or more voted alike and nobody otherwise; gives the exit code.

    Raises:
        WrongUsage: a ballot is missing, and `reveal` is not set.
        InvalidFile, Unreadable, RefusedToWrite: as for every file that is changed.
    """
    with open_for_session(file, session=False) as opened:
        files, spread = _files(opened, file, reveal=reveal)
        return _record_unanimous(opened, files, spread, day)


def hold_decisions(file: str, day: date, *, reveal: bool = False, plain: bool = False) -> int:
    """Walk through the discussion list at the terminal, the widest spread first; gives the exit code.

    Raises:
        WrongUsage: there is no terminal, or a ballot is missing and `reveal` is not set.
        InvalidFile, Unreadable, RefusedToWrite: as for every file that is changed.
    """
    check_terminal("panel decide", "name an element and a level, or use --unanimous")
    terminal = Terminal(plain=plain)
    with stops_on_signals(), open_for_session(file) as opened:
        return _talk(opened, file, terminal, day, reveal=reveal)


def _files(opened: UserFile, file: str, *, reveal: bool) -> tuple[PanelFiles, Spread]:
    """The panel, with all its ballots in, or levels asked for in spite of that."""
    assessment, rubric = assessment_in(opened)
    files = PanelFiles(file, assessment, rubric, panel_of(assessment, file), read_ballots(file))
    spread = panel_spread(assessment, files.votes, rubric)
    if not spread.is_complete and not reveal:
        raise WrongUsage(f"{ballots_in(spread)}; decide when all are, or go on without them with --reveal")
    return files, spread


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


def _agreed(
    files: PanelFiles, typed: str, typed_level: str, how: str | None
) -> tuple[ElementVotes, tuple[RatingLevel, DecidedHow]]:
    """The votes on the element named, and the level that is recorded with how it was agreed."""
    rubric = files.rubric
    element = element_named(rubric, typed)
    if isinstance(element, Rejected):
        raise WrongUsage(element.reason)
    known = (*rubric.points, "unknown", "not-applicable")
    level = "-".join(typed_level.casefold().split())
    if level not in known:
        hint = did_you_mean(level, known)
        raise WrongUsage(f"{quoted(typed_level)} is not one of {', '.join(known)}{hint}")
    votes = files.votes.by_id[element]
    agreed = cast("DecidedHow", how) if how else how_by_rule(level, votes, files.panel.rule)
    if not votes.now and how != "chair":
        raise WrongUsage(f"nobody voted on {element}; add --how chair if the chair sets the level")
    if agreed == "unanimous" and set(votes.now.values()) != {level}:
        raise WrongUsage(f"not all votes on {element} are {level}; leave --how out, or name another")
    return votes, (cast("RatingLevel", level), agreed)


def _said(typed: str | None) -> str | None:
    stored = stored_text(typed) if typed is not None else None
    if isinstance(stored, Rejected):
        raise WrongUsage(f"{stored.reason}; nothing was written")
    return stored


def _talk(opened: UserFile, file: str, terminal: Terminal, day: date, *, reveal: bool) -> int:
    files, spread = _files(opened, file, reveal=reveal)
    votes = files.votes.by_id
    order = discussion_order(spread.elements, votes, files.rubric)
    script = DecideScript(files.rubric, order, votes, files.panel.rule, day)
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

    session.sum_up = sum_up
    return conclude(session, f"sustain panel decide {shlex.quote(file)}{' --reveal' * reveal}")
