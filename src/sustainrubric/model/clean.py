"""User text made safe to show: no control sequence, no hidden direction mark, no endless line."""

from __future__ import annotations

import re

# C0 but TAB and LF, DEL, C1, line separators, bidirectional controls, surrogates, the byte order mark.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
# What looks like nothing, like a plain space or like a part of the letter before it. Compiled when needed.
_INVISIBLE = (
    "[\u00a0\u00ad\u0300-\u036f\u115f\u1160\u180e\u2000-\u200d\u202f\u205f-\u2064\u3000\u3164"
    "\ufe00-\ufe0f\uffa0\U000e0000-\U000e01ff]"
)
_QUOTED_LIMIT = 60


def clean(text: str) -> str:
    """`text` with every character that could steer a terminal shown as an escape such as `\\x1b`."""
    return _UNSAFE.sub(_escape, text) if not text.isprintable() else text


def one_line(text: str) -> str:
    """As `clean`, with line breaks and tabs shown as single spaces."""
    return clean(" ".join(text.split()) if "\n" in text or "\t" in text or "\r" in text else text)


def quoted(text: str) -> str:
    """`text` as a problem quotes it: on one line, cut where it is long, with nothing hidden in it."""
    if len(text) > _QUOTED_LIMIT:
        text = text[: _QUOTED_LIMIT - 1] + "…"
    shown = clean(text.replace("\n", "\\n").replace("\t", "\\t"))
    if not shown.isascii():
        shown = re.sub(_INVISIBLE, _code_point, shown)
    return f"'{shown}'"


def _escape(match: re.Match[str]) -> str:
    number = ord(match.group())
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def _code_point(match: re.Match[str]) -> str:
    return f"<U+{ord(match.group()):04X}>"
