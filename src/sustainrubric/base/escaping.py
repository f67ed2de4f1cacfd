"""User text made safe for a page: Markdown that shows it as it is, and which addresses may become links."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit

from sustainrubric.base.text import clean

_UNSAFE = re.compile(r"[\s\x00-\x20\x7f-\x9f\\<>\"`]|[\u200b-\u200f\u2028-\u202f\u2066-\u2069\ufeff]")

# What may stand in an address as it is; all else is written as %XX.
_KEPT = "!#$%&'()*+,-./:;=?@[]_~"

# What may open or close emphasis, code, a link, a table cell, strike-through, a formula, a heading.
_MARKS = re.compile(r"[\\`*_\[\]|~$#]")

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

# Jekyll and others run these before they read the Markdown.
_TEMPLATE_OPENING = re.compile(r"\{(?=[{%])")

# At the beginning of a line: a list, a numbered list, a rule or the underline of a heading.
_OPENING = re.compile(r"[-+=:](?=[-+=:\s]|$)|[0-9]{1,9}(?=[.)](?:\s|$))")


_DESTINATION = {
    "(": "%28",
    ")": "%29",
    "[": "%5B",
    "]": "%5D",
    "*": "%2A",
    "_": "%5F",
    "~": "%7E",
    "&": "&amp;",
}


def link(where: str | None) -> str:
    """The address to link to, or nothing: only web and mail addresses are followed."""
    parts = _parts(where or "")
    if parts is None or where is None:
        return ""
    if parts.scheme in ("http", "https") and parts.hostname:
        return quote(where, safe=_KEPT)
    if parts.scheme == "mailto" and "@" in parts.path:
        return quote(where, safe=_KEPT)
    return ""


def host(where: str | None) -> str:
    """Where a link leads, shown beside it: the host alone, so that no user name can pose as one."""
    parts = _parts(where or "")
    if parts is None or not link(where):
        return ""
    return parts.hostname or parts.path


def _parts(where: str) -> SplitResult | None:
    if _UNSAFE.search(where):
        return None
    try:
        parts = urlsplit(where)
        _ = parts.port  # raises for a port that is none
    except ValueError:
        return None
    return parts


def inert(text: str) -> str:
    """`text` on one line, wherever it is placed: a paragraph, a heading, a list item or a table cell.

    What steers a terminal, or is hidden, is shown as in `clean`.
    """
    return "<br>".join(_inert_line(line) for line in clean(text).strip(" \t\n").split("\n"))


def destination(address: str) -> str:
    """An address as it stands between the parentheses of a link."""
    return "".join(_DESTINATION.get(character, character) for character in address)


def _inert_line(line: str) -> str:
    line = line.replace("\t", " ").strip(" ")
    marked = _MARKS.sub(lambda match: f"\\{match.group()}", line)
    marked = "".join(_ENTITIES.get(character, character) for character in marked)
    marked = _TEMPLATE_OPENING.sub("&#123;", marked)
    opening = _OPENING.match(marked)
    if opening is None:
        return marked
    if opening.group().isdigit():
        return f"{opening.group()}\\{marked[opening.end() :]}"
    return f"\\{marked}"
