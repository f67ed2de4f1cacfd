"""Every action of every file with its id: the one written in the file, else one derived from what it says."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from sustainrubric.base.problem import DocumentPath
from sustainrubric.base.text import normalized
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.plan.model import ActionPlan, Origin, RatedFile, WorksheetFile
from sustainrubric.rating.score import score
from sustainrubric.records.agency_names import told_apart
from sustainrubric.records.assessment import Action, Rating
from sustainrubric.records.worksheet import NextStep, Worksheet
from sustainrubric.rounds.subject import reform_key
from sustainrubric.worksheet.gaps import named_gaps

LENGTH = 4
"""Characters of a derived id after the dash; more where two would be alike."""

_MOST_REPEATED = 100

# Without i, l, o and u: nobody should read one for another, or a word that was not meant.
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


class _ActionLike(Protocol):
    @property
    def what(self) -> str: ...
    @property
    def owner(self) -> str | None: ...
    @property
    def due(self) -> date | None: ...
    @property
    def id(self) -> str | None: ...


Item = TypeVar("Item", bound=_ActionLike)


def ranked(actions: Sequence[Item]) -> Iterator[tuple[int, Item, int]]:
    """Each action with its place, and its rank among those of the same words: by owner, then by due date.

    The rank tells apart what the words do not, and does not change when the list is sorted anew.
    """
    same: dict[str, list[int]] = {}
    for index, action in enumerate(actions):
        same.setdefault(normalized(action.what), []).append(index)
    ranks: dict[int, int] = {}
    for indices in same.values():
        ordered = sorted(indices, key=lambda i: (actions[i].owner or "", actions[i].due or date.max, i))
        ranks.update((index, rank) for rank, index in enumerate(ordered))
    for index, action in enumerate(actions):
        yield index, action, ranks[index]


def fingerprint(*parts: str) -> str:
    """32 characters that stay the same for the same parts, and on every machine."""
    number = int.from_bytes(hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()[:20])
    return "".join(_LETTERS[number >> 5 * place & 31] for place in range(32))


def shortest(prefixed: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """An id for each pair of prefix and fingerprint: as short as it can be without two being alike."""
    left = list(dict.fromkeys(prefixed))
    found: dict[tuple[str, str], str] = {}
    for length in range(LENGTH, 33):
        tried = {pair: f"{pair[0]}-{pair[1][:length]}" for pair in left}
        times = Counter(tried.values())
        found.update((pair, text) for pair, text in tried.items() if times[text] == 1)
        left = [pair for pair in left if pair not in found]
        if not left:
            break
    return found


def without_names(made: ActionPlan) -> ActionPlan:
    """The plan for the public: no id that somebody chose, in a calendar either, and no owner's column."""
    actions = (replace(one, id="", uid=fingerprint(one.uid)) for one in made.actions)
    return replace(made, actions=tuple(actions), names_nobody=True)


Stream = tuple[str, ...]
"""What rounds belong together: an agency and its reform, or an agency and its worksheets."""

Key = tuple[str, str, int]
"""What makes actions of two rounds one: the part they stand under, their words, their rank among the same."""


class Occasion(NamedTuple):
    """A round among the others of its stream; the newest sorts last."""

    day: date
    name: str


class FileAction(NamedTuple):
    """An action in one file."""

    stream: Stream
    occasion: Occasion
    key: Key
    action: Action | NextStep
    origin: Origin
    file: str
    path: DocumentPath


def stream_of(source: RatedFile) -> Stream:
    return ("assessment", *reform_key(source.rated))


def agencies_apart(
    rated: Sequence[RatedFile], worksheets: Sequence[WorksheetFile] = ()
) -> tuple[list[RatedFile], list[WorksheetFile]]:
    """The same files, with agencies of one name told apart by their states."""
    found = iter(told_apart([*(one.rated.agency for one in rated), *(one.agency for one in worksheets)]))
    return (
        [replace(one, rated=replace(one.rated, known_agency=next(found))) for one in rated],
        [replace(one, known_agency=next(found)) for one in worksheets],
    )


def occasion_of(source: RatedFile) -> Occasion:
    occasion = source.rated.assessment.round
    return Occasion(occasion.date, occasion.id)


class Origins:
    """Where what stands under the elements of one file comes from."""

    def __init__(self, source: RatedFile) -> None:
        self._assessment = source.rated.assessment
        self._agency = source.rated.agency
        scores = score(source.rated.assessment, source.rated.rubric).elements
        self._scores = {element.id: (place, element) for place, element in enumerate(scores)}

    def of(self, element_id: str, rating: Rating) -> Origin:
        """The origin of one element, also of one that the rubric does not have."""
        order, found = self._scores.get(element_id, (len(self._scores), None))
        return Origin(
            kind="assessment",
            agency=self._agency.name,
            agency_key=self._agency.key,
            reform_id=self._assessment.reform.id,
            reform=self._assessment.reform.name,
            round=self._assessment.round.id,
            part=element_id,
            title=found.title if found else "",
            order=order,
            level=found.level if found else None,
            target=rating.target,
            gap=found.gap if found else None,
            priority=rating.priority,
        )


def in_assessment(source: RatedFile) -> Iterator[FileAction]:
    """The actions of an assessment, also of elements that its rubric does not have."""
    assessment = source.rated.assessment
    stream, occasion = stream_of(source), occasion_of(source)
    origins = Origins(source)
    for element_id, rating in assessment.ratings.items():
        if not rating.actions:
            continue
        origin = origins.of(element_id, rating)
        for index, action, rank in ranked(rating.actions):
            key = (element_id, normalized(action.what), rank)
            path: DocumentPath = ("ratings", element_id, "actions", index)
            yield FileAction(stream, occasion, key, action, origin, source.file, path)


def in_worksheet(source: WorksheetFile) -> Iterator[FileAction]:
    """The next steps of a worksheet, each with what is missing at the step it is to improve."""
    worksheet = source.worksheet
    stream = ("worksheet", source.agency.key, source.definition.id)
    occasion = Occasion(worksheet.date, worksheet.date.isoformat())
    gaps = _gaps_by_step(worksheet, source.definition)
    for index, action, rank in ranked(worksheet.actions):
        origin = _worksheet_origin(source, action, gaps)
        key = ("", normalized(action.what), rank)
        yield FileAction(stream, occasion, key, action, origin, source.file, ("actions", index))


class _Missing(NamedTuple):
    """What is missing at a recommended step, and the priority areas that take it up."""

    gaps: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


def _gaps_by_step(worksheet: Worksheet, definition: WorksheetDefinition) -> dict[str, _Missing]:
    gaps: dict[str, list[str]] = {}
    areas: dict[str, dict[str, None]] = {}
    for gap in named_gaps(worksheet, definition.process_names):
        gaps.setdefault(gap.place, []).append(gap.text)
        taken_up = areas.setdefault(gap.place, {})
        taken_up.update(dict.fromkeys(worksheet.priorities[index].area for index in gap.taken_up_by))
    return {place: _Missing(_some(gaps[place]), _some(list(areas[place]))) for place in gaps}


def _some(texts: Sequence[str]) -> tuple[str, ...]:
    """All of them; where they are very many the first, and how many more: each action of the step repeats them."""
    left = len(texts) - _MOST_REPEATED
    return (*texts[:_MOST_REPEATED], f"and {left} more") if left > 0 else tuple(texts)


def _worksheet_origin(source: WorksheetFile, action: NextStep, gaps: dict[str, _Missing]) -> Origin:
    worksheet, definition = source.worksheet, source.definition
    names = definition.process_names
    step = action.step or ""
    missing = gaps.get(step, _Missing())
    return Origin(
        kind="worksheet",
        agency=source.agency.name,
        agency_key=source.agency.key,
        reform_id="",
        reform="",
        round=worksheet.date.isoformat(),
        part=step,
        title=names.get(step, ""),
        order=list(names).index(step) if step in names else len(names),
        gaps=missing.gaps,
        areas=missing.areas,
    )
