"""Plain data -> a model without validating it, for the files we ship ourselves.

Building pydantic's validators for the rubric takes ten times as long as reading it, which every
start of the tool would pay. Our tests validate the shipped files in full, and a checksum pins them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

M = TypeVar("M", bound=BaseModel)


def trusted(model: type[M], data: dict[str, Any]) -> M:
    """The model of data that is known to fit it; lists become tuples, as validation makes them.

    Raises:
        KeyError: a key is missing or is not of the model: the file was damaged.
    """
    missing = [name for name, field in model.model_fields.items() if field.is_required() and name not in data]
    if missing:
        raise KeyError(f"{model.__name__} without {missing[0]}")
    inner = _inner_models(model)
    values = {key: _value(inner[key], entry) for key, entry in data.items()}
    return model.model_construct(None, **values)


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation such as `tuple[Element, ...]` is about, if any."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = model_in(inner)
        if found is not None:
            return found
    return None


@cache
def _inner_models(model: type[BaseModel]) -> dict[str, type[BaseModel] | None]:
    return {name: model_in(field.annotation) for name, field in model.model_fields.items()}


def _value(model: type[BaseModel] | None, entry: Any) -> Any:
    if isinstance(entry, list):
        return tuple(_value(model, item) for item in entry)
    return trusted(model, entry) if model is not None and isinstance(entry, dict) else entry
