"""`sustain textconv`: an assessment in words, for `git diff` to compare.

Git starts it for each side of each file, so it imports next to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

from sustainrubric.terminal.console import write_data
from sustainrubric.yaml.source import TextSource, decode, read_input

if TYPE_CHECKING:
    import typer


def run_textconv(paths: Sequence[str]) -> int:
    """Print an assessment in words, or whatever the file holds where it is none."""
    (path,) = paths
    from sustainrubric.base.text import clean
    from sustainrubric.rounds.textconv import lines
    from sustainrubric.yaml.front_matter import is_markdown, parse_front_matter
    from sustainrubric.yaml.reader import parse

    file, raw = read_input(path)
    source = decode(raw, file)
    if not isinstance(source, TextSource):
        write_data(clean(raw.decode("utf-8", "replace")))
        return 0
    document = parse_front_matter(source) if is_markdown(file) else parse(source)
    data = document.data if document.complete and not document.problems else None
    words = lines(data, _titles(data, file), document.body) if isinstance(data, dict) else None
    write_data("\n".join(words) if words else clean(source.text))
    return 0


def _titles(data: dict[str, Any], file: str) -> dict[str, str]:
    """The titles of the elements: of our rubric, else of an own one, of the folder where the file lies.

    Git gives the earlier side of a difference as a file of its own elsewhere, and starts us in the repository.
    """
    from sustainrubric.instruments.shipped import element_titles

    reference = str(data.get("rubric", ""))
    titles = element_titles(reference)
    if titles or "@" not in reference:
        return titles
    # Imported late: few rubrics are an agency's own.
    from sustainrubric.base.errors import SustainError
    from sustainrubric.records.instrument_choice import catalog_around, catalog_here

    for catalog in (catalog_around(file), catalog_here()):
        with suppress(SustainError):
            rubric = catalog.rubric(reference)
            if rubric is not None:
                return {element.id: element.title for element in rubric.elements.values()}
    return {}


def textconv(file: Annotated[str, typer.Argument(metavar="FILE")]) -> int:
    """Print a file as stable words, one rating a line: git's textconv (see docs/git.md).

    A file that cannot be read as an assessment is printed as it is.
    """
    return run_textconv([file])
