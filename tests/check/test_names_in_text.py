"""A copy for others: every text that goes along is searched for the names that the files know (SR360, SR361)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sustainrubric.check.names_in_text import KnownNames
from sustainrubric.records.load import load_bytes
from tests.conftest import ROOT, Result
from tests.profiles import examples

Sustain = Callable[..., Result]

HEAD = """\
kind: assessment
format: 1
rubric: sustainability@1.0.0
agency: {name: Qagency}
reform: {id: literacy, name: Early literacy}
round: {id: 2026-fall, date: 2026-10-15}
team:
  - {id: mlopez, name: M. López}
  - {id: r3, name: Ana de la Cruz}
"""
RATING = "ratings:\n  1.A.i:\n    level: emerging\n    rationale: "


def told(text: str, audience: str = "public", kind: str = "") -> list[tuple[int, int, str, str]]:
    names = KnownNames(audience)  # type: ignore[arg-type]
    names.add(load_bytes((kind or HEAD + RATING + text + "\n").encode(), "a.yaml"))
    return [
        (one.location.line, one.location.column, one.problem.code.value, one.problem.message.split("'")[1])
        for one in names.problems()
    ]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("As M. López said.", "M. López"),
        ("As m. lopez said.", "m. lopez"),
        ("As López said.", "López"),
        ("As mlopez said.", "mlopez"),
        ("As r3 said.", "r3"),
        ("Ana de la Cruz asked.", "Ana de la Cruz"),
    ],
)
def test_a_name_a_family_name_and_an_id_are_found_at_their_place(text: str, word: str) -> None:
    column = len("    rationale: ") + text.index(word) + 1
    assert told(text) == [(13, column, "SR360", word)]
    assert told(text, "cabinet") == told(text)
    assert told(text, "team") == []


@pytest.mark.parametrize(
    "text", ["Two agencies share it.", "mlopezes", "R3 is a region.", "Cruzado", "x.mlopez2"]
)
def test_other_words_are_not_names(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("id", "text", "words"),
    [
        ("abc", "Abc said", ["Abc"]),
        ("ab", "ab said", []),
        ("a1", "a1 and A1", ["a1"]),
        ("ab1", "AB1", ["AB1"]),
    ],
)
def test_a_short_id_is_found_as_it_is_or_not_at_all(id: str, text: str, words: list[str]) -> None:
    head = HEAD.replace("mlopez", id) + RATING
    assert [word for *_, word in told("", kind=f"{head}{text}\n")] == words


def test_a_word_at_the_beginning_of_a_line_is_told_there() -> None:
    worksheet = (
        "kind: worksheet\nformat: 1\nworksheet: lea-process@1.0.0\nagency: {name: Q}\ndate: 2026-09-30\n"
    )
    worksheet += "organize: {participants: [{name: P. Achterberg, department: D}]}\n"
    assert told("", kind=f'{worksheet}communication: "So\nAchterberg said."\n') == [
        (8, 1, "SR360", "Achterberg")
    ]


def test_a_name_that_a_line_break_parts_is_told_where_its_text_begins() -> None:
    assert told(">-\n      As M.\n      López said.") == [(13, 16, "SR360", "M. López")]


def test_a_worksheet_knows_participants_contacts_and_owners_but_offices_are_no_secret() -> None:
    worksheet = """\
kind: worksheet
format: 1
worksheet: lea-process@1.0.0
agency: {name: Qagency}
date: 2026-09-30
organize:
  participants:
    - {department: Office of Standards, name: P. Achterberg, contact: pa@example.gov}
supports:
  - {what: Ask P. Achterberg or pa@example.gov}
  - {what: The Office of Standards helps}
actions:
  - {what: Write it, owner: Office of Standards}
communication: Achterberg tells the LEAs
"""
    assert [(line, word) for line, _, _, word in told("", kind=worksheet)] == [
        (10, "P. Achterberg"),
        (10, "pa@example.gov"),
        (14, "Achterberg"),
    ]


def test_the_title_and_the_address_of_sensitive_evidence_are_told_to_the_public_alone() -> None:
    evidence = "\n    evidence:\n      - {what: Closed minutes, where: binder 3, sensitive: true}"
    text = f"See closed minutes in binder 3.{evidence}"
    assert [(code, word) for _, _, code, word in told(text)] == [
        ("SR361", "closed minutes"),
        ("SR361", "binder 3"),
    ]
    assert told(text, "cabinet") == []


WHOLE = (
    HEAD.replace("id: mlopez", "id: ml")
    + """\
panel: {raters: [rater-one, r2], facilitator: leader}
ratings:
  1.B.i:
    level: emerging
    evidence:
      - {what: Closed list 3, where: binder 3, sensitive: true}
      - {what: Open list, where: shelf 4}
      - {what: Letter (draft), sensitive: true}
    actions: [{what: Write, owner: owner-one, due: 2027-01-01}]
  1.A.i:
    level: emerging
    rationale: """
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rater-one", ["rater-one"]),
        ("rater-ones and xrater-one", []),
        ("(Rater-One)", ["Rater-One"]),
        ("r2, R2, r22", ["r2"]),
        ("ml is too short to be told from other words", []),
        ("the leader", ["leader"]),
        ("owner-one", ["owner-one"]),
        ("binder 3", ["binder 3"]),
        ("binder 35, binders 3, abinder 3", []),
        ("binder 3b", []),
        ("the closed list 3 and binder 3", ["binder 3", "closed list 3"]),
        ("open list, shelf 4", []),
        ("a letter (draft)s", ["letter (draft)"]),
        ("Ana de la Cruz and de la Cruz and Cruz", ["Ana de la Cruz"]),
        ("M. López and López and m. lópez", ["M. López", "m. lópez"]),
        ("Qagency for Early literacy", []),
        ("Löpez", ["Löpez"]),
        ("lopez", []),
        ("mlopez left", []),
    ],
)
def test_what_the_files_know_is_found_whole_and_once(text: str, words: list[str]) -> None:
    found = told(repr(text), kind=f"{WHOLE}{text!r}\n")
    assert sorted(word for _, _, _, word in found) == words


@pytest.mark.parametrize(
    ("audience", "text", "message"),
    [
        (
            "public",
            "M. López",
            "names are left out of a version for the public; write the role, or an office",
        ),
        ("cabinet", "M. López", "this version goes beyond the team; write the role, or an office"),
        ("public", "binder 3", "this text names it; say it without that"),
    ],
)
def test_the_message_says_what_to_write(audience: Any, text: str, message: str) -> None:
    names = KnownNames(audience)
    names.add(load_bytes(f"{WHOLE}{text}\n".encode(), "a.yaml"))
    assert [one.problem.message.endswith(message) for one in names.problems()] == [True]


def test_in_a_text_of_many_lines_the_line_of_the_word_is_told() -> None:
    for before in (0, 1, 57, 58):
        lines = "".join(f"      line {number}\n" for number in range(before))
        assert told(f"|-\n{lines}      by López") == [(14 + before, 10, "SR360", "López")]
    far = "".join(f"      line {number}\n" for number in range(80))
    assert told(f"|-\n{far}      by López") == [(13, 16, "SR360", "López")]


def test_the_same_evidence_in_another_round_is_left_out_there_too_and_not_told() -> None:
    names = KnownNames("public")
    for year, sensitive in (("2025", "true"), ("2026", "false")):
        row = f"{{what: Closed  Minutes, where: binder 3, sensitive: {sensitive}}}"
        text = (
            f"{HEAD.replace('2026', year)}{RATING}So.\n    evidence: [{row}, {{what: By closed minutes}}]\n"
        )
        names.add(load_bytes(text.encode(), f"{year}.yaml"))
    assert [(one.location.file, one.problem.path[-1]) for one in names.problems()] == [
        ("2025.yaml", "what"),
        ("2026.yaml", "what"),
    ]


@given(words=st.lists(st.text("abcXYZ .,é\n", min_size=1, max_size=12), max_size=6))
@settings(max_examples=examples(60))
def test_a_name_among_any_words_is_found_and_no_words_of_none_are(words: list[str]) -> None:
    around = " ".join(" ".join(words).split())
    assert told(repr(f"{around} M. López {around}").replace("\\xe9", "é")) != []
    assert told(repr(around)) == []


@pytest.mark.deep
def test_the_texts_of_the_example_agency_name_nobody(sustain: Sustain) -> None:
    for audience in ("public", "cabinet"):
        said = sustain(
            "report", str(ROOT / "examples"), "-o", audience, "--audience", audience, "--strict"
        ).err
        assert "SR36" not in said


def test_strict_refuses_and_writes_nothing(sustain: Sustain, folder: Path) -> None:
    for name, year in (("old", 2025), ("new", 2026)):
        text = f"{HEAD}{RATING}M. López asked.\n".replace("2026", str(year))
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    place = re.compile(
        r"^new\.yaml:13:16: warning SR360 1\.A\.i: 'M. López' stands in this text", re.MULTILINE
    )
    for command in (
        ["report", "new.yaml", "-o", "out.html"],
        ["report", "new.yaml", "-o", "out.md"],
        ["report", ".", "-o", "out"],
        ["diff", "old.yaml", "new.yaml", "-o", "out.json"],
        ["export", ".", "-o", "out"],
    ):
        for audience in ("public", "cabinet"):
            refused = sustain(*command, "--audience", audience, "--strict", code=4)
            assert place.search(refused.err)
            assert "nothing was written" in refused.err
            assert refused.out == ""
            assert sorted(path.name for path in folder.iterdir()) == ["new.yaml", "old.yaml"]
        assert "--strict has no effect without --audience" in sustain(*command, "--strict", code=2).err
    assert place.search(sustain("report", "new.yaml", "-o", "-", "--audience", "public").err)


def test_only_the_texts_that_go_along_count(sustain: Sustain, folder: Path) -> None:
    for year in (2025, 2026):
        text = f"{HEAD}{RATING}M. López asked.\n".replace("2026", str(year))
        (folder / f"{year}.yaml").write_text(text, encoding="utf-8")
    sustain("trend", ".", "--audience", "public", "--strict")
    sustain("plan", ".", "--audience", "public", "--strict")
    with (folder / "2026.yaml").open("a", encoding="utf-8") as file:
        file.write("    actions:\n      - {what: Ask mlopez, owner: mlopez, due: 2027-01-01}\n")
    assert "2026.yaml:15:20: warning SR360" in sustain("plan", ".", "--audience", "public").err
    sustain("plan", ".", "--audience", "public", "--strict", code=4)


def test_the_names_of_raters_on_ballots_are_known(sustain: Sustain, folder: Path) -> None:
    (folder / "a.ballots").mkdir()
    (folder / "a.ballots" / "zrater.yaml").write_text(
        "kind: ballot\nformat: 1\nrubric: sustainability@1.0.0\nreform: literacy\nround: 2026-fall\n"
        "rater: zrater\nratings:\n  1.A.i: {level: strong}\n"
    )
    (folder / "a.yaml").write_text(f"{HEAD}{RATING}Only zrater held strong.\n", encoding="utf-8")
    assert (
        "'zrater' stands in this text" in sustain("report", "a.yaml", "-o", "-", "--audience", "cabinet").err
    )
