"""One register of the actions of many assessments and worksheets, and where to act first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from sustainrubric.base.problem import DocumentPath
from sustainrubric.base.text import counted
from sustainrubric.instruments.rubric import LevelId, Rubric
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.records.agency_names import KnownAgency, as_named
from sustainrubric.records.assessment import ActionStatus, Priority
from sustainrubric.rounds.model import RatedRound

if TYPE_CHECKING:
    from sustainrubric.records.worksheet import Worksheet

Exact = Fraction | int

State = Literal["overdue", "due", "undated", "left-out", "done", "dropped"]
"""How an action stands on a day; `left-out` was open in an earlier round and is not in the newest."""

STATES: tuple[State, ...] = ("overdue", "due", "undated", "left-out", "done", "dropped")
"""In the order of the register."""

GroupBy = Literal["owner", "element", "reform", "month", "level"]


def open_words(open_: int, overdue: int) -> str:
    """How many actions are open, what is late first: `1 of 41 open actions overdue`."""
    if overdue == open_ and overdue:
        return f"{counted(overdue, 'action')} overdue"
    if overdue:
        return f"{overdue} of {counted(open_, 'open action')} overdue"
    return f"{counted(open_, 'open action')}, none overdue"


@dataclass(frozen=True, slots=True)
class RatedFile:
    """An assessment and the file it was read from."""

    file: str
    rated: RatedRound


@dataclass(frozen=True, slots=True)
class WorksheetFile:
    """A worksheet, its definition and the file it was read from."""

    file: str
    worksheet: Worksheet
    definition: WorksheetDefinition
    known_agency: KnownAgency | None = None

    @property
    def agency(self) -> KnownAgency:
        return self.known_agency or as_named(self.worksheet.agency)


WORKSHEET_TITLE = "LEA-process worksheet"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an action comes from: an element of an assessment, or a worksheet and a step of its process.

    `part` is the element or the step, empty where the action of a worksheet names none; `order` sorts
    the parts of one instrument. `agency` is its name today, and files with one `agency_key` are of one agency.
    `areas` are the priority areas that take up a `gap` of the step.
    """

    kind: Literal["assessment", "worksheet"]
    agency: str
    agency_key: str
    reform_id: str
    reform: str
    round: str
    part: str
    title: str
    order: int
    level: LevelId | None = None
    target: LevelId | None = None
    gap: int | None = None
    priority: Priority | None = None
    gaps: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    names_agency: bool = False


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action as its newest round has it; `rounds` are all that have it, oldest first.

    `owner` is what the file says, `owner_name` whom it means. `uid` tells it from every action of
    every agency, for calendars. `is_review`: evidence that is to be looked at again, and no action
    of the file.
    """

    id: str
    uid: str
    what: str
    owner: str
    owner_name: str
    due: date | None
    status: ActionStatus
    state: State
    resources: str
    origin: Origin
    file: str
    path: DocumentPath
    rounds: tuple[str, ...]
    left_out_of: str = ""
    owner_key: str = ""
    owner_left: str = ""
    is_review: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is an action that is still to be done."""
        return self.state in ("overdue", "due", "undated") and not self.is_review

    @property
    def is_overdue(self) -> bool:
        """Whether it is an action that is past its day, and still to be done."""
        return self.state == "overdue" and not self.is_review


@dataclass(frozen=True, slots=True)
class ShortlistPlace:
    """An element in the shortlist; `worst` is the lowest level of its criteria, which `at_worst` have.

    `reason` says what puts it here, `behind` what puts it after the place before.
    """

    place: int
    element: str
    title: str
    agency: str
    reform_id: str
    reform: str
    round: str
    file: str
    level: LevelId
    target: LevelId
    gap: int
    priority: Priority | None
    weight: Exact
    worst: LevelId | None
    at_worst: int
    criteria: int
    open_actions: int
    reason: str
    behind: str
    names_agency: bool = False


@dataclass(frozen=True, slots=True)
class ReformLeftOut:
    """A reform without a place in the shortlist, and why."""

    agency: str
    reform_id: str
    reform: str
    round: str
    file: str
    reason: str
    names_agency: bool = False


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """The register on a day, in its order, and the shortlist.

    `unplaced` counts elements with a target that nobody has rated, which so have no gap to rank by.
    `missing` are files that could not be read, whose actions are not here. A plan that `names_nobody`
    is shown without owners, ids and files.
    """

    today: date
    agencies: tuple[str, ...]
    files: tuple[str, ...]
    actions: tuple[PlannedAction, ...]
    shortlist: tuple[ShortlistPlace, ...]
    unplaced: int
    missing: tuple[str, ...] = ()
    left_out: tuple[ReformLeftOut, ...] = ()
    own_instruments: tuple[Rubric | WorksheetDefinition, ...] = ()
    names_nobody: bool = False

    def count(self, state: State) -> int:
        """How many actions are in a state; evidence to review is no action."""
        return sum(action.state == state and not action.is_review for action in self.actions)
