"""Every color of the HTML report, in a light and a dark scheme, and which of them meet.

The style sheet takes its colors from here, and a test works out the contrast of each pair that
`TEXT_ON` and `SHAPE_ON` name. Levels run from pale to deep (in the dark scheme from dim to bright),
so that they keep their order in gray-scale; words and position tell them apart without any color.
"""

from __future__ import annotations

Scheme = dict[str, str]

LIGHT: Scheme = {
    "page": "#f4f6f8",
    "paper": "#ffffff",
    "sunken": "#eef2f5",
    "ink": "#17222d",
    "muted": "#4a5967",
    "line": "#d3dbe2",
    "edge": "#71808e",
    "link": "#0a4f8a",
    "focus": "#b3261e",
    "band": "#0f2d45",
    "on-band": "#ffffff",
    "on-band-muted": "#c4d5e3",
    "note": "#fff6da",
    "note-edge": "#94731a",
    "inadequate": "#f7dccb",
    "on-inadequate": "#57250c",
    "inadequate-edge": "#b0592f",
    "emerging": "#ebc66f",
    "on-emerging": "#382800",
    "emerging-edge": "#8d6b12",
    "strong": "#2a7a80",
    "on-strong": "#ffffff",
    "strong-edge": "#1f6267",
    "exemplary": "#10395c",
    "on-exemplary": "#ffffff",
    "exemplary-edge": "#10395c",
    "share-1": "#e4e5f3",
    "on-share-1": "#17222d",
    "share-2": "#b9bde0",
    "on-share-2": "#17222d",
    "share-3": "#5f62a6",
    "on-share-3": "#ffffff",
    "share-4": "#34346f",
    "on-share-4": "#ffffff",
    "up": "#1d6b3a",
    "down": "#a5341b",
}

DARK: Scheme = {
    "page": "#10171e",
    "paper": "#18222b",
    "sunken": "#202c37",
    "ink": "#e9eef2",
    "muted": "#b1bec9",
    "line": "#354451",
    "edge": "#8493a0",
    "link": "#8ec7f7",
    "focus": "#ffb4a9",
    "band": "#0b2032",
    "on-band": "#ffffff",
    "on-band-muted": "#b9cddd",
    "note": "#33290f",
    "note-edge": "#c79f3d",
    "inadequate": "#40261a",
    "on-inadequate": "#f8d5c1",
    "inadequate-edge": "#cf8057",
    "emerging": "#75591a",
    "on-emerging": "#fff3d4",
    "emerging-edge": "#d8ab45",
    "strong": "#45a9ad",
    "on-strong": "#04191b",
    "strong-edge": "#6cc7ca",
    "exemplary": "#b6deff",
    "on-exemplary": "#072742",
    "exemplary-edge": "#b6deff",
    "share-1": "#282c4a",
    "on-share-1": "#e9eef2",
    "share-2": "#454b7c",
    "on-share-2": "#ffffff",
    "share-3": "#9ba2dc",
    "on-share-3": "#0f1330",
    "share-4": "#d2d7fa",
    "on-share-4": "#0f1330",
    "up": "#7fd6a0",
    "down": "#ffab94",
}

LEVELS = ("inadequate", "emerging", "strong", "exemplary")

SHARES = ("share-1", "share-2", "share-3", "share-4")
"""A quarter each, for shares that have nothing to do with levels."""

TEXT_ON: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ink", ("page", "paper", "sunken", "note")),
    ("muted", ("page", "paper", "sunken", "note")),
    ("link", ("page", "paper", "sunken", "note")),
    ("up", ("page", "paper", "sunken")),
    ("down", ("page", "paper", "sunken")),
    ("on-band", ("band",)),
    ("on-band-muted", ("band",)),
    *((f"on-{level}", (level,)) for level in LEVELS),
    *((f"on-{shade}", (shade,)) for shade in SHARES),
)
"""Text colors, and the grounds they are read on: 4.5 to 1 at least."""

SHAPE_ON: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("edge", ("page", "paper", "sunken")),
    ("focus", ("page", "paper", "sunken", "note")),
    ("note-edge", ("page", "paper", "note")),
    *((f"{level}-edge", ("page", "paper", "sunken")) for level in LEVELS),
)
"""Shapes that carry meaning, and their grounds: 3 to 1 at least."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colors written #rrggbb, as WCAG 2.1 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(int(color[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    # 0.04045 is sRGB's own threshold; WCAG prints 0.03928, which no 8-bit color can tell apart.
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
