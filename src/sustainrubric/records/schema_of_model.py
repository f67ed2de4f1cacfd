"""The parts of a JSON Schema, made from the annotations of a model's fields."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, PlainValidator
from pydantic.fields import FieldInfo

from sustainrubric.base.model import FormatOne, InstrumentReference, IsoDate, PersonId, composed
from sustainrubric.base.problem import DocumentPath
from sustainrubric.records.assessment import Checksum, VoteCount, Weight
from sustainrubric.records.ballot import Hexadecimal
from sustainrubric.records.priorities import LARGEST, MetricLevel
from sustainrubric.records.schema_ids import (
    ANY,
    Id,
    Ids,
)
from sustainrubric.records.settings import Language, Minutes

_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")

Schema = dict[str, Any]


# What validators in Python take, in the words of JSON Schema.
_VALIDATORS: list[tuple[Any, Schema]] = [
    (FormatOne, {"const": 1}),
    (IsoDate, {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}),
    (Weight, {"type": "number", "exclusiveMinimum": 0, "maximum": 1_000_000}),
    (MetricLevel, {"type": "number", "minimum": -LARGEST, "maximum": LARGEST}),
    (VoteCount, {"type": "integer", "minimum": 0, "maximum": 1000}),
    (Language, {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"}),
    (Minutes, {"type": "integer", "minimum": 1, "maximum": 240}),
    (PersonId, {"type": "string", "pattern": r"^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$"}),
    (Hexadecimal, {"type": "string", "pattern": "^[0-9a-f]{64}$"}),
    (Checksum, {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}),
    (InstrumentReference, {"type": "string", "pattern": r"^[a-z0-9-]+@[0-9]+\.[0-9]+\.[0-9]+$"}),
]


_TYPES: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
}


class SchemaMaker:
    """Makes the parts of one schema; models that stand in several places become definitions."""

    def __init__(self, ids: Ids | None, definitions: Schema | None = None) -> None:
        self._ids = ids
        self.definitions: Schema = {} if definitions is None else definitions

    def model(self, model: type[BaseModel], path: DocumentPath) -> Schema:
        """A mapping with the keys of a model."""
        texts = descriptions_of_keys(model)
        properties = {
            name: self._described(self._field(field, (*path, name)), name, texts.get(name, ""))
            for name, field in model.model_fields.items()
        }
        required = [name for name, field in model.model_fields.items() if field.is_required()]
        return {
            "title": title_of(model),
            "description": description_of(model),
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    def _described(self, made: Schema, key: str, text: str) -> Schema:
        words = {"title": title_of_key(key), **({"description": text} if text else {})}
        return {**made, **words} if "title" not in made or text else made

    def _field(self, field: FieldInfo, path: DocumentPath) -> Schema:
        made = self._annotation(field.annotation, list(field.metadata), path)
        if not field.is_required() and isinstance(field.default, str | int | bool):
            made = {**made, "default": field.default}
        return made

    def _annotation(self, annotation: Any, metadata: list[Any], path: DocumentPath) -> Schema:
        if get_origin(annotation) is Annotated:
            inner, *more = get_args(annotation)
            return self._annotation(inner, [*metadata, *more], path)
        if get_origin(annotation) in (Union, UnionType) and NoneType in get_args(annotation):
            (inner,) = (each for each in get_args(annotation) if each is not NoneType)
            return _or_nothing(self._annotation(inner, metadata, path))
        known = _of_validator(metadata)
        made = known if known is not None else self._plain(annotation, metadata, path)
        return _or_nothing(made) if _takes_nothing(metadata) else made

    def _plain(self, annotation: Any, metadata: list[Any], path: DocumentPath) -> Schema:
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Literal:
            return {"const": arguments[0]} if len(arguments) == 1 else {"enum": list(arguments)}
        if origin is tuple:
            return {"type": "array", "items": self._annotation(arguments[0], [], (*path, ANY))}
        if origin is dict:
            made = self._by_id(arguments[1], path)
            keys = get_args(arguments[0])
            return {**made, "propertyNames": {"enum": list(keys)}} if keys else made
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self._reference(annotation, path)
        words = self._ids.words.get(path) if self._ids is not None else None
        if words is not None:
            return {"type": "string", "enum": words}
        return {**_TYPES.get(annotation, {}), **_pattern_in(metadata)}

    def _by_id(self, value: Any, path: DocumentPath) -> Schema:
        """A mapping by ids: those of the instrument, or any."""
        keys = self._ids.keys.get(path) if self._ids is not None else None
        if keys is None:
            return {
                "type": "object",
                "additionalProperties": _or_nothing(self._annotation(value, [], (*path, ANY))),
            }
        properties = {
            key.name: {**_or_nothing(self._annotation(value, [], (*path, key.name))), **_shown(key)}
            for key in keys
        }
        numbers = [name for name in properties if name.isdecimal()]
        # The YAML language server reads a bare 1 as a number, and finds no property of that name.
        also = {"patternProperties": {f"^(?:{'|'.join(numbers)})$": True}} if numbers else {}
        return {"type": "object", "properties": properties, **also, "additionalProperties": False}

    def _reference(self, model: type[BaseModel], path: DocumentPath) -> Schema:
        """A model by reference, or in place where ids make it another in every place."""
        if self._depends(path):
            return self.model(model, path)
        name = model.__name__
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self.model(model, (ANY, ANY))
        return {"$ref": f"#/$defs/{name}"}

    def _depends(self, path: DocumentPath) -> bool:
        """Whether an instrument has a say about what is below `path`."""
        if self._ids is None:
            return False
        return any(place[: len(path)] == path for place in (*self._ids.keys, *self._ids.words))


def _shown(key: Id) -> Schema:
    return {
        "title": f"{key.name} {key.title}",
        **({"description": key.description} if key.description else {}),
    }


def _or_nothing(made: Schema) -> Schema:
    """The same, or a key with nothing after it."""
    if "enum" in made:
        made = {**made, "enum": [*made["enum"], None]}
    if isinstance(made.get("type"), str):
        return {**made, "type": [made["type"], "null"]}
    return {"anyOf": [made, {"type": "null"}]} if "$ref" in made or "const" in made else made


def _pattern_in(metadata: list[Any]) -> Schema:
    """The pattern that a text has to match; `Field` keeps it in metadata of its own."""
    inner = (said for each in metadata for said in (each, *getattr(each, "metadata", ())))
    pattern = next((found for said in inner if (found := getattr(said, "pattern", None))), None)
    return {"pattern": pattern} if pattern else {}


def _takes_nothing(metadata: list[Any]) -> bool:
    """Whether a validator turns a key with nothing after it into something."""
    validators = [each.func for each in metadata if isinstance(each, BeforeValidator)]
    return any(function(None) is not None for function in validators)  # type: ignore[call-arg]


def _of_validator(metadata: list[Any]) -> Schema | None:
    for alias, made in _VALIDATORS:
        validator = alias.__metadata__[0]
        if any(each is validator or each == validator for each in metadata):
            return dict(made)
    left = [each for each in metadata if isinstance(each, PlainValidator | AfterValidator)]
    assert all(each.func is composed for each in left), metadata
    return None


def title_of(model: type[BaseModel]) -> str:
    """The name of a model in words: `TeamMember` is a team member."""
    return _WORD_START.sub(" ", model.__name__).capitalize()


def title_of_key(key: str) -> str:
    return key.replace("_", " ").replace("-", " ").capitalize()


def description_of(model: type[BaseModel]) -> str:
    """What a model is, in its docstring's words."""
    return inspect.cleandoc(model.__doc__ or "")


def descriptions_of_keys(model: type[BaseModel]) -> dict[str, str]:
    """The texts that stand below the fields of a model, by key."""
    found: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if issubclass(kind, BaseModel) and kind is not BaseModel:
            found |= _texts_below_fields(kind.__module__).get(kind.__name__, {})
    # What is made with create_model has no text below its fields.
    found |= {name: field.description for name, field in model.model_fields.items() if field.description}
    return found


@cache
def _texts_below_fields(module: str) -> dict[str, dict[str, str]]:
    """Every class of a module with the texts of its fields; Python keeps none of them, so the source is read."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: _texts(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _texts(node: ast.ClassDef) -> dict[str, str]:
    found = {}
    for field, below in zip(node.body, node.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        ):
            found[field.target.id] = inspect.cleandoc(below.value.value)
    return found
