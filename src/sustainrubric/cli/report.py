"""`sustain report`: what leaders and the public read."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from sustainrubric.base.errors import RefusedToWrite, WrongUsage
from sustainrubric.base.text import missing_words
from sustainrubric.cli.options import AUDIENCE_HELP, STRICT_HELP, Readers, day_given
from sustainrubric.disk.drives import joined
from sustainrubric.terminal.console import note, write_data
from sustainrubric.terminal.output import form_for, is_same_file, names_a_page

if TYPE_CHECKING:
    import typer

    from sustainrubric.pages.frame import Audience
    from sustainrubric.records.load import Loaded
    from sustainrubric.report.copy_check import CopyCheck
    from sustainrubric.report.goals import GoalsAround

STANDARD_OUTPUT = "-"

FORMS = ("html", "markdown", "pdf", "docx")

_NO_TEXT = {"pdf": "a PDF", "docx": "a Word document"}

_MADE_OF = {"pdf": "html", "docx": "markdown"}


class Extent(StrEnum):
    FULL = "full"
    SUMMARY = "summary"


class ReportFormat(StrEnum):
    HTML = "html"
    MARKDOWN = "markdown"
    PDF = "pdf"
    DOCX = "docx"


def report(
    path: Annotated[
        str,
        typer.Argument(
            metavar="FILE | FOLDER",
            help="An assessment, a worksheet or priorities; - is standard input. A folder becomes a site.",
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="Where to write it; - is standard output. Default: beside FILE, under its name; in FOLDER/site.",
        ),
    ] = None,
    form: Annotated[
        ReportFormat | None, typer.Option("--format", help="Default: as the name of OUT says, else html.")
    ] = None,
    previous: Annotated[
        str | None, typer.Option("--previous", metavar="FILE", help="An earlier round, to say what moved.")
    ] = None,
    mapping: Annotated[
        str | None,
        typer.Option(
            "--mapping", metavar="FILE", help="With --previous: the mapping between the two rubrics."
        ),
    ] = None,
    audience: Annotated[Readers, typer.Option("--audience", help=AUDIENCE_HELP)] = Readers.TEAM,
    template: Annotated[
        str | None,
        typer.Option("--template", metavar="DIR", help="Templates of your own, in the place of ours."),
    ] = None,
    contacts: Annotated[
        bool, typer.Option("--contacts", help="Of a worksheet: with the participants' contact information.")
    ] = False,
    today: Annotated[
        str | None,
        typer.Option(
            "--today",
            metavar="YYYY-MM-DD",
            help="The day to judge by (default: that of the round; of a folder, of the newest one).",
        ),
    ] = None,
    extent: Annotated[
        Extent,
        typer.Option(
            "--print",
            help="summary: one page for leaders, as HTML or PDF: where it stands, what moved, what next.",
        ),
    ] = Extent.FULL,
    strict: Annotated[bool, typer.Option("--strict", help=STRICT_HELP)] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT where it exists.")] = False,
    partial: Annotated[
        bool,
        typer.Option(
            "--partial", help="Of a folder: make it without the files that cannot be read, and say which."
        ),
    ] = False,
) -> None:
    """Write the report of one file as one HTML page, as Markdown, PDF or for Word; or the site of a whole folder.

    Name, logo and colors are those of the agency's sustain.yaml.
    """
    wanted = ReportWanted(
        path=path,
        output=output if output is not None else _named_after(path, form.value if form else "html"),
        form=form.value if form else None,
        previous=previous,
        mapping=mapping,
        audience=audience.value,
        strict=strict,
        template=template,
        contacts=contacts,
        today=today,
        summary=extent == Extent.SUMMARY,
        force=force,
        partial=partial,
    )
    write_report(wanted)


def run_report(
    paths: Sequence[str], *, output: str | None = None, form: str | None = None, force: bool = False
) -> int:
    """Write the report of one file or folder for the team; gives the exit code."""
    named = output if output is not None else _named_after(paths[0], form or "html")
    write_report(ReportWanted(paths[0], named, form, force=force))
    return 0


_ENDINGS = {"html": ".html", "markdown": ".md", "pdf": ".pdf", "docx": ".docx"}


def _named_after(path: str, form: str) -> str:
    """Where a report goes that nobody named: beside the file, so that two rounds of two reforms are two files.

    What comes from standard input goes to standard output.
    """
    if path == STANDARD_OUTPUT:
        return STANDARD_OUTPUT
    if os.path.isdir(path):
        return joined(path, "site")
    named = os.path.splitext(path)[0] + _ENDINGS[form]
    # A report of a Markdown file as Markdown.
    return named if named != path else os.path.splitext(path)[0] + ".report.md"


@dataclass(frozen=True)
class ReportWanted:
    """The arguments of one `sustain report`."""

    path: str
    output: str
    form: str | None = None
    previous: str | None = None
    mapping: str | None = None
    audience: Audience = "team"
    strict: bool = False
    template: str | None = None
    contacts: bool = False
    today: str | None = None
    summary: bool = False
    force: bool = False
    partial: bool = False


def write_report(wanted: ReportWanted) -> None:
    from sustainrubric.check.file import inspect
    from sustainrubric.disk.save import write_new
    from sustainrubric.report.copy_check import CopyCheck

    if wanted.contacts and wanted.audience == "public":
        raise WrongUsage("--contacts is not for the public; choose another audience")
    if wanted.mapping is not None and wanted.previous is None:
        raise WrongUsage("--mapping has no effect without --previous")
    if os.path.isdir(wanted.path):
        _write_site(wanted)
        return
    if wanted.partial:
        raise WrongUsage("--partial is for a folder; a report of one file is of all of it")
    check = CopyCheck(wanted.audience, strict=wanted.strict)
    _refuse_inputs(wanted.output, [wanted.path, *([wanted.previous] if wanted.previous else [])])
    form = form_for(wanted.form, wanted.output, FORMS, default="html")
    if wanted.summary and form not in ("html", "pdf"):
        raise WrongUsage(f"--print summary is a page as html or pdf, not as {form}; leave it out")
    if form in _NO_TEXT and wanted.output == STANDARD_OUTPUT:
        raise WrongUsage(f"{_NO_TEXT[form]} is no text; name a file with -o")
    content = _content(inspect(wanted.path), form, wanted, check)
    if wanted.output == STANDARD_OUTPUT:
        write_data(content.decode("utf-8"))
    else:
        write_new(wanted.output, content, force=wanted.force)
        note(f"wrote {wanted.output}")


def _write_site(wanted: ReportWanted) -> None:
    from sustainrubric.site.build import write_site

    if wanted.output == STANDARD_OUTPUT:
        raise WrongUsage("a site is a folder of pages; name one with -o")
    if names_a_page(wanted.output) and not os.path.isdir(wanted.output):
        raise WrongUsage(f"a site is a folder of pages, and {wanted.output} is named like one file")
    if wanted.summary:
        raise WrongUsage("--print summary is for one assessment; a site has a page for each round")
    if wanted.previous is not None:
        raise WrongUsage("--previous is for one assessment; a site sets all rounds side by side")
    if wanted.form not in (None, "html"):
        raise WrongUsage("a site is made of HTML pages; leave --format out")
    written = write_site(
        wanted.path,
        wanted.output,
        wanted.audience,
        template=wanted.template,
        contacts=wanted.contacts,
        strict=wanted.strict,
        today=day_given("--today", wanted.today),
        force=wanted.force,
        partial=wanted.partial,
    )
    note(written)


def _content(loaded: Loaded, form: str, wanted: ReportWanted, check: CopyCheck) -> bytes:
    from sustainrubric.report.goals import GoalsAround
    from sustainrubric.report.style import frame_for, in_frame, pages, templates_in

    source, goals = _MADE_OF.get(form, form), GoalsAround()
    make = _page(check.add(loaded), source, wanted, check, goals)
    check.finish()
    templates = templates_in(wanted.template, source)
    frame = frame_for(loaded.file, wanted.audience)
    if goals.unread:
        frame = replace(frame, missing=missing_words(goals.unread, "goals"))
        note(frame.missing)
    (text,) = pages([in_frame(make, frame)], templates)
    if form == "docx":
        from sustainrubric.exchange.docx_report import docx_report

        return docx_report(text, agency=_agency(loaded))
    if form != "pdf":
        return text.encode("utf-8")
    from sustainrubric.report.pdf import pdf_of

    return pdf_of(text)


def _page(
    loaded: Loaded, form: str, wanted: ReportWanted, check: CopyCheck, goals: GoalsAround
) -> Callable[[], str]:
    from sustainrubric.check.file import inspect
    from sustainrubric.report import make

    if loaded.kind in ("worksheet", "priorities") and wanted.today is not None:
        raise WrongUsage(f"--today is for an assessment or a folder; {loaded.file} is neither")
    if loaded.kind in ("worksheet", "priorities") and wanted.summary:
        raise WrongUsage(f"--print summary is for an assessment; {loaded.file} is none")
    if loaded.kind == "worksheet":
        _refuse_previous(wanted, "a worksheet has none")
        return make.worksheet_page(loaded, form, wanted.audience, contacts=wanted.contacts)
    if loaded.kind == "priorities":
        _refuse_previous(wanted, "priorities have none")
        _refuse_contacts(wanted)
        return make.priorities_page(loaded, form, wanted.audience)
    _refuse_contacts(wanted)
    previous = check.add(inspect(wanted.previous)) if wanted.previous else None
    today = day_given("--today", wanted.today)
    return make.assessment_page(
        loaded, form, wanted.audience, previous, wanted.mapping, today, summary=wanted.summary, around=goals
    )


def _agency(loaded: Loaded) -> str:
    """The name of the agency whose file it is."""
    agency = getattr(loaded.model, "agency", None)
    return str(getattr(agency, "name", ""))


def _refuse_previous(wanted: ReportWanted, why: str) -> None:
    if wanted.previous is not None:
        raise WrongUsage(f"--previous compares rounds of an assessment; {why}")


def _refuse_contacts(wanted: ReportWanted) -> None:
    if wanted.contacts:
        raise WrongUsage("--contacts is about the participants of a worksheet; this file has none")


def _refuse_inputs(output: str, inputs: list[str]) -> None:
    """Not even --force writes a report over the ratings it is made from."""
    for file in inputs:
        if is_same_file(output, file):
            raise RefusedToWrite(f"{output} was not written: the report is made from it; choose another name")
