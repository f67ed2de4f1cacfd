"""What services are told of us keeps to the schemas they publish, and what docs/ci.md shows of it works."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from tests.ci.repositories import environment, new_repository
from tests.conftest import ROOT
from tests.small import HEAD, RATED

SNIPPETS: list[str] = re.findall(
    r"```yaml\n(.*?)```", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"), re.DOTALL
)
INIT = ROOT / "templates" / "init"

pytestmark = pytest.mark.deep


def snippet(beginning: str) -> str:
    """The example in docs/ci.md that begins so."""
    (found,) = [text for text in SNIPPETS if text.startswith(beginning)]
    return found


def complaints(schema: str, text: str, folder: Path) -> str:
    """What check-jsonschema says, which ships the schemas of services."""
    (folder / "file.yml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run(
        [*command, "file.yml"], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout + done.stderr if done.returncode else ""


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ("github-actions", (ROOT / "action.yml").read_text(encoding="utf-8")),
        ("github-workflows", (INIT / "github-workflow.yml").read_text(encoding="utf-8")),
        ("github-workflows", snippet("name: sustain\n")),
        ("gitlab-ci", snippet("sustain:\n")),
    ],
    ids=["action", "workflow of init", "workflow in docs", "GitLab in docs"],
)
def test_it_keeps_to_the_schema_of_the_service(schema: str, text: str, tmp_path: Path) -> None:
    assert complaints(schema, text, tmp_path) == ""
    broken = {"runs:": "rums:", "jobs:": "jbos:", "script:": "scirpt:"}
    wrong = next(text.replace(right, slip) for right, slip in broken.items() if right in text)
    assert complaints(schema, wrong, tmp_path) != ""


@pytest.mark.parametrize(
    "text",
    [(INIT / "pre-commit-config.yaml").read_text(encoding="utf-8"), snippet("repos:\n")],
    ids=["of init", "in docs"],
)
def test_the_configuration_is_one_of_pre_commit(text: str, tmp_path: Path) -> None:
    clientlib = pytest.importorskip("pre_commit.clientlib", reason="pip install pre-commit")
    (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
    (repository,) = clientlib.load_config(tmp_path / "config.yaml")["repos"]
    assert [hook["id"] for hook in repository["hooks"]] == ["sustain-validate", "sustain-fmt"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="the runner's shell is bash")
@pytest.mark.parametrize(
    ("name", "text", "code", "failures"),
    [
        ("sound", RATED, 0, 0),
        ("broken", HEAD + "x: 1\n", 1, 1),
        ("untidy", RATED.replace(": 1\n", ":  1\n"), 1, 0),
    ],
)
def test_the_lines_for_gitlab_do_what_they_say(
    name: str, text: str, code: int, failures: int, tmp_path: Path
) -> None:
    job: dict[str, Any] = yaml.safe_load(snippet("sustain:\n"))["sustain"]
    install, *script = job["script"]
    assert install == "python -m pip install --quiet sustainrubric"
    folder = new_repository(tmp_path / name, {"a.yaml": text})
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", "\n".join(script)],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == code, done.stdout + done.stderr
    report = ElementTree.parse(folder / job["artifacts"]["reports"]["junit"]).getroot()
    assert report.get("failures") == str(failures)


@pytest.mark.skipif(shutil.which("bash") is None, reason="the runner's shell is bash")
@pytest.mark.parametrize(
    ("text", "codes", "words"),
    [
        (RATED, [0, 0], "checked 2 files: no problems"),
        (HEAD + "x: 1\n", [1, 0], "::error file=a.yaml,line=9,col=1,title=SR104::unknown key"),
        (RATED.replace(": 1\n", ":  1\n"), [0, 1], "a.yaml: would be laid out anew"),
    ],
    ids=["sound", "broken", "untidy"],
)
def test_the_steps_of_the_workflow_that_init_writes_do_what_they_say(
    text: str, codes: list[int], words: str, tmp_path: Path
) -> None:
    folder = new_repository(tmp_path / "agency", {"a.yaml": text})
    runner = environment(folder, GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(folder))
    subprocess.run([sys.executable, "-m", "sustainrubric", "init"], cwd=folder, env=runner, check=True)
    workflow = yaml.safe_load((folder / ".github" / "workflows" / "sustain.yml").read_text(encoding="utf-8"))
    _, *steps = [step["run"] for step in workflow["jobs"]["validate"]["steps"] if "run" in step]
    done = [
        subprocess.run(
            ["bash", "-e", "-c", step], cwd=folder, env=runner, capture_output=True, text=True, check=False
        )
        for step in steps
    ]
    assert [each.returncode for each in done] == codes
    assert any(words in each.stdout for each in done)
