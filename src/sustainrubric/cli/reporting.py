"""What `sustain report` does with one file, free of how its arguments were read."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sustainrubric.cli.console import note, write_data
from sustainrubric.cli.deliver import form_for
from sustainrubric.cli.inspect import inspect
from sustainrubric.errors import RefusedToWrite, WrongUsage
from sustainrubric.files.save import write_new

if TYPE_CHECKING:
    from sustainrubric.files.load import Loaded
    from sustainrubric.model.audience import Audience

STANDARD_OUTPUT = "-"
FORMS = ("html", "markdown", "pdf")


@dataclass(frozen=True)
class Wanted:
    """The arguments of one `sustain report`."""

    path: str
    output: str
    form: str | None = None
    previous: str | None = None
    audience: Audience = "team"
    template: str | None = None
    contacts: bool = False
    today: str | None = None
    force: bool = False


def write_report(wanted: Wanted) -> None:
    if wanted.contacts and wanted.audience == "public":
        raise WrongUsage("--contacts is not for the public; choose another audience")
    if os.path.isdir(wanted.path):
        from sustainrubric.cli.site import write_site

        write_site(wanted)
        return
    _refuse_inputs(wanted.output, [wanted.path, *([wanted.previous] if wanted.previous else [])])
    form = form_for(wanted.form, wanted.output, FORMS, default="html")
    if form == "pdf" and wanted.output == STANDARD_OUTPUT:
        raise WrongUsage("a PDF is no text; name a file with -o")
    content = _content(inspect(wanted.path), form, wanted)
    if wanted.output == STANDARD_OUTPUT:
        write_data(content.decode("utf-8"))
    else:
        write_new(Path(wanted.output), content, force=wanted.force)
        note(f"wrote {wanted.output}")


def _content(loaded: Loaded, form: str, wanted: Wanted) -> bytes:
    from sustainrubric.cli.look import frame_for, in_frame, pages, templates_in

    make = _page(loaded, "html" if form == "pdf" else form, wanted)
    templates = templates_in(wanted.template)
    frame = frame_for(loaded.file, wanted.audience)
    (text,) = pages([in_frame(make, frame)], templates)
    if form != "pdf":
        return text.encode("utf-8")
    from sustainrubric.files.pdf import pdf_of

    return pdf_of(text)


def _page(loaded: Loaded, form: str, wanted: Wanted) -> Callable[[], str]:
    from sustainrubric.cli import report_pages

    if loaded.kind == "worksheet":
        _refuse_previous(wanted, "a worksheet has none")
        return report_pages.worksheet_page(loaded, form, wanted.audience, contacts=wanted.contacts)
    if loaded.kind == "priorities":
        _refuse_previous(wanted, "priorities have none")
        return report_pages.priorities_page(loaded, form)
    previous = inspect(wanted.previous) if wanted.previous else None
    return report_pages.assessment_page(loaded, form, wanted.audience, previous)


def _refuse_previous(wanted: Wanted, why: str) -> None:
    if wanted.previous is not None:
        raise WrongUsage(f"--previous compares rounds of an assessment; {why}")


def _refuse_inputs(output: str, inputs: list[str]) -> None:
    """Not even --force writes a report over the ratings it is made from."""
    for file in inputs:
        if _is_same(output, file):
            raise RefusedToWrite(f"{output} was not written: the report is made from it; choose another name")


def _is_same(output: str, file: str) -> bool:
    try:
        return os.path.samefile(output, file)
    except (OSError, ValueError):
        return False
