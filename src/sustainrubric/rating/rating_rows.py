"""How evidence, actions and a team are typed, row by row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sustainrubric.base.text import did_you_mean, plain_letters, quoted
from sustainrubric.interview.answers import Offer, Rejected, Value, one_of, whole_number
from sustainrubric.interview.data import Plain
from sustainrubric.interview.days import parse_day
from sustainrubric.interview.rows import Column, Row, Table
from sustainrubric.records.assessment import STATUSES

_YES_AND_NO = {"true": True, "yes": True, "false": None, "no": None}
"""What a flag says; false is what a row without it says too."""


def _yes_or_no(text: str) -> Value | Rejected:
    word = text.strip().lower()
    if word not in _YES_AND_NO:
        return Rejected(f"{quoted(text)} is neither true nor false")
    return Value(_YES_AND_NO[word])


EVIDENCE = Table(
    (
        Column("what", "what", required=True),
        Column("where", "where"),
        Column("date", "date", read=parse_day),
        Column("review_by", "review by", read=parse_day),
    ),
    stays=False,
    by_key=(Column("sensitive", "sensitive", read=_yes_or_no, flag=True),),
)

EVIDENCE_EXAMPLE = "Minutes of the council | https://example.gov/minutes | 2026-08-01"


def team_table() -> Table:
    """A team; who gives no id gets one made of the name."""
    columns = (Column("name", "name", required=True), Column("role", "role"), Column("id", "id"))
    return Table(columns, complete=_with_id)


def actions_table(data: Plain) -> Table:
    """How an action is typed; an owner is a member of the team, where there is one."""
    columns = (
        Column("what", "what", required=True),
        Column("owner", "owner", read=partial(_owner, members(data))),
        Column("due", "due", read=parse_day),
        Column("status", "status", read=one_of(STATUSES, "a status")),
    )
    return Table(columns, defaults={"status": "planned"}, stays=False, by_key=(Column("id", "id"),))


def team_words(data: Plain) -> str:
    """Who can own an action, by number: `1 mlopez (M. Lopez), 2 rpatel (R. Patel)`."""
    team = enumerate(members(data).items(), 1)
    return ", ".join(f"{number} {member} ({name})" for number, (member, name) in team)


def members(data: Plain) -> dict[str, str]:
    """The names of the team's members by id."""
    team = [member for member in data.get("team") or [] if isinstance(member, dict)]
    return {member["id"]: str(member.get("name") or "") for member in team if member.get("id")}


def _owner(team: Mapping[str, str], text: str) -> Value | Rejected:
    """A member by id, by number or by name; anybody where there is no team."""
    typed = text.strip()
    number = whole_number(typed)
    if not team or typed in team:
        return Value(typed)
    if number is not None and 1 <= number <= len(team):
        return Value(list(team)[number - 1])
    named = [member for member, name in team.items() if typed.lower() in (name.lower(), member.lower())]
    if len(named) == 1:
        return Value(named[0])
    reason = f"{quoted(text)} is not in the team ({', '.join(team)}){did_you_mean(text, team)}"
    newcomer = _with_id({"name": typed}, [{"id": member} for member in team])
    asked = f"Add {quoted(typed)} to the team as {newcomer['id']}?"
    return Rejected(reason, Offer(asked, ("team",), newcomer) if number is None else None)


def _with_id(row: Row, others: Sequence[Row]) -> Row:
    """A member of a team with an id: `M. Lopez` is mlopez, the next one mlopez2."""
    taken = {other.get("id") for other in others}
    wanted: Any = row.get("id") or re.sub(r"[^a-z0-9]+", "", plain_letters(str(row["name"])))[:20] or "member"
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}{number}"
    return {"id": free, **{key: value for key, value in row.items() if key != "id"}}
