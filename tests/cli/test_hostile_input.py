"""Whatever a file, a name or a stream holds: a clear message at its place, no traceback, nothing written.

The numbers are those of the items in hostile-inputs.md. Item 28 (a walk through the YAML specification)
is looked at closely in tests/yaml/test_yaml_chapters.py, item 29 (writing) where writing is tested.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest
from _pytest.mark import ParameterSet

from sustainrubric.base.text import clean
from tests.cli.hostile import ACCEPTED, CASES, RATING, Case
from tests.conftest import Result
from tests.disk.processes import make_pipe
from tests.forked import ForkedTerminal
from tests.small import HEAD, RATED
from tests.yaml.test_yaml_chapters import CASES as CHAPTERS

Sustain = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]

UNREADABLE = 3


def deep(*values: object) -> ParameterSet:
    """Values for a test that starts a new interpreter for each: a few of them are quick enough."""
    return pytest.param(*values, marks=pytest.mark.deep)


def content(folder: Path) -> dict[str, object]:
    """Everything in a folder, to see that nothing in it was changed."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else path.lstat().st_mode
        for path in folder.rglob("*")
    }


def is_plain(text: str) -> bool:
    """Whether nothing in a text steers a terminal or hides the direction of what it shows."""
    return not any(
        (unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") and sign not in "\t\n")
        or unicodedata.bidirectional(sign) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        for sign in text
    )


def assert_clear(result: subprocess.CompletedProcess[bytes], code: int) -> str:
    """The process ended with this code, by itself, and what it said is fit to be read; gives that."""
    said = ((result.stdout or b"") + (result.stderr or b"")).decode("utf-8", "backslashreplace")
    assert result.returncode == code, said[-2_000:]
    assert "Traceback" not in said
    assert "bug of ours" not in said
    assert is_plain(said)
    return said


# --- Items 1 to 31: what a file may hold


def parameter(case: Case) -> ParameterSet:
    """The case as pytest takes it; those of 600,000 values are slow."""
    marks = [pytest.mark.deep] if case.id == "item-27-values" else []
    return pytest.param(case, id=case.id, marks=marks)


@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_validate_tells_it_at_its_place_and_writes_nothing(
    sustain: Sustain, folder: Path, case: Case
) -> None:
    (folder / case.file).write_bytes(case.content)
    before = content(folder)
    problems = json.loads(sustain("validate", "--format", "json", case.file, code=1).out)
    assert [
        problem["message"]
        for problem in problems
        if (problem["code"], problem["line"], problem["column"]) == (case.code, case.line, case.column)
        and problem["file"] == case.file
        and case.words in problem["message"]
    ]
    assert content(folder) == before


@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_score_refuses_it_with_the_same_words(sustain: Sustain, folder: Path, case: Case) -> None:
    (folder / case.file).write_bytes(case.content)
    before = content(folder)
    shown = sustain("validate", case.file, code=1)
    refused = sustain("score", case.file, code=UNREADABLE)
    errors = [line for line in shown.out.splitlines() if ": error SR" in line]
    start = f"{case.file}:{case.line}:{case.column}: error {case.code} "
    assert any(line.startswith(start) and case.words in line for line in errors)
    assert refused.err.splitlines()[:-1] == errors
    assert re.fullmatch(
        rf"sustain: {re.escape(case.file)} is not valid: \d+ problems?", refused.err.splitlines()[-1]
    )
    assert refused.out == ""
    assert is_plain(shown.out + shown.err + refused.err)
    assert content(folder) == before


CRASHING = [case for case in CASES if case.item <= 6 or case.item in (24, 26, 27)]


@pytest.mark.parametrize("case", [parameter(case) for case in CRASHING])
def test_it_does_not_crash_the_interpreter(sustain_process: Process, folder: Path, case: Case) -> None:
    (folder / case.file).write_bytes(case.content)
    before = content(folder)
    said = assert_clear(sustain_process("validate", case.file), 1)
    assert f"{case.file}:{case.line}:{case.column}: error {case.code} " in said
    assert content(folder) == before


@pytest.mark.parametrize("name", ACCEPTED)
def test_it_looks_odd_and_is_accepted(sustain: Sustain, folder: Path, name: str) -> None:
    (folder / "a.yaml").write_bytes(ACCEPTED[name])
    shown = sustain("validate", "a.yaml")
    assert " error " not in shown.out
    scored = sustain("score", "a.yaml")
    assert is_plain(shown.out + shown.err + scored.out + scored.err)
    assert content(folder) == {"a.yaml": ACCEPTED[name]}


def test_item_26_one_byte_less_than_too_much_is_read(sustain: Sustain, folder: Path) -> None:
    (folder / "a.yaml").write_bytes(HEAD.encode().ljust(4_999_999, b"#") + b"\n")
    sustain("validate", "a.yaml")


def make_socket(name: str) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(name)


@pytest.mark.parametrize("command", ["validate", "score"])
@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        pytest.param("/dev/zero", None, "not a regular file", id="item-26-dev-zero"),
        pytest.param("a.yaml", make_pipe, "not a regular file", id="item-26-pipe"),
        pytest.param("a.yaml", make_socket, "it is a socket or a pipe", id="item-26-socket"),
        pytest.param("a.yaml", lambda name: os.symlink(name, name), "loop of links", id="item-26-link-loop"),
        pytest.param("a.yaml", None, "there is no such file", id="item-26-nothing"),
    ],
)
def test_what_is_no_file_is_told_at_once(
    sustain_process: Process, command: str, name: str, make: Callable[[str], None] | None, words: str
) -> None:
    if make is not None:
        make(name)
    said = assert_clear(sustain_process(command, name), UNREADABLE)
    assert f"sustain: {name}: cannot be " in said
    assert words in said


def test_item_26_a_folder_without_our_files_is_told(sustain: Sustain) -> None:
    assert "no assessment or worksheet was found there" in sustain("score", ".", code=UNREADABLE).err


def test_item_26_endless_standard_input_is_read_up_to_the_limit(sustain_process: Process) -> None:
    with open("/dev/zero", "rb") as endless:
        said = assert_clear(sustain_process("validate", "-", stdin=endless), 1)
    assert "<stdin>:1:1: error SR008" in said


@pytest.mark.deep
@pytest.mark.parametrize("head", [HEAD, HEAD + "ratings:\n"], ids=["item-27-many-keys", "item-27-many-ids"])
def test_a_file_of_very_many_keys_is_answered(sustain_process: Process, folder: Path, head: str) -> None:
    indent = "  " * head.endswith("ratings:\n")
    (folder / "a.yaml").write_text(head + "".join(f"{indent}k{number}:\n" for number in range(20_000)))
    assert_clear(sustain_process("validate", "a.yaml"), 1)


def test_item_28_every_case_of_the_specification_is_told_by_its_file(
    sustain_process: Process, folder: Path
) -> None:
    names = [f"{number:02}.yaml" for number in range(len(CHAPTERS))]
    for name, (text, _) in zip(names, CHAPTERS.values(), strict=True):
        (folder / name).write_bytes(text.encode())
    said = assert_clear(sustain_process("validate", *names), 1)
    assert {line.partition(":")[0] for line in said.splitlines() if ": error SR" in line} == set(names)


# --- Items 54 and 55: what text may do to a terminal

STEERING = ["\x1b]0;pwn\x07", "\x1b[2J", "\x9b31m", "a\rb", "\u202egpj", "\u2066x", "\x7f"]
MARKUP = [
    "[/bold]",
    "[link=file:///etc/passwd]x",
    ":smile:",
    "[@click=x]",
    "[red]",
    "{{ 7*7 }}",
    "<script>",
    "\\[x]",
]
WAYS = [
    *(("validate",), ("validate", "--format", "json"), ("score",), ("score", "--format", "json")),
    *(("score", "--format", "csv"), ("score", "--format", "markdown"), ("score", "--explain")),
    *(("report", "-o", "-", "--format", "markdown"), ("report", "-o", "-", "--format", "html")),
]


def in_yaml(text: str) -> str:
    """A text in quotation marks, each sign that YAML may not hold as an escape."""
    return (
        '"'
        + "".join(
            sign if sign.isprintable() and sign not in '"\\' else f"\\U{ord(sign):08x}" for sign in text
        )
        + '"'
    )


def filled_with(text: str) -> str:
    """An assessment that has `text` in every field that takes free text, and a problem that quotes it."""
    quoted = in_yaml(text)
    return f"""\
kind: assessment
format: 1
rubric: sustainability@1.0.0
agency: {{name: {quoted}, state: {quoted}}}
reform: {{id: {quoted}, name: {quoted}}}
round: {{id: {quoted}, date: 2026-10-15}}
team:
  - {{id: {quoted}, name: {quoted}, role: {quoted}}}
ratings:
  1.A.i:
    level: strong
    rationale: {quoted}
    evidence:
      - {{what: {quoted}, where: {quoted}, date: 2020-01-01}}
    actions:
      - {{what: {quoted}, owner: {quoted}, due: 2020-01-01}}
"""


@pytest.mark.parametrize("way", WAYS, ids="-".join)
@pytest.mark.parametrize("text", STEERING, ids=ascii)
def test_item_54_text_that_would_steer_a_terminal_is_shown_as_escapes(
    sustain: Sustain, folder: Path, text: str, way: tuple[str, ...]
) -> None:
    (folder / "a.yaml").write_text(filled_with(text))
    result = sustain(*way, "a.yaml")
    assert is_plain(result.out + result.err)


@pytest.mark.parametrize("text", STEERING, ids=ascii)
def test_item_54_an_id_that_would_steer_a_terminal_is_quoted_with_escapes(
    sustain: Sustain, folder: Path, text: str
) -> None:
    (folder / "a.yaml").write_text(f"{HEAD}ratings:\n  {in_yaml(text)}: {{levle: {in_yaml(text)}}}\n")
    for way in (("validate",), ("validate", "--format", "json")):
        result = sustain(*way, "a.yaml", code=1)
        assert is_plain(result.out + result.err)
        assert clean(text) in result.out.replace("\\\\", "\\")


@pytest.mark.parametrize("name", ["\x1b[2J.yaml", "\u202egpj.yaml", "a\rb.yaml", "a\nb.yaml"], ids=ascii)
def test_item_54_a_file_name_that_would_steer_a_terminal_is_shown_as_escapes(
    sustain: Sustain, folder: Path, name: str
) -> None:
    for text, command, code in [("a: [", "validate", 1), ("a: [", "score", UNREADABLE), (HEAD, "score", 0)]:
        (folder / name).write_text(text)
        for form in ([], ["--format", "json"]):
            result = sustain(command, *form, name, code=code)
            said = result.out + result.err
            assert is_plain(said)
            assert "\nb.yaml" not in said


def test_item_54_a_name_that_cannot_be_opened_is_shown_on_one_line(sustain: Sustain) -> None:
    err = sustain("validate", "no\nsustain: all is well\x1b[2J", code=UNREADABLE).err
    assert err.startswith("sustain: no sustain: all is well\\x1b[2J: cannot be opened")


@pytest.mark.parametrize("text", MARKUP)
def test_item_55_markup_is_printed_as_it_stands(sustain: Sustain, folder: Path, text: str) -> None:
    (folder / "a.yaml").write_text(filled_with(text))
    assert text in sustain("score", "a.yaml").out
    assert text in sustain("score", "--explain", "a.yaml").out
    (folder / "b.yaml").write_text(f"{HEAD}ratings:\n  {in_yaml(text)}: {{}}\n")
    assert text in sustain("validate", "b.yaml", code=1).out


def test_item_55_markup_is_shown_as_it_stands_on_a_terminal(folder: Path) -> None:
    text = " ".join(MARKUP)
    (folder / "a.yaml").write_text(filled_with(text))
    shown = on_terminal("score a.yaml", 200)
    assert text in shown
    assert "Error" not in shown


def on_terminal(arguments: str, width: int) -> str:
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", "COLUMNS": str(width)}
    child = ForkedTerminal(arguments.split(), Path.cwd(), environment, (50, width), 60)
    child.expect(pexpect.EOF)
    child.close()
    return str(child.before)


# --- Items 56 and 57: streams and locales


@pytest.fixture
def weak(folder: Path) -> str:
    """A file with a thousand problems, which are more than a pipe holds."""
    lines = "".join(f"  k{number}: {{}}\n" for number in range(1_000))
    (folder / "a.yaml").write_text(f"{RATED}{lines}")
    return "a.yaml"


@pytest.mark.deep
def test_item_56_json_through_a_pipe_is_one_document_whatever_the_width(
    sustain_process: Process, weak: str
) -> None:
    for width in ("1", "zero"):
        result = sustain_process("validate", "--format", "json", weak, env={"COLUMNS": width})
        assert_clear(result, 1)
        assert len(json.loads(result.stdout)) == 500


def test_item_56_a_problem_is_never_folded_or_cut(sustain_process: Process, folder: Path) -> None:
    name = "x" * 200 + ".yaml"
    (folder / name).write_text("a: [\n")
    result = sustain_process("validate", name, env={"COLUMNS": "40"})
    assert result.stdout.decode().startswith(f"{name}:2:1: error SR001 ")
    assert result.stdout.count(b"\n") == 1


@pytest.mark.parametrize(
    "way", [("validate",), ("validate", "--format", "json"), ("score", "--format", "json")]
)
def test_item_56_a_reader_who_has_read_enough_is_no_error(
    sustain_process: Process, weak: str, folder: Path, way: tuple[str, ...]
) -> None:
    if way[0] == "score":
        (folder / weak).write_text(RATED)
    reading, writing = os.pipe()
    os.close(reading)
    result = sustain_process(*way, weak, stdout=writing)
    os.close(writing)
    said = result.stderr.decode()
    assert result.returncode in (0, 1)
    assert "Traceback" not in said
    assert "Broken pipe" not in said
    assert "Exception ignored" not in said


@pytest.mark.parametrize(
    "arguments",
    [
        *("validate b.yaml", "validate --format json b.yaml", "score a.yaml", "score --help"),
        *("--version", "--help"),
    ],
)
def test_item_56_a_full_disk_is_an_error_and_told(
    sustain_process: Process, folder: Path, arguments: str
) -> None:
    (folder / "a.yaml").write_text(RATED)
    (folder / "b.yaml").write_text("a: [")
    with open("/dev/full", "wb") as full:
        result = sustain_process(*arguments.split(), stdout=full)
    assert result.returncode == 4
    said = result.stderr.decode()
    assert "cannot write the result: No space left on device" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("command", "codes"),
    [
        ("validate b.yaml 2>&-", {1}),
        deep("score a.yaml 2>&-", {0}),
        deep("validate - <&-", {UNREADABLE}),
        deep("validate a.yaml <&-", {0}),
        deep("score - <&-", {UNREADABLE}),
        deep("score b.yaml 2>&-", {UNREADABLE}),
        deep("validate b.yaml >&-", {1, 4}),
        ("score a.yaml >&-", {0, 4}),
        deep("score b.yaml >&- 2>&-", {UNREADABLE}),
        ("validate - <&- >&-", {UNREADABLE}),
    ],
)
def test_item_56_a_closed_stream_is_no_crash(folder: Path, command: str, codes: set[int]) -> None:
    (folder / "a.yaml").write_text(RATED)
    (folder / "b.yaml").write_text("a: [")
    script = f"exec {sys.executable} -m sustainrubric {command}"
    result = subprocess.run(["sh", "-c", script], capture_output=True, check=False, timeout=60)
    said = (result.stdout + result.stderr).decode()
    assert result.returncode in codes, said
    assert "Traceback" not in said


LOCALES = [
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "latin-1"},
    {"LC_ALL": "C", "LANG": "", "PYTHONUTF8": "0"},
]


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_item_57_text_is_printed_where_the_locale_cannot_show_it(
    sustain: Sustain, folder: Path, way: tuple[str, ...]
) -> None:
    (folder / "ü漢.yaml").write_text(filled_with("é – 漢 😀 \u200d"), encoding="utf-8")
    result = sustain(*way, "ü漢.yaml", encoding="ascii")
    assert "Error" not in result.out + result.err
    # What a machine reads is UTF-8 everywhere; what a person reads is what the terminal can show.
    if "--format" in way:
        assert "漢" in result.out
    else:
        assert result.out.isascii()
    assert result.err.isascii()


@pytest.mark.deep
@pytest.mark.parametrize(
    "environment", [LOCALES[0], *map(deep, LOCALES[1:])], ids=lambda environment: "-".join(environment)
)
def test_item_57_a_problem_is_told_in_any_locale(
    sustain_start: Process, folder: Path, environment: dict[str, str]
) -> None:
    (folder / "a.yaml").write_text(f"{RATING}level: “strong” 漢\n", encoding="utf-8")
    for command, code in (("validate", 1), ("score", UNREADABLE)):
        result = sustain_start(command, "a.yaml", env=environment)
        said = (result.stdout + result.stderr).decode("latin-1")
        assert result.returncode == code
        assert "a.yaml:11:12: error SR107 " in said


# --- Items 71 and 72: arguments, and very many files


def test_item_71_a_dash_is_standard_input(sustain: Sustain) -> None:
    assert sustain("validate", "-", stdin=b"a: [", code=1).out.startswith("<stdin>:1:5: error SR001")
    assert sustain("score", "-", stdin=b"a: [", code=UNREADABLE).err.startswith("<stdin>:1:5: error SR001")


STRANGE = ["-rf", "--strict", "--", "--format=json", "a b", "a'b", "*", "~", "$HOME"]


def test_item_71_files_of_strange_names_are_read_after_two_dashes(
    sustain_process: Process, folder: Path
) -> None:
    for name in [*STRANGE, "-"]:
        (folder / name).write_text("a: [")
    said = assert_clear(sustain_process("validate", "--", *STRANGE, "./-"), 1)
    told = [line.partition(":1:5: error ")[0] for line in said.splitlines() if ": error SR001 " in line]
    assert sorted(told) == sorted([*STRANGE, "./-"])


@pytest.mark.parametrize("argument", ["-rf", "--no-such-option", "--format=xml"])
@pytest.mark.parametrize("command", ["validate", "score"])
def test_item_71_what_looks_like_an_option_and_is_none_is_wrong_usage(
    sustain: Sustain, command: str, argument: str
) -> None:
    assert "Traceback" not in sustain(command, argument, code=2).err


NO_UTF8 = [
    name.decode("utf-8", "surrogateescape")
    for name in (b"na\xefve.yaml", b"\xff\xfe.yaml", b"a\rb.yaml", b"\xc3\x28.yaml")
]


@pytest.mark.parametrize("way", [("validate",), ("validate", "--format", "json"), ("score",)], ids="-".join)
def test_item_71_a_name_that_is_no_utf8_is_read_and_shown(
    sustain_process: Process, folder: Path, way: tuple[str, ...]
) -> None:
    for name in NO_UTF8:
        (folder / name).write_text("a: [")
    result = sustain_process(*way, *NO_UTF8)
    assert_clear(result, UNREADABLE if way == ("score",) else 1)
    shown = result.stdout.decode("utf-8") or result.stderr.decode("utf-8")
    assert r"na\udcefve.yaml" in shown.replace("\\\\", "\\") or way == ("score",)
    if "json" in way:
        assert len(json.loads(shown)) == len(NO_UTF8)


@pytest.mark.parametrize("name", ["x" * 300, "x/" * 3_000, "", " ", "no\x1bsuch"], ids=ascii)
@pytest.mark.parametrize("command", ["validate", "score"])
def test_item_71_a_name_that_cannot_be_opened_is_unreadable(
    sustain: Sustain, command: str, name: str
) -> None:
    assert "cannot be " in sustain(command, name, code=UNREADABLE).err


@pytest.mark.parametrize("command", ["validate", "score"])
def test_item_71_nul_in_a_name_is_unreadable(sustain: Sustain, command: str) -> None:
    # No process can be given such an argument; a session could be.
    assert (
        r"a\x00b: cannot be opened: this is not the name of a file"
        in sustain(command, "a\0b", code=UNREADABLE).err
    )


@pytest.mark.deep
def test_item_72_of_ten_thousand_files_each_is_looked_at_and_named_once(
    sustain_process: Process, folder: Path
) -> None:
    for number in range(10_000):
        path = folder / f"{number // 100:02}" / f"{number % 100:02}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text("kind: settings\nformat: 1\n" if number % 100 else "kind: settings\nformat: 2\n")
    (folder / "50" / "gone.yaml").symlink_to("nowhere")
    result = sustain_process("validate", ".", "50", "50/00.yaml", "*.yml")
    said = assert_clear(result, UNREADABLE)
    told = result.stdout.decode().splitlines()
    assert [line.partition(":")[0] for line in told] == sorted(
        f"{number:02}/00.yaml" for number in range(100)
    )
    assert said.count("50/gone.yaml: cannot be opened: there is no such file") == 1
    assert said.count("*.yml: cannot be opened: there is no such file") == 1
    assert "checked 10000 files, 2 could not be read: 100 errors" in said


@pytest.mark.deep
def test_item_72_a_reader_who_leaves_in_the_middle_of_many_files_is_no_error(folder: Path) -> None:
    (folder / "a.yaml").write_text("a: 1\n" * 200)
    names = ["a.yaml", *(f"./{'./' * number}a.yaml" for number in range(50))]
    with subprocess.Popen(
        [sys.executable, "-m", "sustainrubric", "validate", *names],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        said = process.stderr.read()
        process.wait(timeout=60)
    assert process.returncode in (0, 1, 120)
    assert b"Traceback" not in said
