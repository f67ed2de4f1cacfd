"""The instruments that a file may name, as one look-up: those we ship, and where there are any a folder's own."""

from __future__ import annotations

from pathlib import Path

from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.shipped import (
    instrument_path,
    instrument_versions,
    load_rubric,
    load_worksheet_definition,
    versions_of,
)
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition


class Catalog:
    """What we ship; `records.own_instruments` adds the own instruments of a folder."""

    def rubric(self, reference: str) -> Rubric | None:
        """The rubric of that name and version, or None where there is none that can be used."""
        return load_rubric(reference)

    def worksheet_definition(self, reference: str) -> WorksheetDefinition | None:
        """As `rubric`, of a worksheet's definition."""
        return load_worksheet_definition(reference)

    def versions(self) -> dict[str, list[str]]:
        """The versions of each instrument, oldest first."""
        return instrument_versions()

    def versions_of(self, kind: str) -> dict[str, list[str]]:
        """As `versions`, of the instruments of one kind: `rubric` or `worksheet-definition`."""
        return versions_of(kind)

    def path(self, reference: str) -> Path | None:
        """The file of an instrument, or None where there is none such."""
        return instrument_path(reference)

    def trouble(self, reference: str) -> str:
        """Why an own instrument that is there cannot be used, in a sentence; "" where none is in the way."""
        return ""

    def newest(self, name: str) -> str | None:
        """The newest version of an instrument as a reference, or None where there is no such instrument."""
        versions = self.versions().get(name)
        return f"{name}@{versions[-1]}" if versions else None

    def references(self, kind: str) -> list[str]:
        """All instruments of one kind with their versions, oldest first."""
        return [f"{name}@{version}" for name, found in self.versions_of(kind).items() for version in found]


SHIPPED = Catalog()
