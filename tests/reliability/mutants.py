"""Would a test notice? Change one place of the code at a time, and run the tests that are about it.

    python tests/reliability/mutants.py GROUP... [--number 40] [--seed 20] [--list]

The places are drawn with a fixed seed, so that two runs try the same. The code is changed in a copy.
"""

from __future__ import annotations

import argparse
import ast
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
PATIENCE = 240
"""Seconds for the tests of one mutant; one that goes on for ever is noticed, too."""

GROUPS = {
    "splice": (
        ["yaml/edit.py", "yaml/edit_block.py", "yaml/edit_flow.py", "yaml/text.py", "yaml/rewrite.py"],
        ["tests/yaml/test_rewrite.py"],
    ),
    "revisions": (
        ["disk/revisions.py", "disk/git.py"],
        ["tests/disk/test_git.py", "tests/cli/test_history.py", "tests/cli/test_diff.py"],
    ),
    "reading": (
        ["yaml/reader.py", "yaml/scalar.py", "yaml/mistakes.py", "yaml/places.py", "yaml/source.py"],
        [
            "tests/yaml/test_yaml_source.py",
            "tests/yaml/test_yaml_places.py",
            "tests/yaml/test_text_source.py",
            "tests/yaml/test_front_matter.py",
        ],
    ),
    "plan": (
        ["plan/register.py", "plan/shortlist.py", "plan/actions.py", "plan/view.py"],
        ["tests/plan/test_register.py", "tests/plan/test_shortlist.py", "tests/plan/test_plan_formats.py",
         "tests/cli/test_plan.py"],
    ),
    "saving": (
        ["disk/atomic.py", "disk/save.py", "disk/lock.py", "disk/writable.py"],
        ["tests/disk/test_save.py", "tests/disk/test_lock.py", "tests/site/test_site_faults.py"],
    ),
    "score": (
        ["rating/score.py", "rating/levels.py", "base/numbers.py"],
        ["tests/rating/test_score.py", "tests/rating/test_levels.py", "tests/base/test_rounding.py"],
    ),
    "goals": (
        ["priorities/goal_progress.py", "priorities/check_target.py"],
        ["tests/priorities/test_progress_to_target.py", "tests/priorities/test_check_priorities.py",
         "tests/priorities/test_priorities_page.py"],
    ),
    "templates": (["pages/sandbox.py"], ["tests/pages/test_sandbox.py"]),
    "folders": (
        ["records/read_folder.py", "site/folder.py"],
        ["tests/cli/test_partial.py", "tests/site/test_site_faults.py", "tests/site/test_site.py"],
    ),
}  # fmt: skip


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
    for file in GROUPS[group][0]:
        path = ROOT / "src" / "sustainrubric" / file
        if path.exists():
            found += list(mutants(file, path.read_text(encoding="utf-8")))
    random.Random(f"{seed} {group}").shuffle(found)
    return found[:number]


def is_noticed(mutant: Mutant | None, group: str, copy: Path) -> bool:
    """Whether a test of the group fails, or does not end, with the change in the copy."""
    path = copy / "src" / "sustainrubric" / mutant.file if mutant else None
    before = path.read_bytes() if path else b""
    if mutant and path:
        path.write_bytes(before[: mutant.start] + mutant.new.encode() + before[mutant.end :])
    command = [
        *(sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-m", "not deep", "-p", "no:cacheprovider"),
        *("--hypothesis-profile=quick", "--hypothesis-seed=1"),
        *(test for test in GROUPS[group][1] if (ROOT / test).exists()),
    ]
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        if path:
            path.write_bytes(before)
    return done.returncode != 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--number", type=int, default=40, help="mutants of each group (40)")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--list", action="store_true", help="only say which")
    options = parser.parse_args()
    bad = 0
    for group in options.groups or GROUPS:
        chosen = drawn(group, options.number, options.seed)
        if options.list:
            print("\n".join(map(str, chosen)))
            continue
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder)
            for entry in ROOT.iterdir():
                if entry.name == "src":
                    shutil.copytree(entry, copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
                elif entry.name not in (".git", ".venv"):
                    (copy / entry.name).symlink_to(entry)
            if is_noticed(None, group, copy):
                print(f"{group}: the tests fail without a change")
                return 2
            left = []
            for mutant in chosen:
                if not is_noticed(mutant, group, copy):
                    left.append(mutant)
                    print(f"  not noticed: {mutant}", flush=True)
        share = 100 * (len(chosen) - len(left)) // max(1, len(chosen))
        print(f"{group}: {len(chosen) - len(left)} of {len(chosen)} noticed ({share} %)", flush=True)
        bad += share < 90
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
