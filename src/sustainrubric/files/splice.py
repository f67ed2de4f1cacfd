"""One change of a YAML document -> its text with the pieces replaced that the change is about.

Comments are never dropped: those in a part that goes are kept as lines of their own in its place.
Nothing here is trusted: `rewrite` reads the outcome again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sustainrubric.files.difference import Change, Drop, Insert
from sustainrubric.files.splice_block import BlockEdit
from sustainrubric.files.splice_flow import FlowEdit
from sustainrubric.files.splice_parts import Piece, Unsure
from sustainrubric.files.yaml_places import Node, child
from sustainrubric.files.yaml_text import YamlText, is_flow
from sustainrubric.files.yaml_write import Writer
from sustainrubric.model.problem import DocumentPath

__all__ = ["Unsure", "spliced"]


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
    return isinstance(value, dict | list) or (isinstance(value, str) and ("\n" in value or len(value) > 80))


def _position(writer: Writer, path: DocumentPath, names: list[Any]) -> int:
    """Where among its siblings a new key belongs."""
    own = writer.layout.rank(path[:-1], str(path[-1]))
    ranks = [writer.layout.rank(path[:-1], str(name)) for name in names]
    known = [(rank, position) for position, rank in enumerate(ranks) if rank is not None]
    if own is None or not known:
        return len(names)
    before = [(rank, position) for rank, position in known if rank < own]
    return max(before)[1] + 1 if before else min(known)[1]
