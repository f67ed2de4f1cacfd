"""Who the owners of actions are: the members of all teams, by id and by name."""

from __future__ import annotations

from collections.abc import Sequence

from sustainrubric.plan.actions import FileAction, Stream, occasion_of, stream_of
from sustainrubric.plan.model import RatedFile


class People:
    """The members of all teams; an id means somebody in its own reform alone, and the newest round says the name."""

    def __init__(self, rated: Sequence[RatedFile]) -> None:
        self._by_file: dict[str, dict[str, str]] = {}
        self._by_reform: dict[Stream, dict[str, str]] = {}
        self._in_agency: dict[str, dict[str, set[str]]] = {}
        self._newest: dict[Stream, tuple[str, dict[str, str]]] = {}
        for source in sorted(rated, key=occasion_of):
            agency = self._in_agency.setdefault(source.rated.agency.key, {})
            team = {member.id: member.name for member in source.rated.assessment.team}
            known = {**{_spelled(name): name for name in team.values()}, **team}
            self._by_file.setdefault(source.file, {}).update(known)
            self._by_reform.setdefault(stream_of(source), {}).update(known)
            self._newest[stream_of(source)] = (occasion_of(source).name, team)
            for id_, name in known.items():
                agency.setdefault(id_, set()).add(name)

    def name(self, owner: str, file_action: FileAction) -> str:
        """The name of an owner, given by id or by name; empty where nobody is known by it.

        A worksheet has no team: there an id counts that means one person in all reforms of the agency.
        """
        if file_action.origin.kind == "worksheet":
            agency = self._in_agency.get(file_action.origin.agency_key, {})
            names = agency.get(owner) or agency.get(_spelled(owner), set())
            return next(iter(names)) if len(names) == 1 else ""
        teams = (self._by_file.get(file_action.file, {}), self._by_reform.get(file_action.stream, {}))
        found = (team.get(typed) for typed in (owner, _spelled(owner)) for team in teams)
        return next(filter(None, found), "")

    def left(self, owner: str, file_action: FileAction) -> str:
        """The newest round of the reform, where its team no longer has somebody whom an older one had."""
        round_, team = self._newest.get(file_action.stream, ("", {}))
        name = self.name(owner, file_action)
        return round_ if name and team and owner not in team and name not in team.values() else ""


def _spelled(name: str) -> str:
    """What a name is looked up by, whatever its blanks and capitals; no id is like it."""
    return " ".join(["", *name.casefold().split()])
