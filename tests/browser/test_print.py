"""What comes out of the printer, read from the PDF itself: sizes of letters, headings, bookmarks."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.browser.chromium import Visitor
from tests.browser.test_pdf import objects

Open = Callable[..., Visitor]
Made = Callable[[str], Path]

PAGES = [
    *("report-with-previous", "summary", "diff", "trend", "plan", "worksheet", "priorities"),
    *("portfolio", "rubric", "ugly-report", "card", "ballot", "second-ballot"),
    *(
        "kit-invitation",
        "kit-pre-read",
        "kit-cards",
        "kit-agenda",
        "kit-notes",
        "kit-wall-chart",
        "kit-checklist",
    ),
]
POINTS_8 = 8 * 1.1
"""The height of a line of 8 points; a letter takes a tenth more than its size in the fonts that there may be."""

FOOT = 46
"""Points at the foot of a sheet where only our own line stands."""


class Word(NamedTuple):
    """A word on paper; `top` and `bottom` are points from the upper edge of its sheet."""

    sheet: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


@pytest.fixture(params=PAGES)
def printed(
    request: pytest.FixtureRequest, visit: Open, made: Made, tmp_path: Path
) -> tuple[Path, list[str]]:
    """The sheets of a page, and its headings."""
    page = visit(made(request.param))
    page.open_all()
    page.page.emulate_media(media="print")
    headings = page.ask("""() => [...document.querySelectorAll('main h2, main h3, main h4, main h5')]
        .filter(one => one.checkVisibility() && !one.classList.contains('hidden'))
        .map(one => one.innerText.replace(/\\s+/g, ' ').trim())""")
    file = tmp_path / "sheets.pdf"
    page.page.pdf(path=str(file), prefer_css_page_size=True, tagged=True, outline=True)
    return file, headings


def words(file: Path) -> list[Word]:
    """Every word, as poppler finds it."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("poppler's pdftotext is not installed here")
    done = subprocess.run([program, "-bbox", str(file), "-"], capture_output=True, text=True, check=True)
    found = []
    for sheet, part in enumerate(done.stdout.split("<page ")[1:]):
        for box in re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', part):
            left, top, right, bottom = map(float, box[:4])
            found.append(Word(sheet, left, top, right, bottom, html.unescape(box[4])))
    return found


@pytest.mark.deep
def test_no_letter_is_smaller_than_8_points(printed: tuple[Path, list[str]]) -> None:
    """Also where a page that is too wide for its paper was made smaller as a whole."""
    small = {
        word.text
        for word in words(printed[0])
        # Words that stand on end are as high as they are long.
        if word.bottom - word.top < POINTS_8 - 0.05
        and min(word.right - word.left, 99) > 5
        and len(word.text) > 2
        and not _is_on_end(word)
    }
    assert sorted(small) == []


def _is_on_end(word: Word) -> bool:
    return word.right - word.left < (word.bottom - word.top) * 2.2 and len(word.text) > 4


@pytest.mark.deep
def test_no_heading_stands_alone_at_the_foot_of_a_sheet(printed: tuple[Path, list[str]]) -> None:
    file, headings = printed
    sheets: dict[int, list[Word]] = {}
    for word in words(file):
        sheets.setdefault(word.sheet, []).append(word)
    last = max(sheets)
    stranded = []
    for sheet, found in sheets.items():
        body = [word for word in found if word.bottom < 792 - FOOT] if sheet != last else []
        if body:
            ends = {" ".join(lines(body)[-count:]) for count in (1, 2, 3)}
            stranded += [heading for heading in headings if heading in ends]
    assert stranded == []


def lines(found: list[Word]) -> list[str]:
    """What stands side by side, from the top of a sheet to its foot."""
    rows: list[list[Word]] = []
    for word in sorted(found, key=lambda one: one.bottom):
        if rows and word.bottom - rows[-1][0].bottom < 3:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [" ".join(word.text for word in sorted(row, key=lambda one: one.left)) for row in rows]


@pytest.mark.deep
def test_bookmarks_read_as_their_headings_do(printed: tuple[Path, list[str]]) -> None:
    """With blanks between number and title, and all of them in the order of the page."""
    file, headings = printed
    raw = objects(file)
    titles = [_text(one) for one in re.findall(rb"/Title\s*(\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f]*>)", raw)]
    named = [re.sub(r"\s+", " ", one).strip() for one in titles]
    assert [one for one in headings if one and one not in named] == []


def _text(raw: bytes) -> str:
    if raw.startswith(b"<"):
        content = bytes.fromhex(raw[1:-1].decode())
    else:
        content = re.sub(rb"\\([()\\])", rb"\1", raw[1:-1])
        content = re.sub(rb"\\(\d{3})", lambda found: bytes([int(found.group(1), 8)]), content)
    return (
        content.decode("utf-16") if content[:2] in (b"\xfe\xff", b"\xff\xfe") else content.decode("latin-1")
    )


@pytest.mark.deep
@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("name", ["kit-cards", "long-kit-cards"])
def test_each_card_has_a_sheet_of_its_own(
    visit: Open, made: Made, tmp_path: Path, name: str, paper: str
) -> None:
    """So that they can be dealt out: no card goes over to a second sheet, and no word of a criterion is broken."""
    file = tmp_path / "cards.pdf"
    visit(made(name)).page.pdf(path=str(file), prefer_css_page_size=True, format=paper)
    found = words(file)
    sheets = {word.sheet for word in found if re.fullmatch(r"\d\.[A-D]\.[ivx]+", word.text)}
    assert len(sheets) == max(word.sheet for word in found) + 1 == 19
    assert {"Differentiated", "Coordinated"} <= {word.text for word in found}


@pytest.mark.deep
@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize(
    ("name", "margin"), [("long-report", 45), ("long-kit-cards", 22), ("long-portfolio", 45)]
)
def test_the_line_at_the_head_of_a_sheet_is_one_line(
    visit: Open, made: Made, tmp_path: Path, name: str, margin: int, paper: str
) -> None:
    """However long the names are: more lines would lie on the text below."""
    file = tmp_path / "sheets.pdf"
    visit(made(name)).page.pdf(path=str(file), prefer_css_page_size=True, format=paper)
    heads: dict[int, list[Word]] = {}
    for word in words(file):
        # Letters of other scripts are not as high.
        if word.sheet and word.top < margin and word.text.isascii():
            heads.setdefault(word.sheet, []).append(word)
    found = [lines(head) for head in heads.values()]
    assert found
    assert [rows for rows in found if len(rows) != 1 or not rows[0].startswith("The Office of the")] == []
