"""What stands between the entries of a YAML text, comments and empty lines, given to the entry it belongs to."""

from __future__ import annotations

import re

from sustainrubric.yaml.edit import Unsure
from sustainrubric.yaml.format_entry import Above, FormattedEntry
from sustainrubric.yaml.places import start
from sustainrubric.yaml.text import YamlText

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")


def place_in_leaf(text: YamlText, entry: FormattedEntry) -> None:
    """Comments between the colon and a value that begins on a later line."""
    if not entry.is_leaf or start(entry.node) >= len(text.text):
        return
    first = start(entry.node)
    line_end = text.line_end(entry.head_end)
    for offset, comment in text.comments(entry.head_end, first) if first > line_end else ():
        if offset < line_end and not entry.beside:
            _beside(text, entry, offset, comment)
        else:
            entry.between.append(comment.rstrip())


def place_gap(
    text: YamlText, entry: FormattedEntry, following: FormattedEntry | None, limit: int, end: list[str]
) -> None:
    """Give what stands between an entry and the next one to whom it belongs."""
    begin = text.end(entry.node) if entry.is_leaf else entry.head_end
    position, blanks = max(begin, entry.head_end), 0
    first = True
    while position < limit:
        line = _LINE.match(text.text, position)
        assert line is not None
        content = text.text[position : min(line.end(), limit)].strip()
        if content.startswith("#"):
            offset = text.text.index("#", position)
            if first:
                _beside(text, entry, offset, content)
            else:
                _place_line(text, entry, following, offset, content, blanks, end)
            blanks = 0
        elif not content and not first:
            blanks += 1
        elif content:
            raise Unsure
        first = False
        if line.end() == position:
            break
        position = line.end()
    if blanks and following is not None:
        following.above.append(Above(""))


def _beside(text: YamlText, entry: FormattedEntry, offset: int, comment: str) -> None:
    if entry.beside:
        raise Unsure
    before = text.text[text.line_start(offset) : offset]
    gap = len(before) - len(before.rstrip(" \t"))
    entry.beside.append(" " * max(gap, 2) + comment.rstrip())
    entry.beside_column = text.column(offset)


def _place_line(
    text: YamlText,
    before: FormattedEntry,
    following: FormattedEntry | None,
    offset: int,
    comment: str,
    blanks: int,
    end: list[str],
) -> None:
    """A comment on a line of its own belongs to the next entry, or to one above that it stands in from."""
    column = text.column(offset)
    if (
        not blanks
        and column == before.beside_column
        and not before.tail
        and (following is None or not following.above)
    ):
        before.beside.append(comment.rstrip())
        return
    blank = [""] * bool(blanks)
    if following is not None and column <= following.column:
        following.above += map(Above, [*blank, comment])
        return
    owner: FormattedEntry | None = before
    while owner is not None and owner.column >= column:
        owner = owner.parent
    if owner is None:
        end += [*blank, comment]
    elif following is not None and following.parent is owner is before:
        owner.opening += [*blank, comment]
    elif following is not None and _is_within(following, owner):
        following.above += [Above(line, inside=True) for line in [*blank, comment]]
    else:
        owner.tail += [*blank, comment]


def _is_within(entry: FormattedEntry, outer: FormattedEntry) -> bool:
    parent = entry.parent
    while parent is not None and parent is not outer:
        parent = parent.parent
    return parent is outer
