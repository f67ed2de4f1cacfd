"""Templates are strict, sandboxed, and escape for their format."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, UndefinedError
from jinja2.exceptions import SecurityError

from sustainrubric.pages.environment import css_text, html_environment, markdown_environment

ENVIRONMENTS = pytest.mark.parametrize(
    "environment", [html_environment(), markdown_environment()], ids=["html", "md"]
)


@ENVIRONMENTS
def test_an_undefined_name_is_an_error(environment: Environment) -> None:
    with pytest.raises(UndefinedError):
        environment.from_string("{{ nothing }}").render()


@ENVIRONMENTS
def test_templates_reach_nothing_of_python(environment: Environment) -> None:
    with pytest.raises(SecurityError):
        environment.from_string("{{ ''.__class__.__mro__ }}").render()


def test_html_is_escaped_but_for_what_we_draw() -> None:
    environment = html_environment(drawn=lambda text: f"<svg>{text}</svg>")
    shown = environment.from_string("{{ text }}{{ drawn('a') }}").render(text="<b>")
    assert shown == "&lt;b&gt;<svg>a</svg>"


def test_markdown_is_escaped_once_through_a_macro() -> None:
    template = "{% macro strong(text) %}**{{ text }}**{% endmacro %}"
    template += "{{ strong(text) }} {{ [text, text] | join(', ') }}"
    shown = markdown_environment().from_string(template).render(text="*a* <b>")
    assert shown == r"**\*a\* &lt;b&gt;** \*a\* &lt;b&gt;, \*a\* &lt;b&gt;"


@given(st.text())
def test_text_in_a_style_sheet_cannot_end_its_quotation_marks(text: str) -> None:
    written = str(css_text(text))
    assert re.fullmatch(r"(?:[A-Za-z0-9 ]|\\[0-9a-f]{6})*", written)
    # As a browser reads it: one blank after an escape belongs to the escape.
    assert re.sub(r"\\([0-9a-f]{6}) ?", lambda match: chr(int(match.group(1), 16)), written) == text
