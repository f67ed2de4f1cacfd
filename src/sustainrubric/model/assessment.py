"""A filled assessment: one reform, rated in one round."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainValidator
from pydantic_core import PydanticCustomError

from sustainrubric.model.base import ById, FormatOne, InstrumentReference, IsoDate, Model, Rows, Text
from sustainrubric.model.rubric import LevelId

RatingLevel = Literal[
    "inadequate", "emerging", "strong", "exemplary", "not-applicable", "unknown"
]
Sighting = Literal["seen", "partly", "not-seen"]
Priority = Literal["high", "medium", "low"]
ActionStatus = Literal["planned", "under-way", "done", "dropped"]


def _weight(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("weight_type", "a weight is a number")
    if not 0 < value <= 1_000_000:
        raise PydanticCustomError("weight_range", "a weight is above 0")
    return value


def _unrated_to_mapping(value: object) -> object:
    # An element's key with nothing after it, as in a skeleton, is an element not rated yet.
    if value is None:
        return {}
    if isinstance(value, dict) and None in value.values():
        return {key: {} if entry is None else entry for key, entry in value.items()}
    return value


Weight = Annotated[int | float, PlainValidator(_weight)]
"""How much an element counts in its roll-ups; 1 where none is given, never 0."""


class Agency(Model):
    """The state education agency; `state` is its abbreviation."""

    name: Text
    state: Text | None = None


class ReformReference(Model):
    """The priority reform an assessment is about."""

    id: Text
    name: Text


class Round(Model):
    """The occasion of the rating; its date is the last day of rating."""

    id: Text
    date: IsoDate


class TeamMember(Model):
    """Somebody who rates or acts, named elsewhere in the file by id."""

    id: Text
    name: Text
    role: Text | None = None


class Evidence(Model):
    """What a rating rests on, and where others can find it."""

    what: Text
    where: Text | None = None
    date: IsoDate | None = None


class Action(Model):
    """What somebody will do about an element."""

    what: Text
    owner: Text | None = None
    due: IsoDate | None = None
    status: ActionStatus = "planned"


class Rating(Model):
    """What the team says of one element; without a level it may still rate criteria."""

    level: RatingLevel | None = None
    rationale: Text | None = None
    criteria: ById[LevelId] = Field(default_factory=dict)
    look_fors: ById[Sighting] = Field(default_factory=dict)
    evidence: Rows[Evidence] = ()
    target: LevelId | None = None
    priority: Priority | None = None
    actions: Rows[Action] = ()


class PreviousRound(Model):
    """Last time's ratings, carried into a new round to be confirmed or changed; they count for nothing."""

    round: Text
    levels: ById[RatingLevel] = Field(default_factory=dict)
    rationales: ById[Text] = Field(default_factory=dict)


class Assessment(Model):
    """One reform in one round; ratings are by element id, absent where not rated yet."""

    kind: Literal["assessment"]
    format: FormatOne
    rubric: InstrumentReference
    agency: Agency
    reform: ReformReference
    round: Round
    team: Rows[TeamMember] = ()
    weights: ById[Weight] = Field(default_factory=dict)
    previous: PreviousRound | None = None
    ratings: Annotated[dict[str, Rating], BeforeValidator(_unrated_to_mapping)] = Field(
        default_factory=dict
    )
