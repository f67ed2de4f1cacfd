"""Worksheets for tests, made from text."""

from __future__ import annotations

import re

from sustainrubric.check.file import inspect_bytes
from sustainrubric.instruments.shipped import load_worksheet_definition
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.interview.data import Plain
from sustainrubric.records.load import Loaded, load_bytes
from sustainrubric.records.worksheet import Worksheet
from sustainrubric.worksheet.inventory import take_stock
from sustainrubric.worksheet.model import Inventory
from tests.conftest import ROOT
from tests.small import WORKSHEET, WORKSHEET_HEAD

EXAMPLE = ROOT / "examples" / "worksheet.yaml"


def definition() -> WorksheetDefinition:
    found = load_worksheet_definition("lea-process@1.0.0")
    assert found is not None
    return found


def worksheet(text: str = "", head: str = WORKSHEET_HEAD) -> Worksheet:
    """A worksheet out of what stands below its head."""
    return load_bytes(f"{head}{text}".encode(), "a.yaml").model_as(Worksheet)


def stock(text: str = "") -> Inventory:
    """What a worksheet adds up to, given below its head."""
    return take_stock(worksheet(text), definition())


def data(text: str = "") -> Plain:
    """The plain data of a worksheet, given below its head."""
    found: Plain = load_bytes(f"{WORKSHEET_HEAD}{text}".encode(), "a.yaml").document.data
    return found


def inspected(text: str) -> Loaded:
    """A whole file with everything that is to be said about it."""
    return inspect_bytes(text.encode(), "a.yaml")


def codes(text: str) -> list[str]:
    """The codes found in a whole file, in its order."""
    return [found.problem.code.value for found in inspected(text).problems]


def changed(pattern: str, replacement: str) -> str:
    """The complete worksheet with one of its parts changed."""
    text, count = re.subn(pattern, lambda _: replacement, WORKSHEET, count=1, flags=re.MULTILINE | re.DOTALL)
    assert count, pattern
    return text
