"""What `sustain textconv` does; git starts it for each side of each file, so it imports next to nothing."""

from __future__ import annotations

from collections.abc import Sequence

from sustainrubric.cli.console import write_data
from sustainrubric.files.text_source import TextSource, decode, read_bytes


def run_textconv(paths: Sequence[str]) -> int:
    """Print an assessment in words, or whatever the file holds where it is none."""
    (file,) = paths
    from sustainrubric.files.front_matter import is_markdown, parse_front_matter
    from sustainrubric.files.yaml_source import parse
    from sustainrubric.model.clean import clean
    from sustainrubric.report.plain_words import lines

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
