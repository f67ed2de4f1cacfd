"""What a template can reach: over all pages data and nothing else, and no known way out."""

from __future__ import annotations

import dataclasses
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jinja2 import Template, TemplateError, Undefined
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import Macro
from pydantic import BaseModel

from sustainrubric.pages.environment import html_environment, markdown_environment
from sustainrubric.pages.sandbox import Sandbox
from tests.conftest import ROOT, Result

Sustain = Callable[..., Result]
EXAMPLES = ROOT / "examples"
PAGES = {
    path.name
    for kind in ("html", "markdown")
    for path in (ROOT / "templates" / kind).iterdir()
    if path.name.endswith(("html.j2", "md.j2")) and path.name not in ("page.html.j2", "parts.html.j2")
}


class Seen:
    """All that templates were given, called and looked up, and which of them made a page."""

    def __init__(self) -> None:
        self.roots: dict[str, tuple[Sandbox, Any]] = {}
        self.templates: set[str] = set()

    def note(self, where: str, environment: Sandbox, value: Any) -> None:
        self.roots.setdefault(where, (environment, value))


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    seen = Seen()
    render, call = Template.render, Sandbox.call

    def noted_render(self: Template, *arguments: Any, **names: Any) -> str:
        environment = self.environment
        assert isinstance(environment, Sandbox), f"{self.name} runs outside of the sandbox"
        seen.templates.add(str(self.name))
        for name, value in {**self.globals, **dict(*arguments, **names)}.items():
            seen.note(f"{self.name}: {name}", environment, value)
        return render(self, *arguments, **names)

    def noted_call(self: Sandbox, context: Any, called: Any, *arguments: Any, **names: Any) -> Any:
        given = call(self, context, called, *arguments, **names)
        if not isinstance(called, Macro):
            seen.note(f"{context.name}: {getattr(called, '__name__', called)}()", self, given)
        return given

    monkeypatch.setattr(Template, "render", noted_render)
    monkeypatch.setattr(Sandbox, "call", noted_call)
    return seen


def make_every_page(sustain: Sustain) -> None:
    old, new = (str(EXAMPLES / "assessments" / "literacy" / f"{year}-fall.yaml") for year in ("2025", "2026"))
    sustain("report", str(EXAMPLES), "-o", "site", code=None)
    for form in ("html", "markdown"):
        sustain("report", new, "--previous", old, "-o", "-", "--format", form)
        sustain("report", str(EXAMPLES / "worksheet.yaml"), "-o", "-", "--format", form)
        sustain("report", str(EXAMPLES / "priorities.yaml"), "-o", "-", "--format", form)
        sustain("diff", old, new, "--format", form)
        sustain("trend", old, new, "--format", form)
        sustain("plan", str(EXAMPLES), "--format", form, code=None)
    sustain("report", new, "-o", "-", "--print", "summary")
    # In the example one ballot is missing, and there is no card before all are in.
    shutil.copytree(EXAMPLES / "assessments" / "educator-evaluation", "panel")
    panel = Path("panel") / "2026-fall.yaml"
    panel.write_text(panel.read_text("utf-8").replace(", ewoods, tnguyen]", ", ewoods]"), "utf-8")
    sustain("kit", str(panel), "-o", "kit", "--on", "2026-10-14")
    sustain("panel", "ballot", str(panel), "--rater", "rpatel")
    sustain("panel", "card", str(panel), "--rater", "rpatel")


def forbidden(value: Any, environment: Sandbox, where: str) -> Iterator[str]:
    """What is not data among all that can be reached from `value`, each with its way."""
    left, known = [(where, value)], set[int]()
    while left:
        where, value = left.pop()
        if id(value) in known or value is None or isinstance(value, Undefined):
            continue
        known.add(id(value))
        if isinstance(value, str | int | float | Fraction | range):
            continue
        if type(value) in (tuple, list, type({}.items())):
            left += [(f"{where}[]", item) for item in value]
        elif type(value) is dict:
            left += [(f"{where}[{key!r}]", item) for key, item in value.items()]
        elif callable(value) and type(value) is type(forbidden):
            yield from reached(value, environment, where, ())
        elif dataclasses.is_dataclass(value) or (isinstance(value, tuple) and hasattr(value, "_fields")):
            declared = declared_names(type(value))
            yield from reached(value, environment, where, declared)
            left += [(f"{where}.{name}", getattr(value, name)) for name in declared]
        else:
            yield f"{where} is a {type(value).__module__}.{type(value).__name__}"


def declared_names(kind: type) -> set[str]:
    fields: Iterable[str] = getattr(kind, "__dataclass_fields__", getattr(kind, "_fields", ()))
    properties = {name for name, value in vars(kind).items() if isinstance(value, property)}
    return {name for name in {*fields, *properties} if not name.startswith("_")}


def reached(value: Any, environment: Sandbox, where: str, declared: Iterable[str]) -> Iterator[str]:
    """Names beside those declared that a template may look up all the same."""
    for name in {*dir(value), *dir(type(value)), "__class__", "__dict__", "__globals__"} - set(declared):
        for look in (environment.getattr, environment.getitem):
            if not isinstance(look(value, name), Undefined):
                yield f"{where}.{name}"


@pytest.mark.deep
def test_all_that_any_template_reaches_over_all_pages_is_data(sustain: Sustain, seen: Seen) -> None:
    make_every_page(sustain)
    parts = {
        "overview",
        "first_screen",
        "element",
        "category",
        "contents",
        "highlights",
        "plan",
        "scores",
        "since",
        "background",
        "panel",
    }
    included = {f"{name}.{form}.j2" for name in (*parts, "method") for form in ("html", "md")}
    assert seen.templates >= PAGES - included
    found = [
        wrong
        for where, (environment, value) in seen.roots.items()
        for wrong in forbidden(value, environment, where)
    ]
    assert sorted(set(found)) == []


class Kept(BaseModel):
    """A model as those of ours are, in place of one that slips into a view."""

    name: str = "kept"


@dataclasses.dataclass
class View:
    model: Any
    name: str = "a view"

    def method(self) -> str:
        return "reached"


class Pair(NamedTuple):
    left: Any
    right: str = "right"

    @property
    def both(self) -> str:
        return f"{self.left} and {self.right}"


class Foreign(NamedTuple):
    """As `Pair`, of a module that is not ours."""

    left: str = "left"


@dataclasses.dataclass
class WorkedOut:
    inner: View
    _hidden: str = "hidden"

    @property
    def twice(self) -> str:
        return self.inner.name * 2

    @cached_property
    def once(self) -> tuple[str, ...]:
        return (self.inner.name,)

    @property
    def path(self) -> Path:
        return Path("/")


class NoView:
    name = "no view"
    _fields = ("name",)


class NoPair(tuple[int, ...]):
    name = "no pair"


for kind in (View, Pair, WorkedOut, NoView, NoPair):
    kind.__module__ = "sustainrubric.pages.of_a_test"

ESCAPES = [
    "{{ ''.__class__.__mro__ }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ ['']|map(attribute='__class__')|join }}",
    "{{ ['']|map('attr', '__class__')|join }}",
    "{{ ['', 'a']|sort(attribute='__class__') }}",
    "{{ ['', 'a']|groupby('__class__') }}",
    "{{ '{0.__class__}'.format('') }}",
    "{{ ''.format_map({}) }}",
    "{{ 'a'.encode() }}",
    "{{ ''.maketrans('a', 'b') }}",
    "{{ frame.__globals__ }}",
    "{{ frame.__code__ }}",
    "{{ frame().__class__ }}",
    "{{ frame().light.pop('ink') }}",
    "{{ frame().light.update({}) }}",
    "{{ frame().__init__ }}",
    "{{ range.__globals__ }}",
    "{{ namespace.__globals__ }}",
    "{{ namespace()._Namespace__attrs }}",
    "{{ namespace().__class__ }}",
    "{{ cycler }}",
    "{{ joiner }}",
    "{{ lipsum.__globals__ }}",
    "{{ dict.mro() }}",
    "{{ self.__class__ }}",
    "{{ self._TemplateReference__context }}",
    "{% macro a() %}{% endmacro %}{{ a._func }}",
    "{% macro a() %}{% endmacro %}{{ a.__call__ }}",
    "{% macro a() %}{% endmacro %}{{ a._environment }}",
    "{% block b %}{{ self.b._context }}{% endblock %}",
    "{% for a in 'b' %}{{ loop._iterator }}{% endfor %}",
    "{% for a in 'b' %}{{ loop.__class__ }}{% endfor %}",
    "{% for a in 'b' %}{{ loop.cycle.__func__ }}{% endfor %}",
    "{{ ''.join.__self__ }}",
    "{{ {}.items.__self__ }}",
    "{{ {}.fromkeys }}",
    "{{ {}.setdefault('a', 1) }}",
    "{{ [].append(1) }}",
    "{{ (1).real }}",
    "{{ (1).to_bytes(1, 'big') }}",
    "{{ (1.5).hex() }}",
    "{{ ([1]|map('string')).gi_frame }}",
    "{{ view.model }}",
    "{{ view['model'] }}",
    "{{ view|attr('model') }}",
    "{{ [view]|map(attribute='model')|join }}",
    "{{ view.method }}",
    "{{ view.method() }}",
    "{{ view|attr('method') }}",
    "{{ view.__dataclass_fields__ }}",
    "{{ rows[0].name }}",
    "{{ rows[0].parse_raw('x') }}",
    "{{ rows[0].model_dump() }}",
    "{{ rows[0]['model_dump'] }}",
    "{{ rows|map(attribute='name')|join }}",
    "{{ rows[1].parent }}",
    "{{ rows[1].read_text() }}",
    "{{ rows[2]('x') }}",
    "{{ rows[2].__self__ }}",
    "{{ rows[3].modules }}",
    "{{ rows[4]('x') }}",
    "{{ rows[4].mro }}",
    "{{ missing.__class__ }}",
    "{{ missing.name }}",
    "{{ missing() }}",
]


@pytest.mark.parametrize("template", ESCAPES)
@pytest.mark.parametrize("environment", [html_environment, markdown_environment], ids=["html", "markdown"])
def test_known_ways_out_are_closed(environment: Callable[[], Sandbox], template: str) -> None:
    rows = [Kept(), Path("/"), print, sys, Path]
    with pytest.raises(TemplateError) as caught:
        environment().from_string(template).render(view=View(Kept()), rows=rows)
    assert "reached" not in str(caught.value)


@pytest.mark.parametrize("name", ["model", "method", "__class__"])
def test_what_is_closed_is_said_to_be_unsafe_and_not_to_be_missing(name: str) -> None:
    with pytest.raises(SecurityError, match="unsafe"):
        html_environment().from_string("{{ view." + name + " }}").render(view=View(Kept()))


WAYS = {
    "a field": (
        "{{ view.name }}{{ view|attr('name') }}{{ [view]|map(attribute='name')|join }}",
        "a viewa viewa view",
    ),
    "methods of text": ("{{ 'a-b'.split('-')|join('+') }}{{ 'a'.upper() }}", "a+bA"),
    "methods of tables": ("{% for key, item in {'a': 1}.items() %}{{ key }}{{ item }}{% endfor %}", "a1"),
    "an item by its name": ("{{ {'a': 1}.a }}{{ {'a': 2}['a'] }}", "12"),
    "a loop": ("{% for a in 'xy' %}{{ loop.index }}{{ loop.cycle('-', '+') }}{% endfor %}", "1-2+"),
    "a name space": ("{% set n = namespace(a=1) %}{% set n.a = 2 %}{{ n.a }}", "2"),
    "a macro": ("{% macro m(a) %}<{{ a }}>{{ caller() }}{% endmacro %}{% call m(1) %}2{% endcall %}", "<1>2"),
    "a block again": ("{% block b %}x{% endblock %}{{ self.b() }}", "xx"),
    "rows in groups": (
        "{% for g in [{'k': 1}, {'k': 1}]|groupby('k') %}{{ g.grouper }}{{ g.list|length }}{% endfor %}",
        "12",
    ),
}


WAYS |= {
    "every kind of value in a field": (
        "{% for each in kinds %}{{ each.model }} {% endfor %}", "text 1 1.5 2/3 None (1, 2) [1] {&#39;a&#39;: 1} True "
    ),
    "a view in a view": ("{{ worked.inner.name }} {{ worked|attr('inner')|attr('name') }}", "a view a view"),
    "what a view works out": ("{{ worked.twice }}{{ worked.once[0] }}", "a viewa viewa view"),
    "a tuple with names": ("{{ pair.left }} {{ pair.both }} {{ pair[1] }} {{ pair|attr('right') }}",
                           "1 1 and right right right"),
    "a field by its name as a key": ("{{ view['name'] }}{{ pair['right'] }}", "a viewright"),
    "what is not there": (
        "{{ nothing|default('-') }}{{ view.nothing|default('-') }}{{ {'a': 1}.b|default('-') }}"
        "{{ {'a': 1}['b']|default('-') }}{{ [1][5]|default('-') }}{{ 'a'.nothing|default('-') }}"
        "{{ view|attr('nothing')|default('-') }}{{ nothing is defined }}",
        "-------False",
    ),
    "a method before an item of its name": ("{{ {'items': 1}.items()|list|length }}{{ {'items': 1}['items'] }}", "11"),
    "a method by its name as a key": ("{{ 'ab'['upper']() }}", "AB"),
    "all that a loop knows": (
        "{% for a in 'xyy' recursive %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}"
        "{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.depth }}{{ loop.depth0 }}"
        "{{ loop.previtem|default('-') }}{{ loop.nextitem|default('-') }}{{ loop.changed(a) }} {% endfor %}",
        "1032TrueFalse310-yTrue 2121FalseFalse310xyTrue 3210FalseTrue310y-False ",
    ),
    "what a macro tells of itself": (
        "{% macro m(a, b=1) %}{% endmacro %}{{ m.name }}{{ m.arguments|join }}{{ m.catch_kwargs }}{{ m.catch_varargs }}"
        "{{ m.caller }}",
        "mabFalseFalseFalse",
    ),
    "a name space with a name that is not there": ("{% set n = namespace(a=1) %}{{ n.b|default('-') }}", "-"),
    "rows in groups by their names": (
        "{% for g in [{'k': 1}]|groupby('k') %}{{ g|attr('grouper') }}{{ g[1]|length }}{% endfor %}", "11"
    ),
    "a method by the filter": ("{{ ('a'|attr('upper'))() }}", "A"),
    "powers and products": ("{{ 2 ** 3 }} {{ 1 ** 1000 }} {{ 2 ** -1 }} {{ 'a' * 3 }} {{ 1 ** -1000 }}",
                            "8 1 0.5 aaa 1.0"),
}  # fmt: skip


@pytest.mark.parametrize("template", ["{{ 2 ** 1001 }}", "{{ 2 ** -1001 }}", "{{ 2 ** (500 + 501) }}"])
def test_no_power_takes_for_ever(template: str) -> None:
    with pytest.raises(OverflowError, match="is too large"):
        html_environment().from_string(template).render()


UNSAFE = {
    # what is looked up, and whether it is there but closed
    "view.method": True,
    "view.nothing": False,
    "'a'.encode": True,
    "'a'.nothing": False,
    "'a'._nothing": True,
    "nothing.name": False,
    "nothing._name": True,
    "nothing['name']": False,
    "rows.name": True,
    "foreign.left": True,
    "worked._hidden": True,
    "worked.path": True,
    "pair._replace": True,
    "pair.count": True,
    "other.name": True,
    "{'a': 1}.popitem": True,
    "{'a': 1}._a": True,
    "namespace(a=1)._a": True,
    "[1].append": True,
    "[1][9]": False,
    "(1).real": True,
    "none.x": False,
}


@pytest.mark.parametrize("looked_up", UNSAFE)
def test_what_is_closed_and_what_is_missing_are_told_apart(looked_up: str) -> None:
    expected = SecurityError if UNSAFE[looked_up] else UndefinedError
    with pytest.raises(expected):
        rendered("{{ " + looked_up + " }}")


def test_a_look_up_of_jinja_itself_is_held_to_the_same() -> None:
    environment, view = html_environment(), View(Kept())
    looked_up = {
        name: environment.is_safe_attribute(view, name, getattr(view, name))
        for name in ("name", "model", "method")
    }
    assert looked_up == {"name": True, "model": False, "method": False}
    assert environment.is_safe_attribute("a", "upper", "a".upper)
    assert not environment.is_safe_attribute("a", "encode", "a".encode)


def rendered(template: str) -> str:
    values = ("text", 1, 1.5, Fraction(2, 3), None, (1, 2), [1], {"a": 1}, True)
    return (
        html_environment()
        .from_string(template)
        .render(
            view=View(None),
            kinds=[View(value) for value in values],
            worked=WorkedOut(View(None)),
            pair=Pair(1),
            other=NoView(),
            rows=NoPair(),
            foreign=Foreign(),
        )
    )


@pytest.mark.parametrize("case", WAYS)
def test_what_templates_are_made_of_still_works(case: str) -> None:
    template, shown = WAYS[case]
    assert rendered(template) == shown
