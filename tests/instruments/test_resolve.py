"""An own rubric is its base with parts left out, then reworded, then added."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.instruments.canonical import canonical_json, fingerprint
from sustainrubric.instruments.resolve import resolve_rubric
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.rubric_parts import parts_of
from tests.instruments.own import element, extension, shipped

PARTS = list(parts_of(shipped()))
BY_KIND = {kind: [part.id for part in PARTS if part.kind == kind] for kind in {part.kind for part in PARTS}}


def own(**changes: Any) -> Rubric:
    outcome = resolve_rubric(extension(**changes), shipped())
    assert outcome.problems == ()
    assert outcome.rubric is not None
    return outcome.rubric


def problems(**changes: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    outcome = resolve_rubric(extension(**changes), shipped())
    assert outcome.rubric is None
    return [(problem.code.value, problem.path) for problem in outcome.problems]


def test_no_changes_give_the_same_parts_under_another_name() -> None:
    rubric = own()
    assert rubric.reference == "jf-sustainability@1.1.0"
    assert rubric.categories == shipped().categories
    assert rubric.source.publisher == "Jefferson"
    assert [base.source.publisher for base in rubric.bases] == ["Reform Support Network"]
    assert rubric.is_draft
    assert not shipped().is_draft


def test_left_out_parts_are_gone_and_the_others_stay() -> None:
    rubric = own(leave_out=["2.B.ii", "1.B.ii.L4", "3.C"])
    gone = {part.id for part in PARTS} - {part.id for part in parts_of(rubric)}
    assert gone == {part.id for part in PARTS if part.id.startswith(("2.B.ii.", "3.C"))} | {
        "2.B.ii",
        "1.B.ii.L4",
    }


def test_new_words_stand_where_the_old_ones_did() -> None:
    words = {"1.A.i": {"title": "Align ours"}, "1.A.i.3": {"strong": "District boards.", "note": "Ours."}}
    rubric = own(reword=words | {"strong": {"name": "Solid"}, "1.A": {"description": "Short."}})
    criterion = rubric.elements["1.A.i"].criteria_by_number["3"]
    assert (criterion.strong, criterion.note) == ("District boards.", "Ours.")
    assert criterion.emerging == shipped().elements["1.A.i"].criteria_by_number["3"].emerging
    assert rubric.elements["1.A.i"].title == "Align ours"
    assert rubric.levels[2].name == "Solid"
    assert rubric.categories[0].variables[0].description == "Short."


def test_a_new_element_comes_after_the_one_it_names_or_first_in_its_variable() -> None:
    rubric = own(
        add=[
            {"after": "3.D.iii", "element": element("3.D.iv")},
            {"after": "3.D.iv", "element": element("3.D.v")},
            {"after": "3.D", "element": element("3.D.o")},
            {"after": "3.D.o.1", "criterion": element("3.D.o")["criteria"][0] | {"id": "3.D.o.2"}},
        ]
    )
    variable = rubric.categories[2].variables[3]
    assert [each.id for each in variable.elements] == [
        "3.D.o",
        "3.D.i",
        "3.D.ii",
        "3.D.iii",
        "3.D.iv",
        "3.D.v",
    ]
    assert [each.id for each in variable.elements[0].criteria] == ["3.D.o.1", "3.D.o.2"]


def test_the_outcome_is_a_rubric_like_any_other() -> None:
    rubric = own(add=[{"after": "1.A.i", "element": element("1.A.x")}], leave_out=["2.A"])
    data = rubric.model_dump(mode="json", exclude={"rests_on", "draft"})
    assert Rubric.model_validate(data).elements.keys() == rubric.elements.keys()


WRONG: dict[str, tuple[dict[str, Any], str, tuple[str | int, ...]]] = {
    "a part left out that is not there": ({"leave_out": ["9.Z"]}, "SR262", ("leave_out", 0)),
    "a level left out": ({"leave_out": ["strong"]}, "SR262", ("leave_out", 0)),
    "words for nothing": ({"reword": {"9.Z": {"title": "x"}}}, "SR262", ("reword", "9.Z")),
    "words that the part has not": (
        {"reword": {"1.A.i": {"name": "x"}}},
        "SR262",
        ("reword", "1.A.i", "name"),
    ),
    "points of a level": ({"reword": {"strong": {"title": "x"}}}, "SR262", ("reword", "strong", "title")),
    "a title taken away": ({"reword": {"1.A.i": {"title": None}}}, "SR110", ("reword", "1.A.i", "title")),
    "words for what is left out": (
        {"leave_out": ["1.A"], "reword": {"1.A.i": {"title": "x"}}},
        "SR262",
        ("reword", "1.A.i"),
    ),
    "after nothing": ({"add": [{"after": "9", "element": element("9.A")}]}, "SR262", ("add", 0, "after")),
    "after another kind": (
        {"add": [{"after": "1.A.i.L1", "element": element("1.A.x")}]},
        "SR262",
        ("add", 0, "after"),
    ),
    "an id of another part": (
        {"add": [{"after": "1.A.i", "element": element("1.B.i")}]},
        "SR263",
        ("add", 0, "element", "id"),
    ),
    "an id that was left out": (
        {"leave_out": ["2.B.ii"], "add": [{"after": "2.B.i", "element": element("2.B.ii")}]},
        "SR263",
        ("add", 0, "element", "id"),
    ),
    "an id given twice": (
        {"add": [{"after": "1.A.i", "element": element("1.A.x")}] * 2},
        "SR263",
        ("add", 1, "element", "id"),
    ),
    "an id that is a path": (
        {"add": [{"after": "1.A.i", "element": element("../../x")}]},
        "SR266",
        ("add", 0, "element", "id"),
    ),
    "a criterion of another element": (
        {"add": [{"after": "1.A.i.1", "criterion": element("1.A.x")["criteria"][0]}]},
        "SR266",
        ("add", 0, "criterion", "id"),
    ),
    "nothing added": ({"add": [{"after": "1.A.i"}]}, "SR105", ("add", 0)),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_is_told_at_its_place(case: str) -> None:
    changes, code, path = WRONG[case]
    assert (code, path) in problems(**changes)


def test_an_id_left_out_further_down_is_not_given_again() -> None:
    first = resolve_rubric(extension(leave_out=["2.B.ii"]), shipped())
    assert first.rubric is not None
    again = extension(add=[{"after": "2.B.i", "element": element("2.B.ii")}])
    second = resolve_rubric(again, first.rubric, first.retired)
    assert {problem.code.value for problem in second.problems} == {"SR263"}


_LEAVE_OUT = st.lists(st.sampled_from(PARTS), max_size=5, unique_by=lambda part: part.id)


@pytest.mark.deep
@given(_LEAVE_OUT, st.sets(st.sampled_from(BY_KIND["element"])))
def test_resolving_is_deterministic_and_leaves_the_base_alone(gone: list[Any], reworded: set[str]) -> None:
    base, before = shipped(), canonical_json(shipped())
    left = [part.id for part in gone]
    words = {
        one: {"title": f"New {one}"}
        for one in sorted(reworded)
        if not any(one == each or one.startswith(f"{each}.") for each in left)
    }
    texts = {
        canonical_json(outcome.rubric)
        for _ in range(2)
        if (outcome := resolve_rubric(extension(leave_out=left, reword=words), base)).rubric
    }
    assert len(texts) == 1
    assert canonical_json(base) == before
    backwards = dict(reversed(words.items()))
    assert resolve_rubric(extension(leave_out=left[::-1], reword=backwards), base).rubric is not None


def test_the_checksum_does_not_depend_on_how_a_rubric_came_about() -> None:
    changed = own(reword={"1.A.i": {"title": "Align ours"}})
    data = changed.model_dump(mode="json", exclude={"rests_on", "draft"})
    assert fingerprint(Rubric.model_validate(data)) == fingerprint(changed)
    assert fingerprint(changed) != fingerprint(own())


def test_what_was_worked_out_of_the_base_is_not_kept_in_the_copy() -> None:
    base = shipped()
    assert base.elements["1.A.i"].criteria_by_number["3"].strong
    rubric = own(reword={"1.A.i.3": {"strong": "District boards.", "note": "Ours."}})
    assert rubric.elements["1.A.i"].criteria_by_number["3"].strong == "District boards."
