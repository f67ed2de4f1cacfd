"""Hostile text in every field of every kind of file: no output of any command steers a terminal."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pydantic import BaseModel

from sustainrubric.records.load import EXTENSIONS, KINDS, load_bytes
from tests.cli import every_option
from tests.conftest import Result
from tests.filled import LEFT_OUT, every_kind, filled

Sustain = Callable[..., Result]

STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""C0 but tab, LF and CR, DEL, C1, and the controls of direction."""

ATTACK = "a\x1b[31mb\x9b2Jc\x07\x1b]0;d\x07e\u202ef\u2066g\u200fh\x7fi\x08j\rk\u061cl"
IDS = "x\u202ey"


FORMS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("validate",): ("text", "json", "github", "sarif", "junit"),
    ("score", "a.yaml", "b.yaml"): ("table", "json", "csv", "markdown"),
    ("score", "w.yaml"): ("table", "json", "csv", "markdown"),
    ("diff", "a.yaml", "b.yaml", "--any-reform"): ("table", "json", "markdown", "html"),
    ("trend", "a.yaml", "b.yaml"): ("table", "json", "csv", "markdown", "html"),
    ("plan", "--partial"): ("table", "json", "csv", "markdown", "html", "ics"),
    ("status", ".", "--partial"): ("table", "json"),
    ("status", "a.yaml"): ("table", "json"),
    ("panel", "spread", "a.yaml", "--reveal", "--names"): ("table", "json", "csv", "markdown"),
    ("panel", "spread", "a.yaml", "--reveal", "--element", "1.A.i"): ("table", "json"),
    ("panel", "ballot", "a.yaml", "--rater", "r1"): ("html", "yaml"),
    ("rubric", "diff", "sustainability@1.0.0", "own@1.0.0"): ("table", "json", "markdown"),
    ("migrate", "a.yaml", "--to", "own@1.0.0", "--dry-run"): ("table", "json", "markdown"),
    ("kit", "a.yaml", "-o", "kit"): ("html", "markdown"),
    ("kit", "w.yaml", "-o", "kit"): ("html", "markdown"),
    ("form", "a.yaml", "--actions", "-o", "out.xlsx"): ("xlsx",),
    ("form", "a.yaml", "-o", "out.xlsx"): ("xlsform",),
    ("import", "form.xlsx", "a.yaml"): ("table", "json", "github", "sarif", "junit"),
    **{
        ("report", file, "-o", "-"): ("html", "markdown") for file in ("a.yaml", "b.yaml", "w.yaml", "p.yaml")
    },
}
OTHERS: tuple[tuple[str, ...], ...] = (
    ("validate", "-v"),
    *(("validate", file) for file in ("a.ballots", "instruments", "p.yaml", "wrong.yaml")),
    ("explain", ATTACK),
    ("help", ATTACK),
    ("score", "a.yaml", "--explain"),
    ("score", ATTACK),
    ("plan", "--shortlist", "--partial"),
    ("textconv", "a.yaml"),
    ("fmt", "--diff", "a.yaml", "w.yaml", "p.yaml", "a.ballots/r1.yaml"),
    ("rate", "a.yaml", "1.B.i", "strong"),
    ("rate", "a.yaml", ATTACK, ATTACK),
    ("worksheet", "w.yaml", "--add-gap", f"select | {ATTACK}"),
    ("plan", "--mark", "nobody", "done"),
    ("new", "priorities", "new.yaml", "--partial"),
    ("new", "worksheet", "new.yaml", "--from", "w.yaml"),
    ("new", "assessment", "new.yaml", "--from", "a.yaml", "--round", "2027-fall"),
    ("panel", "card", "a.yaml", "--rater", "r1"),
    ("panel", "collect", "a.yaml", "came.yaml"),
    ("panel", "decide", "a.yaml", "1.A.i", "strong", "--reveal", "--rationale", ATTACK),
    ("panel", "seal", "a.ballots/r1.yaml"),
    ("rubric", "list"),
    ("rubric", "show", "1.A.i", "--rubric", "own@1.0.0"),
    ("rubric", "show", ATTACK),
    ("rubric", "path", "own@1.0.0"),
    ("rubric", "resolve", "own@1.0.0"),
    ("rubric", "resolve", "own-process@1.0.0"),
    ("rubric", "map", "sustainability@1.0.0", "own@1.0.0"),
    ("rubric", "release", "own@1.0.0"),
    ("rubric", "new", ATTACK),
    ("history", "a.yaml"),
    ("export", ".", "-o", "tables", "--partial"),
    ("report", "a.yaml", "-o", "report.docx"),
    ("form", "w.yaml", "-o", "out.docx"),
    ("report", ".", "-o", "site", "--partial"),
    ("migrate", "a.yaml", "--to", "own@1.0.0", "-o", "migrated.yaml"),
    ("schema", "assessment"),
    ("completion", "bash"),
)
NOT_HERE = {
    "demo": "it reads our files alone",
    "init": "it reads no file",
    "assess": "a person answers it; tests/editing looks at its screens",
    "panel vote": "a person answers it",
}
COMMANDS = {
    **{
        f"{' '.join(command)} {form}": (*command, "--format", form)
        for command, forms in FORMS.items()
        for form in forms
    },
    **{" ".join(command): command for command in OTHERS},
}


def test_every_command_is_tried() -> None:
    tried = {f"{' '.join(command)} " for command in COMMANDS.values()}
    for command in every_option.commands():
        path = command.path
        assert path in NOT_HERE or any(each.startswith(f"{path} ") for each in tried), path


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_file_is_filled(kind: str) -> None:
    """So that the test below tries each of them."""
    missing = set()
    for extends in (False, True) if kind in EXTENSIONS else (False,):
        loaded = load_bytes(filled(kind, "words", extends=extends).encode(), "a.yaml")
        assert loaded.model is not None, [found.problem.message for found in loaded.problems]
        missing |= set(empty_fields(loaded.model))
    chosen = {f"{model}.{field}" for model, fields in LEFT_OUT.items() for field in fields}
    assert missing - chosen == set()


def empty_fields(model: BaseModel) -> Iterator[str]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        items = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]
        if value is None or value in ((), {}):
            yield f"{type(model).__name__}.{name}"
        for item in items:
            if isinstance(item, BaseModel):
                yield from empty_fields(item)


@pytest.fixture(params=["texts", pytest.param("ids", marks=pytest.mark.deep)])
def hostile_folder(folder: Path, request: pytest.FixtureRequest) -> Path:
    """A file of every kind with hostile text in every field; for `ids` also where an id stands."""
    for name, text in hostile_files(IDS if request.param == "ids" else None).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@cache
def hostile_files(ids: str | None) -> Mapping[str, str]:
    files = every_kind(ATTACK, ids=ids)
    files["b.yaml"] = files["a.yaml"].replace("2026-", "2027-").replace('"strong"', '"emerging"')
    # What is wrong is quoted.
    files["wrong.yaml"] = files["a.yaml"].replace('"strong"', json.dumps(ATTACK))
    files["sustain.yaml"] = files["sustain.yaml"].replace(
        '"logo.svg"', json.dumps("logo.svg" if ids is None else ATTACK)
    )
    files["logo.svg"] = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{ATTACK[-4:]}</title></svg>'
    files["came.yaml"] = files["a.ballots/r1.yaml"].replace('"r1"', '"r2"')
    return files


def steering(text: str) -> list[str]:
    """Each sign that steers, with what stands around it; JSON is read first, as programs will."""
    with suppress(ValueError):
        text = "\n".join(texts(json.loads(text)))
    return [text[max(0, found.start() - 30) : found.end() + 10] for found in STEERING.finditer(text)]


def texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [one for item in (*value.keys(), *value.values()) for one in texts(item)]
    if isinstance(value, list):
        return [one for item in value for one in texts(item)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("command", COMMANDS)
def test_no_output_steers_a_terminal(sustain: Sustain, hostile_folder: Path, command: str) -> None:
    if command.startswith("import"):
        sustain("form", "a.yaml", "--actions", "-o", "form.xlsx", code=None)
    before = set(hostile_folder.rglob("*"))
    result = sustain(*COMMANDS[command], code=None)
    assert result.code != 70
    assert steering(result.out) == []
    assert steering(result.err) == []
    for path in set(hostile_folder.rglob("*")) - before:
        assert steering(str(path)) == []
        # A record holds what a person typed, and keeps it.
        if path.is_file() and path.suffix != ".yaml":
            assert steering(words_in(path)) == [], path


def words_in(path: Path) -> str:
    """The text of a file that a command made, as a program would show it."""
    content = path.read_bytes()
    if not zipfile.is_zipfile(path):
        return content.decode("utf-8")
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    return "\n".join(text for part in parts for text in ElementTree.fromstring(part).itertext())
