"""`sustain diff`: its forms, its refusals, and what it reads from git."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Result
from tests.disk.scratch import FILE, at_level, commit, git, repository, script, two_commits
from tests.report.hostile import ATTACKS, hostile
from tests.small import HEAD, RATED

Sustain = Callable[..., Result]
Golden = Callable[[str, str], None]

LITERACY = ROOT / "examples" / "assessments" / "literacy"
OLD, NEW = str(LITERACY / "2025-fall.yaml"), str(LITERACY / "2026-fall.yaml")
UNRATED = "ratings: {}\n"


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def without_style(page: str) -> str:
    """A page without its style sheet, which all pages share and another golden file holds."""
    return re.sub(r"(<style>).*(</style>)", r"\1\2", page, flags=re.DOTALL)


@pytest.fixture
def two(folder: Path) -> Path:
    write(folder, a=at_level("emerging"), b=at_level("strong").replace("2026", "2027"))
    return folder


@pytest.mark.parametrize(
    ("form", "suffix"), [("table", "txt"), ("json", "json"), ("markdown", "md"), ("html", "html")]
)
def test_the_two_rounds_of_the_example(form: str, suffix: str, sustain: Sustain, golden: Golden) -> None:
    golden(f"diff.{suffix}", without_style(sustain("diff", OLD, NEW, "--format", form).out))


def test_the_json_has_the_shape_that_product_md_fixes(two: Path, sustain: Sustain) -> None:
    found = json.loads(sustain("diff", "a.yaml", "b.yaml", "--format", "json").out)
    assert {"old", "new", "summary", "overall", "categories", "elements"} <= set(found)
    assert found["summary"] == {
        "improved": 1, "declined": 0, "unchanged": 0,
        "newly_rated": 0, "no_longer_rated": 0, "not_comparable": 18,
    }  # fmt: skip
    first = found["elements"][0]
    assert {key: first[key] for key in ("id", "old", "new", "change", "kind")} == {
        "id": "1.A.i", "old": "emerging", "new": "strong", "change": 1, "kind": "improved",
    }  # fmt: skip
    assert found["elements"][1]["change"] is None
    assert sum(found["summary"].values()) == len(found["elements"]) == 19


def test_the_headline_is_in_plain_words(two: Path, sustain: Sustain) -> None:
    assert (
        "The one element rated in both rounds improved; the majority level moved from emerging to "
        "strong." in sustain("diff", "a.yaml", "b.yaml").out
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "emerging",
            "emerging",
            "The one element rated in both rounds did not move; the majority level is emerging, as before.",
        ),
        ("emerging", "unknown", "No element is rated in both rounds, so no level can be compared."),
    ],
)
def test_the_headline_where_little_is_to_be_said(
    old: str, new: str, words: str, folder: Path, sustain: Sustain
) -> None:
    write(folder, a=at_level(old), b=at_level(new))
    assert words in sustain("diff", "a.yaml", "b.yaml").out


def test_exit_code_is_that_of_git(two: Path, sustain: Sustain) -> None:
    sustain("diff", "a.yaml", "b.yaml", code=0)
    sustain("diff", "a.yaml", "b.yaml", "--exit-code", code=1)
    sustain("diff", "a.yaml", "a.yaml", "--exit-code", code=0)


def test_comments_and_the_round_itself_are_no_difference(folder: Path, sustain: Sustain) -> None:
    write(folder, a=RATED, b="# Note\n" + RATED.replace("2026-fall, date: 2026", "2027-fall, date: 2027"))
    sustain("diff", "a.yaml", "b.yaml", "--exit-code", code=0)


@pytest.mark.parametrize("form", ["table", "json", "markdown", "html"])
def test_no_path_and_nothing_of_the_day_is_shown(form: str, two: Path, sustain: Sustain) -> None:
    (two / "deep").mkdir()
    (two / "deep" / "c.yaml").write_bytes((two / "a.yaml").read_bytes())
    first = sustain("diff", "a.yaml", "b.yaml", "--format", form).out
    assert sustain("diff", str(two / "deep" / "c.yaml"), "./b.yaml", "--format", form).out == first
    assert "a.yaml" not in first
    assert str(two) not in first


def test_plain_arguments_give_what_typer_gives(
    two: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: tuple[list[str], ...] = (
        ["a.yaml", "b.yaml"],
        ["a.yaml", "b.yaml", "--format", "json", "--exit-code"],
        ["a.yaml"],
        [],
    )
    fast = [sustain("diff", *call, code=None) for call in calls]
    monkeypatch.setattr("sustainrubric.cli.without_typer.plain_call", lambda arguments: None)
    assert [sustain("diff", *call, code=None) for call in calls] == fast


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("id: literacy", "id: numeracy"), "the reforms differ: 'literacy' and 'numeracy'"),
        (("Example Department", "Other Department"), "the agencies differ"),
        (("state: EX", "state: JF"), "different states"),
    ],
)
def test_other_reforms_and_agencies_are_refused_unless_forced(
    change: tuple[str, str], words: str, two: Path, sustain: Sustain
) -> None:
    write(two, b=RATED.replace(*change))
    refused = sustain("diff", "a.yaml", "b.yaml", code=2)
    assert words in refused.err
    assert "--any-reform" in refused.err
    assert refused.out == ""
    compared = sustain("diff", "a.yaml", "b.yaml", "--any-reform").out
    assert words in compared
    # The old spelling.
    assert sustain("diff", "a.yaml", "b.yaml", "--force").out == compared


def test_comparing_other_reforms_replaces_no_file(two: Path, sustain: Sustain) -> None:
    write(two, b=RATED.replace("id: literacy", "id: numeracy"))
    (two / "out.md").write_text("mine")
    sustain("diff", "a.yaml", "b.yaml", "--any-reform", "-o", "out.md", code=4)
    assert (two / "out.md").read_text() == "mine"


def test_the_wrong_order_is_asked_about(two: Path, sustain: Sustain) -> None:
    assert "is the order as you meant it?" in sustain("diff", "b.yaml", "a.yaml").err
    assert sustain("diff", "a.yaml", "b.yaml").err == ""


@pytest.mark.parametrize(
    "arguments", [["a.yaml"], ["a.yaml", "b.yaml", "a.yaml"], ["--git", "v1", "a", "b"], ["-", "-"]]
)
def test_a_wrong_number_of_rounds_is_wrong_usage(arguments: list[str], two: Path, sustain: Sustain) -> None:
    sustain("diff", *arguments, code=2)


def test_a_round_may_come_on_standard_input(two: Path, sustain: Sustain) -> None:
    piped = sustain("diff", "-", "b.yaml", stdin=(two / "a.yaml").read_bytes())
    assert piped.out == sustain("diff", "a.yaml", "b.yaml").out


def test_a_file_that_is_not_valid_is_shown_with_its_problems(two: Path, sustain: Sustain) -> None:
    write(two, b=RATED.replace("emerging", "emergin"))
    found = sustain("diff", "a.yaml", "b.yaml", code=3)
    assert "b.yaml:11:12: error SR107" in found.err
    assert found.out == ""


def test_a_file_that_does_not_fit_its_rubric_is_not_compared(two: Path, sustain: Sustain) -> None:
    write(two, b=RATED.replace("  1.A.i:", "  9.Z.i:"))
    assert "b.yaml:10:3: error SR203" in sustain("diff", "a.yaml", "b.yaml", code=3).err


def test_a_rationale_of_several_lines_is_one_line_of_the_table(two: Path, sustain: Sustain) -> None:
    write(
        two, b=at_level("strong").replace("rationale: Two of five", "rationale: |\n      Two\n      of five")
    )
    assert "           Two of five agencies share the agenda.\n" in sustain("diff", "a.yaml", "b.yaml").out


def test_an_output_is_written_in_the_form_of_its_name_and_not_over_what_is_there(
    two: Path, sustain: Sustain
) -> None:
    sustain("diff", "a.yaml", "b.yaml", "-o", "d.md")
    assert (two / "d.md").read_text(encoding="utf-8").startswith("# What moved: Early literacy standards\n")
    sustain("diff", "a.yaml", "b.yaml", "-o", "d.md", code=4)
    sustain("diff", "a.yaml", "b.yaml", "-o", "d.md", "--format", "json", "--force")
    json.loads((two / "d.md").read_text(encoding="utf-8"))
    sustain("diff", "a.yaml", "b.yaml", "--format", "json", "-o", "a.yaml", "--force", code=4)
    assert (two / "a.yaml").read_text(encoding="utf-8") == at_level("emerging")
    sustain("diff", "a.yaml", "b.yaml", "-o", "d.txt")
    assert (two / "d.txt").read_text(encoding="utf-8") == sustain("diff", "a.yaml", "b.yaml").out


@pytest.mark.deep
def test_revisions_are_compared(folder: Path, sustain: Sustain) -> None:
    two_commits(folder)
    said = "emerging → strong"
    for call in (
        ["--git", "v1..HEAD", FILE],
        ["--git", "v1..", FILE],
        ["--git", "v1", FILE],
        ["--git", "v1...main", FILE],
        [f"v1:{FILE}", f"HEAD:{FILE}"],
        [f"v1:{FILE}", FILE],
        [f"v1:./{FILE}", str(folder / FILE)],
        [f"HEAD^{{/x}}~1:{FILE}", FILE],
    ):
        assert said in sustain("diff", *call).out
    assert "strong → emerging" in sustain("diff", "--git", "..v1", FILE).out


def test_rounds_of_one_name_are_called_by_their_revisions(folder: Path, sustain: Sustain) -> None:
    two_commits(folder)
    assert (
        "2026-fall (v1) (2026-10-15) → 2026-fall (working tree)" in sustain("diff", "--git", "v1", FILE).out
    )
    assert "2026-fall (v1) (2026-10-15) → 2026-fall (HEAD)" in sustain("diff", "--git", "v1..HEAD", FILE).out
    assert "2026-fall (before)" in sustain("diff", FILE, FILE).out


def test_three_dots_compare_with_where_the_branches_parted(folder: Path, sustain: Sustain) -> None:
    two_commits(folder)
    git(folder, "checkout", "--quiet", "-b", "side", "v1")
    commit(folder, at_level("exemplary"))
    assert "strong → exemplary" in sustain("diff", "--git", "main..side", FILE).out
    assert "emerging → exemplary" in sustain("diff", "--git", "main...side", FILE).out


@pytest.mark.parametrize(
    ("revisions", "unknown"),
    [
        ("v1..v1..HEAD", "v1..HEAD"),
        ("v1...v1...HEAD", "v1...HEAD"),
        ("v1...v1..HEAD", "v1..HEAD"),
        ("v1..x", "x"),
    ],
)
def test_more_than_two_revisions_are_refused_and_no_traceback(
    revisions: str, unknown: str, folder: Path, sustain: Sustain
) -> None:
    two_commits(folder)
    said = sustain("diff", "--git", revisions, FILE, code=3).err
    assert f"unknown revision '{unknown}'" in said


@pytest.mark.deep
def test_a_side_that_is_left_out_is_the_last_commit(folder: Path, sustain: Sustain) -> None:
    two_commits(folder)
    for revisions in ("...v1", "v1...", "...", ".."):
        first, second = (part or "HEAD" for part in revisions.split(revisions.strip("v1"), 1))
        assert (
            sustain("diff", "--git", revisions, FILE).out
            == sustain("diff", "--git", revisions.strip("v1").join([first, second]), FILE).out
        )


def test_a_file_that_exists_wins_over_a_revision(folder: Path, sustain: Sustain) -> None:
    two_commits(folder)
    (folder / f"v1:{FILE}").write_text(at_level("exemplary"), encoding="utf-8")
    assert "exemplary → strong" in sustain("diff", f"v1:{FILE}", FILE).out


@pytest.mark.deep
@pytest.mark.parametrize(
    ("call", "words"),
    [
        (["--git", "v9..HEAD", FILE], "unknown revision 'v9': git knows no such commit, tag or branch here"),
        (["--git", "", FILE], "unknown revision ''"),
        (["--git=--output=pwn", FILE], "unknown revision '--output=pwn'"),
        (["--", f"--output=pwn:{FILE}", FILE], "unknown revision '--output=pwn'"),
        (["--git", "HEAD@{now}", FILE], "unknown revision 'HEAD@{now}'"),
        (["--git", "0" * 40, FILE], "unknown revision '0000"),
        (["--git", f"HEAD:{FILE}", FILE], f"unknown revision 'HEAD:{FILE}'"),
        ([f":{FILE}", FILE], "unknown revision ''"),
        (["v1:nowhere.yaml", FILE], "v1:nowhere.yaml: there is no such file in that commit"),
        (["nowhere.yaml", FILE], "nowhere.yaml: cannot be opened: there is no such file"),
        (["--git", "\x1b[2Jx", FILE], "unknown revision '\\x1b[2Jx'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_git_does_not_have_is_said_and_nothing_is_written(
    call: list[str], words: str, folder: Path, sustain: Sustain
) -> None:
    two_commits(folder)
    before = sorted(path.name for path in folder.iterdir())
    found = sustain("diff", *call, code=3)
    assert words in found.err
    assert "\x1b" not in found.err
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_name_without_a_path_is_wrong_usage(folder: Path, sustain: Sustain) -> None:
    two_commits(folder)
    assert "names no file" in sustain("diff", "v1:", FILE, code=2).err


def test_what_git_warns_of_is_passed_on(folder: Path, sustain: Sustain) -> None:
    two_commits(folder)
    assert "only goes back to" in sustain("diff", "--git", "HEAD@{2020-01-01}", FILE).err


def test_marks_of_a_conflict_are_named_in_a_file_too(two: Path, sustain: Sustain) -> None:
    write(
        two, b=RATED.replace("    level: emerging\n", "<<<<<<< a\n    level: emerging\n=======\n>>>>>>> b\n")
    )
    assert (
        "b.yaml:11:1: error SR012 a merge conflict begins here"
        in sustain("diff", "a.yaml", "b.yaml", code=3).err
    )


@pytest.mark.deep
def test_item_75_git_missing_or_hanging_ends_with_3(
    folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_commits(folder)
    monkeypatch.setattr("sustainrubric.disk.git.TIMEOUT", 0.5)
    script(folder / "bin" / "git", "exec /bin/sleep 600")
    monkeypatch.setenv("PATH", str(folder / "bin"))
    assert "git gave no answer in 0.5 seconds" in sustain("diff", "--git", "v1", FILE, code=3).err
    monkeypatch.setenv("PATH", str(folder / "nowhere"))
    assert "git is not installed" in sustain("diff", "--git", "v1", FILE, code=3).err


def test_two_files_are_compared_without_git(
    two: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(two / "nowhere"))
    sustain("diff", "a.yaml", "b.yaml")


@pytest.mark.deep
def test_two_files_are_compared_without_what_only_pages_need(two: Path) -> None:
    code = (
        "import sys, atexit\n"
        "from sustainrubric.cli.main import main\n"
        "heavy = ('typer', 'rich', 'jinja2', 'subprocess', 'sustainrubric.report.view_parts')\n"
        "atexit.register(lambda: print(*[m for m in heavy if m in sys.modules], file=sys.stderr))\n"
        "sys.argv = ['sustain', 'diff', 'a.yaml', 'b.yaml']\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=two, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == ""


def test_item_77_what_is_not_comparable_is_said_and_never_counted_as_nought(
    folder: Path, sustain: Sustain
) -> None:
    ratings = "ratings:\n  1.A.i: {level: not-applicable, rationale: x}\n  1.B.i: {level: strong}\n"
    write(
        folder,
        a=HEAD + ratings,
        b=HEAD + ratings.replace("strong", "unknown") + "  1.B.ii: {level: emerging}\n",
    )
    (folder / "c.yaml").write_text(HEAD + UNRATED, encoding="utf-8")
    out = sustain("diff", "a.yaml", "b.yaml").out
    assert (
        "1 newly rated, 1 no longer rated, 1 not applicable in either round and 16 rated in neither round."
        in out
    )
    found = json.loads(sustain("diff", "a.yaml", "c.yaml", "--format", "json").out)
    assert found["elements"][0]["reason"] == "ceased-to-be-not-applicable"
    assert {element["change"] for element in found["elements"]} == {None}
    assert found["overall"]["new"]["mean"] is None


def test_raters_who_changed_are_said(two: Path, sustain: Sustain) -> None:
    write(
        two,
        b=RATED.replace("M. Lopez", "M. López").replace("role: Chief of staff}", "}\n  - {id: n, name: N}"),
    )
    out = sustain("diff", "a.yaml", "b.yaml").out
    assert "mlopez   M. Lopez (Chief of staff) → M. López" in out
    assert "n        N joined" in out


@pytest.mark.usefixtures("two")
def test_ascii_output_has_ascii_signs(sustain: Sustain) -> None:
    out = sustain("diff", "a.yaml", "b.yaml", encoding="ascii").out
    assert "emerging -> strong" in out
    assert "\\u" not in out


def test_a_history_without_the_file_is_no_obstacle_to_the_other_side(folder: Path, sustain: Sustain) -> None:
    repository(folder)
    commit(folder, "x", file="other.txt")
    (folder / FILE).write_text(RATED, encoding="utf-8")
    assert (
        f"HEAD:{FILE}: there is no such file in that commit"
        in sustain("diff", "--git", "HEAD", FILE, code=3).err
    )


@pytest.mark.parametrize("command", ["diff", "trend"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_items_54_and_55_no_text_steers_the_terminal(
    attack: str, command: str, folder: Path, sustain: Sustain
) -> None:
    write(folder, a=hostile(attack), b=hostile(attack).replace("level: strong", "level: emerging"))
    for form in ("table", "json"):
        out = sustain(command, "a.yaml", "b.yaml", "--format", form).out
        assert "strong" in out
        assert not [character for character in out if not (character.isprintable() or character == "\n")]
    assert attack.split()[0][:8] in sustain(command, "a.yaml", "b.yaml").out


@pytest.mark.deep
@pytest.mark.parametrize("command", ["diff", "trend"])
def test_item_56_a_closed_pipe_is_quiet_and_a_full_disk_is_said(
    command: str, folder: Path, sustain_process: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    with open("/dev/full", "wb") as full:
        done = sustain_process(command, OLD, NEW, stdout=full)
    assert done.returncode not in (0, 70)
    assert b"No space left" in done.stderr
    reading, writing = os.pipe()
    os.close(reading)
    done = sustain_process(command, OLD, NEW, stdout=writing)
    os.close(writing)
    assert done.stderr == b""


def test_a_checkout_of_ci_without_branches_of_its_own_is_told_of_the_one_on_the_server(
    folder: Path, sustain: Sustain
) -> None:
    two_commits(folder)
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD~1")
    git(folder, "checkout", "--quiet", "--detach")
    git(folder, "branch", "--quiet", "-D", "main")
    said = sustain("diff", "--git", "main...HEAD", FILE, code=3).err
    assert "unknown revision 'main'; did you mean origin/main?" in said
    assert "emerging → strong" in sustain("diff", "--git", "origin/main...HEAD", FILE).out


@pytest.fixture
def agency(folder: Path) -> Path:
    """The example agency's assessments."""
    shutil.copytree(
        ROOT / "examples" / "assessments", folder / "agency", ignore=shutil.ignore_patterns("*.ballots")
    )
    shutil.copytree(ROOT / "examples" / "instruments", folder / "agency" / "instruments")
    return folder / "agency"


@pytest.mark.deep
def test_one_path_is_the_last_two_rounds_of_its_reform(sustain: Sustain, agency: Path) -> None:
    old, new = "agency/literacy/2025-fall.yaml", "agency/literacy/2026-fall.yaml"
    both = sustain("diff", old, new)
    for path in ("agency/literacy", "agency/literacy/", new, f"./{new}"):
        one = sustain("diff", path)
        assert one.out == both.out
        assert "2025-fall.yaml and " in one.err
    three = "agency/educator-evaluation/2025-fall.yaml"
    assert "2024-fall" in sustain("diff", three).out, "a file that is not the newest: the round before it"
    shutil.copy(agency / "literacy" / "2026-fall.yaml", agency / "literacy" / "z.yaml")
    text = (agency / "literacy" / "z.yaml").read_text(encoding="utf-8")
    text = text.replace("id: 2026-fall, date: 2026-10-14", "id: 2020-fall, date: 2020-10-14")
    (agency / "literacy" / "z.yaml").write_text(text, encoding="utf-8")
    assert sustain("diff", "agency/literacy").out == both.out, "newest by date, not by name"


def test_one_path_that_does_not_say_which_rounds(sustain: Sustain, agency: Path) -> None:
    several = sustain("diff", "agency", code=2).err
    assert "2 reforms" in several
    assert "Early literacy" in several
    assert "no earlier round" in sustain("diff", "agency/literacy/2025-fall.yaml", code=2).err
    (agency / "w.yaml").write_text("kind: settings\n", encoding="utf-8")
    assert "agency/w.yaml is not valid" in sustain("diff", "agency/w.yaml", code=3).err
    assert "there is no such file" in sustain("diff", "agency/no-such.yaml", code=3).err
    (agency / "literacy" / "2027.yaml").write_text("kind: assessment\nround: {", encoding="utf-8")
    unreadable = sustain("diff", "agency/literacy", code=3).err
    assert "may hold the newest round" in unreadable
    assert "agency/literacy/2027.yaml:2:9" in unreadable
    sustain("diff", "-", code=2)
