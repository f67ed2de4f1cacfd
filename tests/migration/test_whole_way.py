"""A way on which everything occurs: what becomes of each part of a file, what is told of it, and its draft."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from sustainrubric.base.errors import InvalidFile, WrongUsage
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.shipped import newest_rubric
from sustainrubric.migration.alignment import Alignment, Row, align, same_words
from sustainrubric.migration.back import back
from sustainrubric.migration.draft import draft_mapping
from sustainrubric.migration.lists import FORMATS, Moved, lists_text
from sustainrubric.migration.migrate import Migration, migrate
from sustainrubric.migration.move_file import comments_left, rewritten
from sustainrubric.migration.sources import Way, mapping_checksum, way_between
from sustainrubric.records.load import Loaded, load_bytes
from sustainrubric.records.mapping import Mapping as MappingFile
from sustainrubric.records.mapping import MappingRow
from sustainrubric.records.own_instruments import OwnCatalog
from tests.migration.test_migrate import small, way
from tests.rating.build import LEVELS, small_rubric

Golden = Callable[[str, str], None]

SHA = "sha256:" + "0" * 64
ROWS = (
    Row(("1.A.2",), ("n.2",), "equal"),
    Row(("1.A.3",), ("1.A.3",), "reworded", "Other *words*."),
    Row(("1.A.4",), ("n.4", "n.5"), "superset", "Two now."),
    Row(("1.A.5", "1.A.6"), ("n.6",), "subset", "One now."),
    Row(("1.A.7",), (), "none", "Left\nout."),
    Row((), ("n.7",), "none"),
)
ACTIONS = [
    {"what": f"Do {status}", "status": status} for status in ("planned", "under-way", "done", "dropped")
]
RATINGS: dict[str, Any] = {
    "1.A.1": {"level": "strong", "rationale": "As it was."},
    "1.A.2": {"criteria": {"1": "strong", "2": None}},
    "1.A.3": {"level": "unknown", "target": "strong", "actions": [*ACTIONS, {"what": "Do"}, {"what": "Do"}]},
    "1.A.4": {
        "criteria": {"1": "emerging", "2": "strong", "3": "strong"},
        "rationale": "Most do.",
        "evidence": [{"what": "Law"}, {"what": "List"}, {"what": "Law"}],
        "actions": ACTIONS[:1],
        "priority": "medium",
    },
    "1.A.5": {
        "level": "not-applicable",
        "priority": "low",
        "target": "exemplary",
        "evidence": [{"what": "Law"}],
    },
    "1.A.6": {"level": "exemplary", "priority": "high", "target": "strong", "rationale": "All\ndo."},
    "1.A.7": {"level": "strong", "rationale": "Gone."},
    "1.A.8": {"level": None, "evidence": []},
}
WEIGHTS = {"1.A.1": 2, "1.A.2": 3, "1.A.3": 0.5, "1.A.4": 4, "1.A.5": 0.25, "1.A.7": 9}


def whole() -> Migration:
    data = small(RATINGS, weights=WEIGHTS, previous={"round": "2025-fall", "levels": {"1.A.1": "strong"}})
    return migrate(data, way(*ROWS), mapping=SHA, date="2027-01-15")


def test_what_becomes_of_each_part(golden: Golden) -> None:
    golden("migration/moved.json", json.dumps(whole().data, indent=1) + "\n")


def lists(
    *, comments: int, output: str = "out/b.yaml", mapping: str = "m.yaml", found: Migration | None = None
) -> Moved:
    return Moved("a.yaml", output, "small@1.0.0", "ours@2.0.0", mapping, found or whole(), comments)


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_told(golden: Golden, form: str) -> None:
    nothing = migrate(small({}), way(), mapping=SHA, date="2027-01-15")
    several = [lists(comments=2), lists(comments=1, output="", mapping="", found=nothing), lists(comments=0)]
    for name, moved in (("one", several[:1]), ("several", several)):
        golden(f"migration/told-of-{name}.{form}", lists_text(moved, form) + "\n")


def changed(rubric: Rubric, version: str = "2.0.0", /, **changes: dict[str, Any] | None) -> Rubric:
    """The rubric as `ours`, with other parts of elements; with None an element is left out."""
    data = rubric.model_dump(mode="json")
    data |= {"id": "ours", "version": version}
    elements = data["categories"][0]["variables"][0]["elements"]
    for element in list(elements):
        change = changes.get(f"e{element['id'].rpartition('.')[2]}", {})
        if change is None:
            elements.remove(element)
        else:
            element |= change
    return Rubric.model_validate(data)


def criteria(element: str, *numbers: int, **words: str) -> list[dict[str, Any]]:
    return [{"id": f"{element}.{n}", "name": "c", **dict.fromkeys(LEVELS, "d"), **words} for n in numbers]


OLD = changed(small_rubric([13]), "1.0.0", e3={"title": "Moved on"}, e13={"title": "Moved on"})
NEW = changed(
    small_rubric([17]),
    e1={"title": "Element\n1.A.1"},
    e2={"title": "Other"},
    e3=None,
    e4={"questions": ["Why?"]},
    e5={"criteria": [*criteria("1.A.5", 1, strong="other"), *criteria("1.A.5", 2, 3)]},
    e6={"criteria": criteria("1.A.6", 2, 3, 4)},
    e7={"look_fors": [{"id": "1.A.7.L1", "text": "other"}, {"id": "1.A.7.L3", "text": "l"}]},
    e8=None,
    e9={"look_fors": [{"id": "1.A.9.L1", "text": "l "}, {"id": "1.A.9.L2", "text": "l"}]},
    e13=None,
    e14={"title": "Moved on"},
    e15={"title": "Moved on"},
    e16={"title": "Moved on"},
    e17={"title": "Quite\nnew"},
)


def test_a_draft_says_what_is_plain_and_asks_for_the_rest(golden: Golden) -> None:
    golden("migration/draft.yaml", draft_mapping(OLD, NEW))
    golden("migration/draft-of-nothing.yaml", draft_mapping(OLD, OLD))


def test_words_are_the_same_however_their_lines_are_broken() -> None:
    assert same_words(OLD, NEW, "1.A.1", "1.A.1")
    assert same_words(OLD, NEW, "1.A.3", "1.A.14")
    assert not same_words(OLD, NEW, "1.A.2", "1.A.2")


def row(sources: str, targets: str, relation: str = "subset", why: str = "So.") -> MappingRow:
    return MappingRow.model_validate(
        {"from": sources.split(), "to": targets.split(), "relation": relation, "why": why}
    )


def test_what_no_row_names_is_left_out_or_new() -> None:
    old, new = changed(small_rubric([3])), changed(small_rubric([4]), e3=None)
    rows = [row("1.A.2", "1.A.1", "equal"), row("1.A.1", "1.A.1", "equal")]
    # 1.A.2 of the old one became 1.A.1, so the 1.A.2 of the new one is another, and so for what is left.
    assert align(rows[:1], old, new).rows == (
        Row(("1.A.2",), ("1.A.1",), "equal", "So."),
        Row((), ("1.A.2",), "none"),
        Row((), ("1.A.4",), "none"),
        Row(("1.A.1",), (), "none"),
        Row(("1.A.3",), (), "none"),
    )
    assert align(rows[1:], old, new).rows == (Row((), ("1.A.4",), "none"), Row(("1.A.3",), (), "none"))
    assert (ROWS[2].is_split, ROWS[2].is_merge) == (True, False)
    assert (ROWS[3].is_split, ROWS[3].is_merge) == (False, True)
    assert (ROWS[1].is_split, ROWS[1].is_merge) == (False, False)


MOST = 1_000_000
WEIGHED: dict[str, tuple[dict[str, Any], dict[str, Any] | None, tuple[str, ...]]] = {
    "as it was": ({"1.A.1": 2}, {"1.A.1": 2, "n.6": 2}, ()),
    "under another id": ({"1.A.2": 3}, {"n.2": 3, "n.6": 2}, ()),
    "reworded": ({"1.A.3": 0.5}, {"1.A.3": 0.5, "n.6": 2}, ()),
    "split": ({"1.A.4": 4}, {"n.6": 2}, ("1.A.4",)),
    "merged, one of them without": ({"1.A.5": 0.25}, {"n.6": 1.25}, ()),
    "merged to a whole number": ({"1.A.5": 0.5, "1.A.6": 0.5}, {"n.6": 1}, ()),
    "merged to the heaviest": ({"1.A.5": MOST - 1}, {"n.6": MOST}, ()),
    "merged to more than that": ({"1.A.5": MOST - 1, "1.A.6": 1.5}, None, ("1.A.5", "1.A.6")),
    "left out": ({"1.A.7": 9}, {"n.6": 2}, ()),
    "none": ({}, {"n.6": 2}, ()),
}


@pytest.mark.parametrize("case", WEIGHED)
def test_a_weight_goes_where_its_element_goes(case: str) -> None:
    weights, moved, left = WEIGHED[case]
    found = migrate(small({}, weights=weights), way(*ROWS), mapping=SHA, date="2027-01-15")
    there = found.data.get("weights")
    # A whole number is written as one.
    assert repr(there) == repr(moved)
    assert found.unweighted == left


LEVEL_CASES: list[tuple[list[Any], str | None]] = [
    # what the two sources of a merge say, and the level that is to be confirmed
    ([{"level": "strong"}, {"level": "emerging"}], "emerging"),
    ([{"level": "strong"}, {"level": "unknown"}], "strong"),
    ([{"level": "unknown"}, {"level": "not-applicable"}], "unknown"),
    ([{"level": "not-applicable"}, None], "not-applicable"),
    ([{"criteria": {"1": "strong", "2": "emerging", "3": "strong"}}, {}], "strong"),
    ([{"level": "strong", "criteria": {"1": "emerging"}}, {}], "strong"),
    ([{"criteria": {"1": None}}, {"criteria": None}], None),
    ([None, None], None),
]


@pytest.mark.parametrize("case", range(len(LEVEL_CASES)))
def test_the_lowest_level_is_to_be_confirmed(case: int) -> None:
    said, level = LEVEL_CASES[case]
    data = small(dict(zip(("1.A.5", "1.A.6"), said, strict=True)))
    there = migrate(data, way(*ROWS), mapping=SHA, date="2027-01-15").data
    assert there.get("previous", {}).get("levels", {}) == ({"n.6": level} if level else {})


LOST: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "nothing": ({}, ()),
    "an equal rating": ({"ratings": {"1.A.1": {"level": "emerging"}}}, ()),
    "a weight of what was split": ({"weights": {"n.4": 2}}, ("the weight of n.4",)),
    "a weight of what is equal": ({"weights": {"n.2": 9}}, ()),
    "a rating anew": ({"ratings": {"n.7": {"level": "strong"}}}, ("the rating of n.7",)),
    "an empty rating anew": ({"ratings": {"n.7": None}}, ()),
    "what is to be confirmed": ({"previous": None}, ("what is to be confirmed, under 'previous'",)),
}


@pytest.mark.parametrize("case", LOST)
def test_what_has_no_place_on_the_way_back_is_told(case: str) -> None:
    changes, lost = LOST[case]
    there = whole().data
    for key, value in changes.items():
        there[key] = {**there[key], **value} if isinstance(value, Mapping) else value
    assert back(there).lost == lost


def test_the_way_back_of_keys_with_nothing_after_them() -> None:
    cases: list[dict[str, Any]] = [
        {"weights": None},
        {"weights": {}},
        {"weights": {"1.A.7": 2}},
        {},
        {"previous": None},
    ]
    for more in cases:
        for ratings in (None, {}, RATINGS):
            data = small({}, **more) | {"ratings": ratings}
            there = migrate(data, way(*ROWS), mapping=SHA, date="2027-01-15").data
            assert back(there) == (data, ())
    there = migrate(small({}), way(), mapping=SHA, date="2027-01-15").data
    there["weights"] = {"1.A.1": 2}
    assert back(there).data["weights"] == {"1.A.1": 2}


class Folder(OwnCatalog):
    """A folder with these mappings."""

    def __init__(self, *files: Path) -> None:
        super().__init__(str(files[0].parent) if files else ".", ())
        self._found = files

    def mappings(self) -> list[tuple[str, MappingFile]]:
        return [(str(file), mapping_in(file)) for file in self._found]


def mapping_in(file: Path) -> MappingFile:
    return loaded(file.read_bytes(), str(file)).model_as(MappingFile)


def loaded(text: bytes, file: str = "a.yaml") -> Loaded:
    return load_bytes(text, file)


def written(folder: Path, name: str, old: str, new: str, rows: str) -> Path:
    path = folder / name
    path.write_text(f"kind: mapping\nformat: 1\nfrom: {old}\nto: {new}\nrows: {rows}\n", encoding="utf-8")
    return path


def test_the_mapping_named_or_the_only_one_of_the_folder_is_taken(folder: Path) -> None:
    old, new = small_rubric([3]), changed(small_rubric([2]))
    rows = "[{from: [1.A.3], to: [], relation: none, why: Gone.}]"
    good = written(folder, "good.yaml", old.reference, new.reference, rows)
    other = written(folder, "other.yaml", old.reference, "else@1.0.0", rows)
    bad = written(folder, "bad.yaml", old.reference, new.reference, "[]")
    found = Way(Alignment(old.reference, new.reference, (Row(("1.A.3",), (), "none", "Gone."),)),
                mapping_checksum(mapping_in(good)), str(good))  # fmt: skip
    assert way_between(old, new, Folder(other, good)) == found
    assert way_between(old, new, Folder(good, good), str(good)) == found
    with pytest.raises(WrongUsage, match=r"several mappings from small@1.0.0 to ours@2.0.0: .*; name one"):
        way_between(old, new, Folder(good, bad))
    with pytest.raises(
        WrongUsage, match=r"no mapping from small@1.0.0 to ours@2.0.0, and no row says what becomes"
    ):
        way_between(old, new, Folder(other))
    with pytest.raises(InvalidFile, match=r"bad\.yaml"):
        way_between(old, new, Folder(bad))
    for reverse, words in (
        (False, "to else@1.0.0, and ours@2.0.0"),
        (True, "from small@1.0.0, and ours@2.0.0"),
    ):
        with pytest.raises(InvalidFile) as caught:
            way_between(*((new, old) if reverse else (old, new)), Folder(), str(other))
        assert words in "\n".join(each.problem.message for each in caught.value.problems)
    same = way_between(old, old, Folder())
    assert (same.alignment.rows, same.file) == ((), "")


def test_a_checksum_is_of_what_a_mapping_says() -> None:
    head = {"kind": "mapping", "format": 1, "from": "a@1.0.0", "to": "b@1.0.0"}
    one = {"from": ["1.A.1"], "to": ["1.A.2"], "relation": "reworded", "why": "\u00c4."}
    variants: list[dict[str, Any]] = [
        {},
        {"from": "c@1.0.0"},
        {"to": "c@1.0.0"},
        {"rows": [one]},
        {"rows": [one, one]},
    ]
    variants += [{"rows": [one | change]} for change in (
        {"from": ["1.A.3"]}, {"to": ["1.A.3"]}, {"relation": "subset"}, {"why": "B."}
    )]  # fmt: skip
    sums = [mapping_checksum(MappingFile.model_validate(head | each)) for each in variants]
    assert len(set(sums)) == len(sums)
    # As files that were migrated hold it.
    assert sums[3] == "sha256:36063e822fc4f29ea887510f0a93bbf2b5f564fce5134f8a57e7fe6c6b9b2f2c"


TEXT = """\
# ours
kind: assessment
format: 1
rubric: sustainability@1.0.0
agency: {name: Example}   # the agency
reform: {id: literacy, name: Literacy}
round: {id: 2026-fall, date: 2026-10-15}
ratings:
  1.A.i:
    level: strong   # as said
    rationale: So.
    # of an element that goes
    evidence: [{what: Law, date: 2026-01-02}]
    actions:
      - {what: Ask, due: 2027-01-31}   # soon
"""


def test_what_stays_keeps_its_comments_and_days_stay_days(golden: Golden) -> None:
    before = loaded(TEXT.encode())
    rating = before.document.data["ratings"]["1.A.i"]
    for name, target, left in (("in its place", "1.A.i", 0), ("elsewhere", "1.B.i", 3)):
        data = {**before.document.data, "ratings": {target: rating}}
        after = rewritten(before, data, newest_rubric())
        assert after.document.data["ratings"] == {target: rating}
        assert comments_left(before, after) == left
        golden(f"migration/{name}.yaml", after.document.source.text)
