"""The rooms of the package: imports point downward only, no two modules in a circle, a name stands once."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT

PACKAGE = "sustainrubric"
SOURCE = ROOT / "src" / PACKAGE

# Lowest first: a room imports from itself and from rooms before it.
ROOMS = (
    "base", "yaml", "disk", "instruments", "records", "pages", "interview", "rating", "worksheet", "priorities",
    "migration", "check", "rounds", "plan", "panel", "terminal", "editing", "report", "exchange", "site", "api",
    "cli", "__main__",
)  # fmt: skip

# Words every subject shares; a command is named as typed, whatever a room calls its own.
AGREED = frozenset(
    [
        *("model", "check", "edit", "view", "view_parts", "words", "text", "export", "picture", "page"),
        *("script", "sources", "__init__"),
    ]
)

# Library -> the files, or the rooms, that may import it.
LIBRARIES = {
    "yaml": ("yaml/events.py", "yaml/writer.py"),
    "jinja2": ("pages/environment.py", "pages/sandbox.py"),
    "rich": ("terminal/",),
    "typer": ("cli/",),
    "click": (),
}
TYPES_ONLY = {("yaml/mistakes.py", "yaml")}
# Draws by a fixed seed, so that the same votes give the same interval.
SEEDED = {("panel/figures.py", "random")}

# What reads a disk or a clock, or throws dice: not in rooms of pure functions, save in their `sources`.
PURE = ("interview", "rating", "worksheet", "priorities", "rounds", "plan", "panel", "migration")
IMPURE_MODULES = frozenset(
    [
        "os",
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

MOST_LINES, MOST_IN_FUNCTION = 250, 60
# A command is its file, and declares all its options there.
MOST_LINES_OF_COMMAND = 300
# A file that is longer -> why its lines belong together.
LONG_MODULES = {
    "base/problem.py": "the list of all codes, each with its place and severity",
    "disk/revisions.py": "every question to git about commits, which share how its answers are read",
    "records/assessment.py": "the model of one kind of file",
    "records/settings.py": "the model of one kind of file, and the rule which of them holds",
    "rounds/export.py": "two shapes of JSON that share rounds, elements and levels",
    "rounds/model.py": "records alone, which name each other",
}
IMPURE_CALLS = frozenset(["open", "input", "print", "now", "utcnow", "today"])


class Import(NamedTuple):
    """A module that a file imports, or names to import it later; `names` are those taken from it."""

    module: str
    line: int
    for_types: bool
    names: tuple[str, ...] = ()
    by_string: bool = False


class Called(NamedTuple):
    """A call by the last word of what is called; `alone` where it is a name and nothing else."""

    word: str
    line: int
    alone: bool


class CodeFile(NamedTuple):
    """What the rules ask about one file; `streams` are the places of `sys.stdout` and `sys.stderr`.

    `functions` are its functions and methods with their lines, without parameters and docstring: a command's
    parameters are its options.
    """

    name: str
    imports: tuple[Import, ...]
    calls: tuple[Called, ...]
    streams: tuple[tuple[int, str], ...]
    classes: tuple[str, ...]
    lines: int
    functions: tuple[tuple[str, int], ...]

    @property
    def room(self) -> str:
        return self.name.partition("/")[0].removesuffix(".py")


def wrong_arrows(source: Path) -> list[str]:
    """Each import and call below `source` that should not be, as `file:line: what is wrong`."""
    found = []
    for file in files(source):
        complaints = [*wrong_imports(file), *wrong_calls(file)]
        found += [f"{file.name}:{line}: {words}" for line, words in sorted(complaints)]
    return found


def files(source: Path) -> Iterator[CodeFile]:
    for path in sorted(source.rglob("*.py")):
        yield code_file(path.relative_to(source).as_posix(), path.read_text(encoding="utf-8"))


@cache
def code_file(name: str, text: str) -> CodeFile:
    """Looked through once, for all the tests that ask."""
    tree = ast.parse(text, name)
    nodes = list(ast.walk(tree))
    return CodeFile(
        name,
        tuple(imports(nodes)),
        tuple(calls(nodes)),
        tuple(streams(nodes)),
        tuple(node.name for node in tree.body if isinstance(node, ast.ClassDef)),
        text.count("\n"),
        tuple(
            (node.name, lines_of(node))
            for node in nodes
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ),
    )


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    begin = first.end_lineno if has_docstring else first.lineno - 1
    return (function.end_lineno or 0) - (begin or 0)


def too_long(source: Path) -> list[str]:
    """Modules and functions with more lines than a reader keeps in view."""
    found = []
    for file in files(source):
        most = MOST_LINES_OF_COMMAND if file.room == "cli" else MOST_LINES
        if file.lines > most and file.name not in LONG_MODULES:
            found.append(f"{file.name}: {file.lines} lines")
        found += [f"{file.name}: {name}: {n} lines" for name, n in file.functions if n > MOST_IN_FUNCTION]
    return found


def wrong_imports(file: CodeFile) -> Iterator[tuple[int, str]]:
    name, room = file.name, file.room
    for module, line, for_types, *_ in file.imports:
        library, _, rest = module.partition(".")
        if library == PACKAGE:
            other = rest.partition(".")[0]
            if other and height(other) > height(room):
                yield line, f"{room} must not import {other}"
        elif library in LIBRARIES and not name.startswith(LIBRARIES[library]):
            if not (for_types and (name, library) in TYPES_ONLY):
                yield (
                    line,
                    f"{library} is imported in {' and '.join(LIBRARIES[library]) or 'no file of ours'} only",
                )
        elif is_pure(name, room) and library in IMPURE_MODULES and (name, library) not in SEEDED:
            yield line, f"{room} is pure: no {library}"


def height(room: str) -> int:
    return -1 if room in ("__init__", "") else ROOMS.index(room)


def is_pure(name: str, room: str) -> bool:
    return room in PURE and not name.endswith("/sources.py")


def imports(nodes: list[ast.AST]) -> Iterator[Import]:
    types_only = {id(inner) for node in nodes if is_type_checking(node) for inner in ast.walk(node)}
    for node in nodes:
        names: tuple[str, ...] = ()
        by_string = isinstance(node, ast.Constant)
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = tuple(alias.name for alias in node.names)
            # `from sustainrubric import cli` names a room as well.
            inner = [f"{PACKAGE}.{name}" for name in names if (SOURCE / name).is_dir()]
            modules = inner if node.module == PACKAGE and inner else ["." * node.level + (node.module or "")]
        elif isinstance(node, ast.Constant) and is_module_name(node.value):
            modules = [str(node.value)]
        else:
            continue
        for_types = id(node) in types_only
        yield from (Import(module, node.lineno, for_types, names, by_string) for module in modules)


def is_module_name(value: object) -> bool:
    return isinstance(value, str) and value.startswith(f"{PACKAGE}.") and " " not in value


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def calls(nodes: list[ast.AST]) -> Iterator[Called]:
    for node in nodes:
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield Called(called, node.lineno, isinstance(node.func, ast.Name))


def streams(nodes: list[ast.AST]) -> Iterator[tuple[int, str]]:
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr"):
            words = ast.unparse(node)
            if words in ("sys.stdout", "sys.stderr"):
                yield node.lineno, words


def wrong_calls(file: CodeFile) -> Iterator[tuple[int, str]]:
    name, room = file.name, file.room
    writes = room == "terminal" or name in ("cli/main.py", "cli/boundary.py")
    for call in file.calls:
        if call.word == "print" and call.alone and not writes:
            yield call.line, "only terminal prints"
        elif is_pure(name, room) and call.word in IMPURE_CALLS:
            yield call.line, f"{room} is pure: no {call.word}()"
    if not writes:
        yield from ((line, f"only terminal writes to {words}") for line, words in file.streams)


def circles(source: Path) -> list[list[str]]:
    """Groups of modules that import each other, by whatever way round; imports inside functions count too.

    Modules named by a string are not counted: that is how the app finds its commands, which know the app.
    """
    found = list(files(source))
    arrows: dict[str, set[str]] = {file.name.removesuffix(".py"): set() for file in found}
    for file in found:
        here = file.name.removesuffix(".py")
        for module, _, _, names, by_string in file.imports:
            if by_string or module.partition(".")[0] != PACKAGE:
                continue
            base = module.removeprefix(PACKAGE).lstrip(".").replace(".", "/")
            inner = {f"{base}/{taken}" for taken in names} & arrows.keys()
            arrows[here] |= (inner or ({base} & arrows.keys())) - {here}
    reached = {module: reachable(module, arrows) for module in arrows}
    groups = {
        tuple(sorted(other for other in reached[module] if module in reached[other]))
        for module in arrows
        if module in reached[module]
    }
    return [list(group) for group in sorted(groups)]


def reachable(start: str, arrows: dict[str, set[str]]) -> set[str]:
    """All modules that can be come to from `start` by one import or more."""
    seen: set[str] = set()
    waiting = list(arrows[start])
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += arrows[module]
    return seen


def repeated_names(source: Path) -> list[str]:
    """Module names and class names that stand in two places, each with the places."""
    stems, classes = defaultdict(list), defaultdict(list)
    for file in files(source):
        room, _, stem = file.name.removesuffix(".py").rpartition("/")
        if stem not in AGREED and room != "cli":
            stems[stem].append(file.name)
        for name in file.classes:
            classes[name].append(file.name)
    return [
        f"{word}: {', '.join(places)}"
        for word, places in [*stems.items(), *classes.items()]
        if len(places) > 1
    ]


def test_every_import_of_ours_points_downward() -> None:
    assert wrong_arrows(SOURCE) == []


def test_no_two_modules_import_each_other_in_a_circle() -> None:
    assert circles(SOURCE) == []


def test_a_module_name_and_a_class_name_stand_once() -> None:
    assert repeated_names(SOURCE) == []


def classes_of_options(source: Path) -> list[str]:
    """Classes below cli that carry what was typed: there an option is an argument."""
    return [
        f"{path.relative_to(source).as_posix()}: {name}"
        for path in sorted(source.rglob("*.py"))
        if path.relative_to(source).parts[0] != "cli"
        for name in re.findall(
            r"^ *class (\w+Options|\w+Arguments|KnownOf\w+)\b", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    ]


def test_no_class_below_the_commands_carries_options() -> None:
    assert classes_of_options(SOURCE) == []


def test_a_class_of_options_is_found(tmp_path: Path) -> None:
    room = tmp_path / "editing"
    room.mkdir()
    (room / "a.py").write_text("class KitOptions:\n    pass\n", encoding="utf-8")
    assert classes_of_options(tmp_path) == ["editing/a.py: KitOptions"]


def test_no_room_has_more_than_thirty_modules() -> None:
    modules = (path for path in SOURCE.rglob("*.py") if path.name != "__init__.py")
    rooms = Counter(path.relative_to(SOURCE).parts[0] for path in modules)
    # The room of commands has a file for each command, and grows with them.
    assert {room: count for room, count in rooms.items() if count > 30 and room != "cli"} == {}


def test_a_module_and_a_function_are_short() -> None:
    # A longer module has two subjects: give the second one a module of its own.
    assert too_long(SOURCE) == []


def test_nine_in_ten_functions_have_thirty_lines_or_fewer() -> None:
    lengths = [lines for file in files(SOURCE) for _, lines in file.functions]
    assert sum(lines <= 30 for lines in lengths) >= 0.9 * len(lengths)


def test_what_is_too_long_is_found_and_named(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "a.py").write_text("x = 1\n" * (MOST_LINES + 1))
    parameters = "".join(f"    p{number},\n" for number in range(MOST_IN_FUNCTION))
    for name, lines in (("b", MOST_IN_FUNCTION), ("c", MOST_IN_FUNCTION + 1)):
        body = "    x = 1\n" * lines
        text = f'def {name}(\n{parameters}):\n    """What it does.\n\n    More.\n    """\n{body}'
        (tmp_path / "base" / f"{name}.py").write_text(text)
    assert too_long(tmp_path) == ["base/a.py: 251 lines", "base/c.py: c: 61 lines"]


def test_only_what_is_too_long_is_named_as_such() -> None:
    lines = {file.name: file.lines for file in files(SOURCE)}
    assert [name for name in LONG_MODULES if lines.get(name, 0) <= MOST_LINES] == []


def test_the_walk_looks_at_all_of_the_package() -> None:
    found = {path.name.removesuffix(".py") for path in SOURCE.iterdir() if path.name != "__pycache__"}
    holding_code = {
        name for name in found if (SOURCE / f"{name}.py").exists() or any((SOURCE / name).glob("*.py"))
    }
    assert holding_code - {"__init__"} <= set(ROOMS)
    (names,) = (file for file in files(SOURCE) if file.name == "cli/command_names.py")
    seen = {each.module for each in names.imports}
    assert {"typer", f"{PACKAGE}.terminal.console", f"{PACKAGE}.cli.score"} <= seen


def test_the_map_in_contributing_names_the_rooms_in_their_order() -> None:
    map_ = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("    src/sustainrubric/")[2]
    named = re.findall(r"^ {6}(\w+)(?:/|\.py) ", map_, re.MULTILINE)
    assert [room for room in named if room != "explanations"] == [r for r in ROOMS if r != "__main__"]


WRONG = {
    "upward": ("rating/a.py", "from sustainrubric.report.a import B", "rating must not import report"),
    "upward, inside a function": (
        "disk/a.py",
        "def f():\n    from sustainrubric.records.a import B",
        "disk must not import records",
    ),
    "a room by its name": ("base/a.py", "from sustainrubric import cli", "base must not import cli"),
    "upward by a string": ("yaml/a.py", "x = 'sustainrubric.check.file'", "yaml must not import check"),
    "for types alone": (
        "base/a.py",
        "if TYPE_CHECKING:\n    from sustainrubric.records.a import B",
        "base must not import records",
    ),
    "yaml elsewhere": (
        "yaml/a.py",
        "import yaml",
        "yaml is imported in yaml/events.py and yaml/writer.py only",
    ),
    "yaml at run time where types may be": (
        "yaml/mistakes.py",
        "from yaml import MarkedYAMLError",
        "yaml is imported in yaml/events.py and yaml/writer.py only",
    ),
    "jinja2": (
        "report/a.py",
        "import jinja2",
        "jinja2 is imported in pages/environment.py and pages/sandbox.py only",
    ),
    "rich outside the terminal": (
        "report/a.py",
        "from rich import box",
        "rich is imported in terminal/ only",
    ),
    "typer below the commands": ("editing/a.py", "import typer", "typer is imported in cli/ only"),
    "click": ("cli/a.py", "import click", "click is imported in no file of ours only"),
    "print in a report": ("report/a.py", "print(1)", "only terminal prints"),
    "standard output": (
        "disk/a.py",
        "import sys\nsys.stdout.write('')",
        "only terminal writes to sys.stdout",
    ),
    "a clock": ("rating/a.py", "date.today()", "rating is pure: no today()"),
    "another clock": ("plan/a.py", "import datetime\ndatetime.datetime.now()", "plan is pure: no now()"),
    "a file in a pure room": ("rounds/a.py", "open('x')", "rounds is pure: no open()"),
    "a path in a pure room": ("interview/a.py", "from pathlib import Path", "interview is pure: no pathlib"),
    "time in a pure room": ("priorities/a.py", "import time", "priorities is pure: no time"),
    "dice in a pure room": ("worksheet/a.py", "from random import random", "worksheet is pure: no random"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_arrow_is_found_and_named_with_its_line(tmp_path: Path, case: str) -> None:
    name, code, words = WRONG[case]
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code + "\n")
    assert wrong_arrows(tmp_path) == [f"{name}:{code.count(chr(10)) + 1}: {words}"]


RIGHT = {
    "yaml/mistakes.py": "if TYPE_CHECKING:\n    from yaml import MarkedYAMLError",
    "yaml/events.py": "import yaml",
    "rating/a.py": "from datetime import date\nfrom sustainrubric.base.a import B\n'sustainrubric. a text'",
    "rounds/sources.py": "import os\nopen('x')",
    "report/a.py": "from sustainrubric.disk.a import B\nfrom sustainrubric.rating.a import B",
    "cli/a.py": "from sustainrubric import __version__\nimport typer, os",
    "terminal/a.py": "import rich, sys\nprint(sys.stdout)",
    "__main__.py": "from sustainrubric.cli.main import main",
}


def test_right_arrows_are_let_through(tmp_path: Path) -> None:
    for name, code in RIGHT.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(code)
    assert wrong_arrows(tmp_path) == []


def test_a_circle_is_found_through_a_third_module_and_inside_a_function(tmp_path: Path) -> None:
    texts = {
        "a.py": "from sustainrubric.base.b import x",
        "b.py": "from sustainrubric.base import c",
        "c.py": "def f():\n    from sustainrubric.base.a import y",
        "d.py": "from sustainrubric.base.a import y",
    }
    (tmp_path / "base").mkdir()
    for name, text in texts.items():
        (tmp_path / "base" / name).write_text(text)
    assert circles(tmp_path) == [["base/a", "base/b", "base/c"]]


def test_a_name_in_two_places_is_found(tmp_path: Path) -> None:
    for name in ("disk/save.py", "plan/save.py", "plan/text.py", "disk/text.py", "cli/save.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("class Saver: ..." if "disk" in name or name == "cli/save.py" else "")
    assert repeated_names(tmp_path) == [
        "save: disk/save.py, plan/save.py",
        "Saver: cli/save.py, disk/save.py, disk/text.py",
    ]
