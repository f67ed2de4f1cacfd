"""Questions that several scripts of a worksheet ask: the steps of a process, and lists of gaps."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from sustainrubric.engine.plain import Plain, drop, get, put
from sustainrubric.engine.questions import Question
from sustainrubric.engine.worksheet_forms import PROCESS_STEPS, TEXTS
from sustainrubric.engine.worksheet_gaps import key_of
from sustainrubric.model.problem import DocumentPath
from sustainrubric.model.worksheet_definition import WorksheetDefinition


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
