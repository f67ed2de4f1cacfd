"""`sustain fmt`: files in the canonical layout; each is laid out in memory, then saved as every change is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from sustainrubric.base.errors import InvalidFile, SustainError, Unreadable
from sustainrubric.base.text import counted, one_line
from sustainrubric.records.find import Candidate, FoundFile
from sustainrubric.terminal.console import complain, note, write, write_bytes
from sustainrubric.yaml.source import STANDARD_INPUT

if TYPE_CHECKING:
    from sustainrubric.base.fields import Layout
    from sustainrubric.records.load import Loaded

WOULD_CHANGE = 1

# Released files of ours: their layout is part of what their checksums guard.
_INSTRUMENTS = frozenset({"rubric", "worksheet-definition"})


def fmt(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Files or folders (default: this folder); - goes from standard input to output.",
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; name the files that would change, and end with 1.")
    ] = False,
    diff: Annotated[
        bool,
        typer.Option("--diff", help="Write nothing; show what would change, and end with 1 if anything."),
    ] = False,
    skip_others: Annotated[
        bool, typer.Option("--skip-others", help="Skip named files that are not ours, as is done in folders.")
    ] = False,
) -> int:
    """Lay files out alike: keys in the usual order, indented by two spaces. What they say and comments stay.

    A file that cannot be read is named with what is wrong in it, and left as it is.
    """

    return run_fmt(paths or ["."], write_files=not (check or diff), show_diff=diff, skip_others=skip_others)


def run_fmt(paths: Sequence[str], *, write_files: bool, show_diff: bool, skip_others: bool) -> int:
    """Lay out files and folders; one that cannot be is named, and the others still are."""
    from sustainrubric.check.text import as_text
    from sustainrubric.records.find import candidates
    from sustainrubric.records.read_folder import Unread, opened

    outcome = _Outcome(write_files, show_diff)
    for candidate in candidates(paths, skip_others=skip_others):
        try:
            file = opened(candidate)
            if isinstance(file, Unread):
                raise Unreadable(file.why)
            if file is not None:
                outcome.lay_out(candidate, file)
        except InvalidFile as error:
            for found in error.problems:
                complain(as_text(found), prefix="")
            complain(str(error))
            outcome.code = max(outcome.code, error.exit_code)
        except SustainError as error:
            complain(str(error))
            outcome.code = max(outcome.code, error.exit_code)
    # What asks in this way is an editor, which would show it.
    if not (write_files and set(paths) == {STANDARD_INPUT}):
        note(outcome.summary)
    return outcome.code


@dataclass
class _Outcome:
    """What came of the files so far."""

    write_files: bool
    show_diff: bool
    code: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def summary(self) -> str:
        if not self.changed:
            in_order = "is" if self.unchanged == 1 else "are"
            files = counted(self.unchanged, "file")
            return f"{files} {in_order} in order" if self.unchanged else "no file was laid out"
        if self.write_files:
            return f"laid out {counted(self.changed, 'file')}; {self.unchanged} already in order"
        would = f"{counted(self.changed, 'file')} would be laid out anew; {self.unchanged} already in order"
        return f"{would}; `sustain fmt` lays them out"

    def lay_out(self, candidate: Candidate, file: FoundFile) -> None:
        new = laid_out(file.content, file.name)
        if candidate.name == STANDARD_INPUT and self.write_files:
            write_bytes(new)
        elif new == file.content:
            self.unchanged += 1
        else:
            self.changed += 1
            self._show_or_write(candidate, file, new)

    def _show_or_write(self, candidate: Candidate, file: FoundFile, new: bytes) -> None:
        if self.write_files:
            _save(candidate.name)
            note(f"laid out {one_line(file.name)}")
            return
        self.code = max(self.code, WOULD_CHANGE)
        if self.show_diff:
            write(_difference(file, new))
        else:
            write(f"{one_line(file.name)}: would be laid out anew")


def laid_out(content: bytes, file: str) -> bytes:
    """The content of a file in our layout; instruments are given back as they are.

    Raises:
        InvalidFile: it cannot be read. CannotEdit: it is written in a way that we do not dare to change.
    """
    from sustainrubric.records.load import KINDS, load_bytes
    from sustainrubric.yaml.format import formatted
    from sustainrubric.yaml.rewrite import to_bytes

    loaded = load_bytes(content, file)
    if not loaded.document.complete or loaded.document.problems or loaded.kind not in KINDS:
        raise InvalidFile(file, loaded.problems)
    if loaded.kind in _INSTRUMENTS:
        return content
    return to_bytes(formatted(loaded.document, _layout(loaded)))


def _layout(loaded: Loaded) -> Layout:
    """The layout of a kind of file, also of one in the wrong shape."""
    from sustainrubric.base.fields import Layout
    from sustainrubric.records.layouts import layout_of
    from sustainrubric.records.load import KINDS

    if loaded.model is not None:
        return layout_of(loaded)
    module, name = KINDS[loaded.kind or ""]
    return Layout(getattr(import_module(module), name))


def _save(name: str) -> None:
    """Lay a file out under its lock, from what it holds then."""
    from sustainrubric.disk.save import edited

    with edited(name) as saver:
        for warning in (*saver.warnings, *saver.save(laid_out(saver.content, name))):
            note(warning)


def _difference(file: FoundFile, new: bytes) -> str:
    from difflib import unified_diff

    from sustainrubric.base.text import clean

    before, after = (content.decode("utf-8-sig").splitlines() for content in (file.content, new))
    name = one_line(file.name)
    lines = [clean(line) for line in unified_diff(before, after, name, name, lineterm="")]
    return "\n".join(lines) or f"{name}: only the ends of lines would change"
