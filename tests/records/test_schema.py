"""The schemas are those of the models, and a validator that knows nothing of us agrees with us as far as it can."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sustainrubric.instruments.shipped import load_rubric
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.load import KINDS
from sustainrubric.records.schema import made_schema, schema, schema_text
from sustainrubric.records.schema_ids import ids_of_rubric
from sustainrubric.records.schema_line import ENDING
from tests.conftest import ROOT

SCHEMAS = ROOT / "schemas"
EXAMPLES = ROOT / "tests" / "examples"

# What only `sustain validate` says, because a schema looks at one value at a time.
BEYOND_A_SCHEMA = {
    "SR206": "an owner is looked up in the team",
    "SR207": "whether a rationale is needed depends on the level",
    "SR208": "two members of a team are compared",
    "SR225": "a gap that is taken up is looked up among the gaps",
    **dict.fromkeys([f"SR24{n}" for n in range(9)], "ids and dates of priorities are compared with others"),
    "SR25": "ballots, their assessment and its panel are compared with each other",
    "SR26": "instruments and mappings are looked up, resolved and compared with others",
    "SR281": "what is too faint depends on two colors",
    "SR282": "a logo is looked at",
    "SR3": "weak is no matter of shape",
}
# What a schema never gets to see, because other readers of YAML take what we refuse.
BEFORE_A_SCHEMA = {
    "anchor-and-alias": "others follow anchors",
    "not-utf8-utf16": "others read UTF-16",
    "format-decimal": "to JSON 1.0 is 1",
    "own-rubric-misnames": "what an own instrument adds takes its shape only once it is resolved",
}


def made() -> dict[str, str]:
    return {f"{kind}{ENDING}": made_schema(kind) for kind in KINDS}


def test_the_files_we_ship_are_made_from_the_models(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        for name, text in made().items():
            (SCHEMAS / name).write_text(text, encoding="utf-8", newline="\n")
    assert {path.name: path.read_text(encoding="utf-8") for path in SCHEMAS.iterdir()} == made(), (
        "run docs/make_schemas.py"
    )


@pytest.mark.deep
@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one_of_2020_12_with_a_name_that_is_no_address(kind: str) -> None:
    made_of = json.loads(schema_text(kind))
    Draft202012Validator.check_schema(made_of)
    assert made_of["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made_of["$id"] == f"urn:sustainrubric:schema:{kind}:1"


def properties(part: Any) -> list[tuple[str, dict[str, Any]]]:
    """Every key of a schema with what it says, however deep."""
    found: list[tuple[str, dict[str, Any]]] = []
    if isinstance(part, dict):
        if isinstance(part.get("properties"), dict):
            found += part["properties"].items()
        for inner in part.values():
            found += properties(inner)
    elif isinstance(part, list):
        for inner in part:
            found += properties(inner)
    return found


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("rubric", "worksheet-definition")])
def test_every_key_that_people_write_has_a_title_and_a_description(kind: str) -> None:
    made_of = json.loads(schema_text(kind))
    places = ("weights", "levels", "rationales")
    silent = {
        name
        for name, said in properties(made_of)
        if not said.get("title") or not (said.get("description") or "$ref" in said)
    }
    assert not {name for name in silent if not name[0].isdecimal()}, "write a docstring below the field"
    assert made_of["description"]
    assert places


def test_elements_criteria_and_look_fors_are_listed_with_their_words() -> None:
    rubric = load_rubric("sustainability@1.0.0")
    assert rubric is not None
    ratings = json.loads(schema_text("assessment"))["properties"]["ratings"]
    assert list(ratings["properties"]) == list(rubric.elements)
    assert ratings["additionalProperties"] is False
    for element in rubric.elements.values():
        said = ratings["properties"][element.id]
        assert element.title in said["title"]
        assert all(question in said["description"] for question in element.questions)
        criteria = said["properties"]["criteria"]["properties"]
        assert list(criteria) == [criterion.number for criterion in element.criteria]
        assert all((each.strong or "") in criteria[each.number]["description"] for each in element.criteria)
        look_fors = said["properties"]["look_fors"]["properties"]
        assert [(name, look["description"]) for name, look in look_fors.items()] == [
            (each.number, each.text) for each in element.look_fors
        ]


def test_with_two_versions_the_one_that_a_file_names_decides() -> None:
    rubric = load_rubric("sustainability@1.0.0")
    assert rubric is not None
    first = ids_of_rubric(rubric)
    second = ids_of_rubric(
        rubric.model_copy(update={"version": "2.0.0", "categories": rubric.categories[:1]})
    )
    validator = Draft202012Validator(schema("assessment", Assessment, [first, second]))
    head = {
        "kind": "assessment", "format": 1, "agency": {"name": "A"}, "reform": {"id": "a", "name": "A"},
        "round": {"id": "a", "date": "2026-01-01"},
    }  # fmt: skip
    for version, element, is_valid in (
        ("1.0.0", "1.A.i", True), ("1.0.0", "3.D.iii", True), ("1.0.0", "9.Z", False), ("2.0.0", "1.A.i", True),
        ("2.0.0", "3.D.iii", False), ("3.0.0", "1.A.i", False),
    ):  # fmt: skip
        data = {**head, "rubric": f"sustainability@{version}", "ratings": {element: {"level": "strong"}}}
        assert validator.is_valid(data) is is_valid, (version, element)


def corpus() -> list[Path]:
    """All example files but Markdown, which other tools do not take for YAML."""
    return sorted([*EXAMPLES.glob("valid/*.yaml"), *EXAMPLES.glob("invalid/*/*.yaml")])


def kind_of(file: Path) -> str:
    text = file.read_bytes().decode("utf-8", "replace")
    return next(
        (kind for kind in sorted(KINDS, key=len, reverse=True) if f"kind: {kind}" in text), "assessment"
    )


@cache
def refused_by_check_jsonschema(kind: str) -> set[str]:
    files = [str(file) for file in corpus() if kind_of(file) == kind]
    command = [sys.executable, "-m", "check_jsonschema", "-o", "json", "--schemafile"]
    done = subprocess.run(
        [*command, str(SCHEMAS / f"{kind}{ENDING}"), *files], capture_output=True, text=True, check=False
    )
    answer = json.loads(done.stdout)
    return {error["filename"] for error in (*answer.get("errors", ()), *answer.get("parse_errors", ()))}


@pytest.mark.deep
@pytest.mark.parametrize("file", corpus(), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_check_jsonschema_agrees_with_us(file: Path) -> None:
    codes = set[str]()
    if file.parent.name != "valid":
        lines = (file.parent / "expected.txt").read_text(encoding="utf-8").splitlines()
        codes = {line.split()[2] for line in lines if line.startswith(file.name)}
    expressible = {code for code in codes if not code.startswith(tuple(BEYOND_A_SCHEMA))}
    expected = bool(expressible) and file.parent.name not in BEFORE_A_SCHEMA
    assert (str(file) in refused_by_check_jsonschema(kind_of(file))) is expected, codes


def test_no_source_of_ours_is_read_to_print_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> str:
        raise OSError("could not get source code")

    monkeypatch.setattr("inspect.getsource", none)
    for kind in KINDS:
        assert schema_text(kind)


@pytest.mark.parametrize(("logo", "is_valid"), [("a.png", True), (None, True), (" ", False), ("", False)])
def test_a_text_that_may_be_left_out_is_not_blank(logo: str | None, is_valid: bool) -> None:
    validator = Draft202012Validator(json.loads(schema_text("settings")))
    assert validator.is_valid({"kind": "settings", "format": 1, "report": {"logo": logo}}) is is_valid
