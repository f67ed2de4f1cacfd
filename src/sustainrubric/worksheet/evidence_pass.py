"""The second pass through step 3: every process step again, asked for its use of evidence and data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sustainrubric.base.problem import DocumentPath
from sustainrubric.instruments.worksheet_definition import EVIDENCE_PHASE, WorksheetDefinition
from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.forms import LongText, Question, QuestionSection
from sustainrubric.interview.interview import Position
from sustainrubric.records.worksheet import EvidenceReview
from sustainrubric.worksheet.script import of_process


@dataclass(frozen=True)
class EvidenceScript:
    """The questions of the second pass; `chosen` are recommended steps, all where it is empty."""

    definition: WorksheetDefinition
    chosen: tuple[str, ...] = ()

    @property
    def sections(self) -> Sequence[QuestionSection]:
        names = self.definition.process_names
        return [
            QuestionSection(
                step, name, "Step 3, second pass: evidence and data", ("3", "map") if index == 0 else ()
            )
            for index, (step, name) in enumerate(names.items())
            if not self.chosen or step in self.chosen
        ]

    def step_of(self, section: str) -> str:
        """All of it belongs to step 3."""
        return "map"

    def questions(self, section: str, data: Plain) -> Sequence[Question]:
        """Which steps there are, where one that was forgotten can be added, and then each of them."""
        steps, _ = of_process(self.definition, section, data)
        rows = enumerate(get(data, steps.path) or [])
        return [steps, *(question for index, row in rows for question in self._of_row(section, index, row))]

    def first_open(self, data: Plain) -> Position | None:
        """The first question without an answer, of a step that is mapped."""
        for section in self.sections:
            if get(data, ("process", section.id, "steps")):
                for question in self.questions(section.id, data):
                    if not question.current:
                        return Position(section.id, question.id)
        return None

    def _of_row(self, section: str, index: int, row: Plain) -> Iterator[Question]:
        place: DocumentPath = ("process", section, "steps", index)
        name = f"{section}.{index + 1}"
        own = str(row.get("name") or "")
        yield Question(
            f"{name}.evidence", section, f"{own}: how does it use evidence, in short?",
            (*place, "evidence"), LongText(), row.get("evidence"),
        )  # fmt: skip
        review = row.get("evidence_review") or {}
        for key, text in review_questions(self.definition).items():
            path = (*place, "evidence_review", key)
            yield Question(f"{name}.{key}", section, f"{own}: {text}", path, LongText(), review.get(key))


def review_questions(definition: WorksheetDefinition) -> dict[str, str]:
    """The questions of the second pass, in the words of the definition's variation."""
    variation = next(item for item in definition.variations if item.id == EVIDENCE_PHASE)
    questions = re.findall(r"(?<![^.?!])[^.?!]+\?", variation.text)
    return dict(zip(EvidenceReview.model_fields, (question.strip() for question in questions), strict=True))
