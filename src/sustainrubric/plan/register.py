"""Assessments and worksheets -> one register of actions, each in it once however many rounds carry it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from sustainrubric.base.text import normalised
from sustainrubric.instruments.rubric import LevelId, Rubric
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.plan.actions import (
    Occasion,
    Sighting,
    Stream,
    agencies_apart,
    fingerprint,
    in_assessment,
    in_worksheet,
    occasion_of,
    shortest,
    stream_of,
)
from sustainrubric.plan.model import (
    STATES,
    ActionPlan,
    GroupBy,
    Origin,
    PlannedAction,
    RatedFile,
    State,
    WorksheetFile,
)
from sustainrubric.plan.reviews import overdue_reviews
from sustainrubric.plan.shortlist import shortlist
from sustainrubric.records.assessment import OPEN_STATUSES

LEVELS: tuple[LevelId, ...] = get_args(LevelId)

WORKSHEET = "W"
"""What the derived id of a worksheet's action begins with."""


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


def plan(rated: Sequence[RatedFile], worksheets: Sequence[WorksheetFile], today: date) -> ActionPlan:
    """The register of all actions on a day, overdue ones first, and where to act first."""
    rated, worksheets = agencies_apart(rated, worksheets)
    seen = [sighting for source in rated for sighting in in_assessment(source)]
    seen += [sighting for source in worksheets for sighting in in_worksheet(source)]
    occasions = _newest(rated, seen)
    people = People(rated)
    entries = _entries(seen)
    ids = shortest(entry.derived for entry in entries if not entry.given_id)
    actions = [
        _planned(entry, entry.given_id or ids[entry.derived], occasions, people, today) for entry in entries
    ]
    newest = newest_rounds(rated)
    actions += overdue_reviews(newest, today)
    places, unplaced = shortlist(newest)
    agencies = {source.rated.agency.key: source.rated.agency.name for source in rated}
    agencies |= {source.agency.key: source.agency.name for source in worksheets}
    used: list[Rubric | WorksheetDefinition] = [
        *(source.rated.rubric for source in rated),
        *(source.definition for source in worksheets),
    ]
    own = {instrument.reference: instrument for instrument in used if instrument.is_own}
    return ActionPlan(
        today=today,
        agencies=tuple(agencies.values()),
        files=(*(source.file for source in rated), *(source.file for source in worksheets)),
        actions=tuple(sorted(actions, key=_order)),
        shortlist=places,
        unplaced=unplaced,
        own_instruments=tuple(own.values()),
    )


def newest_rounds(rated: Iterable[RatedFile]) -> list[RatedFile]:
    """The files of the newest round of each reform."""
    streams: dict[Stream, list[RatedFile]] = {}
    for source in rated:
        streams.setdefault(stream_of(source), []).append(source)
    newest = {stream: max(map(occasion_of, sources)) for stream, sources in streams.items()}
    return [
        source
        for stream, sources in streams.items()
        for source in sources
        if occasion_of(source) == newest[stream]
    ]


def grouped(actions: Sequence[PlannedAction], by: GroupBy) -> list[tuple[str, list[PlannedAction]]]:
    """The actions by heading; inside each group they keep the order of the register."""
    groups: dict[tuple[object, ...], tuple[str, list[PlannedAction]]] = {}
    for action in actions:
        rank, heading = _HEADINGS[by](action)
        groups.setdefault((*rank, heading), (heading, []))[1].append(action)
    return [groups[key] for key in sorted(groups)]


@dataclass
class _Entry:
    """One action, by all the sightings of it, newest first."""

    newest: Sighting
    rounds: list[str]
    files: set[str]
    given_id: str = ""
    derived: tuple[str, str] = field(default=("", ""))


def _entries(seen: Iterable[Sighting]) -> list[_Entry]:
    """Sightings put together: by the id written, else by part and words."""
    by_id: dict[tuple[Stream, str], _Entry] = {}
    by_key: dict[tuple[Stream, object], _Entry] = {}
    entries = []
    for sighting in sorted(seen, key=lambda one: one.occasion, reverse=True):
        written = sighting.action.id or ""
        entry = by_id.get((sighting.stream, written)) if written else None
        entry = entry or by_key.get((sighting.stream, sighting.key))
        if entry is None or not _is_same(entry, sighting):
            entry = _Entry(sighting, [], set(), written, _derived(sighting))
            entries.append(entry)
        entry.given_id = entry.given_id or written
        entry.files.add(sighting.file)
        if sighting.occasion.name not in entry.rounds:
            entry.rounds.insert(0, sighting.occasion.name)
        by_key.setdefault((sighting.stream, sighting.key), entry)
        if written:
            by_id.setdefault((sighting.stream, written), entry)
    return entries


def _is_same(entry: _Entry, sighting: Sighting) -> bool:
    """Whether a sighting may belong to an entry: one file says nothing twice, and two ids are two actions."""
    written = sighting.action.id
    return sighting.file not in entry.files and (
        not written or not entry.given_id or written == entry.given_id
    )


def _derived(sighting: Sighting) -> tuple[str, str]:
    part, words, rank = sighting.key
    prefix = part if sighting.origin.kind == "assessment" else WORKSHEET
    return prefix, fingerprint(*sighting.stream, part, words, str(rank or ""))


def _planned(
    entry: _Entry, id_: str, newest: dict[Stream, Occasion], people: People, today: date
) -> PlannedAction:
    sighting, action = entry.newest, entry.newest.action
    left_out_of = ""
    if sighting.origin.kind == "assessment" and sighting.occasion != newest[sighting.stream]:
        left_out_of = newest[sighting.stream].name
    owner = action.owner or ""
    return PlannedAction(
        id=id_,
        uid=f"{id_}-{fingerprint(*sighting.stream)[:12]}",
        what=action.what,
        owner=owner,
        owner_name=people.name(owner, sighting.origin.agency, sighting.file),
        due=action.due,
        status=action.status,
        state=_state(action.status, action.due, left_out_of, today),
        resources=getattr(action, "resources", None) or "",
        origin=sighting.origin,
        file=sighting.file,
        path=sighting.path,
        rounds=tuple(entry.rounds),
        left_out_of=left_out_of,
    )


def _state(status: str, due: date | None, left_out_of: str, today: date) -> State:
    if status not in OPEN_STATUSES:
        return "done" if status == "done" else "dropped"
    if left_out_of:
        return "left-out"
    if due is None:
        return "undated"
    return "overdue" if due < today else "due"


def _order(action: PlannedAction) -> tuple[object, ...]:
    origin = action.origin
    where = (origin.agency, origin.reform_id, origin.order, origin.part, action.file, _index(action))
    return (STATES.index(action.state), action.due or date.max, *where)


def _index(action: PlannedAction) -> int:
    place = action.path[-1]
    return place if isinstance(place, int) else 0


def _newest(rated: Sequence[RatedFile], seen: Iterable[Sighting]) -> dict[Stream, Occasion]:
    """The newest round of each stream, also where it has no action at all."""
    found: dict[Stream, Occasion] = {}
    rounds = [(stream_of(source), occasion_of(source)) for source in rated]
    for stream, occasion in [*rounds, *((sighting.stream, sighting.occasion) for sighting in seen)]:
        found[stream] = max(found.get(stream, occasion), occasion)
    return found


def _by_owner(action: PlannedAction) -> tuple[tuple[object, ...], str]:
    return (not action.owner_name, action.owner_name.casefold()), action.owner_name or "No owner"


def _by_element(action: PlannedAction) -> tuple[tuple[object, ...], str]:
    origin = action.origin
    return (origin.kind, origin.order, origin.part), part_words(origin)


def _by_reform(action: PlannedAction) -> tuple[tuple[object, ...], str]:
    origin = action.origin
    return (origin.kind, origin.agency, origin.reform_id), origin.reform or "LEA-process worksheet"


def _by_month(action: PlannedAction) -> tuple[tuple[object, ...], str]:
    month = action.due.isoformat()[:7] if action.due else ""
    return (not month, month), month or "No due date"


def _by_level(action: PlannedAction) -> tuple[tuple[object, ...], str]:
    origin = action.origin
    if origin.kind == "worksheet":
        return (len(LEVELS) + 1,), "Of the worksheet"
    if origin.level is None:
        return (len(LEVELS),), "Element not rated"
    return (LEVELS.index(origin.level),), f"Element at {origin.level}"


def part_words(origin: Origin) -> str:
    """The element or the worksheet's step, as people know it."""
    if origin.kind == "worksheet":
        return f"Worksheet: {origin.title or origin.part or 'next steps'}"
    return f"{origin.part} {origin.title}".strip()


_HEADINGS: dict[GroupBy, Callable[[PlannedAction], tuple[tuple[object, ...], str]]] = {
    "owner": _by_owner,
    "element": _by_element,
    "reform": _by_reform,
    "month": _by_month,
    "level": _by_level,
}
