"""The schemas of all kinds of file, each with the ids of the instruments we ship."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from sustainrubric.files.load import KINDS
from sustainrubric.files.packaged import load_rubric, load_worksheet_definition, versions_of
from sustainrubric.report.schema import render
from sustainrubric.report.schema_ids import Ids, ids_of_ballot, ids_of_codes, ids_of_rubric, ids_of_worksheet


def schema_text(kind: str) -> str:
    """The JSON Schema of a kind of file."""
    module, name = KINDS[kind]
    return render(kind, getattr(import_module(module), name), _instruments(kind))


def _instruments(kind: str) -> Sequence[Ids]:
    if kind == "assessment":
        return [ids_of_rubric(found) for name in _references("rubric") if (found := load_rubric(name))]
    if kind == "ballot":
        return [ids_of_ballot(found) for name in _references("rubric") if (found := load_rubric(name))]
    if kind == "worksheet":
        definitions = map(load_worksheet_definition, _references("worksheet-definition"))
        return [ids_of_worksheet(definition) for definition in definitions if definition is not None]
    return [ids_of_codes()] if kind == "settings" else ()


def _references(kind: str) -> list[str]:
    return [f"{name}@{version}" for name, versions in versions_of(kind).items() for version in versions]
