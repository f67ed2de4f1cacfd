"""The ballot as one HTML page that works from disk: no server, no network, one script, allowed by its fingerprint."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from markupsafe import Markup

from sustainrubric.base.phrase import own
from sustainrubric.instruments.rubric import Category, Element, Rubric
from sustainrubric.instruments.shipped import packaged
from sustainrubric.pages.credits import instrument_words, month_words
from sustainrubric.pages.render import page_in_html
from sustainrubric.panel.words import in_words
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.ballot import Ballot


@dataclass(frozen=True, slots=True)
class BallotLevel:
    """A level that can be chosen."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class BallotCriterion:
    """A criterion with what each level says of it, lowest first; `note` stands where a level says nothing."""

    number: str
    name: str
    descriptors: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class BallotLookFor:
    """A sign that a visitor could see."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class BallotElement:
    """An element as a rater reads it; for the second vote with their first one, in words, and its reason."""

    id: str
    title: str
    questions: tuple[str, ...]
    criteria: tuple[BallotCriterion, ...]
    look_fors: tuple[BallotLookFor, ...]
    first: str
    reason: str


@dataclass(frozen=True, slots=True)
class BallotVariable:
    """A variable with its elements."""

    id: str
    title: str
    elements: tuple[BallotElement, ...]


@dataclass(frozen=True, slots=True)
class BallotCategory:
    """A category with its variables."""

    id: str
    title: str
    variables: tuple[BallotVariable, ...]


@dataclass(frozen=True, slots=True)
class BallotView:
    """What the page of one rater shows; `recipient` is whom the rater sends the file to."""

    agency: str
    reform_id: str
    reform: str
    round: str
    rater: str
    recipient: str
    reference: str
    levels: tuple[BallotLevel, ...]
    categories: tuple[BallotCategory, ...]
    credit: str
    script: Markup
    script_hash: str
    again: bool

    @property
    def title(self) -> str:
        return f"{'Second vote' if self.again else 'Ballot'} of {self.rater}: {self.reform}, {self.round}"

    @property
    def saved_as(self) -> str:
        """What the page calls the file that it saves."""
        return f"{self.rater}-again.yaml" if self.again else f"{self.rater}.yaml"

    @property
    def count(self) -> int:
        """How many elements there are to answer."""
        return sum(len(variable.elements) for category in self.categories for variable in category.variables)


def ballot_page(assessment: Assessment, rubric: Rubric, rater: str, first: Ballot | None = None) -> str:
    """The empty ballot of one rater as a page; with their `first` vote, the page of the second one."""
    script = packaged("templates").joinpath("html", "ballot.js").read_text(encoding="utf-8").strip()
    panel = assessment.panel
    leader = panel.facilitator if panel is not None else None
    names = {member.id: member.name for member in assessment.team}
    view = BallotView(
        agency=assessment.agency.name,
        reform_id=assessment.reform.id,
        reform=assessment.reform.name,
        round=assessment.round.id,
        rater=rater,
        recipient=own(names.get(leader, leader)) if leader else "the person who leads the meeting",
        reference=rubric.reference,
        levels=tuple(BallotLevel(level.id, level.name) for level in rubric.levels),
        categories=tuple(_category(category, rubric, first) for category in rubric.categories),
        credit=instrument_credit(rubric),
        # Our own file, as it lies beside the templates; nothing a person typed is in it.
        script=Markup(script),  # noqa: S704
        script_hash=policy_hash(script),
        again=first is not None,
    )
    return page_in_html("ballot.html.j2", view)


def instrument_credit(rubric: Rubric) -> str:
    """Whom the instrument's wording belongs to."""
    source = rubric.source
    published = f"{source.publisher}, {month_words(source.published)}"
    return f"{instrument_words(rubric)}. {published}. {source.rights}"


def _category(category: Category, rubric: Rubric, first: Ballot | None) -> BallotCategory:
    variables = tuple(
        BallotVariable(
            variable.id,
            variable.title,
            tuple(_element(element, rubric, first) for element in variable.elements),
        )
        for variable in category.variables
    )
    return BallotCategory(category.id, category.title, variables)


def _element(element: Element, rubric: Rubric, first: Ballot | None) -> BallotElement:
    criteria = tuple(
        BallotCriterion(
            criterion.number,
            criterion.name,
            tuple(criterion.descriptor(level.id) or "" for level in rubric.levels),
            criterion.note or "No words of its own.",
        )
        for criterion in element.criteria
    )
    look_fors = tuple(BallotLookFor(look_for.number, look_for.text) for look_for in element.look_fors)
    said = first.ratings.get(element.id) if first is not None else None
    voted = _first_vote(first, element.id, rubric) if first is not None else ""
    reason = (said.rationale or "") if said is not None else ""
    return BallotElement(element.id, element.title, element.questions, criteria, look_fors, voted, reason)


def _first_vote(first: Ballot, element: str, rubric: Rubric) -> str:
    """What a rater voted at first, in words."""
    rating = first.ratings.get(element)
    if rating is None or rating.level is None:
        return "left to others" if element in first.stands_back else "no vote"
    names: dict[str, str] = {level.id: level.name for level in rubric.levels}
    return names.get(rating.level, in_words(rating.level))


def policy_hash(script: str) -> str:
    """How a content security policy names the one script it allows."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
