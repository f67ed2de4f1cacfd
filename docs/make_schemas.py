"""Make schemas/ from the models and the instruments; run it when one of them changes."""

from __future__ import annotations

from pathlib import Path

from sustainrubric.records.load import KINDS
from sustainrubric.records.schema import made_schema
from sustainrubric.records.schema_line import schema_name

TARGET = Path(__file__).parent.parent / "schemas"


def schema_files() -> dict[str, str]:
    """The text of every file in the folder, by name."""
    return {schema_name(kind): made_schema(kind) for kind in KINDS}


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for name, text in schema_files().items():
        (TARGET / name).write_text(text, encoding="utf-8", newline="\n")
