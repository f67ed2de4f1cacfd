"""How a session opens on a file that has answers: where everything stands, and what to do now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sustainrubric.editing.loop import Session
from sustainrubric.editing.rating_screens import RatingScreens
from sustainrubric.interview import interview
from sustainrubric.interview.interview import State
from sustainrubric.rating.script import RatingScript
from sustainrubric.rating.topics import missing
from sustainrubric.terminal.prompts import DIM, Interjection, LineCut


class Opening:
    """The first question of a session: where to begin; a subclass may know of more to choose from."""

    example = "a step such as 3 or supports"
    help: tuple[str, ...] = (
        "Enter goes on where the session was left, or at what is open",
        "3 or supports begins there",
    )

    def __call__(self, session: Session) -> bool:
        """Ask until the person says where to begin; False where they leave instead."""
        show = True
        while True:
            text = self._ask(session, show=show).strip()
            show = False
            word = text.lower().removeprefix("jump ").removeprefix("j ").strip()
            if word in ("q", "quit", "exit"):
                return False
            if word in ("j", "jump"):
                show = True
                continue
            if word in ("?", "help", "??"):
                for line in (*self.help, "q ends the session; nothing is changed"):
                    session.terminal.say(line, "  ")
                continue
            begun = self.does(session, word)
            if begun or (begun is None and (not word or _goes_to(session, word))):
                return True

    def does(self, session: Session, word: str) -> bool | None:
        """Do what a word says; whether the session can begin, None for a word that is a place or nothing."""
        return None

    def offers(self, session: Session) -> str:
        """What else there is to choose, for the line that says so."""
        return ""

    def _ask(self, session: Session, *, show: bool) -> str:
        terminal = session.terminal
        try:
            with terminal.paged():
                if show:
                    session.screens.overview(terminal, session.data)
                terminal.say(self._choices(session), style=DIM)
            session.standing.store.prepare()
            return terminal.read()
        except Interjection as interjection:
            return interjection.text
        except LineCut:
            return "?"

    def _choices(self, session: Session) -> str:
        place = session.standing.state.position
        there = f" at {place.section} ({place.question})" if place is not None else ""
        kept = ", where what you typed last is kept" if session.standing.draft() is not None else ""
        return f"Enter goes on{there}{kept}; {self.offers(session)}{self.example}, or q."


class RatingOpening(Opening):
    """The same of an assessment; a session can be about what is missing, and nothing else."""

    example = "an element such as 2.A, team, setup"
    help = (
        "Enter goes on where the session was left, or at what is open",
        "m asks for what is missing, and for nothing else",
        "2.A or 2.A.i begins there; team, round or setup goes to what the file says of itself",
    )

    def __init__(self, script: RatingScript, screens: RatingScreens) -> None:
        self.script = script
        self.screens = screens

    def does(self, session: Session, word: str) -> bool | None:
        """Begin with what is missing, where that is wanted."""
        if word not in ("m", "missing"):
            return None
        open_ones = self._missing(session)
        if not open_ones:
            session.terminal.warn("nothing is missing; Enter goes on, an element such as 2.A begins there")
            return False
        script = only_missing(self.script, open_ones)
        session.standing.script = script
        session.screens = replace(self.screens, script=script)
        session.standing.state = interview.start(script, session.data)
        return True

    def offers(self, session: Session) -> str:
        """How much is missing."""
        count = len(self._missing(session))
        if not count:
            return "nothing is missing; "
        return f"m only what is missing ({count} element{'s' if count > 1 else ''}); "

    def _missing(self, session: Session) -> Mapping[str, tuple[str, ...]]:
        topics = [topic for topic in self.script.topics if topic != "criteria" or self.script.criteria]
        return missing(self.script.rubric, session.data, self.script.elements, topics)


def only_missing(script: RatingScript, open_ones: Mapping[str, tuple[str, ...]]) -> RatingScript:
    """The script for what is missing: its elements, and of each what nobody spoke to."""
    return replace(script, elements=tuple(open_ones), only=open_ones)


def _goes_to(session: Session, word: str) -> bool:
    """Whether there is such a place to begin at."""
    script, state = session.standing.script, session.standing.state
    outcome = interview.jump(script, state, word)
    if not isinstance(outcome, State):
        session.terminal.warn(outcome.reason)
        return False
    aside = [section.id for section in script.sections if section.aside]
    # Nothing was asked before the place where one begins; the set-up leads back to where the session was.
    there = outcome.position is not None and outcome.position.section in aside
    session.standing.state = outcome if there else replace(outcome, trail=())
    return True
