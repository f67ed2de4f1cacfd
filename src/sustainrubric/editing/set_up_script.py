"""The questions a new file begins with: agency, reform, round and team of an assessment, agency of a worksheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sustainrubric.base.text import short_name
from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.forms import Day, Line, Question, QuestionSection
from sustainrubric.interview.state import Position
from sustainrubric.rating.head_questions import SETUP, asked_day, asked_line, asked_team

NEEDED = (("agency", "name"), ("reform", "name"), ("reform", "id"), ("round", "id"), ("round", "date"))


@dataclass(frozen=True)
class SetupScript:
    """Asked once; what an agency's settings already say is proposed, and so is `today`."""

    agency: str | None
    state: str | None
    today: date

    @property
    def sections(self) -> Sequence[QuestionSection]:
        return [QuestionSection(SETUP, "A new assessment")]

    def questions(self, section: str, data: Plain) -> Sequence[Question]:
        reform = get(data, ("reform", "name")) or ""
        season = "spring" if self.today.month <= 6 else "fall"
        this_round = f"{self.today.year}-{season}"
        return [
            asked_line(data, ("agency", "name"), "Which agency is this?", Line(True, self.agency)),
            asked_line(data, ("agency", "state"), "Its state, abbreviated", Line(False, self._state(data))),
            asked_line(data, ("reform", "name"), "Which reform is rated?", Line(True)),
            asked_line(data, ("reform", "id"), "A short id for the reform", Line(True, slug(reform))),
            asked_line(data, ("round", "id"), "Which round is this?", Line(True, this_round)),
            asked_day(data, Day(self.today)),
            asked_team(data),
        ]

    def first_open(self, data: Plain) -> Position | None:
        """The first question without an answer, for a setup that was stopped in between."""
        open_ones = [question for question in self.questions(SETUP, data) if question.current is None]
        return Position(SETUP, open_ones[0].id) if open_ones else None

    def _state(self, data: Plain) -> str | None:
        """The state of the settings' agency goes with that agency only."""
        return self.state if get(data, ("agency", "name")) == self.agency else None


def is_complete(data: Plain) -> bool:
    """Whether a file can be made of the answers."""
    return all(get(data, path) for path in NEEDED)


def slug(name: str) -> str | None:
    """`Early literacy standards` -> `early-literacy-standards`; None where nothing is left."""
    return short_name(name) or None


@dataclass(frozen=True)
class WorksheetSetup:
    """Asked once: the agency, as files around have it, and the day, for which `today` is proposed."""

    today: date
    agency: str | None = None
    state: str | None = None

    @property
    def sections(self) -> Sequence[QuestionSection]:
        return [QuestionSection(SETUP, "A new worksheet")]

    def questions(self, section: str, data: Plain) -> Sequence[Question]:
        name, state, day = ("agency", "name"), ("agency", "state"), ("date",)
        return [
            asked_line(data, name, "Which agency is this?", Line(True, self.agency)),
            asked_line(data, state, "Its state, abbreviated", Line(False, self._state(data))),
            Question("date", SETUP, "The day of the worksheet", day, Day(self.today), get(data, day)),
        ]

    def first_open(self, data: Plain) -> Position | None:
        return None

    def _state(self, data: Plain) -> str | None:
        return self.state if get(data, ("agency", "name")) == self.agency else None


def is_worksheet_complete(data: Plain) -> bool:
    """Whether a file can be made of the answers."""
    return bool(get(data, ("agency", "name")) and get(data, ("date",)))
