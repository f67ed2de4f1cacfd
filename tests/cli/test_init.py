"""`sustain init` makes a folder that is ready to work in, and changes nothing that is there."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from sustainrubric import __version__
from sustainrubric.records.load import KINDS, read_data
from sustainrubric.records.schema_line import editor_line
from tests.conftest import ROOT, Result
from tests.disk.scratch import needs_git

Sustain = Callable[..., Result]

FILES = [
    ".gitattributes", ".github/workflows/sustain-overdue.yml", ".github/workflows/sustain.yml", ".gitignore",
    ".pre-commit-config.yaml",
    ".vscode/extensions.json", ".vscode/settings.json", "README.md", "assessments/README.md",
    "schemas/assessment.schema.json", "schemas/priorities.schema.json", "schemas/settings.schema.json",
    "schemas/worksheet.schema.json", "sustain.yaml",
]  # fmt: skip


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_new_folder_has_what_an_agency_needs_and_is_in_order(folder: Path, sustain: Sustain) -> None:
    result = sustain("init", "agency", "--agency", "Example: Department {of} Education", "--state", "EX")
    assert files_in(folder / "agency") == FILES
    assert result.out.splitlines() == [
        f"wrote agency/{name}" for name in written_in_order(folder / "agency", result)
    ]
    settings = read_data("agency/sustain.yaml").data
    assert settings["agency"] == {"name": "Example: Department {of} Education", "state": "EX"}
    assert (
        "ratings of Example: Department {of} Education, made" in (folder / "agency" / "README.md").read_text()
    )
    assert sustain("validate", "--strict", "agency").err == "checked 1 file: no problems\n"
    assert sustain("fmt", "--check", "agency").out == ""


def written_in_order(folder: Path, result: Result) -> list[str]:
    names = [line.removeprefix(f"wrote {folder.name}/") for line in result.out.splitlines()]
    assert sorted(names) == FILES
    return names


def test_every_file_can_be_read_by_what_it_is_for(folder: Path, sustain: Sustain) -> None:
    sustain("init")
    workflow = yaml.safe_load((folder / ".github/workflows/sustain.yml").read_text())
    runs = [step["run"] for step in workflow["jobs"]["validate"]["steps"] if "run" in step]
    assert runs == [
        f'python -m pip install "sustainrubric=={__version__}"',
        "sustain validate --format github",
        "sustain fmt --check",
    ]
    editor = json.loads((folder / ".vscode/settings.json").read_text())
    assert all((folder / schema).is_file() for schema in editor["yaml.schemas"])
    assert json.loads((folder / ".vscode/extensions.json").read_text()) == {
        "recommendations": ["redhat.vscode-yaml"]
    }
    hooks = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    assert [hook["id"] for hook in hooks] == ["sustain-validate", "sustain-fmt"]
    for name in ("assessment", "worksheet", "priorities", "settings"):
        made = (folder / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
        assert made == (ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")


@needs_git
def test_git_knows_the_word_diff(folder: Path, sustain: Sustain) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    sustain("init")
    done = subprocess.run(
        [
            "git",
            "check-attr",
            "diff",
            "assessments/a/b.yaml",
            "priorities.yml",
            "assessments/b.md",
            "README.md",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [line.rpartition(" ")[2] for line in done.stdout.splitlines()] == [*["sustain"] * 3, "unspecified"]
    page = (folder / "assessments" / "README.md").read_text(encoding="utf-8")
    assert sustain("textconv", "assessments/README.md").out == page


def test_a_second_time_nothing_is_changed(folder: Path, sustain: Sustain) -> None:
    sustain("init")
    before = {name: (folder / name).read_bytes() for name in files_in(folder)}
    (folder / "README.md").write_text("ours\n")
    before["README.md"] = b"ours\n"
    (folder / "sustain.yaml").unlink()
    result = sustain("init", "--agency", "Another")
    assert result.out == "wrote sustain.yaml\n"
    assert "kept README.md, which is there already" in result.err
    after = {name: (folder / name).read_bytes() for name in files_in(folder)}
    assert {**after, "sustain.yaml": before["sustain.yaml"]} == before


def test_a_state_without_an_agency_is_not_dropped_in_silence(folder: Path, sustain: Sustain) -> None:
    assert "--state is the agency's" in sustain("init", "--state", "EX", code=2).err
    assert files_in(folder) == []


def test_lines_that_a_kept_list_does_not_have_are_named(folder: Path, sustain: Sustain) -> None:
    (folder / ".gitignore").write_text("# ours\nbuild/\n.*.tmp\n")
    (folder / ".gitattributes").mkdir()
    err = sustain("init").err
    assert (
        "kept .gitignore, which is there already; it could also have:\n  .*.lock\n  *.bak\n  /reports/\n"
        in err
    )
    assert "kept .gitattributes, which is there already\n" in err
    assert (folder / ".gitignore").read_text() == "# ours\nbuild/\n.*.tmp\n"
    (folder / ".gitignore").write_text((ROOT / "templates" / "init" / "gitignore").read_text())
    assert "kept .gitignore, which is there already\n" in sustain("init").err


@needs_git
def test_below_the_top_of_a_repository_one_is_told_what_belongs_there(folder: Path, sustain: Sustain) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    words = f".github and .pre-commit-config.yaml are for the top folder of the repository; move them to {folder}\n"
    assert words in sustain("init", "sub").err
    assert words not in sustain("init").err


def test_the_name_of_the_agency_is_text_whatever_it_holds(folder: Path, sustain: Sustain) -> None:
    name = "*A* <b> @version@ [x](javascript:1) \x1b[31m"
    sustain("init", "--agency", name)
    assert r"ratings of \*A\* &lt;b&gt; @version@ \[x\](javascript:1)" in (folder / "README.md").read_text()
    assert "\x1b" not in (folder / "README.md").read_text()
    assert read_data("sustain.yaml").data["agency"] == {"name": name}


@pytest.mark.parametrize("there", ["folder", "dangling link"])
def test_whatever_has_a_name_keeps_it(there: str, folder: Path, sustain: Sustain) -> None:
    if there == "folder":
        (folder / "README.md").mkdir()
    else:
        (folder / "README.md").symlink_to("nowhere")
    assert "kept README.md" in sustain("init").err
    assert (folder / "README.md").is_symlink() or (folder / "README.md").is_dir()
    assert not (folder / "nowhere").exists()


def test_a_file_in_the_way_of_a_folder_is_told(folder: Path, sustain: Sustain) -> None:
    (folder / "schemas").write_text("mine")
    assert "schemas cannot be made: it exists already" in sustain("init", code=4).err
    assert (folder / "schemas").read_text() == "mine"


def test_what_to_do_next_can_be_typed(folder: Path, sustain: Sustain) -> None:
    err = sustain("init", "my agency").err
    assert "  cd 'my agency'\n" in err
    assert "  cd ./-rf\n" in sustain("init", "--", "-rf").err
    assert "  git init\n" in err
    (folder / ".git").mkdir()
    assert "git init" not in sustain("init").err


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("a.yaml", "schemas/assessment.schema.json"),
        ("assessments/literacy/a.yaml", "../../schemas/assessment.schema.json"),
    ],
)
@pytest.mark.parametrize("root", ["sustain.yaml", ".git"])
def test_a_new_file_names_its_schema_from_where_it_is(
    root: str, file: str, expected: str, folder: Path
) -> None:
    (folder / root).mkdir()
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    assert editor_line(file, "assessment") == f"# yaml-language-server: $schema={expected}\n"


def test_a_new_file_in_a_folder_of_init_finds_its_schema(folder: Path, sustain: Sustain) -> None:
    sustain("init", "--agency", "A")
    sustain("new", "assessment", "assessments/a.yaml", "--reform", "R", "--round", "r")
    sustain("new", "worksheet", "w.yaml")
    sustain("new", "priorities", "p.yaml")
    for name in ("assessments/a.yaml", "w.yaml", "p.yaml"):
        line = (folder / name).read_text(encoding="utf-8").partition("\n")[0]
        schema = (folder / name).parent / line.partition("$schema=")[2]
        assert json.loads(schema.read_text(encoding="utf-8"))["$id"].split(":")[-2] in KINDS
    assert sustain("validate", code=None).out.count("error") == 0
    assert sustain("fmt", "--check").out == ""
