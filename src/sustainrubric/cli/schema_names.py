"""Where schemas lie in an agency's folder, and what their files are called."""

from __future__ import annotations

SCHEMAS = "schemas"
ENDING = ".schema.json"


def schema_name(kind: str) -> str:
    return f"{kind}{ENDING}"
