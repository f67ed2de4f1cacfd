"""What a worksheet adds up to: how far it is filled, what covers the recommended steps, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sustainrubric.base.problem import DocumentPath
from sustainrubric.records.assessment import Agency


@dataclass(frozen=True, slots=True)
class NamedGap:
    """A gap or needed change; `label` is how people refer to it, `taken_up_by` are places of priorities."""

    label: str
    step: str
    place: str
    text: str
    path: DocumentPath
    taken_up_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How much of a step's places is filled, and the names of those that are open."""

    id: str
    number: int
    title: str
    filled: int
    places: int
    open: tuple[str, ...]

    @property
    def share(self) -> Fraction:
        return Fraction(self.filled, self.places)

    @property
    def complete(self) -> bool:
        return self.filled == self.places


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the agency has for one recommended step: counts of process steps, supports and gaps."""

    id: str
    name: str
    process: int
    process_with_evidence: int
    supports: int
    supports_with_evidence: int
    gaps: int

    @property
    def evidence(self) -> int:
        """Process steps and supports that use evidence."""
        return self.process_with_evidence + self.supports_with_evidence


@dataclass(frozen=True, slots=True)
class Inventory:
    """A worksheet, counted."""

    worksheet: str
    agency: Agency
    date: date
    steps: tuple[StepProgress, ...]
    coverage: tuple[Coverage, ...]
    counts: Mapping[str, int]
    gaps: tuple[NamedGap, ...]
    priorities: tuple[str, ...]

    @property
    def complete_steps(self) -> int:
        return sum(step.complete for step in self.steps)


def shade_of(count: int, whole: int) -> str:
    """The name of the shade for a share: none, or the quarter it ends in."""
    return f"share-{-(-4 * count // whole)}" if count else "none"
