"""The titles of an instrument's elements, read without building its models."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sustainrubric.files.installed import shipped
from sustainrubric.files.text_source import TextSource, decode, read_bytes
from sustainrubric.files.yaml_source import parse

_REFERENCE = re.compile(r"([a-z0-9-]+)@([0-9]+\.[0-9]+\.[0-9]+)")


def element_titles(reference: str) -> dict[str, str]:
    """The titles by id, in the instrument's order; none where we ship no such instrument."""
    match = _REFERENCE.fullmatch(reference)
    path = _find(match[1], match[2]) if match else None
    if path is None:
        return {}
    source = decode(read_bytes(path), path.name)
    data: Any = parse(source).data if isinstance(source, TextSource) else None
    return {
        element["id"]: element["title"]
        for category in (data or {}).get("categories", ())
        for variable in category["variables"]
        for element in variable["elements"]
    }


def _find(name: str, version: str) -> Path | None:
    # As files/packaged.py does, which imports the models.
    folder = shipped("rubric")
    path = folder / name / f"{version}.yaml" if folder is not None else None
    return path if path is not None and path.is_file() else None
