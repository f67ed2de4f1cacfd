"""Imports point one way: model <- files and engine <- report <- cli, with errors below all."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT

PACKAGE = "sustainrubric"
SOURCE = ROOT / "src" / PACKAGE

# Layer -> the layers it may import; what lies at the top of the package is a layer of its own.
MAY_IMPORT = {
    "errors": set[str](),
    "model": {"model", "errors"},
    "disk": {"disk", "model", "errors"},
    "files": {"files", "records", "disk", "model", "errors"},
    "engine": {"engine", "records", "model", "errors"},
    "pages": {"pages"},
    "report": {"report", "pages", "panel", "rating", "records", "engine", "files", "disk", "model", "errors"},
    "exchange": {
        *(
            "pages",
            "exchange",
            "cli",
            "report",
            "panel",
            "check",
            "rating",
            "records",
            "engine",
            "files",
            "disk",
        ),
        *("model", "errors", "__init__"),
    },
    "api": {"exchange", "cli", "report", "engine", "files", "disk", "model", "errors"},
    # The rooms of the second house that are there already.
    "records": {"records", "files", "disk", "model", "errors"},
    "rating": {"rating", "records", "engine", "files", "model", "errors"},
    "check": {"check", "rating", "records", "engine", "files", "disk", "model", "errors"},
    "panel": {
        *(
            "panel",
            "pages",
            "cli",
            "check",
            "rating",
            "records",
            "report",
            "engine",
            "files",
            "disk",
            "model",
            "errors",
        ),
    },
    "cli": {
        *(
            "pages",
            "cli",
            "exchange",
            "report",
            "panel",
            "check",
            "rating",
            "records",
            "engine",
            "files",
            "disk",
        ),
        *("model", "errors", "__init__"),
    },
    "__main__": {"cli"},
    "__init__": set[str](),
}

# Library -> the files, or the folders, that may import it.
LIBRARIES = {
    "yaml": ("files/yaml_events.py", "files/yaml_write.py"),
    "jinja2": ("pages/sandbox.py", "report/environment.py"),
    "rich": ("cli/",),
    "typer": ("cli/",),
    "filelock": ("files/lock.py",),
    "platformdirs": ("disk/own_folder.py",),
    "click": (),
}
TYPES_ONLY = {("files/yaml_words.py", "yaml")}

# What reads a disk or a clock, or throws dice: not in layers of pure functions.
PURE = ("model", "engine")
IMPURE_MODULES = frozenset(
    [
        "os",
        "io",
        "sys",
        "pathlib",
        "shutil",
        "tempfile",
        "time",
        "random",
        "secrets",
        "uuid",
        "subprocess",
        "socket",
    ]
)
IMPURE_CALLS = frozenset(["open", "input", "print", "now", "utcnow", "today"])


class Import(NamedTuple):
    """A module that a file imports, or names to import it later."""

    module: str
    line: int
    for_types: bool


def wrong_arrows(source: Path) -> list[str]:
    """Each import and call below `source` that should not be, as `file:line: what is wrong`."""
    found = []
    for path in sorted(source.rglob("*.py")):
        name = path.relative_to(source).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"), name)
        layer = name.partition("/")[0].removesuffix(".py")
        complaints = [*wrong_imports(name, layer, tree), *wrong_calls(layer, tree)]
        found += [f"{name}:{line}: {words}" for line, words in sorted(complaints)]
    return found


def wrong_imports(name: str, layer: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    for module, line, for_types in imports(tree):
        library, _, rest = module.partition(".")
        if library == PACKAGE:
            other = rest.partition(".")[0] or "__init__"
            if other not in MAY_IMPORT[layer] and not (layer == "errors" and for_types):
                yield line, f"{layer} must not import {other}"
        elif library in LIBRARIES and not name.startswith(LIBRARIES[library]):
            if not (for_types and (name, library) in TYPES_ONLY):
                yield (
                    line,
                    f"{library} is imported in {' and '.join(LIBRARIES[library]) or 'no file of ours'} only",
                )
        elif layer in PURE and library in IMPURE_MODULES:
            yield line, f"{layer} is pure: no {library}"


def imports(tree: ast.Module) -> Iterator[Import]:
    types_only = {id(inner) for node in ast.walk(tree) if is_type_checking(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            # `from sustainrubric import cli` names a layer as well.
            inner = [f"{PACKAGE}.{alias.name}" for alias in node.names if (SOURCE / alias.name).is_dir()]
            modules = inner if node.module == PACKAGE and inner else ["." * node.level + (node.module or "")]
        elif (
            isinstance(node, ast.Constant)
            and str(node.value).startswith(f"{PACKAGE}.")
            and " " not in str(node.value)
        ):
            modules = [str(node.value)]
        else:
            continue
        yield from (Import(module, node.lineno, id(node) in types_only) for module in modules)


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def wrong_calls(layer: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == "print" and isinstance(node.func, ast.Name) and layer != "cli":
                yield node.lineno, "only cli prints"
            elif layer in PURE and called in IMPURE_CALLS:
                yield node.lineno, f"{layer} is pure: no {called}()"
        elif (
            layer != "cli"
            and isinstance(node, ast.Attribute)
            and ast.unparse(node) in ("sys.stdout", "sys.stderr")
        ):
            yield node.lineno, f"only cli writes to {ast.unparse(node)}"


def test_every_import_of_ours_points_the_right_way() -> None:
    assert wrong_arrows(SOURCE) == []


def test_the_walk_looks_at_all_of_the_package() -> None:
    layers = {path.name.removesuffix(".py") for path in SOURCE.iterdir() if path.name != "__pycache__"}
    holding_code = {
        name for name in layers if (SOURCE / f"{name}.py").exists() or any((SOURCE / name).glob("*.py"))
    }
    assert holding_code == set(MAY_IMPORT)
    tree = ast.parse((SOURCE / "cli" / "app.py").read_text(encoding="utf-8"))
    assert {"typer", f"{PACKAGE}.cli.boundary", f"{PACKAGE}.cli.score"} <= {
        each.module for each in imports(tree)
    }


WRONG = {
    "an engine that reads files": (
        "engine/a.py",
        "from sustainrubric.files.load import load",
        "engine must not import files",
    ),
    "files that know the engine": (
        "files/a.py",
        "import sustainrubric.engine.score",
        "files must not import engine",
    ),
    "a model that knows files": (
        "model/a.py",
        "import sustainrubric.files.load as l",
        "model must not import files",
    ),
    "a report that knows the command line": (
        "report/a.py",
        "def f():\n    from sustainrubric.cli import console",
        "report must not import cli",
    ),
    "errors that know a model": (
        "errors.py",
        "from sustainrubric.model.problem import Code",
        "errors must not import model",
    ),
    "a layer taken from the top": (
        "engine/a.py",
        "from sustainrubric import files",
        "engine must not import files",
    ),
    "a module named to import it later": (
        "files/a.py",
        "import_module('sustainrubric.cli.app')",
        "files must not import cli",
    ),
    "a start that takes a short cut": (
        "__main__.py",
        "from sustainrubric.engine import score",
        "__main__ must not import engine",
    ),
    "an arrow for types only": (
        "model/a.py",
        "if TYPE_CHECKING:\n    from sustainrubric.engine import score",
        "model must not import engine",
    ),
    "a second place for PyYAML": (
        "files/a.py",
        "from yaml.events import Event",
        "yaml is imported in files/yaml_events.py and files/yaml_write.py only",
    ),
    "words that need PyYAML to run": (
        "files/yaml_words.py",
        "import yaml",
        "yaml is imported in files/yaml_events.py and files/yaml_write.py only",
    ),
    "a second place for Jinja": (
        "report/a.py",
        "import jinja2",
        "jinja2 is imported in pages/sandbox.py and report/environment.py only",
    ),
    "rich below the command line": ("report/a.py", "from rich import box", "rich is imported in cli/ only"),
    "click": ("cli/a.py", "import click", "click is imported in no file of ours only"),
    "print in a report": ("report/a.py", "print(1)", "only cli prints"),
    "standard output in files": (
        "files/a.py",
        "import sys\nsys.stdout.write('')",
        "only cli writes to sys.stdout",
    ),
    "a clock in the engine": (
        "engine/a.py",
        "from datetime import date\ndate.today()",
        "engine is pure: no today()",
    ),
    "another clock": ("engine/a.py", "import datetime\ndatetime.datetime.now()", "engine is pure: no now()"),
    "a file in the engine": ("engine/a.py", "open('x')", "engine is pure: no open()"),
    "a path in a model": ("model/a.py", "from pathlib import Path", "model is pure: no pathlib"),
    "time in the engine": ("engine/a.py", "import time", "engine is pure: no time"),
    "dice in the engine": ("engine/a.py", "from random import random", "engine is pure: no random"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_arrow_is_found_and_named_with_its_line(tmp_path: Path, case: str) -> None:
    name, code, words = WRONG[case]
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code + "\n")
    assert wrong_arrows(tmp_path) == [f"{name}:{code.count(chr(10)) + 1}: {words}"]


RIGHT = {
    "errors.py": "if TYPE_CHECKING:\n    from sustainrubric.model.problem import LocatedProblem",
    "files/yaml_words.py": "if TYPE_CHECKING:\n    from yaml import MarkedYAMLError",
    "files/yaml_events.py": "import yaml",
    "engine/a.py": "from datetime import date\nfrom sustainrubric.model.a import B\n'sustainrubric. a text'",
    "report/a.py": "from sustainrubric.files.a import B\nfrom sustainrubric.engine.a import B",
    "cli/a.py": "from sustainrubric import __version__\nimport rich, typer, os\nprint(1)",
    "__main__.py": "from sustainrubric.cli.main import main",
}


def test_right_arrows_are_let_through(tmp_path: Path) -> None:
    for name, code in RIGHT.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(code)
    assert wrong_arrows(tmp_path) == []
