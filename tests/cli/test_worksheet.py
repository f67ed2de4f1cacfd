"""`sustain worksheet` without prompts, and what other commands do with worksheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Result
from tests.small import HEAD, WORKSHEET, WORKSHEET_HEAD
from tests.worksheets import EXAMPLE

Sustain = Callable[..., Result]


@pytest.fixture
def complete(folder: Path) -> Path:
    file = folder / "w.yaml"
    file.write_text(WORKSHEET, encoding="utf-8")
    return file


def said(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


class TestNew:
    def test_a_new_worksheet_has_every_place_and_no_problem(self, folder: Path, sustain: Sustain) -> None:
        result = sustain(
            "new", "worksheet", "w.yaml", "--agency", "Example", "--state", "EX", "--date", "2026-09-30"
        )
        assert "sustain worksheet w.yaml" in result.err
        assert sustain("validate", "w.yaml", "--strict").out == ""
        data = said(folder / "w.yaml")
        assert (data["agency"], data["date"]) == ({"name": "Example", "state": "EX"}, "2026-09-30")
        assert set(data["answers"]["supports"]) == {
            "coverage",
            "strength",
            "effectiveness",
            "reach",
            "evidence-use",
        }

    def test_the_agency_of_the_folder_is_taken(self, folder: Path, sustain: Sustain) -> None:
        (folder / "sustain.yaml").write_text("kind: settings\nformat: 1\nagency: {name: Ours}\n")
        sustain("new", "worksheet", "w.yaml")
        assert said(folder / "w.yaml")["agency"] == {"name": "Ours"}

    def test_without_an_agency_nothing_is_written(self, folder: Path, sustain: Sustain) -> None:
        assert "--agency is needed" in sustain("new", "worksheet", "w.yaml", code=2).err
        assert not (folder / "w.yaml").exists()

    def test_a_wrong_date_is_refused(self, sustain: Sustain) -> None:
        assert (
            "--date" in sustain("new", "worksheet", "w.yaml", "--agency", "x", "--date", "soon", code=2).err
        )

    def test_a_file_that_is_there_is_not_written_over(self, complete: Path, sustain: Sustain) -> None:
        sustain("new", "worksheet", "w.yaml", "--agency", "x", code=4)
        assert complete.read_text(encoding="utf-8") == WORKSHEET

    def test_from_a_previous_one_people_process_and_supports_are_carried(
        self, complete: Path, sustain: Sustain
    ) -> None:
        sustain("new", "worksheet", "next.yaml", "--from", "w.yaml", "--date", "2027-09-30")
        before, after = said(complete), said(complete.with_name("next.yaml"))
        for key in ("agency", "organize", "context", "process", "supports"):
            assert after[key] == before[key]
        assert not {"priorities", "actions", "supports_gaps", "communication"} & set(after)
        assert after["date"] == "2027-09-30"

    def test_the_whole_worksheet_can_be_filled_without_prompts(self, folder: Path, sustain: Sustain) -> None:
        sustain("new", "worksheet", "w.yaml", "--agency", "Example")
        sustain(
            "worksheet", "w.yaml",
            "--add-participant", "Title I | A. Ferraro | a@example.gov | Facilitator",
            "--add-document", "The guide | Everyone plans by it",
            "--add-process", "inform | Needs assessment | Three years of results",
            "--add-process", "select | Choose | Ratings", "--add-process", "plan | Write | Needs",
            "--add-process", "implement | Do | Measures", "--add-process", "analyze | Look back | Results",
            "--add-gap", "select | No list of vendors", "--add-gap", "supports | Too late",
            "--add-support", "Fall | Regional forum | inform,plan | evidence",
            "--add-support", "Spring | Coaching | 2,4,5 | yes | Each cycle",
            "--add-priority", "Lists | Half ask | select 1, supports 1",
            "--add-action", "Draft it | A. Ferraro | 2099-03-01 | Two days",
            "--set", "logistics=Room 214", "--set", "description=Spring", "--set", "framework=a",
            "--set", "required-supports=b", "--set", "evidence=c", "--set", "products=d",
            "--set", "continuous-cycle=It goes round", "--set", "communication=A letter",
            "--set", "inform.1.explicit=Yes",
        )  # fmt: skip
        assert sustain("validate", "w.yaml", "--strict").out == ""
        inventory = json.loads(sustain("score", "w.yaml", "--format", "json").out)
        assert [step["share"] for step in inventory["completeness"]] == [1.0] * 5
        assert "#: Step 4" in (folder / "w.yaml").read_text(encoding="utf-8")


class TestChange:
    def test_only_what_is_meant_changes(self, complete: Path, sustain: Sustain) -> None:
        sustain(
            "worksheet", "w.yaml", "--add-support", "Summer | Letter | plan | no", "--remove", "communication"
        )
        before, after = WORKSHEET.splitlines(), complete.read_text(encoding="utf-8").splitlines()
        assert set(before) - set(after) == {"communication: A letter to superintendents."}
        assert set(after) - set(before) == {
            "  - {when: Summer, what: Letter, steps: [plan], evidence: false}"
        }

    def test_it_is_said_that_there_is_something_to_say(self, complete: Path, sustain: Sustain) -> None:
        saved = sustain("worksheet", "w.yaml", "--add-action", "Nobody does this").err
        assert "saved w.yaml; 2 problems, see `sustain validate w.yaml`" in saved
        complete.write_text(WORKSHEET, encoding="utf-8")
        assert sustain("worksheet", "w.yaml", "--set", "framework=x").err == "saved w.yaml\n"

    def test_where_there_is_no_file_it_says_how_to_make_one(self, folder: Path, sustain: Sustain) -> None:
        said = sustain("worksheet", "my w.yaml", "--add-gap", "select | x", code=3).err
        assert "there is no such file; `sustain new worksheet 'my w.yaml'` makes one" in said
        assert "sustain new worksheet" in " ".join(sustain("worksheet", "--help").out.split())

    @pytest.mark.parametrize("option", [("--step", "3"), ("--phase", "evidence"), ("--plain",)])
    def test_what_a_session_asks_is_not_chosen_for_a_change(
        self, complete: Path, sustain: Sustain, option: tuple[str, ...]
    ) -> None:
        said = sustain("worksheet", "w.yaml", *option, "--add-gap", "select | x", code=2).err
        assert f"{option[0]} has no effect beside --add-gap: nothing is asked then" in said
        assert complete.read_text(encoding="utf-8") == WORKSHEET

    def test_an_edit_keeps_what_was_left_empty(self, complete: Path, sustain: Sustain) -> None:
        before = said(complete)["supports"]
        sustain("worksheet", "w.yaml", "--edit", "supports 1: | | | no | -")
        first = {key: value for key, value in before[0].items() if key != "how"} | {"evidence": "false"}
        assert said(complete)["supports"] == [first, *before[1:]]

    def test_what_is_refused_changes_nothing(self, complete: Path, sustain: Sustain) -> None:
        result = sustain(
            "worksheet", "w.yaml", "--set", "framework=x", "--add-support", "Fall | x | nowhere", code=2
        )
        assert "--add-support: 'nowhere' is not a step" in result.err
        assert "nothing was written" in result.err
        assert complete.read_text(encoding="utf-8") == WORKSHEET

    def test_a_file_with_an_unknown_step_can_be_mended_here(self, complete: Path, sustain: Sustain) -> None:
        complete.write_text(WORKSHEET.replace("[inform, select", "[Inform, select"), encoding="utf-8")
        assert "SR222" in sustain("validate", "w.yaml", code=1).out
        sustain(
            "worksheet", "w.yaml", "--edit", "supports 1: Fall | Regional forum | inform,select,plan | yes"
        )
        assert sustain("validate", "w.yaml").out == ""

    def test_a_gap_that_is_quoted_follows_its_new_words(self, complete: Path, sustain: Sustain) -> None:
        sustain("worksheet", "w.yaml", "--edit", "select-gaps 1: No list at all")
        assert said(complete)["priorities"][0]["takes_up"][0] == "No list at all"
        assert sustain("validate", "w.yaml", "--strict").out == ""

    @pytest.mark.parametrize(
        "text", ["مرحبا 🧭", "no", "1e3", "- x", "# y", "a: b", "'", '"', "  spaced  ", "\u202e"]
    )
    def test_any_text_is_kept_as_it_is(self, complete: Path, sustain: Sustain, text: str) -> None:
        sustain("worksheet", "w.yaml", "--set", f"communication={text}", "--add-gap", f"plan | {text}")
        assert said(complete)["communication"] == text.strip()
        assert said(complete)["process"]["plan"]["gaps"] == [text.strip()]

    def test_a_backup_is_kept_on_request(self, complete: Path, sustain: Sustain) -> None:
        sustain("worksheet", "w.yaml", "--remove", "logistics", "--backup")
        assert complete.with_name("w.yaml.bak").read_text(encoding="utf-8") == WORKSHEET

    def test_an_assessment_is_no_worksheet(self, folder: Path, sustain: Sustain) -> None:
        (folder / "a.yaml").write_text(HEAD, encoding="utf-8")
        result = sustain("worksheet", "a.yaml", "--add-gap", "select | x", code=3)
        assert "a worksheet is needed here" in result.err

    def test_without_a_terminal_nothing_is_asked(self, complete: Path, sustain: Sustain) -> None:
        assert "standard input is none" in sustain("worksheet", "w.yaml", code=2).err

    def test_a_missing_file_is_not_begun_by_a_change(self, folder: Path, sustain: Sustain) -> None:
        assert sustain("worksheet", "none.yaml", "--set", "framework=x", code=None).code in (3, 4)
        assert not (folder / "none.yaml").exists()


class TestScore:
    def test_json_holds_completeness_coverage_counts_and_gaps(self, complete: Path, sustain: Sustain) -> None:
        found = json.loads(sustain("score", "w.yaml", "--format", "json").out)
        assert set(found) == {
            "file",
            "worksheet",
            "agency",
            "date",
            "completeness",
            "coverage",
            "counts",
            "gaps",
        }
        assert [row["evidence"] for row in found["coverage"]] == [2] * 5
        assert found["gaps"][0] == {
            "label": "select 1",
            "step": "map",
            "place": "select",
            "text": "No help with comparing interventions",
            "taken_up": True,
            "taken_up_by": ["Choosing"],
        }

    def test_several_make_a_list(self, complete: Path, sustain: Sustain) -> None:
        assert len(json.loads(sustain("score", "w.yaml", "w.yaml", "--format", "json").out)) == 2

    def test_csv_holds_the_same_numbers(self, complete: Path, sustain: Sustain) -> None:
        rows = list(csv.DictReader(io.StringIO(sustain("score", "w.yaml", "--format", "csv").out)))
        assert [row["part"] for row in rows] == ["step"] * 5 + ["coverage"] * 5 + ["gap"] * 2
        assert [row["evidence"] for row in rows[5:10]] == ["2"] * 5

    @pytest.mark.parametrize("form", ["table", "markdown"])
    def test_tables_are_as_before(
        self, folder: Path, sustain: Sustain, golden: Callable[[str, str], None], form: str
    ) -> None:
        result = sustain("score", str(EXAMPLE), "--format", form)
        golden(f"worksheet-score.{'md' if form == 'markdown' else 'txt'}", result.out)

    def test_the_working_names_what_is_open(self, folder: Path, sustain: Sustain) -> None:
        (folder / "w.yaml").write_text(WORKSHEET_HEAD, encoding="utf-8")
        assert "open: who is involved, what to know, logistics" in sustain("score", "w.yaml", "--explain").out

    def test_assessments_are_scored_apart(self, complete: Path, sustain: Sustain) -> None:
        (complete.parent / "a.yaml").write_text(HEAD, encoding="utf-8")
        assert "score them apart" in sustain("score", "w.yaml", "a.yaml", code=2).err

    def test_a_file_with_errors_is_not_counted(self, folder: Path, sustain: Sustain) -> None:
        (folder / "w.yaml").write_text(f"{WORKSHEET_HEAD}process: {{x: }}\n", encoding="utf-8")
        assert "SR223" in sustain("score", "w.yaml", code=3).err


class TestReportAndRubric:
    @pytest.mark.parametrize("name", ["w.html", "w.md"])
    def test_contacts_are_left_out_unless_asked_for(
        self, complete: Path, sustain: Sustain, name: str
    ) -> None:
        sustain("report", "w.yaml", "-o", name)
        assert "aferraro@example.gov" not in Path(name).read_text(encoding="utf-8")
        sustain("report", "w.yaml", "-o", name, "--contacts", "--force")
        assert "aferraro@example.gov" in Path(name).read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["lea-process"], "Purpose"),
            (["lea-process", "3"], "Questions to consider"),
            (["--rubric", "lea-process"], "Recommended steps of the process"),
            (["--rubric", "lea-process@1.0.0", "Map", "Current", "Process"], "For whoever leads"),
            (["inform", "--rubric", "lea-process"], "Analyze local needs; adjust focus."),
        ],
    )
    def test_the_definition_is_shown(self, sustain: Sustain, arguments: list[str], words: str) -> None:
        assert words in sustain("rubric", "show", *arguments).out

    def test_an_unknown_step_of_it_is_wrong_usage(self, sustain: Sustain) -> None:
        assert "did you mean inform?" in sustain("rubric", "show", "lea-process", "infrom", code=2).err
