"""`sustain rate`: the edits of a session without the dialogue, all or none of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sustainrubric.editing import user_file
from sustainrubric.editing.user_file import Conflict, NotTaken, UserFile
from sustainrubric.yaml.rewrite import CannotEdit
from tests.conftest import Result
from tests.person import Person
from tests.small import HEAD, RATED

Sustain = Callable[..., Result]


@pytest.fixture
def file(folder: Path) -> Path:
    file = folder / "a.yaml"
    file.write_text(RATED, encoding="utf-8")
    return file


def rating(file: Path, element: str = "1.A.i") -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["ratings"][element]


EVERYTHING = [
    "1.B.i", "strong", "--rationale", "They agree.", "--evidence", "Agenda | https://x.gov | 2026-08-01",
    "--evidence", "Minutes", "--criterion", "1=strong", "--criterion", "2=emerging", "--look-for", "L1=seen",
    "--look-for", "L3=partly", "--target", "exemplary", "--priority", "high", "--action",
    "Convene | mlopez | 2027-03-01",
]  # fmt: skip
MADE = """\
  1.B.i:
    level: strong
    rationale: They agree.
    criteria: {1: strong, 2: emerging}
    look_fors: {L1: seen, L3: partly}
    evidence:
      - {what: Agenda, where: https://x.gov, date: 2026-08-01}
      - {what: Minutes}
    target: exemplary
    priority: high
    actions:
      - {what: Convene, owner: mlopez, due: 2027-03-01, status: planned}
"""


def test_everything_there_is_to_say_of_an_element(file: Path, sustain: Sustain) -> None:
    result = sustain("rate", "a.yaml", *EVERYTHING)
    assert file.read_text(encoding="utf-8") == RATED + MADE
    assert result.out == ""


@pytest.mark.deep
def test_a_session_makes_the_same_file(
    file: Path, office: Path, sustain: Sustain, person: Callable[..., Person]
) -> None:
    sustain("rate", "a.yaml", *EVERYTHING)
    (office / "b.yaml").write_text(RATED, encoding="utf-8")
    somebody = person("assess", "b.yaml", "--only", "1.B.i")
    somebody.waits()
    somebody.types(
        "3 2 . .", "3 | They agree.", "1, part 3", "+ Agenda | https://x.gov | 2026-08-01", "Minutes"
    )
    somebody.types("4 1", "Convene | 1 | 2027-03-01")
    assert somebody.types_last("q") == 0
    assert (office / "b.yaml").read_text(encoding="utf-8") == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("Agenda | here | 2026-08-01 | 2027-08-01", "where: here, date: 2026-08-01, review_by: 2027-08-01"),
        ("Agenda | | | 2027-08-01", "review_by: 2027-08-01"),
        ("Agenda | 2026-08-01", "date: 2026-08-01"),
    ],
)
def test_the_day_of_the_next_review_follows_the_date(
    file: Path, sustain: Sustain, typed: str, made: str
) -> None:
    sustain("rate", "a.yaml", "1.A.i", "--evidence", typed)
    assert file.read_text(encoding="utf-8").endswith(f"- {{what: Agenda, {made}}}\n")
    report = sustain("report", "a.yaml", "--format", "markdown", "-o", "-").out
    assert ("to be reviewed by" in report) == ("review_by" in made)


def test_only_the_level(file: Path, sustain: Sustain) -> None:
    result = sustain("rate", "a.yaml", "1.A.i", "strong")
    assert file.read_text(encoding="utf-8") == RATED.replace("level: emerging", "level: strong")
    assert "SR301" in result.err
    assert "a.yaml:11:12: warning" in result.err


def test_options_without_a_level_leave_the_level(file: Path, sustain: Sustain) -> None:
    sustain("rate", "a.yaml", "1.A.i", "--target", "strong")
    assert rating(file) == {
        "level": "emerging",
        "rationale": "Two of five agencies share the agenda.",
        "target": "strong",
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["1.A.iv", "strong"], "no element '1.A.iv'; did you mean 1.A.i?", id="element"),
        pytest.param(["1.A.i", "stron"], "did you mean strong?", id="level"),
        pytest.param(["1.A.i", "3"], "'3' is not one of inadequate, emerging", id="a level by number"),
        pytest.param(["1.A.i", "--criterion", "9=strong"], "there are 1, 2, 3, 4, 5", id="criterion"),
        pytest.param(
            ["1.A.i", "--criterion", "1:strong"], "write it as 1=strong", id="criterion, how written"
        ),
        pytest.param(["1.A.i", "--criterion", "1=strong", "--criterion", "1=emerging"], "twice", id="twice"),
        pytest.param(["1.A.i", "--look-for", "L99=seen"], "there are L1, L2", id="look-for"),
        pytest.param(["1.A.i", "--look-for", "L1=maybe"], "not one of seen, partly, not-seen", id="sighting"),
        pytest.param(
            ["1.A.i", "--action", "Do | nobody"], "'nobody' is not in the team (mlopez)", id="owner"
        ),
        pytest.param(["1.A.i", "--evidence", "a | b | soon"], "write the date as YYYY-MM-DD", id="date"),
        pytest.param(["1.A.i", "--evidence", "a|b|c|d|e"], "5 parts, but a row has 4", id="too many parts"),
        pytest.param(["1.A.i", "--target", "unknown"], "is not one of", id="target"),
        pytest.param(["1.A.i", "--priority", "urgent"], "is not one of high, medium, low", id="priority"),
        pytest.param(["1.A.i", "--rationale", ""], "there is no text in this", id="empty text"),
        pytest.param(["1.B.i", "not-applicable"], "say why the element does not apply", id="unexplained"),
        pytest.param(["1.A.i"], "name an element and what to record of it", id="nothing to record"),
        pytest.param([], "name an element and what to record of it", id="no element"),
        pytest.param(["1.A.i", "strong", "--from", "x.yaml"], "leave the element", id="both ways"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_written(
    file: Path, sustain: Sustain, arguments: list[str], words: str
) -> None:
    before = file.read_bytes()
    result = sustain("rate", "a.yaml", *arguments, code=2)
    assert words in result.err
    assert file.read_bytes() == before


def test_not_applicable_with_its_reason(file: Path, sustain: Sustain) -> None:
    sustain("rate", "a.yaml", "1.B.i", "not-applicable", "--rationale", "No such groups.")
    assert rating(file, "1.B.i") == {"level": "not-applicable", "rationale": "No such groups."}


def test_an_error_that_was_there_before_is_no_reason_to_refuse(file: Path, sustain: Sustain) -> None:
    file.write_text(RATED + "  9.Z.i: {level: strong}\n", encoding="utf-8")
    sustain("rate", "a.yaml", "1.A.i", "strong")
    assert rating(file)["level"] == "strong"


@pytest.mark.parametrize(
    "text", ["no", "# x", "a: b", "- x", "@x", "%x", "two\nlines", "trailing ", "\x1b[31m", "=1"]
)
def test_item_43_a_text_is_stored_as_that_exact_string(file: Path, sustain: Sustain, text: str) -> None:
    sustain("rate", "a.yaml", "1.A.i", "--rationale", text)
    assert rating(file)["rationale"] == text


def test_a_file_that_is_not_there(folder: Path, sustain: Sustain) -> None:
    assert sustain("rate", "a.yaml", "1.A.i", "strong", code=3).err


def test_a_file_that_is_not_in_order(file: Path, sustain: Sustain) -> None:
    file.write_text("kind: assessment\n", encoding="utf-8")
    assert "format" in sustain("rate", "a.yaml", "1.A.i", "strong", code=3).err


def test_a_read_only_file(file: Path, sustain: Sustain) -> None:
    file.chmod(0o444)
    assert "read-only" in sustain("rate", "a.yaml", "1.A.i", "strong", code=4).err


def test_a_backup(file: Path, sustain: Sustain) -> None:
    sustain("rate", "a.yaml", "1.A.i", "strong", "--backup")
    assert (file.parent / "a.yaml.bak").read_text(encoding="utf-8") == RATED


def test_item_40_a_hard_link_is_told(file: Path, folder: Path, sustain: Sustain) -> None:
    (folder / "other.yaml").hardlink_to(file)
    assert "a.yaml has 2 names" in sustain("rate", "a.yaml", "1.A.i", "strong").err


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (Conflict({}, []), "not saved: a.yaml was changed by somebody else meanwhile; try again"),
        (NotTaken("set it in an editor"), "not saved: set it in an editor"),
    ],
)
def test_item_35_what_keeps_an_answer_from_the_file_is_told(
    file: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch, problem: Exception, words: str
) -> None:
    def fails(*_: object) -> None:
        raise problem

    monkeypatch.setattr(UserFile, "save", fails)
    assert words in sustain("rate", "a.yaml", "1.A.i", "strong", code=4).err


def test_what_cannot_be_spliced_is_told(
    file: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise CannotEdit("set it in an editor")

    monkeypatch.setattr(user_file, "rewrite", fails)
    assert "not saved: set it in an editor" in sustain("rate", "a.yaml", "1.A.i", "strong", code=4).err


class TestFromAFile:
    """`--from answers.yaml`: many elements, all or none."""

    def answers(self, text: str) -> str:
        Path("answers.yaml").write_text(text, encoding="utf-8")
        return "answers.yaml"

    def test_levels_alone_and_whole_ratings(self, file: Path, sustain: Sustain) -> None:
        source = self.answers(
            "1.A.i: strong\n"
            "1.B.i:\n"
            "  level: strong\n"
            "  rationale: They agree.\n"
            "  criteria: {1: strong, 2: emerging}\n"
            "  look_fors: {L1: seen, L3: partly}\n"
            "  evidence: [{what: Agenda, where: https://x.gov, date: 2026-08-01}, Minutes]\n"
            "  target: exemplary\n"
            "  priority: high\n"
            "  actions: [{what: Convene, owner: mlopez, due: 2027-03-01}]\n"
            "2.A.i:\n"
        )
        sustain("rate", "a.yaml", "--from", source)
        assert file.read_text(encoding="utf-8") == RATED.replace("level: emerging", "level: strong") + MADE

    def test_the_ratings_of_another_assessment(self, file: Path, sustain: Sustain) -> None:
        sustain("rate", "a.yaml", "--from", self.answers(HEAD + "ratings:\n  1.B.i: {level: emerging}\n"))
        assert rating(file, "1.B.i") == {"level": "emerging"}

    def test_standard_input(self, file: Path, sustain_process: Callable[..., Any]) -> None:
        done = sustain_process("rate", "a.yaml", "--from", "-", given=b"1.B.i: emerging\n")
        assert done.returncode == 0, done.stderr
        assert rating(file, "1.B.i") == {"level": "emerging"}

    @pytest.mark.parametrize(
        ("text", "code", "words"),
        [
            pytest.param("1.A.i: strong\n1.B.i: stron\n", 2, "1.B.i level: 'stron'", id="one wrong level"),
            pytest.param("1.A.i: strong\n9.Z.i: strong\n", 2, "no element '9.Z.i'", id="one wrong element"),
            pytest.param("1.A.i:\n  levle: strong\n", 3, "answers.yaml:2:3: error SR104", id="unknown key"),
            pytest.param("1.A.i:\n  levle: strong\n", 3, "did you mean level?", id="unknown key, nearest"),
            pytest.param("1.A.i: [strong]\n", 3, "answers.yaml:1:8: error SR106", id="a list"),
            pytest.param("1.A.i: {level: 3}\n", 3, "level is text", id="a number"),
            pytest.param("1.A.i: {criteria: [strong]}\n", 3, "criteria is a mapping of words", id="criteria"),
            pytest.param("1.A.i: {evidence: Minutes}\n", 3, "evidence is a list of rows", id="evidence"),
            pytest.param("1.A.i: {evidence: [{what: a, url: b}]}\n", 2, "has no 'url'", id="key of a row"),
            pytest.param("- 1.A.i\n", 3, "answers are a mapping", id="no mapping"),
            pytest.param("", 3, "answers are a mapping", id="empty"),
            pytest.param("1.A.i: [\n", 3, "SR001", id="no YAML"),
        ],
    )
    def test_one_wrong_answer_and_nothing_is_written(
        self, file: Path, sustain: Sustain, text: str, code: int, words: str
    ) -> None:
        before = file.read_bytes()
        result = sustain("rate", "a.yaml", "--from", self.answers(text), code=code)
        assert words in result.err
        assert file.read_bytes() == before

    def test_no_such_file(self, file: Path, sustain: Sustain) -> None:
        assert sustain("rate", "a.yaml", "--from", "nowhere.yaml", code=3).err
