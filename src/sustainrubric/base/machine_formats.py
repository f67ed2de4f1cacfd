"""One way to JSON and one to CSV: values as other programs read them, and cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from sustainrubric.base.numbers import rounded
from sustainrubric.base.text import clean, one_line


def as_data(value: Any) -> Any:
    """A value as JSON carries it, and all that is inside it.

    Text is cleaned, exact numbers are rounded to two places, half up, days are ISO dates. A data class or a
    named tuple becomes an object with its fields, any other group of values a list.
    """
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Fraction):
        return rounded(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {clean(key) if isinstance(key, str) else key: as_data(inner) for key, inner in value.items()}
    if is_dataclass(value):
        return {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
    if hasattr(value, "_fields"):
        return {name: as_data(getattr(value, name)) for name in value._fields}
    return [as_data(inner) for inner in value]


def json_text(data: object) -> str:
    """Data as the text of a JSON document."""
    # Imported late: most commands write no JSON.
    import json

    return json.dumps(data, indent=2, ensure_ascii=False)


def one_or_all(objects: Sequence[object]) -> object:
    """The one object of one file; a list of objects for several files."""
    return objects[0] if len(objects) == 1 else objects


def csv_text(headers: Sequence[str], rows: Iterable[Sequence[object]], *, quote_text: bool = False) -> str:
    """Rows as CSV with a row of headers; an empty cell for None.

    With `quote_text` all text stands in quotation marks, so that no separator of any country parts it.
    """
    out = io.StringIO()
    quoting: Literal[0, 2] = csv.QUOTE_NONNUMERIC if quote_text else csv.QUOTE_MINIMAL
    writer = csv.writer(out, lineterminator="\n", quoting=quoting)
    writer.writerow(headers)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def safe_cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = one_line(value)
    return f"'{text}" if value[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text
