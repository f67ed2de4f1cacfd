"""One rater's ballot, and the seal that shows later that it was not changed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
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
)
from sustainrubric.instruments.rubric import LevelId
from sustainrubric.records.assessment import Evidence, RatingLevel, Sighting


def _hexadecimal(value: str) -> str:
    if len(value) != 64 or not set(value) <= set("0123456789abcdef"):
        raise PydanticCustomError("hexadecimal", "not 64 hexadecimal digits")
    return value


Hexadecimal = Annotated[str, AfterValidator(_hexadecimal)]
"""32 bytes, written as 64 digits from 0 to f."""


class BallotRating(Model):
    """What one rater says of one element; the target, the actions and the dissent are the team's."""

    level: RatingLevel | None = None
    """The level this rater gives; unknown: cannot tell; not-applicable: it does not fit."""
    rationale: Text | None = None
    """Why, in a sentence or two."""
    criteria: ById[LevelId] = Field(default_factory=dict)
    """A level for each numbered row of the rubric."""
    look_fors: ById[Sighting] = Field(default_factory=dict)
    """Which of the numbered signs were seen: seen, partly or not-seen."""
    evidence: Rows[Evidence] = ()
    """What the rating rests on."""


class Ballot(Model):
    """One rater's own ratings, made without knowing those of the others."""

    kind: Literal["ballot"]
    """What kind of file this is."""
    format: FormatOne
    """The number of the file format; there is one so far."""
    rubric: InstrumentReference
    """The rubric and its version, as in the assessment."""
    reform: Text
    """The id of the reform that is rated."""
    round: Text
    """The id of the round."""
    rater: PersonId
    """Who votes: a code, or the id of a team member."""
    date: IsoDate | None = None
    """The day of the vote, written YYYY-MM-DD."""
    seal: Hexadecimal | None = None
    """The random bytes of the seal; `sustain panel seal` writes them."""
    stands_back: Rows[Text] = ()
    """Elements this rater leaves to others."""
    ratings: PartById[BallotRating] = Field(default_factory=dict)
    """The first vote, by the id of the element."""
    again: PartById[BallotRating] = Field(default_factory=dict)
    """The second vote, after the discussion; the first one stays."""


class Seal(Model):
    """A fingerprint of a ballot, shown to all before the ballot itself is."""

    kind: Literal["seal"]
    """What kind of file this is."""
    format: FormatOne
    """The number of the file format; there is one so far."""
    rubric: InstrumentReference
    """The rubric and its version."""
    reform: Text
    """The id of the reform that is rated."""
    round: Text
    """The id of the round."""
    rater: PersonId
    """Whose ballot it is."""
    sha256: Hexadecimal
    """SHA-256 over the ballot's random bytes and its content; see docs/panel.md."""
