"""Everything can be reached by the keyboard, in the order in which it is read, and is seen when reached."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.chromium import Visitor
from tests.small import RATED

Open = Callable[..., Visitor]

_FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), look = getComputedStyle(one);
  const all = [...document.querySelectorAll('*')];
  return {tag: one.tagName, place: all.indexOf(one), outlined: look.outlineStyle !== 'none' &&
    parseFloat(look.outlineWidth) >= 2, seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 &&
    box.left < innerWidth, words: one.textContent.trim().slice(0, 40)};
}"""
_STOPS = "() => [...document.querySelectorAll('a[href], summary, [tabindex=\"0\"]')].length"


def test_tab_goes_through_all_of_the_page_in_its_order(visit: Open, page_file: Path) -> None:
    page = visit(page_file, reduced_motion="reduce")
    page.open_all()
    stops = page.ask(_STOPS)
    focused = []
    for _ in range(stops):
        page.page.keyboard.press("Tab")
        focused.append(page.ask(_FOCUSED))
    assert [one for one in focused if not one["outlined"]] == []
    assert [one for one in focused if not one["seen"]] == []
    places = [one["place"] for one in focused]
    assert places == sorted(set(places))
    assert (
        page.ask(
            '() => document.querySelectorAll(\'[tabindex]:not([tabindex="0"], [tabindex="-1"])\').length'
        )
        == 0
    )


def test_the_first_stop_leads_past_the_head(visit: Open, page_file: Path) -> None:
    page = visit(page_file, reduced_motion="reduce")
    page.page.keyboard.press("Tab")
    assert page.ask("() => document.activeElement.getBoundingClientRect().left >= 0")
    page.page.keyboard.press("Enter")
    assert page.ask("() => document.activeElement.id") == "main"


def test_what_scrolls_sideways_can_be_scrolled_by_keyboard(visit: Open, page_file: Path) -> None:
    page = visit(page_file, size=(320, 640))
    page.open_all()
    stuck = page.ask("""() => [...document.querySelectorAll('*')].filter(one =>
        ['auto', 'scroll'].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1
        && !(one.tabIndex === 0 && one.getAttribute('aria-label'))
        // Whoever goes from link to link sees all of it.
        && one.querySelectorAll('td a[href]').length < one.querySelectorAll('tbody tr').length * 2)
        .map(one => one.className)""")
    assert stuck == []


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)], ids=["wide", "tablet", "phone"])
def test_a_tab_stop_that_is_no_link_is_something_that_scrolls(
    visit: Open, page_file: Path, size: tuple[int, int]
) -> None:
    page = visit(page_file, size=size)
    page.open_all()
    still = page.ask("""() => [...document.querySelectorAll('[tabindex="0"]')]
        .filter(one => one.scrollWidth <= one.clientWidth + 1 && one.scrollHeight <= one.clientHeight + 1)
        .map(one => one.getAttribute('aria-label'))""")
    assert still == []


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["wide", "phone"])
def test_a_trend_over_many_rounds_scrolls_and_is_a_tab_stop(
    visit: Open, tmp_path: Path, size: tuple[int, int]
) -> None:
    files = []
    for year in range(2020, 2028):
        files.append(tmp_path / f"{year}.yaml")
        files[-1].write_text(RATED.replace("2026", str(year)), encoding="utf-8")
    command = [sys.executable, "-m", "sustainrubric", "trend", *map(str, files)]
    subprocess.run([*command, "-o", str(tmp_path / "trend.html")], check=True, capture_output=True)
    page = visit(tmp_path / "trend.html", size=size)
    wide = page.ask("""() => [...document.querySelectorAll('[tabindex="0"]')]
        .map(one => one.scrollWidth > one.clientWidth + 1)""")
    assert wide == [True]
