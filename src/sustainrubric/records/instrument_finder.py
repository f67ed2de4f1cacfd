"""Which instruments a file may name: ours, and those of the folder it lies in, which are read only when asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sustainrubric.base.errors import Unreadable
from sustainrubric.instruments.catalog import SHIPPED, Catalog
from sustainrubric.records.agency_names import AgencyNames
from sustainrubric.records.settings import SETTINGS_FILE, SettingsFinder, is_last

if TYPE_CHECKING:
    from sustainrubric.instruments.rubric import Rubric
    from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
    from sustainrubric.records.own_instruments import OwnCatalog

DEFAULT_FOLDER = "instruments"


class InstrumentFinder:
    """Finds the instruments that hold for files; hand one down to look into each folder once."""

    def __init__(self, settings: SettingsFinder | None = None) -> None:
        self._settings = settings or SettingsFinder()
        self._catalogs: dict[str, OwnCatalog] = {}
        self.agencies = AgencyNames(self._settings)

    def around(self, file: str) -> FolderCatalog:
        """The instruments for a file: those of the folder whose `sustain.yaml` holds for it.

        Where there is no `sustain.yaml`, those in the nearest folder `instruments` at or above it.
        """
        return FolderCatalog(self, file)

    def own_around(self, file: str) -> OwnCatalog:
        """The own instruments that hold for a file; the same object for all files of an agency's folder."""
        # Imported late: most files name an instrument of ours.
        from sustainrubric.records.own_instruments import OwnCatalog

        root = self._settings.folder_of(file) or _folder_with_instruments(file)
        if root not in self._catalogs:
            self._catalogs[root] = OwnCatalog(root, tuple(self._folders(file, root)))
        return self._catalogs[root]

    def _folders(self, file: str, root: str) -> Iterator[str]:
        """The folders that the settings name, without those that lie elsewhere."""
        from sustainrubric.records.own_files import is_inside

        has_settings = os.path.lexists(os.path.join(root, SETTINGS_FILE))
        try:
            around = self._settings.around(file) if has_settings else None
        except Unreadable:
            # `validate` says so of the settings themselves.
            around = None
        settings = around.settings if around else None
        for name in settings.instruments if settings is not None else (DEFAULT_FOLDER,):
            folder = os.path.normpath(os.path.join(root, name))
            if is_inside(os.path.realpath(folder), os.path.realpath(root)):
                yield folder


class FolderCatalog(Catalog):
    """The instruments that one file may name."""

    def __init__(self, finder: InstrumentFinder, file: str) -> None:
        self._finder = finder
        self._file = file

    @cached_property
    def own(self) -> OwnCatalog:
        """Those of the agency's folder."""
        return self._finder.own_around(self._file)

    def rubric(self, reference: str) -> Rubric | None:
        return SHIPPED.rubric(reference) or self.own.rubric(reference)

    def worksheet_definition(self, reference: str) -> WorksheetDefinition | None:
        return SHIPPED.worksheet_definition(reference) or self.own.worksheet_definition(reference)

    def versions(self) -> dict[str, list[str]]:
        return self.own.versions()

    def versions_of(self, kind: str) -> dict[str, list[str]]:
        return self.own.versions_of(kind)

    def path(self, reference: str) -> Path | None:
        return SHIPPED.path(reference) or self.own.path(reference)

    def trouble(self, reference: str) -> str:
        return self.own.trouble(reference)


def _folder_with_instruments(file: str) -> str:
    """The nearest folder with one of the name `instruments` in it, or the file's own where there is none."""
    own = folder = os.path.dirname(os.path.abspath(file))
    while not os.path.isdir(os.path.join(folder, DEFAULT_FOLDER)):
        if is_last(folder):
            return own
        folder = os.path.dirname(folder)
    return folder
