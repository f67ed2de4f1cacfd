"""Random changes to files and to what git answers: nothing escapes but our own errors, nothing is lost.

    python tests/reliability/fuzz.py [TARGET...] [--runs 1000000] [--first 0] [--seed 20]

Begins from the files under tests/examples, and changes bytes, words and lines of them. A run that breaks a
promise is printed with its number: `--seed 20 --only NUMBER TARGET` tries it again. Each run depends on the
seed and its number alone, so that many runs can be made in parts: `--first 250000` goes on after a first part.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, suppress
from datetime import date
from pathlib import Path
from unittest import mock

from sustainrubric.base.errors import Unreadable
from sustainrubric.base.fields import Layout
from sustainrubric.check.file import checked
from sustainrubric.cli.boundary import boundary
from sustainrubric.disk import git, revisions
from sustainrubric.records.layouts import layout_of
from sustainrubric.records.load import Loaded, load_bytes
from sustainrubric.yaml.difference import is_same
from sustainrubric.yaml.format import formatted
from sustainrubric.yaml.rewrite import CannotEdit, rewrite, to_bytes
from tests.cli.test_injection import STEERING
from tests.small import RATED

ROOT = Path(__file__).resolve().parents[2]
SIGNS = [
    *(b"- ", b": ", b"#", b"|\n", b">-\n", b"'", b'"', b"{", b"}", b"[", b"]", b"\n", b"\r\n", b"\t"),
    *(b"---\n", b"...\n", b"&a ", b"*a", b"!!x ", b"? ", b"<<: ", b"~", b"null", b"0x1F", b"2026-02-30"),
    *(b"\xef\xbb\xbf", b"\xff", b"\x00", b"\x1b", "\u2028".encode(), "\u202e".encode(), "é".encode()),
    *(b"level: strong\n", b"kind: assessment\n", b"format: 1\n", b"  "),
]  # fmt: skip


def seeds() -> list[bytes]:
    folder = ROOT / "tests" / "examples"
    files = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.suffix in (".yaml", ".md")]
    others = [content for content in files if len(content) < 3000]
    # Half of the runs begin from files that are whole, so that enough of them stay so.
    kept = [path.read_bytes() for path in sorted((ROOT / "examples").rglob("*.yaml"))]
    whole = [RATED.encode(), *(content for content in kept if len(content) < 6000)]
    return [*whole * (len(others) // len(whole)), *others]


def restyled(dice: random.Random, content: bytes) -> bytes:
    """The same file as another person or another editor would have laid it out; most stay whole."""
    lines = content.splitlines()
    for _ in range(dice.randint(0, 6)):
        at = dice.randrange(len(lines) + 1)
        line = lines[at % len(lines)] if lines else b""
        indent = line[: len(line) - len(line.lstrip())]
        match dice.randrange(4):
            case 0:
                lines.insert(at, indent + b"# a note")
            case 1:
                lines.insert(at, b" " * dice.choice([0, 0, 3]))
            case 2 if lines and line.strip():
                lines[at % len(lines)] += b" " * dice.randint(1, 4) + b"# beside"
            case _ if lines and line.strip():
                lines[at % len(lines)] += b" " * dice.randint(0, 2)
    content = dice.choice([b"\n", b"\n", b"\n", b"\r\n", b"\r"]).join([*lines, b""])
    if dice.random() < 0.1:
        content = b"\xef\xbb\xbf" + content
    return content.rstrip() if dice.random() < 0.1 else content


def changed(dice: random.Random, content: bytes) -> bytes:
    """A few changes: something put in, taken out, doubled or moved."""
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(content) + 1)
        to = min(len(content), at + dice.randint(0, 40))
        match dice.randrange(5):
            case 0:
                content = content[:at] + dice.choice(SIGNS) + content[at:]
            case 1:
                content = content[:at] + content[to:]
            case 2:
                content = content[:to] + content[at:to] + content[to:]
            case 3:
                lines = content.splitlines(keepends=True)
                dice.shuffle(lines[at % (len(lines) or 1) :])
                content = b"".join(lines)
            case _:
                content = content[:at] + bytes([dice.randrange(256)]) + content[at + 1 :]
    return content


def loader(dice: random.Random, content: bytes) -> bool:
    if dice.random() < 0.3:
        content = b"---\n" + content + dice.choice([b"---\n", b"\n---\r\n", b"...\n", b""]) + b"# Notes\n"
        loaded = checked(load_bytes(content, "a.md"))
    else:
        loaded = checked(load_bytes(content, "a.yaml"))
    for found in loaded.problems:
        assert found.location.line >= 1
        assert found.location.column >= 1
        assert found.problem.message.isprintable(), "a message with a hidden sign in it"
    return loaded.model is not None


def fmt(dice: random.Random, content: bytes) -> bool:
    loaded = load_bytes(content, "a.yaml")
    layout = _layout(loaded)
    if layout is None:
        return False
    try:
        new = formatted(loaded.document, layout)
    except CannotEdit:
        return False
    assert is_same(loaded.document.data, new.data), "fmt changed what the file says"
    again = load_bytes(to_bytes(new), "a.yaml")
    assert to_bytes(formatted(again.document, layout)) == to_bytes(new), "fmt of what fmt wrote differs"
    return True


def splice(dice: random.Random, content: bytes) -> bool:
    loaded = load_bytes(content, "a.yaml")
    layout = _layout(loaded)
    data = loaded.document.data
    if layout is None or not isinstance(data, dict) or not data:
        return False
    wanted = _with_change(dice, data)
    try:
        new = rewrite(loaded.document, wanted, layout)
    except CannotEdit:
        return False
    assert is_same(new.data, wanted), "a change was written otherwise than it was meant"
    assert is_same(load_bytes(to_bytes(new), "a.yaml").document.data, wanted), (
        "what was written reads otherwise"
    )
    return True


def _layout(loaded: Loaded) -> Layout | None:
    whole = loaded.document.complete and not loaded.document.problems and loaded.model is not None
    return layout_of(loaded) if whole else None


def _with_change(dice: random.Random, data: dict[str, object]) -> dict[str, object]:
    other = dict(data)
    key = dice.choice(list(other))
    value = other[key]
    if isinstance(value, dict) and value and dice.random() < 0.7:
        other[key] = _with_change(dice, value)
    elif dice.random() < 0.3 and len(other) > 1:
        del other[key]
    else:
        other[key] = dice.choice(
            ["no", "a: b", "- x", "# y", " z ", "two\nlines\n", "", 3, True, None, ["a"], {"k": "v"}]
        )
    return other


def revisions_(dice: random.Random, content: bytes) -> bool:
    """What git could answer, cut and changed at random: read, or told in a sentence that steers no terminal."""
    repository = revisions.Repository("folder", dice.choice(["", "in/"]), shallow=dice.random() < 0.5)
    commit = revisions.Commit("0" * 40)
    words = dice.choice([b"v1", b"main~2", content[:80]]).decode("latin-1")

    def ask(folder: str, command: str, *_: str, **__: object) -> git.GitAnswer:
        said = _answer(dice, command, content)
        return git.GitAnswer(dice.choice([0, 0, 0, 0, 1, 128]), said, said.decode("utf-8", "replace"))

    @contextmanager
    def blobs(*_: object, **__: object) -> Iterator[Callable[[str], git.Blob | None]]:
        def read(_: str) -> git.Blob | None:
            with suppress(EOFError):
                return git._next_blob(io.BytesIO(_answer(dice, "cat-file", content)))
            raise Unreadable("git stopped while it was reading")

        yield read

    answered = 0
    with mock.patch.object(revisions, "ask", ask), mock.patch.object(revisions, "blobs", blobs):
        for call in (
            lambda: revisions.repository_of("folder"),
            lambda: revisions.resolve(repository, words),
            lambda: revisions.merge_base(repository, commit, commit),
            lambda: revisions.content_at(repository, commit, "a.yaml", words),
            lambda: revisions.versions(repository, commit, "a.yaml"),
            lambda: revisions.tagged(repository, commit, ["a.yaml"]),
            lambda: list(revisions.contents(repository, [_VERSION])),
        ):
            answered += _is_answered(call)
    return answered > 3


_VERSION = revisions.FileVersion("0" * 40, "v1", date(2026, 10, 15), ("b.yaml", "a.yaml"))


def _answer(dice: random.Random, command: str, content: bytes) -> bytes:
    """What a command of git answers, often changed."""
    sha = b"%040x" % dice.randrange(16**40)
    size = dice.choice([len(content), len(content), len(content), 0, len(content) + 1, 10**9])
    dated = [b"commit %s\n%s\0%d\0A\0x\n" % (sha, sha, dice.randrange(-(10**9), 10**12)) for _ in range(3)]
    right = {
        "rev-parse": [sha + b"\n", sha + b"\n", b"true\n../\nin/\n"],
        "merge-base": [sha + b"\n"],
        "ls-tree": [b"100644 blob " + sha + b"\ta.yaml\0", b""],
        "cat-file": [sha + b" blob %d\n" % size + content + b"\n", sha + b" missing\n"],
        "rev-list": [b"".join(dated)],
        "diff-tree": [b"R100\0old.yaml\0a.yaml\0", b""],
        "for-each-ref": [b"v1\0" + sha + b"\0\0%d\0A\0x\0\n" % dice.randrange(10**10), b""],
    }
    wrong = b"fatal: \x1b]0;x\x07 \xe2\x80\xae: Needed a single revision\nwarning: \x9b2J\n"
    answer = dice.choice([*right[command] * 2, wrong])
    return changed(dice, answer) if dice.random() < 0.4 else answer


def _is_answered(call: Callable[[], object]) -> bool:
    """Whether a question to git is answered; if not, the error boundary says why, as it does for each command."""
    told, code = io.StringIO(), None
    try:
        with redirect_stderr(told), boundary():
            call()
            return True
    except SystemExit as stop:
        code = stop.code
    assert code == Unreadable.exit_code, f"ended with {code}: {told.getvalue()}"
    assert not STEERING.search(told.getvalue()), "an error that could steer a terminal"
    return False


TARGETS: dict[str, Callable[[random.Random, bytes], bool]] = {
    "loader": loader,
    "fmt": fmt,
    "splice": splice,
    "revisions": revisions_,
}
"""Each gives whether the file, or what git said, was whole enough to be carried through to the end."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--runs", type=int, default=1_000_000, help="of all targets together (1,000,000)")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--first", type=int, default=0, help="the number of the first run (0)")
    parser.add_argument("--only", type=int, help="this run and no other")
    options = parser.parse_args()
    chosen = options.targets or list(TARGETS)
    beginnings = seeds()
    bad = 0
    for name in chosen:
        began, runs = time.process_time(), max(1, options.runs // len(chosen))
        slowest, whole = 0.0, 0
        for number in (
            [options.only] if options.only is not None else range(options.first, options.first + runs)
        ):
            dice = random.Random(f"{options.seed} {name} {number}")
            content = dice.choice(beginnings)
            content = restyled(dice, content) if dice.random() < 0.7 else content
            content = changed(dice, content) if dice.random() < 0.7 else content
            start = time.process_time()
            try:
                whole += TARGETS[name](dice, content)
            except Exception as error:
                bad += 1
                print(f"  {name} {number}: {type(error).__name__}: {error!s:.200}", flush=True)
            slowest = max(slowest, time.process_time() - start)
        seconds = time.process_time() - began
        print(
            f"{name}: {runs} runs from number {options.first}, {whole} of them of what was whole, "
            f"{seconds:.0f} s of computing, the slowest {slowest:.2f} s",
            flush=True,
        )
    print("nothing escaped" if not bad else f"{bad} runs broke a promise")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
