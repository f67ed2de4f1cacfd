"""Change what a user's file says, and nothing else of it: comments, order, quotes and line ends stay.

The text between two marks is replaced, the outcome is read again and compared with the data meant. Where they
differ, the user is told what to edit by hand, and nothing is written.
"""

from __future__ import annotations

import codecs
from dataclasses import replace
from typing import Any

from sustainrubric.base.errors import RefusedToWrite
from sustainrubric.base.fields import Layout
from sustainrubric.base.problem import DocumentPath
from sustainrubric.base.text import quoted
from sustainrubric.yaml.difference import Change, Drop, Insert, Put, after, differences, is_same
from sustainrubric.yaml.edit import Piece, Unsure
from sustainrubric.yaml.edit_block import BlockEdit
from sustainrubric.yaml.edit_flow import FlowEdit
from sustainrubric.yaml.front_matter import is_markdown, parse_front_matter
from sustainrubric.yaml.places import Node, child
from sustainrubric.yaml.reader import Document, parse
from sustainrubric.yaml.scalar import needs_block
from sustainrubric.yaml.source import TextSource
from sustainrubric.yaml.text import YamlText, is_flow
from sustainrubric.yaml.writer import Writer, flow, has_lines, in_order, with_lists


def spliced(text: YamlText, change: Change, writer: Writer) -> str:
    """The text after the change.

    Raises:
        Unsure: it is written in a way that we do not know how to change.
    """
    result = text.text
    for piece in sorted(_pieces(text, change, writer), reverse=True):
        new = piece.new.replace("\n", text.line_break)
        result = result[: piece.start] + new + result[piece.end :]
    return result


def _pieces(text: YamlText, change: Change, writer: Writer) -> list[Piece]:
    path = change.path
    container = text.root
    for part in path[:-1]:
        found = child(container, part)
        container = found[1] if found else None
    if not isinstance(container, Node) or not path:
        raise Unsure
    if not isinstance(change, Drop) and _takes_lines(change.value):
        step, dash = text.steps
        writer = replace(writer, step=step, dash=dash)
    edit = (FlowEdit if is_flow(container) else BlockEdit)(text, container, path, writer)
    if isinstance(change, Insert):
        return edit.insert(int(path[-1]), change.value)
    names = list(container.children) if edit.is_mapping else list(range(len(container.children)))
    if isinstance(change, Drop):
        return edit.drop(names.index(path[-1]))
    if path[-1] in names:
        return edit.put(names.index(path[-1]), change.value)
    return edit.insert(_position(writer, path, names), change.value)


def _takes_lines(value: Any) -> bool:
    """Whether it may be written in more lines than one."""
    return isinstance(value, dict | list) or (
        isinstance(value, str) and (needs_block(value) or len(value) > 80)
    )


def _position(writer: Writer, path: DocumentPath, names: list[Any]) -> int:
    """Where among its siblings a new key belongs."""
    own = writer.layout.rank(path[:-1], str(path[-1]))
    ranks = [writer.layout.rank(path[:-1], str(name)) for name in names]
    known = [(rank, position) for position, rank in enumerate(ranks) if rank is not None]
    if own is None or not known:
        return len(names)
    before = [(rank, position) for rank, position in known if rank < own]
    return max(before)[1] + 1 if before else min(known)[1]


class CannotEdit(RefusedToWrite):
    """The file is written in a way that we do not dare to change; the message says what to do by hand."""


def rewrite(document: Document, data: Any, layout: Layout | None = None) -> Document:
    """The document that says `data`, its text changed only where it says something else.

    A `datetime.date` in `data` is written bare; our reader gives it back as text.

    Raises:
        CannotEdit: the outcome would not be what is meant.
    """
    return _rewritten(document, with_lists(data), layout)


def to_bytes(document: Document) -> bytes:
    """The whole file as it is to be saved."""
    mark = codecs.BOM_UTF8 if document.source.bom else b""
    return mark + document.source.text.encode("utf-8")


def _rewritten(document: Document, data: Any, layout: Layout | None) -> Document:
    writer = Writer(layout or Layout())
    for change in differences(document.data, data, ()):
        document = _with(document, change, writer)
    return document


def _with(document: Document, change: Change, writer: Writer) -> Document:
    """The document after one change of its text, read again."""
    if document.problems or not document.complete:
        raise CannotEdit(f"{document.source.file} has problems that must be mended before it can be changed")
    if not change.path:
        raise CannotEdit(f"{document.source.file} as a whole would change; write it anew in an editor")
    meant = after(document.data, change.path, change)
    text = YamlText(document.yaml, document.root)
    attempts = [(change, False), (change, True)]
    wider = _out_of_brackets(text, change, meant, writer.layout)
    if wider is not None:
        attempts.insert(0, (wider, False))
    for attempt, cautious in attempts:
        try:
            new = spliced(text, attempt, _in_style(writer, cautious))
        except Unsure:
            continue
        outcome = _read_again(document, new)
        if outcome is not None and is_same(outcome.data, meant):
            return outcome
    raise CannotEdit(_by_hand(document, change))


def _out_of_brackets(text: YamlText, change: Change, meant: Any, layout: Layout) -> Put | None:
    """The same change by writing the whole of what stands in brackets anew, where these hold no block of text."""
    if isinstance(change, Drop) or not has_lines(change.value):
        return None
    container, outermost = text.root, None
    for depth, part in enumerate(change.path[:-1], 1):
        found = child(container, part)
        if found is None or is_flow(container):
            return None
        container = found[1]
        if is_flow(container):
            outermost = change.path[:depth]
            break
    if outermost is None:
        return None
    for part in outermost:
        meant = meant[part]
    return Put(outermost, in_order(meant, layout, None, outermost))


def _in_style(writer: Writer, cautious: bool) -> Writer:
    return Writer(writer.layout, cautious=cautious)


def _read_again(document: Document, yaml: str) -> Document | None:
    """The document with other YAML in it; None where that is not in order."""
    old = document.source
    above, below = old.text[: document.base], old.text[document.base + len(document.yaml) :]
    source = TextSource(old.file, above + yaml + below, old.bom)
    outcome = parse_front_matter(source) if is_markdown(old.file) else parse(source)
    return outcome if outcome.complete and not outcome.problems else None


def _by_hand(document: Document, change: Change) -> str:
    place = document.locate(change.path)
    where = " > ".join(str(part) for part in change.path)
    if isinstance(change, Drop):
        what = f"remove {where}"
    elif isinstance(change, Insert):
        what = f"add to {' > '.join(str(part) for part in change.path[:-1])}: {quoted(flow(change.value))}"
    else:
        what = f"set {where} to {quoted(flow(change.value))}"
    return (
        f"{place.file}:{place.line}:{place.column}: this is written in a way that cannot be changed safely; "
        f"{what} in an editor"
    )
