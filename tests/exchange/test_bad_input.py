"""What comes back may be anything: it is refused or told at its cells, and costs little memory.

What it costs in time is in tests/test_growth.py.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from tests.conftest import ROOT, Result
from tests.exchange.bad_workbooks import (
    ALLOWED,
    ASSESSMENT,
    ELSEWHERE,
    HARMFUL,
    HARMLESS,
    NO_WORKBOOK,
    OF_EACH_KIND,
    TOLD,
    Returned,
)
from tests.exchange.workbooks import cell_of

Sustain = Callable[..., Result]

pytestmark = pytest.mark.deep

MOST_MEGABYTES = 200


class Run(NamedTuple):
    """What a process left behind, and its greatest memory in MB."""

    code: int
    said: str
    megabytes: float


class Desk(NamedTuple):
    """A form that came back, beside the file that it is of."""

    kind: Returned
    content: bytes

    def put(self, content: bytes) -> None:
        Path("f.xlsx").write_bytes(content)

    def is_untouched(self) -> bool:
        source = ROOT / "examples" / self.kind.source
        return Path("a.yaml").read_bytes() == source.read_bytes() and sorted(os.listdir()) == [
            "a.yaml",
            "f.xlsx",
        ]


@pytest.fixture(scope="module", params=OF_EACH_KIND)
def made(request: pytest.FixtureRequest) -> tuple[Returned, bytes]:
    kind = OF_EACH_KIND[request.param]
    return kind, kind.content()


@pytest.fixture
def desk(folder: Path, made: tuple[Returned, bytes]) -> Desk:
    kind, content = made
    shutil.copy(ROOT / "examples" / kind.source, folder / "a.yaml")
    return Desk(kind, content)


@pytest.fixture(scope="module")
def assessment() -> bytes:
    return ASSESSMENT.content()


@pytest.fixture
def form(folder: Path, assessment: bytes) -> Path:
    shutil.copy(ROOT / "examples" / ASSESSMENT.source, folder / "a.yaml")
    (folder / "f.xlsx").write_bytes(assessment)
    return folder / "f.xlsx"


@pytest.mark.parametrize("case", NO_WORKBOOK)
def test_what_is_no_workbook_is_refused_with_a_remedy(sustain: Sustain, desk: Desk, case: str) -> None:
    make, remedy = NO_WORKBOOK[case]
    desk.put(make(desk.content))
    said = sustain(*desk.kind.command, code=3).err
    assert said.startswith("sustain: f.xlsx: is ")
    assert remedy in said
    assert desk.is_untouched()


@pytest.mark.parametrize("case", HARMFUL)
def test_what_is_no_form_or_too_much_of_one_is_refused(sustain: Sustain, desk: Desk, case: str) -> None:
    edit, words = HARMFUL[case]
    desk.put(desk.kind.edited(desk.content, edit))
    said = sustain(*desk.kind.command, code=3).err
    assert re.fullmatch(r"sustain: f\.xlsx: .*\n", said)
    assert words in said
    assert desk.is_untouched()


@pytest.mark.parametrize("case", TOLD)
def test_what_is_no_answer_is_told_at_its_cell(sustain: Sustain, desk: Desk, case: str) -> None:
    change, code, where = TOLD[case]
    kind = desk.kind
    desk.put(kind.saved(desk.content, lambda book, sheet: change(kind, book, sheet)))
    said = sustain(*kind.command, code=3).err
    column, line = ord(kind.place[0]) - ord("A") + 1, kind.place[1:]
    place = where.format(line=line, column=column, code=code, sheet=kind.sheet, place=kind.place)
    assert place in said
    assert desk.is_untouched()


@pytest.mark.parametrize("case", ELSEWHERE)
def test_a_form_of_something_else_is_refused(sustain: Sustain, desk: Desk, case: str) -> None:
    change, words = ELSEWHERE[case]
    kind = desk.kind
    if kind.source == "worksheet.yaml" and case in ("another round", "another reform"):
        return  # A worksheet has neither.
    desk.put(kind.saved(desk.content, lambda book, sheet: change(kind, book, sheet)))
    said = sustain(*kind.command, code=3).err
    assert said.startswith("sustain: f.xlsx: ")
    assert words in said
    assert desk.is_untouched()


@pytest.mark.parametrize("case", HARMLESS)
def test_what_is_beside_the_answers_does_no_harm(sustain: Sustain, desk: Desk, case: str) -> None:
    desk.put(desk.kind.edited(desk.content, HARMLESS[case]))
    assert_nothing_came_back(sustain, desk)


@pytest.mark.parametrize("case", ALLOWED)
def test_what_people_may_do_changes_nothing(sustain: Sustain, desk: Desk, case: str) -> None:
    kind = desk.kind
    desk.put(kind.saved(desk.content, lambda book, sheet: ALLOWED[case](kind, book, sheet)))
    assert_nothing_came_back(sustain, desk)


def assert_nothing_came_back(sustain: Sustain, desk: Desk) -> None:
    is_ballot = desk.kind.command[0] == "panel"
    done = sustain(*desk.kind.command, *(["--dry-run"] if is_ballot else []))
    assert done.out + done.err == desk.kind.unchanged
    assert desk.is_untouched()


# The greatest memory of a process as the kernel keeps it. `ru_maxrss` would be that of these tests, where they have
# more: a process begins as a copy of the one that starts it.
PEAK = """\
import atexit, os, runpy, sys
number = int(sys.argv.pop(1))
def tell():
    with open("/proc/self/status", "rb") as status:
        os.write(number, next(line for line in status if line.startswith(b"VmHWM:")).split()[1])
atexit.register(tell)
runpy.run_module("sustainrubric", run_name="__main__")
"""


def imported(form: Path, file: Path = Path("a.yaml"), *options: str) -> Run:
    reader, writer = os.pipe()
    command = [sys.executable, "-c", PEAK, str(writer), "import", str(form), str(file), *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, pass_fds=[writer]
    ) as process:
        os.close(writer)
        assert process.stdout is not None
        said = process.stdout.read().decode()
        process.wait()
    with open(reader, "rb") as pipe:
        kilobytes = int(pipe.read())
    return Run(process.returncode, said, kilobytes / 1024)


@pytest.mark.parametrize("case", [*HARMFUL, *HARMLESS])
def test_it_costs_little_memory(form: Path, assessment: bytes, case: str) -> None:
    edit = HARMFUL[case][0] if case in HARMFUL else HARMLESS[case]
    form.write_bytes(ASSESSMENT.edited(assessment, edit))
    run = imported(Path("f.xlsx"))
    assert run.code == (3 if case in HARMFUL else 0), run
    assert run.megabytes < MOST_MEGABYTES, run


def test_a_form_with_as_much_in_it_as_can_be_is_read(form: Path) -> None:
    """Every answer as long as a cell can hold, and many rows of somebody's own."""
    workbook = openpyxl.load_workbook(form)
    sheet = workbook["Ratings"]
    for row in range(2, 21):
        sheet.cell(row, 8).value = f"{row} " + "x" * 32_764
    for row in range(30, 1_000):
        for column in range(14, 26):
            sheet.cell(row, column).value = row
    workbook.save(form)
    run = imported(Path("f.xlsx"), Path("a.yaml"), "--accept", "theirs")
    assert run.code == 0, run.said[:500]
    assert "19 answers written" in run.said
    assert run.megabytes < MOST_MEGABYTES


def test_control_characters_that_come_back_are_no_part_of_a_text(form: Path) -> None:
    workbook = openpyxl.load_workbook(form)
    cell_of(workbook["Ratings"], "1.A.i", "Rationale").value = "a_x0007_b_x001B_[31m _x000B_ c"
    workbook.save(form)
    run = imported(Path("f.xlsx"))
    text = Path("a.yaml").read_bytes()
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", text.replace(b"\r\n", b"\n"))
    assert "\x1b" not in run.said


def test_a_form_for_word_never_comes_back(sustain: Sustain, form: Path) -> None:
    sustain("form", "a.yaml", "-o", "f.docx")
    with zipfile.ZipFile("f.docx") as archive:
        assert "word/document.xml" in archive.namelist()
    os.replace("f.docx", "f.xlsx")
    assert (
        "is a document of Word, from which nothing is read back"
        in sustain("import", "f.xlsx", "a.yaml", code=3).err
    )
