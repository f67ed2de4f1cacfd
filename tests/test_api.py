"""The promised Python interface."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric import api
from tests.conftest import ROOT

ROUNDS = ROOT / "examples" / "assessments" / "literacy"
OLD, NEW = str(ROUNDS / "2025-fall.yaml"), str(ROUNDS / "2026-fall.yaml")


@pytest.mark.deep
def test_importing_it_brings_in_nothing_of_the_command_line() -> None:
    seen = subprocess.run(
        [sys.executable, "-c", "import sys, sustainrubric.api; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    tops = {name.partition(".")[0] for name in seen}
    assert "sustainrubric.api" in seen
    unwanted = {"typer", "rich", "jinja2", "openpyxl", "xlsxwriter", "docx", "duckdb"}
    assert tops.isdisjoint(unwanted)


def test_a_file_is_loaded_checked_and_scored() -> None:
    loaded = api.load(NEW)
    assert api.check(loaded) == []
    card = api.score(loaded)
    assert (card.reform.id, card.overall.applicable) == ("literacy", 19)


def test_problems_come_in_the_order_of_the_text(tmp_path: Path) -> None:
    text = Path(NEW).read_text(encoding="utf-8").replace("level: strong", "level: strog", 2)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    loaded = api.load(str(tmp_path / "a.yaml"))
    lines = [loaded.document.located(found).location.line for found in api.check(loaded)]
    assert len(lines) == 2
    assert lines == sorted(lines)
    with pytest.raises(api.InvalidFile):
        api.score(loaded)


def test_two_rounds_are_compared() -> None:
    found = api.diff(api.load(OLD), api.load(NEW))
    assert sum(found.overall.counts.values()) == 19


def test_two_reforms_are_not_compared() -> None:
    other = ROOT / "examples" / "assessments" / "educator-evaluation" / "2026-fall.yaml"
    with pytest.raises(api.WrongUsage, match="the reforms differ"):
        api.diff(api.load(NEW), api.load(str(other)))


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(api.Unreadable):
        api.load(str(tmp_path / "no.yaml"))


def test_rows_are_the_elements_of_the_scorecard() -> None:
    found = api.rows(Path(NEW).read_bytes(), "a\\b.yaml")
    card = api.score(api.load(NEW))
    assert [(row["element_id"], row["points"], row["gap"]) for row in found] == [
        (element.id, element.points, element.gap) for element in card.elements
    ]
    assert {row["record"] for row in found} == {"element"}
    assert {row["file"] for row in found} == {"a/b.yaml"}


def test_every_row_has_the_same_keys_and_plain_values() -> None:
    text = Path(NEW).read_bytes().replace(b"level: strong", b"level: strog", 1)
    found = api.rows(Path(NEW).read_bytes(), "a.yaml") + api.rows(text, "b.yaml")
    assert {row["record"] for row in found} == {"element", "problem"}
    assert {tuple(row) for row in found} == {api.ROW_KEYS}
    assert {type(value) for row in found for value in row.values()} <= {str, int, bool, type(None)}


def test_a_weak_file_has_its_elements_and_its_problems() -> None:
    text = Path(NEW).read_bytes().replace(b"owner: mlopez", b"owner: nobody", 1)
    records = [row["record"] for row in api.rows(text, "a.yaml")]
    assert records.count("element") == 19
    assert "problem" in records


def test_a_rubric_given_stands_in_for_the_one_named() -> None:
    content = Path(NEW).read_bytes()
    rubric = api.load(str(ROOT / "rubric" / "sustainability" / "1.0.0.yaml")).model
    assert isinstance(rubric, api.Rubric)
    unknown = content.replace(b"rubric: sustainability@1.0.0", b"rubric: ours@3.0.0")
    assert [row["code"] for row in api.rows(unknown, "a.yaml")] == ["SR201"]
    found = api.rows(unknown, "a.yaml", rubric=rubric)
    assert [row["record"] for row in found] == ["element"] * 19


def test_rows_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(api.rows)) is api.rows


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_rows_never_raise_because_of_the_content(content: bytes) -> None:
    for head in (b"", b"kind: assessment\nformat: 1\n"):
        for row in api.rows(head + content, "a.yaml"):
            assert tuple(row) == api.ROW_KEYS
