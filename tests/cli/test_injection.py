"""Hostile text in every field of every kind of file: no output of any command steers a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import Result
from tests.report.hostile import hostile
from tests.report.hostile_worksheet import hostile_worksheet

Sustain = Callable[..., Result]

STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""C0 but tab, LF and CR, DEL, C1, and the controls of direction."""

ATTACK = "a\x1b[31mb\x9b2Jc\x07\x1b]0;d\x07e\u202ef\u2066g\u200fh\x7fi\x08j\rk\u061cl"
IDS = "x\u202ey"


def priorities(attack: str) -> str:
    text = json.dumps(attack)
    return f"""\
kind: priorities
format: 1
agency: {{name: {text}, state: {text}}}
goals:
  - id: g
    name: {text}
    target:
      metric: {text}
      unit: {text}
      baseline: {{date: 2024-05-15, level: 48.2}}
      end: {{date: 2030-05-15, level: 62.0}}
      measurements: [{{date: 2025-05-15, level: 49.6}}]
reforms: [{{id: r, name: {text}, goals: [g]}}]
strategies: [{{id: s, reform: r, name: {text}, start: 2024-08-15, scale: {text}}}]
theory_of_action: {text}
"""


def settings(attack: str) -> str:
    text = json.dumps(attack)
    return f"""\
kind: settings
format: 1
agency: {{name: {text}, state: {text}}}
ignore: [{{code: SR310, reason: {text}, files: [{text}]}}]
"""


FILES: dict[str, Callable[[str], str]] = {
    "a.yaml": hostile,
    "b.yaml": lambda attack: (
        hostile(attack).replace("2026-10-15", "2027-10-15").replace("strong", "emerging")
    ),
    "w.yaml": hostile_worksheet,
    "p.yaml": priorities,
}

FORMS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("validate",): ("text", "json", "github", "sarif", "junit"),
    ("score", "a.yaml", "b.yaml"): ("table", "json", "csv", "markdown"),
    ("score", "w.yaml"): ("table", "json", "csv", "markdown"),
    ("diff", "a.yaml", "b.yaml", "--force"): ("table", "json", "markdown", "html"),
    ("trend", "a.yaml", "b.yaml"): ("table", "json", "csv", "markdown", "html"),
    ("plan",): ("table", "json", "csv", "markdown", "html", "ics"),
    **{("report", file, "-o", "-"): ("html", "markdown") for file in FILES},
}
OTHERS = (
    ("score", "a.yaml", "--explain"),
    ("plan", "--shortlist"),
    ("textconv", "a.yaml"),
    ("fmt", "--diff", "a.yaml"),
    ("rate", "a.yaml", "1.A.ii", "strong"),
    ("plan", "--mark", "nobody", "done"),
    ("new", "priorities", "new.yaml"),
    ("status",),
)
COMMANDS = {
    **{
        f"{' '.join(command)} {form}": (*command, "--format", form)
        for command, forms in FORMS.items()
        for form in forms
    },
    **{" ".join(command): command for command in OTHERS},
}


@pytest.fixture
def hostile_folder(folder: Path) -> Path:
    for name, make in FILES.items():
        (folder / name).write_text(
            make(ATTACK).replace(f"id: {json.dumps(ATTACK)}", f"id: {json.dumps(IDS)}")
        )
    (folder / "sustain.yaml").write_text(settings(ATTACK))
    # What is wrong is quoted.
    (folder / "wrong.yaml").write_text(
        hostile(ATTACK).replace("level: strong", f"level: {json.dumps(ATTACK)}")
    )
    return folder


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
    result = sustain(*COMMANDS[command], code=None)
    assert result.code != 70
    assert steering(result.out) == []
    assert steering(result.err) == []


def test_no_page_of_a_site_and_no_name_of_one_steers(sustain: Sustain, hostile_folder: Path) -> None:
    (hostile_folder / "wrong.yaml").unlink()
    result = sustain("report", ".", "-o", "site", code=None)
    assert steering(result.err) == []
    for path in (path for path in Path("site").rglob("*") if path.is_file()):
        assert steering(path.read_text(encoding="utf-8")) == [], path
        assert steering(str(path)) == []
