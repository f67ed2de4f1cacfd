"""An instrument as one text that does not depend on how its file is written, and the checksum of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from sustainrubric.instruments.extension import Instrument
from sustainrubric.instruments.rubric import Base, Rubric
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition


def canonical_json(instrument: Instrument) -> str:
    """The resolved instrument as JSON with sorted keys and no spaces.

    What has its default is left out, so that a key which a later version of the tool may add does not
    change the text of instruments that do not use it.
    """
    model = Rubric if isinstance(instrument, Rubric) else WorksheetDefinition
    data = plain_data(instrument, lambda entry, default: entry != default, model)
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fingerprint(instrument: Instrument) -> str:
    """`sha256:` and the checksum of the canonical JSON, in hexadecimal."""
    return checksum(canonical_json(instrument))


def checksum(text: str) -> str:
    """`sha256:` and the checksum of a text, in hexadecimal."""
    # A lone surrogate cannot come out of a file, but must not stop us either.
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def base_of(instrument: Instrument) -> Base:
    """The instrument as the base of another one: its name and its terms of use."""
    return Base.model_construct(
        reference=instrument.reference, title=instrument.title, source=instrument.source
    )


def plain_data(
    value: Any, says_something: Callable[[Any, Any], bool], model: type[BaseModel] | None = None
) -> Any:
    """Plain data, without the keys that may be left out and say nothing: `says_something(entry, default)` tells."""
    # By hand rather than with pydantic's own dump: that would first have to be built, for the whole tree.
    if isinstance(value, BaseModel):
        fields = (model or type(value)).model_fields
        return {
            name: plain_data(entry, says_something)
            for name, field in fields.items()
            if says_something(entry := getattr(value, name), field.default) or field.is_required()
        }
    return (
        [plain_data(entry, says_something) for entry in value] if isinstance(value, tuple | list) else value
    )
