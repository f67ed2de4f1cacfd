"""The parts of a report: plain text and numbers, decided and ready to place.

Templates place these and decide nothing; `docs` and templates of others lean on the names, so a field is
renamed only with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sustainrubric.pages.parts import DayView, Note, Paragraphs, Scores, Step, Term
from sustainrubric.report.element_parts import ActionView, ElementView
from sustainrubric.rounds.model import MoveKind

if TYPE_CHECKING:
    # Few assessments have a panel, and its modules take a tenth of a report's time.
    from sustainrubric.panel.report_section import PanelSection
    from sustainrubric.rating.sign_off import SignedView


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

    @property
    def is_wide(self) -> bool:
        """Whether it has so many variables that they stand in two columns, where all are shown at a glance."""
        return len(self.variables) > 2


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

    @property
    def moved(self) -> tuple[ElementView, ...]:
        """The elements that went down, the widest step first, then those that went up."""
        groups = {kind: elements for kind, _, elements in self.moves}
        return tuple(
            element
            for kind in ("declined", "improved")
            for element in sorted(groups.get(kind, ()), key=lambda one: -one.step)
        )

    def _count(self, wanted: MoveKind) -> int:
        return sum(len(elements) for kind, _, elements in self.moves if kind == wanted)


@dataclass(frozen=True, slots=True)
class FirstPlace:
    """An element among the first to act on, and what puts it there."""

    element: ElementView
    why: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal that the reform serves, and how it stands: `on-track`, `behind`, `not-measured` or `no-path`.

    On a site `href` leads to it on the page of the priorities.
    """

    name: str
    key: str
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What comes next: where to act first, and what is overdue on `day` or due by the end of its quarter.

    `more` counts the elements below target that are not among `first`.
    """

    day: DayView
    quarter_end: DayView
    first: tuple[FirstPlace, ...]
    more: int
    overdue: tuple[ActionView, ...]
    due: tuple[ActionView, ...]
    open: int
    goals: tuple[GoalLine, ...]
    words: str


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
    next: NextSteps
    plan: tuple[ActionView, ...]
    team: tuple[PersonView, ...]
    body: Paragraphs
    notes: tuple[Note, ...]
    weighted: bool
    terms: tuple[Term, ...]
    instrument: Instrument
    panel: PanelSection | None = None
    signed: SignedView | None = None

    @property
    def elements(self) -> tuple[ElementView, ...]:
        return tuple(element for category in self.categories for element in category.elements)
