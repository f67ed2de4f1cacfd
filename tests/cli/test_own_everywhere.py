"""Every command that takes an assessment takes one of an own instrument, with its elements and its credits."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.every_option import commands
from tests.cli.test_own_instruments import CHANGES, MAPPING, RATED, SETTINGS
from tests.disk.scratch import git
from tests.panel.round import LEVELS
from tests.person import Person
from tests.small import OWN_RUBRIC_HEAD

if TYPE_CHECKING:
    from tests.conftest import Result

    Sustain = Callable[..., Result]

Seat = Callable[..., Person]
OWN = RATED.format(rubric="ours@1.0.0").replace("2.B.ii:", "3.D.iv:")
PANEL = OWN.replace("literacy", "numeracy").replace("ratings:", "panel: {raters: [r1, r2]}\nratings:")
BALLOT = """\
kind: ballot
format: 1
rubric: ours@1.0.0
reform: numeracy
round: 2026-fall
rater: RATER
ratings:
  3.D.iv: {level: LEVEL, rationale: So.}
"""
NEW = "3.D.iv"


def fill(folder: Path) -> None:
    """The folder of an agency whose own rubric has an element 3.D.iv, and lacks 2.B.ii."""
    (folder / "instruments").mkdir()
    (folder / "sustain.yaml").write_text(SETTINGS)
    (folder / "instruments" / "ours.yaml").write_text(OWN_RUBRIC_HEAD + CHANGES)
    (folder / "instruments" / "way.yaml").write_text(MAPPING)
    back = MAPPING.replace(
        "from: sustainability@1.0.0\nto: ours@1.0.0", "from: ours@1.0.0\nto: sustainability@1.0.0"
    )
    back = back.replace("{from: [2.B.ii], to: []", "{from: [], to: [2.B.ii]").replace(
        "{from: [], to: [3.D.iv]", "{from: [3.D.iv], to: []"
    )
    (folder / "instruments" / "back.yaml").write_text(back)
    (folder / "a.yaml").write_text(OWN)
    (folder / "b.yaml").write_text(OWN.replace("2026", "2027").replace("All sign.", "All have signed."))
    (folder / "p.yaml").write_text(PANEL)
    (folder / "p.ballots").mkdir()
    for rater, level in (("r1", "strong"), ("r2", "emerging")):
        text = BALLOT.replace("RATER", rater).replace("LEVEL", level)
        (folder / "p.ballots" / f"{rater}.yaml").write_text(text)
    shutil.copy(folder / "p.ballots" / "r1.yaml", folder / "mail.yaml")


@pytest.fixture
def agency(folder: Path) -> Path:
    fill(folder)
    return folder


# Arguments of each command, and what it makes: files, or nothing where the answer is its output.
TAKEN: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "validate": (("a.yaml", "--select", "SR1,SR2"), ()),
    "fmt": (("a.yaml",), ("a.yaml",)),
    "status": (("a.yaml",), ()),
    "score": (("a.yaml",), ()),
    "diff": (("a.yaml", "b.yaml"), ()),
    "trend": (("a.yaml", "b.yaml", "--format", "json"), ()),
    "plan": (("a.yaml", "--today", "2026-12-01"), ()),
    "report": (("a.yaml", "-o", "a.html"), ("a.html",)),
    "rate": (("a.yaml", NEW, "emerging"), ("a.yaml",)),
    "form": (("a.yaml", "-o", "a.docx"), ("a.docx",)),
    "export": ((".", "-o", "tables"), ("tables",)),
    "new assessment": (
        ("new.yaml", "--from", "a.yaml", "--round", "2028", "--date", "2028-01-01"),
        ("new.yaml",),
    ),
    "migrate": (("a.yaml", "--to", "sustainability@1.0.0", "--dry-run"), ()),
    "kit": (("p.yaml", "-o", "kit"), ("kit",)),
    "panel ballot": (("p.yaml", "--rater", "r1"), ()),
    "panel spread": (("p.yaml", "--element", NEW), ()),
    "panel decide": (("p.yaml", NEW, "strong"), ("p.yaml",)),
    "panel card": (("p.yaml", "--rater", "r1"), ()),
}
# Sessions, and what needs a history or other files: each has a test of its own below.
OTHERS = {"assess", "history", "import", "panel vote", "panel collect", "panel seal"}
# Commands that take no assessment.
NO_ASSESSMENT = {
    "demo", "init", "new worksheet", "new priorities", "worksheet", "explain", "help", "schema", "completion",
    "rubric list", "rubric show", "rubric path", "rubric new", "rubric resolve", "rubric diff",
    "rubric release", "rubric map",
}  # fmt: skip


def test_every_command_is_tried() -> None:
    assert {command.path for command in commands()} == TAKEN.keys() | OTHERS | NO_ASSESSMENT


@pytest.mark.parametrize("command", TAKEN)
def test_it_takes_an_assessment_of_an_own_instrument(agency: Path, sustain: Sustain, command: str) -> None:
    arguments, made = TAKEN[command]
    out = sustain(*command.split(), *arguments).out
    for name in made:
        out += written(agency / name)
    if command not in ("validate", "plan"):
        assert NEW in out
    if command == "plan":
        assert "Publish" in out


def written(made: Path) -> str:
    """All text of a file, of the files in a folder, or of a document."""
    if made.is_dir():
        return "".join(written(each) for each in sorted(made.rglob("*")) if each.is_file())
    if made.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(made) as archive:
            return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return made.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["xlsx", "xlsform"])
def test_a_form_of_it_has_its_elements_and_comes_back(agency: Path, sustain: Sustain, form: str) -> None:
    sustain("form", "a.yaml", "-o", "a.xlsx", *(("--format", "xlsform") if form == "xlsform" else ()))
    assert NEW in written(agency / "a.xlsx")
    if form == "xlsx":
        before = (agency / "a.yaml").read_bytes()
        sustain("import", "a.xlsx", "a.yaml")
        assert (agency / "a.yaml").read_bytes() == before


def test_an_answer_in_its_form_is_brought_in(agency: Path, sustain: Sustain) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    sustain("form", "a.yaml", "-o", "a.xlsx")
    book = openpyxl.load_workbook(agency / "a.xlsx")
    cells = [
        cell
        for row in book["Ratings"].iter_rows()
        if any(each.value == NEW for each in row)
        for cell in row
        if cell.value == "Everywhere."
    ]
    assert len(cells) == 1
    cells[0].value = "In every region."
    book.save(agency / "a.xlsx")
    sustain("import", "a.xlsx", "a.yaml")
    assert "rationale: In every region." in (agency / "a.yaml").read_text(encoding="utf-8")


def test_ballots_of_it_are_collected_and_sealed(agency: Path, sustain: Sustain) -> None:
    (agency / "p.ballots" / "r1.yaml").unlink()
    assert "r1: 1 of 19 elements" in sustain("panel", "collect", "p.yaml", "mail.yaml").err
    sustain("panel", "seal", "p.ballots/r1.yaml")
    assert "SR2" not in sustain("validate", "p.ballots", "p.yaml", code=None).out


def test_sessions_ask_for_its_elements(office: Path, person: Seat) -> None:
    fill(office)
    somebody = person("assess", "a.yaml", "--only", NEW, "--no-criteria", "--plain")
    assert "3.D.iv  Keep the record" in somebody.waits()
    somebody.types("2")
    assert somebody.types_last("q") == 0
    assert "3.D.iv: {level: emerging" in (office / "a.yaml").read_text(encoding="utf-8")
    voter = person("panel", "vote", "p.yaml", "--rater", "r1", "--only", NEW, "--plain")
    assert "3.D.iv  Keep the record" in voter.waits()
    voter.types("4")
    assert voter.types_last("q") == 0
    assert "level: exemplary" in (office / "p.ballots" / "r1.yaml").read_text(encoding="utf-8")


def test_git_tells_its_history_and_its_titles(agency: Path, sustain: Sustain) -> None:
    git(agency, "init", "--quiet", "--initial-branch", "main")
    git(agency, "add", "--all")
    git(agency, "commit", "--quiet", "-m", "first")
    sustain("rate", "a.yaml", NEW, "emerging")
    git(agency, "commit", "--quiet", "--all", "-m", "second")
    assert NEW in sustain("history", "a.yaml").out
    assert "3.D.iv Keep the record: emerging" in sustain("textconv", "a.yaml").out
    assert NEW in sustain("diff", "HEAD~1:a.yaml", "a.yaml").out


def test_the_earlier_side_of_a_difference_has_its_titles_too(
    agency: Path, sustain: Sustain, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # Git hands it over in a folder of temporary files.
    blob = tmp_path_factory.mktemp("blobs") / "a.yaml"
    shutil.copy(agency / "a.yaml", blob)
    lines = sustain("textconv", str(blob)).out.splitlines()
    assert "3.D.iv Keep the record: strong" in lines
    (agency / "instruments" / "ours.yaml").write_text("kind: [")
    assert "3.D.iv : strong" in sustain("textconv", str(blob)).out


def test_a_title_of_an_own_rubric_is_one_line_of_text(agency: Path, sustain: Sustain) -> None:
    changed = CHANGES.replace("title: Keep the record", 'title: "Keep\\n\\e[31m it"')
    (agency / "instruments" / "ours.yaml").write_text(OWN_RUBRIC_HEAD + changed)
    out = sustain("textconv", "a.yaml").out
    assert "\x1b" not in out
    assert len([line for line in out.splitlines() if re.match(r"3\.D\.iv Keep.*: strong$", line)]) == 1


@pytest.mark.parametrize("form", ["html", "docx", "markdown"])
def test_a_report_credits_the_own_source_and_the_base(agency: Path, sustain: Sustain, form: str) -> None:
    sustain("report", "a.yaml", "-o", "out", "--format", form)
    if form == "docx":
        with zipfile.ZipFile(agency / "out") as archive:
            text = re.sub("<[^>]+>", "", archive.read("word/document.xml").decode())
    else:
        text = re.sub("<[^>]+>", "", (agency / "out").read_text(encoding="utf-8"))
    assert "Draft instrument: Our wording, version 1.0.0" in text
    assert "Our wording" in text
    assert "Jefferson" in text
    assert "January 2027" in text
    assert "Our changes CC0." in text
    assert "It rests on Sustainability Rubric" in text
    assert "Reform Support Network" in text


def test_a_released_one_is_no_draft(agency: Path, sustain: Sustain) -> None:
    sustain("rubric", "release", "ours")
    assert "Draft instrument" not in sustain("report", "a.yaml", "-o", "-", "--format", "markdown").out


def test_the_plan_credits_both_at_the_foot_of_its_page(agency: Path, sustain: Sustain) -> None:
    sustain("plan", "a.yaml", "--today", "2026-12-01", "-o", "plan.html")
    page, _, foot = (agency / "plan.html").read_text(encoding="utf-8").partition("</main>")
    for said in (
        "Draft instrument: Our wording, version 1.0.0",
        "Our changes CC0.",
        "It rests on Sustainability Rubric",
    ):
        assert said not in page
        assert said in foot
    told = sustain("plan", "a.yaml", "--today", "2026-12-01").out
    assert "It rests on Sustainability Rubric" in " ".join(told.split())


def test_every_page_of_a_site_credits_both(agency: Path, sustain: Sustain) -> None:
    sustain("report", ".", "-o", "site")
    page = (agency / "site" / "reforms" / "literacy" / "rounds" / "2026-fall.html").read_text(
        encoding="utf-8"
    )
    for said in (
        "Draft instrument: Our wording, version 1.0.0",
        "Our changes CC0.",
        "It rests on Sustainability Rubric",
    ):
        assert said in page


class TestMappings:
    """Rounds of two rubrics are compared by a mapping that is named, or found in the folder."""

    @pytest.fixture
    def two(self, agency: Path) -> Path:
        (agency / "instruments" / "way.yaml").unlink()
        (agency / "instruments" / "back.yaml").unlink()
        (agency / "old.yaml").write_text(RATED.format(rubric="sustainability@1.0.0").replace("2026", "2025"))
        rows = "  - {from: [1.A.i], to: [1.A.i], relation: equal, why: One word of the title is other.}\n"
        (agency / "way.txt.yaml").write_text(MAPPING + rows)
        return agency

    def test_diff_takes_one(self, two: Path, sustain: Sustain) -> None:
        def kind(*options: str) -> tuple[str, str | None]:
            found = json.loads(sustain("diff", "old.yaml", "a.yaml", "--format", "json", *options).out)
            (element,) = (each for each in found["elements"] if each["id"] == "1.A.i")
            return element["kind"], element["reason"]

        assert kind() == ("not_comparable", "reworded")
        assert kind("--mapping", "way.txt.yaml") == ("unchanged", None)

    def test_trend_takes_one(self, two: Path, sustain: Sustain) -> None:
        def breaks(*options: str) -> list[object]:
            found = json.loads(sustain("trend", "old.yaml", "a.yaml", "--format", "json", *options).out)
            (element,) = found["categories"][0]["variables"][0]["elements"]
            return list(element["breaks"])

        assert breaks() == [{"round": 1, "reason": "reworded"}]
        assert breaks("--mapping", "way.txt.yaml") == []

    def test_report_takes_one(self, two: Path, sustain: Sustain) -> None:
        def page(*options: str) -> str:
            sustain("report", "a.yaml", "--previous", "old.yaml", "-o", "a.md", "--force", *options)
            return (two / "a.md").read_text(encoding="utf-8")

        without, with_one = page(), page("--mapping", "way.txt.yaml")
        assert "2 elements cannot be compared and 1 is unchanged" in without
        assert "Since round 2025-fall: not comparable: reworded in the other rubric." in without
        assert "Since round 2025-fall: not comparable: added to the rubric." in without
        assert "1 element cannot be compared and 2 are unchanged" in with_one
        assert "reworded in the other" not in with_one

    @pytest.mark.parametrize(
        "command",
        [("diff", "old.yaml", "a.yaml"), ("trend", "old.yaml", "a.yaml")],
        ids=lambda command: str(command[0]),
    )
    def test_one_of_other_rubrics_is_refused(
        self, two: Path, sustain: Sustain, command: tuple[str, ...]
    ) -> None:
        wrong = MAPPING.replace("to: ours@1.0.0", "to: other@1.0.0")
        (two / "wrong.yaml").write_text(wrong)
        refused = sustain(*command, "--mapping", "wrong.yaml", code=3)
        assert "wrong.yaml:4:5: error SR2" in refused.err


class TestMigration:
    """A file goes to another rubric in its own place, and a session begins with what is to be confirmed."""

    @pytest.fixture
    def last_year(self, agency: Path) -> Path:
        (agency / "old.yaml").write_text(f"# ours\n{RATED.format(rubric='sustainability@1.0.0')}")
        return agency

    @pytest.mark.deep
    def test_in_place_and_back(self, last_year: Path, sustain: Sustain) -> None:
        before = (last_year / "old.yaml").read_text(encoding="utf-8")
        names = sorted(path.name for path in last_year.iterdir())
        sustain("migrate", "old.yaml", "--to", "ours", "--in-place", "--dry-run")
        assert (last_year / "old.yaml").read_text(encoding="utf-8") == before
        sustain("migrate", "old.yaml", "--to", "ours", "--in-place")
        after = (last_year / "old.yaml").read_text(encoding="utf-8")
        assert after.startswith("# ours\n")
        assert "rubric: ours@1.0.0" in after
        assert sorted(path.name for path in last_year.iterdir()) == names
        assert "SR2" not in sustain("validate", "old.yaml", code=None).out
        sustain("migrate", "old.yaml", "--back", "-o", "back.yaml")
        assert "rubric: sustainability@1.0.0" in (last_year / "back.yaml").read_text(encoding="utf-8")
        refused = sustain("migrate", "a.yaml", "--to", "ours", "--in-place", "-o", "x.yaml", code=2)
        assert "--in-place" in refused.err

    def test_a_session_begins_with_what_is_to_be_confirmed(self, office: Path, person: Seat) -> None:
        fill(office)
        (office / "old.yaml").write_text(
            RATED.format(rubric="sustainability@1.0.0").replace("1.A.i:", "2.A.i:")
        )
        ours = (OWN_RUBRIC_HEAD + CHANGES).replace("reword:\n  1.A.i:", "reword:\n  2.A.i:")
        (office / "instruments" / "ours.yaml").write_text(ours)
        assert person("migrate", "old.yaml", "--to", "ours", "-o", "new.yaml").ends() == 0
        somebody = person("assess", "new.yaml", "--plain", "--ask", "level,rationale")
        shown = somebody.waits()
        assert "1 element is to be confirmed after the migration; the session begins with them." in shown
        assert "2.A.i  Align ours" in shown
        assert "strong" in shown
        assert somebody.types_last("q") == 0


class TestLimits:
    """Instruments that are too large, too deep or too long a chain are refused, and nothing hangs."""

    def _element(self, number: int) -> str:
        return (
            f"  - after: 3.D.iii\n    element: {{id: 3.D.x{number}, title: T{number}, questions: [Q], criteria: ["
            f"{{id: 3.D.x{number}.1, name: N, inadequate: a, emerging: b, strong: c, exemplary: d}}], look_fors: []}}\n"
        )

    @pytest.mark.deep
    def test_five_thousand_elements(self, agency: Path, sustain: Sustain) -> None:
        added = "".join(self._element(number) for number in range(5_000))
        (agency / "instruments" / "ours.yaml").write_text(f"{OWN_RUBRIC_HEAD}add:\n{added}")
        result = sustain("validate", "a.yaml", "--select", "SR1,SR2", code=None)
        assert result.code in (0, 1)
        assert "Traceback" not in result.err

    @pytest.mark.deep
    def test_ten_megabytes(self, agency: Path, sustain: Sustain) -> None:
        text = f'{OWN_RUBRIC_HEAD}reword:\n  1.A.i: {{title: "{"x" * 10_500_000}"}}\n'
        (agency / "instruments" / "ours.yaml").write_text(text)
        result = sustain("validate", "instruments/ours.yaml", code=None)
        assert result.code in (0, 1, 3)
        assert len(result.out) < 10_000
        assert "Traceback" not in result.err

    @pytest.mark.parametrize(("length", "refused"), [(5, False), (6, True)])
    def test_a_chain_of_bases(self, agency: Path, sustain: Sustain, length: int, refused: bool) -> None:
        (agency / "instruments" / "ours.yaml").unlink()
        base = "sustainability"
        for number in range(1, length + 1):
            text = OWN_RUBRIC_HEAD.replace("id: ours", f"id: step{number}").replace(
                "extends: sustainability", f"extends: {base}"
            )
            (agency / "instruments" / f"step{number}.yaml").write_text(text)
            base = f"step{number}"
        (agency / "a.yaml").write_text(RATED.format(rubric=f"step{length}@1.0.0"))
        out = sustain("validate", "a.yaml", f"instruments/step{length}.yaml", code=None).out
        assert ("SR260" in out) == refused
        assert ("SR201" in out or "SR260" in out) == refused


def test_the_levels_keep_their_ids() -> None:
    assert LEVELS == ("inadequate", "emerging", "strong", "exemplary")
