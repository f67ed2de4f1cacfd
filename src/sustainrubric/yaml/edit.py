"""What changes in block and in flow style have in common."""

from __future__ import annotations

from typing import Any, NamedTuple

from sustainrubric.base.problem import DocumentPath
from sustainrubric.yaml.entries import entries_in
from sustainrubric.yaml.places import Node
from sustainrubric.yaml.text import YamlText
from sustainrubric.yaml.writer import Writer


class Piece(NamedTuple):
    """New text for `text[start:end]`; its lines end in a plain new line."""

    start: int
    end: int
    new: str


class Unsure(Exception):
    """The text is written in a way that we do not know how to change."""


class Edit:
    """The pieces that a change of one mapping or list takes; `path` leads to the entry that changes."""

    def __init__(self, text: YamlText, container: Node, path: DocumentPath, writer: Writer) -> None:
        self.text = text
        self.container = container
        self.path = path
        self.writer = writer
        self.is_mapping = isinstance(container.children, dict)
        self.entries = list(entries_in(text, container))

    def put(self, index: int, value: Any) -> list[Piece]:
        """Another value for an entry."""
        raise NotImplementedError

    def insert(self, index: int, value: Any) -> list[Piece]:
        """A new entry before the one at `index`, or after the last."""
        raise NotImplementedError

    def drop(self, index: int) -> list[Piece]:
        """One entry less; there are others."""
        raise NotImplementedError

    def quote_of(self, value: Any) -> str:
        """The quotation marks that a value stands in."""
        return value.style if not isinstance(value, Node) and value.style in ("'", '"') else ""
