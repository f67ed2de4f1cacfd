"""`sustain schema`: JSON Schema for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sustainrubric.cli.shared_options import Force, Output

if TYPE_CHECKING:
    from sustainrubric.instruments.rubric import Rubric


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="KIND", help="A kind of file: assessment, settings, ...; without one, all are listed."
        ),
    ] = None,
    output: Output = None,
    reference: Annotated[
        str | None,
        typer.Option(
            "--rubric",
            metavar="RUBRIC",
            help="For assessments: with the element ids of this rubric, also an own one.",
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Print the JSON Schema (2020-12) of a kind of file, for editors that complete and explain.

    `sustain init` puts the schemas where editors find them; see docs/editors.md.
    """
    from sustainrubric.base.errors import WrongUsage
    from sustainrubric.base.text import as_known, did_you_mean, quoted
    from sustainrubric.disk.save import write_new
    from sustainrubric.records.load import KINDS
    from sustainrubric.records.schema import schema_text
    from sustainrubric.terminal.console import note, write, write_data
    from sustainrubric.terminal.output import form_for

    if kind is None:
        write("\n".join(KINDS))
        return
    kind = as_known(kind, KINDS)
    if kind not in KINDS:
        hint = did_you_mean(kind, KINDS) or f"; there is {', '.join(KINDS)}"
        raise WrongUsage(f"there is no kind of file {quoted(kind)}{hint}")
    form_for(None, str(output) if output else None, ["json"], default="json")
    text = schema_text(kind, _rubric(kind, reference))
    if output in (None, "-"):
        write_data(text)
    else:
        write_new(output, text.encode("utf-8"), force=force)
        note(f"wrote {output}")


def _rubric(kind: str, reference: str | None) -> Rubric | None:
    from sustainrubric.base.errors import WrongUsage
    from sustainrubric.records.instrument_choice import catalog_around, rubric_named

    if reference is None:
        return None
    if kind != "assessment":
        raise WrongUsage(f"--rubric is for assessments; files of the kind {kind} name no rubric's elements")
    # Any name will do: what counts is the folder.
    return rubric_named(reference, catalog_around("assessment.yaml"))
