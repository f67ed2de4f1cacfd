"""Which rounds belong together: one reform of one agency, in every command alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric.records.agency_names import AgencyNames, as_named, told_apart
from sustainrubric.records.assessment import Agency
from sustainrubric.rounds.subject import by_reform, from_first_rating, of_one_reform, why_not_one_subject
from tests.conftest import Result
from tests.rounds.rounds import later, round_of
from tests.small import HEAD

Sustain = Callable[..., Result]

OLD, NEW = "Example Department of Education", "Example Learning Agency"
SETTINGS = (
    f"kind: settings\nformat: 1\nagency: {{name: {NEW}, state: EX, formerly: [Example Board, {OLD}]}}\n"
)
ACTION = "    actions: [{what: Convene the council, owner: mlopez, due: 2027-03-01, status: planned}]\n"
RATING = "ratings:\n  1.A.i:\n    level: emerging\n    rationale: x\n    target: strong\n" + ACTION


def in_year(year: int, agency: str = OLD, reform: str = "literacy") -> str:
    text = HEAD.replace("2026", str(year)).replace(OLD, agency) + RATING
    return text.replace("id: literacy", f"id: {reform}")


@pytest.fixture
def renamed(folder: Path) -> Path:
    """Two rounds of a reform; the agency was renamed between them, and says so."""
    (folder / "a").mkdir()
    (folder / "a" / "2025.yaml").write_text(in_year(2025))
    (folder / "a" / "2026.yaml").write_text(in_year(2026, NEW))
    (folder / "sustain.yaml").write_text(SETTINGS)
    return folder


def joined(sustain: Sustain) -> dict[str, object]:
    """What each command makes of the two rounds: whether it takes them for one reform's."""
    plan = json.loads(sustain("plan", "a", "--format", "json").out)
    status = json.loads(sustain("status", "a", "--format", "json").out)
    beside = ("report", "a/2026.yaml", "--previous", "a/2025.yaml", "-o", "r.html", "--force")
    sustain("report", "a", "-o", "site", "--force")
    return {
        "diff": sustain("diff", "a/2025.yaml", "a/2026.yaml", code=None).code,
        "trend": sustain("trend", "a", code=None).code,
        "report": sustain(*beside, code=None).code,
        "agencies": plan["agencies"],
        "actions": [action["rounds"] for action in plan["actions"]],
        "reforms": len(status["reforms"]),
        "site": sorted(path.name for path in Path("site").rglob("*-fall.html")),
        "warnings": sustain("validate", "a", "--select", "SR330,SR331,SR334", "--strict", code=None).code,
    }


@pytest.mark.usefixtures("renamed")
def test_a_renamed_agency_is_one_agency_in_every_command(sustain: Sustain) -> None:
    assert joined(sustain) == {
        "diff": 0,
        "trend": 0,
        "report": 0,
        "agencies": [NEW],
        "actions": [["2025-fall", "2026-fall"]],
        "reforms": 1,
        "site": ["2025-fall.html", "2026-fall.html", "2026-fall.html"],
        "warnings": 0,
    }
    sustain(
        "new",
        "assessment",
        "a/2027.yaml",
        "--from",
        "a/2025.yaml",
        "--round",
        "2027-fall",
        "--date",
        "2027-10-15",
    )
    assert f"name: {NEW}" in Path("a/2027.yaml").read_text()


def test_without_a_word_of_it_they_are_two(renamed: Path, sustain: Sustain) -> None:
    (renamed / "sustain.yaml").unlink()
    found = joined(sustain)
    assert (found["diff"], found["trend"], found["report"]) == (2, 2, 2)
    assert (found["agencies"], found["reforms"]) == ([OLD, NEW], 2)
    assert found["actions"] == [["2025-fall"], ["2026-fall"]]
    said = sustain("diff", "a/2025.yaml", "a/2026.yaml", code=2).err
    assert "an agency that was renamed says so in sustain.yaml (agency: formerly:)" in said


def test_an_agency_keeps_its_calendar_when_it_is_renamed(renamed: Path, sustain: Sustain) -> None:
    def uids() -> list[str]:
        lines = sustain("plan", "a/2025.yaml", "--format", "ics").out.splitlines()
        return [line for line in lines if line.startswith("UID:")]

    (renamed / "sustain.yaml").write_text(
        SETTINGS.replace(f"formerly: [Example Board, {OLD}]", f"formerly: [{OLD}]")
    )
    after = uids()
    (renamed / "sustain.yaml").unlink()
    assert uids() == after


def test_agencies_of_one_name_in_two_states_are_two(folder: Path, sustain: Sustain) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "2025.yaml").write_text(in_year(2025))
    (folder / "a" / "2026.yaml").write_text(in_year(2026).replace("state: EX", "state: WY"))
    found = joined(sustain)
    assert (found["diff"], found["trend"], found["reforms"]) == (2, 2, 2)
    assert found["actions"] == [["2025-fall"], ["2026-fall"]]
    assert len(list(Path("site").rglob("rounds/*.html"))) == 2


def test_the_same_reform_id_in_two_agencies_is_two_reforms() -> None:
    one, other = round_of({}), later({}, agency={"name": "Another"})
    assert len(by_reform([one, other])) == 2
    assert why_not_one_subject(one, other)


def test_names_are_one_however_their_letters_are_stored() -> None:
    composed, parted = (later({}, agency={"name": name}) for name in ("Jos\u00e9 Board", "JOSE\u0301  board"))
    assert len(by_reform([composed, parted])) == 1
    assert why_not_one_subject(composed, parted) is None


def test_a_state_that_is_not_said_is_the_one_that_is() -> None:
    named = [as_named(Agency(name="A", state=state)) for state in ("EX", None)]
    assert len({one.key for one in told_apart(named)}) == 1
    three = [*named, as_named(Agency(name="a", state="WY"))]
    assert len({one.key for one in told_apart(three)}) == 3


def test_versions_are_joined_back_to_another_reform() -> None:
    versions = [round_of({}), round_of({}, reform={"id": "b", "name": "B"}), later({}), later({})]
    found = of_one_reform(versions)
    assert (found.rounds, found.other) == (tuple(versions[2:]), versions[1])
    assert of_one_reform(versions[2:]) == (tuple(versions[2:]), None)
    assert of_one_reform([]) == ((), None)


def test_rounds_before_the_first_rating_are_left_out() -> None:
    empty, unknown = round_of({}), later({"1.A.1": "unknown"})
    assert from_first_rating([empty, empty, unknown, empty]) == [unknown, empty]
    assert from_first_rating([empty, empty]) == [empty]


def test_settings_that_cannot_be_read_rename_nobody(folder: Path) -> None:
    (folder / "sustain.yaml").write_text("formerly: [")
    agency = Agency(name=OLD)
    assert AgencyNames().known("a.yaml", agency) == as_named(agency)
