"""A member of a team given at once: `id | name | role`."""

from __future__ import annotations

from sustainrubric.base.text import counted, is_short_name, normalized, quoted
from sustainrubric.interview.answers import Rejected, stored_text
from sustainrubric.interview.data import Plain, put
from sustainrubric.interview.pasted import split_row
from sustainrubric.rating.rating_rows import members, team_table

_PATTERN = "id | name | role"


def with_member(data: Plain, typed: str) -> Plain | Rejected:
    """The data with one member more; somebody who is in the team already is not added again.

    Without an id, `| M. Lopez`, one is made of the name.
    """
    stored = stored_text(typed)
    if isinstance(stored, Rejected):
        return stored
    parts = split_row(stored)
    if len(parts) > 3 or len(parts) < 2 or not parts[1]:
        return Rejected(
            f"a member is {_PATTERN}, and {quoted(typed)} has {counted(len(parts), 'part')}"
            if len(parts) not in (2, 3)
            else f"a member is {_PATTERN}, and the name is missing in {quoted(typed)}"
        )
    id_, name, role = (*parts, "")[:3]
    if id_ and not is_short_name(id_):
        return Rejected(f"the id {quoted(id_)} is not letters, digits, - _ and .; a member is {_PATTERN}")
    team = members(data)
    same = next((member for member in team if normalized(member) == normalized(id_)), None)
    if same is None and not id_:
        same = next((member for member, known in team.items() if normalized(known) == normalized(name)), None)
    if same is not None:
        if normalized(team[same]) == normalized(name):
            return data
        return Rejected(f"{quoted(same)} is {quoted(team[same])} in the team already; choose another id")
    row = {"name": name, **({"role": role} if role else {}), **({"id": id_} if id_ else {})}
    result: Plain = put(data, ("team",), team_table().added(data.get("team") or [], row).value)
    return result
