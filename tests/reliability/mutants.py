"""Would a test notice? Change one place of the code at a time, and run the tests that are about it.

    python tests/reliability/mutants.py GROUP... [--number 40] [--seed 20] [--only 3,7] [--list]

The places are drawn with a fixed seed, so that two runs try the same. The code is changed in a copy. All quick tests
run once without a change, which shows which of them come to which line, and how long each takes; that is kept. A
change is then tried with the tests that come to its line: first those of the group, then the others, the quickest
first, for as long as `ENOUGH` says. Tests of the group that were written since are all run, and so is the whole group
for a module that has changed since, or a line that no test comes to. `--learn` forgets what was kept.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from coverage import CoverageData

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240
"""Seconds for the tests of one mutant; one that goes on for ever is noticed, too."""

ENOUGH = 40.0
"""Seconds, as measured without a change, for the tests of other groups that come to a line."""

KEPT = ROOT / ".venv" / "mutants.json"
"""Which tests come to which line, with the checksums of the files that said so."""

EVERY_FIELD = "tests/test_every_field.py"

GROUPS = {
    "splice": (
        ["yaml/edit.py", "yaml/edit_block.py", "yaml/edit_flow.py", "yaml/text.py", "yaml/rewrite.py"],
        ["tests/yaml/test_rewrite.py", "tests/yaml/test_splice_places.py"],
    ),
    "revisions": (
        ["disk/revisions.py", "disk/git.py"],
        ["tests/disk/test_git*.py", "tests/cli/test_history.py", "tests/cli/test_diff.py"],
    ),
    "reading": (
        ["yaml/reader.py", "yaml/scalar.py", "yaml/mistakes.py", "yaml/places.py", "yaml/source.py"],
        ["tests/yaml/test_yaml_*.py", "tests/yaml/test_text_source.py", "tests/yaml/test_front_matter.py",
         "tests/cli/test_hostile_input.py"],
    ),
    "plan": (
        ["plan/*.py"],
        ["tests/plan/test_*.py", "tests/cli/test_plan.py", "tests/cli/test_status.py", EVERY_FIELD],
    ),
    "saving": (
        ["disk/atomic.py", "disk/save.py", "disk/lock.py", "disk/writable.py"],
        ["tests/disk/test_save.py", "tests/disk/test_lock.py", "tests/site/test_site_faults.py"],
    ),
    "score": (
        ["rating/score.py", "rating/levels.py", "base/numbers.py"],
        ["tests/rating/test_score.py", "tests/rating/test_levels.py", "tests/base/test_rounding.py"],
    ),
    "goals": (["priorities/goal_progress.py", "priorities/check_target.py"], ["tests/priorities/test_*.py"]),
    "templates": (["pages/sandbox.py"], ["tests/pages/test_sandbox.py"]),
    "folders": (
        ["records/read_folder.py", "site/folder.py"],
        ["tests/cli/test_partial.py", "tests/site/test_site*.py"],
    ),
    "panel": (
        ["panel/*.py", "rating/votes.py", "rating/check_panel.py"],
        ["tests/panel/test_*.py", "tests/editing/test_panel_sessions.py", EVERY_FIELD],
    ),
    "exchange": (["exchange/*.py"], ["tests/exchange/test_*.py", EVERY_FIELD]),
    "migration": (["migration/*.py"], ["tests/migration/test_*.py", EVERY_FIELD]),
    "rounds": (
        ["rounds/*.py"],
        ["tests/rounds/test_*.py", "tests/cli/test_diff.py", "tests/cli/test_trend.py",
         "tests/cli/test_history.py", "tests/cli/test_textconv.py", EVERY_FIELD],
    ),
    "check": (
        ["check/*.py"],
        ["tests/check/test_*.py", "tests/cli/test_validate.py", "tests/panel/test_panel_commands.py",
         "tests/test_examples.py", EVERY_FIELD],
    ),
}  # fmt: skip
"""A group: its modules below src/sustainrubric, and the tests that are about them; `*` is any name."""


@dataclass(frozen=True)
class Mutant:
    """One change: the file, what stands there now and what instead, from byte `start` to `end`."""

    file: str
    line: int
    start: int
    end: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.old!r} -> {self.new!r}"


_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "!=", ast.NotEq: "==", ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
_SUMS: dict[type[ast.operator], str] = {
    ast.Add: "-", ast.Sub: "+", ast.Mult: "//", ast.FloorDiv: "*", ast.Div: "*", ast.Mod: "*",
    ast.BitOr: "&", ast.BitAnd: "|",
}  # fmt: skip


def mutants(file: str, source: str) -> Iterator[Mutant]:
    """All changes to a module; annotations, docstrings and messages are left alone."""
    tree = ast.parse(source)
    offsets = [0]
    for line in source.splitlines(keepends=True):
        offsets.append(offsets[-1] + len(line.encode()))
    raw = source.encode()

    def at(line: int, column: int) -> int:
        return offsets[line - 1] + column

    def change(node: ast.expr | ast.stmt, new: str) -> Mutant:
        start, end = at(node.lineno, node.col_offset), at(node.end_lineno or 0, node.end_col_offset or 0)
        return Mutant(file, node.lineno, start, end, raw[start:end].decode(), new)

    def between(left: ast.expr, right: ast.expr, new: str) -> Mutant:
        start = at(left.end_lineno or 0, left.end_col_offset or 0)
        end = at(right.lineno, right.col_offset)
        return Mutant(file, left.lineno, start, end, raw[start:end].decode(), f" {new} ")

    for node in _code(tree):
        if (
            isinstance(node, ast.Compare)
            and len(node.ops) == 1
            and _plain(raw, node.left, node.comparators[0], at)
        ):
            yield between(node.left, node.comparators[0], _COMPARISONS[type(node.ops[0])])
        elif isinstance(node, ast.BoolOp) and _plain(raw, node.values[0], node.values[1], at):
            yield between(node.values[0], node.values[1], "or" if isinstance(node.op, ast.And) else "and")
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield change(node, f"({ast.unparse(node.operand)})")
        elif (
            isinstance(node, ast.BinOp) and type(node.op) in _SUMS and _plain(raw, node.left, node.right, at)
        ):
            yield between(node.left, node.right, _SUMS[type(node.op)])
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
            yield change(node, str(not node.value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, int):
            yield change(node, str(node.value + 1))
        elif isinstance(node, ast.IfExp):
            yield change(
                node,
                f"({ast.unparse(node.orelse)} if {ast.unparse(node.test)} else {ast.unparse(node.body)})",
            )
        elif isinstance(node, ast.Return) and node.value is not None and not _is_constant(node.value):
            yield change(node, "return None")
        elif isinstance(node, ast.If):
            yield change(node.test, f"not ({ast.unparse(node.test)})")
        elif isinstance(node, ast.Continue):
            yield change(node, "break")
        elif (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)) or isinstance(
            node, ast.AugAssign
        ):
            yield change(node, "pass")


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes of code: no annotation, no type alias, no text inside of an f-string."""
    if isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _code(child)


def _plain(raw: bytes, left: ast.expr, right: ast.expr, at: object) -> bool:
    """Whether nothing but an operator stands between: no parenthesis, no line break."""
    assert callable(at)
    text = raw[at(left.end_lineno, left.end_col_offset) : at(right.lineno, right.col_offset)]
    return not set(text) & set(b"()\n")


def _is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def drawn(group: str, number: int, seed: int) -> list[Mutant]:
    found = []
    for path in _found(ROOT / "src" / "sustainrubric", GROUPS[group][0]):
        file = path.relative_to(ROOT / "src" / "sustainrubric").as_posix()
        found += list(mutants(file, path.read_text(encoding="utf-8")))
    random.Random(f"{seed} {group}").shuffle(found)
    return found[:number]


def _found(folder: Path, patterns: list[str]) -> list[Path]:
    return [path for pattern in patterns for path in sorted(folder.glob(pattern))]


@dataclass
class Reach:
    """Which quick tests come to which line of which module, and the seconds of each test."""

    lines: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    """Of a module, a line: the numbers of its tests."""
    tests: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    checksums: dict[str, str] = field(default_factory=dict)
    """Of every module and every file of tests, by its path from the top."""

    def knows(self, file: str) -> bool:
        """Whether a file is what it was."""
        return self.checksums.get(file) == _checksum(ROOT / file)

    def at(self, mutant: Mutant) -> list[str]:
        """The tests that come to a line, the quickest first; of files that are what they were."""
        if not self.knows(f"src/sustainrubric/{mutant.file}"):
            return []
        found = [self.tests[number] for number in self.lines.get(mutant.file, {}).get(str(mutant.line), [])]
        files = {test.partition("::")[0] for test in found}
        same = {file for file in files if self.knows(file)}
        return sorted(
            (test for test in found if test in self.seconds and test.partition("::")[0] in same),
            key=lambda test: self.seconds[test],
        )


_PLUGIN = '''
"""Says which test a line is run by, by the test's whole name, and what the test took."""
import json, os
import coverage
import pytest

seconds = {}

@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item):
    coverage.Coverage.current().switch_context(item.nodeid)
    yield
    coverage.Coverage.current().switch_context("")

def pytest_runtest_logreport(report):
    if report.passed:
        seconds[report.nodeid] = seconds.get(report.nodeid, 0.0) + report.duration
    else:
        seconds[report.nodeid] = float("nan")

def pytest_sessionfinish():
    with open(os.environ["MUTANTS_SECONDS"], "w") as out:
        json.dump({name: one for name, one in seconds.items() if one == one}, out)
'''


class Copy:
    """A copy of the code, whose tests run against it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for entry in ROOT.iterdir():
            if entry.name == "src":
                shutil.copytree(entry, folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
            elif entry.name not in (".git", ".venv"):
                (folder / entry.name).symlink_to(entry)

    def reach(self) -> Reach:
        """Run all quick tests on the code as it is, and learn where each of them goes."""
        if KEPT.exists():
            return Reach(**json.loads(KEPT.read_text(encoding="utf-8")))
        checksums = {
            path.relative_to(ROOT).as_posix(): _checksum(path)
            for folder in ("src", "tests")
            for path in (ROOT / folder).rglob("*.py")
        }
        settings, data = self._folder / "coverage.ini", self._folder / "lines"
        settings.write_text(f"[run]\ndata_file = {data}\n")
        (self._folder / "mutants_plugin.py").write_text(_PLUGIN)
        prefix = ["-m", "coverage", "run", f"--rcfile={settings}", f"--source={self._folder / 'src'}"]
        tests = ["-p", "mutants_plugin", "tests", "--ignore=tests/browser"]
        self._run(tests, prefix, patience=20 * PATIENCE, stops=False)
        found = CoverageData(str(data))
        found.read()
        reach = Reach(seconds=json.loads((self._folder / "seconds.json").read_text()), checksums=checksums)
        numbers: dict[str, int] = {}
        for file in found.measured_files():
            name = Path(file).resolve().relative_to((self._folder / "src" / "sustainrubric").resolve())
            reach.lines[name.as_posix()] = {
                str(line): [numbers.setdefault(one, len(numbers)) for one in contexts if one]
                for line, contexts in found.contexts_by_lineno(file).items()
            }
        reach.tests = list(numbers)
        KEPT.write_text(json.dumps(asdict(reach)), encoding="utf-8")
        return reach

    def notices(self, mutant: Mutant, group: str, reach: Reach) -> bool:
        """Whether a test fails, or does not end, with a change."""
        path = self._folder / "src" / "sustainrubric" / mutant.file
        before = path.read_bytes()
        path.write_bytes(before[: mutant.start] + mutant.new.encode() + before[mutant.end :])
        files = [found.relative_to(ROOT).as_posix() for found in _found(ROOT, GROUPS[group][1])]
        at_line = reach.at(mutant)
        own = [test for test in at_line if test.partition("::")[0] in files]
        new = [file for file in files if not reach.knows(file)]
        others = _until(ENOUGH, [test for test in at_line if test not in set(own)], reach.seconds)
        try:
            if not at_line:
                return self._run(files) != 0
            return any(self._run(tests) != 0 for tests in (new, own, others) if tests)
        finally:
            path.write_bytes(before)

    def _run(
        self, tests: list[str], prefix: list[str] | None = None, patience: int = PATIENCE, stops: bool = True
    ) -> int:
        """The exit code of pytest; 1 where it does not end."""
        names = self._folder / "tests.txt"
        names.write_text("\n".join(tests), encoding="utf-8")
        command = [
            *(sys.executable, *(prefix or []), "-m", "pytest", "-q", "-n", "0", "-m", "not deep"),
            *("-p", "no:cacheprovider", "--hypothesis-profile=quick", "--hypothesis-seed=1"),
            *(["-x"] if stops else []),
            f"@{names}",
        ]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(self._folder / "src"), str(self._folder)]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "MUTANTS_SECONDS": str(self._folder / "seconds.json"),
        }
        try:
            done = subprocess.run(
                command, cwd=self._folder, env=environment, capture_output=True, timeout=patience, check=False
            )
        except subprocess.TimeoutExpired:
            return 1
        return done.returncode


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _until(limit: float, tests: list[str], seconds: dict[str, float]) -> list[str]:
    chosen = []
    for test in tests:
        limit -= seconds[test]
        if limit < 0:
            break
        chosen.append(test)
    return chosen


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--number", type=int, default=40, help="mutants of each group (40)")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--only", metavar="N,N", help="of these only those with these numbers, from 1")
    parser.add_argument("--list", action="store_true", help="only say which")
    parser.add_argument("--learn", action="store_true", help="run all tests anew to see where they go")
    options = parser.parse_args()
    if options.learn:
        KEPT.unlink(missing_ok=True)
    bad = 0
    for group in options.groups or GROUPS:
        chosen = list(enumerate(drawn(group, options.number, options.seed), 1))
        if options.only:
            chosen = [each for each in chosen if str(each[0]) in options.only.split(",")]
        if options.list:
            print("\n".join(f"{number}: {mutant}" for number, mutant in chosen))
            continue
        with tempfile.TemporaryDirectory() as folder:
            copy = Copy(Path(folder))
            reach = copy.reach()
            left = []
            for number, mutant in chosen:
                if not copy.notices(mutant, group, reach):
                    left.append(mutant)
                    print(f"  not noticed: {number}: {mutant}", flush=True)
        share = 100 * (len(chosen) - len(left)) // max(1, len(chosen))
        print(f"{group}: {len(chosen) - len(left)} of {len(chosen)} noticed ({share} %)", flush=True)
        bad += share < 90
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
