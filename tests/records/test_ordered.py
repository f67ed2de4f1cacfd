"""New data is laid out in the model's order, in whatever order it was given."""

from __future__ import annotations

from sustainrubric.base.fields import Layout
from sustainrubric.records.assessment import Assessment
from sustainrubric.yaml.writer import in_order

LAYOUT = Layout(Assessment, {"ratings": ["1.A.i", "1.A.ii"]})


def test_keys_stand_where_the_layout_has_them_at_every_depth() -> None:
    data = {
        "ratings": {
            "1.A.ii": {"evidence": [{"where": "b", "what": "a"}], "level": "strong"},
            "9.Z": {},
            "1.A.i": {"criteria": {"10": "strong", "2": "strong"}},
        },
        "kind": "assessment",
    }
    ordered = in_order(data, LAYOUT)
    assert ordered == data
    assert list(ordered) == ["kind", "ratings"]
    assert list(ordered["ratings"]) == ["1.A.i", "1.A.ii", "9.Z"]
    assert list(ordered["ratings"]["1.A.i"]["criteria"]) == ["2", "10"]
    assert list(ordered["ratings"]["1.A.ii"]) == ["level", "evidence"]
    assert list(ordered["ratings"]["1.A.ii"]["evidence"][0]) == ["what", "where"]


def test_what_the_layout_does_not_know_keeps_its_order() -> None:
    assert list(in_order({"z": 1, "a": 2}, Layout())) == ["z", "a"]
