"""An instrument as the text of a whole file, with the terms of those it rests on at its head."""

from __future__ import annotations

import textwrap

from sustainrubric.base.text import one_line
from sustainrubric.instruments.canonical import plain_data
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
    return head + dump(plain_data(instrument, lambda entry, _: entry is not None, model))
