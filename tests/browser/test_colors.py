"""Words can be read in every set of colors, measured on the screen itself."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import Visitor

Open = Callable[..., Visitor]

# What axe does not judge: text in pictures; and labels, on which most depends.
_WORDS = "svg:not([aria-hidden]) text, .level"
_LEVELS = ("Inadequate", "Emerging", "Strong", "Exemplary")

_SETS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced, light": {"forced_colors": "active", "color_scheme": "light"},
    "forced, dark": {"forced_colors": "active", "color_scheme": "dark"},
}


def _faint(measured: list[dict[str, Any]]) -> list[dict[str, Any]]:
    # Edges of letters are smoothed, so that thin strokes stay a little below the color they are set in.
    return [one for one in measured if one["contrast"] < 4]


@pytest.mark.parametrize("colors", _SETS)
def test_words_in_pictures_can_be_read(visit: Open, made: Callable[[str], Path], colors: str) -> None:
    page = visit(made("report-with-previous"), device_scale_factor=2, **_SETS[colors])
    measured = page.pixels(_WORDS)
    assert len(measured) > 60
    assert _faint(measured) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_in_pictures_can_be_read_in_shades_of_grey(
    visit: Open, made: Callable[[str], Path], scheme: str
) -> None:
    page = visit(made("report-with-previous"), device_scale_factor=2, color_scheme=scheme)
    page.devtools("Emulation.setEmulatedVisionDeficiency", type="achromatopsia")
    assert _faint(page.pixels(_WORDS)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_levels_keep_their_order_in_shades_of_grey(
    visit: Open, made: Callable[[str], Path], scheme: str
) -> None:
    page = visit(made("report-with-previous"), device_scale_factor=2, color_scheme=scheme)
    page.devtools("Emulation.setEmulatedVisionDeficiency", type="achromatopsia")
    grounds = {one["text"]: one["ground"] for one in page.pixels("svg.heat text[class^='on-']")}
    tones = [grounds[level] for level in _LEVELS]
    assert tones == sorted(tones, reverse=scheme == "light")
    steps = [(max(a, b) + 0.05) / (min(a, b) + 0.05) for a, b in pairwise(tones)]
    assert min(steps) > 1.2


def test_every_level_is_a_word_where_colors_are_forced(visit: Open, made: Callable[[str], Path]) -> None:
    page = visit(made("report"), forced_colors="active")
    tiles = page.ask(
        """() => [...document.querySelectorAll('.heat text[class^="on-"]')].map(t => t.textContent)"""
    )
    assert len(tiles) == 19
    assert set(tiles) <= {*_LEVELS, "Unknown", "Not applicable", "Not rated yet"}
    reached = page.ask("""() => [...document.querySelectorAll('.scale rect.reached')].map(r =>
        getComputedStyle(r).fill !== getComputedStyle(document.body).backgroundColor)""")
    assert reached
    assert all(reached)


def test_keys_of_pictures_have_their_signs_in_forced_colors(visit: Open, made: Callable[[str], Path]) -> None:
    """What is black, framed or dashed in the picture is so in its key."""
    page = visit(made("plan"), forced_colors="active")
    signs = page.ask("""() => [...document.querySelectorAll('.picture-key span')].map(one => {
      const look = getComputedStyle(one, '::before');
      return [one.textContent, `${look.backgroundColor} ${look.outlineStyle} ${look.borderStyle}`];
    })""")
    canvas = page.ask("() => getComputedStyle(document.body).backgroundColor")
    assert [words for words, look in signs if look.startswith(canvas) and look.endswith(" none none")] == []
    assert len({look for _, look in signs}) == len(signs) > 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["report-with-previous", "trend", "portfolio"])
def test_levels_of_bars_can_be_told_apart_in_forced_colors(
    visit: Open, made: Callable[[str], Path], name: str, scheme: str
) -> None:
    """The fuller a part, the higher its level; the key has the same four signs, and words in the parts can be read."""
    page = visit(made(name), device_scale_factor=2, forced_colors="active", color_scheme=scheme)
    looks = page.ask("""() => [...document.querySelectorAll('.bar, .small-bar, .columns, .stack')].flatMap(picture =>
        [...picture.querySelectorAll('rect')].map(one => {
            const look = getComputedStyle(one);
            return [one.getAttribute('class'), `${look.fill} ${look.fillOpacity}`];
        }))""")
    found = {level: {look for each, look in looks if each == f"fill-{level.lower()}"} for level in _LEVELS}
    assert {level for level, look in found.items() if len(look) != 1} == set()
    assert len(set.union(*found.values())) == 4
    keys = page.ask("""() => [...document.querySelectorAll('.dot')].map(one =>
        [one.className.split('dot-')[1], getComputedStyle(one).backgroundColor])""")
    if keys:
        of_levels = {look for level, look in keys if level in {each.lower() for each in _LEVELS}}
        assert len(of_levels) == 4
    assert _faint(page.pixels("svg.bar text, svg.columns text")) == []
