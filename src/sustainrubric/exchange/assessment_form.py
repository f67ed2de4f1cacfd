"""An assessment as a form: which cells there are, and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sustainrubric.base.text import one_line
from sustainrubric.exchange.form_model import (
    FORM_VERSION,
    CellKey,
    Form,
    FormColumn,
    FormRow,
    FormSheet,
    form_credits,
)
from sustainrubric.exchange.office import cell_text
from sustainrubric.instruments.rubric import Element, LevelId, Rubric
from sustainrubric.interview.data import Plain, get
from sustainrubric.rating.rating_rows import members
from sustainrubric.records.assessment import STATUSES, Assessment

RATINGS, ACTIONS = "Ratings", "Actions"
EVIDENCE_COLUMNS = {"evidence_what": "what", "evidence_where": "where", "evidence_date": "date"}
"""The columns of the evidence, and the keys of a piece of it in the file."""
ACTION_COLUMNS = {"action": "what", "owner": "owner", "due": "due", "status": "status"}
"""The columns of an action, and its keys in the file."""
NEW_ACTIONS = 20
NEW = "new"

_NO_LEVELS = {"not-applicable": "Not applicable", "unknown": "Unknown"}
_PRIORITIES = {"high": "High", "medium": "Medium", "low": "Low"}
_STATUS_WORDS: Mapping[str, str] = {status: status.replace("-", " ").capitalize() for status in STATUSES}


def assessment_form(
    assessment: Assessment,
    data: Plain,
    rubric: Rubric,
    *,
    elements: Sequence[str] = (),
    actions: bool = False,
    version: str = "",
) -> Form:
    """The form of an assessment; `elements` are those to ask about, where it is not all of them.

    `data` is the file as it stands, so that a cell says what the file says and not what we make of it.
    """
    wanted = list(elements) or list(rubric.elements)
    sheets = [ratings_sheet(data, rubric, wanted)]
    if actions:
        sheets.append(_actions_sheet(data, rubric, wanted))
    return Form(
        heading=one_line(f"{assessment.reform.name}, round {assessment.round.id}"),
        about=about(assessment, wanted, actions=actions, version=version),
        paragraphs=tuple(_paragraphs(assessment, actions=actions)),
        credits=rubric_credits(rubric),
        sheets=tuple(sheets),
    )


def about(assessment: Assessment, elements: Sequence[str], *, actions: bool, version: str) -> dict[str, str]:
    """What the hidden sheet says of a form, so that it finds its way back."""
    return {
        "form": FORM_VERSION,
        "kind": "assessment",
        "instrument": assessment.rubric,
        "agency": cell_text(assessment.agency.name),
        "reform": cell_text(assessment.reform.id),
        "round": cell_text(assessment.round.id),
        "elements": " ".join(elements),
        "actions": "yes" if actions else "no",
        "version": version,
    }


def level_words(rubric: Rubric) -> dict[str, str]:
    """What a level is called in a form, by its id; with the two words for no level."""
    return {level.id: level.name for level in rubric.levels} | _NO_LEVELS


def target_words(rubric: Rubric) -> dict[str, str]:
    return {level.id: level.name for level in rubric.levels}


def evidence_of(key: CellKey) -> str | None:
    """The element whose evidence a cell is part of: the lines of its three cells belong together."""
    return key.row if key.sheet == RATINGS and key.column in EVIDENCE_COLUMNS else None


def choice_words(column: str, rubric: Rubric) -> Mapping[str, str] | None:
    """The words that a column takes, by the value they stand for; None where it takes any text."""
    words: dict[str, Mapping[str, str]] = {
        "level": level_words(rubric),
        "target": target_words(rubric),
        "priority": _PRIORITIES,
        "status": _STATUS_WORDS,
    }
    return words.get(column)


def ratings_sheet(data: Plain, rubric: Rubric, wanted: Sequence[str]) -> FormSheet:
    """A row an element: what the rubric says of each level, and what `data` says under `ratings`."""
    levels = [
        FormColumn(level.id, level.name, 46)
        for level in sorted(rubric.levels, key=lambda level: level.points)
    ]
    columns = (
        FormColumn("id", "Id", 8),
        FormColumn("element", "Element", 24),
        *levels,
        FormColumn("level", "Level", 14, True, tuple(level_words(rubric).values())),
        FormColumn("rationale", "Rationale", 44, True),
        FormColumn("evidence_what", "Evidence: what", 34, True),
        FormColumn("evidence_where", "Evidence: where", 30, True),
        FormColumn("evidence_date", "Evidence: date", 13, True),
        FormColumn("target", "Target", 13, True, tuple(target_words(rubric).values())),
        FormColumn("priority", "Priority", 10, True, tuple(_PRIORITIES.values())),
    )
    rows = tuple(_rating_row(rubric.elements[element], data, rubric) for element in wanted)
    return FormSheet(RATINGS, columns, rows)


def _rating_row(element: Element, data: Plain, rubric: Rubric) -> FormRow:
    rating: Mapping[str, Any] = get(data, ("ratings", element.id)) or {}
    evidence = rating.get("evidence") or []
    cells = {"element": element.title}
    cells |= {level.id: _descriptors(element, level.id) for level in rubric.levels}
    cells |= {
        "level": level_words(rubric).get(rating.get("level") or "", ""),
        "rationale": str(rating.get("rationale") or ""),
        "target": target_words(rubric).get(rating.get("target") or "", ""),
        "priority": _PRIORITIES.get(rating.get("priority") or "", ""),
    }
    cells |= {column: item_lines(evidence, key) for column, key in EVIDENCE_COLUMNS.items()}
    return FormRow(element.id, cells)


def item_lines(items: Sequence[Mapping[str, Any]], key: str) -> str:
    """One part of each item, a line an item, in their order."""
    return "\n".join(item_line(item, key) for item in items).rstrip("\n")


def item_line(item: Mapping[str, Any], key: str) -> str:
    """One part of an item as its line in a cell says it."""
    return " ".join(str(item.get(key) or "").split())


def _descriptors(element: Element, level: LevelId) -> str:
    found = [(criterion.number, criterion.descriptor(level)) for criterion in element.criteria]
    return "\n".join(f"{number}. {text}" for number, text in found if text)


def _actions_sheet(data: Plain, rubric: Rubric, wanted: Sequence[str]) -> FormSheet:
    owners = tuple(members(data).values())
    columns = (
        FormColumn("id", "Id", 12),
        FormColumn("element", "Element", 12, choices=tuple(wanted)),
        FormColumn("action", "Action", 60, True),
        FormColumn("owner", "Owner", 24, True, owners if all(owners) else ()),
        FormColumn("due", "Due", 13, True),
        FormColumn("status", "Status", 13, True, tuple(_STATUS_WORDS.values())),
    )
    return FormSheet(ACTIONS, columns, tuple(_action_rows(data, rubric, wanted)))


def _action_rows(data: Plain, rubric: Rubric, wanted: Sequence[str]) -> Iterator[FormRow]:
    names = members(data)
    for element in wanted:
        for number, action in enumerate(get(data, ("ratings", element, "actions")) or [], 1):
            owner = str(action.get("owner") or "")
            yield FormRow(
                f"{element}#{number}",
                {
                    "element": element,
                    "action": item_line(action, "what"),
                    "owner": " ".join((names.get(owner) or owner).split()),
                    "due": item_line(action, "due"),
                    "status": _STATUS_WORDS.get(action.get("status") or "planned", ""),
                },
            )
    for number in range(1, NEW_ACTIONS + 1):
        yield FormRow(f"{NEW}-{number}", {}, frozenset({"element"}))


RATE_ROW_BY_ROW = (
    "What to do: open the sheet Ratings. Each row is one element of the rubric, with what the rubric says of each "
    "level. Choose the level that fits best, and say in a sentence or two why."
)
WRITE_EVIDENCE = (
    "Evidence: write what you looked at, where others find it, and the day it is from as YYYY-MM-DD. Several "
    "pieces: one a line in each of the three cells (Alt+Enter begins a line); the first lines belong together, "
    "and so on."
)
KEEP_THE_IDS = (
    "You may sort and filter rows and change widths. Please leave the first column as it is: each answer finds its "
    "way back by the id in it."
)
WHAT_STAYS = "What you leave as it is stays as it is. An emptied cell deletes nothing by itself."
SEND_IT_BACK = "When you are done, save the file and send it back to the person who sent it to you."


def _paragraphs(assessment: Assessment, *, actions: bool) -> Iterator[str]:
    yield one_line(assessment.agency.name)
    yield (f"{RATE_ROW_BY_ROW} Leave empty what you do not know.")
    yield WRITE_EVIDENCE
    if actions:
        yield (
            "The sheet Actions lists what is to be done. Change it, or fill in one of the empty rows at its end: "
            "choose the element, and say what will be done, by whom, and by when."
        )
    yield f"{KEEP_THE_IDS} {WHAT_STAYS}"
    yield SEND_IT_BACK


def rubric_credits(rubric: Rubric) -> tuple[str, ...]:
    """Whose the wording of a rubric is."""
    return form_credits(rubric, f"{rubric.title}: {rubric.subtitle}")
