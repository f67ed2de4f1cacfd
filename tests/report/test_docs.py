"""docs/templates.md lists the fields that the code has."""

from __future__ import annotations

import importlib.util

from tests.conftest import ROOT


def test_the_fields_listed_are_those_of_the_code() -> None:
    path = ROOT / "docs" / "make_templates.py"
    spec = importlib.util.spec_from_file_location("make_templates", path)
    assert spec
    assert spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    assert page.endswith(maker.fields_text()), "run docs/make_templates.py"


def test_every_template_that_makes_a_page_is_listed() -> None:
    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    for path in (ROOT / "templates" / "html").glob("*.html.j2"):
        if "{% extends" in path.read_text(encoding="utf-8"):
            assert f"## {path.name}" in page
