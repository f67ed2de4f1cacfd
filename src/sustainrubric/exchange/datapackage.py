"""The description of an export for other programs: a Frictionless data package.

https://specs.frictionlessdata.io/tabular-data-package/
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sustainrubric.base.text import missing_words
from sustainrubric.exchange.table_rows import shown_name
from sustainrubric.exchange.table_schema import TABLES, TableSchema

DATA_PACKAGE = "datapackage.json"

_MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


def datapackage(
    paths: Mapping[str, Sequence[str]], form: str, audience: str, missing: Sequence[str] = ()
) -> str:
    """The package as JSON; `paths` are the parts of each table, `missing` the files that could not be read."""
    said = missing_words(missing, "ratings")
    package = {
        "profile": "tabular-data-package" if form == "csv" else "data-package",
        "name": "sustain-export",
        "title": f"Ratings of reforms, as tables{', not whole' if missing else ''}",
        "description": " ".join(filter(None, [said, f"Written by `sustain export --audience {audience}`."])),
        "missing": [shown_name(file) for file in missing],
        "resources": [_resource(table, paths[name], form) for name, table in TABLES.items()],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _resource(table: TableSchema, paths: Sequence[str], form: str) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": table.name,
        "description": table.description,
        "path": list(paths),
        "format": form,
        "mediatype": _MEDIA_TYPES[form],
        "schema": _schema(table),
    }
    if form == "csv":
        resource |= {
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "dialect": {"lineTerminator": "\n", "doubleQuote": True},
        }
    return resource


def _schema(table: TableSchema) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {"name": column.name, "type": column.type, "description": column.description}
            for column in table.columns
        ],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table.references:
        schema["foreignKeys"] = [
            {
                "fields": list(reference.columns),
                "reference": {"resource": reference.table, "fields": list(reference.columns)},
            }
            for reference in table.references
        ]
    return schema
