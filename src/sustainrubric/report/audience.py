"""What an audience is not to see, taken out of the models before anything is made from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sustainrubric.pages.frame import Audience
from sustainrubric.records.assessment import Action, Assessment, Rating
from sustainrubric.records.worksheet import NextStep, Organization, Participant, Worksheet

NOT_NAMED = "not named here"
"""In the place of a person: that there is somebody is no secret, who it is may be."""

Owned = TypeVar("Owned", Action, NextStep)


def keeps_notes(audience: Audience) -> bool:
    """Whether the comments of a file, and the text below it, go along."""
    return audience == "team"


def assessment_for(audience: Audience, assessment: Assessment) -> Assessment:
    """The assessment as an audience may see it; ratings, reasons and actions stay."""
    if audience != "public":
        return assessment
    ratings = {element_id: _public_rating(rating) for element_id, rating in assessment.ratings.items()}
    # Of a migration only the way stays, by which rounds are compared: nothing that somebody wrote.
    way: dict[str, object] = {"kept": {}, "weights": {}, "previous": None, "earlier": None}
    migrated = assessment.migrated.model_copy(update=way) if assessment.migrated else None
    return assessment.model_copy(
        update={"team": (), "previous": None, "panel": None, "migrated": migrated, "ratings": ratings}
    )


def worksheet_for(audience: Audience, worksheet: Worksheet) -> Worksheet:
    """As `assessment_for`; when and where the team meets is nobody else's business either."""
    if audience != "public":
        return worksheet
    participants = tuple(
        Participant(name=NOT_NAMED, department=one.department) for one in worksheet.organize.participants
    )
    organize = Organization(participants=participants, documents=worksheet.organize.documents)
    return worksheet.model_copy(update={"organize": organize, "actions": _without_owners(worksheet.actions)})


def _public_rating(rating: Rating) -> Rating:
    return rating.model_copy(
        update={
            "dissent": None,
            "decided": None,
            "evidence": tuple(item for item in rating.evidence if not item.sensitive),
            "actions": _without_owners(rating.actions),
        }
    )


def _without_owners(actions: Sequence[Owned]) -> tuple[Owned, ...]:
    return tuple(
        action.model_copy(update={"owner": NOT_NAMED}) if action.owner else action for action in actions
    )
