"""What `validate` may be asked for: codes, gates, the environment, more than one process."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sustainrubric.base.problem import Code
from sustainrubric.check import many, run
from sustainrubric.check.agreement import Agreement
from sustainrubric.cli.app import _build
from sustainrubric.cli.command_names import COMMANDS
from sustainrubric.instruments.explanations import explanation
from sustainrubric.records.find import Candidate
from sustainrubric.records.instrument_finder import InstrumentFinder
from tests.conftest import Result
from tests.disk.processes import make_pipe
from tests.disk.scratch import needs_git
from tests.small import HEAD, RATED

Sustain = Callable[..., Result]

# SR204 (an error) and SR301, SR302, SR303 (warnings).
MIXED = HEAD + "ratings:\n  1.A.i:\n    level: strong\n    criteria: {99: strong}\n"


def codes(result: Result) -> list[str]:
    return [line.split()[2] for line in result.out.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "expected", "code"),
    [
        ([], ["SR301", "SR302", "SR303", "SR204"], 1),
        (["--select", "SR2"], ["SR204"], 1),
        (["--select", "sr301,SR303"], ["SR301", "SR303"], 0),
        (["--select", "SR301", "--select", "SR2"], ["SR301", "SR204"], 1),
        (["--ignore", "SR2"], ["SR301", "SR302", "SR303"], 0),
        (["--ignore", "SR301 SR302,SR303"], ["SR204"], 1),
        (["--select", "SR3", "--ignore", "SR302"], ["SR301", "SR303"], 0),
        (["--select", "SR3", "--strict"], ["SR301", "SR302", "SR303"], 1),
        (["--select", "SR1"], [], 0),
    ],
)
def test_codes_are_chosen_by_how_they_begin(
    arguments: list[str], expected: list[str], code: int, folder: Path, sustain: Sustain
) -> None:
    (folder / "a.yaml").write_text(MIXED)
    assert codes(sustain("validate", *arguments, code=code)) == expected


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize("word", ["XX", "SR9", "S", "SR3010", "SR30,no", "301"])
def test_a_code_that_does_not_exist_is_wrong_usage(option: str, word: str, sustain: Sustain) -> None:
    assert f"{option}: no code begins with" in sustain("validate", option, word, code=2).err


# One of 19 elements is rated, which is 5.263... %.
GATES = [
    (["--min-coverage", "6"], ["SR390"]),
    (["--min-coverage", "5.26"], []),
    (["--min-coverage", "5.27"], ["SR390"]),
    (["--min-coverage", "100%"], ["SR390"]),
    (["--min-coverage", "0"], []),
    (["--min-level", "1.A.i=emerging"], []),
    (["--min-level", "1.A.i=strong"], ["SR391"]),
    (["--min-level", "1.B.i=inadequate"], ["SR391"]),
    (["--min-level", "1.A.i=strong,1.B.i=strong"], ["SR391", "SR391"]),
    (["--min-level", "1.A.i=strong", "--min-level", "1.A.i=emerging"], []),
    (["--require", "targets"], ["SR392"]),
    (["--require", "targets", "--select", "SR2"], ["SR392"]),
]


@pytest.mark.parametrize("ignored", ["SR39", "SR392", "SR3"])
def test_a_gate_is_not_asked_for_and_ignored_at_once(ignored: str, folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text(RATED)
    said = sustain("validate", "--require", "targets", "--ignore", ignored, code=2).err
    assert "--ignore switches off SR392, which is asked for" in said
    assert "leaves no code to look for" in sustain("validate", "--select", "SR392", code=2).err
    assert (
        "leaves no code to look for" in sustain("validate", "--select", "SR2", "--ignore", "SR2", code=2).err
    )


@pytest.mark.parametrize(("arguments", "expected"), GATES, ids=lambda value: " ".join(value))
def test_a_gate_that_is_not_passed_is_an_error(
    arguments: list[str], expected: list[str], folder: Path, sustain: Sustain
) -> None:
    (folder / "a.yaml").write_text(RATED)
    result = sustain("validate", *arguments, code=1 if expected else 0)
    assert codes(result) == expected
    assert all(": error SR39" in line for line in result.out.splitlines())


@pytest.mark.parametrize(
    ("rating", "arguments", "words"),
    [
        (
            "{level: unknown, rationale: So.}",
            ["--min-level", "1.A.i=inadequate"],
            "1.A.i is unknown; at least",
        ),
        ("{level: not-applicable, rationale: So.}", ["--min-level", "1.A.i=exemplary"], ""),
        ("{criteria: {1: strong}, rationale: So.}", ["--min-level", "1.A.i=exemplary"], "1.A.i is strong;"),
        ("", ["--min-level", "1.A.i=inadequate"], "1.A.i is not rated; at least inadequate is asked for"),
        ("{level: unknown, rationale: So.}", ["--require", "targets"], ""),
        (
            "{criteria: {1: emerging}, rationale: So.}",
            ["--require", "targets"],
            "1.A.i is rated emerging and has",
        ),
        ("{level: emerging, rationale: So., target: strong}", ["--require", "targets"], ""),
        (
            "{level: unknown, rationale: So.}",
            ["--min-coverage", "1"],
            "0 of 19 applicable elements are rated (0%)",
        ),
    ],
)
def test_what_a_gate_makes_of_a_rating(
    rating: str, arguments: list[str], words: str, folder: Path, sustain: Sustain
) -> None:
    (folder / "a.yaml").write_text(HEAD + f"ratings:\n  1.A.i: {rating}\n")
    out = sustain("validate", "--select", "SR0", *arguments, code=int(bool(words))).out
    assert words in out
    assert bool(words) == bool(out)


def test_nothing_applicable_is_no_lack_of_coverage(folder: Path, sustain: Sustain) -> None:
    from sustainrubric.instruments.shipped import load_rubric

    rubric = load_rubric("sustainability@1.0.0")
    assert rubric is not None
    rows = "".join(f"  {name}: {{level: not-applicable, rationale: So.}}\n" for name in rubric.elements)
    (folder / "a.yaml").write_text(HEAD + "ratings:\n" + rows)
    assert sustain("validate", "--min-coverage", "100").out == ""


def test_a_gate_is_about_assessments_only_and_a_broken_one_fails_by_itself(
    folder: Path, sustain: Sustain
) -> None:
    (folder / "sustain.yaml").write_text("kind: settings\nformat: 1\n")
    (folder / "a.yaml").write_text(HEAD + "extra: 1\n")
    assert codes(sustain("validate", "--min-coverage", "100", code=1)) == ["SR104"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--min-coverage", "101"], "is not a percentage from 0 to 100"),
        (["--min-coverage", "-1"], "is not a percentage"),
        (["--min-coverage", "1/0"], "is not a percentage"),
        (["--min-coverage", "nan"], "is not a percentage"),
        (["--min-level", "1.A.i"], "write ELEMENT=LEVEL, such as 1.A.i=strong"),
        (["--min-level", "1.A.i=stong"], "there is no level 'stong'; did you mean strong?"),
        (["--min-level", "1.A.i=unknown"], "there is no level 'unknown'"),
        (["--min-level", "1.A=strong"], "no rubric has an element '1.A'"),
        (["--require", "wishes"], "--require"),
        (["--jobs", "-1"], "--jobs"),
        (["--jobs", "many"], "--jobs"),
    ],
)
def test_a_gate_that_cannot_be_understood_is_wrong_usage(
    arguments: list[str], words: str, sustain: Sustain
) -> None:
    assert words in sustain("validate", *arguments, code=2).err


@pytest.mark.parametrize("code", [code for code in Code if code.is_gate])
def test_the_page_of_a_gate_shows_it_as_it_is(code: Code, folder: Path, sustain: Sustain) -> None:
    page = explanation(code)
    assert page is not None
    command = page.text.partition("With `sustain ")[2].partition("`")[0].split()
    wrong, right = re.findall(r"```yaml\n(.*?)```", page.text, re.DOTALL)
    for text, expected in ((wrong, True), (right, False)):
        (folder / "a.yaml").write_text(HEAD + text)
        assert (code in codes(sustain(*command, code=None))) is expected


ENVIRONMENT = [
    ({"SUSTAIN_FORMAT": "json"}, ["--format", "json"]),
    ({"SUSTAIN_VALIDATE_FORMAT": "github", "SUSTAIN_FORMAT": "json"}, ["--format", "github"]),
    ({"SUSTAIN_FORMAT": "junit"}, ["--format", "junit"]),
    ({"SUSTAIN_STRICT": "1"}, ["--strict"]),
    ({"SUSTAIN_STRICT": "yes"}, ["--strict"]),
    ({"SUSTAIN_STRICT": "0"}, []),
    ({"SUSTAIN_STRICT": ""}, []),
    ({"SUSTAIN_SELECT": "SR301,SR2"}, ["--select", "SR301,SR2"]),
    ({"SUSTAIN_IGNORE": "SR301 SR2"}, ["--ignore", "SR301,SR2"]),
    ({"SUSTAIN_MIN_COVERAGE": "90"}, ["--min-coverage", "90"]),
    ({"SUSTAIN_MIN_LEVEL": "1.A.i=exemplary"}, ["--min-level", "1.A.i=exemplary"]),
    ({"SUSTAIN_REQUIRE": "targets"}, ["--require", "targets"]),
    ({"SUSTAIN_JOBS": "2"}, ["--jobs", "2"]),
    ({"SUSTAIN_SKIP_OTHERS": "true"}, ["--skip-others"]),
    ({"SUSTAIN_SCORE_FORMAT": "json"}, []),
    ({"SUSTAIN_DEBUG": "1"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("variables", "arguments"), ENVIRONMENT, ids=str)
def test_a_variable_is_worth_its_option(
    variables: dict[str, str],
    arguments: list[str],
    folder: Path,
    sustain: Sustain,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder / "a.yaml").write_text(MIXED.replace("99", "1"))
    (folder / "b.yaml").write_text("on: push\n")
    wanted = sustain("validate", "a.yaml", "b.yaml", *arguments, code=None)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert sustain("validate", "a.yaml", "b.yaml", code=None) == wanted


@pytest.mark.parametrize(
    "variables", [{"SUSTAIN_FORMAT": "json"}, {"SUSTAIN_FORMAT": "json", "SUSTAIN_JOBS": "1"}]
)
def test_the_command_line_counts_before_the_environment(
    variables: dict[str, str], folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.yaml").write_text(MIXED)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert sustain("validate", "--format", "text", code=1).out.startswith("a.yaml:")


@pytest.mark.parametrize("name", ["SUSTAIN_FORMAT", "SUSTAIN_VALIDATE_STRICT"])
def test_a_variable_that_cannot_be_understood_is_wrong_usage(
    name: str, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "maybe")
    assert name in sustain("validate", code=2).err


# They write into people's files, or let one be replaced: a variable would do that on every run.
TYPED = {
    "migrate": {"--in-place", "--lose-changes"},
    "plan": {"--mark"},
    "rate": {
        "--rationale", "--evidence", "--criterion", "--look-for", "--target", "--priority", "--action", "--answers",
        "--dissent", "--unset", "--member", "--sign", "--date",
    },
    "worksheet": {
        "--add-participant", "--add-document", "--add-process", "--add-gap", "--add-support", "--add-priority",
        "--add-action", "--set", "--edit", "--move", "--remove",
    },
}  # fmt: skip


def options_of(path: str, command: Any) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Command, option, its older spellings and its variables, for every option of a command and of those below it."""
    for name, inner in getattr(command, "commands", {}).items():
        yield from options_of(f"{path} {name}", inner)
    for param in command.params:
        if param.param_type_name == "option" and param.name != "help":
            # The longest spelling first; the variables of an older one go on working.
            spellings = sorted((each for each in param.opts if each.startswith("--")), key=len, reverse=True)
            yield path, spellings[0], spellings[1:], param.envvar or []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_its_variables_but_those_that_change_files(name: str) -> None:
    for path, option, older, variables in options_of(name, _build(name)):
        words = [each.removeprefix("--").replace("-", "_").upper() for each in (option, *older)]
        command = path.replace(" ", "_").upper()
        is_typed = option == "--force" or option in TYPED.get(path, ())
        wanted = [each for word in words for each in (f"SUSTAIN_{command}_{word}", f"SUSTAIN_{word}")]
        assert variables == ([] if is_typed else wanted), option
    assert TYPED.get(name, set()) <= {option for _, option, *_ in options_of(name, _build(name))}


@pytest.mark.parametrize(
    ("variable", "value", "arguments"),
    [
        ("SUSTAIN_MARK", "A1 done", ["plan", "a.yaml"]),
        ("SUSTAIN_PLAN_MARK", "A1 done", ["plan", "a.yaml"]),
        ("SUSTAIN_RATIONALE", "Because.", ["rate", "a.yaml", "1.A.i", "emerging"]),
        ("SUSTAIN_RATE_TARGET", "exemplary", ["rate", "a.yaml", "1.A.i", "emerging"]),
        ("SUSTAIN_FORCE", "1", ["plan", "a.yaml", "-o", "there.md"]),
        ("SUSTAIN_FORCE", "1", ["diff", "a.yaml", "a.yaml", "-o", "there.md"]),
        ("SUSTAIN_DIFF_FORCE", "1", ["diff", "a.yaml", "a.yaml", "-o", "there.md"]),
        ("SUSTAIN_SCHEMA_FORCE", "1", ["schema", "assessment", "-o", "there.md"]),
    ],
)
def test_no_variable_changes_a_file(
    variable: str,
    value: str,
    arguments: list[str],
    folder: Path,
    sustain: Sustain,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder / "a.yaml").write_text(
        RATED + "    actions: [{id: A1, what: Meet, owner: mlopez, due: 2027-01-01}]\n"
    )
    (folder / "there.md").write_text("mine\n")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    expected = sustain(*arguments, code=None)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    monkeypatch.setenv(variable, value)
    assert sustain(*arguments, code=None) == expected
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("command", ["score", "rubric list"])
def test_other_commands_read_the_environment_too(
    command: str, folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.yaml").write_text(RATED)
    monkeypatch.setenv("SUSTAIN_FORMAT", "csv")
    assert sustain("score", "a.yaml").out.startswith("file,")
    monkeypatch.setenv("SUSTAIN_SCORE_FORMAT", "json")
    assert sustain("score", "a.yaml").out.startswith("{")


@pytest.fixture
def three_hundred(folder: Path) -> Path:
    """Files of every sort, one that cannot be opened and some that are not ours among them."""
    for number in range(300):
        text = [MIXED, RATED, "on: push\n", HEAD + "x: 1\n", "kind: assessment\n  x: [\n"][number % 5]
        (folder / f"{number:03}.yaml").write_text(text)
    make_pipe(folder / "150.yaml.pipe.yaml")
    return folder


@pytest.mark.deep
@pytest.mark.usefixtures("three_hundred")
@pytest.mark.parametrize("form", ["text", "json", "junit"])
def test_any_number_of_processes_says_the_same(form: str, sustain: Sustain) -> None:
    one = sustain("validate", "--format", form, "--jobs", "1", code=3)
    assert one.err.count("150.yaml.pipe.yaml: cannot be read: it is not a regular file") == 1
    for jobs in ("2", "3", "0"):
        assert sustain("validate", "--format", form, "--jobs", jobs, code=3) == one


@pytest.mark.deep
@pytest.mark.usefixtures("three_hundred")
def test_processes_hold_gates_and_read_standard_input_once(sustain: Sustain) -> None:
    arguments = ["validate", ".", "-", "--min-level", "1.A.i=exemplary", "--jobs"]
    one = sustain(*arguments, "1", code=3, stdin=MIXED.encode())
    two = sustain(*arguments, "2", code=3, stdin=MIXED.encode())
    assert one == two
    assert one.out.count("<stdin>:") == 5
    assert one.out.count("SR391") == 121


def test_few_files_are_not_worth_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(100)), raising=False)
    assert [many._useful(count) for count in (0, 1, 199, 200, 10_000)] == [1, 1, 1, 8, 8]


@pytest.mark.parametrize(
    ("files", "asked", "started"),
    [(199, 0, 0), (200, 0, 4), (300, 1, 0), (300, 3, 3), (2, 9, 2), (1, 9, 0), (0, 0, 0), (0, 2, 0)],
)
def test_as_many_processes_are_started_as_are_asked_for_or_of_use(
    files: int, asked: int, started: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(4)), raising=False)
    begun = [0]
    monkeypatch.setattr(many, "spread", lambda one, two, three, workers: begun.append(workers))
    found = [Candidate(f"{number}.yaml", named=False) for number in range(files)]
    many.look_at_all(found, None, many.CheckContext(Agreement([]), InstrumentFinder()), asked)
    assert begun[-1] == started


def _hear_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.deep
@pytest.mark.usefixtures("three_hundred")
def test_ctrl_c_ends_all_processes_with_one_message(folder: Path) -> None:
    import pexpect

    # So many that the check is still at it when the bar, which comes after a second, is there.
    for number in range(15_000):
        (folder / f"more{number}.yaml").write_text(MIXED)
    child = pexpect.spawn(
        sys.executable,
        ["-m", "sustainrubric", "validate", "--jobs", "2"],
        encoding="utf-8",
        timeout=60,
        # Where the tests run in the background, they and their children are born deaf to Ctrl-C.
        preexec_fn=_hear_ctrl_c,
    )
    child.expect("checking")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert isinstance(child.before, str)
    assert "Traceback" not in child.before
    assert child.before.count("interrupted") == 1


@pytest.mark.usefixtures("folder")
def test_at_ctrl_c_the_processes_are_seen_off_at_once_and_not_by_the_collector(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed: list[bool] = []

    def look(*_: object) -> Iterator[None]:
        try:
            yield None
        finally:
            closed.append(True)

    def interrupted(items: Iterable[Any], label: str, total: int | None = None) -> Iterator[Any]:
        yield next(iter(items))
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "look_at_all", look)
    with pytest.raises(KeyboardInterrupt) as held:
        run.check(["."], progress=interrupted)
    # What is held keeps the frames, so that nothing was collected yet.
    assert (held.type, closed) == (KeyboardInterrupt, [True])


@pytest.mark.deep
def test_ten_thousand_files_are_all_checked_and_the_unreadable_named(
    folder: Path, sustain_process: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    """Item 72."""
    for number in range(10_000):
        (folder / f"{number % 100}").mkdir(exist_ok=True)
        text = RATED.replace("2026-fall", f"round-{number}") if number % 10 else "a: b\n"
        (folder / f"{number % 100}" / f"{number}.yaml").write_text(text)
    make_pipe(folder / "50" / "pipe.yaml")
    done = sustain_process("validate", ".", "no*match.yaml", "gone")
    assert done.returncode == 3
    err = done.stderr.decode().splitlines()
    assert len(err) == 4
    assert [line.split(": ")[1] for line in err[:3]] == ["50/pipe.yaml", "no*match.yaml", "gone"]
    assert err[3] == "checked 9000 files, 3 could not be read: no problems"


def test_named_files_that_are_not_ours_can_be_passed_over(folder: Path, sustain: Sustain) -> None:
    (folder / "ci.yaml").write_text("on: push\n")
    (folder / "list.yaml").write_text("- a\n")
    (folder / "a.yaml").write_text(RATED)
    assert sustain("validate", "ci.yaml", "list.yaml", "a.yaml", code=1).out
    result = sustain("validate", "--skip-others", "ci.yaml", "list.yaml", "a.yaml")
    assert result.err == "checked 1 file: no problems\n"
    assert "there is no such file" in sustain("validate", "--skip-others", "gone.yaml", code=3).err


NO_PROGRAM = """
import sys
def hear(event, arguments):
    if event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "os.forkpty"):
        raise AssertionError(f"a program was started: {event} {arguments}")
sys.addaudithook(hear)
from sustainrubric.cli.main import main
sys.argv[0] = "sustain"
main()
"""


@needs_git
@pytest.mark.deep
@pytest.mark.parametrize("arguments", [["validate"], ["validate", "--format", "sarif"], ["fmt", "--check"]])
def test_no_program_is_started_to_find_and_check_files(arguments: list[str], folder: Path) -> None:
    """Whatever the repository configures: hooks, monitors, filters, pagers."""
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    for name in ("core.fsmonitor", "core.pager", "filter.x.clean", "diff.x.textconv", "core.sshCommand"):
        subprocess.run(["git", "config", name, "touch pwned"], cwd=folder, check=True)
    for name in ("pre-commit", "post-index-change", "post-checkout"):
        hook = folder / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\ntouch pwned\n")
        hook.chmod(0o755)
    (folder / ".gitattributes").write_text("*.yaml filter=x diff=x\n")
    (folder / ".gitignore").write_text("b.yaml\n")
    for name in ("a.yaml", "b.yaml"):
        (folder / name).write_text(RATED)
    done = subprocess.run(
        [sys.executable, "-c", NO_PROGRAM, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "1 file" in done.stderr or "1 already" in done.stderr or arguments[-1] == "sarif"
    assert not (folder / "pwned").exists()


def test_foreign_yaml_in_a_repository_is_passed_over(folder: Path, sustain: Sustain) -> None:
    (folder / ".git").mkdir()
    (folder / ".gitignore").write_text("build/\n")
    others: dict[str, str | bytes] = {
        "k8s.yaml": "kind: Deployment\n---\nkind: Service\n", "tags.yml": "a: !Ref b\n", "tabs.yaml": "\ta: 1\n",
        "binary.yaml": "\0\1\2", "anchors.yaml": "a: &a 1\nb: *a\n", "README.md": "# kind: assessment\n",
        "helm.yaml": "{{ if .x }}\nkind: x\n{{ end }}\n", "build/a.yaml": HEAD + "x: 1\n",
        "chart/templates/all.yaml": '{{- range .Values.all }}\n---\nkind: {{ .kind }}\n{{- end }}\n',
        ".github/workflows/ci.yml": "on: [push]\njobs: {}\n", "ansible.yml": "- hosts: all\n  vars: {kind: rubric}\n",
        "vault.yml": "a: !vault |\n  $ANSIBLE\n", "compose.yaml": "x: &a {b: 1}\ny: {<<: *a}\n", "empty.yaml": "",
        "openapi.yaml": "components:\n  kind: assessment\n", "latin.yml": "name: caf\u00e9\n".encode("latin-1"),
        "many.yaml": "kind: ConfigMap\n---\n" * 5000, "deep.yaml": "[" * 30_000,
    }  # fmt: skip
    for name, text in others.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "a.yaml").write_text(RATED)
    result = sustain("validate")
    assert (result.out, result.err) == ("", "checked 1 file: no problems\n")
    assert sustain("fmt", "--check").err == "1 file is in order\n"


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="this system has no such device")
def test_a_device_is_called_one_and_nothing_is_said_of_files_that_were_not_read(
    sustain: Callable[..., Result], folder: Path
) -> None:
    result = sustain("validate", "/dev/zero", code=3)
    assert "/dev/zero: cannot be read: it is a device" in result.err
    assert "checked 0 files, 1 could not be read" in result.out + result.err
    assert "no problems" not in result.out + result.err
