"""What all office documents need: the libraries of the extra `office`, and text that a document can hold."""

from __future__ import annotations

import re
from importlib import import_module
from types import ModuleType

from sustainrubric.base.errors import WrongUsage

MAX_CELL = 32_767
"""What a cell of a workbook holds, counted as Excel does, in UTF-16 units."""

# What XML 1.0 cannot hold, and what would change the direction of other text.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def office_library(name: str) -> ModuleType:
    """The module `xlsxwriter`, `openpyxl` or `docx`.

    Raises:
        WrongUsage: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise WrongUsage(
            "forms and Word documents need an add-on; install it with: pip install 'sustainrubric[office]'"
        ) from error


def office_text(text: str) -> str:
    """The text without signs that XML cannot hold, its lines ended by LF."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def cell_text(text: str) -> str:
    """As `office_text`, cut to what one cell of a workbook holds."""
    return office_text(text).encode("utf-16-le")[: MAX_CELL * 2].decode("utf-16-le", "ignore")
