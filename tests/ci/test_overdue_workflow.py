"""The workflow that `sustain init` writes keeps one issue with what is overdue, whatever texts say."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Result
from tests.small import RATED

Sustain = Callable[..., Result]

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the runner's shell is bash")

# Keeps the issues that it is told to make as files, and what it was called with.
GH = """\
#!/usr/bin/env bash
printf '%s\\n' "$*" >> "$HUB/calls"
case "$1 $2" in
  "issue list") if [ -e "$HUB/open" ]; then cat "$HUB/open"; fi ;;
  "issue create") echo 7 > "$HUB/open"; cp overdue.md "$HUB/body" ;;
  "issue edit") cp overdue.md "$HUB/body" ;;
  "issue close") rm "$HUB/open" ;;
esac
"""


class Repository:
    """A folder with the workflow, and a hub that its `gh` talks to."""

    def __init__(self, folder: Path, sustain: Sustain) -> None:
        sustain("init")
        text = (folder / ".github/workflows/sustain-overdue.yml").read_text(encoding="utf-8")
        self.workflow: Any = yaml.safe_load(text)
        self.steps = [step["run"] for step in self.workflow["jobs"]["overdue"]["steps"] if "run" in step][1:]
        self.folder, self.sustain = folder, sustain
        self.hub = folder / "hub"
        tools = folder / "tools"
        self.hub.mkdir()
        tools.mkdir()
        for name, script in {
            "gh": GH,
            "sustain": '#!/usr/bin/env bash\necho "$@" >> "$HUB/asked"; cat said\n',
        }.items():
            (tools / name).write_text(script, encoding="utf-8")
            (tools / name).chmod(0o755)
        self.environment = {
            **os.environ,
            "HUB": str(self.hub),
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        }

    def run(self, text: str, today: str = "2027-06-01") -> list[str]:
        """Run the steps on an assessment; gives the calls of `gh`."""
        (self.folder / "a.yaml").write_text(text, encoding="utf-8")
        said = self.sustain("plan", ".", "--overdue", "--format", "markdown", "--today", today).out
        (self.folder / "said").write_text(said, encoding="utf-8")
        return self.run_steps()[0]

    def run_steps(self) -> tuple[list[str], str]:
        """The calls of `gh`, and what the log says."""
        (self.hub / "calls").write_text("", encoding="utf-8")
        log = ""
        for step in self.steps:
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step],
                cwd=self.folder, env=self.environment, check=True, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            log += done.stdout
        calls = [" ".join(line.split()[:3]) for line in (self.hub / "calls").read_text("utf-8").splitlines()]
        return calls, log

    def refuse(self, code: int, words: str) -> None:
        """Have the runner's `sustain` end with an error."""
        script = f"#!/usr/bin/env bash\ncat refusal >&2\nexit {code}\n"
        (self.folder / "refusal").write_text(words, encoding="utf-8")
        (self.folder / "tools" / "sustain").write_text(script, encoding="utf-8")

    @property
    def body(self) -> str:
        return (self.hub / "body").read_text(encoding="utf-8")


@pytest.fixture
def repository(folder: Path, sustain: Sustain) -> Repository:
    return Repository(folder, sustain)


def action(what: str) -> str:
    quoted = '"' + "".join(f"\\U{ord(sign):08x}" for sign in what) + '"'
    return f"{RATED}    actions:\n      - {{what: {quoted}, due: 2027-01-31, status: planned}}\n"


def test_the_workflow_has_the_shape_that_github_asks_for(repository: Repository) -> None:
    workflow = repository.workflow
    # YAML 1.1 takes the key `on` for true.
    assert workflow[True]["schedule"] == [{"cron": "23 6 * * 1"}]
    assert "workflow_dispatch" in workflow[True]
    assert workflow["permissions"] == {"contents": "read", "issues": "write"}
    assert workflow["concurrency"]["group"]
    assert set(workflow) == {True, "name", "permissions", "concurrency", "jobs"}
    for step in workflow["jobs"]["overdue"]["steps"]:
        assert ("uses" in step) != ("run" in step)
        assert set(step) <= {"name", "uses", "with", "run", "shell", "env"}
        # What an expression gives would be run as a part of the script.
        assert "${{" not in step.get("run", "")
        subprocess.run(["bash", "-n", "-c", step.get("run", "")], check=True)


@pytest.mark.deep
def test_one_issue_is_opened_changed_and_closed(repository: Repository) -> None:
    finding = ["label create sustain-overdue", "issue list --label"]
    assert repository.run(RATED) == finding
    assert repository.run(action("Convene the council")) == [*finding, "issue create --title"]
    assert "Convene the council" in repository.body
    assert repository.run(action("Convene all councils")) == [*finding, "issue edit 7"]
    assert "Convene all councils" in repository.body
    assert "Where to act first" not in repository.body
    assert repository.run(RATED) == [*finding, "issue close 7"]
    assert repository.run(RATED) == finding
    asked = (repository.hub / "asked").read_text(encoding="utf-8").splitlines()
    assert set(asked) == {"plan . --overdue --format markdown"}


def test_a_folder_without_assessments_passes_with_a_notice(repository: Repository, sustain: Sustain) -> None:
    refused = sustain("plan", ".", "--overdue", "--format", "markdown", code=3)
    repository.refuse(3, refused.err)
    calls, log = repository.run_steps()
    assert log.startswith("::notice::There is no assessment or worksheet here yet")
    assert calls == ["label create sustain-overdue", "issue list --label"]


def test_a_file_that_cannot_be_read_fails_the_workflow(repository: Repository) -> None:
    repository.refuse(3, "sustain: a.yaml cannot be read\n")
    with pytest.raises(subprocess.CalledProcessError):
        repository.run_steps()


@pytest.mark.parametrize(
    ("what", "shown"),
    [
        ("Ask @octocat and @org/team", "Ask @<!-- -->octocat and @<!-- -->org/team"),
        ("Fixes #12", "Fixes \\#<!-- -->12"),
        ("<img src=x> `x` [a](javascript:b)", "&lt;img src=x&gt; \\`x\\` \\[a\\](javascript:b)"),
        ("one\n## Overdue\n$(touch hub/run) `touch hub/run`", "one"),
        ("## Where to act first", "\\#\\# Where to act first"),
        ("a | b", "a \\| b"),
    ],
)
def test_text_stays_text(repository: Repository, what: str, shown: str) -> None:
    repository.run(action(what))
    (row,) = (line for line in repository.body.splitlines() if line.startswith("| Jan 31"))
    assert shown in row
    assert not (repository.hub / "run").exists()


def test_what_is_more_than_an_issue_holds_is_cut_between_two_rows(repository: Repository) -> None:
    row = "      - {what: %s, due: 2027-01-31, status: planned}\n"
    rows = "".join(row % (f"Do {number} " + "\u00e9" * 200) for number in range(300))
    repository.run(f"{RATED}    actions:\n{rows}")
    assert len(repository.body.encode()) < 65_000
    assert repository.body.endswith("More is overdue: `sustain plan . --overdue` lists all.\n")
    assert "|\n\nMore is" in repository.body


def test_nothing_but_what_is_overdue_is_listed(folder: Path, sustain: Sustain) -> None:
    text = action("Late") + "      - {what: Next year, due: 2027-12-31, status: planned}\n"
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    for form in ("table", "markdown", "csv", "json", "html", "ics"):
        said = sustain("plan", "a.yaml", "--overdue", "--today", "2027-06-01", "--format", form).out
        assert "Late" in said
        assert "Next year" not in said
    assert "no effect beside --shortlist" in sustain("plan", "a.yaml", "--overdue", "--shortlist", code=2).err
