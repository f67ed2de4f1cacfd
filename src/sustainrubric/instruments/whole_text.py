"""An instrument as the text of a whole file, with the terms of those it rests on at its head."""

from __future__ import annotations

import textwrap
from typing import Any

from pydantic import BaseModel

from sustainrubric.base.text import one_line
from sustainrubric.instruments.extension import Instrument
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.yaml.writer import dump


def whole_text(instrument: Instrument) -> str:
    """The YAML of an instrument that needs no other one; the same text for the same instrument."""
    lines = [f"{instrument.reference}, resolved."]
    for base in instrument.bases:
        lines += [
            f"It rests on {base.reference}, {base.title}.",
            f"{base.source.publisher}: {base.source.rights}",
        ]
    head = "".join(
        f"# {line}\n" for text in lines for line in textwrap.wrap(one_line(text), 100, break_on_hyphens=False)
    )
    model = Rubric if isinstance(instrument, Rubric) else WorksheetDefinition
    return head + dump(_plain(instrument, model))


def _plain(value: Any, model: type[BaseModel] | None = None) -> Any:
    """Plain data, without the keys that may be left out and say nothing."""
    if isinstance(value, BaseModel):
        fields = (model or type(value)).model_fields
        return {
            name: _plain(entry)
            for name, field in fields.items()
            if (entry := getattr(value, name)) is not None or field.is_required()
        }
    return [_plain(entry) for entry in value] if isinstance(value, tuple | list) else value
