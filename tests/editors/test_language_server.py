"""The real YAML language server completes and explains with our schemas; nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sustainrubric.records.schema import schema_text
from sustainrubric.records.schema_line import ENDING
from tests.conftest import ROOT
from tests.editors.language_server import Server, program, running
from tests.small import HEAD

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(
        program() is None,
        reason="yaml-language-server is missing: npm install -g yaml-language-server, or name it in"
        " YAML_LANGUAGE_SERVER",
    ),
]

LINE = "# yaml-language-server: $schema=../schemas/assessment.schema.json\n"
ELEMENTS = ["1.A.i", "1.B.i", "1.B.ii", "3.D.iii"]


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("agency")
    (folder / "schemas").mkdir()
    (folder / "assessments").mkdir()
    (folder / "schemas" / f"assessment{ENDING}").write_text(schema_text("assessment"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def server(agency: Path) -> Iterator[Server]:
    with running(agency) as started:
        yield started


class Opened:
    """A file with a `|` where the cursor is, open in the editor."""

    def __init__(self, server: Server, agency: Path, ratings: str) -> None:
        self.server = server
        text = LINE + HEAD + ratings
        self.line = text[: text.index("|")].count("\n") if "|" in text else 0
        self.character = text.split("\n")[self.line].find("|")
        file = agency / "assessments" / f"{abs(hash(ratings))}.yaml"
        file.write_text(text.replace("|", ""), encoding="utf-8")
        self.address = server.open(file)

    @property
    def offered(self) -> dict[str, str]:
        found = self.server.complete(self.address, self.line, self.character)
        return {item["label"]: str(item.get("documentation", "")) for item in found}

    @property
    def hover(self) -> str:
        return self.server.hover(self.address, self.line, self.character)

    @property
    def problems(self) -> list[str]:
        return [problem["message"] for problem in self.server.problems[self.address]]


def test_the_ids_of_elements_are_completed_with_what_they_are_about(server: Server, agency: Path) -> None:
    offered = Opened(server, agency, "ratings:\n  1.A.i:\n    level: strong\n  |\n").offered
    assert {"1.B.i", "1.B.ii", "3.D.iii"} <= set(offered)
    assert "Is there strong public support" in offered["1.B.ii"]


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ("ratings:\n  1.A.i:\n    level: |\n", {"inadequate", "emerging", "strong", "exemplary", "unknown"}),
        ("ratings:\n  1.A.i:\n    level: strong\n    |\n", {"rationale", "criteria", "look_fors", "target"}),
        ("ratings:\n  1.A.i:\n    criteria:\n      1: strong\n      |\n", {"2", "3", "4", "5"}),
        ("ratings:\n  1.A.i:\n    look_fors:\n      |\n", {"L1", "L3"}),
        ("ratings:\n  1.A.i:\n    look_fors: {L1: |}\n", {"seen", "partly", "not-seen"}),
        ("weights:\n  |\n", set(ELEMENTS)),
        ("|\n", {"ratings", "weights", "previous"}),
    ],
)
def test_keys_and_words_are_completed(ratings: str, expected: set[str], server: Server, agency: Path) -> None:
    assert expected <= set(Opened(server, agency, ratings).offered)


@pytest.mark.parametrize(
    ("ratings", "words"),
    [
        ("ratings:\n  1.|A.i:\n    level: strong\n", "1.A.i Align the policy agenda with priority reforms"),
        ("ratings:\n  1.A.i:\n    lev|el: strong\n", "unknown: it could not tell"),
        ("ratings:\n  1.A.i:\n    look_fors: {L|1: seen}\n", "There is evidence of a common reform agenda"),
        (
            "ratings:\n  1.A.i:\n    look_fors:\n      L|1: seen\n",
            "There is evidence of a common reform agenda",
        ),
        ("rati|ngs:\n", "what is absent is not rated yet"),
    ],
)
def test_what_the_pointer_rests_on_is_explained(
    ratings: str, words: str, server: Server, agency: Path
) -> None:
    assert words in Opened(server, agency, ratings).hover


def test_a_sound_file_has_no_problem_and_a_wrong_one_is_marked(server: Server, agency: Path) -> None:
    sound = (ROOT / "tests" / "examples" / "valid" / "complete.yaml").read_text(encoding="utf-8")
    assert Opened(server, agency, sound.removeprefix(HEAD)).problems == []
    wrong = "ratings:\n  1.A.i: {level: stong}\n  9.Z: {level: strong}\nextra: 1\n"
    said = " ".join(Opened(server, agency, wrong).problems)
    for part in ("9.Z", "extra", "emerging"):
        assert part in said
