"""The questions a new file begins with: agency, reform, round and team of an assessment, agency of a worksheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sustainrubric.base.text import plain_letters
from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.forms import Day, Line, Question, QuestionSection
from sustainrubric.interview.interview import Position
from sustainrubric.rating.rating_rows import team_table

SETUP = "setup"

NEEDED = (("agency", "name"), ("reform", "name"), ("reform", "id"), ("round", "id"), ("round", "date"))

_TEAM_HINT = "for example: M. Lopez | Chief of staff; without an id of your own that makes mlopez"


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
            _line(data, ("agency", "name"), "Which agency is this?", Line(True, self.agency)),
            _line(data, ("agency", "state"), "Its state, abbreviated", Line(False, self._state(data))),
            _line(data, ("reform", "name"), "Which reform is rated?", Line(True)),
            _line(data, ("reform", "id"), "A short id for the reform", Line(True, slug(reform))),
            _line(data, ("round", "id"), "Which round is this?", Line(True, this_round)),
            Question(
                "round-date", SETUP, "The day of the rating", ("round", "date"), Day(self.today),
                get(data, ("round", "date")),
            ),
            Question(
                "team", SETUP, "Team: who rates, and who acts?", ("team",), team_table(), data.get("team"),
                _TEAM_HINT,
            ),
        ]  # fmt: skip

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
    return re.sub(r"[^a-z0-9]+", "-", plain_letters(name)).strip("-")[:40].strip("-") or None


def _line(data: Plain, path: tuple[str, str], title: str, form: Line) -> Question:
    return Question("-".join(path), SETUP, title, path, form, get(data, path))


@dataclass(frozen=True)
class WorksheetSetup:
    """Asked once: the agency, and the day, for which `today` is proposed."""

    today: date

    @property
    def sections(self) -> Sequence[QuestionSection]:
        return [QuestionSection(SETUP, "A new worksheet")]

    def questions(self, section: str, data: Plain) -> Sequence[Question]:
        name, state, day = ("agency", "name"), ("agency", "state"), ("date",)
        return [
            Question("agency-name", SETUP, "Which agency is this?", name, Line(True), get(data, name)),
            Question("agency-state", SETUP, "Its state, abbreviated", state, Line(), get(data, state)),
            Question("date", SETUP, "The day of the worksheet", day, Day(self.today), get(data, day)),
        ]

    def first_open(self, data: Plain) -> Position | None:
        return None


def is_worksheet_complete(data: Plain) -> bool:
    """Whether a file can be made of the answers."""
    return bool(get(data, ("agency", "name")) and get(data, ("date",)))
