"""Files become lines: in how many processes, what an interruption stops, and what a cell of each kind looks like."""

from __future__ import annotations

import csv
import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from sustainrubric.base.text import one_line
from sustainrubric.exchange import tabulate
from sustainrubric.exchange.table_rows import assessment_tables
from sustainrubric.exchange.table_schema import TABLES
from sustainrubric.exchange.tabulate import HowToWrite, Tabulated, csv_line, tabulate_all, useful_processes
from sustainrubric.rating.score import score
from sustainrubric.records.find import candidates
from tests.panel.small_panel import rubric
from tests.rating.build import small_assessment
from tests.small import HEAD, RATED


class Pool:
    """Stands in for a pool of processes: works in this one, and remembers how it was used."""

    made: list[tuple[int, str]]
    shares: list[int]
    stopped: list[bool]

    def __init__(self, processes: int, context: Any, prepare: Callable[[], None]) -> None:
        self.made.append((processes, context.get_start_method()))
        before = signal.getsignal(signal.SIGINT)
        prepare()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        signal.signal(signal.SIGINT, before)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def map(self, work: Callable[..., Any], shares: Sequence[Any], how: Sequence[Any]) -> Iterator[Any]:
        self.shares.extend(map(len, shares))
        return map(work, shares, how)

    def shutdown(self, *, cancel_futures: bool) -> None:
        self.stopped.append(cancel_futures)


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> type[Pool]:
    for name in ("made", "shares", "stopped"):
        monkeypatch.setattr(Pool, name, [], raising=False)
    monkeypatch.setattr(tabulate, "ProcessPoolExecutor", Pool)
    return Pool


def answers(number: int, jobs: int) -> Iterator[Tabulated]:
    found = candidates([f"missing-{place:03}.yaml" for place in range(number)])
    return tabulate_all(found, HowToWrite(), jobs)


@pytest.mark.parametrize(
    ("number", "jobs", "made", "shares"),
    [
        (125, 4, [], []),
        (126, 1, [], []),
        (126, 0, [], []),
        (126, 2, [2], [125, 1]),
        (126, 9, [2], [125, 1]),
        (251, 2, [2], [125, 125, 1]),
    ],
)
def test_many_files_are_shared_among_processes(
    folder: Path, pool: type[Pool], number: int, jobs: int, made: list[int], shares: list[int]
) -> None:
    names = [each.name for each in answers(number, jobs)]
    assert names == [f"missing-{place:03}.yaml" for place in range(number)]
    assert [processes for processes, _ in pool.made] == made
    best = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    assert {method for _, method in pool.made} <= {best}
    assert pool.shares == shares
    assert pool.stopped == []


def test_what_waits_is_not_begun_any_more_after_an_interruption(folder: Path, pool: type[Pool]) -> None:
    running = answers(126, 2)
    next(running)
    with pytest.raises(KeyboardInterrupt):
        running.throw(KeyboardInterrupt)  # type: ignore[attr-defined]
    assert pool.stopped == [True]


@pytest.mark.parametrize(("there", "useful"), [(1, 1), (3, 3), (8, 8), (64, 8)])
def test_no_more_processes_than_help(monkeypatch: pytest.MonkeyPatch, there: int, useful: int) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(there)), raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert useful_processes() == useful
    monkeypatch.delattr(os, "sched_getaffinity")
    assert useful_processes() == 2
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert useful_processes() == 1


def lines_of(text: str, how: HowToWrite = HowToWrite()) -> dict[str, list[str]]:  # noqa: B008 - never changed
    Path("=a.yaml").write_text(text, encoding="utf-8")
    (found,) = tabulate_all(candidates(["=a.yaml"]), how, 1)
    assert found.counts == tuple(found.lines.get(name, "").count("\n") for name in TABLES)
    return {name: table.splitlines() for name, table in found.lines.items()}


FORMULAS = (
    HEAD.replace("name: Example Department of Education", 'name: "@agency"')
    + """\
ratings:
  1.A.i:
    criteria: {"1": strong}
    look_fors: {L1: partly}
    evidence:
      - {what: "-what", where: "+where", date: 2026-01-02, sensitive: true}
      - {what: plain, review_by: 2027-01-02}
    actions:
      - {id: x, what: "=what", owner: mlopez, due: 2027-01-31, status: done}
      - {what: plain}
    priority: high
"""
)


@pytest.mark.parametrize(("guard", "sign"), [(True, "'"), (False, "")])
def test_text_that_a_spreadsheet_takes_for_a_formula_has_a_sign_before_it(
    folder: Path, guard: bool, sign: str
) -> None:
    lines = lines_of(FORMULAS, HowToWrite(guard=guard))
    file = f"{sign}=a.yaml"
    assert lines["evidence"] == [
        f"{file},1.A.i,1,{sign}-what,{sign}+where,2026-01-02,true,",
        f"{file},1.A.i,2,plain,,,false,2027-01-02",
    ]
    assert lines["actions"] == [
        f"{file},1.A.i,1,x,{sign}=what,mlopez,2027-01-31,done,high",
        f"{file},1.A.i,2,,plain,,,planned,high",
    ]
    assert lines["criteria"] == [f"{file},1.A.i,1.A.i.1,strong,3"]
    assert lines["look_fors"] == [f"{file},1.A.i,1.A.i.L1,partly"]
    assert lines["assessments"][0].startswith(f"{file},{sign}@agency,EX,literacy,")
    assert lines["scores"][0].startswith(f"{file},overall,overall,0,0,1,0,strong,3.0,")
    assert len(lines["elements"]) == 19
    assert lines["elements"][0] == (
        f"{file},{sign}@agency,EX,literacy,2026-fall,2026-10-15,sustainability@1.0.0,1.A.i,strong,true,3,1,,,true,true"
    )


def test_text_without_formulas_stands_as_it_is(folder: Path) -> None:
    text = FORMULAS.replace('"-what"', "a-what").replace('"+where"', "a+where").replace('"=what"', "a=what")
    lines = lines_of(text)
    assert lines["evidence"][0] == "'=a.yaml,1.A.i,1,a-what,a+where,2026-01-02,true,"


@pytest.mark.parametrize("guard", [True, False])
@pytest.mark.parametrize(
    "text", ["a, b", 'a "b"', '",', "=a,b", '@"a"', "a\nb, c", "\u202e,", "\u00e4;\u00a0,", " a", "a\tb"]
)
def test_a_text_is_written_as_every_reader_of_csv_reads_it(folder: Path, text: str, guard: bool) -> None:
    written = FORMULAS.replace('"-what"', json.dumps(text)).replace('"=what"', json.dumps(text))
    shown = one_line(text)
    expected = f"'{shown}" if guard and shown[0] in "=@" else shown
    lines = lines_of(written, HowToWrite(guard=guard))
    for name, place in (("evidence", 3), ("actions", 4)):
        rows = list(csv.reader(lines[name]))
        assert rows[0][place] == expected
        assert lines[name] == [csv_line(row).rstrip("\n") for row in rows]
        assert {len(row) for row in rows} == {len(TABLES[name].columns)}


def test_weights_and_a_rubric_that_is_not_there(folder: Path) -> None:
    text = RATED.replace("ratings:", "weights: {1.A.i: 1.5, 1.B.i: 2, 2.A.i: 3.0}\nratings:")
    cells = [line.split(",")[7:12] for line in lines_of(text)["elements"]]
    assert {row[0]: row[4] for row in cells if row[4] != "1"} == {"1.A.i": "1.5", "1.B.i": "2", "2.A.i": "3"}
    assert {*lines_of(RATED.replace("sustainability@1.0.0", "own@1.0.0"))} == {"problems"}


def test_the_rows_of_one_assessment_stand_table_by_table() -> None:
    of = rubric(1)
    (one,) = of.elements
    rated = small_assessment(
        {one: {"level": "strong", "criteria": {"1": "strong"}, "evidence": [{"what": "Law"}]}}
    )
    tables = assessment_tables("a", rated, of, score(rated, of))
    assert list(tables) == [
        "assessments",
        "elements",
        "criteria",
        "look_fors",
        "evidence",
        "actions",
        "scores",
    ]
    assert {name: len(rows) for name, rows in tables.items()} == {
        "assessments": 1, "elements": 1, "criteria": 1, "look_fors": 0, "evidence": 1, "actions": 0, "scores": 3,
    }  # fmt: skip
    assert [tuple(map(str, row)) for row in tables["criteria"]] == [("a", one, f"{one}.1", "strong", "3")]


def test_a_file_that_rates_nothing_has_no_lines_for_it(folder: Path) -> None:
    lines = lines_of(HEAD + "ratings: {}\n")
    assert {name: len(table) for name, table in lines.items() if table} == {
        "assessments": 1,
        "elements": 19,
        "scores": len(lines["scores"]),
    }


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        (RATED, False),
        (RATED.replace("format: 1", "format: [1"), True),
        ("kind: assessment\nformat: 1\n", True),
        ("a: 1\n", True),
        ("kind: worksheet\nformat: 1\n", False),
    ],
)
def test_a_file_that_is_too_broken_for_rows_is_told(folder: Path, text: str, broken: bool) -> None:
    Path("a.yaml").write_text(text, encoding="utf-8")
    (found,) = tabulate_all(candidates(["a.yaml"]), HowToWrite(), 1)
    assert found.broken is broken
    assert found.unreadable is None


def test_what_is_known_of_a_file_is_of_that_file(folder: Path) -> None:
    Path("a.yaml").write_text(RATED, encoding="utf-8")
    os.utime("a.yaml", ns=(5_000_000_000, 7_000_000_000))
    Path("b.txt").write_text("x", encoding="utf-8")
    known, missing = tabulate_all(candidates(["a.yaml", "gone.yaml"]), HowToWrite(), 1)
    assert (known.name, known.size, known.modified) == ("a.yaml", len(RATED), 7_000_000_000)
    assert len(known.digest) == 64
    assert (missing.size, missing.modified, missing.digest, missing.lines) == (0, 0, "", {})
    assert missing.counts == (0,) * len(TABLES)
    assert "gone.yaml" in str(missing.unreadable)


def test_a_line_of_each_kind_of_cell() -> None:
    assert csv_line(("a,b", 'c"d', 1, True, False, None, "")) == '"a,b","c""d",1,true,false,,\n'
    assert csv_line(("=a",)) == "=a\n"
