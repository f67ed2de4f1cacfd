"""The sound parts of a file that has the wrong shape, so that the engine can look at them in the same run."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ValidationError

from sustainrubric.base.fields import bare, expected_at
from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.records.shape import path_in

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# Taking a value out may leave a key missing, and a mapping put there for it needs keys in turn.
_ROUNDS = 6

# What stands in for a key that is needed. A day or an instrument has none: too much rests on them.
_STAND_INS: dict[Any, Any] = {str: "x", int: 1}

# What some findings rest on beside the place they name, by key at the top of the file.
_RESTS_ALSO_ON = {
    Code.UNKNOWN_GAP: ("context", "process", "supports_gaps"),
    Code.NO_WAY_BACK: ("answers", "process", "supports"),
    Code.GAP_NOT_TAKEN_UP: ("priorities",),
    Code.THEORY_NAMES_NOT: ("goals", "reforms", "strategies"),
    Code.PLAN_BELOW_MINIMUM: ("goals", "reforms", "strategies", "theory_of_action"),
}

# The list whose ids a finding says it has not found, by key at the top of the file.
_LOOKED_UP_IN = {
    Code.UNKNOWN_TEAM_MEMBER: "team",
    Code.UNKNOWN_GOAL: "goals",
    Code.UNKNOWN_REFORM: "reforms",
}


class Partial(NamedTuple):
    """A model of sound parts, and the paths of the parts that were taken out or stood in for."""

    model: BaseModel
    dropped: tuple[DocumentPath, ...]
    data: Any

    def could_have_caused(self, problem: Problem) -> bool:
        """Whether a problem found in the model may come from what was dropped."""
        if problem.anchor == "key":
            return False
        looked_up_in = _LOOKED_UP_IN.get(problem.code)
        if looked_up_in and any(_holds_an_id(dropped, looked_up_in) for dropped in self.dropped):
            return True
        elsewhere = _RESTS_ALSO_ON.get(problem.code, ())
        if any(dropped[0] in elsewhere for dropped in self.dropped):
            return True
        scope, value = self._scope(problem.path)
        # Rows keep their places, so what is wrong inside one says nothing of the mapping that holds them.
        return bool(scope) and any(
            _is_within(dropped, scope)
            and (isinstance(value, list) or not any(isinstance(part, int) for part in dropped[len(scope) :]))
            for dropped in self.dropped
        )

    def _scope(self, path: DocumentPath) -> tuple[DocumentPath, Any]:
        """What a finding at `path` rests on: the mapping or list there, or the nearest around it."""
        found: DocumentPath = ()
        value = self.data
        for depth, part in enumerate(path, 1):
            inner = value.get(part) if isinstance(value, dict) else value[part]
            if not isinstance(inner, dict | list):
                break
            found, value = path[:depth], inner
        return found, value


def partial_model(data: Any, model: type[BaseModel], error: ValidationError) -> Partial | None:
    """The model of `data` without the parts that `error` is about, where the others make one."""
    data = deepcopy(data)
    dropped: dict[DocumentPath, None] = {}
    for _ in range(_ROUNDS):
        for details in error.errors(include_url=False):
            path = _drop(data, model, details)
            if path is None:
                return None
            dropped[path] = None
        try:
            return Partial(model.model_validate(data), tuple(dropped), data)
        except ValidationError as again:
            error = again
    return None


def _drop(data: Any, model: type[BaseModel], details: ErrorDetails) -> DocumentPath | None:
    """Take out the value an error is about, or put one in that is missing; None where neither can be."""
    path = path_in(data, details)
    if details["type"] == "missing":
        path = (*path, details["loc"][-1])
        value = _stand_in(model, path)
        if value is None:
            return None
        _around(data, path)[path[-1]] = value
    elif not path:
        return None
    elif isinstance(path[-1], int):
        # An item stays in its place, or those after it would have other paths than in the file.
        _around(data, path)[path[-1]] = _stand_in(model, path)
    else:
        del _around(data, path)[path[-1]]
    return path


def _stand_in(model: type[BaseModel], path: DocumentPath) -> Any:
    expected = bare(expected_at(model, path))
    is_model = isinstance(expected, type) and issubclass(expected, BaseModel)
    return {} if is_model else _STAND_INS.get(expected)


def _around(data: Any, path: DocumentPath) -> Any:
    for part in path[:-1]:
        data = data[part]
    return data


def _is_within(path: DocumentPath, outer: DocumentPath) -> bool:
    return path[: len(outer)] == outer


def _holds_an_id(path: DocumentPath, name: str) -> bool:
    return path[:1] == (name,) and path[2:3] in ((), ("id",))
