"""What an audience is not to see, taken out of the models before anything is made from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sustainrubric.base.text import counted, normalized
from sustainrubric.pages.frame import Audience
from sustainrubric.records.assessment import Action, Assessment, Evidence, Rating
from sustainrubric.records.priorities import Priorities

if TYPE_CHECKING:
    from sustainrubric.records.worksheet import NextStep, Worksheet
    from sustainrubric.rounds.model import RatedRound

NOT_NAMED = "not named here"
"""In the place of a person: that there is somebody is no secret, who it is may be."""

Owned = TypeVar("Owned", Action, "NextStep")


class Secrets(NamedTuple):
    """Evidence that is marked as sensitive anywhere in what a command reads, by its title and its place.

    The same minutes may be marked in one round and not in the next: neither shows them to the public.
    """

    titles: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    @property
    def digest(self) -> str:
        """The same for the same evidence, and nothing that could be read; empty where nothing is sensitive."""
        if not self.titles:
            return ""
        said = "\0".join([*sorted(self.titles), "", *sorted(self.places)])
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()

    def hide(self, item: Evidence) -> bool:
        return (
            item.sensitive
            or normalized(item.what) in self.titles
            or (item.where is not None and normalized(item.where) in self.places)
        )


def secrets_of(assessments: Iterable[Assessment]) -> Secrets:
    """What is sensitive in any of the assessments."""
    sensitive = [
        item
        for assessment in assessments
        for rating in assessment.ratings.values()
        for item in rating.evidence
        if item.sensitive
    ]
    return Secrets(
        frozenset(normalized(item.what) for item in sensitive),
        frozenset(normalized(item.where) for item in sensitive if item.where),
    )


def keeps_notes(audience: Audience) -> bool:
    """Whether the comments of a file, and the text below it, go along."""
    return audience == "team"


def assessment_for(audience: Audience, assessment: Assessment, secrets: Secrets = Secrets()) -> Assessment:  # noqa: B008 - never changed
    """The assessment as an audience may see it; ratings, reasons and actions stay."""
    if audience != "public":
        return assessment
    ratings = {
        element_id: _public_rating(rating, secrets) for element_id, rating in assessment.ratings.items()
    }
    # Of a migration only the way stays, by which rounds are compared: nothing that somebody wrote.
    way: dict[str, object] = {"kept": {}, "weights": {}, "previous": None, "earlier": None}
    migrated = assessment.migrated.model_copy(update=way) if assessment.migrated else None
    return assessment.model_copy(
        update={
            "team": (),
            "previous": None,
            "panel": None,
            "migrated": migrated,
            "ratings": ratings,
            "signed": None,
        }
    )


def rounds_for(audience: Audience, rounds: Sequence[RatedRound]) -> list[RatedRound]:
    """Rounds that are set side by side; what is sensitive in one of them is in none."""
    if audience != "public":
        return list(rounds)
    secrets = secrets_of(one.assessment for one in rounds)
    return [replace(one, assessment=assessment_for(audience, one.assessment, secrets)) for one in rounds]


def worksheet_for(audience: Audience, worksheet: Worksheet) -> Worksheet:
    """As `assessment_for`; when and where the team meets is nobody else's business either."""
    if audience != "public":
        return worksheet
    # Imported late: most reports are of an assessment.
    from sustainrubric.records.worksheet import Organization, Participant

    participants = tuple(
        Participant(name=NOT_NAMED, department=one.department) for one in worksheet.organize.participants
    )
    organize = Organization(participants=participants, documents=worksheet.organize.documents)
    return worksheet.model_copy(update={"organize": organize, "actions": _without_owners(worksheet.actions)})


def priorities_for(audience: Audience, priorities: Priorities) -> Priorities:
    """As `assessment_for`; how far somebody supports a reform is not for the public."""
    return priorities.model_copy(update={"stakeholders": ()}) if audience == "public" else priorities


def withheld_evidence(
    audience: Audience,
    assessment: Assessment,
    secrets: Secrets = Secrets(),  # noqa: B008 - never changed
) -> dict[str, str]:
    """What elements say of the evidence that the audience does not see, by element; only where there is some."""
    if audience != "public":
        return {}
    return {
        element_id: words
        for element_id, rating in assessment.ratings.items()
        if (words := _withheld_words(rating, secrets))
    }


def _withheld_words(rating: Rating, secrets: Secrets) -> str:
    hidden, everything = sum(map(secrets.hide, rating.evidence)), len(rating.evidence)
    if not hidden:
        return ""
    if hidden == everything:
        return f"All evidence of this element ({counted(hidden, 'piece')}) is kept from the public."
    return (
        f"{counted(hidden, 'more piece')} of evidence {'is' if hidden == 1 else 'are'} kept from the public."
    )


def left_out_of_assessments(
    audience: Audience,
    assessments: Sequence[Assessment],
    secrets: Secrets = Secrets(),  # noqa: B008 - never changed
    *,
    notes: bool = False,
) -> tuple[str, ...]:
    """The parts that a page about these assessments does not show, in words; `notes` says that there are any."""
    said = ["the notes that the team keeps in its file"] * (notes and not keeps_notes(audience))
    if audience != "public":
        return tuple(said)
    ratings = [rating for one in assessments for rating in one.ratings.values()]
    parts = (
        ("names and roles of the team", any(one.team for one in assessments)),
        ("owners of actions", any(action.owner for rating in ratings for action in rating.actions)),
        ("dissent", any(rating.dissent for rating in ratings)),
        ("how a panel voted on each element", any(rating.decided for rating in ratings)),
    )
    found = [words for words, there in parts if there]
    hidden = sum(secrets.hide(item) for rating in ratings for item in rating.evidence)
    if hidden:
        found.append(f"{counted(hidden, 'piece')} of evidence marked as sensitive")
    return (*found, *said)


def left_out_of_worksheet(
    audience: Audience, worksheet: Worksheet, *, contacts: bool = False, notes: bool = False
) -> tuple[str, ...]:
    """As `left_out_of_assessments`; `contacts` says that contact information is shown."""
    people, said = worksheet.organize.participants, []
    if audience == "public":
        if people:
            said.append("names and roles of the participants")
        if any(one.owner for one in worksheet.actions):
            said.append("owners of actions")
        if worksheet.organize.logistics:
            said.append("when and where the team meets")
    if audience != "team" and not contacts and any(one.contact for one in people):
        said.append("contact information")
    if notes and not keeps_notes(audience):
        said.append("the notes that the team keeps in its file")
    return tuple(said)


def left_out_of_priorities(audience: Audience, priorities: Priorities) -> tuple[str, ...]:
    """As `left_out_of_assessments`, of priorities."""
    return ("stakeholders and their support",) if audience == "public" and priorities.stakeholders else ()


def left_out_of_plan(
    audience: Audience, assessments: Iterable[Assessment], worksheets: Iterable[Worksheet]
) -> tuple[str, ...]:
    """As `left_out_of_assessments`, of a plan of action."""
    if audience != "public":
        return ()
    owned = any(
        action.owner for one in assessments for rating in one.ratings.values() for action in rating.actions
    ) or any(step.owner for one in worksheets for step in one.actions)
    return ("owners of actions",) if owned else ()


def _public_rating(rating: Rating, secrets: Secrets) -> Rating:
    return rating.model_copy(
        update={
            "dissent": None,
            "decided": None,
            "evidence": tuple(item for item in rating.evidence if not secrets.hide(item)),
            "actions": _without_owners(rating.actions),
        }
    )


def _without_owners(actions: Sequence[Owned]) -> tuple[Owned, ...]:
    """The actions without those who own them; ids that people chose still tell which actions are the same."""
    return tuple(
        action.model_copy(
            update={
                "owner": NOT_NAMED if action.owner else None,
                "id": _opaque(action.id) if action.id else None,
            }
        )
        for action in actions
    )


def _opaque(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
