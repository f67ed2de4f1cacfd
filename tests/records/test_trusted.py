"""Our own files skip pydantic's checks at run time, so here they go through them in full."""

from __future__ import annotations

import pytest

from sustainrubric.instruments.rubric import Category, Level, Rubric
from sustainrubric.instruments.shipped import built_unchecked, instrument_path, load_rubric, model_in
from sustainrubric.records.assessment import Assessment, Evidence, Rating
from sustainrubric.records.load import load

RUBRICS = ["sustainability@1.0.0"]


@pytest.mark.parametrize("reference", RUBRICS)
def test_a_shipped_rubric_is_valid_in_full(reference: str) -> None:
    loaded = load(str(instrument_path(reference)))
    assert loaded.problems == ()
    assert loaded.model_as(Rubric).reference == reference


@pytest.mark.parametrize("reference", RUBRICS)
def test_a_rubric_built_without_checks_equals_the_one_built_with_them(reference: str) -> None:
    checked = load(str(instrument_path(reference))).model_as(Rubric)
    unchecked = load_rubric(reference)
    assert unchecked is not None
    assert unchecked == checked
    assert unchecked.model_dump() == checked.model_dump()
    assert list(unchecked.elements.items()) == list(checked.elements.items())
    assert unchecked.points == checked.points


@pytest.mark.parametrize("reference", RUBRICS)
def test_lists_become_tuples_so_that_nothing_can_be_changed(reference: str) -> None:
    rubric = load_rubric(reference)
    assert rubric is not None
    lists = [rubric.levels, rubric.categories, rubric.introduction, rubric.categories[0].variables]
    assert {
        type(each) for each in [*lists, *(element.questions for element in rubric.elements.values())]
    } == {tuple}


def test_what_a_model_leaves_out_has_its_default() -> None:
    category = built_unchecked(Category, {"id": "1", "title": "t", "description": "d", "variables": []})
    assert (category.variables, category.variables_introduction) == ((), None)


@pytest.mark.parametrize(
    ("annotation", "model"),
    [
        (Level, Level),
        (Rubric.model_fields["levels"].annotation, Level),
        (Rating.model_fields["evidence"].annotation, Evidence),
        (Assessment.model_fields["ratings"].annotation, Rating),
        (Rubric.model_fields["title"].annotation, None),
        (None, None),
    ],
)
def test_the_model_an_annotation_is_about_is_found(annotation: object, model: object) -> None:
    assert model_in(annotation) is model
