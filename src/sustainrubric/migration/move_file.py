"""A file of an assessment taken to another rubric or back: its text, with what people wrote beside it kept."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from sustainrubric.base.errors import InvalidFile
from sustainrubric.base.fields import Layout
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.interview.data import Plain
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.load import Loaded, load_bytes, load_document
from sustainrubric.yaml.comments import comments
from sustainrubric.yaml.front_matter import is_markdown
from sustainrubric.yaml.rewrite import CannotEdit, rewrite
from sustainrubric.yaml.writer import dump, in_order, plain

_DAYS = frozenset(["date", "due", "review_by"])
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def rewritten(loaded: Loaded, data: Plain, rubric: Rubric) -> Loaded:
    """The file with other data, in the order of its rubric.

    Comments stay by what stays. Where the text cannot be changed in its place it is written anew.

    Raises:
        InvalidFile: the outcome is not in order, which a sound file never leads to.
    """
    by_element = dict.fromkeys(("ratings", "weights", "levels", "rationales", "kept"), tuple(rubric.elements))
    layout = Layout(Assessment, by_element, short=frozenset({"from", "to"}))
    ordered = in_order(_with_days(data, loaded.document.data), layout, loaded.document.data)
    try:
        document = rewrite(loaded.document, ordered, layout)
    except CannotEdit:
        if is_markdown(loaded.file):
            raise
        found = load_bytes(dump(ordered, layout).encode("utf-8"), loaded.file)
        if found.document.data != plain(ordered):
            raise
        document = found.document
    moved = load_document(document)
    if moved.model is None:
        raise InvalidFile(loaded.file, moved.problems)
    return replace(moved, instruments=loaded.instruments)


def comments_left(old: Loaded, new: Loaded) -> int:
    """How many comments of people the new text does not have."""
    before, after = ([comment.text for comment in comments(each.document)] for each in (old, new))
    for text in after:
        if text in before:
            before.remove(text)
    return len(before)


def _with_days(data: Any, old: Any, key: str = "") -> Any:
    """Data whose days are written bare where they come to stand in a new place, as they stood in the old one."""
    if isinstance(data, dict):
        before = old if isinstance(old, dict) else {}
        return {name: _with_days(entry, before.get(name), name) for name, entry in data.items()}
    if isinstance(data, list):
        items = old if isinstance(old, list) else []
        return [
            _with_days(entry, items[place] if place < len(items) else None, key)
            for place, entry in enumerate(data)
        ]
    if isinstance(data, str) and key in _DAYS and data != old and _DAY.fullmatch(data):
        return date.fromisoformat(data)
    return data
