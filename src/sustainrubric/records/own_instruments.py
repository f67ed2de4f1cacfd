"""The own instruments of an agency's folder: found by its settings, read once, and kept apart from other folders'."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sustainrubric.base.errors import Unreadable
from sustainrubric.base.problem import Problem
from sustainrubric.instruments.canonical import fingerprint
from sustainrubric.instruments.catalog import SHIPPED, Catalog
from sustainrubric.instruments.chain import ChainLink, resolved
from sustainrubric.instruments.extension import Extension, Instrument, RubricExtension, WorksheetExtension
from sustainrubric.instruments.release_lock import LOCK_FILE, ReleaseLock
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.records.load import Loaded, load_bytes
from sustainrubric.records.mapping import Mapping
from sustainrubric.records.own_files import (
    KINDS_OF_OWN,
    OwnFile,
    is_inside,
    own_file_of,
    shown_path,
    yaml_files,
)
from sustainrubric.yaml.source import read_bytes


@dataclass(frozen=True)
class OwnInstrument:
    """An own instrument as it was read; `instrument` is None where something is wrong with it."""

    file: OwnFile
    loaded: Loaded
    link: ChainLink

    @property
    def instrument(self) -> Instrument | None:
        return self.link.instrument

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it beside its shape."""
        return self.link.problems


class OwnCatalog(Catalog):
    """What we ship, and the own instruments of one folder (absolute); `folders` are those of its settings."""

    def __init__(self, root: str, folders: tuple[str, ...]) -> None:
        self.root = root
        self.folders = folders
        self._read: dict[str, OwnInstrument] = {}
        self._reading: list[str] = []

    def rubric(self, reference: str) -> Rubric | None:
        found = super().rubric(reference) or self._instrument(reference)
        return found if isinstance(found, Rubric) else None

    def worksheet_definition(self, reference: str) -> WorksheetDefinition | None:
        found = super().worksheet_definition(reference) or self._instrument(reference)
        return found if isinstance(found, WorksheetDefinition) else None

    def versions(self) -> dict[str, list[str]]:
        return super().versions() | self._own_versions(KINDS_OF_OWN[:2])

    def versions_of(self, kind: str) -> dict[str, list[str]]:
        return super().versions_of(kind) | self._own_versions((kind,))

    def own_references(self, kind: str) -> list[str]:
        """The own instruments of one kind with their versions, oldest first."""
        return [
            f"{name}@{version}" for name, found in self._own_versions((kind,)).items() for version in found
        ]

    def path(self, reference: str) -> Path | None:
        found = self.own_file(reference)
        return super().path(reference) or (Path(found.name) if found else None)

    def trouble(self, reference: str) -> str:
        found = self.own(reference)
        if found is None or found.instrument is not None:
            return ""
        count = len(found.loaded.problems) + len(found.problems)
        problems = f"{count} problem{'s' if count != 1 else ''}"
        return f"{found.file.name} has {problems}; `sustain validate` shows what to mend"

    def own_file(self, reference: str) -> OwnFile | None:
        """The file of an own instrument."""
        return next(iter(self._by_reference.get(reference, ())), None)

    def own(self, reference: str) -> OwnInstrument | None:
        """An own instrument with all that is wrong with it, or None where no file has that name and version."""
        if reference not in self._read:
            file = self.own_file(reference)
            if file is None:
                return None
            loaded = load_bytes(file.content, file.name)
            self._read[reference] = OwnInstrument(file, loaded, self.linked(loaded))
        return self._read[reference]

    def linked(self, loaded: Loaded) -> ChainLink:
        """An own instrument on its base; also of a file that lies elsewhere than in the folders."""
        model = loaded.model
        if not isinstance(model, Rubric | WorksheetDefinition | RubricExtension | WorksheetExtension):
            return ChainLink(None)
        if not isinstance(model, RubricExtension | WorksheetExtension):
            return self._settled(resolved(model, None))
        self._reading.append(model.reference)
        try:
            return self._settled(resolved(model, self._base(model), cycle=self._is_circle(model)))
        finally:
            self._reading.pop()

    def mappings(self) -> list[tuple[str, Mapping]]:
        """The mappings in the folders that are in order, with the names of their files."""
        found = []
        for file in self._files:
            if file.kind == "mapping":
                model = load_bytes(file.content, file.name).model
                if isinstance(model, Mapping):
                    found.append((file.name, model))
        return found

    @cached_property
    def locks(self) -> dict[str, str]:
        """The checksums of the released instruments, by reference."""
        return {one: checksum for lock in self._locks() for one, checksum in lock.released.items()}

    def lock_path(self, reference: str) -> str:
        """The lock that an own instrument is, or would be, released into: at the top of its folder."""
        file = self.own_file(reference)
        for folder in self.folders:
            if file is not None and is_inside(os.path.abspath(file.name), folder):
                return os.path.join(folder, LOCK_FILE)
        return os.path.join(self.folders[0], LOCK_FILE)

    def _instrument(self, reference: str) -> Instrument | None:
        found = self.own(reference)
        return found.instrument if found else None

    def _base(self, model: Extension) -> ChainLink | None:
        """What an extension changes; None where there is no such instrument."""
        shipped = (
            SHIPPED.rubric(model.extends)
            if isinstance(model, RubricExtension)
            else SHIPPED.worksheet_definition(model.extends)
        )
        if shipped is not None:
            return ChainLink(shipped)
        if self._is_circle(model):
            return None
        found = self.own(model.extends)
        return found.link if found else None

    def _is_circle(self, model: Extension) -> bool:
        return model.extends in self._reading

    def _settled(self, link: ChainLink) -> ChainLink:
        """With what the lock says of it: what is released as it is now is no draft."""
        instrument = link.instrument
        if instrument is None or self.locks.get(instrument.reference) is None:
            return link
        released = self.locks[instrument.reference] == fingerprint(instrument)
        return link._replace(instrument=instrument.model_copy(update={"draft": not released}))

    def _own_versions(self, kinds: tuple[str, ...]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for reference, files in self._by_reference.items():
            name, _, version = reference.partition("@")
            if files[0].kind in kinds:
                found.setdefault(name, []).append(version)
        return {name: sorted(versions, key=_version_key) for name, versions in sorted(found.items())}

    @cached_property
    def _by_reference(self) -> dict[str, list[OwnFile]]:
        """The files of own instruments; what calls itself as an instrument of ours is not among them."""
        ours = SHIPPED.versions()
        found: dict[str, list[OwnFile]] = {}
        for file in self._files:
            if file.reference and file.reference.partition("@")[0] not in ours:
                found.setdefault(file.reference, []).append(file)
        return found

    @cached_property
    def _files(self) -> list[OwnFile]:
        found = []
        for folder in self.folders:
            for path in yaml_files(folder):
                try:
                    file = own_file_of(read_bytes(path), shown_path(path))
                except Unreadable:
                    # `validate` says what is wrong with it.
                    continue
                if file is not None:
                    found.append(file)
        return found

    def _locks(self) -> Iterator[ReleaseLock]:
        for folder in self.folders:
            path = os.path.join(folder, LOCK_FILE)
            if os.path.isfile(path):
                try:
                    model = load_bytes(read_bytes(path), path).model
                except Unreadable:
                    continue
                if isinstance(model, ReleaseLock):
                    yield model


def _version_key(version: str) -> tuple[tuple[int, ...], str]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal() and len(part) < 19), version
