"""What a session finds in the person's own folder: whatever it holds, it is taken or left, never a crash."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sustainrubric.editing.new_assessment import write_assessment
from sustainrubric.editing.new_worksheet import write_worksheet
from sustainrubric.editing.set_up_script import SetupScript, WorksheetSetup, is_complete
from sustainrubric.instruments.shipped import newest_rubric
from sustainrubric.interview.data import get
from sustainrubric.interview.interview import taken_again
from sustainrubric.records.load import load
from sustainrubric.terminal.editor import edit_text

TODAY = date(2026, 10, 15)
GOOD: dict[str, Any] = {
    "agency": {"name": "Department of Education", "state": "EX"},
    "reform": {"id": "literacy", "name": "Early literacy"},
    "round": {"id": "2026-fall", "date": "2026-10-15"},
    "team": [{"id": "mlopez", "name": "M. Lopez", "role": "Chief of staff"}],
}
HOSTILE = [
    "\ud800",
    "a\0b",
    "\x1b[31m",
    "9" * 5000,
    "2026-99-99",
    5,
    1e300,
    None,
    True,
    [],
    [[]],
    {},
    {"a": {}},
]
PLACES = [("agency",), ("agency", "name"), ("reform", "id"), ("round", "date"), ("round",), ("team",)]


def with_value(place: tuple[str, ...], value: object) -> dict[str, Any]:
    kept = {key: dict(part) if isinstance(part, dict) else part for key, part in GOOD.items()}
    if len(place) == 1:
        kept[place[0]] = [value] if place[0] == "team" else value
    else:
        kept[place[0]][place[1]] = value
    return kept


def test_sound_answers_are_taken_as_they_were_given() -> None:
    again = taken_again(SetupScript(None, None, TODAY), GOOD)
    assert again == {**GOOD, "round": {"id": "2026-fall", "date": TODAY}}
    assert is_complete(again)


@pytest.mark.parametrize("place", PLACES, ids=".".join)
@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:12])
def test_answers_of_any_shape_make_a_sound_file_or_are_asked_again(
    place: tuple[str, ...], value: object, tmp_path: Path
) -> None:
    kept = with_value(place, value)
    again = taken_again(SetupScript(None, None, TODAY), kept)
    if is_complete(again):
        write_assessment(str(tmp_path / "a.yaml"), again, newest_rubric())
        assert not [found for found in load(str(tmp_path / "a.yaml")).problems if found.problem.code < "SR3"]
    worksheet = taken_again(
        WorksheetSetup(TODAY), {"agency": kept["agency"], "date": get(kept, ("round", "date"))}
    )
    if get(worksheet, ("agency", "name")) and "date" in worksheet:
        write_worksheet(str(tmp_path / "w.yaml"), worksheet["agency"], worksheet["date"])


@pytest.mark.parametrize("draft", ["a\ud800b", "a\0b"])
def test_a_draft_of_any_signs_can_be_edited(draft: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.delenv("VISUAL", raising=False)
    edit_text(draft)
