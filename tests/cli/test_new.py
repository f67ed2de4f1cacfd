"""`sustain new assessment`: a file to fill in, valid as it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sustainrubric.editing.new_assessment import write_assessment
from sustainrubric.instruments.shipped import newest_rubric
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.load import load
from sustainrubric.rounds.carry import carry
from tests.conftest import Result
from tests.profiles import examples

Sustain = Callable[..., Result]
LAST_YEAR = Path(__file__).parent.parent.parent / "examples" / "assessments" / "literacy" / "2026-fall.yaml"
NAMED = ("--agency", "Example", "--state", "EX", "--reform", "Early literacy", "--round", "2026-fall")


def assessment(file: str) -> Assessment:
    return load(file).model_as(Assessment)


def test_a_skeleton_has_a_place_for_every_rating_and_no_problem(folder: Path, sustain: Sustain) -> None:
    result = sustain("new", "assessment", "a.yaml", *NAMED, "--date", "2026-10-15")
    assert "wrote a.yaml, dated 2026-10-15\n" in result.err
    assert "sustain assess a.yaml" in result.err
    assert sustain("validate", "--strict", "a.yaml").out == ""
    made = assessment("a.yaml")
    assert (made.agency.name, made.reform.id, made.round.id) == ("Example", "early-literacy", "2026-fall")
    assert list(made.ratings) == list(newest_rubric().elements)


def test_guidance_says_what_can_be_written(folder: Path, sustain: Sustain) -> None:
    sustain("new", "assessment", "a.yaml", *NAMED)
    text = Path("a.yaml").read_text(encoding="utf-8")
    assert "#: Align the policy agenda with priority reforms. Criteria:" in text
    assert "A level is one of: inadequate, emerging, strong, exemplary" in text
    guidance = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert all(len(line) <= 110 for line in guidance)
    # What a report would take for a person's comment stands behind a plain # alone.
    assert all(line.lstrip().startswith(("#:", "# yaml-language-server:")) for line in guidance)


def test_the_day_is_today_unless_it_is_said(folder: Path, sustain: Sustain) -> None:
    result = sustain("new", "assessment", "a.yaml", *NAMED)
    assert f"dated {assessment('a.yaml').round.date} (--date sets another day)" in result.err


def test_an_existing_file_is_refused(folder: Path, sustain: Sustain) -> None:
    Path("a.yaml").write_text("mine", encoding="utf-8")
    result = sustain("new", "assessment", "a.yaml", *NAMED, code=4)
    assert "it exists already" in result.err
    assert Path("a.yaml").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_is_not_there_is_made(folder: Path, sustain: Sustain) -> None:
    sustain("new", "assessment", "no/such/a.yaml", *NAMED)
    sustain("report", "no/such/a.yaml", "-o", "out/here/a.html")
    assert (folder / "out/here/a.html").is_file()


def test_the_agency_of_the_nearest_settings(folder: Path, sustain: Sustain) -> None:
    settings = "kind: settings\nformat: 1\nagency: {name: Jefferson, state: JF}\n"
    Path("sustain.yaml").write_text(settings, encoding="utf-8")
    Path("deep/er").mkdir(parents=True)
    sustain("new", "assessment", "deep/er/a.yaml", "--reform", "R", "--round", "1")
    made = assessment("deep/er/a.yaml")
    assert (made.agency.name, made.agency.state) == ("Jefferson", "JF")
    sustain("new", "assessment", "b.yaml", "--agency", "Other", "--reform", "R", "--round", "1")
    assert assessment("b.yaml").agency.state is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["--reform", "R", "--round", "1"], "--agency is needed", id="no agency"),
        pytest.param(["--agency", "A"], "--reform and --round are needed", id="no reform, no round"),
        pytest.param([*NAMED, "--date", "15.10.2026"], "--date: '15.10.2026' is not a day", id="date"),
        pytest.param(["--from", str(LAST_YEAR)], "--round is needed", id="from, no round"),
        pytest.param(
            ["--from", str(LAST_YEAR), "--round", "2026-fall"], "an id of its own", id="the same round"
        ),
    ],
)
def test_what_is_missing_or_wrong_is_said(
    folder: Path, sustain: Sustain, arguments: list[str], words: str
) -> None:
    assert words in sustain("new", "assessment", "a.yaml", *arguments, code=2).err
    assert not Path("a.yaml").exists()


def test_the_round_before_goes_along_but_for_its_ratings(folder: Path, sustain: Sustain) -> None:
    sustain(
        "new",
        "assessment",
        "a.yaml",
        "--from",
        str(LAST_YEAR),
        "--round",
        "2027-fall",
        "--date",
        "2027-10-01",
    )
    before, made = assessment(str(LAST_YEAR)), assessment("a.yaml")
    assert made.team == before.team
    assert made.weights == before.weights
    assert made.previous is not None
    assert made.previous.levels["1.A.i"] == "strong"
    carried = carry(before, made.round)
    given = {
        element: rating
        for element, rating in made.ratings.items()
        if rating.model_fields_set - {"level", "rationale"}
    }
    assert given == carried.ratings
    assert all(rating.level is None and rating.rationale is None for rating in made.ratings.values())
    problems = sustain("validate", "a.yaml", code=None)
    assert " error " not in problems.out


def test_the_round_before_must_be_in_order(folder: Path, sustain: Sustain) -> None:
    Path("old.yaml").write_text("kind: assessment\n", encoding="utf-8")
    sustain("new", "assessment", "a.yaml", "--from", "old.yaml", "--round", "2", code=3)


@given(
    name=st.text(min_size=1, max_size=30).filter(str.strip)
    | st.sampled_from(
        ["\uf900", "no", 'it\'s "Q"', "# x", "a: b", "張偉 🙂", "{x}", "- y", "\x1b[31m", "two\nlines", "~"]
    )
)
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_name_is_written_as_it_is(tmp_path: Path, name: str) -> None:
    file = tmp_path / "a.yaml"
    file.unlink(missing_ok=True)
    answers = {
        "agency": {"name": name},
        "reform": {"id": "r", "name": name},
        "round": {"id": "1", "date": "2026-10-15"},
        "team": [{"id": "a", "name": name}],
    }
    write_assessment(str(file), answers, newest_rubric())
    written = yaml.safe_load(file.read_bytes())
    assert [written["agency"]["name"], written["reform"]["name"], written["team"][0]["name"]] == [name] * 3
    made = assessment(str(file))
    # It is compared in one of the ways in which Unicode writes the same letters.
    read = unicodedata.normalize("NFC", name)
    assert [made.agency.name, made.reform.name, made.team[0].name] == [read] * 3


def test_quotes_and_other_scripts_on_the_command_line(folder: Path, sustain: Sustain) -> None:
    name = "O'Brien's \"Early\" 張偉"
    sustain("new", "assessment", "a b.yaml", "--agency", name, "--reform", name, "--round", "2026-fall")
    made = assessment("a b.yaml")
    assert made.agency.name == made.reform.name == name
    assert made.reform.id == "o-brien-s-early"


def test_the_file_is_quoted_in_the_command_to_go_on_with(folder: Path, sustain: Sustain) -> None:
    assert "sustain assess 'a b.yaml'" in sustain("new", "assessment", "a b.yaml", *NAMED).err


@pytest.mark.parametrize("kind", ["assessment", "worksheet", "priorities"])
def test_no_hint_names_an_option_that_new_does_not_have(
    kind: str, folder: Path, sustain: Callable[..., Result]
) -> None:
    (folder / "a.yaml").write_text("mine")
    more = ("--reform", "Y", "--round", "z") if kind == "assessment" else ()
    said = sustain("new", kind, "a.yaml", "--agency", "X", *more, code=4).err
    assert said == "sustain: a.yaml was not written: it exists already; choose another name\n"


def test_a_near_name_beside_a_new_file_is_told(folder: Path, sustain: Sustain) -> None:
    def said(name: str) -> str:
        return sustain("new", "worksheet", name, "--agency", "Ours").err

    assert "is there, too" not in said("worksheet-2026.yaml")
    assert "is there, too" not in said("worksheet-2027.yaml"), "another year is no slip"
    assert "is there, too" not in said("lea.yaml")
    assert "lea.yaml is there, too; delete leaa.yaml if you meant that one\n" in said("leaa.yaml")
    Path("assessments/literacy").mkdir(parents=True)
    assert "assessments is there, too; move what is in asessments if you meant that one" in said(
        "asessments/literacy/w.yaml"
    )
    assert "is there, too" not in said("assessments/data/w.yaml")
