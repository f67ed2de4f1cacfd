"""A worksheet against the definition it names: what does not agree (SR22x), and what is weak (SR3xx)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.records.check_actions import check_ids_once
from sustainrubric.records.worksheet import Worksheet
from sustainrubric.worksheet.advice import check_inventory
from sustainrubric.worksheet.gaps import named_gaps, unknown_quotes

COMMUNICATION = "communication"
"""The question of step 5 that has a key of its own at the top of the file."""


def check_next_steps(worksheet: Worksheet, definition: WorksheetDefinition) -> Iterator[Problem]:
    """An id that two of them have, and a step of the process that there is not."""
    places: list[DocumentPath] = [("actions", index) for index in range(len(worksheet.actions))]
    yield from check_ids_once(zip(places, worksheet.actions, strict=True))
    known = definition.process_names
    for place, action in zip(places, worksheet.actions, strict=True):
        if action.step is not None and action.step not in known:
            hint = did_you_mean(action.step, known) or f"; there are {', '.join(known)}"
            message = f"{definition.reference} has no step {quoted(action.step)} in its process{hint}"
            yield Problem(Code.UNKNOWN_ACTION_STEP, message, (*place, "step"))


def check_worksheet_reference(
    reference: str, versions: Mapping[str, list[str]], trouble: str = ""
) -> Problem:
    """Say what is wrong with a `worksheet:` that names no definition among the instruments there are.

    `trouble` is why an own definition of that name cannot be used, where there is one.
    """
    name, _, version = reference.partition("@")
    if trouble:
        message = f"the worksheet {quoted(reference)} cannot be used: {trouble}"
        return Problem(Code.UNKNOWN_WORKSHEET, message, ("worksheet",))
    if name not in versions:
        hint = did_you_mean(name, versions) or f"; there is {', '.join(versions)}"
        message = f"there is no worksheet {quoted(name)}{hint}"
        return Problem(Code.UNKNOWN_WORKSHEET, message, ("worksheet",))
    message = f"there is no version {version} of {name}; there is {', '.join(versions[name])}"
    return Problem(Code.UNKNOWN_WORKSHEET_VERSION, message, ("worksheet",))


def check_worksheet(worksheet: Worksheet, definition: WorksheetDefinition) -> list[Problem]:
    """Everything to be said of a worksheet."""
    gaps = named_gaps(worksheet, definition.process_names)
    problems = [
        *_check_process(worksheet, definition),
        *_check_supports(worksheet, definition),
        *_check_answers(worksheet, definition),
    ]
    for path, text in unknown_quotes(worksheet, gaps).items():
        hint = did_you_mean(text, (gap.text for gap in gaps)) if len(gaps) <= 200 else ""
        right = hint or "; quote one of steps 2 to 4 as it is written there"
        problems.append(
            Problem(Code.UNKNOWN_GAP, f"{quoted(text)} is not a gap this worksheet names{right}", path)
        )
    return problems + check_inventory(worksheet, definition, gaps)


def known_questions(definition: WorksheetDefinition) -> dict[str, tuple[str, ...]]:
    """The ids under `answers`, by step: step 2 has its own key, and so has communication."""
    return {
        step.id: tuple(question.id for question in step.questions if question.id != COMMUNICATION)
        for step in definition.steps
        if step.questions and step.id != "context"
    }


def _check_process(worksheet: Worksheet, definition: WorksheetDefinition) -> Iterator[Problem]:
    for step in worksheet.process:
        if step not in definition.process_names:
            yield Problem(Code.UNKNOWN_PROCESS_STEP, _no_step(step, definition), ("process", step), "key")


def _check_supports(worksheet: Worksheet, definition: WorksheetDefinition) -> Iterator[Problem]:
    known = definition.process_names
    for index, support in enumerate(worksheet.supports):
        for place, step in enumerate(support.steps):
            if step not in known:
                path: DocumentPath = ("supports", index, "steps", place)
                yield Problem(Code.UNKNOWN_SUPPORTED_STEP, _no_step(step, definition), path)


def _no_step(step: str, definition: WorksheetDefinition) -> str:
    known = definition.process_names
    by_name = {name.casefold(): key for key, name in known.items()}
    right = by_name.get(step.strip().casefold())
    hint = f"; write {right}" if right else did_you_mean(step, known) or f"; there are {', '.join(known)}"
    return f"{definition.reference} has no step {quoted(step)} in its process{hint}"


def _check_answers(worksheet: Worksheet, definition: WorksheetDefinition) -> Iterator[Problem]:
    asked = [question.id for question in definition.steps_by_id["context"].questions]
    yield from _check_questions(worksheet.context.answers, asked, ("context", "answers"), "step 2")
    known = known_questions(definition)
    for step, answers in worksheet.answers.items():
        if step in known:
            number = definition.steps_by_id[step].number
            yield from _check_questions(answers, known[step], ("answers", step), f"step {number}")
        else:
            hint = _elsewhere(step) or did_you_mean(step, known) or f"; there are {', '.join(known)}"
            message = f"no step {quoted(step)} has its answers here{hint}"
            yield Problem(Code.UNKNOWN_QUESTION, message, ("answers", step), "key")


def _check_questions(
    answers: Iterable[str], asked: Iterable[str], place: DocumentPath, step: str
) -> Iterator[Problem]:
    known = list(asked)
    for key in answers:
        if key not in known:
            hint = _elsewhere(key) or did_you_mean(key, known) or f"; it has {', '.join(known)}"
            message = f"{step} has no question {quoted(key)}{hint}"
            yield Problem(Code.UNKNOWN_QUESTION, message, (*place, key), "key")


def _elsewhere(key: str) -> str:
    if key == "context":
        return "; those of step 2 stand under 'context: answers:'"
    return "; its answer stands at the top of the file, as 'communication:'" if key == COMMUNICATION else ""
