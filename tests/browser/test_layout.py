"""No page needs sideways scrolling: on a phone, at 200 % zoom, or with text of twice the size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.chromium import PHONE, Visitor

Open = Callable[..., Visitor]

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


def test_the_first_screen_of_a_report_shows_what_it_promises(
    visit: Open, made: Callable[[str], Path]
) -> None:
    """The sentence, coverage, what moved, strongest, weakest, largest gap, and the heat map of 19 elements."""
    page = visit(made("report-with-previous"))
    seen = page.ask("""() => [...document.querySelectorAll('h1, .lead, #summary .figures > div, .map-head, .heat')]
        .map(one => ({what: one.textContent.trim().slice(0, 40), place: one.getAttribute('class') || one.tagName,
            bottom: one.getBoundingClientRect().bottom}))""")
    promised = [one for one in seen if one["place"] != "heat"]
    assert [one for one in promised if one["bottom"] > 900] == []
    assert max(one["bottom"] for one in seen if one["place"] == "heat") < 1000
    assert page.ask("() => document.querySelectorAll('#map .heat text[class^=\"on-\"]').length") == 19


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
