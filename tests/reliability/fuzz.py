"""Random changes to files and to what git answers: nothing escapes but our own errors, nothing is lost.

    python tests/reliability/fuzz.py [TARGET...] [--runs 1000000] [--seed 20]

Begins from the files under tests/examples, and changes bytes, words and lines of them. A run that breaks a
promise is printed with its number: `--seed 20 --only NUMBER TARGET` tries it again.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from unittest import mock

from sustainrubric.base.errors import SustainError
from sustainrubric.base.fields import Layout
from sustainrubric.base.text import clean
from sustainrubric.check.file import checked
from sustainrubric.disk import git, revisions
from sustainrubric.editing.user_file import layout_of
from sustainrubric.records.load import Loaded, load_bytes
from sustainrubric.yaml.difference import is_same
from sustainrubric.yaml.format import formatted
from sustainrubric.yaml.rewrite import CannotEdit, rewrite, to_bytes
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
    # Half of the runs begin from a file that is whole, so that enough of them stay so.
    return [*[RATED.encode()] * len(others), *others]


def changed(dice: random.Random, content: bytes) -> bytes:
    """A few changes: something put in, taken out, doubled or moved."""
    for _ in range(dice.randint(0, 3)):
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


def loader(dice: random.Random, content: bytes) -> None:
    loaded = checked(load_bytes(content, dice.choice(["a.yaml", "a.md"])))
    for found in loaded.problems:
        assert found.location.line >= 1
        assert found.location.column >= 1
        assert found.problem.message.isprintable(), "a message that could steer a terminal"


def fmt(dice: random.Random, content: bytes) -> None:
    loaded = load_bytes(content, "a.yaml")
    layout = _layout(loaded)
    if layout is None:
        return
    try:
        new = formatted(loaded.document, layout)
    except CannotEdit:
        return
    assert is_same(loaded.document.data, new.data), "fmt changed what the file says"
    again = load_bytes(to_bytes(new), "a.yaml")
    assert to_bytes(formatted(again.document, layout)) == to_bytes(new), "fmt of what fmt wrote differs"


def splice(dice: random.Random, content: bytes) -> None:
    loaded = load_bytes(content, "a.yaml")
    layout = _layout(loaded)
    data = loaded.document.data
    if layout is None or not isinstance(data, dict) or not data:
        return
    wanted = _with_change(dice, data)
    try:
        new = rewrite(loaded.document, wanted, layout)
    except CannotEdit:
        return
    assert is_same(new.data, wanted), "a change was written otherwise than it was meant"
    assert is_same(load_bytes(to_bytes(new), "a.yaml").document.data, wanted), (
        "what was written reads otherwise"
    )


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


def revisions_(dice: random.Random, content: bytes) -> None:
    """What git could answer, cut and changed at random."""
    answer = (
        b"0" * 40 + b" blob %d\n" % dice.choice([0, len(content), len(content) + 1, 10**9]) + content + b"\n"
    )
    answer = changed(dice, answer) if dice.random() < 0.8 else answer
    with suppress(EOFError):
        git._next_blob(io.BytesIO(answer))
    repository = revisions.Repository("folder", "", shallow=False)
    said = git.GitAnswer(dice.choice([0, 0, 1, 128]), answer, answer.decode("utf-8", "replace"))
    with mock.patch.object(revisions, "ask", return_value=said):
        for call in (
            lambda: revisions.resolve(repository, answer.decode("latin-1")),
            lambda: revisions.versions(repository, revisions.Commit("0" * 40), "a.yaml"),
        ):
            try:
                call()
            except SustainError as error:
                steers = "\x1b" in clean(str(error))
                if steers:
                    raise AssertionError("an error that could steer a terminal") from error


TARGETS: dict[str, Callable[[random.Random, bytes], None]] = {
    "loader": loader,
    "fmt": fmt,
    "splice": splice,
    "revisions": revisions_,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--runs", type=int, default=1_000_000, help="of all targets together (1,000,000)")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--only", type=int, help="this run and no other")
    options = parser.parse_args()
    chosen = options.targets or list(TARGETS)
    beginnings = seeds()
    bad = 0
    for name in chosen:
        began, runs = time.process_time(), max(1, options.runs // len(chosen))
        slowest = 0.0
        for number in [options.only] if options.only is not None else range(runs):
            dice = random.Random(f"{options.seed} {name} {number}")
            content = changed(dice, dice.choice(beginnings))
            start = time.process_time()
            try:
                TARGETS[name](dice, content)
            except Exception as error:
                bad += 1
                print(f"  {name} {number}: {type(error).__name__}: {error!s:.200}", flush=True)
            slowest = max(slowest, time.process_time() - start)
        seconds = time.process_time() - began
        print(f"{name}: {runs} runs, {seconds:.0f} s of computing, the slowest {slowest:.2f} s", flush=True)
    print("nothing escaped" if not bad else f"{bad} runs broke a promise")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
