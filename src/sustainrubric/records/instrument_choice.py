"""The instrument that somebody names on the command line, among ours and those of the folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.text import as_known, did_you_mean, quoted
from sustainrubric.instruments.catalog import Catalog
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.records.instrument_finder import InstrumentFinder

if TYPE_CHECKING:
    from sustainrubric.records.own_instruments import OwnCatalog

DEFAULT_RUBRIC = "sustainability"

DEFAULT_WORKSHEET = "lea-process"


def catalog_around(file: Path | str) -> Catalog:
    """The instruments that a file at this place may name."""
    return InstrumentFinder().around(str(file))


def catalog_here() -> Catalog:
    """The instruments of the folder we are in."""
    # Any name will do: what counts is the folder.
    return catalog_around("sustain.yaml")


def own_here() -> OwnCatalog:
    """The agency's own instruments, of the folder we are in."""
    return InstrumentFinder().own_around("sustain.yaml")


def agency_here() -> str | None:
    """The agency that the settings of the folder we are in name."""
    from sustainrubric.records.settings import agency_around

    agency = agency_around("sustain.yaml")
    return agency.name if agency is not None else None


def full_reference(reference: str, catalog: Catalog) -> str:
    """A reference with its version, the newest where none is given.

    Raises:
        WrongUsage: there is no such instrument, or no such version.
    """
    from sustainrubric.instruments.catalog import SHIPPED

    name, _, version = reference.partition("@")
    ours = SHIPPED.versions()
    if name in ours and (not version or version in ours[name]):
        return f"{name}@{version or ours[name][-1]}"
    versions = catalog.versions()
    name = as_known(name, versions)
    if name not in versions:
        raise WrongUsage(f"there is no instrument {quoted(name)}{did_you_mean(name, versions)}")
    if version and version not in versions[name]:
        raise WrongUsage(
            f"there is no version {quoted(version)} of {name}; there is {', '.join(versions[name])}"
        )
    return f"{name}@{version or versions[name][-1]}"


def rubric_named(reference: str | None, catalog: Catalog) -> Rubric:
    """The rubric of that name, or the newest that we ship.

    Raises:
        WrongUsage: there is none such, or it has problems.
    """
    full = full_reference(reference or DEFAULT_RUBRIC, catalog)
    rubric = catalog.rubric(full)
    if rubric is None:
        raise WrongUsage(_unusable(full, "a rubric", catalog))
    return rubric


def instrument_named(reference: str, catalog: Catalog) -> Rubric | WorksheetDefinition:
    """As `rubric_named`, of a rubric or a worksheet's definition."""
    full = full_reference(reference, catalog)
    definition = catalog.worksheet_definition(full)
    return definition if definition is not None else rubric_named(full, catalog)


def definition_named(reference: str | None, catalog: Catalog) -> WorksheetDefinition:
    """As `rubric_named`, of a worksheet's definition."""
    full = full_reference(reference or DEFAULT_WORKSHEET, catalog)
    definition = catalog.worksheet_definition(full)
    if definition is None:
        raise WrongUsage(_unusable(full, "a worksheet's definition", catalog))
    return definition


def _unusable(reference: str, wanted: str, catalog: Catalog) -> str:
    trouble = catalog.trouble(reference)
    if trouble:
        return f"{reference} cannot be used: {trouble}"
    return f"{reference} is not {wanted}; `sustain rubric path {reference}` says where it lies"
