"""A filled assessment: one reform, rated in one round."""

from __future__ import annotations

import re
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field, PlainValidator
from pydantic_core import PydanticCustomError

from sustainrubric.base.model import (
    ById,
    FormatOne,
    InstrumentReference,
    IsoDate,
    Model,
    PartById,
    PersonId,
    Rows,
    Text,
    without_nothing,
)
from sustainrubric.instruments.rubric import LevelId
from sustainrubric.records.migrated import MigratedRow, RecordFrom

RatingLevel = Literal["inadequate", "emerging", "strong", "exemplary", "not-applicable", "unknown"]

Sighting = Literal["seen", "partly", "not-seen"]

Priority = Literal["high", "medium", "low"]

ActionStatus = Literal["planned", "under-way", "done", "dropped"]

STATUSES: tuple[ActionStatus, ...] = get_args(ActionStatus)

OPEN_STATUSES: tuple[ActionStatus, ...] = ("planned", "under-way")
"""Of an action that somebody still has to do."""

_CHECKSUM = re.compile(r"sha256:[0-9a-f]{64}")

PanelRule = Literal["consensus", "two-thirds", "majority"]

DecidedHow = Literal["unanimous", "consensus", "two-thirds", "majority", "chair"]


def _weight(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("weight_type", "a weight is a number")
    if not 0 < value <= 1_000_000:
        raise PydanticCustomError("weight_range", "a weight is above 0")
    return value


Weight = Annotated[int | float, PlainValidator(_weight)]
"""How much an element counts in its roll-ups; 1 where none is given, never 0."""


def _vote_count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise PydanticCustomError("count_type", "a count is a whole number")
    if not 0 <= value <= 1_000:
        raise PydanticCustomError("count_range", "a count is at least 0")
    return value


VoteCount = Annotated[int, PlainValidator(_vote_count)]
"""How many raters gave a level, from 0."""


def _checksum(value: object) -> str:
    if not isinstance(value, str) or not _CHECKSUM.fullmatch(value):
        raise PydanticCustomError("checksum", "not a SHA-256")
    return value


Checksum = Annotated[str, PlainValidator(_checksum)]
"""`sha256:` and 64 hexadecimal digits."""

VoteCounts = Annotated[dict[RatingLevel, VoteCount], BeforeValidator(without_nothing)]
"""How many raters gave each level; a level that nobody gave may be left out."""


class Agency(Model):
    """The state education agency; `state` is its abbreviation."""

    name: Text
    """The agency's full name."""
    state: Text | None = None
    """The state's abbreviation."""


class ReformReference(Model):
    """The priority reform an assessment is about."""

    id: Text
    """A short name that stays the same in every round."""
    name: Text
    """The reform's name, for people."""


class Round(Model):
    """The occasion of the rating; its date is the last day of rating."""

    id: Text
    """The round's short name, such as 2026-fall."""
    date: IsoDate
    """The last day of rating, written YYYY-MM-DD."""


class TeamMember(Model):
    """Somebody who rates or acts, named elsewhere in the file by id."""

    id: Text
    """A short name for this person, by which actions name their owner."""
    name: Text
    """The person's name."""
    role: Text | None = None
    """What they do in the agency."""


class Evidence(Model):
    """What a rating rests on, and where others can find it."""

    what: Text
    """What was looked at."""
    where: Text | None = None
    """Where others can find it: an address, a folder, a binder."""
    date: IsoDate | None = None
    """The day it is from, written YYYY-MM-DD."""
    sensitive: bool = False
    """Whether it is left out of what the public sees."""
    review_by: IsoDate | None = None
    """The day by which to look whether it still holds, written YYYY-MM-DD."""


class Action(Model):
    """What somebody will do about an element."""

    what: Text
    """What will be done."""
    owner: Text | None = None
    """Who will do it: the id of a team member."""
    due: IsoDate | None = None
    """The day by which it is to be done, written YYYY-MM-DD."""
    status: ActionStatus = "planned"
    """How far it is: planned, under-way, done or dropped."""
    id: Text | None = None
    """A name that stays when the words change; without one, `sustain plan` derives it from them."""


class Decided(Model):
    """How a panel came to a level: counts of votes, never names, so that it outlives the ballots."""

    how: DecidedHow
    """How it was agreed: unanimous, consensus, two-thirds, majority, or by the chair."""
    date: IsoDate | None = None
    """The day it was agreed, written YYYY-MM-DD."""
    votes: VoteCounts = Field(default_factory=dict)
    """How many raters gave each level in the first vote."""
    again: VoteCounts = Field(default_factory=dict)
    """The same of the second vote, after the discussion."""


class Rating(Model):
    """What the team says of one element; without a level it may still rate criteria."""

    level: RatingLevel | None = None
    """The level the team agreed on; unknown: it could not tell; not-applicable: it does not fit."""
    rationale: Text | None = None
    """Why, in a sentence or two. A rating of not-applicable needs one."""
    dissent: Text | None = None
    """What those say who did not agree; left out of what the public sees."""
    decided: Decided | None = None
    """How a panel of raters came to the level; `sustain panel decide` writes it."""
    criteria: ById[LevelId] = Field(default_factory=dict)
    """A level for each numbered row of the rubric; without a level above, the majority of these counts."""
    look_fors: ById[Sighting] = Field(default_factory=dict)
    """Which of the numbered signs were seen: seen, partly or not-seen."""
    evidence: Rows[Evidence] = ()
    """What the rating rests on."""
    target: LevelId | None = None
    """The level to reach."""
    priority: Priority | None = None
    """How much it matters: high, medium or low."""
    actions: Rows[Action] = ()
    """What will be done about it."""


class Panel(Model):
    """Several raters who vote by themselves before the team agrees on a level."""

    raters: Rows[PersonId] = ()
    """Whose ballots count: codes such as r3, or ids of team members."""
    facilitator: PersonId | None = None
    """Who leads the meeting, and does not vote."""
    rule: PanelRule = "consensus"
    """How the team agrees where votes differ, fixed before the ballots come in."""


class PreviousRound(Model):
    """Last time's ratings, carried into a new round to be confirmed or changed; they count for nothing."""

    round: Text
    """The id of the round before."""
    levels: ById[RatingLevel] = Field(default_factory=dict)
    """Its levels, by element."""
    rationales: ById[Text] = Field(default_factory=dict)
    """Its rationales, by element."""


class Migrated(RecordFrom):
    """Where a migrated file came from, and all of it that has no place in the new rubric, for the way back."""

    mapping: Text
    """The SHA-256 of the mapping that was used."""
    date: IsoDate
    """The day of the migration, written YYYY-MM-DD."""
    rows: Rows[MigratedRow] = ()
    """The rows of the mapping, without those that say that an element is the same."""
    kept: PartById[Rating] = Field(default_factory=dict)
    """The ratings that were not carried as they are, whole."""
    weights: ById[Weight] = Field(default_factory=dict)
    """The weights of these elements before."""
    previous: PreviousRound | None = None
    """What was to be confirmed before."""
    earlier: Migrated | None = None
    """The migration before this one."""

    @property
    def source(self) -> str:
        """The rubric under `from`."""
        found: str = getattr(self, "from")
        return found


class Signed(Model):
    """Who stands by the assessment as it was on a day; `sustain rate FILE --sign NAME` writes it."""

    by: Text
    """Who signed: the id of a team member, or a name."""
    date: IsoDate
    """The day it was signed, written YYYY-MM-DD."""
    of: Checksum
    """The SHA-256 of all that the assessment said, without comments and layout: sha256: and 64 digits."""
    parts: ById[Text] = Field(default_factory=dict)
    """The same of each part, cut to 12 digits, by which `validate` names what changed since."""


class Assessment(Model):
    """One reform in one round; ratings are by element id, absent where not rated yet."""

    kind: Literal["assessment"]
    """What kind of file this is."""
    format: FormatOne
    """The number of the file format; there is one so far."""
    rubric: InstrumentReference
    """The rubric and its version that the team rated with."""
    agency: Agency
    """The agency that rates."""
    reform: ReformReference
    """The reform that is rated."""
    round: Round
    """The occasion of the rating."""
    team: Rows[TeamMember] = ()
    """Who rates or acts."""
    panel: Panel | None = None
    """Who votes before the team agrees; `sustain panel` works with their ballots."""
    weights: ById[Weight] = Field(default_factory=dict)
    """How much an element counts, by its id; 1 where none is given."""
    previous: PreviousRound | None = None
    """Last time's ratings, carried over to be confirmed or changed; they count for nothing."""
    migrated: Migrated | None = None
    """Where the file came from, if it was rated with another rubric before; for the way back."""
    ratings: PartById[Rating] = Field(default_factory=dict)
    """The ratings, by the id of the element; what is absent is not rated yet."""
    signed: Signed | None = None
    """Who stands by all of this, and since when."""
