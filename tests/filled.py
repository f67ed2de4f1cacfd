"""A file of any kind with every field of its model filled, made from the model itself: no field can be forgotten.

What has to be right for a file to be used (references, ids, days, levels) is right; every other text is the one given.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from sustainrubric.base.model import FormatOne, InstrumentReference, IsoDate, PersonId
from sustainrubric.instruments.rubric import LevelId
from sustainrubric.records.assessment import Checksum, VoteCount, Weight
from sustainrubric.records.ballot import Hexadecimal
from sustainrubric.records.load import KINDS, model_for
from sustainrubric.records.priorities import MetricLevel
from sustainrubric.records.settings import Minutes

_VALUES: list[tuple[Any, Any]] = [
    (FormatOne, 1), (IsoDate, "2026-10-15"), (InstrumentReference, "sustainability@1.0.0"), (PersonId, "r1"),
    (Hexadecimal, "a" * 64), (Checksum, f"sha256:{'a' * 64}"), (Weight, 2), (VoteCount, 1),
    (MetricLevel, 48.5), (Minutes, 5),
]  # fmt: skip

_RIGHT: dict[str, Any] = {
    "Agency.state": "EX",
    "ReformReference.id": "literacy",
    "Round.id": "2026-fall",
    "TeamMember.id": "m",
    "Action.owner": "m",
    "Rating.level": "strong",
    "Rating.target": "exemplary",
    "BallotRating.level": "strong",
    "Ballot.reform": "literacy",
    "Ballot.round": "2026-fall",
    "Ballot.stands_back": ["1.B.i"],
    "Seal.reform": "literacy",
    "Seal.round": "2026-fall",
    "Goal.id": "goal",
    "Reform.id": "literacy",
    "Reform.goals": ["goal"],
    "Target.end": {"date": "2030-10-15", "level": 60},
    "Target.interim": [{"date": "2028-10-15", "level": 55}],
    "Panel.facilitator": "k",
    "Panel.raters": ["r1", "r2"],
    "Seal.rater": "r9",
    "Signed.of": f"sha256:{64 * 'a'}",
    "Settings.language": "en",
    "Strategy.id": "strategy",
    "Strategy.reform": "literacy",
    "Strategy.start": "2025-10-15",
    "Migrated.from": "own@1.0.0",
    "Worksheet.worksheet": "lea-process@1.0.0",
    "Support.steps": ["inform"],
    "NextStep.step": "inform",
    "PriorityArea.goals": ["goal"],
    "PriorityArea.reforms": ["literacy"],
    "Ignore.code": "SR310",
    "SeverityChange.code": "SR301",
    "Settings.instruments": ["instruments"],
    "Look.logo": "logo.svg",
    "Look.colors": {"band": "#5a1230"},
    "Look.dark_colors": {"band": "#5a1230"},
    "MappingRow.from": ["1.A.i"],
    "MappingRow.to": ["1.A.i"],
    "MappingRow.relation": "reworded",
    "Mapping.from": "own@1.0.0",
    "RubricExtension.id": "own",
    "RubricExtension.version": "1.0.0",
    "RubricExtension.leave_out": ["3.B.ii.L1"],
    "Addition.after": "1.A.i.L1",
    "LookFor.id": "1.A.i.L9",
    "WorksheetExtension.leave_out": ["context.framework"],
    "WorksheetExtension.id": "own-process",
    "WorksheetExtension.version": "1.0.0",
    "WorksheetExtension.extends": "lea-process@1.0.0",
    "QuestionAddition.after": "context",
    "StepQuestion.id": "new-question",
}
"""Values without which a file could not be used, by `Model.field`."""

_KEYS = {
    "Rating.criteria": "1",
    "Rating.look_fors": "L1",
    "BallotRating.criteria": "1",
    "BallotRating.look_fors": "L1",
    "Context.answers": "framework",
    "Worksheet.process": "select",
    "Worksheet.answers": "map",
    "Worksheet.answers.map": "continuous-cycle",
    "Decided.votes": "strong",
    "Decided.again": "strong",
    "ReleaseLock.released": "another@1.0.0",
    "RubricExtension.reword": "1.A.i",
    "WorksheetExtension.reword": "map",
}
"""The keys of mappings that are not by element."""

LEFT_OUT = {
    "Addition": ("category", "variable", "element", "criterion"),
    "PartWords": (
        *("description", "variables_introduction", "variables_conclusion", "name", "inadequate", "emerging"),
        *("strong", "exemplary", "note", "text", "group", "definition"),
    ),
    "DefinitionWords": ("text", "name"),
    "Migrated": ("earlier",),
}
"""Fields of which a part takes one or the other."""


def filled(kind: str, text: str | None, *, ids: str | None = None, extends: bool = False) -> str:
    """A file of `kind`: `text` in every field that takes any, and `ids` for every id, if given.

    It has a line a key, and JSON for the values, which is YAML. Without a `text` each field holds its own name.
    """
    model = model_for({"kind": kind, **({"extends": ""} if extends else {})})
    assert model is not None
    return as_text({"kind": kind, **_Filler(text, ids).model(model)})


def data_of(kind: str) -> dict[str, Any]:
    """The data of such a file, in which each text is the name of its field."""
    model = model_for({"kind": kind})
    assert model is not None
    return {"kind": kind, **_Filler(None, None).model(model)}


def as_text(data: Mapping[str, Any]) -> str:
    """Data as a file: a line a key, and JSON for the values."""
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in data.items())


def every_kind(text: str | None, *, ids: str | None = None) -> dict[str, str]:
    """A file of every kind, by name; own instruments as changes of ours."""
    whole = {
        kind: filled(kind, text, ids=ids) for kind in KINDS if kind not in ("rubric", "worksheet-definition")
    }
    return {
        "a.yaml": whole["assessment"],
        "a.ballots/r1.yaml": whole["ballot"],
        "a.ballots/r9.seal.yaml": whole["seal"],
        "w.yaml": whole["worksheet"],
        "p.yaml": whole["priorities"],
        "sustain.yaml": whole["settings"],
        "instruments/m.yaml": whole["mapping"],
        "instruments/LOCK.yaml": whole["instrument-lock"],
        "instruments/own/1.0.0.yaml": filled("rubric", text, ids=ids, extends=True),
        "instruments/own-process/1.0.0.yaml": filled("worksheet-definition", text, ids=ids, extends=True),
    }


class _Filler:
    def __init__(self, text: str | None, ids: str | None) -> None:
        self._text = text
        self._ids = ids

    def model(self, model: type[BaseModel]) -> dict[str, Any]:
        hints = get_type_hints(model, include_extras=True)
        left_out = LEFT_OUT.get(model.__name__, ())
        found = {}
        for name in model.model_fields:
            place = f"{model.__name__}.{name}"
            if name == "kind" or name in left_out:
                continue
            if place in _RIGHT and not (self._ids is not None and self._is_id(name)):
                value = _RIGHT[place]
            else:
                value = (
                    self._ids
                    if self._is_id(name) and self._ids is not None
                    else self.value(hints[name], place)
                )
            if value is not None:
                found[name] = value
        return found

    @staticmethod
    def _is_id(name: str) -> bool:
        return name in ("id", "owner", "reform", "round", "after", "code")

    def value(self, hint: Any, place: str) -> Any:
        for known, value in _VALUES:
            if hint == known:
                return value
        if hint == LevelId:
            return "strong"
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self.value(arguments[0], place)
        if origin in (Union, types.UnionType):
            return self.value(arguments[0], place)
        if origin is Literal:
            return arguments[0]
        if origin is tuple:
            return [self.value(arguments[0], place)]
        if origin is dict:
            key = _KEYS.get(place, "1.A.i")
            return {key: self.value(arguments[1], f"{place}.{key}")}
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            return self.model(hint)
        if hint is bool:
            return False
        if hint is int:
            return 1
        assert hint is str, f"{place}: nobody has said how to fill {hint}"
        return place if self._text is None else self._text
