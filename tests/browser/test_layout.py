"""No page needs sideways scrolling: on a phone, at 200 % zoom, or with text of twice the size."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.chromium import PHONE, Visitor

Open = Callable[..., Visitor]
PAPER = (720, 960)

_OVERFLOW = """() => {
  const clipped = one => one && (getComputedStyle(one).clipPath !== 'none' || clipped(one.parentElement));
  const room = document.documentElement.clientWidth;
  const inside = one => one.closest('.scroll, .skip, svg') || clipped(one);
  return {page: document.documentElement.scrollWidth, room, parts: [...document.body.querySelectorAll('*')]
    .filter(one => !inside(one) && one.getBoundingClientRect().right > room + 1)
    .map(one => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 60)}`).slice(0, 5)};
}"""


@pytest.mark.parametrize(
    ("size", "scale"), [(PHONE, 1), ((640, 450), 2), ((768, 1024), 1)], ids=["320 px", "200 %", "tablet"]
)
def test_the_page_reflows(visit: Open, page_file: Path, size: tuple[int, int], scale: int) -> None:
    page = visit(page_file, size=size, device_scale_factor=scale)
    page.open_all()
    found = page.ask(_OVERFLOW)
    assert (found["page"], found["parts"]) == (found["room"], [])


@pytest.mark.parametrize(
    ("size", "screens"),
    [((1440, 900), 1), ((390, 844), 3)],
    ids=["a screen", "a phone, two moves of the thumb"],
)
@pytest.mark.parametrize(
    "name",
    [
        "report-with-previous",
        "report-of-other-reform-with-previous",
        "report-in-site",
        "other-report-in-site",
    ],
)
def test_the_first_screen_of_a_report_answers_three_questions(
    visit: Open, made: Callable[[str], Path], name: str, size: tuple[int, int], screens: int
) -> None:
    """Where it stands, what moved and what next: to the end of each."""
    page = visit(made(name), size=size)
    ends = page.ask("""() => Object.fromEntries(['summary', 'moved', 'next'].map(id => [id,
        Math.max(...[...document.querySelectorAll(`#${id} *`)].map(one => one.getBoundingClientRect().bottom))]))""")
    assert {part for part, bottom in ends.items() if bottom > size[1] * screens} == set()


@pytest.mark.parametrize("width", [390, 800, 1024, 1440])
def test_a_category_stands_in_one_place(visit: Open, made: Callable[[str], Path], width: int) -> None:
    """Its box holds all of it, and no other one's: in columns of text a category went on in the next one."""
    page = visit(made("report"), size=(width, 900))
    assert page.ask("() => document.querySelectorAll('#map .heat text[class^=\"on-\"]').length") == 19
    boxes = page.ask("""() => [...document.querySelectorAll('#map .map')].map(one => {
        const {left, right, top, bottom} = one.getBoundingClientRect();
        const outside = [...one.querySelectorAll('.heat')].filter(heat => {
            const box = heat.getBoundingClientRect();
            return box.left < left - 1 || box.right > right + 1 || box.top < top || box.bottom > bottom + 1;
        }).length;
        return {left, right, top, bottom, outside};
    })""")
    assert [box["outside"] for box in boxes] == [0, 0, 0]
    for one, other in itertools.combinations(boxes, 2):
        apart = one["right"] <= other["left"] or other["right"] <= one["left"]
        assert apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]


def test_text_of_twice_the_size_has_room(visit: Open, page_file: Path) -> None:
    page = visit(page_file)
    page.page.add_style_tag(content="html { font-size: 200% !important }")
    page.open_all()
    found = page.ask(_OVERFLOW)
    assert (found["page"], found["parts"]) == (found["room"], [])


def test_wider_spacing_of_text_has_room(visit: Open, page_file: Path) -> None:
    """WCAG 1.4.12: these distances, set by a reader, lose no content."""
    page = visit(page_file, size=PHONE)
    page.page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        " word-spacing: .16em !important } p { margin-bottom: 2em !important }"
    )
    found = page.ask(_OVERFLOW)
    assert (found["page"], found["parts"]) == (found["room"], [])


@pytest.mark.parametrize("width", [800, 1440])
@pytest.mark.parametrize("name", ["long-report", "long-portfolio", "long-kit-pre-read"])
def test_a_long_name_leaves_what_stands_beside_it_its_room(
    visit: Open, made: Callable[[str], Path], name: str, width: int
) -> None:
    """No text stands in a column of single letters, and none lies on its neighbor's."""
    page = visit(made(name), size=(width, 900))
    page.open_all()
    squeezed = page.ask("""() => [...document.querySelectorAll('main *')].filter(one => {
        const words = [...one.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join('').trim();
        const box = one.getBoundingClientRect(), look = getComputedStyle(one);
        const stands = look.writingMode === 'horizontal-tb' && look.clipPath === 'none' && !one.closest('svg, .hidden');
        return words.length > 40 && stands && box.width && box.width < 80 && box.height > 4 * box.width;
    }).map(one => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`)""")
    assert squeezed == []
    over = page.ask("""() => [...document.querySelectorAll('main th, main td')]
        .filter(one => getComputedStyle(one).clipPath === 'none' && one.clientWidth > 1
            && one.scrollWidth > one.clientWidth + 1)
        .map(one => one.textContent.trim().slice(0, 40))""")
    assert over == []


@pytest.mark.parametrize(
    "name", ["report-with-previous", "summary", "worksheet", "priorities", "plan", "trend", "diff"]
)
def test_nothing_on_paper_is_smaller_than_8_points(
    visit: Open, made: Callable[[str], Path], name: str
) -> None:
    """Words in pictures are as large as the picture makes them, and so measured, not looked up."""
    page = visit(made(name), size=(680, 900))
    page.page.emulate_media(media="print")
    page.open_all()
    small = page.ask("""() => [...document.querySelectorAll('body *')]
        .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
        .filter(one => one.checkVisibility() && !one.closest('.hidden, title, desc, caption.hidden')
            && getComputedStyle(one).clipPath === 'none')
        .map(one => {
            const size = parseFloat(getComputedStyle(one).fontSize);
            const scale = one.getScreenCTM ? one.getScreenCTM().a : 1;
            return [size * scale * 0.75, one.textContent.trim().slice(0, 40), one.getAttribute('class') || one.tagName];
        }).filter(([points]) => points < 7.95)""")
    assert sorted({(round(points, 2), look) for points, _, look in small}) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("trend", ".series .mean, .series .nowrap"),
        ("diff", ".scores .nowrap"),
        ("report", ".scores .nowrap"),
        ("kit-pre-read", "td.nowrap"),
    ],
    ids=["trend", "diff", "report", "pre-read"],
)
def test_means_and_days_stay_on_one_line_on_paper(
    visit: Open, made: Callable[[str], Path], name: str, words: str
) -> None:
    page = visit(made(name), size=PAPER)
    page.page.emulate_media(media="print")
    lines = page.ask(
        """words => [...document.querySelectorAll(words)].map(one => {
            const range = document.createRange();
            range.selectNodeContents(one);
            const line = 1.8 * parseFloat(getComputedStyle(one).fontSize);
            return Math.ceil(range.getBoundingClientRect().height / line);
        })""",
        words,
    )
    assert len(lines) > 10
    assert set(lines) == {1}


def test_nothing_of_the_grid_of_a_site_sticks_on_paper(visit: Open, made: Callable[[str], Path]) -> None:
    page = visit(made("portfolio"), size=PAPER)
    page.page.emulate_media(media="print")
    assert page.ask("() => getComputedStyle(document.querySelector('.grid thead')).position") == "static"


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_a_wall_chart_is_one_sheet(visit: Open, made: Callable[[str], Path], paper: str) -> None:
    page = visit(made("kit-wall-chart"))
    printed = page.page.pdf(format=paper, landscape=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


@pytest.mark.parametrize("name", ["kit-wall-chart", "kit-pre-read", "kit-cards", "plan", "trend", "rubric"])
def test_cells_that_turn_into_blocks_are_as_high_as_their_words(
    visit: Open, made: Callable[[str], Path], name: str
) -> None:
    page = visit(made(name), size=PHONE)
    page.open_all()
    low = page.ask("""() => [...document.querySelectorAll('.stacked td, .stacked th')]
        .filter(one => getComputedStyle(one).display !== 'table-cell' && one.scrollHeight > one.clientHeight + 2
            && getComputedStyle(one).clipPath === 'none' && one.clientHeight > 1)
        .map(one => one.textContent.trim().slice(0, 60))""")
    assert low == []
