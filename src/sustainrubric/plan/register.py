"""Assessments and worksheets -> one register of actions, each in it once however many rounds carry it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sustainrubric.instruments.rubric import Rubric
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
    ActionPlan,
    Origin,
    PlannedAction,
    RatedFile,
    State,
    WorksheetFile,
)
from sustainrubric.plan.people import People
from sustainrubric.plan.reviews import overdue_reviews
from sustainrubric.plan.shortlist import shortlist
from sustainrubric.records.assessment import OPEN_STATUSES

WORKSHEET = "W"
"""What the derived id of a worksheet's action begins with."""


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
