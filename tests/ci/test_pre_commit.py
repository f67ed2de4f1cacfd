"""The hooks, run by the real pre-commit on a scratch repository."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sustainrubric.records.load import read_data
from tests.ci.repositories import environment, git, new_repository
from tests.conftest import ROOT
from tests.small import HEAD

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(
        importlib.util.find_spec("pre_commit") is None,
        reason="pre-commit is not installed: pip install pre-commit",
    ),
]

FILES = {
    "a.yaml": HEAD,
    "ci.yaml": "on: push\nkind: Deployment\n",
    "list.yml": "- a\n",
    "notes.md": "# Notes\n",
    "data.json": "{}\n",
}
BROKEN = HEAD + "ratings:\n  1.A.i: {level: stong}\n"
UNTIDY = HEAD.replace("format: 1", "format:   1")


def hooks_of(folder: Path, language: str) -> Path:
    """A repository that offers our hooks, as they are or to be run with what is installed here."""
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    return new_repository(
        folder, {".pre-commit-hooks.yaml": text.replace("language: python", f"language: {language}")}
    )


def run(repository: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=repository,
        env=environment(
            repository, PRE_COMMIT_HOME=str(repository.parent / "cache"), PRE_COMMIT_COLOR="never"
        ),
        capture_output=True,
        text=True,
        check=False,
        timeout=250,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository that uses our hooks."""
    hooks = hooks_of(tmp_path / "hooks", "system")
    commit = git(hooks, "rev-parse", "HEAD").strip()
    config = f"repos:\n- repo: {hooks}\n  rev: {commit}\n  hooks: [{{id: sustain-validate}}, {{id: sustain-fmt}}]\n"
    return new_repository(tmp_path / "agency", {**FILES, ".pre-commit-config.yaml": config})


def test_a_sound_repository_passes_with_other_yaml_in_it(repository: Path) -> None:
    done = run(repository, "run", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == 2


@pytest.mark.parametrize(
    ("text", "failing", "words"),
    [
        (BROKEN, "sustain validate", "a.yaml:10:18: error SR107 1.A.i: 'stong' is not one of"),
        (UNTIDY, "sustain fmt --check", "a.yaml: would be laid out anew"),
    ],
)
def test_a_commit_that_breaks_something_is_stopped(
    text: str, failing: str, words: str, repository: Path
) -> None:
    assert run(repository, "install").returncode == 0
    (repository / "a.yaml").write_text(text)
    git(repository, "add", "a.yaml")
    done = subprocess.run(
        ["git", "commit", "-m", "second"],
        cwd=repository,
        env=environment(repository, PRE_COMMIT_HOME=str(repository.parent / "cache")),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert words in done.stdout + done.stderr
    lines = (done.stdout + done.stderr).splitlines()
    assert next(line for line in lines if line.startswith(failing)).endswith("Failed")
    assert git(repository, "log", "--format=%s").split() == ["first"]


def test_the_configuration_that_init_writes_works(tmp_path: Path) -> None:
    agency = new_repository(tmp_path / "agency", FILES)
    made = subprocess.run(
        [sys.executable, "-m", "sustainrubric", "init"],
        cwd=agency,
        env=environment(agency),
        check=True,
        capture_output=True,
    )
    assert made.returncode == 0
    git(agency, "add", "--all")
    done = run(agency, "run", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == 2


def test_the_hooks_are_as_pre_commit_wants_them() -> None:
    from pre_commit.clientlib import load_manifest

    hooks = load_manifest(ROOT / ".pre-commit-hooks.yaml")
    assert [hook["id"] for hook in hooks] == ["sustain-validate", "sustain-fmt"]
    assert {hook["language"] for hook in hooks} == {"python"}
    assert read_data(str(ROOT / ".pre-commit-hooks.yaml")).data == [
        {
            key: hook[key]
            for key in ("id", "name", "description", "entry", "language", "types_or", "require_serial")
        }
        for hook in hooks
    ]


@pytest.mark.skipif(
    not os.environ.get("TEST_WITH_NETWORK"),
    reason="installs packages from an index: set TEST_WITH_NETWORK=1",
)
def test_the_hooks_install_from_a_clone_of_this_repository(tmp_path: Path) -> None:
    """What a user of the hooks gets: pre-commit clones, builds and installs us by itself."""
    clone = tmp_path / "clone"
    git(tmp_path.parent, "clone", "--quiet", str(ROOT), str(clone))
    for name in (".pre-commit-hooks.yaml", "pyproject.toml"):
        (clone / name).write_bytes((ROOT / name).read_bytes())
    subprocess.run(
        ["cp", "-r", *map(str, (ROOT / "src", ROOT / "schemas", ROOT / "templates")), str(clone)], check=True
    )
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--allow-empty", "-m", "as it is here")
    agency = new_repository(tmp_path / "agency", {"a.yaml": BROKEN})
    done = run(agency, "try-repo", str(clone), "sustain-validate", "--all-files", "--verbose")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "error SR107" in done.stdout
