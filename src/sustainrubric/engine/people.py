"""Who is meant by the owner of an action: a member of the file's team, or of any team of the agency."""

from __future__ import annotations

from collections.abc import Sequence

from sustainrubric.engine.pairs import normalised
from sustainrubric.model.action_plan import RatedFile


class People:
    """The members of all teams, by file and by agency; the newest round says a person's name."""

    def __init__(self, rated: Sequence[RatedFile]) -> None:
        self._by_file: dict[str, dict[str, str]] = {}
        self._by_agency: dict[str, dict[str, str]] = {}
        for source in sorted(rated, key=lambda one: one.rated.assessment.round.date):
            assessment = source.rated.assessment
            agency = self._by_agency.setdefault(normalised(assessment.agency.name), {})
            for member in assessment.team:
                self._by_file.setdefault(source.file, {})[member.id] = member.name
                agency[member.id] = member.name

    def name(self, owner: str, agency: str, file: str) -> str:
        """The name of an owner, given by id or by name; what is written where nobody is known by it."""
        of_agency = self._by_agency.get(normalised(agency), {})
        return self._by_file.get(file, {}).get(owner) or of_agency.get(owner) or owner
