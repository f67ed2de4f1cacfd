"""The questions that a new assessment begins with: agency, reform, round, team."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sustainrubric.engine.interview import Position
from sustainrubric.engine.plain import Plain, get
from sustainrubric.engine.questions import Column, Day, Line, Question, Section, Table

SETUP = "setup"

TEAM = Table(
    (Column("id", "id", required=True), Column("name", "name", required=True), Column("role", "role"))
)


@dataclass(frozen=True)
class SetupScript:
    """Asked once; what an agency's settings already say is proposed, and so is `today`."""

    agency: str | None
    state: str | None
    today: date

    @property
    def sections(self) -> Sequence[Section]:
        return [Section(SETUP, "A new assessment")]

    def questions(self, section: str, data: Plain) -> Sequence[Question]:
        reform = get(data, ("reform", "name"))
        season = "spring" if self.today.month <= 6 else "fall"
        return [
            _line(data, ("agency", "name"), "Which agency is this?", Line(True, self.agency)),
            _line(data, ("agency", "state"), "Its state, abbreviated", Line(False, self.state)),
            _line(data, ("reform", "name"), "Which reform is rated?", Line(True)),
            _line(data, ("reform", "id"), "A short id for the reform", Line(True, slug(reform or ""))),
            _line(data, ("round", "id"), "Which round is this?", Line(True, f"{self.today.year}-{season}")),
            Question(
                "round-date",
                SETUP,
                "The day of the rating",
                ("round", "date"),
                Day(self.today),
                get(data, ("round", "date")),
            ),  # fmt: skip
            Question("team", SETUP, "Team: who rates, and who acts?", ("team",), TEAM, get(data, ("team",))),
        ]

    def first_open(self, data: Plain) -> Position | None:
        return None


def is_complete(data: Plain) -> bool:
    """Whether a file can be made of the answers."""
    needed = (("agency", "name"), ("reform", "id"), ("reform", "name"), ("round", "id"), ("round", "date"))
    return all(get(data, path) for path in needed)


def slug(name: str) -> str | None:
    """`Early literacy standards` -> `early-literacy-standards`; None where nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40].strip("-") or None


def _line(data: Plain, path: tuple[str, str], title: str, form: Line) -> Question:
    return Question("-".join(path), SETUP, title, path, form, get(data, path))
