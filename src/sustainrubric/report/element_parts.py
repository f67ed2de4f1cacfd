"""One element in a report, and what stands below it: plain text and numbers, decided and ready to place."""

from __future__ import annotations

from dataclasses import dataclass

from sustainrubric.pages.parts import DayView, Note, Paragraphs, Standing
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
    """What somebody will do; `late` says that it was due before the day it is judged on, and is not done."""

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
    def step(self) -> int:
        """How many levels it moved since the last round, in either direction; 0 where that is not known."""
        if self.last is None or self.last.points is None or self.standing.points is None:
            return 0
        return abs(self.standing.points - self.last.points)

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
