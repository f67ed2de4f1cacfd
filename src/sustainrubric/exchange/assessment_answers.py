"""What came back in the form of an assessment -> the data that the file should say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sustainrubric.base.problem import Code, DocumentPath
from sustainrubric.base.text import counted, did_you_mean, quoted
from sustainrubric.exchange.assessment_form import (
    ACTION_COLUMNS,
    ACTIONS,
    EVIDENCE_COLUMNS,
    NEW,
    RATINGS,
    choice_words,
    item_line,
)
from sustainrubric.exchange.form_model import CellKey
from sustainrubric.exchange.merge import CellChange
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.interview.answers import Rejected, Value, stored_text
from sustainrubric.interview.data import Plain, drop, get, put
from sustainrubric.interview.rows import Table
from sustainrubric.rating.rating_rows import EVIDENCE, actions_table

_TAKEN = ("set", "cleared")


@dataclass
class Answers:
    """The data with the answers in it, what was written where, and what cannot be taken."""

    data: Plain
    written: list[tuple[DocumentPath, Any]] = field(default_factory=list)
    problems: list[tuple[CellKey, Code, str]] = field(default_factory=list)
    already: set[str] = field(default_factory=set)
    """New rows that the file has already: the same form came back before."""

    def put(self, path: DocumentPath, value: Any) -> None:
        self.data = put(self.data, path, value) if value not in (None, []) else drop(self.data, path)
        self.written.append((path, value))


def with_answers(
    data: Plain,
    changes: Iterable[CellChange],
    texts: Mapping[CellKey, str],
    rubric: Rubric,
    *,
    clearing: bool,
) -> Answers:
    """Write the changes that are to be set or cleared; `texts` is what each cell of the form says in the end."""
    answers = Answers(data)
    taken = [change.key for change in changes if change.fate in _TAKEN]
    for key in taken:
        if key.sheet == RATINGS and key.column not in EVIDENCE_COLUMNS:
            _take_value(answers, key, texts[key], rubric)
    for element in dict.fromkeys(key.row for key in taken if key.column in EVIDENCE_COLUMNS):
        _take_evidence(answers, element, texts, clearing=clearing)
    # The last row first: one that goes must not move those before it.
    for row in sorted({key.row for key in taken if key.sheet == ACTIONS}, key=_action_order):
        columns = [key.column for key in taken if key.sheet == ACTIONS and key.row == row]
        _take_action(answers, row, columns, texts, rubric)
    return answers


def choice(text: str, words: Mapping[str, str], what: str) -> Value | Rejected:
    """The value that a word stands for: its id or its name, in any case, with blanks around it."""
    typed = " ".join(text.split()).lower()
    for value, word in words.items():
        if typed in (value.lower(), word.lower()):
            return Value(value)
    hint = did_you_mean(typed, words) or f"; it is one of {', '.join(words.values())}"
    return Rejected(f"{quoted(text)} is not {what}{hint}")


def _take_value(answers: Answers, key: CellKey, text: str, rubric: Rubric) -> None:
    path = ("ratings", key.row, key.column)
    if not text.strip():
        answers.put(path, None)
        return
    words = choice_words(key.column, rubric)
    a = "a level" if key.column in ("level", "target") else f"a {key.column}"
    value = choice(text, words, a) if words is not None else _text(text)
    if isinstance(value, Rejected):
        answers.problems.append((key, Code.NOT_A_CHOICE if words else Code.WRONG_TYPE, value.reason))
    else:
        answers.put(path, value.value)


def _text(text: str) -> Value | Rejected:
    stored = stored_text(text)
    return stored if isinstance(stored, Rejected) else Value(stored.strip("\n"))


def _take_evidence(answers: Answers, element: str, texts: Mapping[CellKey, str], *, clearing: bool) -> None:
    """The pieces of evidence of one element, line by line; what a piece has beside our columns stays."""
    path = ("ratings", element, "evidence")
    now: Sequence[Mapping[str, Any]] = get(answers.data, path) or []
    cells = {
        column: texts.get(CellKey(RATINGS, element, column), "").rstrip("\n") for column in EVIDENCE_COLUMNS
    }
    lines = {column: text.split("\n") if text else [] for column, text in cells.items()}
    count = max(map(len, lines.values()), default=0)
    if count < len(now) and not clearing:
        key = CellKey(RATINGS, element, "evidence_what")
        gone = len(now) - count
        said = f"{counted(gone, 'piece')} of evidence {'is' if gone == 1 else 'are'} gone"
        answers.problems.append(
            (key, Code.MISSING_KEY, f"{said}; --allow-clearing removes {'it' if gone == 1 else 'them'}")
        )
        return
    items = []
    for index in range(count):
        given = {
            key: lines[column][index].strip() if index < len(lines[column]) else ""
            for column, key in EVIDENCE_COLUMNS.items()
        }
        item = _item(answers, EVIDENCE, now[index] if index < len(now) else {}, given)
        if isinstance(item, tuple):
            column = next(column for column, key in EVIDENCE_COLUMNS.items() if key == item[0])
            code = Code.NOT_A_DATE if item[0] == "date" else Code.MISSING_KEY
            answers.problems.append((CellKey(RATINGS, element, column), code, f"line {index + 1}: {item[1]}"))
            return
        if item:
            items.append(item)
    answers.put(path, items)


def _item(
    answers: Answers, table: Table, now: Mapping[str, Any], given: Mapping[str, str]
) -> dict[str, Any] | tuple[str, str]:
    """A row with what was given in it, or the key that cannot be taken and why; empty where nothing is."""
    if not any(given.values()):
        return {}
    item = dict(now)
    for column in table.columns:
        if column.key not in given or given[column.key] == item_line(now, column.key):
            continue
        text = given[column.key]
        if not text:
            if column.required:
                return column.key, f"the {column.title} is missing"
            item.pop(column.key, None)
            continue
        value = column.read(text)
        if isinstance(value, Rejected):
            return column.key, value.reason
        item[column.key] = value.value
    required = [column for column in table.columns if column.required and not item.get(column.key)]
    if required:
        return required[0].key, f"the {required[0].title} is missing"
    order = [*(column.key for column in table.columns), *item]
    return dict(sorted(item.items(), key=lambda entry: order.index(entry[0])))


def _take_action(
    answers: Answers, row: str, changed: Sequence[str], texts: Mapping[CellKey, str], rubric: Rubric
) -> None:
    element, _, number = row.rpartition("#")
    is_new = row.startswith(f"{NEW}-")
    if is_new:
        element = texts.get(CellKey(ACTIONS, row, "element"), "").strip()
        if element not in rubric.elements:
            hint = did_you_mean(element, rubric.elements) if element else "; choose one from the list"
            message = f"the action belongs to no element: {quoted(element)}{hint}"
            answers.problems.append((CellKey(ACTIONS, row, "element"), Code.UNKNOWN_ELEMENT, message))
            return
    path = ("ratings", element, "actions")
    actions = list(get(answers.data, path) or [])
    index = len(actions) if is_new else int(number) - 1
    now = actions[index] if index < len(actions) else {}
    given = dict.fromkeys(ACTION_COLUMNS.values(), "")
    for column, key in ACTION_COLUMNS.items():
        given[key] = texts.get(CellKey(ACTIONS, row, column), "").strip()
        if column not in changed and not is_new:
            given[key] = item_line(now, key)
    status = (
        choice(given["status"], choice_words("status", rubric) or {}, "a status") if given["status"] else None
    )
    if isinstance(status, Rejected):
        answers.problems.append((CellKey(ACTIONS, row, "status"), Code.NOT_A_CHOICE, status.reason))
        return
    given["status"] = status.value if status is not None else "planned" if is_new else ""
    item = _item(answers, actions_table(answers.data), now, given)
    if isinstance(item, tuple):
        column = next(column for column, key in ACTION_COLUMNS.items() if key == item[0])
        code = {"due": Code.NOT_A_DATE, "owner": Code.UNKNOWN_TEAM_MEMBER}.get(item[0], Code.MISSING_KEY)
        answers.problems.append((CellKey(ACTIONS, row, column), code, item[1]))
        return
    if is_new and any(_is_same_action(item, action) for action in actions):
        answers.already.add(row)
        return
    answers.put(path, [each for each in [*actions[:index], item, *actions[index + 1 :]] if each])


def _action_order(row: str) -> tuple[bool, str, int]:
    """Rows of actions that are there from the last to the first, then new ones in their order."""
    element, _, number = row.rpartition("#")
    if not element:
        return True, "", int(row.rpartition("-")[2])
    return False, element, -int(number)


def _is_same_action(new: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    """Whether an action is there already: the same form may come back twice."""
    keys = ACTION_COLUMNS.values()
    return all(str(new.get(key) or "") == str({"status": "planned", **old}.get(key) or "") for key in keys)
