"""An entry of a YAML text with the comments and empty lines that go where it goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sustainrubric.base.problem import DocumentPath
from sustainrubric.yaml.places import Node
from sustainrubric.yaml.text import is_flow


@dataclass
class Above:
    """A comment line above an entry, or an empty line; `inside` where it belongs to what is above."""

    text: str
    inside: bool = False


@dataclass(eq=False)
class FormattedEntry:
    """A key with its value, or a list item: `name` is empty there; `node` is the value.

    `beside` are the comments on its first line, the first with the blanks before it; `between` are
    those on lines of their own before a value that begins on a later line; `opening` are those that
    stand in further than the entries below them; `tail` are those at its end.
    """

    path: DocumentPath
    name: str
    node: Any
    start: int
    head_end: int
    column: int
    parent: FormattedEntry | None
    children: list[FormattedEntry] = field(default_factory=list)
    above: list[Above] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    beside_column: int = -1
    between: list[str] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)

    @property
    def is_leaf(self) -> bool:
        return not isinstance(self.node, Node) or is_flow(self.node)
