"""Worksheets of any shape: the complete one is taken as it is, everything else is located and explained."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sustainrubric.base.problem import DocumentPath
from sustainrubric.base.text import clean
from sustainrubric.check.file import inspect_bytes
from sustainrubric.instruments.shipped import load_worksheet_definition
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.interview.data import get, put
from sustainrubric.records.load import load_bytes
from sustainrubric.records.worksheet import Worksheet
from sustainrubric.yaml.reader import Document
from tests.conftest import ROOT
from tests.profiles import examples
from tests.small import WORKSHEET, WORKSHEET_HEAD
from tests.worksheets import data, inspected

WHOLE: dict[str, Any] = data(WORKSHEET.removeprefix(WORKSHEET_HEAD))
WRONG: list[Any] = [
    7,
    7.5,
    True,
    None,
    "",
    " ",
    "text",
    [],
    {},
    [7],
    [None],
    [[]],
    {"x": 7},
    ["text"],
    "\u202e🧭",
]


def paths(value: Any, path: DocumentPath = ()) -> list[DocumentPath]:
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [path, *(inner for key, entry in entries for inner in paths(entry, (*path, key)))]


PLACES = [path for path in paths(WHOLE) if path and path[0] not in ("kind", "format", "worksheet")]


@pytest.mark.parametrize(
    "wrong",
    [
        # One value of each type is quick.
        pytest.param(
            wrong, id=repr(wrong), marks=() if wrong in (7, None, "text", [7], {}) else pytest.mark.deep
        )
        for wrong in WRONG
    ],
)
@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_every_place_takes_a_wrong_value_with_a_located_message_or_none(
    path: DocumentPath, wrong: Any
) -> None:
    """JSON is YAML: what stands on one line is located on it. A value of the wrong type is named as what it is."""
    text = in_json(put(WHOLE, path, wrong))
    first = in_json(put(WHOLE, path, "the place")).index('"the place"') + 1
    errors_here = []
    for found in inspected(text).problems:
        assert found.location.line == 1
        assert 1 <= found.location.column <= len(text)
        assert found.problem.message.isprintable()
        if found.problem.code.severity == "error" and found.problem.path[: len(path)] == path:
            assert first <= found.location.column < first + len(in_json(wrong))
            errors_here.append(found.problem.message)
    if wrong is not None and type(wrong) is not type(get(WHOLE, path)):
        assert len(errors_here) == 1
        assert errors_here[0].startswith(named(wrong))


def in_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def named(value: Any) -> str:
    """How a message names a value that is not of the type that is expected."""
    if isinstance(value, dict):
        return "a mapping "
    if isinstance(value, list):
        return "a list "
    return f"'{clean(value)}' " if isinstance(value, str) else f"'{json.dumps(value)}' "


ROWS = [path for path in PLACES if isinstance(path[-1], int)]


@pytest.mark.parametrize("path", ROWS, ids=lambda path: ".".join(map(str, path)))
def test_a_row_without_its_keys_says_which_are_missing(path: DocumentPath) -> None:
    row: Any = WHOLE
    for part in path:
        row = row[part]
    if not isinstance(row, dict):
        pytest.skip("a text has no keys")
    found = inspected(json.dumps(put(WHOLE, path, {}))).problems
    missing = [problem.problem for problem in found if problem.problem.code.value == "SR105"]
    assert len(missing) == 1
    assert missing[0].path == path


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=examples(150))
@given(st.sampled_from(PLACES), junk)
def test_no_junk_in_any_place_is_more_than_a_problem(path: DocumentPath, wrong: Any) -> None:
    inspected(json.dumps(put(WHOLE, path, wrong)))


LISTS = (
    "organize.participants", "organize.documents", "supports", "supports_gaps", "priorities", "actions",
    "process.select.steps", "process.select.gaps", "context.gaps",
)  # fmt: skip


@pytest.mark.deep
@pytest.mark.parametrize("key", LISTS)
def test_ten_thousand_rows_are_read_and_checked(key: str) -> None:
    path = tuple(key.split("."))
    row: Any = WHOLE
    for part in path:
        row = row.get(part, ["x"])
    rows = row * (10_000 // len(row) + 1)
    loaded = inspect_bytes(json.dumps(put(WHOLE, path, rows)).encode(), "a.yaml")
    assert isinstance(loaded.model, Worksheet)


def test_the_definition_we_ship_is_valid_in_full() -> None:
    path = ROOT / "rubric" / "lea-process" / "1.0.0.yaml"
    loaded = load_bytes(path.read_bytes(), path.name)
    assert loaded.problems == ()
    assert isinstance(loaded.model, WorksheetDefinition)
    assert loaded.model == load_worksheet_definition("lea-process@1.0.0")


def test_there_is_no_definition_by_the_name_of_a_rubric() -> None:
    assert load_worksheet_definition("sustainability@1.0.0") is None
    assert load_worksheet_definition("lea-process@9.0.0") is None


def test_bare_keys_are_parts_not_begun() -> None:
    text = f"{WORKSHEET_HEAD}organize:\ncontext:\nprocess: {{inform: }}\nsupports:\nanswers: {{map: }}\n"
    document: Document = load_bytes(text.encode(), "a.yaml").document
    model = Worksheet.model_validate(document.data)
    assert (model.organize.participants, model.supports, model.context.answers) == ((), (), {})
    assert model.process["inform"].steps == ()
