"""How a kind of file is laid out: the order of its keys, and what people write in one line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from sustainrubric.model.problem import DocumentPath

Rank = tuple[tuple[int, int, str], ...]
"""What sorts a key among its siblings."""

_PIECES = re.compile(r"\d+|\D+")
_COLLECTIONS = (dict, tuple, list)


@dataclass(frozen=True)
class Layout:
    """The layout that a model implies; without a model nothing is known.

    `ids` gives the order of mappings by id: `{"ratings": [element ids]}`. Other such mappings are
    in the order people count in: 2 before 10. `short` names the lists of ids that stand in one line.
    """

    model: type[BaseModel] | None = None
    ids: Mapping[str, Sequence[str]] = field(default_factory=dict)
    short: frozenset[str] = frozenset()

    def rank(self, path: DocumentPath, name: str) -> Rank | None:
        """Where the key `name` belongs in the mapping at `path`; None where that is not known."""
        annotation = self._at(path)
        if annotation is None:
            return None
        if _is_model(annotation):
            fields = _fields(annotation)
            return ((0, fields.index(name), ""),) if name in fields else None
        order = self.ids.get(str(path[-1])) if path else None
        if order is not None:
            return ((0, order.index(name), ""),) if name in order else None
        return tuple(
            (0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in _PIECES.findall(name)
        )

    def in_one_line(self, path: DocumentPath) -> bool | None:
        """Whether the mapping or the list at `path` is a short row; None where that is not known."""
        annotation = self._at(path)
        if annotation is None or not path:
            return None
        if _is_model(annotation):
            return all(_is_scalar(inner.annotation) for inner in annotation.model_fields.values())
        if get_origin(annotation) is dict:
            return _is_scalar(get_args(annotation)[1])
        if not get_args(annotation):
            return None
        item = _bare(get_args(annotation)[0])
        return get_origin(item) is Literal or (path[-1] in self.short and item is str)

    def is_by_id(self, path: DocumentPath) -> bool:
        """Whether the mapping at `path` goes from ids to values that are all of a kind."""
        return get_origin(self._at(path)) is dict

    def _at(self, path: DocumentPath) -> Any:
        annotation: Any = self.model
        for part in path:
            annotation = _inside(annotation, part)
        return annotation


def _inside(annotation: Any, part: str | int) -> Any:
    """The type of what stands at `part` in a mapping or list of the type `annotation`."""
    if _is_model(annotation):
        found = annotation.model_fields.get(part)
        return _bare(found.annotation) if found else None
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return _bare(arguments[1])
    return _bare(arguments[0]) if get_origin(annotation) in _COLLECTIONS else None


def _bare(annotation: Any) -> Any:
    """A type without its annotations, and without the None it may also be."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        kept = [inner for inner in get_args(annotation) if inner is not type(None)]
        return _bare(kept[0]) if len(kept) == 1 else annotation
    return annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _is_scalar(annotation: Any) -> bool:
    bare = _bare(annotation)
    return not _is_model(bare) and get_origin(bare) not in _COLLECTIONS


@cache
def _fields(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(model.model_fields)
