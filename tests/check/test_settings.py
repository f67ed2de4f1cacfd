"""What `sustain.yaml` silences and weighs, for which files, and what it says when it silences nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result
from tests.small import HEAD, RATED

Sustain = Callable[..., Result]

OLD = "    evidence: [{what: Law, date: 2019-01-01}]\n"
SETTINGS = "kind: settings\nformat: 1\n"
REASON = "reason: Laws do not expire."


@pytest.fixture
def agency(folder: Path) -> Path:
    """A repository with two assessments, each with old evidence (SR310)."""
    (folder / ".git").mkdir()
    for name, round_id in (("a/one.yaml", "2026-fall"), ("b/two.yaml", "2026-spring")):
        (folder / name).parent.mkdir()
        (folder / name).write_text((RATED + OLD).replace("2026-fall", round_id))
    return folder


def write(folder: Path, rows: str, name: str = "sustain.yaml") -> None:
    (folder / name).write_text(SETTINGS + rows)


def found(sustain: Sustain, *arguments: str) -> list[str]:
    """`file severity code` of each problem."""
    lines = sustain("validate", *arguments, code=None).out.splitlines()
    return [f"{line.split(':')[0]} {' '.join(line.split()[1:3])}" for line in lines]


@pytest.mark.usefixtures("agency")
def test_without_settings_all_is_told(sustain: Sustain) -> None:
    assert found(sustain) == ["a/one.yaml warning SR310", "b/two.yaml warning SR310"]


def test_an_ignored_code_is_not_told(agency: Path, sustain: Sustain) -> None:
    write(agency, f"ignore: [{{code: SR310, {REASON}}}]\n")
    assert found(sustain, "--strict") == []


@pytest.mark.parametrize(
    "pattern", ["a/", "a", "one.yaml", "a/*.yaml", "/a/**", "'*.yaml', '!two.yaml'", "'**/one.yaml'"]
)
def test_an_ignore_holds_for_its_files_only(pattern: str, agency: Path, sustain: Sustain) -> None:
    write(agency, f"ignore: [{{code: SR310, {REASON}, files: [{pattern}]}}]\n")
    assert found(sustain) == ["b/two.yaml warning SR310"]


def test_the_nearest_settings_hold_whatever_is_checked_and_from_where(
    agency: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(agency, f"ignore: [{{code: SR310, {REASON}}}]\n")
    write(agency / "b", "")
    assert found(sustain) == found(sustain, "a/one.yaml", "b/two.yaml") == ["b/two.yaml warning SR310"]
    monkeypatch.chdir(agency / "a")
    assert found(sustain) == found(sustain, "one.yaml") == []


@pytest.fixture(params=["repository", "home", "open to all", "open itself"])
def beyond(request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An assessment in a folder, and settings that are not of its agency."""
    write(
        folder,
        f"ignore: [{{code: SR310, {REASON}}}]\nagency: {{name: Somebody Else}}\n"
        "report: {colors: {band: '#5a1230'}}\n",
    )
    inner = folder if request.param == "open itself" else folder / "inner"
    inner.mkdir(exist_ok=True)
    (inner / "a.yaml").write_text(RATED + OLD)
    if request.param == "repository":
        (inner / ".git").mkdir()
    elif request.param == "home":
        monkeypatch.setenv("HOME", str(inner))
    else:
        folder.chmod(0o777)
    monkeypatch.chdir(inner)
    return inner


def test_settings_from_beyond_the_folder_of_the_agency_do_not_count(beyond: Path, sustain: Sustain) -> None:
    assert found(sustain, "a.yaml") == ["a.yaml warning SR310"]
    sustain("report", "a.yaml", "-o", "a.html")
    assert "5a1230" not in (beyond / "a.html").read_text()
    rest = ("--reform", "X", "--round", "y")
    assert "--agency is needed" in sustain("new", "assessment", "new.yaml", *rest, code=2).err
    assert "--agency is needed" in sustain("new", "worksheet", "new.yaml", code=2).err
    sustain("new", "priorities", "new.yaml")
    assert "Somebody Else" not in (beyond / "new.yaml").read_text()
    assert "schema=schemas/" in (beyond / "new.yaml").read_text()


def test_settings_count_in_a_folder_that_is_open_to_all_where_modes_say_nothing(
    folder: Path, sustain: Sustain
) -> None:
    write(folder, f"ignore: [{{code: SR310, {REASON}}}]\n")
    (folder / "a.yaml").write_text(RATED + OLD)
    folder.chmod(0o777)
    (folder / "sustain.yaml").chmod(0o777)
    assert found(sustain, "a.yaml") == []


def test_a_severity_can_be_changed_for_some_files_and_the_last_row_counts(
    agency: Path, sustain: Sustain
) -> None:
    write(
        agency,
        "severities:\n  - {code: SR310, severity: error}\n  - {code: SR310, severity: warning, files: [b/]}\n",
    )
    assert found(sustain) == ["a/one.yaml error SR310", "b/two.yaml warning SR310"]
    assert sustain("validate", "a", code=1)
    assert sustain("validate", "b", code=0)


@pytest.mark.parametrize("form", ["json", "github", "sarif", "junit"])
def test_every_format_has_the_severity_of_the_settings(form: str, agency: Path, sustain: Sustain) -> None:
    write(agency, "severities: [{code: SR310, severity: error}]\n")
    out = sustain("validate", "--format", form, code=1).out
    said = {
        "json": '"severity": "error"',
        "github": "::error ",
        "sarif": '"level": "error"',
        "junit": "<failure",
    }
    assert out.count(said[form]) == 2


def test_an_ignore_that_nothing_needs_is_told_at_its_place(agency: Path, sustain: Sustain) -> None:
    write(agency, f"ignore:\n  - {{code: SR310, {REASON}}}\n  - {{code: SR301, {REASON}, files: [a/]}}\n")
    result = sustain("validate")
    assert result.out == (
        "sustain.yaml:5:12: warning SR380 SR301 does not occur in the files this ignore is for; remove it\n"
    )
    assert sustain("validate", "--strict", code=1)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["a/one.yaml"], "only some files were looked at"),
        (["a"], "only some folders were looked at"),
        (["--select", "SR2"], "the code was not looked for"),
        (["--ignore", "SR301"], "the code was left out"),
        (["--ignore", "SR380"], "it was not to be told"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_ignore_is_not_called_unused_where_that_is_not_known(
    arguments: list[str], why: str, agency: Path, sustain: Sustain
) -> None:
    write(agency, f"ignore:\n  - {{code: SR301, {REASON}}}\n")
    assert not [line for line in found(sustain, *arguments) if "SR380" in line], why


@pytest.mark.parametrize("broken", ["kind: assessment\n  x: [", HEAD.replace("format: 1", "format: 2")])
def test_an_ignore_is_not_called_unused_while_a_file_it_is_for_is_broken(
    broken: str, agency: Path, sustain: Sustain
) -> None:
    write(agency, f"ignore:\n  - {{code: SR301, {REASON}}}\n")
    (agency / "a" / "broken.yaml").write_text(broken)
    assert "sustain.yaml warning SR380" not in found(sustain)


def test_a_gate_that_is_ignored_is_unused_only_where_it_was_asked_for(agency: Path, sustain: Sustain) -> None:
    write(agency, f"ignore:\n  - {{code: SR390, {REASON}}}\n")
    assert "sustain.yaml warning SR380" not in found(sustain)
    assert "sustain.yaml warning SR380" not in found(sustain, "--min-coverage", "100")
    assert "sustain.yaml warning SR380" in found(sustain, "--min-coverage", "1")


def test_an_ignore_needs_a_reason_and_settings_with_errors_silence_nothing(
    agency: Path, sustain: Sustain
) -> None:
    write(agency, "ignore: [{code: SR310}]\n")
    expected = ["a/one.yaml warning SR310", "sustain.yaml error SR105"]
    assert found(sustain, "a/one.yaml") == expected
    assert found(sustain) == [expected[0], "b/two.yaml warning SR310", expected[1]]


def test_an_unknown_code_is_told_also_when_only_another_file_is_checked(
    agency: Path, sustain: Sustain
) -> None:
    write(agency, f"ignore: [{{code: SR130, {REASON}}}]\n")
    assert found(sustain, "a/one.yaml") == ["a/one.yaml warning SR310", "sustain.yaml error SR280"]


def test_settings_that_cannot_be_opened_are_told_once(agency: Path, sustain: Sustain) -> None:
    (agency / "sustain.yaml").mkdir()
    result = sustain("validate", "a/one.yaml", "b/two.yaml", code=3)
    assert result.err.count("sustain.yaml: cannot be read: it is a folder") == 1
    assert result.out.count("SR310") == 2


def test_standard_input_is_weighed_by_the_settings_of_this_folder(agency: Path, sustain: Sustain) -> None:
    write(agency, f"ignore: [{{code: SR310, {REASON}}}]\n")
    assert sustain("validate", "-", stdin=(RATED + OLD).encode()).out == ""
