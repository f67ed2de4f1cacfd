"""The rubric as a reference page of a site: all of its words, in the shape they have in the source."""

from __future__ import annotations

import re

import pytest

from sustainrubric.instruments.shipped import load_rubric
from sustainrubric.site.rubric_page import rubric_to_html
from tests.report.test_to_html import Page


@pytest.fixture(scope="module")
def text() -> str:
    rubric = load_rubric("sustainability@1.0.0")
    assert rubric is not None
    return rubric_to_html(rubric)


def test_words_that_the_instrument_stresses_are_stressed(text: str) -> None:
    assert "are called <em>variables</em> because" in text
    assert "focuses on the <em>inputs</em> (activities" in text
    assert "*" not in Page(text).text


def test_every_text_of_the_rubric_is_there(text: str) -> None:
    rubric = load_rubric("sustainability@1.0.0")
    assert rubric is not None
    said = _plain(Page(text).text)
    for category in rubric.categories:
        texts = [category.description, category.variables_introduction, category.variables_conclusion]
        for element in (element for variable in category.variables for element in variable.elements):
            texts += [element.title, *element.questions, *(sign.text for sign in element.look_fors)]
            texts += [criterion.name for criterion in element.criteria]
        for line in (line for one in texts for line in (one or "").splitlines()):
            assert _plain(line.removeprefix("- ")) in said


def test_every_part_can_be_linked_to(text: str) -> None:
    anchors = {attributes["id"] for _, attributes in Page(text).elements if "id" in attributes}
    assert {
        "category-1",
        "variable-1.A",
        "element-1.A.i",
        "criterion-1.A.i.3",
        "look-for-1.A.i.L2",
    } <= anchors


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("*", "")).strip()
