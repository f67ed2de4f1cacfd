"""Which agency a file is of: by its name, also by one that it had before, and by its state where two have one name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sustainrubric.base.errors import Unreadable
from sustainrubric.base.text import normalized
from sustainrubric.records.assessment import Agency
from sustainrubric.records.settings import SETTINGS_FILE, Settings, SettingsFinder
from sustainrubric.yaml.source import read_bytes

RENAMED = "; an agency that was renamed says so in sustain.yaml (agency: formerly:)"
"""What to do where a name differs because the agency has another one now."""


class KnownAgency(NamedTuple):
    """An agency as it is called now; files with one `key` are of one agency, whatever name they give it."""

    name: str
    state: str
    key: str

    def is_of_other_state(self, other: KnownAgency) -> bool:
        """Whether both say a state, and not the same."""
        return bool(self.state and other.state) and normalized(self.state) != normalized(other.state)


def as_named(agency: Agency) -> KnownAgency:
    """An agency that had no other name."""
    return KnownAgency(agency.name, agency.state or "", normalized(agency.name))


class AgencyNames:
    """The names that the `sustain.yaml` around files gives their agency; each folder is looked at once."""

    def __init__(self, finder: SettingsFinder | None = None) -> None:
        self._finder = finder or SettingsFinder()
        self._settings: dict[str, Settings | None] = {}

    def known(self, file: str, agency: Agency) -> KnownAgency:
        """The agency that a file names, as it is called now.

        Its key comes of the oldest name, so that an agency keeps its key when it is renamed.
        """
        named = as_named(agency)
        settings = self._around(file)
        own = settings.agency if settings is not None else None
        if own is None or named.is_of_other_state(as_named(own)):
            return named
        if named.key not in {normalized(name) for name in (own.name, *own.formerly)}:
            return named
        oldest = own.formerly[0] if own.formerly else own.name
        return KnownAgency(own.name, named.state or own.state or "", normalized(oldest))

    def _around(self, file: str) -> Settings | None:
        """The settings around a file where they name an agency that had another name before."""
        folder = self._finder.folder_of(file)
        if folder is None:
            return None
        if folder not in self._settings:
            self._settings[folder] = self._read(folder, file)
        return self._settings[folder]

    def _read(self, folder: str, file: str) -> Settings | None:
        try:
            # Most agencies never had another name, and finding that out should not take a parse.
            if b"formerly" not in read_bytes(os.path.join(folder, SETTINGS_FILE)):
                return None
            around = self._finder.around(file)
        except Unreadable:
            # `validate` says so of the settings themselves.
            return None
        return around.settings if around is not None else None


def told_apart(agencies: Sequence[KnownAgency]) -> list[KnownAgency]:
    """The agencies, those of one name told apart by their states; one that says none is taken for the other."""
    states = _states(agencies)
    return [
        one._replace(
            key=f"{one.key} ({normalized(one.state)})", name=f"{one.name} ({one.state or 'no state'})"
        )
        if len(states[one.key]) > 1
        else one
        for one in agencies
    ]


def _states(agencies: Iterable[KnownAgency]) -> dict[str, set[str]]:
    """By key, the states that agencies of this key say."""
    states: dict[str, set[str]] = {}
    for one in agencies:
        states.setdefault(one.key, set()).update([normalized(one.state)] if one.state else [])
    return states
