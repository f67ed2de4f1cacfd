"""A user's file open for a session: its text, its data, and saving that keeps everything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sustainrubric.cli.inspect import inspect_bytes
from sustainrubric.cli.session import Conflict
from sustainrubric.engine.plain import Plain
from sustainrubric.errors import InvalidFile, RefusedToWrite
from sustainrubric.files.load import Loaded
from sustainrubric.files.packaged import load_rubric
from sustainrubric.files.rewrite import Layout, rewrite, to_bytes
from sustainrubric.files.save import ChangedOnDisk, Saver, edited, rescue
from sustainrubric.files.yaml_source import Document
from sustainrubric.model.assessment import Assessment


class UserFile:
    """The store of a session."""

    def __init__(self, saver: Saver, loaded: Loaded, layout: Layout) -> None:
        self.saver = saver
        self.loaded = loaded
        self.layout = layout

    @property
    def document(self) -> Document:
        return self.loaded.document

    @property
    def data(self) -> Plain:
        data: Plain = self.document.data
        return data

    def save(self, data: Plain) -> Plain:
        """Save data that the file should say.

        Raises:
            Conflict: somebody else changed the file; what they wrote is read.
            RefusedToWrite: it cannot be saved; the content is in a rescue file, which the message names.
        """
        try:
            document = rewrite(self.document, data, self.layout)
        except RefusedToWrite as error:
            raise self._rescued(error, self.saver.content) from error
        content = to_bytes(document)
        try:
            self.saver.save(content)
        except ChangedOnDisk as changed:
            if changed.content is None:
                raise self._rescued(changed, content) from changed
            raise self._conflict(changed.content) from changed
        except RefusedToWrite as error:
            raise self._rescued(error, content) from error
        self.loaded = inspect_bytes(content, self.loaded.file)
        return self.data

    def _conflict(self, content: bytes) -> Conflict:
        before = self.document.source.text
        self.saver.reload()
        theirs = inspect_bytes(self.saver.content, self.loaded.file)
        if not isinstance(theirs.document.data, dict) or theirs.model is None:
            raise InvalidFile(self.loaded.file, theirs.problems)
        self.loaded = theirs
        return Conflict(self.data, difference(before, theirs.document.source.text))

    def _rescued(self, error: RefusedToWrite, content: bytes) -> RefusedToWrite:
        kept = rescue(content, Path(self.loaded.file).name)
        where = f"; what you answered is kept in {kept}" if kept else ""
        return RefusedToWrite(f"{error}{where}")


@contextmanager
def open_for_session(file: str, *, session: bool = True, backup: bool = False) -> Iterator[UserFile]:
    """Hold a file that is to be edited; see `files.save.edited`.

    Raises:
        InvalidFile: it has errors, and nobody could say what an edit would mean.
        RefusedToWrite: it cannot be saved, or somebody else is at it.
    """
    with edited(Path(file), session=session, backup=backup) as saver:
        loaded = inspect_bytes(saver.content, file)
        errors = [found for found in loaded.problems if found.problem.code.severity == "error"]
        if errors or loaded.model is None:
            raise InvalidFile(file, errors)
        yield UserFile(saver, loaded, layout_of(loaded))


def layout_of(loaded: Loaded) -> Layout:
    """How files of this kind are laid out: keys in the model's order, elements in the rubric's."""
    model = loaded.model
    if isinstance(model, Assessment):
        rubric = load_rubric(model.rubric)
        elements = tuple(rubric.elements) if rubric is not None else ()
        return Layout(Assessment, {"ratings": elements, "weights": elements})
    return Layout(type(model)) if model is not None else Layout()


def difference(before: str, after: str) -> list[str]:
    """The lines that went and came, as `- old` and `+ new`."""
    from difflib import unified_diff

    lines = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))][:40]
