"""An instrument's file, a mapping and a lock, against the folder they lie in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sustainrubric.base.problem import Code, Problem
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.instruments.canonical import fingerprint
from sustainrubric.instruments.catalog import SHIPPED
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition

if TYPE_CHECKING:
    from sustainrubric.instruments.catalog import Catalog
    from sustainrubric.instruments.extension import Extension, Instrument
    from sustainrubric.instruments.release_lock import ReleaseLock
    from sustainrubric.records.load import Loaded
    from sustainrubric.records.own_instruments import OwnCatalog


def check_instrument(loaded: Loaded, own: OwnCatalog) -> list[Problem]:
    """What is to be said of the file of an instrument beside its shape."""
    model: Instrument | Extension = loaded.model  # type: ignore[assignment]
    if _is_ours(model):
        return []
    link = own.linked(loaded)
    return [*link.problems, *check_name(model, loaded.file, own), *_check_lock(link.instrument, own)]


def check_lock(lock: ReleaseLock, own: OwnCatalog) -> list[Problem]:
    """What is released must still be there; whether it changed is said of its file."""
    return [
        Problem(
            Code.RELEASED_CHANGED,
            f"{quoted(reference)} was released, and no file of an instrument has that name and version any more"
            f"{did_you_mean(reference, own.references('rubric'))}",
            ("released", reference),
            "key",
        )
        for reference in lock.released
        if own.own(reference) is None
    ]


def unknown_reference(reference: str, key: str, catalog: Catalog) -> Problem:
    """Say that no rubric has the name and version that stand under `key`."""
    name, _, version = reference.partition("@")
    trouble = catalog.trouble(reference)
    if trouble:
        return Problem(Code.UNKNOWN_RUBRIC, f"{quoted(reference)} cannot be used: {trouble}", (key,))
    versions = catalog.versions_of("rubric")
    if name in versions:
        message = f"there is no version {version} of {name}; there is {', '.join(versions[name])}"
        return Problem(Code.UNKNOWN_VERSION, message, (key,))
    hint = did_you_mean(name, versions) or f"; there is {', '.join(versions)}"
    return Problem(Code.UNKNOWN_RUBRIC, f"there is no rubric {quoted(name)}{hint}", (key,))


def _is_ours(model: Instrument | Extension) -> bool:
    """Whether it is an instrument that we ship, or a copy of one, word for word."""
    if isinstance(model, Rubric):
        shipped: Instrument | None = SHIPPED.rubric(model.reference)
    elif isinstance(model, WorksheetDefinition):
        shipped = SHIPPED.worksheet_definition(model.reference)
    else:
        return False
    return shipped is not None and fingerprint(shipped) == fingerprint(model)


def check_name(model: Instrument | Extension, file: str, own: OwnCatalog) -> Iterator[Problem]:
    if model.id in SHIPPED.versions():
        message = f"{quoted(model.id)} is an instrument that we ship; give your own another id"
        yield Problem(Code.ID_USED_BEFORE, message, ("id",))
    first = own.own_file(model.reference)
    if first is not None and os.path.abspath(first.name) != os.path.abspath(file):
        message = f"{model.reference} is {first.name} already; give this one another version"
        yield Problem(Code.ID_USED_BEFORE, message, ("version",))


def _check_lock(instrument: Instrument | None, own: OwnCatalog) -> Iterator[Problem]:
    locked = own.locks.get(instrument.reference) if instrument is not None else None
    if instrument is not None and locked is not None and locked != fingerprint(instrument):
        message = (
            f"{instrument.reference} was released and has changed since; take the change back,"
            " or give it another version"
        )
        yield Problem(Code.RELEASED_CHANGED, message, ("version",))
