"""axe-core finds nothing wrong on any page, and what it does not look at holds as well."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.chromium import PHONE, WIDE, Visitor

Open = Callable[..., Visitor]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing(visit: Open, page_file: Path, size: tuple[int, int], scheme: str) -> None:
    page = visit(page_file, size=size, color_scheme=scheme)
    page.open_all()
    assert page.axe() == []


def test_axe_would_find_something(visit: Open, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text("<!doctype html><title>a</title><img src='data:,'><p style='color: #ccc'>pale</p>")
    found = {line.split(":")[0] for line in visit(bad).axe()}
    assert {"html-has-lang", "image-alt", "color-contrast"} <= found


def test_the_page_says_its_language_and_what_it_is(page: Visitor) -> None:
    assert page.ask("() => document.documentElement.lang") == "en"
    assert page.ask("() => document.title.trim().length > 0")
    assert page.ask("() => document.querySelectorAll('main').length") == 1


def test_headings_go_down_one_step_at_a_time(page: Visitor) -> None:
    headings = page.ask(
        "() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')]"
        ".map(h => [+h.tagName[1], h.textContent.trim()])"
    )
    depths = [depth for depth, _ in headings]
    assert depths[0] == 1
    assert depths.count(1) == 1
    jumps = [headings[i + 1] for i, depth in enumerate(depths[:-1]) if depths[i + 1] > depth + 1]
    assert jumps == []
    assert all(words for _, words in headings)


def test_tables_have_a_caption_and_headers_with_a_scope(page: Visitor) -> None:
    bare = page.ask("""() => [...document.querySelectorAll('table')].filter(table =>
        !(table.caption?.textContent.trim() || document.getElementById(table.getAttribute('aria-labelledby')))
        || !table.querySelector('th')
        || [...table.querySelectorAll('th')].some(th => !['col', 'row', 'colgroup'].includes(th.scope))
    ).map(table => table.outerHTML.slice(0, 200))""")
    assert bare == []


def test_ids_are_unique_and_links_within_the_page_lead_somewhere(page: Visitor) -> None:
    ids = page.ask("() => [...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))
    targets = page.ask("""() => [...document.querySelectorAll('a[href^="#"]')].map(a => a.hash.slice(1))""")
    assert set(targets) <= set(ids)


def test_pictures_are_named_and_described(page: Visitor) -> None:
    bare = page.ask("""() => [...document.querySelectorAll('svg:not(svg svg)')].filter(svg => {
        if (svg.getAttribute('aria-hidden') === 'true') return false;
        const names = (svg.getAttribute('aria-labelledby') || '').split(' ');
        const said = names.map(id => document.getElementById(id));
        return svg.getAttribute('role') !== 'img' || said.some(one => !one?.textContent.trim());
    }).map(svg => svg.outerHTML.slice(0, 200))""")
    assert bare == []
