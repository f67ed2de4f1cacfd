"""The colors of the HTML report can be read, in both schemes and in gray."""

from __future__ import annotations

import re

import pytest

from sustainrubric.instruments.shipped import packaged
from sustainrubric.pages.palette import DARK, LEVELS, LIGHT, SHAPE_ON, SHARES, TEXT_ON, Scheme, contrast

SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
STYLE = packaged("templates") / "html" / "style.css.j2"


def pairs(table: tuple[tuple[str, tuple[str, ...]], ...]) -> list[tuple[str, str]]:
    return [(color, ground) for color, grounds in table for ground in grounds]


@SCHEMES
@pytest.mark.parametrize(("color", "ground"), pairs(TEXT_ON))
def test_text_stands_out_from_its_ground(scheme: Scheme, color: str, ground: str) -> None:
    assert contrast(scheme[color], scheme[ground]) >= 4.5


@SCHEMES
@pytest.mark.parametrize(("color", "ground"), pairs(SHAPE_ON))
def test_shapes_stand_out_from_their_ground(scheme: Scheme, color: str, ground: str) -> None:
    assert contrast(scheme[color], scheme[ground]) >= 3


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@SCHEMES
def test_levels_keep_their_order_in_grey(scheme: Scheme) -> None:
    brightness = [contrast(scheme[level], "#000000") for level in LEVELS]
    assert brightness == sorted(brightness, reverse=scheme is LIGHT)


def test_both_schemes_name_the_same_colors() -> None:
    assert list(LIGHT) == list(DARK)


def test_the_style_sheet_takes_its_colors_from_the_palette() -> None:
    style = STYLE.read_text(encoding="utf-8")
    used = set(re.findall(r"var\(--([a-z-]+)", style)) - {"serif", "sans"}
    by_level = {f"{level}{ending}" for level in LEVELS for ending in ("", "-edge")}
    by_level |= {f"on-{level}" for level in LEVELS}
    by_level |= {f"{on}{shade}" for shade in SHARES for on in ("", "on-")}
    assert {name for name in used if not name.endswith("-")} <= set(LIGHT)
    assert set(LIGHT) <= used | by_level
    # On paper, where the scheme is always light, white and the muted gray of page numbers.
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", style)) <= {"#fff", LIGHT["muted"]}
