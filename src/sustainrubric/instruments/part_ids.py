"""How the ids of an own instrument may be written, so that files, pages and people can tell its parts apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.base.text import quoted
from sustainrubric.instruments.rubric_parts import PartAt

_PART_ID = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?")
_NUMBER = re.compile(r"[0-9A-Za-z-]+")
_INSTRUMENT = re.compile(r"[a-z0-9-]+")
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")
_LONGEST = 64


def check_part_id(part: PartAt) -> Iterator[Problem]:
    """Say where an id is not written as ids are, or a criterion's does not begin with its element's."""
    path: DocumentPath = (*part.path, "id")
    if len(part.id) > _LONGEST or not _PART_ID.fullmatch(part.id):
        message = f"the id {quoted(part.id)} is not made of letters, digits, '.' and '-', such as 1.A.i"
        yield Problem(Code.UNFIT_PART_ID, message, path)
    elif part.kind in ("criterion", "look_for") and part.holder:
        number = part.id.removeprefix(f"{part.holder}.")
        if number == part.id or not _NUMBER.fullmatch(number):
            example = "1" if part.kind == "criterion" else "L1"
            message = f"the id {quoted(part.id)} is not that of its element and a number, as {part.holder}.{example}"
            yield Problem(Code.UNFIT_PART_ID, message, path)


def check_reference_of(instrument_id: str, version: str) -> Iterator[Problem]:
    """Say where an instrument's id and version make no reference, such as our-rubric@1.0.0."""
    if len(instrument_id) > _LONGEST or not _INSTRUMENT.fullmatch(instrument_id):
        message = f"the id {quoted(instrument_id)} is not made of lower-case letters, digits and '-'"
        yield Problem(Code.NOT_A_REFERENCE, message, ("id",))
    if len(version) > _LONGEST or not _VERSION.fullmatch(version):
        message = f'the version {quoted(version)} is not three numbers in quotation marks, such as "1.0.0"'
        yield Problem(Code.NOT_A_REFERENCE, message, ("version",))
