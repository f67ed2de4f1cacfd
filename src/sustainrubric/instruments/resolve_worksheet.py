"""A worksheet's definition and the changes of an own one -> the own definition, whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.instruments.canonical import base_of
from sustainrubric.instruments.extension import OwnWorksheetDefinition, WorksheetExtension
from sustainrubric.instruments.worksheet_definition import StepQuestion, WorksheetDefinition, WorksheetStep

P = TypeVar("P", bound=BaseModel)

_TEXTS = ("purpose", "outcome", "materials", "who", "time")
# What may be reworded, by what kind of part it is.
_WORDS = {
    "step": ("title", "overview", "instructions"),
    "question": ("text",),
    "table": ("title", "instructions"),
    "column": ("title",),
    "field": ("title", "instructions"),
    "recommended step": ("name", "text"),
}


class DefinitionResolution(NamedTuple):
    """The whole definition, or None where there are problems; `retired` are questions left out."""

    definition: OwnWorksheetDefinition | None
    problems: tuple[Problem, ...]
    retired: frozenset[str] = frozenset()


def resolve_worksheet(
    extension: WorksheetExtension, base: WorksheetDefinition, retired: frozenset[str] = frozenset()
) -> DefinitionResolution:
    """The definition that an extension makes of its base: questions left out, parts reworded, questions added.

    Tables, columns, fields and steps stay: the files that teams fill are made of them.
    """
    kinds = dict(_kinds(base))
    problems = [*_check_names(extension, base, kinds), *_check_added(extension, kinds, retired)]
    if problems:
        return DefinitionResolution(None, tuple(problems))
    return DefinitionResolution(_applied(extension, base), (), retired | set(extension.leave_out))


def _kinds(base: WorksheetDefinition) -> Iterator[tuple[str, str]]:
    """What each part is, by the id under which changes name it."""
    for recommended in base.process:
        yield recommended.id, "recommended step"
    for step in base.steps:
        yield step.id, "step"
        yield from ((f"{step.id}.{field.id}", "field") for field in step.fields)
        for table in step.tables:
            yield f"{step.id}.{table.id}", "table"
            yield from ((f"{step.id}.{table.id}.{column.id}", "column") for column in table.columns)
        yield from ((f"{step.id}.{question.id}", "question") for question in step.questions)


def _check_names(
    extension: WorksheetExtension, base: WorksheetDefinition, kinds: dict[str, str]
) -> Iterator[Problem]:
    for index, name in enumerate(extension.leave_out):
        kind = kinds.get(name)
        if kind is None:
            yield _names_nothing(name, base, kinds, ("leave_out", index))
        elif kind != "question":
            message = f"{quoted(name)} is a {kind}; only questions can be left out, since files are made of the rest"
            yield Problem(Code.NAMES_NO_PART, message, ("leave_out", index))
    for name, words in extension.reword.items():
        kind = kinds.get(name)
        if kind is None:
            yield _names_nothing(name, base, kinds, ("reword", name))
            continue
        if name in extension.leave_out:
            message = f"{quoted(name)} is left out, so there is nothing of it to reword"
            yield Problem(Code.NAMES_NO_PART, message, ("reword", name), "key")
        for key in sorted(words.model_fields_set):
            if key not in _WORDS[kind]:
                message = f"a {kind} has no {key!r}; it has {', '.join(_WORDS[kind])}"
                yield Problem(Code.NAMES_NO_PART, message, ("reword", name, key), "key")
            elif getattr(words, key) is None:
                message = f"the new {key} of {quoted(name)} is empty; write it, or leave the key out"
                yield Problem(Code.EMPTY_TEXT, message, ("reword", name, key))


def _check_added(
    extension: WorksheetExtension, kinds: dict[str, str], retired: frozenset[str]
) -> Iterator[Problem]:
    known = dict(kinds)
    gone = set(extension.leave_out)
    for index, added in enumerate(extension.add):
        path: DocumentPath = ("add", index)
        if known.get(added.after) not in ("question", "step") or added.after in gone:
            message = f"{quoted(added.after)} is neither a step of the worksheet nor one of its questions"
            yield Problem(Code.NAMES_NO_PART, message + did_you_mean(added.after, known), (*path, "after"))
            continue
        name = f"{added.after.partition('.')[0]}.{added.question.id}"
        if not all(letter.isascii() and (letter.isalnum() or letter == "-") for letter in added.question.id):
            message = f"the id {quoted(added.question.id)} is not made of letters, digits and '-'"
            yield Problem(Code.UNFIT_PART_ID, message, (*path, "question", "id"))
        if name in known or name in retired:
            message = f"the id {quoted(name)} was used before; an id is never given twice"
            yield Problem(Code.ID_USED_BEFORE, message, (*path, "question", "id"))
        known[name] = "question"


def _names_nothing(
    name: str, base: WorksheetDefinition, kinds: dict[str, str], path: DocumentPath
) -> Problem:
    hint = did_you_mean(name, kinds) or "; write STEP.QUESTION, such as context.framework"
    message = f"{base.reference} has no part {quoted(name)}{hint}"
    return Problem(Code.NAMES_NO_PART, message, path, "key" if path[0] == "reword" else "value")


def _applied(extension: WorksheetExtension, base: WorksheetDefinition) -> OwnWorksheetDefinition:
    values = {name: getattr(base, name) for name in WorksheetDefinition.model_fields}
    values |= {name: text for name in _TEXTS if (text := getattr(extension, name)) is not None}
    values |= {
        "id": extension.id,
        "version": extension.version,
        "title": extension.title,
        "source": extension.source,
        "process": tuple(_reworded(each, each.id, extension) for each in base.process),
        "steps": tuple(_step(step, extension) for step in base.steps),
        "rests_on": (base_of(base), *base.bases),
        "draft": True,
    }
    return OwnWorksheetDefinition.model_construct(None, **values)


def _step(step: WorksheetStep, extension: WorksheetExtension) -> WorksheetStep:
    tables = tuple(
        _reworded(
            table,
            f"{step.id}.{table.id}",
            extension,
            columns=tuple(
                _reworded(column, f"{step.id}.{table.id}.{column.id}", extension) for column in table.columns
            ),
        )
        for table in step.tables
    )
    fields = tuple(_reworded(field, f"{step.id}.{field.id}", extension) for field in step.fields)
    questions = tuple(_questions(step, extension))
    return _reworded(step, step.id, extension, tables=tables, fields=fields, questions=questions)


def _questions(step: WorksheetStep, extension: WorksheetExtension) -> Iterator[StepQuestion]:
    def after(name: str) -> Iterator[StepQuestion]:
        for added in extension.add:
            if added.after == name:
                yield added.question
                yield from after(f"{step.id}.{added.question.id}")

    yield from after(step.id)
    for question in step.questions:
        name = f"{step.id}.{question.id}"
        if name not in extension.leave_out:
            yield _reworded(question, name, extension)
            yield from after(name)


def _reworded(part: P, name: str, extension: WorksheetExtension, **held: Any) -> P:
    words = extension.reword.get(name)
    new = {key: value for key, value in held.items() if value != getattr(part, key)}
    if words is not None:
        new |= {key: getattr(words, key) for key in words.model_fields_set}
    return part.model_copy(update=new) if new else part
