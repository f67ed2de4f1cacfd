"""How rounds of different rubrics are aligned: by a mapping that is named, a migrated file, or the folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sustainrubric.base.errors import InvalidFile, WrongUsage
from sustainrubric.instruments.catalog import Catalog
from sustainrubric.migration.alignment import Alignment, Row, align
from sustainrubric.migration.check import check_mapping
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.instrument_finder import InstrumentFinder
from sustainrubric.records.load import load
from sustainrubric.records.mapping import Mapping
from sustainrubric.rounds.model import RatedRound


class NamedWays:
    """The ways that a command may use.

    `files` are the mappings named on its command line; `place` is a file in whose folder own instruments
    are looked for.
    """

    def __init__(self, files: Sequence[str], finder: InstrumentFinder, place: str) -> None:
        self._catalog: Catalog = finder.around(place)
        self._named = [(file, _sound(file, self._catalog)) for file in files]
        self._own = finder.own_around(place)
        self._used: set[str] = set()

    def between(self, old: RatedRound, new: RatedRound) -> Alignment | None:
        """The way from one round to the other, or None where nobody wrote one down."""
        if old.rubric.reference == new.rubric.reference:
            return None
        for file, mapping in self._named:
            found = _along(mapping, old, new)
            if found is not None:
                self._used.add(file)
                return found
        recorded = _recorded(old.assessment, new.assessment)
        if recorded is not None:
            return recorded
        for _, mapping in self._own.mappings():
            found = _along(mapping, old, new)
            if found is not None and not check_mapping(mapping, *_rubrics(mapping, old, new)):
                return found
        return None

    def between_or_by_words(self, old: RatedRound, new: RatedRound) -> Alignment:
        """As `between`; without any, elements with the same id and the same words are equal."""
        return self.between(old, new) or align((), old.rubric, new.rubric)

    def check_used(self) -> None:
        """Say where a mapping that was named is of no use here.

        Raises:
            WrongUsage: it is between rubrics that no two rounds following one another have.
        """
        for file, mapping in self._named:
            if file not in self._used:
                way = f"from {mapping.source} to {mapping.to}"
                raise WrongUsage(f"--mapping {file} is {way}, and no rounds here go that way")


def _sound(file: str, catalog: Catalog) -> Mapping:
    """A mapping with nothing wrong in it.

    Raises:
        InvalidFile: it has problems, or names a rubric that is not there.
    """
    from sustainrubric.records.check_instruments import unknown_reference

    loaded = load(file)
    mapping = loaded.model_as(Mapping)
    old, new = catalog.rubric(mapping.source), catalog.rubric(mapping.to)
    if old is None or new is None:
        sides = (("from", mapping.source, old), ("to", mapping.to, new))
        problems = [unknown_reference(name, key, catalog) for key, name, rubric in sides if rubric is None]
    else:
        problems = check_mapping(mapping, old, new)
    if problems:
        raise InvalidFile(file, loaded.with_problems(problems).problems)
    return mapping


def _along(mapping: Mapping, old: RatedRound, new: RatedRound) -> Alignment | None:
    """The way of a mapping between two rounds, be it there or back."""
    if (mapping.source, mapping.to) == (old.rubric.reference, new.rubric.reference):
        return align(mapping.rows, old.rubric, new.rubric)
    if (mapping.to, mapping.source) == (old.rubric.reference, new.rubric.reference):
        return align(mapping.rows, new.rubric, old.rubric).reversed()
    return None


def _rubrics(mapping: Mapping, old: RatedRound, new: RatedRound) -> tuple[Any, Any]:
    sides = (old.rubric, new.rubric)
    return sides if mapping.source == old.rubric.reference else sides[::-1]


def _recorded(old: Assessment, new: Assessment) -> Alignment | None:
    """What a migrated file says of its own way, if it came from the rubric of the other one."""
    for after, before, forth in ((new, old, True), (old, new, False)):
        record = after.migrated
        if record is not None and record.source == before.rubric:
            rows = tuple(Row(row.sources, tuple(row.to), row.relation) for row in record.rows)
            way = Alignment(before.rubric, after.rubric, rows)
            return way if forth else way.reversed()
    return None
