"""Plain data -> a model, or all that keeps it from being one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from sustainrubric.model.problem import Problem

if TYPE_CHECKING:
    from sustainrubric.files.partial import Partial
    from sustainrubric.files.yaml_source import Document

M = TypeVar("M", bound=BaseModel)

MAX_PROBLEMS = 200
"""Wrong shapes told of one file; who has more has one mistake many times, and each takes time to word."""


class Misshapen(NamedTuple):
    """Why data is no model, and the model of its sound parts, where they make one."""

    problems: list[Problem]
    partial: Partial | None = None


def shaped(document: Document, model: type[M]) -> M | Misshapen:
    """The document as a model, or everything that keeps it from being one."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        # Imported late: most files are in good shape.
        from sustainrubric.files.partial import partial_model
        from sustainrubric.files.shape_words import problem_of

        details = error.errors(include_url=False)
        problems = list(dict.fromkeys(problem_of(found, document, model) for found in details[:MAX_PROBLEMS]))
        if len(details) > MAX_PROBLEMS:
            last = problems[-1]
            problems[-1] = last._replace(
                message=f"{last.message}; and {len(details) - MAX_PROBLEMS} more like it"
            )
            return Misshapen(problems)
        return Misshapen(problems, partial_model(document.data, model, error))
