"""What no checker looks at: link texts that differ, arrows read out, names in pictures, tab stops."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from tests.conftest import ROOT, Result

Sustain = Callable[..., Result]
LITERACY = ROOT / "examples" / "assessments" / "literacy"
OLD, NEW = str(LITERACY / "2025-fall.yaml"), str(LITERACY / "2026-fall.yaml")
PAGES = {
    "report": ("report", NEW, "--previous", OLD, "-o", "-"),
    "summary": ("report", NEW, "--previous", OLD, "-o", "-", "--print", "summary"),
    "worksheet": ("report", str(ROOT / "examples" / "worksheet.yaml"), "-o", "-"),
    "priorities": ("report", str(ROOT / "examples" / "priorities.yaml"), "-o", "-"),
    "diff": ("diff", OLD, NEW, "--format", "html"),
    "trend": ("trend", OLD, NEW, "--format", "html"),
    "plan": ("plan", str(ROOT / "examples"), "--today", "2027-01-20", "--format", "html"),
}


class Reader(HTMLParser):
    """What a screen reader is given: links with their texts, and text that is not hidden from it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: dict[str, set[str]] = defaultdict(set)
        self.said = ""
        self._hidden: list[str] = []
        self._href, self._words = "", ""
        self.feed(text.split("</style>")[1])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._hidden or given.get("aria-hidden") == "true":
            self._hidden.append(tag)
        elif tag == "a":
            self._href, self._words = given.get("href") or "", ""

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()
        elif tag == "a" and self._href:
            self.links[" ".join(self._words.split())].add(self._href)
            self._href = ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.said += data
            self._words += data


_MADE: dict[str, str] = {}


def page(name: str, sustain: Sustain) -> str:
    """A page, made once for all tests here."""
    if name not in _MADE:
        _MADE[name] = sustain(*PAGES[name], code=None).out
    return _MADE[name]


@pytest.fixture(params=PAGES)
def text(request: pytest.FixtureRequest, sustain: Sustain) -> str:
    return page(request.param, sustain)


def test_links_of_one_text_lead_to_one_place(text: str) -> None:
    several = {words: sorted(places) for words, places in Reader(text).links.items() if len(places) > 1}
    assert several == {}


def test_every_link_has_a_text(text: str) -> None:
    assert "" not in Reader(text).links


def test_an_arrow_is_read_out_as_a_word(text: str) -> None:
    assert "→" not in Reader(text).said


def test_what_never_scrolls_is_no_tab_stop(text: str) -> None:
    """Every table turns into blocks where there is no room for it: a stop would only be one more to pass."""
    assert 'tabindex="0"' not in text
    assert all(
        "stacked" in table for table in re.findall(r'<div class="scroll">\s*<table class="([^"]*)"', text)
    )


def test_a_heat_map_names_its_elements(sustain: Sustain) -> None:
    described = " ".join(re.findall(r'<desc id="map-[^>]*>([^<]*)', page("report", sustain)))
    assert "1.A.i Align the policy agenda with priority reforms: Strong (up)" in described
    assert len(re.findall(r"\d\.[A-D]\.i+ [A-Z]", described)) == 19
