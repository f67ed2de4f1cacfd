"""The values of plain scalars by the core schema of YAML 1.2."""

from __future__ import annotations

import re
from typing import Any

# Only a plain scalar that begins so can be anything but text.
SUSPECT_START = frozenset("0123456789+-.~nNtTfF")


_WORDS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")


_OTHER_BASE = re.compile(r"0o[0-7]{1,20}|0x[0-9a-fA-F]{1,16}")


_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def resolve(text: str) -> Any:
    """The value of a plain scalar by YAML 1.2's core schema."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OTHER_BASE.fullmatch(text):
        return int(text, 0)
    if _NOT_FINITE.fullmatch(text) or (_DECIMAL.fullmatch(text) and len(text) <= 40):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text
