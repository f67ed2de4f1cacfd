"""A text is written in the person's editor; where that fails, the text is as it was, and told why."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric.interview.answers import Rejected, Value
from sustainrubric.terminal.editor import edit_text
from tests.person import Person
from tests.small import RATED

Seat = Callable[..., Person]
Editor = Callable[[str], str]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Make a script the editor; `$1` is the file."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)

    def make(script: str) -> str:
        program = tmp_path / "my editor"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("EDITOR", f"'{program}'")
        return f"'{program}'"

    return make


def test_what_the_editor_leaves_is_the_text(editor: Editor) -> None:
    editor('cat "$1"; printf \'line one\\n\\nline two\\n\\n\' > "$1"')
    assert edit_text("before") == Value("line one\n\nline two")


def test_the_editor_gets_what_is_there(editor: Editor) -> None:
    editor("printf 'and more\\n' >> \"$1\"")
    assert edit_text("before") == Value("before\nand more")


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        pytest.param("exit 3", "the editor ended with 3; the text is unchanged", id="failing"),
        pytest.param("kill -9 $$", "the editor was killed (signal 9); the text is unchanged", id="killed"),
        pytest.param(
            ': > "$1"', "the editor left the text empty; it is unchanged", id="leaving the file empty"
        ),
        pytest.param("printf ' \\n' > \"$1\"", "left the text empty", id="leaving white space"),
        pytest.param("true", "the editor left the text as it was", id="changing nothing"),
        pytest.param('rm "$1"', "the editor left no file", id="removing the file"),
        pytest.param("printf '\\377' > \"$1\"", "not UTF-8 text", id="leaving no text"),
    ],
)
def test_item_53_an_editor(editor: Editor, tmp_path: Path, script: str, reason: str) -> None:
    editor(script)
    outcome = edit_text("before")
    assert isinstance(outcome, Rejected)
    assert reason in outcome.reason
    assert [entry.name for entry in tmp_path.iterdir()] == ["my editor"]


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        pytest.param("", "no editor is set", id="missing"),
        pytest.param("no-such-editor", "'no-such-editor' cannot be started (", id="not installed"),
        pytest.param("vi 'x", "EDITOR is not written as a command", id="a quote not closed"),
        pytest.param("vi; touch {pwn}", "'vi;' cannot be started", id="a second command"),
        pytest.param("$(touch {pwn})", "cannot be started", id="a substitution"),
    ],
)
def test_item_53_no_shell_reads_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, reason: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command.format(pwn=tmp_path / "pwn"))
    monkeypatch.delenv("GIT_EDITOR", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    outcome = edit_text("before")
    assert isinstance(outcome, Rejected)
    assert reason in outcome.reason
    assert not (tmp_path / "pwn").exists()


def test_visual_comes_before_editor(editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", editor("printf 'mine\\n' > \"$1\""))
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert edit_text("") == Value("mine")


def test_notes_stand_below_the_text_and_do_not_come_back_with_it(editor: Editor, tmp_path: Path) -> None:
    editor(
        f'cp "$1" {tmp_path}/seen; printf \'mine\\n# mine too\\n\' | cat - "$1" > {tmp_path}/new; '
        f'cp {tmp_path}/new "$1"'
    )
    notes = ["Rationale: why emerging?", "1 Shared agenda: " + "long words " * 20, "a\x1b[31m b"]
    assert edit_text("before", notes) == Value("mine\n# mine too\nbefore")
    seen = (tmp_path / "seen").read_text(encoding="utf-8")
    assert seen.startswith(
        "before\n\n#: Lines that begin with #: are not part of the text.\n#: Rationale: why"
    )
    assert all(line.startswith("#:") and len(line) < 100 for line in seen.splitlines()[2:])
    assert "\x1b" not in seen


def test_a_line_of_ones_own_that_looks_like_a_note_stays(editor: Editor) -> None:
    editor("printf 'more\\n' >> \"$1\"")
    assert edit_text("#: mine", ["a note"]) == Value("#: mine\n\nmore")


def test_without_one_set_gits_editor_is_taken_then_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VISUAL", "EDITOR", "GIT_EDITOR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("gits", "nano"):
        (tmp_path / name).write_text(f'#!/bin/sh\nprintf {name} > "$1"\n', encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert edit_text("") == Value("nano")
    (tmp_path / ".gitconfig").write_text(f"[core]\n\teditor = {tmp_path}/gits\n", encoding="utf-8")
    assert edit_text("") == Value("gits")
    # A repository's own setting is not a person's: it would start what somebody else names.
    subprocess.run(["git", "init", "-q", str(tmp_path / "repo")], check=True)
    subprocess.run(["git", "-C", str(tmp_path / "repo"), "config", "core.editor", "no-such"], check=True)
    monkeypatch.chdir(tmp_path / "repo")
    assert edit_text("") == Value("gits")


def test_the_text_is_nobody_elses_business(editor: Editor, tmp_path: Path) -> None:
    editor(f'stat -c %a "$1" > {tmp_path}/mode; printf x > "$1"')
    edit_text("before")
    assert (tmp_path / "mode").read_text(encoding="utf-8").strip() == "600"


def test_item_53_in_a_session_the_note_is_unchanged_and_the_question_asked_again(
    office: Path, person: Seat, editor: Editor
) -> None:
    (office / "a.yaml").write_text(RATED, encoding="utf-8")
    somebody = person("assess", "a.yaml", "--no-criteria", env={"EDITOR": editor("exit 1")})
    somebody.waits()
    somebody.types("1.A.i", "s")
    assert "! the editor ended with 1; the text is unchanged" in somebody.types("e")
    assert (office / "a.yaml").read_text(encoding="utf-8") == RATED


def test_a_rationale_out_of_the_editor(office: Path, person: Seat, editor: Editor) -> None:
    (office / "a.yaml").write_text(RATED, encoding="utf-8")
    env = {"EDITOR": editor("printf 'Three of six agree.\\n' > \"$1\""), "HOME": os.environ.get("HOME", "")}
    somebody = person("assess", "a.yaml", "--no-criteria", env=env)
    somebody.waits()
    somebody.types("1.A.i", "s")
    assert "Look-fors" in somebody.types("e")
    expected = RATED.replace("Two of five agencies share the agenda.", "Three of six agree.")
    assert (office / "a.yaml").read_text(encoding="utf-8") == expected


def test_ctrl_c_in_the_editor_does_not_end_the_session(office: Path, person: Seat, editor: Editor) -> None:
    (office / "a.yaml").write_text(RATED, encoding="utf-8")
    env = {
        "EDITOR": editor(
            "trap 'printf interrupted > \"$1\"; exit 0' INT; echo ready; while :; do sleep 0.1; done"
        )
    }
    somebody = person("assess", "a.yaml", "--no-criteria", env=env)
    somebody.waits()
    somebody.types("1.A.i", "s")
    somebody.presses("e\n")
    somebody.child.expect("ready")
    somebody.presses("\x03")
    assert "Look-fors" in somebody.waits()
    assert "rationale: interrupted\n" in (office / "a.yaml").read_text(encoding="utf-8")
