"""What a template can reach: the declared fields of our views, plain values, and a few safe functions.

Jinja's own sandbox refuses what is known to be dangerous, and lets through the rest. This one lets
through what is listed here, and refuses the rest: a template of somebody else's sees data only.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Hashable
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, cast

from jinja2 import Undefined
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup

_LARGEST_POWER = 1000
_OURS = __name__.partition(".")[0] + "."

_OF_TEXT = frozenset(
    [
        *("capitalize", "casefold", "center", "count", "endswith", "find", "index", "isalnum", "isalpha"),
        *("isdecimal", "isdigit", "islower", "isspace", "istitle", "isupper", "join", "ljust", "lower"),
        *("lstrip", "partition", "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rjust"),
        *("rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "swapcase"),
        *("title", "upper", "zfill"),
    ]
)
_METHODS: dict[type, frozenset[str]] = {
    str: _OF_TEXT,
    Markup: _OF_TEXT,
    tuple: frozenset({"count", "index"}),
    list: frozenset({"count", "index"}),
    dict: frozenset({"get", "items", "keys", "values"}),
    LoopContext: frozenset({"cycle", "changed"}),
}
"""The methods that may be looked up and called, by the exact type of what they belong to."""

_DATA: dict[type, frozenset[str]] = {
    LoopContext: frozenset(
        [
            *("depth", "depth0", "first", "index", "index0", "last", "length", "nextitem", "previtem"),
            *("revindex", "revindex0"),
        ]
    ),
    Macro: frozenset({"arguments", "caller", "catch_kwargs", "catch_varargs", "name"}),
    BlockReference: frozenset({"super"}),
}
"""What Jinja's own objects tell of themselves."""

_HAVE_ITEMS = (dict, TemplateReference)
_PLAIN = (str, int, float, Fraction, types.NoneType)


def namespace(**values: object) -> Namespace:
    """Jinja's `namespace`, as a function: a template is handed no class."""
    return Namespace(**values)


class Sandbox(SandboxedEnvironment):
    """A Jinja environment that reaches only what this module lists.

    No sum is worked out while a template is compiled: it fails in its line, when that is reached.
    """

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for name in ("cycler", "dict", "joiner", "lipsum"):
            del self.globals[name]
        self.globals["namespace"] = namespace

    def getattr(self, obj: Any, attribute: str) -> Any:
        # Looked up some thousand times for each page, and so without a call that is not needed.
        kind: Any = type(obj)
        if attribute in _fields(kind):
            value = getattr(obj, attribute)
            kind = type(value)
            return value if _may_be_placed(kind) else self.unsafe_undefined(obj, attribute)
        return self._other(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Undefined):
            return obj[argument]
        try:
            return obj[argument]
        except (TypeError, LookupError):
            return self.getattr(obj, argument) if isinstance(argument, str) else self._missing(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """For the filter `attr`, which looks the value up by itself."""
        kind = _kind(obj)
        return attr in _known(kind) and (attr not in _fields(kind) or _may_be_placed(_kind(value)))

    def is_safe_callable(self, obj: Any) -> bool:
        if isinstance(obj, Undefined | Macro | BlockReference | LoopContext):
            return True
        if isinstance(obj, types.BuiltinMethodType | types.MethodType):
            return obj.__name__ in _METHODS.get(type(obj.__self__), ())
        return any(obj is known for known in self.globals.values())

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" and abs(right) > _LARGEST_POWER:
            raise OverflowError(f"a power of {right} is too large")
        return super().call_binop(context, operator, left, right)

    def _other(self, obj: Any, name: str) -> Any:
        """What is no field of a view."""
        if isinstance(obj, Undefined):
            return getattr(obj, name) if not name.startswith("_") else self.unsafe_undefined(obj, name)
        if name in _known(_kind(obj)):
            return getattr(obj, name)
        if isinstance(obj, TemplateModule | Namespace):
            # What a template exports or sets itself, and nothing that Python keeps beside it.
            found = obj.__dict__ if isinstance(obj, TemplateModule) else _values(obj)
            if name in found and not name.startswith("_"):
                return found[name]
        elif isinstance(obj, _HAVE_ITEMS):
            try:
                return obj[name]
            except LookupError:
                pass
        return self._missing(obj, name)

    def _missing(self, obj: Any, name: Any) -> Undefined:
        if isinstance(name, str) and (name.startswith("_") or hasattr(type(obj), name)):
            return self.unsafe_undefined(obj, name)
        return self.undefined(obj=obj, name=name)


def drawn(function: Callable[..., str]) -> Callable[..., Markup]:
    """A function of ours that gives markup; it escapes what it is given, and a test feeds it hostile text."""
    return lambda *arguments: Markup(function(*arguments))  # noqa: S704


@cache
def _fields(kind: Hashable) -> frozenset[str]:
    """The declared fields of a view of ours, and what it works out of them."""
    assert isinstance(kind, type)
    if not kind.__module__.startswith(_OURS):
        return frozenset()
    if dataclasses.is_dataclass(kind):
        names = {field.name for field in dataclasses.fields(kind)}
    elif issubclass(kind, tuple) and hasattr(kind, "_fields"):
        names = set(kind._fields)
    else:
        return frozenset()
    worked_out = {name for name, value in vars(kind).items() if isinstance(value, property | cached_property)}
    return frozenset(name for name in names | worked_out if not name.startswith("_"))


@cache
def _known(kind: Hashable) -> frozenset[str]:
    """All that may be looked up on an object of exactly this type."""
    assert isinstance(kind, type)
    if kind.__module__ == "jinja2.filters" and issubclass(kind, tuple):
        # What the filter `groupby` gives.
        return frozenset(getattr(kind, "_fields", ()))
    return _fields(kind) | _METHODS.get(kind, frozenset()) | _DATA.get(kind, frozenset())


@cache
def _may_be_placed(kind: Hashable) -> bool:
    """Whether a field may hold it: text, a number, nothing, views of ours, and rows or tables of them."""
    assert isinstance(kind, type)
    return issubclass(kind, _PLAIN) or kind in (tuple, list, dict) or bool(_fields(cast("Hashable", kind)))


def _kind(value: Any) -> Hashable:
    # A type is hashable, which the type checker does not know of types that it does not know.
    return cast("Hashable", type(value))


def _values(space: Namespace) -> dict[str, Any]:
    return cast("dict[str, Any]", object.__getattribute__(space, "_Namespace__attrs"))
