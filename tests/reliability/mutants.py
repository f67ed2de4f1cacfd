"""Would a test notice? Change one place of the code at a time, and run the tests that are about it.

    python tests/reliability/mutants.py GROUP... [--number 40] [--seed 20] [--only 3,7] [--list]

The places are drawn with a fixed seed, so that two runs try the same. A change is tried with the quick tests of its
group that come to its line (`mutant_loop.py`). What is in no function, or on a line that no quick test comes to, is
tried in a copy of the code, in a process of its own and with all quick tests of the group. What none of them notices is
tried with the tests marked `deep` that come to its line; the output names what only they notice.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 900
"""Seconds for the tests of one mutant; one that goes on for ever is noticed, too."""

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
        ["yaml/reader.py", "yaml/document.py", "yaml/event_reader.py", "yaml/scalar.py", "yaml/mistakes.py",
         "yaml/places.py", "yaml/source.py"],
        ["tests/yaml/test_yaml_*.py", "tests/yaml/test_text_source.py", "tests/yaml/test_front_matter.py",
         "tests/cli/test_hostile_input.py"],
    ),
    "plan": (
        ["plan/*.py"],
        ["tests/plan/test_*.py", "tests/cli/test_plan.py", "tests/cli/test_status.py", "tests/cli/test_partial.py",
         EVERY_FIELD],
    ),
    "saving": (
        ["disk/atomic.py", "disk/save.py", "disk/lock.py", "disk/writable.py"],
        ["tests/disk/test_save.py", "tests/disk/test_lock.py", "tests/disk/test_windows_rules.py",
         "tests/site/test_site_faults.py", "tests/site/test_site_folder.py"],
    ),
    "score": (
        ["rating/score.py", "rating/levels.py", "base/numbers.py"],
        ["tests/rating/test_score.py", "tests/rating/test_levels.py", "tests/base/test_rounding.py"],
    ),
    "goals": (["priorities/goal_progress.py", "priorities/check_target.py"], ["tests/priorities/test_*.py"]),
    "templates": (["pages/sandbox.py"], ["tests/pages/test_sandbox.py", "tests/pages/test_own_templates.py"]),
    "folders": (
        ["records/read_folder.py", "site/folder.py"],
        ["tests/cli/test_partial.py", "tests/site/test_site*.py", "tests/records/test_read_folder.py"],
    ),
    "panel": (
        ["panel/*.py", "rating/votes.py", "rating/check_panel.py"],
        ["tests/panel/test_*.py", "tests/editing/test_panel_sessions.py", "tests/editing/test_decide_killed.py",
         "tests/exchange/test_ballot_*.py", "tests/exchange/test_xlsform.py", "tests/cli/test_next_step.py",
         "tests/cli/test_own_everywhere.py", EVERY_FIELD],
    ),
    "exchange": (
        ["exchange/*.py"],
        ["tests/exchange/test_*.py", "tests/cli/test_own_everywhere.py", EVERY_FIELD],
    ),
    "migration": (
        ["migration/*.py"],
        ["tests/migration/test_*.py", "tests/rounds/test_comparable.py", "tests/cli/test_own_instruments.py",
         "tests/cli/test_own_everywhere.py", EVERY_FIELD],
    ),
    "rounds": (
        ["rounds/*.py"],
        ["tests/rounds/test_*.py", "tests/cli/test_diff.py", "tests/cli/test_trend.py",
         "tests/cli/test_history.py", "tests/cli/test_textconv.py", EVERY_FIELD],
    ),
    "check": (
        ["check/*.py"],
        ["tests/check/test_*.py", "tests/cli/test_validate.py", "tests/panel/test_panel_commands.py",
         "tests/pages/test_own_templates.py",
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

    def applied(self, source: bytes) -> bytes:
        return source[: self.start] + self.new.encode() + source[self.end :]

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


class Copy:
    """A copy of the code, whose tests run against it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for entry in ROOT.iterdir():
            if entry.name == "src":
                shutil.copytree(entry, folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
            elif entry.name not in (".git", ".venv"):
                (folder / entry.name).symlink_to(entry)

    def notices(self, mutant: Mutant, tests: list[str]) -> bool:
        """Whether a test fails, or does not end, with a change."""
        path = self._folder / "src" / "sustainrubric" / mutant.file
        before = path.read_bytes()
        path.write_bytes(mutant.applied(before))
        environment = {"PYTHONPATH": os.pathsep.join([str(self._folder / "src"), str(self._folder)])}
        try:
            return _pytest(["-x", *tests], self._folder, environment) != 0
        finally:
            path.write_bytes(before)


def noticed_at_once(chosen: list[Mutant], tests: list[str], folder: Path, *, deep: bool = False) -> list[str]:
    """What the quick tests that come to the lines say of each change, or else the deep ones."""
    asked = folder / ("deep.json" if deep else "quick.json")
    sources = {one.file: (ROOT / "src" / "sustainrubric" / one.file).read_bytes() for one in chosen}
    rows = [(one.file, one.line, one.applied(sources[one.file]).decode()) for one in chosen]
    asked.write_text(json.dumps(rows), encoding="utf-8")
    environment = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]), "MUTANTS": str(asked)}
    if deep:
        environment["MUTANTS_DEEP"] = "1"
    patience = 20 * PATIENCE + len(chosen) * PATIENCE
    _pytest(tests, ROOT, environment, patience)
    answers: list[str] = json.loads(asked.with_suffix(".answers").read_text(encoding="utf-8"))
    return answers


def _not_noticed_by_deep_tests(
    not_quick: list[tuple[int, Mutant]], tests: list[str], folder: Path
) -> list[Mutant]:
    """Of what no quick test notices, what no deep one does either; tells of each which it is."""
    if not not_quick:
        return []
    answers = noticed_at_once([mutant for _, mutant in not_quick], tests, folder, deep=True)
    for (number, mutant), answer in zip(not_quick, answers, strict=True):
        said = "only by deep tests" if answer == "noticed" else "not noticed"
        print(f"  {said}: {number}: {mutant}", flush=True)
    return [mutant for (_, mutant), answer in zip(not_quick, answers, strict=True) if answer != "noticed"]


def _pytest(arguments: list[str], folder: Path, environment: dict[str, str], patience: int = PATIENCE) -> int:
    """The exit code of pytest; 1 where it does not end."""
    command = [
        *(sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"),
        *(
            "-p",
            "tests.reliability.mutant_loop",
            "-o",
            "timeout=0",
            "--hypothesis-profile=quick",
            "--hypothesis-seed=1",
            *arguments,
        ),
    ]
    whole = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment}
    try:
        done = subprocess.run(
            command, cwd=folder, env=whole, capture_output=True, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        return 1
    return done.returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--number", type=int, default=40, help="mutants of each group (40)")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--only", metavar="N,N", help="of these only those with these numbers, from 1")
    parser.add_argument("--list", action="store_true", help="only say which")
    options = parser.parse_args()
    bad = 0
    for group in options.groups or GROUPS:
        chosen = list(enumerate(drawn(group, options.number, options.seed), 1))
        if options.only:
            chosen = [each for each in chosen if str(each[0]) in options.only.split(",")]
        if options.list:
            print("\n".join(f"{number}: {mutant}" for number, mutant in chosen))
            continue
        with tempfile.TemporaryDirectory() as folder:
            tests = [path.relative_to(ROOT).as_posix() for path in _found(ROOT, GROUPS[group][1])]
            answers = noticed_at_once([mutant for _, mutant in chosen], tests, Path(folder))
            copy = Copy(Path(folder))
            not_quick = [
                (number, mutant)
                for (number, mutant), answer in zip(chosen, answers, strict=True)
                if answer == "left" or (answer == "unknown" and not copy.notices(mutant, tests))
            ]
            left = _not_noticed_by_deep_tests(not_quick, tests, Path(folder))
        share = 100 * (len(chosen) - len(left)) // max(1, len(chosen))
        print(f"{group}: {len(chosen) - len(left)} of {len(chosen)} noticed ({share} %)", flush=True)
        bad += share < 90
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
