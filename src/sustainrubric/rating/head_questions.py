"""The questions about an assessment itself: agency, reform, round and team."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.forms import Day, Line, Question
from sustainrubric.rating.rating_rows import team_table

SETUP = "setup"
_TEAM_HINT = "for example: M. Lopez | Chief of staff; without an id of your own that makes mlopez"


def setup_questions(data: Plain) -> Iterator[Question]:
    """What a file that is there says of itself, to be changed in the middle of a session.

    The ids of reform and rubric are not among it: other rounds and files know this one by them.
    """
    yield asked_line(data, ("agency", "name"), "Agency: its full name", Line(True))
    yield asked_line(data, ("agency", "state"), "Its state, abbreviated", Line())
    yield asked_line(data, ("reform", "name"), "Reform: its name, for people", Line(True))
    yield asked_line(data, ("round", "id"), "Round: its short name", Line(True))
    yield asked_day(data, Day())
    yield asked_team(data)


def asked_line(data: Plain, path: tuple[str, str], title: str, form: Line) -> Question:
    """A question for one line of text."""
    return Question("-".join(path), SETUP, title, path, form, get(data, path))


def asked_day(data: Plain, form: Day) -> Question:
    """The question for the day of the rating; an assessment always has one."""
    path = ("round", "date")
    return Question("round-date", SETUP, "The day of the rating", path, form, get(data, path), needed=True)


def asked_team(data: Plain) -> Question:
    """The question for the team, row by row."""
    title = "Team: who rates, and who acts?"
    return Question("team", SETUP, title, ("team",), team_table(), data.get("team"), _TEAM_HINT)
