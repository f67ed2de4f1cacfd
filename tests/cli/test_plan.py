"""`sustain plan`: one register out of a folder, a calendar, and a status written back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Result
from tests.small import HEAD, WORKSHEET_HEAD
from tests.test_growth import grows_too_fast

Sustain = Callable[..., Result]

ACTIONS = """\
ratings:
  # first things first
  1.A.i:
    level: emerging   # agreed in the room
    rationale: Two of five agencies share the agenda.
    target: strong
    actions:
      # the big one
      - {what: Convene the council, owner: mlopez, due: 2027-03-01}
      - what: "Publish the agenda"   # twice a year
        owner: mlopez
        due: 2026-12-01
        status: under-way
"""


def put(folder: Path, text: str = HEAD + ACTIONS, name: str = "a.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def planned(sustain: Sustain, *more: str, code: int = 0) -> list[dict[str, str]]:
    out = sustain("plan", *more, "--today", "2027-01-20", "--format", "json", code=code).out
    found: list[dict[str, str]] = json.loads(out)["actions"]
    return found


def id_of(sustain: Sustain, what: str) -> str:
    return next(action["id"] for action in planned(sustain) if action["what"] == what)


def test_this_folder_is_planned_where_no_path_is_given(folder: Path, sustain: Sustain) -> None:
    put(folder, name="x/a.yaml")
    out = sustain("plan", "--today", "2027-01-20").out
    assert out.startswith("Plan of action on 2027-01-20: 1 of 2 open actions overdue; 0 done, 0 dropped.\n")
    first = out.splitlines()[3]
    assert first.split("  ")[0] == "Overdue"
    assert "Publish the agenda" in first
    assert "emerging, 1 level below strong, no priority" in first


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown", "html", "ics"])
def test_every_format_is_printed_and_written_the_same(folder: Path, sustain: Sustain, form: str) -> None:
    put(folder)
    arguments = ("plan", "a.yaml", "--today", "2027-01-20", "--format", form)
    out = sustain(*arguments).out
    sustain(*arguments, "-o", "out")
    assert (folder / "out").read_bytes().decode() == out
    assert "Convene the council" in out


@pytest.mark.parametrize(
    ("name", "begins"), [("p.ics", "BEGIN:"), ("p.csv", '\ufeff"id"'), ("p.html", "<!doctype")]
)
def test_the_name_of_the_output_says_the_format(
    folder: Path, sustain: Sustain, name: str, begins: str
) -> None:
    put(folder)
    sustain("plan", "-o", name)
    assert (folder / name).read_text(encoding="utf-8").startswith(begins)


def test_nothing_is_written_over_and_never_an_input(folder: Path, sustain: Sustain) -> None:
    path = put(folder)
    before = path.read_bytes()
    sustain("plan", "--format", "json", "-o", "a.yaml", "--force", code=4)
    put(folder, "mine", "out.html")
    sustain("plan", "-o", "out.html", code=4)
    assert path.read_bytes() == before
    assert (folder / "out.html").read_text(encoding="utf-8") == "mine"


def test_marking_changes_the_status_of_one_action_and_nothing_else(folder: Path, sustain: Sustain) -> None:
    path = put(folder)
    before = path.read_text(encoding="utf-8")
    publish = id_of(sustain, "Publish the agenda")
    result = sustain("plan", "--mark", publish, "done")
    assert result.err == f"{publish} is done (was under-way): a.yaml:21\n"
    assert path.read_text(encoding="utf-8") == before.replace("status: under-way", "status: done")
    convene = id_of(sustain, "Convene the council")
    sustain("plan", "a.yaml", "--mark", convene.upper(), "Under-Way")
    after = path.read_text(encoding="utf-8")
    assert "due: 2027-03-01, status: under-way}" in after
    assert [action["id"] for action in planned(sustain)] == [convene, publish]


def test_marking_what_is_so_already_writes_nothing(folder: Path, sustain: Sustain) -> None:
    path = put(folder)
    stamp = path.stat().st_mtime_ns
    convene = id_of(sustain, "Convene the council")
    assert "already" in sustain("plan", "--mark", convene, "planned").err
    assert path.stat().st_mtime_ns == stamp


def test_a_carried_action_is_marked_in_its_newest_round(folder: Path, sustain: Sustain) -> None:
    old = put(folder, (HEAD + ACTIONS).replace("2026-fall, date: 2026", "2025-fall, date: 2025"), "old.yaml")
    new = put(folder, name="new.yaml")
    before = old.read_bytes()
    sustain("plan", "--mark", id_of(sustain, "Convene the council"), "done")
    assert old.read_bytes() == before
    assert "status: done" in new.read_text(encoding="utf-8")
    assert len(planned(sustain)) == 2


def test_a_next_step_of_a_worksheet_can_be_marked(folder: Path, sustain: Sustain) -> None:
    text = (ROOT / "examples" / "worksheet.yaml").read_text(encoding="utf-8")
    path = put(folder, text, "w.yaml")
    what = "Ask in the March pulse survey which supports LEAs used for choosing"
    sustain("plan", "--mark", id_of(sustain, what), "under-way")
    found = {action["what"]: action["status"] for action in planned(sustain)}
    assert found[what] == "under-way"
    changed = [
        (before, after)
        for before, after in zip(text.splitlines(), path.read_text().splitlines(), strict=True)
        if before != after
    ]
    assert changed == [("    status: planned", "    status: under-way")]


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        (("1.A.i-xxxx", "done"), "there is no action '1.A.i-xxxx'"),
        (("ID", "finished"), "'finished' is not one of planned, under-way, done, dropped"),
        (("ID", "don"), "did you mean done?"),
    ],
)
def test_a_wrong_mark_is_refused_and_says_what_would_be_right(
    folder: Path, sustain: Sustain, mark: tuple[str, str], message: str
) -> None:
    path = put(folder)
    before = path.read_bytes()
    assert message in sustain("plan", "--mark", *mark, code=2).err
    assert path.read_bytes() == before


def test_an_id_in_two_files_is_not_guessed(folder: Path, sustain: Sustain) -> None:
    named = ACTIONS.replace("due: 2027-03-01}", "due: 2027-03-01, id: council}")
    put(folder, HEAD + named)
    put(folder, HEAD.replace("id: literacy,", "id: data,") + named, "b.yaml")
    assert (
        "2 actions have the id 'council', in a.yaml, b.yaml"
        in sustain("plan", "--mark", "council", "done", code=2).err
    )
    sustain("plan", "b.yaml", "--mark", "council", "done")
    assert "status: done" in (folder / "b.yaml").read_text(encoding="utf-8")


def test_a_file_changed_meanwhile_is_not_marked(
    folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sustainrubric.plan.register import plan

    path = put(folder)
    id_ = id_of(sustain, "Convene the council")

    def meanwhile(*arguments: Any) -> object:
        path.write_text(path.read_text().replace("Convene the council", "Dissolve it"))
        return plan(*arguments)

    monkeypatch.setattr("sustainrubric.plan.register.plan", meanwhile)
    assert "changed by somebody else" in sustain("plan", "--mark", id_, "done", code=4).err
    assert "status: done" not in path.read_text()


def test_marking_is_refused_while_a_session_is_open(folder: Path, sustain: Sustain) -> None:
    from sustainrubric.disk.save import edited

    path = put(folder)
    before = path.read_bytes()
    with edited(path, session=True):
        sustain("plan", "--mark", id_of(sustain, "Convene the council"), "done", code=4)
    assert path.read_bytes() == before


def test_standard_input_is_planned_and_not_marked(folder: Path, sustain: Sustain) -> None:
    text = (HEAD + ACTIONS).encode()
    out = sustain("plan", "-", "--format", "json", stdin=text).out
    id_ = json.loads(out)["actions"][0]["id"]
    assert "cannot be written back" in sustain("plan", "-", "--mark", id_, "done", code=2, stdin=text).err


def test_an_owner_that_exists_nowhere_is_located_and_its_action_kept(folder: Path, sustain: Sustain) -> None:
    put(folder, (HEAD + ACTIONS).replace("owner: mlopez, due", "owner: mloepz, due"))
    result = sustain("plan", "--today", "2027-01-20", "--format", "json", code=3)
    assert "a.yaml:17:44: error SR206 1.A.i: 'mloepz' is not in the team; did you mean mlopez?" in result.err
    assert {a["what"]: a["owner"] for a in json.loads(result.out)["actions"]}[
        "Convene the council"
    ] == "mloepz"


def test_a_broken_file_is_located_and_the_others_are_planned(folder: Path, sustain: Sustain) -> None:
    put(folder)
    put(folder, HEAD + "ratings: [", "b.yaml")
    put(folder, (HEAD + ACTIONS).replace("2027-03-01", "2027-02-30"), "c.yaml")
    put(folder, "# notes\n\nkind: assessment is a line in here\n", "d.md")
    result = sustain("plan", "--format", "json", "--partial")
    assert "b.yaml:9:11: error SR001" in result.err
    assert "c.yaml:17:57: error SR108 1.A.i: '2027-02-30' is not a day of the calendar" in result.err
    assert len(json.loads(result.out)["actions"]) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nowhere"], 3, "nowhere"),
        (["."], 3, ".: no assessment or worksheet was found there"),
        (["rubric.yaml"], 3, "rubric.yaml: no assessment and no worksheet"),
        (["--today", "soon"], 2, "--today: 'soon' is not a day"),
        (["--group-by", "hope"], 2, "hope"),
        (["--shortlist", "--format", "ics"], 2, "no dates for a calendar"),
        (["--places", "0"], 2, "places"),
    ],
)
def test_what_cannot_be_planned_is_said(
    folder: Path, sustain: Sustain, arguments: list[str], code: int, message: str
) -> None:
    if "rubric.yaml" in arguments:
        put(folder, (ROOT / "examples" / "priorities.yaml").read_text(encoding="utf-8"), "rubric.yaml")
    result = sustain("plan", *arguments, code=code)
    assert message in result.err
    assert result.out == ""


def test_without_a_due_date_there_is_no_day_in_the_calendar_and_that_is_said(
    folder: Path, sustain: Sustain
) -> None:
    put(folder, (HEAD + ACTIONS).replace(", due: 2027-03-01", ""))
    result = sustain("plan", "--format", "ics")
    assert result.out.count("BEGIN:VEVENT") == 1
    assert "1 action has no due date" in result.err


@pytest.mark.deep
def test_thousands_of_actions_take_as_long_as_they_are_many_and_none_is_lost(
    folder: Path, sustain: Sustain
) -> None:
    def run(size: int) -> None:
        for number in range(5):
            rows = "".join(
                f"      - {{what: '{number}-{index}; a, b', owner: mlopez, due: 2027-05-{index % 28 + 1:02d}}}\n"
                for index in range(size // 5)
            )
            text = HEAD.replace("2026-fall,", f"2026-{number},").replace(
                "id: literacy", f"id: reform-{number}"
            )
            put(folder, f"{text}ratings:\n  1.A.i:\n    actions:\n{rows}", f"{number}.yaml")
        assert len({action["id"] for action in planned(sustain)}) == size

    assert grows_too_fast(run, 2500) == ""
    assert sustain("plan", "--format", "ics", "--today", "2027-01-20").out.count("BEGIN:VEVENT") == 5000


def test_the_example_has_actions_in_every_state_and_one_register(sustain: Sustain) -> None:
    found = planned(sustain, str(ROOT / "examples"))
    assert {action["state"] for action in found} == {"overdue", "due", "undated", "done", "dropped"}
    assert {action["source"] for action in found} == {"assessment", "worksheet"}
    carried = [action for action in found if len(action["rounds"]) > 1]
    assert carried
    assert not [action for action in found if action["left_out_of"]]


def test_what_a_file_cannot_say_is_refused_and_not_our_bug(
    folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sustainrubric.editing.user_file import NotTaken, UserFile

    path = put(folder)
    before, id_ = path.read_bytes(), id_of(sustain, "Convene the council")

    def refusing(self: UserFile, data: object) -> object:
        raise NotTaken("set it in an editor")

    monkeypatch.setattr(UserFile, "save", refusing)
    assert "not saved: set it in an editor" in sustain("plan", "--mark", id_, "done", code=4).err
    assert path.read_bytes() == before


def test_agencies_of_worksheets_are_named_and_actions_of_one_state_stand_by_their_days(
    folder: Path, sustain: Sustain
) -> None:
    put(folder)
    rows = "actions:\n" + "".join(
        f"  - {{what: Step {number}, owner: A. Chen, due: 2027-0{number}-01}}\n" for number in (9, 2, 5)
    )
    put(folder, WORKSHEET_HEAD.replace("name: ", "name: Another ", 1) + rows, "w.yaml")
    whole = json.loads(sustain("plan", "--today", "2027-01-20", "--format", "json").out)
    assert len(whole["agencies"]) == 2
    assert whole["agencies"][1].startswith("Another ")
    assert [(one["state"], one["due"]) for one in whole["actions"]] == [
        ("overdue", "2026-12-01"),
        ("due", "2027-02-01"),
        ("due", "2027-03-01"),
        ("due", "2027-05-01"),
        ("due", "2027-09-01"),
    ]


def test_evidence_past_its_review_is_a_row_that_cannot_be_marked(folder: Path, sustain: Sustain) -> None:
    evidence = """    evidence:
      - {what: Old, review_by: 2020-01-19}
      - {what: Today, review_by: 2027-01-20}
      - {what: Hidden, review_by: 2026-12-01, sensitive: true}
"""
    put(folder, HEAD + ACTIONS + evidence)
    before = put(folder, (HEAD + ACTIONS + evidence).replace("2026", "2025"), "old.yaml").read_bytes()
    found = {row["what"]: row for row in planned(sustain) if "Review" in row["what"]}
    assert {what: row["due"] for what, row in found.items()} == {
        "Review the evidence: Old": "2020-01-19",
        "Review the evidence: item 3": "2026-12-01",
    }
    row = found["Review the evidence: Old"]
    assert (row["state"], row["part"], row["file"]) == ("overdue", "1.A.i", "a.yaml")
    assert (
        "set the new day as its review_by in a.yaml"
        in sustain("plan", "--mark", row["id"], "done", code=2).err
    )
    assert (folder / "old.yaml").read_bytes() == before


def test_evidence_to_review_counts_as_no_action_anywhere(folder: Path, sustain: Sustain) -> None:
    day = ("--today", "2027-01-20")
    counted = []
    for evidence in ("", "    evidence:\n      - {what: Old, review_by: 2020-01-19}\n"):
        put(folder, HEAD + ACTIONS + evidence)
        headline = sustain("plan", "a.yaml", *day).out.splitlines()[0]
        (reform,) = json.loads(sustain("status", ".", "--format", "json", *day).out)["reforms"]
        sustain("report", ".", "-o", "site", "--force", *day)
        page = (folder / "site" / "index.html").read_text(encoding="utf-8")
        late = re.search(r"(\d+) of \d+ open actions? overdue", page)
        assert late
        counted.append(
            (headline.partition(" 1 piece")[0], reform["open_actions"], reform["overdue_actions"], late[1])
        )
    assert counted[0] == counted[1]
    assert "1 piece of evidence to review." in headline
    assert "Review the evidence: Old" in sustain("plan", "a.yaml", "--open", *day).out
    assert "Review the evidence: Old" in sustain("plan", "a.yaml", "--overdue", *day).out
