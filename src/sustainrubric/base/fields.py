"""What a model expects at a path of its document, and how a kind of file is laid out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from sustainrubric.base.problem import DocumentPath

_PIECES = re.compile(r"\d+|\D+")

_COLLECTIONS = (dict, tuple, list)


def expected_at(model: type[BaseModel], path: DocumentPath) -> Any:
    """The annotation of the value at `path`, or None where the model expects nothing."""
    annotation: Any = model
    for part in path:
        annotation = _expected_inside(bare(annotation), part)
    return annotation


def bare(annotation: Any) -> Any:
    """An annotation without its `Annotated` and its `| None`."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        annotation = next(inner for inner in get_args(annotation) if inner is not NoneType)
    return annotation


def may_be_left_out(annotation: Any) -> bool:
    """Whether the value may be nothing, as that of a key that is not needed."""
    return NoneType in get_args(annotation)


def keys_at(model: type[BaseModel], path: DocumentPath) -> list[str]:
    """The keys that the mapping at `path` may have."""
    found = bare(expected_at(model, path))
    return list(found.model_fields) if _is_model(found) else []


def item_of(annotation: Any) -> Any:
    """What a list holds."""
    return _expected_inside(bare(annotation), 0)


def example(annotation: Any) -> str:
    """How a value could be written; `...` where only its writer can know."""
    annotation = bare(annotation)
    if _is_model(annotation):
        fields = annotation.model_fields
        needed = [key for key, field in fields.items() if field.is_required()] or list(fields)[:1]
        return "{" + ", ".join(f"{key}: ..." for key in needed) + "}"
    return "YYYY-MM-DD" if annotation is date else "..."


def _expected_inside(annotation: Any, part: str | int) -> Any:
    if _is_model(annotation):
        field = annotation.model_fields.get(part)
        return field.annotation if field is not None else None
    inner = get_args(annotation)
    if get_origin(annotation) is dict:
        return inner[1]
    return inner[0] if get_origin(annotation) is tuple else None


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


Rank = tuple[tuple[int, int, str], ...]
"""What sorts a key among its siblings."""


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
            return all(_is_short(inner.annotation) for inner in annotation.model_fields.values())
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


def _is_scalar(annotation: Any) -> bool:
    bare = _bare(annotation)
    return not _is_model(bare) and get_origin(bare) not in _COLLECTIONS


def _is_short(annotation: Any) -> bool:
    """Whether it fits into a row: a plain value, or a few of them under words that we gave."""
    bare = _bare(annotation)
    counts = get_origin(bare) is dict and get_origin(get_args(bare)[0]) is Literal
    return _is_scalar(annotation) or counts


@cache
def _fields(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(model.model_fields)
