"""Plain data -> a model, and pydantic's errors -> problems in our words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from sustainrubric.files.trusted import model_in
from sustainrubric.model.clean import quoted
from sustainrubric.model.nearest import did_you_mean
from sustainrubric.model.problem import Code, DocumentPath, Problem

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from sustainrubric.files.yaml_source import Document

M = TypeVar("M", bound=BaseModel)

_DATE_WORDS = "write the date as YYYY-MM-DD"


def shaped(document: Document, model: type[M]) -> M | list[Problem]:
    """The document as a model, or everything that keeps it from being one."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        problems = [_problem(details, document, model) for details in error.errors(include_url=False)]
        return list(dict.fromkeys(problems))


def _problem(details: ErrorDetails, document: Document, model: type[BaseModel]) -> Problem:
    kind = details["type"]
    path = _path_in(document.data, details["loc"], keep_last=kind in ("missing", "extra_forbidden"))
    if kind == "missing":
        key = str(details["loc"][-1])
        return Problem(Code.MISSING_KEY, f"the key {key!r} is missing", path[:-1] if path[-1:] == (key,) else path)
    if kind == "extra_forbidden":
        known = _keys_at(model, path[:-1])
        hint = did_you_mean(str(path[-1]), known) or f"; known here: {', '.join(known)}"
        message = f"unknown key {quoted(str(path[-1]))}{hint}"
        return Problem(Code.UNKNOWN_KEY, message, path, "key")
    code, words = _WORDS.get(kind, (Code.WRONG_TYPE, _wrong_type("another kind of value")))
    return Problem(code, words(_shown(document, path, details["input"]), details), path)


def _path_in(data: Any, loc: tuple[int | str, ...], keep_last: bool) -> DocumentPath:
    """Pydantic's `loc` without the parts that are no keys of the data, such as the tags of unions."""
    path: list[str | int] = []
    for index, part in enumerate(loc):
        if isinstance(data, dict) and part in data or isinstance(data, list) and isinstance(part, int):
            path.append(part)
            data = data[part]  # type: ignore[index]
        elif keep_last and index == len(loc) - 1:
            path.append(part)
    return tuple(path)


def _keys_at(model: type[BaseModel], path: DocumentPath) -> list[str]:
    """The keys that the mapping at `path` may have."""
    for part in path:
        field = model.model_fields.get(part) if isinstance(part, str) else None
        found = model_in(field.annotation) if field is not None else None
        model = found or model
    return list(model.model_fields)


def _shown(document: Document, path: DocumentPath, value: Any) -> str:
    """A value as the file has it, short enough to stand in a sentence."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    written = document.written(path)
    if value is None:
        return f"nothing ({written})" if written else "nothing"
    return quoted(written if written is not None else str(value))


_Words = Callable[[str, "ErrorDetails"], str]


def _wrong_type(expected: str) -> _Words:
    return lambda shown, _: f"{shown} is not {expected}"


def _not_text(shown: str, details: ErrorDetails) -> str:
    if isinstance(details["input"], bool | int | float):
        return f"{shown} is read as a number or a truth value; put it in quotation marks to make it text"
    return f"{shown} stands where text is expected"


def _not_a_choice(shown: str, details: ErrorDetails) -> str:
    expected = str(details.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    choices = [choice.strip() for choice in expected.split(",")]
    if len(choices) == 1:
        return f"{shown} is not {choices[0]}"
    hint = did_you_mean(str(details["input"]), choices) if isinstance(details["input"], str) else ""
    return f"{shown} is not one of {', '.join(choices)}{hint}"


_WORDS: dict[str, tuple[Code, _Words]] = {
    "model_type": (Code.WRONG_TYPE, _wrong_type("a mapping (keys and values)")),
    "model_attributes_type": (Code.WRONG_TYPE, _wrong_type("a mapping (keys and values)")),
    "dict_type": (Code.WRONG_TYPE, _wrong_type("a mapping (keys and values)")),
    "tuple_type": (Code.WRONG_TYPE, _wrong_type("a list (lines that begin with '- ')")),
    "list_type": (Code.WRONG_TYPE, _wrong_type("a list (lines that begin with '- ')")),
    "bool_type": (Code.WRONG_TYPE, _wrong_type("true or false")),
    "string_type": (Code.WRONG_TYPE, _not_text),
    "literal_error": (Code.NOT_A_CHOICE, _not_a_choice),
    "iso_date": (Code.NOT_A_DATE, lambda shown, _: f"{shown} is not a day; {_DATE_WORDS}"),
    "format_one": (Code.UNKNOWN_FORMAT, lambda shown, _: f"format {shown} is not known; write 1"),
    "string_pattern_mismatch": (Code.EMPTY_TEXT, lambda shown, _: "the text is empty; write it, or leave the key out"),
    "weight_type": (Code.WRONG_TYPE, _wrong_type("a number; a weight is a number above 0")),
    "weight_range": (
        Code.OUT_OF_RANGE,
        lambda shown, _: f"the weight {shown} is not above 0 and at most 1000000; "
        "an element that does not count is rated not-applicable",
    ),
    "reference": (
        Code.NOT_A_REFERENCE,
        lambda shown, _: f"{shown} does not name an instrument and its version, such as sustainability@1.0.0",
    ),
}
