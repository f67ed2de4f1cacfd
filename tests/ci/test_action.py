"""The GitHub Action's own steps, run by bash as the runner runs them, on a scratch repository."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ci.repositories import commit, environment, git, new_repository
from tests.conftest import ROOT
from tests.small import HEAD, RATED

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
EARLIER = RATED.replace("2026-fall", "2026-spring")
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"]}

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(shutil.which("bash") is None, reason="the runner's shell is bash"),
]


class Ran:
    """What a step left behind: its exit code, its log, its outputs."""

    def __init__(self, repository: Path, name: str, **inputs: str) -> None:
        temporary = repository.parent / "temporary"
        temporary.mkdir(exist_ok=True)
        outputs = temporary / "outputs"
        outputs.write_text("")
        variables = {f"INPUT_{key.upper()}": value for key, value in inputs.items()}
        assert set(variables) == set(STEPS[name].get("env", {}))
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[name]["run"]],
            cwd=repository,
            env=environment(
                repository,
                RUNNER_TEMP=str(temporary),
                GITHUB_OUTPUT=str(outputs),
                GITHUB_WORKSPACE=str(repository),
                GITHUB_STEP_SUMMARY=str(temporary / "summary.md"),
                **variables,
            ),
            capture_output=True,
            text=True,
            check=False,
        )
        self.code, self.log = done.returncode, done.stdout + done.stderr
        self.outputs = dict(line.split("=", 1) for line in outputs.read_text().splitlines())
        self.summary = temporary / "summary.md"


@pytest.fixture
def agency(tmp_path: Path) -> Path:
    """main has two assessments; the branch changes one rating, adds a file and changes another kind of file."""
    folder = new_repository(
        tmp_path / "agency",
        {"a b.yaml": RATED, "b.yaml": EARLIER, "sustain.yaml": "kind: settings\nformat: 1\n"},
    )
    git(folder, "checkout", "--quiet", "-b", "branch")
    commit(
        folder,
        {
            "a b.yaml": RATED.replace("emerging", "strong"),
            "b.yaml": EARLIER + "# a comment\n",
            "new.yaml": HEAD.replace("2026-fall", "2027-fall"),
            "sustain.yaml": "# changed\nkind: settings\nformat: 1\n",
        },
        "second",
    )
    return folder


def test_validate_annotates_and_fails_only_as_asked(agency: Path) -> None:
    ran = Ran(agency, "validate", paths=".", strict="false")
    assert ran.code == 0, ran.log
    assert "::warning file=a b.yaml,line=11,col=12,title=SR301::" in ran.log
    assert "### sustain validate" in ran.summary.read_text()
    assert Ran(agency, "validate", paths=".", strict="true").code == 1
    assert Ran(agency, "validate", paths="b.yaml\nnew.yaml\n", strict="true").code == 0


def test_sarif_is_written_also_where_there_are_problems_and_not_where_a_path_is_wrong(agency: Path) -> None:
    commit(agency, {"b.yaml": EARLIER.partition("ratings:")[0] + "x: 1\n"}, "broken")
    ran = Ran(agency, "write SARIF", paths=".")
    assert ran.code == 0, ran.log
    log = json.loads(Path(ran.outputs["file"]).read_text(encoding="utf-8"))
    assert {result["ruleId"] for result in log["runs"][0]["results"]} == {"SR104", "SR301", "SR302"}
    assert Ran(agency, "write SARIF", paths="gone.yaml").code == 3


def test_the_comment_has_the_ratings_that_moved_and_nothing_else(agency: Path) -> None:
    ran = Ran(agency, "write the comment", base="main")
    assert ran.code == 0, ran.log
    text = Path(ran.outputs["file"]).read_text(encoding="utf-8")
    assert "1.A.i" in text
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1


def test_an_assessment_in_markdown_is_compared_and_another_page_is_not(agency: Path) -> None:
    page = f"---\n{RATED}---\n# Notes\n"
    git(agency, "checkout", "--quiet", "main")
    commit(agency, {"m.md": page, "README.md": "# Read me\n"}, "pages")
    git(agency, "checkout", "--quiet", "-b", "pages")
    commit(agency, {"m.md": page.replace("emerging", "strong"), "README.md": "# Do read me\n"}, "changed")
    text = Path(Ran(agency, "write the comment", base="main").outputs["file"]).read_text(encoding="utf-8")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1


QUOTED: dict[str, Callable[[str], str]] = {
    "quoted": lambda text: text.replace("kind: assessment", '"kind" : "assessment"'),
    "json": lambda text: json.dumps(yaml.safe_load(text), indent=2, default=str),
    "one line": lambda text: json.dumps(yaml.safe_load(text), default=str),
    "marked": lambda text: "\ufeff" + text,
}


@pytest.mark.parametrize("way", QUOTED)
def test_an_assessment_is_known_however_its_kind_is_written(way: str, agency: Path) -> None:
    git(agency, "checkout", "--quiet", "main")
    commit(agency, {"q.yaml": QUOTED[way](RATED)}, "quoted")
    git(agency, "checkout", "--quiet", "-b", "quoted")
    commit(agency, {"q.yaml": QUOTED[way](RATED.replace("emerging", "strong"))}, "changed")
    text = Path(Ran(agency, "write the comment", base="main").outputs["file"]).read_text(encoding="utf-8")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1


def test_a_renamed_assessment_is_compared_with_what_it_was(agency: Path) -> None:
    git(agency, "mv", "a b.yaml", "c d.yaml")
    commit(agency, {"b.yaml": EARLIER + "# a comment\n"}, "renamed")
    text = Path(Ran(agency, "write the comment", base="main").outputs["file"]).read_text(encoding="utf-8")
    assert "emerging → strong" in text
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1


def test_a_file_begun_from_another_reform_is_not_compared_with_it(agency: Path) -> None:
    git(agency, "checkout", "--quiet", "-b", "guessed", "main")
    git(agency, "mv", "a b.yaml", "c.yaml")
    other = RATED.replace("id: literacy", "id: attendance").replace("emerging", "strong")
    commit(agency, {"c.yaml": other}, "another reform")
    ran = Ran(agency, "write the comment", base="main")
    assert (ran.code, ran.outputs) == (0, {}), ran.log


def test_there_is_no_comment_where_no_rating_moved(agency: Path) -> None:
    git(agency, "checkout", "--quiet", "-b", "other", "main")
    commit(agency, {"b.yaml": EARLIER + "# only a comment\n"}, "third")
    assert Ran(agency, "write the comment", base="main").outputs == {}


@pytest.mark.parametrize(
    "hostile",
    [
        "$(touch pwned)",
        "`touch pwned`",
        '"; touch pwned; "',
        "-opwned",
        "--output=pwned",
        "--output=../pwned",
        "--help",
    ],
)
def test_what_is_put_in_is_never_run(hostile: str, agency: Path) -> None:
    assert Ran(agency, "validate", paths=hostile, strict=hostile).code == 3
    ran = Ran(agency, "write the comment", base=hostile)
    assert ran.code == 1
    assert "::error::base is no revision of this clone" in ran.log
    assert git(agency, "status", "--short") == ""
    assert sorted(path.name for path in agency.parent.iterdir()) == ["agency", "home", "temporary"]
    for step in STEPS.values():
        assert "${{" not in step.get("run", ""), "inputs reach a script through its environment only"


def test_every_step_and_output_fits_together() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert all("uses" in step or step["shell"] == "bash" for step in STEPS.values())
    ids = {step["id"] for step in STEPS.values() if "id" in step}
    for output in ACTION["outputs"].values():
        assert re.fullmatch(r"\$\{\{ steps\.(\w+)\.outputs\.file \}\}", output["value"])[1] in ids  # type: ignore[index]
    used = set(re.findall(r"inputs\.(\w+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert used == set(ACTION["inputs"])
