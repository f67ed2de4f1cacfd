"""Changes to a worksheet given at once: the same questions and checks as a session, without the dialogue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.interview.answers import Rejected, Value
from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.forms import Day, Line, Question
from sustainrubric.interview.rows import RowCommand, Table
from sustainrubric.worksheet.evidence_pass import EvidenceScript
from sustainrubric.worksheet.form_parts import step_named
from sustainrubric.worksheet.script import WorksheetScript

_ROW = r"(?P<key>\S+)\s+(?P<place>[0-9]{1,6})"

# How each change of a row is written, and an example of it.
_CHANGES = {
    "edit": (re.compile(_ROW + r"\s*:\s*(?P<row>.+)", re.DOTALL), "'supports 2: Fall | Forum'"),
    "move": (re.compile(_ROW + r"\s+to\s+(?P<to>[0-9]{1,6})", re.IGNORECASE), "'supports 2 to 1'"),
    "remove": (re.compile(_ROW), "'supports 2'"),
}

_GAP_PLACES = ("context", "supports")


@dataclass(frozen=True)
class WorksheetEdits:
    """What to change, in the order in which it is done; `added` holds rows by the list they go to.

    Numbers of rows are those that a list has when its edit, its move or its removal is done; of several
    removals each means the rows as they were before the first.
    """

    edits: Sequence[str] = ()
    moves: Sequence[str] = ()
    removals: Sequence[str] = ()
    added: Sequence[tuple[str, str]] = ()
    sets: Sequence[str] = ()

    @property
    def is_empty(self) -> bool:
        return not any(vars(self).values())


def edited(definition: WorksheetDefinition, data: Plain, edits: WorksheetEdits) -> Plain | Rejected:
    """The data with all changes made, or the first reason to refuse them."""
    for option, change in _changes(definition, edits):
        outcome = change(data)
        if isinstance(outcome, Rejected):
            return Rejected(f"{option}: {outcome.reason}")
        data = outcome
    return data


Change = Callable[[Plain], Plain | Rejected]


def _changes(definition: WorksheetDefinition, edits: WorksheetEdits) -> Iterator[tuple[str, Change]]:
    for text in edits.edits:
        yield "--edit", partial(_row, definition, "edit", text)
    for text in edits.moves:
        yield "--move", partial(_row, definition, "move", text)
    for text in _last_first(edits.removals):
        yield "--remove", partial(_remove, definition, text)
    for what, text in edits.added:
        yield f"--add-{what}", partial(_add, definition, what, text)
    # Last, so that a row added just now can be set, too.
    for text in edits.sets:
        yield "--set", partial(_set, definition, text)


def all_questions(definition: WorksheetDefinition, data: Plain) -> Iterator[Question]:
    """Everything that can be changed: the head of the file, both passes of the session."""
    yield Question("date", "", "The day of the worksheet", ("date",), Day(), get(data, ("date",)))
    for key in ("name", "state"):
        path = ("agency", key)
        yield Question(".".join(path), "", "The agency", path, Line(key == "name"), get(data, path))
    for script in (WorksheetScript(definition), EvidenceScript(definition)):
        for section in script.sections:
            yield from script.questions(section.id, data)


def _question(definition: WorksheetDefinition, data: Plain, key: str) -> Question | Rejected:
    """The question that a key names: by its id, or by its path in the file with rows counted from 1."""
    known: dict[str, Question] = {}
    for question in all_questions(definition, data):
        path = ".".join(str(part + 1) if isinstance(part, int) else part for part in question.path)
        known.setdefault(question.id, question)
        known.setdefault(path, question)
    found = known.get(key.strip())
    if found is not None:
        return found
    hint = did_you_mean(key.strip(), known) or f"; there are {', '.join(_short(known.values()))}"
    return Rejected(f"there is no {quoted(key)} in a worksheet{hint}")


def _short(questions: Iterable[Question]) -> list[str]:
    ids = dict.fromkeys(question.id for question in questions)
    return [name for name in ids if "." not in name]


def _set(definition: WorksheetDefinition, text: str, data: Plain) -> Plain | Rejected:
    key, sign, value = text.partition("=")
    if not sign or not value.strip():
        return Rejected(f"{quoted(text)} is not KEY=TEXT; --remove KEY takes a text away")
    question = _question(definition, data, key)
    if isinstance(question, Rejected):
        return question
    if isinstance(question.form, Table):
        return Rejected(f"{question.id} is a list; --edit, --move and --remove change its rows")
    outcome = question.form.parse(value.strip(), question.current)
    return _answered(question, data, outcome)


def _row(definition: WorksheetDefinition, verb: str, text: str, data: Plain) -> Plain | Rejected:
    """`supports 2: Fall | ...` for an edit, `supports 2 to 1` for a move, `supports 2` for a removal."""
    pattern, example = _CHANGES[verb]
    found = pattern.fullmatch(text.strip())
    if found is None:
        return Rejected(f"{quoted(text)} names no row; write it as {example}")
    question = _list(definition, data, found["key"])
    if isinstance(question, Rejected):
        return question
    assert isinstance(question.form, Table)
    typed = found.groupdict()
    command = RowCommand(verb, int(typed["place"]), int(typed.get("to") or 0), typed.get("row") or "")
    return _answered(question, data, question.form.changed(command, question.current or []))


def _remove(definition: WorksheetDefinition, text: str, data: Plain) -> Plain | Rejected:
    """A row (`supports 2`), or a text (`logistics`)."""
    if len(text.split()) > 1:
        return _row(definition, "remove", text, data)
    question = _question(definition, data, text)
    if isinstance(question, Rejected):
        return question
    if isinstance(question.form, Table):
        return Rejected(f"{question.id} is a list; say which row, as in '{question.id} 1'")
    if question.path in (("date",), ("agency", "name")):
        return Rejected(f"a worksheet needs its {question.id}; --set changes it")
    if question.current is None:
        return Rejected(f"there is nothing under {question.id} to remove")
    return question.answered(data, None)


def _list(definition: WorksheetDefinition, data: Plain, key: str) -> Question | Rejected:
    question = _question(definition, data, key)
    if isinstance(question, Rejected) or isinstance(question.form, Table):
        return question
    return Rejected(f"{question.id} is a text, not a list; --set changes it")


def _add(definition: WorksheetDefinition, what: str, text: str, data: Plain) -> Plain | Rejected:
    """One row for a list; that of a process step and of a gap begins with where it belongs."""
    key = {"participant": "participants", "document": "documents", "support": "supports",
           "priority": "priorities", "action": "actions"}.get(what)  # fmt: skip
    if key is None:
        place, bar, text = text.partition("|")
        if not bar:
            return Rejected(f"{quoted(place)} has one part; write it as 'select | ...'")
        found = _place(definition, what, place.strip())
        if isinstance(found, Rejected):
            return found
        key = found
    question = _list(definition, data, key)
    if isinstance(question, Rejected):
        return question
    assert isinstance(question.form, Table)
    row = question.form.row(text)
    if isinstance(row, Rejected):
        return row
    return _answered(question, data, question.form.added(question.current or [], row.value))


def _place(definition: WorksheetDefinition, what: str, place: str) -> str | Rejected:
    if what == "gap" and place.casefold() in _GAP_PLACES:
        return f"{place.casefold()}-gaps"
    step = step_named(definition.process_names, place)
    if isinstance(step, Rejected):
        return Rejected(f"{step.reason}; also context and supports") if what == "gap" else step
    return f"{step}-gaps" if what == "gap" else step


def _answered(question: Question, data: Plain, outcome: Value | Rejected) -> Plain | Rejected:
    return outcome if isinstance(outcome, Rejected) else question.answered(data, outcome.value)


def _last_first(removals: Sequence[str]) -> list[str]:
    """Removals so ordered that none moves a row which another one means."""

    def place(text: str) -> int:
        found = re.fullmatch(_ROW, text.strip())
        return int(found["place"]) if found else 0

    return sorted(dict.fromkeys(removals), key=place, reverse=True)
