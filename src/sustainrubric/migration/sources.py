"""The mapping between two rubrics: the one named, the one in the folder, or none where none is needed."""

from __future__ import annotations

import json
from typing import NamedTuple

from sustainrubric.base.errors import InvalidFile, WrongUsage
from sustainrubric.base.problem import Code, Problem
from sustainrubric.base.text import one_line
from sustainrubric.instruments.canonical import checksum
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.migration.alignment import Alignment, align
from sustainrubric.migration.check import check_mapping
from sustainrubric.records.load import Loaded, load
from sustainrubric.records.mapping import Mapping
from sustainrubric.records.own_instruments import OwnCatalog


class Way(NamedTuple):
    """How to get from one rubric to another; `file` is "" where there is no mapping, and none is needed."""

    alignment: Alignment
    checksum: str
    file: str


def way_between(old: Rubric, new: Rubric, own: OwnCatalog, mapping: str | None = None) -> Way:
    """The way from one rubric to another.

    `mapping` is the file that is to be used; without it the only one of the folder that leads there.

    Raises:
        Unreadable: the mapping cannot be opened.
        InvalidFile: it has problems, or is between other rubrics.
        WrongUsage: there are several, or one is needed and there is none.
    """
    found = _named(mapping, old, new) if mapping is not None else _in_folder(old, new, own)
    if found is None:
        return _without_mapping(old, new)
    file, model, loaded = found
    problems = check_mapping(model, old, new)
    if problems:
        raise InvalidFile(file, loaded.with_problems(problems).problems)
    return Way(align(model.rows, old, new), mapping_checksum(model), file)


def mapping_checksum(mapping: Mapping) -> str:
    """The SHA-256 of what a mapping says, however its file is laid out."""
    rows = [
        {"from": row.sources, "to": row.to, "relation": row.relation, "why": row.why} for row in mapping.rows
    ]
    said = {"from": mapping.source, "to": mapping.to, "rows": rows}
    return checksum(json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def _named(file: str, old: Rubric, new: Rubric) -> tuple[str, Mapping, Loaded]:
    loaded = load(file)
    model = loaded.model_as(Mapping)
    wanted = (("from", model.source, old.reference), ("to", model.to, new.reference))
    problems = [
        Problem(
            Code.MAPPING_DOES_NOT_FIT,
            f"the mapping is {'from' if key == 'from' else 'to'} {said}, and {reference} is needed here",
            (key,),
        )
        for key, said, reference in wanted
        if said != reference
    ]
    if problems:
        raise InvalidFile(file, loaded.with_problems(problems).problems)
    return file, model, loaded


def _in_folder(old: Rubric, new: Rubric, own: OwnCatalog) -> tuple[str, Mapping, Loaded] | None:
    """The mapping of the folder between the two, if there is one.

    Raises:
        WrongUsage: there are several.
    """
    found = [
        (name, model)
        for name, model in own.mappings()
        if (model.source, model.to) == (old.reference, new.reference)
    ]
    if len(found) > 1:
        names = ", ".join(one_line(name) for name, _ in found)
        raise WrongUsage(
            f"there are several mappings from {old.reference} to {new.reference}: {names}; name one"
        )
    if not found:
        return None
    name, model = found[0]
    return name, model, load(name)


def _without_mapping(old: Rubric, new: Rubric) -> Way:
    """The way where both rubrics have the same elements.

    Raises:
        WrongUsage: they have not.
    """
    mapping = Mapping.model_validate(
        {"kind": "mapping", "format": 1, "from": old.reference, "to": new.reference}
    )
    problems = check_mapping(mapping, old, new)
    if problems:
        raise WrongUsage(
            f"there is no mapping from {old.reference} to {new.reference}, and {problems[0].message};"
            f" draft one with: sustain rubric map {old.reference} {new.reference} -o MAPPING.yaml"
        )
    return Way(align((), old, new), mapping_checksum(mapping), "")
