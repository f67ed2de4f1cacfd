"""The questions of a worksheet session: step by step, out of the definition and what is filled so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from sustainrubric.base.problem import DocumentPath
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.interview.data import Plain, drop, get, put
from sustainrubric.interview.forms import LongText, Question, QuestionSection
from sustainrubric.interview.interview import Position
from sustainrubric.records.worksheet import Worksheet
from sustainrubric.worksheet.check import COMMUNICATION
from sustainrubric.worksheet.form_parts import (
    DOCUMENTS,
    PARTICIPANTS,
    PROCESS_STEPS,
    TEXTS,
    actions_table,
    priorities_table,
    supports_table,
)
from sustainrubric.worksheet.gaps import key_of, named_gaps
from sustainrubric.worksheet.model import NamedGap

MAP_QUESTIONS = "map-questions"
"""The section of step 3 that comes after the five recommended steps."""

_GAPS_TYPED = "The gaps it takes up are typed by their names, such as select 1, supports 2; l lists them."


def of_process(definition: WorksheetDefinition, step: str, data: Plain) -> Iterator[Question]:
    """The second and third columns of the map beside one recommended step."""
    recommended = next(each for each in definition.process if each.id == step)
    path = ("process", step, "steps")
    title = f"{recommended.name}: your improvement process steps"
    hint = f"{recommended.name}: {recommended.text} Say how each step of yours uses evidence."
    yield Question(step, step, title, path, PROCESS_STEPS, get(data, path), hint=hint)
    title = f"{recommended.name}: gaps or possible changes"
    yield gaps_question(step, step, title, ("process", step, "gaps"), data)


def gaps_question(place: str, section: str, title: str, path: DocumentPath, data: Plain) -> Question:
    """A list of texts, asked as a table of one column."""
    now = [{"text": text} for text in get(data, path) or []]
    apply = partial(_written_gaps, path)
    # Step 2 of the source has no place for gaps: nobody need fill this one.
    group = "consider" if place == "context" else ""
    return Question(f"{place}-gaps", section, title, path, TEXTS, now or None, group=group, apply=apply)


def _written_gaps(path: DocumentPath, data: Plain, rows: Any) -> Plain:
    """The data with a list of gaps; priorities that quote one follow where it is reworded or removed."""
    before: list[str] = get(data, path) or []
    texts = [row["text"] for row in rows or []]
    written: Plain = put(data, path, texts) if texts else drop(data, path)
    gone = [text for text in before if text not in texts]
    new = [text for text in texts if text not in before]
    if len(gone) != 1 or len(new) > 1:
        return written
    return _requoted(written, gone[0], new[0] if new else None)


def _requoted(data: Plain, old: str, new: str | None) -> Plain:
    for index, priority in enumerate(get(data, ("priorities",)) or []):
        quotes = priority.get("takes_up") or []
        kept = [new if key_of(text) == key_of(old) else text for text in quotes]
        if kept != quotes:
            path: DocumentPath = ("priorities", index, "takes_up")
            left = [text for text in kept if text is not None]
            data = put(data, path, left) if left else drop(data, path)
    return data


@dataclass(frozen=True)
class WorksheetScript:
    """A session over the steps of a worksheet; `chosen` are ids of its sections, all where it is empty."""

    definition: WorksheetDefinition
    chosen: tuple[str, ...] = ()

    @property
    def sections(self) -> Sequence[QuestionSection]:
        return [s for s in self.all_sections if not self.chosen or s.id in self.chosen]

    @cached_property
    def all_sections(self) -> tuple[QuestionSection, ...]:
        return tuple(self._sections())

    def step_of(self, section: str) -> str:
        """The step of the worksheet that a section belongs to."""
        inside = section in self.definition.process_names or section == MAP_QUESTIONS
        return "map" if inside else section

    def questions(self, section: str, data: Plain) -> Sequence[Question]:
        if section in self.definition.process_names:
            return list(of_process(self.definition, section, data))
        asked = {
            "organize": self._organize,
            "context": self._context,
            MAP_QUESTIONS: self._map_questions,
            "supports": self._supports,
            "next-steps": self._next_steps,
        }
        return list(asked[section](data))

    def first_open(self, data: Plain) -> Position | None:
        """The first table or text with nothing in it."""
        for section in self.sections:
            asked = self.questions(section.id, data)
            mapped = section.id in self.definition.process_names and any(q.current for q in asked)
            for question in asked:
                if not question.current and not question.group and not mapped:
                    return Position(section.id, question.id)
        return None

    def _sections(self) -> Iterator[QuestionSection]:
        for step in self.definition.steps:
            place = f"Step {step.number} of {len(self.definition.steps)}"
            number = str(step.number)
            if step.id != "map":
                yield QuestionSection(step.id, step.title, place, (number,))
                continue
            for index, process in enumerate(self.definition.process):
                aliases = (number, step.id) if index == 0 else ()
                yield QuestionSection(process.id, process.name, f"{place}: {step.title}", aliases)
            yield QuestionSection(MAP_QUESTIONS, "The map as a whole", f"{place}: {step.title}")

    def _organize(self, data: Plain) -> Iterator[Question]:
        step = self.definition.steps_by_id["organize"]
        for table, form in zip(step.tables, (PARTICIPANTS, DOCUMENTS), strict=True):
            path = ("organize", table.id)
            yield Question(
                table.id, step.id, table.title, path, form, get(data, path), hint=table.instructions or ""
            )
        path = ("organize", "logistics")
        hint = step.fields[0].instructions or ""
        yield Question(
            "logistics", step.id, step.fields[0].title, path, LongText(), get(data, path), hint=hint
        )

    def _context(self, data: Plain) -> Iterator[Question]:
        step = self.definition.steps_by_id["context"]
        for asked in step.questions:
            path: DocumentPath = ("context", "answers", asked.id)
            yield Question(asked.id, step.id, asked.text, path, LongText(), get(data, path))
        path = ("context", "description")
        yield Question("description", step.id, step.fields[0].title, path, LongText(), get(data, path))
        yield gaps_question(
            "context", step.id, "Gaps or needed changes that this shows", ("context", "gaps"), data
        )

    def _map_questions(self, data: Plain) -> Iterator[Question]:
        return self._answers("map", MAP_QUESTIONS, data)

    def _supports(self, data: Plain) -> Iterator[Question]:
        step = self.definition.steps_by_id["supports"]
        form = supports_table(self.definition.process_names)
        title = "Supports offered, in chronological or sequential order"
        now = get(data, ("supports",))
        yield Question("supports", step.id, title, ("supports",), form, now, hint=self._steps_typed)
        yield from self._answers(step.id, step.id, data)
        yield gaps_question("supports", step.id, step.fields[0].title, ("supports_gaps",), data)

    @property
    def _steps_typed(self) -> str:
        numbered = ", ".join(
            f"{number} {step}" for number, step in enumerate(self.definition.process_names, 1)
        )
        return f"Steps are typed by name or number: {numbered}; all stands for all of them."

    def _next_steps(self, data: Plain) -> Iterator[Question]:
        step = self.definition.steps_by_id["next-steps"]
        yield from self._answers(step.id, step.id, data)
        form = priorities_table(self.gaps(data))
        titles = {field.id: field.title for field in step.fields}
        now = get(data, ("priorities",))
        yield Question(
            "priorities", step.id, titles["priorities"], ("priorities",), form, now, hint=_GAPS_TYPED
        )
        form = actions_table(self.definition.process_names)
        now = get(data, ("actions",))
        yield Question("actions", step.id, titles["actions"], ("actions",), form, now)
        text = next(question.text for question in step.questions if question.id == COMMUNICATION)
        path = (COMMUNICATION,)
        yield Question(COMMUNICATION, step.id, text, path, LongText(), get(data, path))

    def _answers(self, step: str, section: str, data: Plain) -> Iterator[Question]:
        for asked in self.definition.steps_by_id[step].questions:
            if asked.id != COMMUNICATION:
                path = ("answers", step, asked.id)
                yield Question(
                    asked.id, section, asked.text, path, LongText(), get(data, path), group="consider"
                )

    def gaps(self, data: Plain) -> tuple[NamedGap, ...]:
        """The gaps named so far."""
        return named_gaps(Worksheet.model_validate(data), self.definition.process_names)
