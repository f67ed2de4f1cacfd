"""What models say of themselves: the names and docstrings of classes, and the texts below their fields."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from functools import cache

from pydantic import BaseModel

_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")


def title_of(model: type[BaseModel]) -> str:
    """The name of a model in words: `TeamMember` is a team member."""
    return _WORD_START.sub(" ", model.__name__).capitalize()


def title_of_key(key: str) -> str:
    return key.replace("_", " ").replace("-", " ").capitalize()


def description_of(model: type[BaseModel]) -> str:
    """What a model is, in its docstring's words."""
    return inspect.cleandoc(model.__doc__ or "")


def descriptions_of_keys(model: type[BaseModel]) -> dict[str, str]:
    """The texts that stand below the fields of a model, by key."""
    return _texts_below_fields(model.__module__).get(model.__name__, {})


@cache
def _texts_below_fields(module: str) -> dict[str, dict[str, str]]:
    """Every class of a module with the texts of its fields; Python keeps none of them, so the source is read."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: _texts(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _texts(node: ast.ClassDef) -> dict[str, str]:
    found = {}
    for field, below in zip(node.body, node.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        ):
            found[field.target.id] = inspect.cleandoc(below.value.value)
    return found
