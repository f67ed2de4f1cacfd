"""`sustain textconv`: an assessment in words, for `git diff` to compare.

Git starts it for each side of each file, so it imports next to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from sustainrubric.terminal.console import write_data
from sustainrubric.yaml.source import TextSource, decode, read_bytes

if TYPE_CHECKING:
    import typer


def run_textconv(paths: Sequence[str]) -> int:
    """Print an assessment in words, or whatever the file holds where it is none."""
    (file,) = paths
    from sustainrubric.base.text import clean
    from sustainrubric.rounds.textconv import lines
    from sustainrubric.yaml.front_matter import is_markdown, parse_front_matter
    from sustainrubric.yaml.reader import parse

    raw = read_bytes(file)
    source = decode(raw, file)
    if not isinstance(source, TextSource):
        write_data(clean(raw.decode("utf-8", "replace")))
        return 0
    document = parse_front_matter(source) if is_markdown(file) else parse(source)
    data = document.data if document.complete and not document.problems else None
    words = lines(data, document.body) if isinstance(data, dict) else None
    write_data("\n".join(words) if words else clean(source.text))
    return 0


def textconv(file: Annotated[str, typer.Argument(metavar="FILE")]) -> int:
    """Print a file as stable words, one rating a line: git's textconv (see docs/git.md).

    A file that cannot be read as an assessment is printed as it is.
    """
    return run_textconv([file])
