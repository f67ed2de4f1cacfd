"""JSON Schema 2020-12 of a kind of file, from its model: for editors, and for other programs.

It says what the shape of a file is and which ids there are. What needs more than one place of a file to
tell (an owner who is not in the team) only `sustain validate` says.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from pydantic import BaseModel

from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.shipped import load_rubric, load_worksheet_definition, packaged, versions_of
from sustainrubric.records.load import EXTENSIONS, KINDS
from sustainrubric.records.schema_ids import (
    Ids,
    ids_of_ballot,
    ids_of_codes,
    ids_of_rubric,
    ids_of_worksheet,
)
from sustainrubric.records.schema_line import schema_name
from sustainrubric.records.schema_of_model import Schema, SchemaMaker
from sustainrubric.yaml.source import read_bytes

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def render(
    kind: str,
    model: type[BaseModel],
    instruments: Sequence[Ids] = (),
    extension: type[BaseModel] | None = None,
) -> str:
    """The schema as the text of a file; `instruments` are the versions that such a file may name.

    `extension` is the model of a file of that kind that has a key `extends`.
    """
    return json.dumps(schema(kind, model, instruments, extension), indent=2, ensure_ascii=False) + "\n"


def schema(
    kind: str,
    model: type[BaseModel],
    instruments: Sequence[Ids] = (),
    extension: type[BaseModel] | None = None,
) -> Schema:
    """The schema of a kind of file; with more than one instrument the key that names it decides."""
    maker = SchemaMaker(instruments[0] if len(instruments) == 1 else None)
    body = maker.model(model, ())
    if extension is not None:
        extended = maker.model(extension, ())
        body = {"if": {"required": ["extends"]}, "then": extended, "else": body}
    if instruments and instruments[0].key:
        properties = body["properties"]
        properties[instruments[0].key] |= {"enum": [each.reference for each in instruments]}
    if len(instruments) > 1:
        body["allOf"] = [_of_one(model, each, maker) for each in instruments]
    head: Schema = {
        "$schema": DIALECT,
        # A name, not an address: nothing is ever fetched.
        "$id": f"urn:sustainrubric:schema:{kind}:1",
        "$comment": "Made from the models by `sustain schema`; do not edit.",
    }
    return {**head, **body, **({"$defs": maker.definitions} if maker.definitions else {})}


def _of_one(model: type[BaseModel], ids: Ids, around: SchemaMaker) -> Schema:
    """What holds where a file names one version: the keys that depend on it, with their ids."""
    maker = SchemaMaker(ids, around.definitions)
    body = maker.model(model, ())
    depending = {str(path[0]) for path in (*ids.keys, *ids.words)}
    then = {key: body["properties"][key] for key in body["properties"] if key in depending}
    return {"if": {"properties": {ids.key: {"const": ids.reference}}}, "then": {"properties": then}}


def schema_text(kind: str, rubric: Rubric | None = None) -> str:
    """The JSON Schema of a kind of file, as we ship it; of assessments also for one rubric alone.

    What we ship is not made anew: that reads the sources, and an installation may have none.

    Raises:
        SustainError: the installation is broken.
    """
    if rubric is not None:
        return render(kind, _model(KINDS[kind]), [ids_of_rubric(rubric)])
    return read_bytes(packaged("schemas") / schema_name(kind)).decode("utf-8")


def made_schema(kind: str) -> str:
    """The JSON Schema of a kind of file, made from its model and the instruments."""
    return render(kind, _model(KINDS[kind]), _instruments(kind), _model(EXTENSIONS.get(kind)))


def _model(place: tuple[str, str] | None) -> Any:
    return getattr(import_module(place[0]), place[1]) if place is not None else None


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
