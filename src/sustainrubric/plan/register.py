"""Assessments and worksheets -> one register of actions, each in it once however many rounds carry it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import get_args

from sustainrubric.base.phrase import Own, phrase
from sustainrubric.instruments.rubric import LevelId, Rubric
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.plan.actions import (
    FileAction,
    Occasion,
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
    WORKSHEET_TITLE,
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
from sustainrubric.plan.words import of_words
from sustainrubric.records.assessment import OPEN_STATUSES

LEVELS: tuple[LevelId, ...] = get_args(LevelId)

WORKSHEET = "W"
"""What the derived id of a worksheet's action begins with."""


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


def plan(rated: Sequence[RatedFile], worksheets: Sequence[WorksheetFile], today: date) -> ActionPlan:
    """The register of all actions on a day, overdue ones first, and where to act first."""
    rated, worksheets = agencies_apart(rated, worksheets)
    seen = [file_action for source in rated for file_action in in_assessment(source)]
    seen += [file_action for source in worksheets for file_action in in_worksheet(source)]
    occasions = _newest(rated, seen)
    people = People(rated)
    entries = _entries(seen)
    ids = shortest(entry.derived for entry in entries if not entry.given_id)
    uids = _uids(entries)
    actions = [
        _planned(entry, entry.given_id or ids[entry.derived], uid, occasions, people, today)
        for entry, uid in zip(entries, uids, strict=True)
    ]
    newest = newest_rounds(rated)
    actions += overdue_reviews(newest, today)
    found = shortlist(newest, actions)
    agencies = {source.rated.agency.key: source.rated.agency.name for source in rated}
    agencies |= {source.agency.key: source.agency.name for source in worksheets}
    several = len(agencies) > 1
    if several:
        actions = [replace(one, origin=replace(one.origin, names_agency=True)) for one in actions]
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
        shortlist=tuple(replace(one, names_agency=several) for one in found.places),
        unplaced=found.unplaced,
        left_out=tuple(replace(one, names_agency=several) for one in found.left_out),
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
    return [(_told_apart(key, groups), groups[key][1]) for key in sorted(groups)]


def _told_apart(
    key: tuple[object, ...], groups: Mapping[tuple[object, ...], tuple[str, list[PlannedAction]]]
) -> str:
    """A heading; where others read alike, such as that of two people of one name, with what tells them apart."""
    heading, actions = groups[key]
    alike = [inside[0].origin for other, inside in groups.values() if other == heading]
    if len(alike) == 1 or not heading:
        return heading
    origin = actions[0].origin
    by_agency = len({one.agency_key for one in alike}) == len(alike)
    return phrase(heading, " (", Own(origin.agency) if by_agency else of_words(origin), ")")


@dataclass
class _Entry:
    """One action with all that files say of it, newest first."""

    newest: FileAction
    rounds: list[str]
    files: set[str]
    given_id: str = ""
    derived: tuple[str, str] = field(default=("", ""))


def _entries(seen: Iterable[FileAction]) -> list[_Entry]:
    """Sightings put together: by the id written, else by part and words."""
    by_id: dict[tuple[Stream, str], _Entry] = {}
    by_key: dict[tuple[Stream, object], _Entry] = {}
    entries = []
    for file_action in sorted(seen, key=lambda one: one.occasion, reverse=True):
        written = file_action.action.id or ""
        entry = by_id.get((file_action.stream, written)) if written else None
        entry = entry or by_key.get((file_action.stream, file_action.key))
        if entry is None or not _is_same(entry, file_action):
            entry = _Entry(file_action, [], set(), written, _derived(file_action))
            entries.append(entry)
        entry.given_id = entry.given_id or written
        entry.files.add(file_action.file)
        if file_action.occasion.name not in entry.rounds:
            entry.rounds.insert(0, file_action.occasion.name)
        by_key.setdefault((file_action.stream, file_action.key), entry)
        if written:
            by_id.setdefault((file_action.stream, written), entry)
    return entries


def _is_same(entry: _Entry, file_action: FileAction) -> bool:
    """Whether it may belong to an entry: one file says nothing twice, and two ids are two actions."""
    written = file_action.action.id
    return file_action.file not in entry.files and (
        not written or not entry.given_id or written == entry.given_id
    )


def _derived(file_action: FileAction) -> tuple[str, str]:
    part, words, rank = file_action.key
    prefix = part if file_action.origin.kind == "assessment" else WORKSHEET
    return prefix, fingerprint(*file_action.stream, part, words, str(rank or ""))


def _planned(
    entry: _Entry, id_: str, uid: str, newest: dict[Stream, Occasion], people: People, today: date
) -> PlannedAction:
    file_action, action = entry.newest, entry.newest.action
    left_out_of = ""
    if file_action.origin.kind == "assessment" and file_action.occasion != newest[file_action.stream]:
        left_out_of = newest[file_action.stream].name
    owner = action.owner or ""
    name = people.name(owner, file_action) if owner else ""
    return PlannedAction(
        id=id_,
        uid=uid,
        what=action.what,
        owner=owner,
        owner_name=name or owner,
        due=action.due,
        status=action.status,
        state=_state(action.status, action.due, left_out_of, today),
        resources=getattr(action, "resources", None) or "",
        origin=file_action.origin,
        file=file_action.file,
        path=file_action.path,
        rounds=tuple(entry.rounds),
        left_out_of=left_out_of,
        owner_key=_owner_key(owner, name, file_action.origin) if owner else "",
        owner_left=people.left(owner, file_action) if action.status in OPEN_STATUSES else "",
    )


def _owner_key(owner: str, name: str, origin: Origin) -> str:
    """Whom an owner means: a person of the agency by name; where nobody knows the id, somebody of this reform alone."""
    return "\0".join((origin.agency_key, name) if name else (origin.agency_key, origin.reform_id, owner))


def _uids(entries: Sequence[_Entry]) -> list[str]:
    """A UID for each entry: the id of its own reform or worksheets, and a mark of those.

    What other reforms hold changes none, and an id that is written down as it was derived keeps the UID.
    """
    derived: dict[Stream, list[tuple[str, str]]] = {}
    for entry in entries:
        if not entry.given_id:
            derived.setdefault(entry.newest.stream, []).append(entry.derived)
    ids = {stream: shortest(pairs) for stream, pairs in derived.items()}
    return [
        f"{entry.given_id or ids[entry.newest.stream][entry.derived]}-{fingerprint(*entry.newest.stream)[:12]}"
        for entry in entries
    ]


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


def _newest(rated: Sequence[RatedFile], seen: Iterable[FileAction]) -> dict[Stream, Occasion]:
    """The newest round of each stream, also where it has no action at all."""
    found: dict[Stream, Occasion] = {}
    rounds = [(stream_of(source), occasion_of(source)) for source in rated]
    for stream, occasion in [*rounds, *((file_action.stream, file_action.occasion) for file_action in seen)]:
        found[stream] = max(found.get(stream, occasion), occasion)
    return found


def _by_owner(action: PlannedAction) -> tuple[tuple[object, ...], str]:
    return (
        not action.owner_name,
        action.owner_name.casefold(),
        action.owner_key,
    ), Own(action.owner_name) or "No owner"


def _by_element(action: PlannedAction) -> tuple[tuple[object, ...], str]:
    origin = action.origin
    return (origin.kind, origin.order, origin.part), part_words(origin)


def _by_reform(action: PlannedAction) -> tuple[tuple[object, ...], str]:
    origin = action.origin
    return (origin.kind, origin.agency, origin.reform_id), _without_round(origin)


def _without_round(origin: Origin) -> str:
    what = Own(origin.reform) or WORKSHEET_TITLE
    return phrase(Own(origin.agency), ": ", what) if origin.names_agency else what


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
