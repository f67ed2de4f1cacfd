"""Every list and every table of a worksheet, found from the model: wrong, huge, unknown or in any script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from sustainrubric.base.problem import DocumentPath
from sustainrubric.interview.data import get, put
from sustainrubric.records.layouts import worksheet_layout
from sustainrubric.records.load import load_bytes
from sustainrubric.records.worksheet import Worksheet
from sustainrubric.yaml.rewrite import rewrite
from tests.small import WORKSHEET, WORKSHEET_HEAD
from tests.worksheets import data, definition, inspected

# What the complete worksheet leaves out, since nobody misses it.
_MORE: dict[DocumentPath, Any] = {
    ("context", "gaps"): ["Four calendars"],
    ("process", "select", "steps", 0, "evidence_review", "available"): "Since spring",
    ("process", "select", "steps", 0, "evidence_review", "supports"): "A clinic",
    ("priorities", 0, "goals"): ["graduation"],
    ("priorities", 0, "reforms"): ["early-warning"],
    ("actions", 0, "step"): "select",
    ("actions", 0, "id"): "guide",
    ("answers",): {
        "map": {"steps-addressed": "All of them"},
        "supports": {"reach": "Nearly"},
        "next-steps": {"impact": "A guide"},
    },
}
FULL: Any = data(WORKSHEET.removeprefix(WORKSHEET_HEAD))
for _path, _value in _MORE.items():
    FULL = put(FULL, _path, _value)


def places(value: Any, path: DocumentPath = ()) -> Iterator[DocumentPath]:
    yield path
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, entry in entries:
        yield from places(entry, (*path, key))


def named(path: DocumentPath) -> str:
    return ".".join(map(str, path))


def models(kind: Any) -> Iterator[type[BaseModel]]:
    """A model and all the models inside it."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
        for field in kind.model_fields.values():
            yield from models(field.annotation)
    for argument in get_args(kind):
        yield from models(argument)


_KEYS = {name for model in models(Worksheet) for name in model.model_fields}
LISTS = [path for path in places(FULL) if isinstance(get(FULL, path), list)]
ONE_OF_EACH = list({tuple(key for key in path if key in _KEYS): path for path in LISTS}.values())
"""One list of each kind, where it takes a while to try."""
TABLES = [path for path in LISTS if isinstance(get(FULL, path)[0], dict)]
MAPPINGS = [path for path in places(FULL) if path and isinstance(get(FULL, path), dict)]
HEAD = ("kind", "format", "worksheet", "date")
SETTLED = ("steps", "step", "status", "takes_up", "due")
"""Keys whose texts are days, or words of the instrument or of the file itself."""
TEXTS = [
    path
    for path in places(FULL)
    if isinstance(get(FULL, path), str)
    and path[0] not in HEAD
    and not any(key in SETTLED for key in (path[-1], path[-2] if len(path) > 1 else ""))
]


def said(path: DocumentPath, value: Any) -> list[tuple[str, DocumentPath]]:
    """What is wrong with the file's shape with `value` at a path: code and place."""
    text = json.dumps(put(FULL, path, value), ensure_ascii=False)
    return [
        (found.problem.code.value, found.problem.path)
        for found in inspected(text).problems
        if found.problem.code.value.startswith("SR1")
    ]


def test_every_key_of_the_model_is_among_those_tried() -> None:
    """A list that is added to the model and not to this file is seen here."""
    tried = {key for path in places(FULL) for key in path if isinstance(key, str)}
    assert _KEYS - tried == set()


@pytest.mark.parametrize("wrong", [7, 1.5, True, "text", {"x": 1}], ids=repr)
@pytest.mark.parametrize("path", LISTS, ids=named)
def test_what_is_no_list_is_said_at_its_place(path: DocumentPath, wrong: Any) -> None:
    assert said(path, wrong) == [("SR106", path)]


@pytest.mark.parametrize("nothing", [None, []], ids=repr)
@pytest.mark.parametrize("path", LISTS, ids=named)
def test_an_empty_list_is_a_list(path: DocumentPath, nothing: Any) -> None:
    assert said(path, nothing) == []


@pytest.mark.parametrize("wrong", [7, None, True, [], "text"], ids=repr)
@pytest.mark.parametrize("path", LISTS, ids=named)
def test_a_row_of_the_wrong_type_is_said_at_its_place_and_the_others_are_read(
    path: DocumentPath, wrong: Any
) -> None:
    rows = get(FULL, path)
    if path not in TABLES and wrong == "text":
        wrong = {"x": 1}
    assert said(path, [*rows, wrong, rows[0]]) == [("SR106", (*path, len(rows)))]


@pytest.mark.parametrize("path", TABLES, ids=named)
def test_a_row_without_its_key_says_which_is_missing(path: DocumentPath) -> None:
    assert said(path, [{}]) == [("SR105", (*path, 0))]


@pytest.mark.parametrize("path", TABLES, ids=named)
def test_a_key_nobody_knows_is_said_at_its_place(path: DocumentPath) -> None:
    row = get(FULL, path)[0]
    assert said(path, [{**row, "hwo": "x"}]) == [("SR104", (*path, 0, "hwo"))]


@pytest.mark.parametrize("path", TABLES, ids=named)
def test_every_cell_of_a_row_is_looked_at(path: DocumentPath) -> None:
    row = get(FULL, path)[0]
    other = {"status": "SR107", "due": "SR108"}
    for key in row:
        assert said(path, [{**row, key: 7}]) == [(other.get(key, "SR106"), (*path, 0, key))]


@pytest.mark.parametrize("wrong", [7, True, "text", ["x"]], ids=repr)
@pytest.mark.parametrize("path", MAPPINGS, ids=named)
def test_what_is_no_mapping_is_said_at_its_place(path: DocumentPath, wrong: Any) -> None:
    assert said(path, wrong) == [("SR106", path)]


UNKNOWN: dict[str, tuple[DocumentPath, Any, str, DocumentPath]] = {
    "a support": (("supports", 0, "steps"), ["infrom"], "SR222", ("supports", 0, "steps", 0)),
    "the process": (("process", "infrom"), {"gaps": ["x"]}, "SR223", ("process", "infrom")),
    "an action": (("actions", 0, "step"), "infrom", "SR249", ("actions", 0, "step")),
    "answers of a step": (("answers", "mapp"), {"x": "y"}, "SR224", ("answers", "mapp")),
    "an answer": (("answers", "map", "x"), "y", "SR224", ("answers", "map", "x")),
    "an answer of step 2": (("context", "answers", "x"), "y", "SR224", ("context", "answers", "x")),
    "a gap": (("priorities", 0, "takes_up"), ["Nobody named it"], "SR225", ("priorities", 0, "takes_up", 0)),
}


@pytest.mark.parametrize(("path", "value", "code", "place"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_name_is_said_at_its_place(
    path: DocumentPath, value: Any, code: str, place: DocumentPath
) -> None:
    found = [problem.problem for problem in inspected(json.dumps(put(FULL, path, value))).problems]
    assert [(each.code.value, each.path) for each in found if each.code.severity == "error"] == [
        (code, place)
    ]


@pytest.mark.deep
@pytest.mark.parametrize("path", ONE_OF_EACH, ids=named)
def test_ten_thousand_rows_are_read_checked_and_saved(path: DocumentPath) -> None:
    rows = (get(FULL, path) * 10_000)[:10_000]
    # A row a line, as people have it.
    text = json.dumps(put(FULL, path, rows), ensure_ascii=False).replace("}, {", "},\n{")
    loaded = inspected(text)
    assert isinstance(loaded.model, Worksheet)
    before = loaded.document
    added = put(before.data, path, [*rows, rows[0]])
    after = rewrite(before, added, worksheet_layout(definition()))
    assert after.data == added


@pytest.mark.deep
@pytest.mark.parametrize("path", ONE_OF_EACH, ids=named)
def test_the_one_wrong_row_of_ten_thousand_is_found(path: DocumentPath) -> None:
    rows = [*(get(FULL, path) * 10_000)[:9_999], {}]
    assert [place for _, place in said(path, rows)] == [(*path, 9_999)]


SCRIPTS = {
    "right to left": "مراجعة خطط \u202eالمناطق\u202c שלום",
    "emoji": "👩🏽\u200d🏫 plan 🧭 \U0001f1fa\U0001f1f8",
    "both, with marks": "- 🎓: [العربية] # {x} \u2028 | 'a' \"b\" \\",
}


@pytest.mark.deep
@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_any_script_is_saved_and_read_again_as_it_was(path: DocumentPath, text: str) -> None:
    document = load_bytes(WORKSHEET.encode(), "a.yaml").document
    wanted = put(FULL, path, text)
    saved = rewrite(document, wanted, worksheet_layout(definition()))
    again = load_bytes(saved.source.text.encode("utf-8"), "a.yaml")
    assert again.document.data == wanted
    assert isinstance(again.model, Worksheet)
    assert [found for found in again.problems if found.problem.code.severity == "error"] == []


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("path", LISTS, ids=named)
def test_wrong_rows_in_any_script_are_located(path: DocumentPath, text: str) -> None:
    lines = json.dumps(put(FULL, path, [text, text, {text: text}]), ensure_ascii=False)
    for found in inspected(lines).problems:
        assert (found.location.line, found.problem.message.isprintable()) == (1, True)
        assert 1 <= found.location.column <= len(lines)
