"""A worksheet as a form, a sheet a step, and what came back in it; a row is one question or one part of a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sustainrubric.base.problem import Code, DocumentPath
from sustainrubric.base.text import did_you_mean, one_line, quoted
from sustainrubric.exchange.assessment_answers import Answers
from sustainrubric.exchange.assessment_form import KEEP_THE_IDS, SEND_IT_BACK, WHAT_STAYS
from sustainrubric.exchange.form_model import (
    FORM_VERSION,
    CellKey,
    Form,
    FormColumn,
    FormRow,
    FormSheet,
    form_credits,
)
from sustainrubric.exchange.merge import CellChange
from sustainrubric.exchange.office import cell_text
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.interview.answers import Rejected, stored_text
from sustainrubric.interview.data import Plain, drop, get, put
from sustainrubric.interview.days import parse_day
from sustainrubric.records.assessment import STATUSES
from sustainrubric.records.worksheet import Worksheet

ANSWER = "answer"
_EMPTY_ROWS = 5
_YES_NO = {"yes": True, "no": False}

_COLUMNS = (
    FormColumn("id", "Id", 32),
    FormColumn("question", "Question", 60),
    FormColumn(ANSWER, "Answer", 80, True),
)


class FormList(NamedTuple):
    """A list of rows of the worksheet: what one is called, and its parts by key."""

    path: DocumentPath
    title: str
    keys: Mapping[str, str]


def worksheet_form(
    worksheet: Worksheet, data: Plain, definition: WorksheetDefinition, *, version: str = ""
) -> Form:
    """The form of a worksheet; each answer stands in a row whose id is its place in the file."""
    sheets = [
        FormSheet(
            f"{step.number} {_sheet_title(step.title)}", _COLUMNS, tuple(_rows(step.id, data, definition))
        )
        for step in definition.steps
    ]
    return Form(
        heading=one_line(f"{definition.title.strip('[]')}, {worksheet.date.isoformat()}"),
        about={
            "form": FORM_VERSION,
            "kind": "worksheet",
            "instrument": worksheet.worksheet,
            "agency": cell_text(worksheet.agency.name),
            "version": version,
        },
        paragraphs=tuple(_paragraphs(worksheet)),
        credits=form_credits(definition, definition.title),
        sheets=tuple(sheets),
    )


def worksheet_answers(
    data: Plain,
    changes: Iterable[CellChange],
    texts: Mapping[CellKey, str],
    definition: WorksheetDefinition,
) -> Answers:
    """Write the changes that are to be set or cleared into the data."""
    answers = Answers(data)
    for change in changes:
        if change.fate in ("set", "cleared"):
            path = path_of(change.key.row)
            value = _value(path, texts[change.key])
            if isinstance(value, Rejected):
                code = Code.NOT_A_DATE if path[-1] == "due" else Code.NOT_A_CHOICE
                answers.problems.append((change.key, code, value.reason))
            else:
                _put(answers, path, value)
    _close_gaps(answers, definition)
    return answers


def worksheet_word(key: CellKey, text: str) -> str:
    """An answer of one word as a form writes it, however it was typed; any other text as it is."""
    path = path_of(key.row)
    is_word = path[-1] == "status" or (path[0] == "supports" and path[-1] in ("evidence", "steps"))
    value = _value(path, text) if is_word else None
    return text if value is None or isinstance(value, Rejected) else _shown(value)


def path_of(row: str) -> DocumentPath:
    """`organize/participants/2/name` -> its path in the file; rows count from 1 in the form, from 0 there."""
    return tuple(int(part) - 1 if part.isdecimal() else part for part in row.split("/"))


def _rows(step: str, data: Plain, definition: WorksheetDefinition) -> Iterator[FormRow]:
    for path, question in _texts(step, definition):
        yield _row(path, question, data)
    for part in _lists(step, definition):
        there = get(data, part.path) or []
        for number in range(len(there) + _EMPTY_ROWS):
            for key, title in part.keys.items():
                path = (*part.path, number, key) if key else (*part.path, number)
                yield _row(path, f"{part.title} {number + 1}" + (f": {title}" if title else ""), data)


def _row(path: DocumentPath, question: str, data: Plain) -> FormRow:
    row_id = "/".join(str(part + 1) if isinstance(part, int) else part for part in path)
    return FormRow(row_id, {"question": question, ANSWER: _shown(get(data, path))})


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def _texts(step: str, definition: WorksheetDefinition) -> Iterator[tuple[DocumentPath, str]]:
    """The free texts of a step, and its questions."""
    if step == "organize":
        yield ("organize", "logistics"), "When and where the team meets"
    if step == "context":
        yield ("context", "description"), "How the agency works with its LEAs today"
    for question in definition.steps_by_id[step].questions:
        path = ("context", "answers") if step == "context" else ("answers", step)
        yield (*path, question.id), question.text
    if step == "next-steps":
        yield ("communication",), "How others will hear of it"


def _lists(step: str, definition: WorksheetDefinition) -> Iterator[FormList]:
    """The lists of a step, each with the parts of a row."""
    if step == "organize":
        people = {"name": "name", "department": "office", "contact": "how to reach them", "role": "role"}
        yield FormList(("organize", "participants"), "Participant", people)
        yield FormList(
            ("organize", "documents"), "Document", {"title": "title", "why": "why everyone should know it"}
        )
    elif step == "context":
        yield FormList(("context", "gaps"), "What is missing", {"": ""})
    elif step == "map":
        for process, name in definition.process_names.items():
            keys = {"name": "what we call it", "evidence": "how it uses evidence and data"}
            yield FormList(("process", process, "steps"), f"{name}: our step", keys)
            yield FormList(("process", process, "gaps"), f"{name}: what is missing", {"": ""})
    elif step == "supports":
        steps = ", ".join(definition.process_names)
        keys = {
            "what": "what is offered",
            "when": "when",
            "steps": f"steps it helps with ({steps}; a comma between them)",
            "evidence": "whether it helps to use evidence (yes or no)",
            "how": "how it does so",
        }
        yield FormList(("supports",), "Support", keys)
        yield FormList(("supports_gaps",), "What is missing", {"": ""})
    elif step == "next-steps":
        yield FormList(
            ("priorities",), "Priority area", {"area": "what to work on", "why": "why this comes first"}
        )
        keys = {
            "what": "what will be done",
            "owner": "who will do it",
            "due": "by when (YYYY-MM-DD)",
            "resources": "what it needs",
            "status": f"status ({', '.join(STATUSES)})",
        }
        yield FormList(("actions",), "Next step", keys)


def _value(path: DocumentPath, text: str) -> Any:
    """What a cell means at its place; None where it is empty, Rejected where it means nothing."""
    typed = text.strip()
    if not typed:
        return None
    key = path[-1]
    if key == "due":
        day = parse_day(typed)
        return day if isinstance(day, Rejected) else day.value
    if key == "status":
        word = re.sub(r"[\s-]+", "-", typed.lower())
        return word if word in STATUSES else _not_one_of(typed, STATUSES)
    if key == "evidence" and path[0] == "supports":
        return _YES_NO[typed.lower()] if typed.lower() in _YES_NO else _not_one_of(typed, tuple(_YES_NO))
    if key == "steps" and path[0] == "supports":
        return [step.strip() for step in typed.split(",") if step.strip()]
    return stored_text(text.strip("\n"))


def _not_one_of(typed: str, words: Sequence[str]) -> Rejected:
    return Rejected(f"{quoted(typed)} is not one of {', '.join(words)}{did_you_mean(typed, words)}")


def _put(answers: Answers, path: DocumentPath, value: Any) -> None:
    """A value at its place; rows of a list that are not there yet are made, as empty as they are."""
    for depth, part in enumerate(path):
        if isinstance(part, int):
            rows = list(get(answers.data, path[:depth]) or [])
            if part >= len(rows):
                rows += [{} if depth + 1 < len(path) else None] * (part + 1 - len(rows))
            if depth + 1 < len(path):
                row, key = rows[part] or {}, path[-1:]
                rows[part] = (drop(row, key) if value is None else put(row, key, value)) or None
            else:
                rows[part] = value
            answers.put(path[:depth], rows)
            return
    answers.put(path, value)


def _close_gaps(answers: Answers, definition: WorksheetDefinition) -> None:
    """Take out the rows in which nothing is said: somebody left one empty, or emptied it."""
    for step in definition.steps_by_id:
        for part in _lists(step, definition):
            rows = get(answers.data, part.path)
            if isinstance(rows, list) and any(row in (None, {}, "") for row in rows):
                answers.put(part.path, [row for row in rows if row not in (None, {}, "")])


def _sheet_title(title: str) -> str:
    """A title as a sheet may have it: at most 31 characters with its number, without the signs Excel keeps."""
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:28].strip()


def _paragraphs(worksheet: Worksheet) -> Iterator[str]:
    yield one_line(worksheet.agency.name)
    yield (
        "What to do: there is a sheet for each step. Write your answers into the column Answer, as far as you know "
        "them. At the end of each list there are empty rows for more."
    )
    yield f"{KEEP_THE_IDS} {WHAT_STAYS}"
    yield SEND_IT_BACK
