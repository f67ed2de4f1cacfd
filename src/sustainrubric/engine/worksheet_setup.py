"""The questions that a new worksheet begins with, where no settings tell whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sustainrubric.engine.interview import Position
from sustainrubric.engine.plain import Plain, get
from sustainrubric.engine.questions import Day, Line, Question, Section

SETUP = "setup"


@dataclass(frozen=True)
class WorksheetSetup:
    """Asked once: the agency, and the day, for which `today` is proposed."""

    today: date

    @property
    def sections(self) -> Sequence[Section]:
        return [Section(SETUP, "A new worksheet")]

    def questions(self, section: str, data: Plain) -> Sequence[Question]:
        name, state, day = ("agency", "name"), ("agency", "state"), ("date",)
        return [
            Question("agency-name", SETUP, "Which agency is this?", name, Line(True), get(data, name)),
            Question("agency-state", SETUP, "Its state, abbreviated", state, Line(), get(data, state)),
            Question("date", SETUP, "The day of the worksheet", day, Day(self.today), get(data, day)),
        ]

    def first_open(self, data: Plain) -> Position | None:
        return None


def is_complete(data: Plain) -> bool:
    """Whether a file can be made of the answers."""
    return bool(get(data, ("agency", "name")) and get(data, ("date",)))
