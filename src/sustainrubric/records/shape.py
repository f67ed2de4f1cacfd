"""What the models say of wrong data (pydantic's errors), as problems in our words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from sustainrubric import __version__
from sustainrubric.base.fields import example, expected_at, item_of, keys_at, may_be_left_out
from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.base.text import did_you_mean, quoted

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from sustainrubric.yaml.reader import Document

_DATE_FORM = re.compile(r"\d{4}-\d\d-\d\d")

# What stands for "it does not apply" elsewhere, and is not near enough to our word to be taken for it.
_NOT_APPLICABLE = frozenset({"n/a", "na", "n.a.", "none"})

# What ends the place of an error that is about a key of a mapping.
_KEY = "[key]"

_NEEDED = {"format": "1", "rubric": "sustainability@1.0.0", "worksheet": "lea-process@1.0.0"}


def problem_of(details: ErrorDetails, document: Document, model: type[BaseModel]) -> Problem:
    """One of pydantic's errors as a problem."""
    path = path_in(document.data, details)
    if details["type"] == "missing":
        return _missing_key(str(details["loc"][-1]), path, model)
    if details["type"] == "extra_forbidden":
        return _unknown_key(path, model)
    value = details["input"]
    if (
        document.data.get("kind") == "ballot"
        and details["type"] == "literal_error"
        and path[-1:] != ("kind",)
    ):
        # What stands there may be a level with a slip of the pen, and nobody is to read one in a message.
        fault = _Fault("what stands here", None, expected_at(model, path), details)
        return Problem(Code.NOT_A_CHOICE, _not_a_choice(fault), path)
    if details["loc"][-1] == _KEY:
        return Problem(
            Code.NOT_A_CHOICE, _not_a_choice(_Fault(quoted(str(value)), value, None, details)), path, "key"
        )
    fault = _Fault(shown(document, path, value), value, expected_at(model, path), details)
    code, words = _WORDS.get(details["type"], (Code.WRONG_TYPE, _misplaced))
    return Problem(code, words(fault), path)


def path_in(data: Any, details: ErrorDetails) -> DocumentPath:
    """Where an error is in `data`: its `loc` without the parts that are no keys, such as tags of unions."""
    path: list[str | int] = []
    for part in details["loc"]:
        if (isinstance(data, dict) and part in data) or (isinstance(data, list) and isinstance(part, int)):
            path.append(part)
            data = data[part]  # type: ignore[index]
    return tuple(path)


def shown(document: Document, path: DocumentPath, value: Any) -> str:
    """A value as the file has it, short enough to stand in a sentence."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    written = document.written(path)
    if value is None:
        return f"nothing ({written})" if written else "nothing"
    return quoted(written if written is not None else str(value))


def _missing_key(key: str, path: DocumentPath, model: type[BaseModel]) -> Problem:
    needed = _NEEDED.get(key) or example(expected_at(model, (*path, key)))
    return Problem(Code.MISSING_KEY, f"the key {key!r} is missing; write {key}: {needed}", path)


def _unknown_key(path: DocumentPath, model: type[BaseModel]) -> Problem:
    key = str(path[-1])
    known = keys_at(model, path[:-1])
    hint = did_you_mean(key, known) or f"; known here: {', '.join(known)}"
    return Problem(Code.UNKNOWN_KEY, f"unknown key {quoted(key)}{hint}", path, "key")


class _Fault(NamedTuple):
    """A value at fault, as the file shows it, and what the model expects in its place."""

    shown: str
    value: Any
    expected: Any
    details: ErrorDetails


def _misplaced(fault: _Fault) -> str:
    return f"{fault.shown} stands where another kind of value is expected"


def _not_a_mapping(fault: _Fault) -> str:
    return f"{fault.shown} stands where a mapping is expected; write {example(fault.expected)}"


def _not_entries(fault: _Fault) -> str:
    return f"{fault.shown} stands where a mapping is expected; write an id, ':' and a value on each line"


def _not_a_list(fault: _Fault) -> str:
    item = example(item_of(fault.expected))
    return f"{fault.shown} stands where a list is expected; begin each item with '- ', as in - {item}"


def _not_text(fault: _Fault) -> str:
    if not isinstance(fault.value, bool | int | float):
        return f"{fault.shown} stands where text is expected"
    read_as = "true or false" if isinstance(fault.value, bool) else "a number"
    return f"{fault.shown} is read as {read_as}; put it in quotation marks to make it text"


def _not_a_choice(fault: _Fault) -> str:
    expected = str(fault.details.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    choices = [choice.strip() for choice in expected.split(",")]
    if len(choices) == 1:
        return f"{fault.shown} is not {choices[0]}"
    return f"{fault.shown} is not one of {', '.join(choices)}{_choice_hint(fault.value, choices)}"


def _choice_hint(value: Any, choices: list[str]) -> str:
    if isinstance(value, bool | int | float):
        return "; write one of these words"
    if not isinstance(value, str):
        return ""
    if value.lower() in _NOT_APPLICABLE and "not-applicable" in choices:
        return "; did you mean not-applicable?"
    return did_you_mean(value, choices)


def _not_a_date(fault: _Fault) -> str:
    in_form = isinstance(fault.value, str) and _DATE_FORM.fullmatch(fault.value)
    return f"{fault.shown} is not a day{' of the calendar' if in_form else ''}; write the date as YYYY-MM-DD"


def _not_the_format(fault: _Fault) -> str:
    if fault.value is None:
        return "the format is not given; write format: 1"
    if fault.value == "1":
        return "the format is a number; write format: 1, without quotation marks"
    if type(fault.value) is int and fault.value > 1:
        return (
            f"{fault.shown} is a newer format than this sustain ({__version__}) knows, which is too old for the file: "
            "install a newer one, or write format: 1 if the number is a slip"
        )
    return f"{fault.shown} is not a format we know; write format: 1"


def _empty_text(fault: _Fault) -> str:
    return f"the text is empty; write it{', or leave the key out' if may_be_left_out(fault.expected) else ''}"


def _not_a_weight(fault: _Fault) -> str:
    return f"{fault.shown} is not a number; a weight is a number above 0, without quotation marks"


def _weight_out_of_range(fault: _Fault) -> str:
    range_ = "above 0 and at most 1000000"
    advice = "an element that does not count is rated not-applicable"
    return f"the weight {fault.shown} is not {range_}; {advice}"


def _not_a_level(fault: _Fault) -> str:
    return f"{fault.shown} is not a number; write the number alone, such as 48.2, and the unit under 'unit'"


def _level_out_of_range(fault: _Fault) -> str:
    return f"{fault.shown} is beyond any level of a metric; write a number between -10^12 and 10^12"


def _not_a_reference(fault: _Fault) -> str:
    such = _NEEDED.get(str(fault.details["loc"][-1]), _NEEDED["rubric"])
    return f"{fault.shown} does not name an instrument and its version, such as {such}"


def _not_a_count(fault: _Fault) -> str:
    return f"{fault.shown} is not a number of votes; write a whole number from 0 to 1000"


def _not_minutes(fault: _Fault) -> str:
    return f"{fault.shown} is not a number of minutes; write a whole number from 1 to 240"


def _not_a_language(fault: _Fault) -> str:
    return (
        f"{fault.shown} is not the tag of a language; write it as BCP 47 has it, such as es, es-MX or zh-Hant"
    )


def _not_a_person_id(fault: _Fault) -> str:
    return f"{fault.shown} is not a short name; use up to 64 letters, digits, '-', '_' and '.', as in r3"


def _not_hexadecimal(fault: _Fault) -> str:
    return f"{fault.shown} is not 64 digits from 0 to f; `sustain panel seal` writes them"


def _not_a_checksum(fault: _Fault) -> str:
    return (
        f"{fault.shown} is not sha256: and 64 digits from 0 to f; `sustain rate FILE --sign NAME` writes it"
    )


_Words = Callable[[_Fault], str]

_WORDS: dict[str, tuple[Code, _Words]] = {
    "model_type": (Code.WRONG_TYPE, _not_a_mapping),
    "model_attributes_type": (Code.WRONG_TYPE, _not_a_mapping),
    "dict_type": (Code.WRONG_TYPE, _not_entries),
    "tuple_type": (Code.WRONG_TYPE, _not_a_list),
    "list_type": (Code.WRONG_TYPE, _not_a_list),
    "bool_type": (Code.WRONG_TYPE, lambda fault: f"{fault.shown} is not true or false"),
    "string_type": (Code.WRONG_TYPE, _not_text),
    "literal_error": (Code.NOT_A_CHOICE, _not_a_choice),
    "iso_date": (Code.NOT_A_DATE, _not_a_date),
    "format_one": (Code.UNKNOWN_FORMAT, _not_the_format),
    "string_pattern_mismatch": (Code.EMPTY_TEXT, _empty_text),
    "weight_type": (Code.WRONG_TYPE, _not_a_weight),
    "weight_range": (Code.OUT_OF_RANGE, _weight_out_of_range),
    "level_type": (Code.WRONG_TYPE, _not_a_level),
    "level_range": (Code.OUT_OF_RANGE, _level_out_of_range),
    "count_type": (Code.WRONG_TYPE, _not_a_count),
    "count_range": (Code.OUT_OF_RANGE, _not_a_count),
    "minutes": (Code.OUT_OF_RANGE, _not_minutes),
    "language": (Code.WRONG_TYPE, _not_a_language),
    "person_id": (Code.WRONG_TYPE, _not_a_person_id),
    "hexadecimal": (Code.WRONG_TYPE, _not_hexadecimal),
    "checksum": (Code.WRONG_TYPE, _not_a_checksum),
    "reference": (Code.NOT_A_REFERENCE, _not_a_reference),
}
