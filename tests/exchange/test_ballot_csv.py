"""Ballots that come back from KoboToolbox or ODK as a table."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Result

Sustain = Callable[..., Result]
SOURCE = ROOT / "examples" / "assessments" / "educator-evaluation" / "2026-fall.yaml"
FILE = "a.yaml"


@pytest.fixture
def raters(folder: Path) -> list[str]:
    """An assessment with a panel beside, whose ballots are not in yet; gives its raters."""
    from sustainrubric.check.file import needed_assessment

    shutil.copy(SOURCE, folder / FILE)
    panel = needed_assessment(FILE)[1].panel
    assert panel is not None
    return list(panel.raters)


def ballots(folder: Path = Path()) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.rglob("a.ballots/*.yaml")}


@pytest.mark.deep
@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("between", ["/", "-", None])
def test_columns_go_by_the_last_part_of_their_names(
    sustain: Sustain, raters: list[str], delimiter: str, between: str | None
) -> None:
    group = f"e_1_A_i_group{between}" if between else ""
    heads = ["SubmissionDate", "rater", f"{group}e_1_A_i", f"{group}e_1_A_i_why", "_id"]
    rows = [
        heads,
        ["2026-10-01", raters[0], "strong", "Because: it is.", "7"],
        ["2026-10-02", raters[1], "", "", "8"],
    ]
    Path("k.csv").write_text("\n".join(delimiter.join(row) for row in rows) + "\n", encoding="utf-8-sig")
    sustain("panel", "collect", FILE, "k.csv")
    text = ballots()[raters[0]]
    assert "level: strong" in text
    assert "Because: it is." in text
    assert raters[1] in ballots()
    sustain("validate", ".", code=None)


def test_labels_are_taken_for_names(sustain: Sustain, raters: list[str]) -> None:
    from sustainrubric.check.file import needed_assessment
    from sustainrubric.exchange.xlsform import rater_names

    label = rater_names(needed_assessment(FILE)[1])[raters[0]]
    question = '"1.A.i Align the policy agenda with priority reforms: which level fits best?"'
    Path("k.csv").write_text(f'Who are you?,{question},Why?\n"{label}",Exemplary,Seen\n', encoding="utf-8")
    sustain("panel", "collect", FILE, "k.csv")
    assert "level: exemplary" in ballots()[raters[0]]
    assert "rationale: Seen" in ballots()[raters[0]]


def test_the_newest_submission_of_a_rater_counts(sustain: Sustain, raters: list[str]) -> None:
    one = raters[0]
    Path("k.csv").write_text(
        f"rater,e_1_A_i,_submission_time\n{one},strong,2026-10-02T08:00\n{one},emerging,2026-10-01T08:00\n",
        encoding="utf-8",
    )
    result = sustain("panel", "collect", FILE, "k.csv")
    assert "more than one ballot; the newest counts" in result.err
    assert "level: strong" in ballots()[one]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "k.csv:1:1: error SR106 the table is empty"),
        (b"a,b\n1,2\n", "k.csv:1:1: error SR105 there is no column for the rater"),
        (b"rater,e_1_A_i\n\xff,x\n", "k.csv:2:1: error SR002 byte 0xff is not UTF-8"),
        (b"rater,e_1_A_i\nRATER,great\n", "k.csv:2:8: error SR107 'great' for 1.A.i is not a level"),
    ],
)
def test_what_is_no_such_table_writes_nothing(
    sustain: Sustain, raters: list[str], content: bytes, words: str
) -> None:
    Path("k.csv").write_bytes(content.replace(b"RATER", raters[0].encode()))
    assert words in sustain("panel", "collect", FILE, "k.csv", code=3).err
    assert ballots() == {}


def test_somebody_who_does_not_rate_is_told(sustain: Sustain, raters: list[str]) -> None:
    Path("k.csv").write_text("rater,e_1_A_i\nnobody,strong\n", encoding="utf-8")
    assert sustain("panel", "collect", FILE, "k.csv", code=None).code in (2, 3)
    assert ballots() == {}
