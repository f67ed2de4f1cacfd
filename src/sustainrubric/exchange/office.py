"""The libraries of the extra `office`, imported late, and what to say where they are not installed."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from sustainrubric.base.errors import WrongUsage


def office_library(name: str) -> ModuleType:
    """The module `xlsxwriter`, `openpyxl` or `docx`.

    Raises:
        WrongUsage: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise WrongUsage(
            "forms and Word documents need the extra office; install it with: pip install 'sustainrubric[office]'"
        ) from error
