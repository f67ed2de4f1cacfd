"""The parts of a report: plain text and numbers, decided and ready to place.

Templates place these and decide nothing; `docs` and templates of others lean on the names, so a field is
renamed only with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sustainrubric.pages.parts import DayView, Note, Paragraphs, Scores, Standing, Step, Term
from sustainrubric.panel.report_section import PanelSection
from sustainrubric.rounds.model import MoveKind


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A rated criterion: the descriptor met, and the next one to reach."""

    id: str
    name: str
    standing: Standing
    met: str
    following: Standing | None
    to_reach: str
    remark: str


@dataclass(frozen=True, slots=True)
class LookForView:
    """A sign and whether it was seen: `seen`, `partly`, `not-seen`, or `not-marked`."""

    id: str
    text: str
    key: str
    sighting: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """What a rating rests on; `link` is set only where the address is one to follow."""

    what: str
    where: str
    link: str
    host: str
    day: DayView | None
    sensitive: bool
    review_by: DayView | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class ActionView:
    """What somebody will do; `late` says that it was due before the round and is not done."""

    what: str
    owner: str
    due: DayView | None
    key: str
    status: str
    late: bool
    element_id: str
    element_title: str
    priority: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class ElementView:
    """All that is to be said of one element."""

    id: str
    anchor: str
    title: str
    standing: Standing
    target: Standing | None
    gap: int | None
    gap_words: str
    last: Standing | None
    move: MoveKind | None
    move_words: str
    weight: str
    priority: str
    rationale: Paragraphs
    dissent: Paragraphs
    criteria: tuple[CriterionView, ...]
    unrated_criteria: tuple[str, ...]
    look_fors: tuple[LookForView, ...]
    unmarked_look_fors: tuple[LookForView, ...]
    evidence: tuple[EvidenceView, ...]
    actions: tuple[ActionView, ...]
    notes: tuple[Note, ...]

    @property
    def has_details(self) -> bool:
        """Whether anything was written about it beyond a level."""
        said = self.rationale or self.dissent or self.criteria or self.evidence
        return bool(said or self.actions or self.look_fors)

    @property
    def is_blank(self) -> bool:
        """Whether nobody has begun to rate it."""
        said = self.has_details or self.target or self.priority or self.notes
        return self.standing.key == "not-rated" and not said


@dataclass(frozen=True, slots=True)
class VariableView:
    id: str
    anchor: str
    title: str
    description: Paragraphs
    scores: Scores
    elements: tuple[ElementView, ...]


@dataclass(frozen=True, slots=True)
class CategoryView:
    id: str
    anchor: str
    title: str
    description: Paragraphs
    scores: Scores
    variables: tuple[VariableView, ...]

    @property
    def elements(self) -> tuple[ElementView, ...]:
        return tuple(element for variable in self.variables for element in variable.elements)


@dataclass(frozen=True, slots=True)
class Highlight:
    """A short list that leads into the elements; `more` counts those left out of it.

    `tells` is what it says beside each element: its level, or its gap to the target. `first` is the one
    element that stands before all others, or None where several share the first place; `figure` then counts
    them. `words` says how the first stand, and how those after them do.
    """

    title: str
    remark: str
    tells: Literal["level", "gap"]
    elements: tuple[ElementView, ...]
    more: int
    first: ElementView | None
    figure: str
    words: str


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since an earlier round; `moves` lists the elements of each kind that has any.

    `scores` are those of the earlier round and `now` those of this one, both over the `compared` elements
    that are rated in both; `rated` says how many the earlier round rated.
    """

    round: str
    day: DayView
    sentence: str
    scores: Scores
    now: Scores
    compared: str
    rated: str
    weights: bool
    moves: tuple[tuple[MoveKind, str, tuple[ElementView, ...]], ...]

    @property
    def up(self) -> int:
        return self._count("improved")

    @property
    def down(self) -> int:
        return self._count("declined")

    def _count(self, wanted: MoveKind) -> int:
        return sum(len(elements) for kind, _, elements in self.moves if kind == wanted)


@dataclass(frozen=True, slots=True)
class PersonView:
    name: str
    role: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """The rubric that was used, and whom its wording belongs to.

    `draft` says so where it is an own one that is not released; `bases` are the credits of those it rests on.
    """

    title: str
    subtitle: str
    reference: str
    version: str
    publisher: str
    published: str
    identifier: str
    rights: str
    citation: str
    note: str
    draft: str
    bases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The report of one assessment."""

    title: str
    agency: str
    state: str
    reform: str
    round: str
    day: DayView
    sentences: tuple[str, ...]
    steps: tuple[Step, ...]
    overall: Scores
    categories: tuple[CategoryView, ...]
    highlights: tuple[Highlight, ...]
    since: Since | None
    plan: tuple[ActionView, ...]
    team: tuple[PersonView, ...]
    body: Paragraphs
    notes: tuple[Note, ...]
    weighted: bool
    terms: tuple[Term, ...]
    instrument: Instrument
    panel: PanelSection | None = None

    @property
    def elements(self) -> tuple[ElementView, ...]:
        return tuple(element for category in self.categories for element in category.elements)
