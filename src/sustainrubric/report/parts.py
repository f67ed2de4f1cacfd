"""The parts of a report: plain text and numbers, decided and ready to place.

Templates place these and decide nothing; `docs` and templates of others lean on the names, so a
field is renamed only with a reason. Text that users wrote has passed through `model.clean`; it is
still data, and each format escapes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sustainrubric.model.round_diff import MoveKind

Paragraphs = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A date: as ISO, and in words of two lengths."""

    iso: str
    long: str
    short: str


@dataclass(frozen=True, slots=True)
class Note:
    """A comment somebody wrote in the file; `about` says beside what, where that is not plain."""

    about: str
    paragraphs: Paragraphs
    line: int


@dataclass(frozen=True, slots=True)
class Step:
    """One of the levels, lowest first; `short` fits above a narrow column."""

    key: str
    name: str
    short: str
    points: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where something stands: a level, or in words why there is none.

    `key` is a level's id, `not-applicable`, `unknown` or `not-rated`; `points` is None but for a level.
    """

    key: str
    name: str
    points: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A rated criterion: the descriptor met, and the next one to reach."""

    id: str
    name: str
    standing: Standing
    met: str
    following: Standing | None
    to_reach: str
    remark: str


@dataclass(frozen=True, slots=True)
class LookFor:
    """A sign and whether it was seen: `seen`, `partly`, `not-seen`, or `not-marked`."""

    id: str
    text: str
    key: str
    sighting: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a rating rests on; `link` is set only where the address is one to follow."""

    what: str
    where: str
    link: str
    host: str
    day: Day | None
    sensitive: bool
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody will do; `late` says that it was due before the round and is not done."""

    what: str
    owner: str
    due: Day | None
    key: str
    status: str
    late: bool
    element_id: str
    element_title: str
    priority: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Element:
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
    criteria: tuple[Criterion, ...]
    unrated_criteria: tuple[str, ...]
    look_fors: tuple[LookFor, ...]
    unmarked_look_fors: tuple[LookFor, ...]
    evidence: tuple[Evidence, ...]
    actions: tuple[Action, ...]
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
class Share:
    """How many rated elements stand at one level."""

    step: Step
    count: int


@dataclass(frozen=True, slots=True)
class Scores:
    """A roll-up in words and rounded numbers; a dash stands for what is not defined."""

    distribution: tuple[Share, ...]
    distribution_words: str
    majority: Standing
    mean: str
    bounds: str
    lowest: tuple[str, ...]
    lowest_words: str
    rated: int
    applicable: int
    coverage: str
    coverage_words: str
    percent_to_target: str


@dataclass(frozen=True, slots=True)
class Variable:
    id: str
    anchor: str
    title: str
    description: Paragraphs
    scores: Scores
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Category:
    id: str
    anchor: str
    title: str
    description: Paragraphs
    scores: Scores
    variables: tuple[Variable, ...]

    @property
    def elements(self) -> tuple[Element, ...]:
        return tuple(element for variable in self.variables for element in variable.elements)


@dataclass(frozen=True, slots=True)
class Highlight:
    """A short list that leads into the elements; `more` counts those left out of it.

    `tells` is what it says beside each element: its level, or its gap to the target.
    """

    title: str
    remark: str
    tells: Literal["level", "gap"]
    elements: tuple[Element, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since an earlier round; `moves` lists the elements of each kind that has any."""

    round: str
    day: Day
    sentence: str
    scores: Scores
    moves: tuple[tuple[MoveKind, str, tuple[Element, ...]], ...]

    @property
    def up(self) -> int:
        return self._count("improved")

    @property
    def down(self) -> int:
        return self._count("declined")

    def _count(self, wanted: MoveKind) -> int:
        return sum(len(elements) for kind, _, elements in self.moves if kind == wanted)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    role: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the items of a list."""

    kind: Literal["text", "list"]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    term: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """The rubric that was used, and whom its wording belongs to."""

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


@dataclass(frozen=True, slots=True)
class Report:
    """The report of one assessment."""

    title: str
    agency: str
    state: str
    reform: str
    round: str
    day: Day
    sentences: tuple[str, ...]
    steps: tuple[Step, ...]
    overall: Scores
    categories: tuple[Category, ...]
    highlights: tuple[Highlight, ...]
    since: Since | None
    plan: tuple[Action, ...]
    team: tuple[Person, ...]
    body: Paragraphs
    notes: tuple[Note, ...]
    weighted: bool
    terms: tuple[Term, ...]
    instrument: Instrument

    @property
    def elements(self) -> tuple[Element, ...]:
        return tuple(element for category in self.categories for element in category.elements)
