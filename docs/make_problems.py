"""Make docs/problems.md from the pages that `sustain explain` shows; run it when one of them changes."""

from __future__ import annotations

from pathlib import Path

from sustainrubric.instruments.explanations import Explanation, explanations

TARGET = Path(__file__).with_name("problems.md")

_HEAD = """\
# Problems

<!-- Made by docs/make_problems.py from src/sustainrubric/explanations; do not edit. -->

Every problem that `sustain validate` can name. `sustain explain CODE` shows the same in the terminal.
Errors keep a file from being used; warnings say where it is weak, and count with `--strict`.
"""


def problems_page() -> str:
    """The whole page: a table of contents by family, then each code."""
    families = explanations()
    contents = [_contents(name, pages) for name, pages in families.items()]
    chapters = [f"## {name}\n\n" + "\n".join(map(_section, pages)) for name, pages in families.items()]
    return "\n".join([_HEAD, *contents, *chapters])


def _contents(name: str, pages: list[Explanation]) -> str:
    rows = "".join(
        f"| [{page.code.value}](#{page.code.value.lower()}) | {page.code.severity.value} | {page.title} |\n"
        for page in pages
    )
    return f"**{name}**\n\n| Code | Severity | Problem |\n| --- | --- | --- |\n{rows}"


def _section(page: Explanation) -> str:
    code = page.code.value
    text = page.text.replace("\n## ", "\n#### ")
    anchor = f'<a id="{code.lower()}"></a>'
    return f"{anchor}\n\n### {code}: {page.title}\n\nSeverity: {page.code.severity.value}\n\n{text}\n"


if __name__ == "__main__":
    TARGET.write_text(problems_page(), encoding="utf-8", newline="\n")
