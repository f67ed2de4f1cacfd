"""`sustain report`: what leaders and the public read."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sustainrubric.model.assessment import Assessment
    from sustainrubric.model.rubric import Rubric
    from sustainrubric.report.parts import Report
    from sustainrubric.report.view import Scored


class Format(StrEnum):
    HTML = "html"
    MARKDOWN = "markdown"


_MARKDOWN_SUFFIXES = (".md", ".markdown")
_STANDARD_OUTPUT = "-"


def report(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An assessment; - is standard input.")],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help="Where to write it; - is standard output.")
    ],
    form: Annotated[
        Format | None, typer.Option("--format", help="Default: as the name of OUT says, else html.")
    ] = None,
    previous: Annotated[
        str | None, typer.Option("--previous", metavar="FILE", help="An earlier round, to say what moved.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT where it exists.")] = False,
) -> None:
    """Write the report of one assessment as one HTML page or as Markdown."""
    from pathlib import Path

    from sustainrubric.cli.console import note, write
    from sustainrubric.files.save import write_new

    _refuse_inputs(output, [file, *([previous] if previous else [])])
    text = _render(_view(file, previous), form or _format_of(output))
    if output == _STANDARD_OUTPUT:
        write(text)
    else:
        write_new(Path(output), text.encode("utf-8"), force=force)
        note(f"wrote {output}")


def _format_of(output: str) -> Format:
    return Format.MARKDOWN if output.lower().endswith(_MARKDOWN_SUFFIXES) else Format.HTML


def _render(view: Report, form: Format) -> str:
    if form is Format.MARKDOWN:
        from sustainrubric.report.to_markdown import render
    else:
        from sustainrubric.report.to_html import render
    return render(view)


def _view(file: str, previous: str | None) -> Report:
    from sustainrubric.cli.inspect import needed_assessment
    from sustainrubric.files.comments import comments
    from sustainrubric.report.view import view

    loaded, assessment, rubric = needed_assessment(file)
    document = loaded.document
    return view(
        _scored(assessment, rubric),
        rubric,
        comments=comments(document),
        body=document.body,
        previous=_previous(previous, assessment) if previous else None,
    )


def _previous(file: str, assessment: Assessment) -> Scored:
    """An earlier round, refused where its ratings cannot be set beside those of `assessment`."""
    from sustainrubric.cli.inspect import needed_assessment
    from sustainrubric.errors import WrongUsage

    _, earlier, rubric = needed_assessment(file)
    if earlier.reform.id != assessment.reform.id:
        raise WrongUsage(f"{file} is about the reform {earlier.reform.id}, not {assessment.reform.id}")
    if earlier.rubric != assessment.rubric:
        raise WrongUsage(f"{file} was rated by {earlier.rubric}, not {assessment.rubric}")
    return _scored(earlier, rubric)


def _scored(assessment: Assessment, rubric: Rubric) -> Scored:
    from sustainrubric.engine.score import score
    from sustainrubric.report.view import Scored

    return Scored(assessment, score(assessment, rubric))


def _refuse_inputs(output: str, inputs: list[str]) -> None:
    """Not even --force writes a report over the ratings it is made from."""
    from sustainrubric.errors import RefusedToWrite

    for file in inputs:
        if _is_same(output, file):
            raise RefusedToWrite(f"{output} was not written: the report is made from it; choose another name")


def _is_same(output: str, file: str) -> bool:
    try:
        return os.path.samefile(output, file)
    except (OSError, ValueError):
        return False
