"""What comes back may be anything: it is refused or told at its cells, and costs little time and memory.

Each case is a process of its own, so that its memory can be measured. Its time is held against that of a form that
is in order, as the machine may be busy.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from sustainrubric.check.file import inspect
from sustainrubric.exchange.make_form import form_bytes
from tests.conftest import ROOT
from tests.exchange.workbooks import cell_of, members, put, zipped

pytestmark = pytest.mark.deep

EXAMPLE = ROOT / "examples" / "assessments" / "literacy" / "2026-fall.yaml"
MOST_MEGABYTES = 200
MOST_TIMES = 3
"""A form in order is imported in a third of a second on an idle machine."""

RATINGS = "xl/worksheets/sheet2.xml"
BASE = "xl/worksheets/sheet5.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"

Parts = dict[str, bytes]
Edit = Callable[[Parts], Parts]


class Run(NamedTuple):
    """What a process left behind; its CPU seconds and its greatest memory in MB."""

    code: int
    said: str
    seconds: float
    megabytes: float


@pytest.fixture(scope="module")
def made() -> bytes:
    return form_bytes(inspect(str(EXAMPLE)), "xlsx", actions=True).content


@pytest.fixture
def form(folder: Path, made: bytes) -> Path:
    shutil.copy(EXAMPLE, folder / "a.yaml")
    (folder / "f.xlsx").write_bytes(made)
    return folder / "f.xlsx"


@pytest.fixture(scope="module")
def usual(made: bytes, tmp_path_factory: pytest.TempPathFactory) -> float:
    """CPU seconds for a form in order: the middle of three runs."""
    folder = tmp_path_factory.mktemp("usual")
    shutil.copy(EXAMPLE, folder / "a.yaml")
    (folder / "f.xlsx").write_bytes(made)
    runs = [imported(folder / "f.xlsx", folder / "a.yaml") for _ in range(3)]
    assert all(run.code == 0 for run in runs)
    return sorted(run.seconds for run in runs)[1]


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
        _, status, usage = os.wait4(process.pid, 0)  # as getrusage, of this one process
        process.returncode = os.waitstatus_to_exitcode(status)
    with open(reader, "rb") as pipe:
        kilobytes = int(pipe.read())
    return Run(process.returncode, said, usage.ru_utime + usage.ru_stime, kilobytes / 1024)


def rows(number: int, cell: bytes, first: int = 2_000) -> bytes:
    """Rows far below those of ours, with one cell in each."""
    return b"".join(
        b'<row r="%d">%s</row>' % (row, cell.replace(b"?", b"%d" % row))
        for row in range(first, first + number)
    )


def more(part: str, before: bytes, text: bytes) -> Edit:
    """Text put before some place in a part."""

    def edit(parts: Parts) -> Parts:
        assert before in parts[part]
        return {**parts, part: parts[part].replace(before, text + before, 1)}

    return edit


def beside(name: str, content: bytes) -> Edit:
    return lambda parts: {**parts, name: content}


def one_text_in_many_cells(sheet: str, text: bytes, number: int) -> Edit:
    """The text is in the file once, and in memory once a cell if somebody reads it so."""

    def edit(parts: Parts) -> Parts:
        place = b"%d" % parts[STRINGS].count(b"<si>")
        parts = more(STRINGS, b"</sst>", b"<si><t>" + text + b"</t></si>")(parts)
        return more(sheet, b"</sheetData>", rows(number, b'<c r="A?" t="s"><v>' + place + b"</v></c>"))(parts)

    return edit


def in_utf16(parts: Parts) -> Parts:
    text = parts[RATINGS].decode().replace("UTF-8", "UTF-16")
    return {**parts, RATINGS: ("<!DOCTYPE x>" + text).encode("utf-16-le")}


def encrypted(content: bytes) -> bytes:
    """The bit that says so, in every part's heads."""
    raw = bytearray(content)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), content):
            raw[found.start() + place] |= 1
    return bytes(raw)


TO_A_ZIP: dict[str, Callable[[Path], bytes]] = {
    "nothing": lambda form: b"",
    "no zip": lambda form: b"PK\x03\x04 but no zip",
    "encrypted by Office": lambda form: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5_000),
    "encrypted as a zip": lambda form: encrypted(form.read_bytes()),
    "truncated": lambda form: form.read_bytes()[:-3_000],
    "another zip": lambda form: zipped({"a.txt": b"hello"}),
    "a document of Word": lambda form: zipped({"word/document.xml": b"<w:document/>"}),
    "larger than any form": lambda form: form.read_bytes() + bytes(10_000_001),
}

LISTS = b"</dataValidations>"
CELL_RANGES = b" ".join(b"A%d" % row for row in range(1, 200_000))
EDITS: dict[str, Edit] = {
    "a bomb of 600 MB": beside("xl/media/big.bin", bytes(600_000_000)),
    "entities": more("xl/workbook.xml", b"<workbook", b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'),
    "entities in another encoding": in_utf16,
    "macros": beside("xl/vbaProject.bin", b"x"),
    "macros of old": beside("xl/macrosheets/sheet1.xml", b"<x/>"),
    "a name that leads out": beside("../evil.xml", b"<x/>"),
    "a name from the root": beside("/etc/evil.xml", b"<x/>"),
    "a part cut off": lambda parts: {**parts, RATINGS: parts[RATINGS][:500]},
    "somebody's workbook": lambda parts: {name: part for name, part in parts.items() if name != BASE},
    "600 parts": lambda parts: {**parts, **{f"xl/media/{n}.png": b"x" for n in range(600)}},
    "all cells merged": more(
        RATINGS, b"<pageMargins", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "very many merged cells": more(
        RATINGS, b"<pageMargins",
        b"<mergeCells>" + b"".join(b'<mergeCell ref="Z%d:Z%d"/>' % (n, n) for n in range(99, 9_000)) + b"</mergeCells>",
    ),
    "a hundred thousand cells": more(RATINGS, b"</sheetData>", rows(100_000, b'<c r="A?"><v>1</v></c>')),
    "one long text in many hidden cells": one_text_in_many_cells(BASE, b"_x0041_" * 4_000, 12_000),
    "very many texts": more(STRINGS, b"</sst>", b"<si><t>a</t></si>" * 60_000),
    "very many pieces of one text": more(STRINGS, b"</sst>", b"<si>" + b"<r><t>a</t></r>" * 60_000 + b"</si>"),
    "very many styles": more(STYLES, b"</cellXfs>", b"<xf/>" * 100_000),
    "very many lists": more(RATINGS, LISTS, b'<dataValidation sqref="A1"/>' * 60_000),
    "a list for very many cells": more(RATINGS, LISTS, b'<dataValidation sqref="' + CELL_RANGES + b'"/>'),
    "a list behind a bracket": more(
        RATINGS, LISTS, b'<dataValidation prompt=">" sqref="' + CELL_RANGES + b'"/>'
    ),
    "very many attributes": more(
        RATINGS, b"<sheetData>", b"<x " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>"
    ),
    "very deep": more(RATINGS, b"<sheetData>", b"<x>" * 200_000 + b"</x>" * 200_000),
}  # fmt: skip

HARMLESS: dict[str, Edit] = {
    "a link to another workbook": beside("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
    "a cell in the last row there is": more(BASE, b"</sheetData>", rows(1, b'<c r="A?"/>', 1_048_576)),
    "one long text in many ids": one_text_in_many_cells(RATINGS, b"_x0041_" * 200_000, 12_000),
    "a long text that nobody asked for": one_text_in_many_cells(RATINGS, b"y" * 7_000_000, 0),
}


def set_form_version(workbook: Any) -> None:
    next(row for row in workbook["about"].iter_rows() if row[0].value == "form")[1].value = "2"


def set_round(workbook: Any) -> None:
    next(row for row in workbook["about"].iter_rows() if row[0].value == "round")[1].value = "2031-fall"


def double_an_id(workbook: Any) -> None:
    workbook["Ratings"]["A3"] = "1.A.i"


def take_a_column_out(workbook: Any) -> None:
    workbook["Ratings"].delete_cols(7)


def rename(workbook: Any) -> None:
    workbook["Ratings"].title = "Sheet1"


LEVEL = "f.xlsx:2:7: error {} (Ratings!G2) "
AT_CELLS: dict[str, tuple[Callable[[Any], None], str]] = {
    "another round": (set_round, "is of the round '2031-fall', and a.yaml of the round '2026-fall'"),
    "a newer version": (set_form_version, "was made by a newer version of sustain"),
    "ids doubled": (double_an_id, "f.xlsx:3:1: error SR004 (Ratings!A3) "),
    "an id that is gone": (put("1.A.i", "Id", "1.A.x"), "f.xlsx:2:1: error SR203 (Ratings!A2) "),
    "the ids gone": (lambda workbook: workbook["Ratings"].delete_cols(1), "f.xlsx:1:1: error SR105 (Ratings!A1) "),
    "a column gone": (take_a_column_out, "f.xlsx:1:1: error SR105 (Ratings!A1) the column 'Level' is missing"),
    "a sheet renamed": (rename, "the sheet 'Ratings' is not there any more"),
    "merged cells": (lambda workbook: workbook["Ratings"].merge_cells("G2:G3"), LEVEL.format("SR106")),
    "a formula for a level": (put("1.A.i", "Level", '="stro"&"ng"'), LEVEL.format("SR106")),
    "a number for a level": (put("1.A.i", "Level", 3), LEVEL.format("SR106")),
    "a fraction for a level": (put("1.A.i", "Level", 3.5), LEVEL.format("SR106")),
    "a day for a level": (put("1.A.i", "Level", datetime(2026, 1, 2)), LEVEL.format("SR106")),
    "a number as text": (put("1.A.i", "Level", "3"), LEVEL.format("SR107")),
    "no level": (put("1.A.i", "Level", "5 Bogus"), LEVEL.format("SR107")),
    "a long text for a level": (put("1.A.i", "Level", "x" * 32_767), LEVEL.format("SR107")),
    "control characters for a level": (put("1.A.i", "Level", "_x0007_strong"), LEVEL.format("SR107")),
    "control characters in a date": (
        put("1.A.i", "Evidence: date", "2026-_x001B_01-01"), "f.xlsx:2:11: error SR108 (Ratings!K2) "
    ),
}  # fmt: skip


def check(run: Run, usual: float) -> None:
    assert "Traceback" not in run.said
    assert run.megabytes < MOST_MEGABYTES, run
    assert run.seconds < MOST_TIMES * usual, (run, usual)
    assert Path("a.yaml").read_bytes() == EXAMPLE.read_bytes()
    assert sorted(os.listdir()) == ["a.yaml", "f.xlsx"]


@pytest.mark.parametrize("case", TO_A_ZIP)
def test_what_is_no_workbook_is_refused(form: Path, usual: float, case: str) -> None:
    form.write_bytes(TO_A_ZIP[case](form))
    run = imported(Path("f.xlsx"))
    assert run.code == 3
    assert re.match(r"sustain: f\.xlsx: \w+", run.said)
    check(run, usual)


@pytest.mark.parametrize("case", EDITS)
def test_what_is_no_form_or_too_much_of_one_is_refused(form: Path, usual: float, case: str) -> None:
    form.write_bytes(zipped(EDITS[case](members(form))))
    run = imported(Path("f.xlsx"))
    assert run.code == 3, run
    assert run.said.startswith("sustain: f.xlsx: ")
    check(run, usual)


@pytest.mark.parametrize("case", HARMLESS)
def test_what_is_beside_the_answers_does_no_harm(form: Path, usual: float, case: str) -> None:
    form.write_bytes(zipped(HARMLESS[case](members(form))))
    run = imported(Path("f.xlsx"))
    assert (run.code, run.said) == (0, "no changes\n")
    check(run, usual)


@pytest.mark.parametrize("case", AT_CELLS)
def test_what_is_no_answer_is_told_and_nothing_is_written(form: Path, usual: float, case: str) -> None:
    edit, words = AT_CELLS[case]
    workbook = openpyxl.load_workbook(form)
    edit(workbook)
    workbook.save(form)
    run = imported(Path("f.xlsx"))
    assert run.code == 3
    assert words in run.said
    check(run, usual)


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


def test_a_document_of_word_never_comes_back(form: Path, usual: float) -> None:
    subprocess.run(
        [sys.executable, "-m", "sustainrubric", "form", "a.yaml", "-o", "f.docx"],
        check=True, capture_output=True,
    )  # fmt: skip
    with zipfile.ZipFile("f.docx") as archive:
        assert "word/document.xml" in archive.namelist()
    os.replace("f.docx", "f.xlsx")
    run = imported(Path("f.xlsx"))
    assert run.code == 3
    assert "a form is an .xlsx file" in run.said
    check(run, usual)
