"""Not one byte of what an audience is not to see is in its page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result

Sustain = Callable[..., Result]

# Each mark stands in one field, and nowhere else.
NAMES = ("Qteamname", "Qteamrole", "Qteamid", "Qowner", "Qnamed")
SENSITIVE = ("Qevidence", "qevidence.example", "2019-01-31", "Jan 31, 2019")
DISSENT = ("Qdissent",)
NOTES = ("Qhead", "Qbeside", "Qbelow", "Qrow", "Qbody")
SHOWN = ("Qrationale", "Qplain", "Qaction", "Qagency")

ASSESSMENT = """\
---
# Qhead of the file
kind: assessment
format: 1
rubric: sustainability@1.0.0
agency: {name: Qagency, state: EX}
reform: {id: literacy, name: Literacy}
round: {id: 2026-fall, date: 2026-10-15}
team:
  - {id: Qteamid, name: Qteamname, role: Qteamrole}  # Qrow
previous:
  round: Qprevious
  levels: {1.A.i: strong}
  rationales: {1.A.i: Qprevious}
ratings:
  1.A.i:  # Qbeside
    level: emerging
    rationale: Qrationale
    dissent: Qdissent
    evidence:
      - {what: Qevidence, where: "https://qevidence.example/a", date: 2019-01-31, sensitive: true}
      - {what: Qplain}
    actions:
      - {what: Qaction, owner: Qteamid, due: 2027-01-01}
      # Qbelow
      - {what: Qaction, owner: Qteamid}
---

Qbody
"""
WORKSHEET = """\
# Qhead
kind: worksheet
format: 1
worksheet: lea-process@1.0.0
agency: {name: Qagency}
date: 2026-09-30
organize:
  participants:
    - {department: Qdepartment, name: Qnamed, contact: Qcontact, role: Qrole}  # Qbeside
  logistics: Qlogistics
supports:
  - {what: Qplain, steps: [inform]}
actions:
  - {what: Qaction, owner: Qowner, due: 2027-01-01}
"""


@pytest.fixture
def page(sustain: Sustain, folder: Path) -> Callable[..., str]:
    (folder / "a.md").write_text(ASSESSMENT)
    (folder / "old.md").write_text(
        ASSESSMENT.replace("2026", "2025").replace("level: emerging", "level: strong")
    )
    (folder / "w.yaml").write_text(WORKSHEET)

    def page(file: str, *arguments: str) -> str:
        return sustain("report", file, "-o", "-", *arguments).out

    return page


def found(marks: tuple[str, ...], text: str) -> list[str]:
    return [mark for mark in marks if mark.lower() in text.lower()]


FORMATS = pytest.mark.parametrize("form", ["html", "markdown"])


@FORMATS
def test_the_public_sees_ratings_and_reasons_and_nobody(page: Callable[..., str], form: str) -> None:
    text = page("a.md", "--audience", "public", "--format", form, "--previous", "old.md")
    assert found(NAMES + SENSITIVE + DISSENT + NOTES + ("Qprevious",), text) == []
    assert found(SHOWN, text) == list(SHOWN)
    assert "not named here" in text
    assert "This version is for the public" in text


@FORMATS
def test_the_cabinet_sees_all_but_the_notes(page: Callable[..., str], form: str) -> None:
    text = page("a.md", "--audience", "cabinet", "--format", form)
    assert found(NOTES, text) == []
    seen = SHOWN + SENSITIVE[:2] + DISSENT + ("Qteamname", "Qteamrole")
    assert found(seen, text) == list(seen)


@FORMATS
def test_the_team_sees_everything(page: Callable[..., str], form: str) -> None:
    text = page("a.md", "--format", form)
    seen = SHOWN + SENSITIVE[:2] + DISSENT + NOTES + ("Qteamname", "Qteamrole")
    assert found(seen, text) == list(seen)
    assert "not for the public" in text
    assert "This version" not in text


@FORMATS
def test_the_public_sees_nobody_in_a_worksheet(page: Callable[..., str], form: str) -> None:
    hidden = ("Qnamed", "Qcontact", "Qrole", "Qlogistics", "Qowner", "Qhead", "Qbeside")
    text = page("w.yaml", "--audience", "public", "--format", form)
    assert found(hidden, text) == []
    assert found(("Qdepartment", "Qplain", "Qaction"), text) == ["Qdepartment", "Qplain", "Qaction"]
    assert found(hidden, page("w.yaml", "--contacts", "--format", form)) == list(hidden)


def test_contacts_are_not_for_the_public(sustain: Sustain, page: Callable[..., str]) -> None:
    result = sustain("report", "w.yaml", "-o", "w.html", "--audience", "public", "--contacts", code=2)
    assert "--contacts is not for the public" in result.err
    assert not Path("w.html").exists()
