"""What the report of a worksheet says, as plain values that templates place."""

from __future__ import annotations

from dataclasses import dataclass

from sustainrubric.pages.parts import DayView, Note, Paragraphs
from sustainrubric.worksheet.model import Coverage
from sustainrubric.worksheet.support_calendar import SupportCalendar


@dataclass(frozen=True, slots=True)
class AnswerView:
    """A question with what was said to it; nothing where it is open."""

    id: str
    question: str
    answer: Paragraphs


@dataclass(frozen=True, slots=True)
class ParticipantView:
    department: str
    name: str
    contact: str
    role: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Material:
    title: str
    why: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class OwnStep:
    """A step of the agency's own process; `review` answers the questions of the second pass, in order."""

    name: str
    evidence: str
    review: tuple[str, ...]
    notes: tuple[Note, ...]

    @property
    def reviewed(self) -> bool:
        return any(self.review)


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap; `taken_up_by` are areas of priorities."""

    label: str
    place: str
    text: str
    taken_up_by: tuple[str, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class MapRow:
    """One recommended step with what the agency has for it."""

    id: str
    name: str
    text: str
    steps: tuple[OwnStep, ...]
    gaps: tuple[GapLine, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class SupportRow:
    """`steps` says of each recommended step whether the support helps with it."""

    when: str
    what: str
    how: str
    steps: tuple[bool, ...]
    evidence: bool | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class PriorityLine:
    """`serves` names goals and reforms of the agency."""

    area: str
    why: Paragraphs
    serves: str
    gaps: tuple[GapLine, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class NextAction:
    """`improves` is the recommended step it is meant for."""

    what: str
    improves: str
    owner: str
    due: DayView | None
    resources: str
    key: str
    status: str
    late: bool
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the worksheet: its words from the source, how far it is filled, what was answered."""

    id: str
    number: int
    title: str
    overview: str
    filled: str
    complete: bool
    answers: tuple[AnswerView, ...]
    titles: dict[str, str]


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose wording the worksheet is, and how to cite it.

    `draft` says so where it is an own one that is not released; `bases` are the credits of those it rests on.
    """

    title: str
    publisher: str
    published: str
    rights: str
    citation: str
    note: str
    reference: str
    draft: str
    bases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorksheetReport:
    """All that the report of one worksheet says."""

    title: str
    agency: str
    state: str
    reform: str
    day: DayView
    sentences: tuple[str, ...]
    figures: tuple[tuple[str, str, str], ...]
    stages: tuple[Stage, ...]
    coverage: tuple[Coverage, ...]
    contacts: bool
    people: tuple[ParticipantView, ...]
    materials: tuple[Material, ...]
    logistics: Paragraphs
    description: Paragraphs
    context_gaps: tuple[GapLine, ...]
    map: tuple[MapRow, ...]
    review_questions: tuple[str, ...]
    supports: tuple[SupportRow, ...]
    calendar: SupportCalendar | None
    supports_gaps: tuple[GapLine, ...]
    gaps: tuple[GapLine, ...]
    priorities: tuple[PriorityLine, ...]
    actions: tuple[NextAction, ...]
    communication: Paragraphs
    communication_question: str
    body: Paragraphs
    notes: tuple[Note, ...]
    credit: Credit

    @property
    def reviewed(self) -> bool:
        """Whether the second pass through step 3 was begun."""
        return any(step.reviewed for row in self.map for step in row.steps)

    @property
    def stage(self) -> dict[str, Stage]:
        """The stages by their ids."""
        return {stage.id: stage for stage in self.stages}
