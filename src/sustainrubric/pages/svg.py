"""The pieces that our pictures are drawn from: one place for escaping, names and wrapping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape as escape_markup

from sustainrubric.base.phrase import Own
from sustainrubric.base.text import one_line
from sustainrubric.pages.frame import frame


def picture(name: str, title: str, description: str, size: str, shapes: Iterable[str]) -> str:
    """A whole picture, named and described for those who do not see it; `name` is its anchor."""
    return (
        f'<svg role="img" aria-labelledby="{escape(name)}-t {escape(name)}-d" {size}>'
        f'<title id="{escape(name)}-t">{escape(title)}</title>'
        f'<desc id="{escape(name)}-d">{escape(description)}</desc>'
        f"{''.join(shapes)}</svg>"
    )


def rect(x: float | str, y: float, width: float | str, height: float, look: str, radius: float = 0) -> str:
    rounded = f' rx="{number(radius)}"' if radius else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
        f'{rounded} class="{escape(look)}"/>'
    )


def text(x: float | str, y: float, words: str, look: str) -> str:
    """Words at a place; those of the agency say which language they are in."""
    language = frame().language
    lang = f' lang="{escape(language)}"' if isinstance(words, Own) and language != "en" else ""
    return f'<text x="{number(x)}" y="{number(y)}" class="{escape(look)}"{lang}>{escape(words)}</text>'


def triangle(x: float | str, y: float, look: str, *, up: bool, size: float = 4.5) -> str:
    """An arrow head around (x, y), where `x` may be a percentage, which the points of a shape may not."""
    tip, base = (-size, size) if up else (size, -size)
    points = f"0,{number(tip)} {number(size)},{number(base)} {number(-size)},{number(base)}"
    return nested(x, y, f'<polygon points="{points}" class="{escape(look)}"/>')


def nested(x: float | str, y: float, shape: str) -> str:
    """A shape in coordinates of its own, whose origin is (x, y)."""
    return f'<svg x="{number(x)}" y="{number(y)}" class="mark">{shape}</svg>'


def number(value: float | str) -> str:
    """A length as short as it can be written; percentages are text already."""
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def percentage(part: float, whole: float) -> str:
    return f"{number(100 * part / whole)}%"


def wrapped(words: str, limit: int) -> Sequence[str]:
    """Lines of at most `limit` characters, as SVG does not break text; a longer word stands alone."""
    return tuple(_lines(words.split(), limit)) or ("",)


def _lines(words: Iterable[str], limit: int) -> Iterator[str]:
    line = ""
    for word in words:
        if line and len(line) + 1 + len(word) > limit:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line


def escape(words: str) -> str:
    """Text of a picture: no markup, and nothing that could steer whoever shows it."""
    return escape_markup(one_line(words))
