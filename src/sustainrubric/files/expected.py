"""What a model expects at a path of its document: the annotation there, its keys, an example of it."""

from __future__ import annotations

from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from sustainrubric.model.problem import DocumentPath


def expected_at(model: type[BaseModel], path: DocumentPath) -> Any:
    """The annotation of the value at `path`, or None where the model expects nothing."""
    annotation: Any = model
    for part in path:
        annotation = _inside(bare(annotation), part)
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
    return _inside(bare(annotation), 0)


def example(annotation: Any) -> str:
    """How a value could be written; `...` where only its writer can know."""
    annotation = bare(annotation)
    if _is_model(annotation):
        fields = annotation.model_fields
        needed = [key for key, field in fields.items() if field.is_required()] or list(fields)[:1]
        return "{" + ", ".join(f"{key}: ..." for key in needed) + "}"
    return "YYYY-MM-DD" if annotation is date else "..."


def _inside(annotation: Any, part: str | int) -> Any:
    if _is_model(annotation):
        field = annotation.model_fields.get(part)
        return field.annotation if field is not None else None
    inner = get_args(annotation)
    if get_origin(annotation) is dict:
        return inner[1]
    return inner[0] if get_origin(annotation) is tuple else None


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
