"""A result printed, or written where -o says."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout

from sustainrubric.base.errors import RefusedToWrite, WrongUsage
from sustainrubric.base.text import IN_ASCII, did_you_mean, quoted
from sustainrubric.terminal.console import note, speaks_unicode, write, write_data

STANDARD_OUTPUT = "-"

_SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".csv": "csv",
    ".ics": "ics",
    ".pdf": "pdf",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".txt": "table",
    ".sarif": "sarif",
    ".xml": "junit",
    ".yaml": "yaml",
    ".yml": "yaml",
}

_MARK = "\ufeff"

_ASCII = str.maketrans(IN_ASCII)


def form_for(form: str | None, output: str | None, known: Iterable[str], default: str = "table") -> str:
    """The format asked for, else the one that the name of the output says, else the default.

    Raises:
        WrongUsage: the name says a format that is not among the `known` ones.
    """
    if form is not None:
        return form
    suffix = os.path.splitext(output or "")[1]
    if not suffix:
        return default
    makes = list(known)
    said = _SUFFIXES.get(suffix.lower())
    # What people read is called a table where it is one, else text.
    said = "text" if said == "table" and "text" in makes else said
    if said in makes:
        return said
    suffixes = [
        ending for ending, made in _SUFFIXES.items() if made in makes or (made == "table" and "text" in makes)
    ]
    # A suffix of a format that another command makes is no slip, and one letter is near to anything.
    slip = said is None and len(suffix) > len(".md")
    near = did_you_mean(suffix, [ending for ending in suffixes if ending != ".htm"]) if slip else ""
    raise WrongUsage(
        f"-o: {quoted(output or '')} ends in {quoted(suffix)}; this command makes {', '.join(suffixes)}{near}"
    )


def names_a_page(output: str) -> bool:
    """Whether a name is that of one page or table, by its suffix."""
    return _SUFFIXES.get(os.path.splitext(output)[1].lower(), "yaml") != "yaml"


def print_or_write(
    text: str, output: str | None, *, inputs: Iterable[str], force: bool, for_people: bool = False
) -> None:
    """Print a text, or write it to a file.

    What is printed is UTF-8, as programs read it; `for_people` it is what their console can show.

    Raises:
        RefusedToWrite: the file is one of the inputs, or exists and `force` is not set.
    """
    if output is None or output == STANDARD_OUTPUT:
        if for_people:
            write(in_signs_known(text))
        else:
            write_data(text)
        return

    from sustainrubric.disk.save import write_new

    for file in inputs:
        if is_same_file(output, file):
            raise RefusedToWrite(f"{output} was not written: the result is made from it; choose another name")
    whole = text if text.endswith("\n") else text + "\n"
    # Excel reads a CSV file as UTF-8 only where it begins with this mark; a pipe gets none.
    mark = _MARK if output.lower().endswith(".csv") else ""
    write_new(output, (mark + whole).encode("utf-8"), force=force)
    note(f"wrote {output}")


@contextmanager
def written_to(output: str | None, *, inputs: Iterable[str], force: bool) -> Iterator[None]:
    """All that is printed inside goes to the file `output`, as it would go to a pipe; without one it is printed.

    Nothing is written where an error stops what is done inside.

    Raises:
        RefusedToWrite: the file is one of the inputs, or exists and `force` is not set.
    """
    if output is None or output == STANDARD_OUTPUT:
        yield
        return
    content = io.BytesIO()
    stream = io.TextIOWrapper(content, encoding="utf-8", errors="backslashreplace", newline="\n")
    with redirect_stdout(stream):
        yield
    stream.flush()
    print_or_write(content.getvalue().decode("utf-8"), output, inputs=inputs, force=force)


def in_signs_known(text: str) -> str:
    """Text with our arrows and dashes in ASCII, where standard output has no others."""
    return text if speaks_unicode() else text.translate(_ASCII)


def is_same_file(output: str, file: str) -> bool:
    try:
        return os.path.samefile(output, file)
    except (OSError, ValueError):
        return False
