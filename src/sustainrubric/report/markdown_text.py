"""Text that people wrote, as Markdown that shows it and does nothing else."""

from __future__ import annotations

import re

# What may open or close emphasis, code, a link, a table cell, strike-through, a formula, a heading.
_MARKS = re.compile(r"[\\`*_\[\]|~$#]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# Jekyll and others run these before they read the Markdown.
_TEMPLATE_OPENING = re.compile(r"\{(?=[{%])")
# At the beginning of a line: a list, a numbered list, a rule or the underline of a heading.
_OPENING = re.compile(r"[-+=:](?=[-+=:\s]|$)|[0-9]{1,9}(?=[.)](?:\s|$))")
_LINES = re.compile(r"[ \t]*\n[ \t]*")
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


def inert(text: str) -> str:
    """`text` on one line, wherever it is placed: a paragraph, a heading, a list item or a table cell."""
    return "<br>".join(_inert_line(line) for line in _LINES.split(text.strip(" \t\n")))


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
